"""A picture of a finding, large, with its class and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tlgui.engine.errors import PictureError
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import ElidedLabel
from tlgui.ui.look import theme
from tlgui.ui.pictures.picture_canvas import PictureCanvas
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.images import image_from_pixels
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage, QPixmap

    from tlgui.engine.errors import Message
    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner

_LINE = 3


def load_picture(
    path: Path, bit_depth: int | None, *, control: Control
) -> tuple[QImage | None, Message | None]:
    """The picture at ``path``, or why it cannot be read. For a worker."""
    from tlgui.engine.data.images import decode

    control.check()
    try:
        return image_from_pixels(decode(path, bit_depth=bit_depth)), None
    except PictureError as error:
        return None, error.message


class PicturePane(QWidget):
    """The picture, a line below it where it is the one that keys are about, and its caption.

    Signals:
        chosen: the user has come to it.
    """

    chosen = Signal()

    def __init__(self, name: str, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._path: Path | None = None
        self._loading = LatestJob(runner, self)
        self.canvas = PictureCanvas()
        self.canvas.setObjectName(f"{name}_canvas")
        self.canvas.installEventFilter(self)
        self._line = QFrame()
        self._line.setFixedHeight(_LINE)
        self._label = ElidedLabel(role="strong")
        self._label.setObjectName(f"{name}_class")
        self._place = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName(f"{name}_place")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._label)
        layout.addWidget(self._place)
        self._is_chosen = False
        self._reason: Message | None = None
        live(self, self._tell_reason)

    @property
    def path(self) -> Path | None:
        """The file on show."""
        return self._path

    def show_picture(
        self, path: Path, preview: QPixmap | None, bit_depth: int | None = None
    ) -> None:
        """Show ``path``; ``preview`` stands in until it is decoded."""
        if path == self._path:
            return
        self._path, self._reason = path, None
        self.canvas.show_preview(preview)
        self._loading.start(load_picture, path, bit_depth, lane="files", succeeded=self._on_loaded)

    def tell(self, label: str, place: str, said: str) -> None:
        """Caption it: its class and where it lies; ``said`` is what a screen reader hears."""
        self._label.set_full_text(one_line(label))
        self._place.set_full_text(one_line(place))
        self.canvas.setAccessibleName(said)

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the one that keys are about."""
        self._is_chosen = chosen
        self._tint()

    def leave(self) -> None:
        """Let go of the picture."""
        self._loading.let_go()
        self._path = self._reason = None
        self.canvas.show_preview(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() == QEvent.Type.FocusIn:
            self.chosen.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _on_loaded(self, loaded: tuple[QImage | None, Message | None]) -> None:
        image, self._reason = loaded
        if image is not None:
            self.canvas.show_image(image)
        self._tell_reason()

    def _tell_reason(self) -> None:
        """Say in the language of now why there is no picture."""
        if self._reason is not None:
            self.canvas.show_text(one_line(text_of(self._reason)))
            self.canvas.setAccessibleDescription(self.canvas.text)

    def _tint(self) -> None:
        ink = theme.palette().accent if self._is_chosen else "transparent"
        sheet = f"background: {ink}; border-radius: 1px;"
        if self._line.styleSheet() != sheet:
            self._line.setStyleSheet(sheet)
