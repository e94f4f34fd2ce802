"""One picture, large, with what is known of its file beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.ui.data.facts_panel import FactsPanel, LoadedPicture, Subject, load_picture
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.picture_canvas import PictureCanvas
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPixmap, QResizeEvent

    from tlgui.ui.work.jobs import JobRunner

WIDE = 520
"""Of at least this width, in pixels of the drawings, the facts stand beside the picture."""


class PictureViewer(QWidget):
    """The picture upright and as large as fits; arrows go on, Z shows its own pixels, Esc closes.

    Signals:
        closed: the user wants the grid back.
        row_requested: with the row of the picture to show instead.
        menu_requested: with the row on show, and where its menu is to be on screen.
    """

    closed = Signal()
    row_requested = Signal(int)
    menu_requested = Signal(int, QPoint)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture_viewer")
        self._runner = runner
        self._subject: Subject | None = None
        self._loaded: LoadedPicture | None = None
        self._loading = LatestJob(runner, self)
        self.canvas = PictureCanvas()
        self.canvas.zoom_changed.connect(self._show_zoom)
        self._wide = True
        self._back = make_button("", "viewer_back_button")
        self._back.clicked.connect(self.closed)
        self._name = ElidedLabel(role="strong", mode=Qt.TextElideMode.ElideMiddle)
        self._name.setObjectName("viewer_name")
        self._count = make_label("", "small", "viewer_count")
        self._previous = make_button(
            "",
            "viewer_previous_button",
            "icon",
            tooltip=lambda: self.tr("Previous picture (←)"),
            accessible_name=lambda: self.tr("Previous picture"),
        )
        self._next = make_button(
            "",
            "viewer_next_button",
            "icon",
            tooltip=lambda: self.tr("Next picture (→)"),
            accessible_name=lambda: self.tr("Next picture"),
        )
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._zoom = make_button("", "viewer_zoom_button", "small")
        self._zoom.clicked.connect(self.canvas.toggle_zoom)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_S)
        top.addWidget(self._back)
        top.addWidget(self._name, 1)
        top.addStretch()
        top.addWidget(self._count)
        top.addWidget(self._previous)
        top.addWidget(self._next)
        top.addWidget(self._zoom)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(theme.SPACE_M)
        self._middle.addWidget(self.canvas, 1)
        self._facts = FactsPanel()
        self._middle.addWidget(self._facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S + 4)
        layout.addLayout(top)
        layout.addLayout(self._middle, 1)
        for widget in (self, *self.findChildren(QWidget)):
            widget.installEventFilter(self)
        self._tint()
        live(self._back, self._tell_back)
        live(self, self._tell)

    def show_picture(self, subject: Subject, preview: QPixmap | None) -> None:
        """Show ``subject``; ``preview`` stands in until its file is decoded.

        Where it is the picture of before, only what is said of it is brought up to date.
        """
        before = self._subject
        if before is not None and (subject.path, subject.bit_depth) == (
            before.path,
            before.bit_depth,
        ):
            self._subject = subject
            self._tell()
            return
        self._subject, self._loaded = subject, None
        self.canvas.show_preview(preview)
        self._tell()
        self._loading.start(
            load_picture,
            subject.path,
            subject.bit_depth,
            lane="files",
            succeeded=self._on_loaded,
        )

    def leave(self) -> None:
        """Let go of the picture."""
        self._loading.let_go()
        self._subject = self._loaded = None
        self.canvas.show_preview(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The viewer's keys, whichever of its parts has the focus."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            action = self._action(event)
            if action is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    action()
                return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the picture on show."""
        if self._subject is not None:
            self.menu_requested.emit(self._subject.row, event.globalPos())

    def _action(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        last = self._subject.rows - 1 if self._subject is not None else 0
        return {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_Left: lambda: self._step(-1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Home: lambda: self._go_to(0),
            Qt.Key.Key_End: lambda: self._go_to(last),
            Qt.Key.Key_Z: self.canvas.toggle_zoom,
        }.get(Qt.Key(event.key()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(WIDE)
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._facts.set_beside(beside=wide)
        self._name.setVisible(wide)
        self._wide = wide
        self._tell_back()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._back.setIcon(theme.icon("chevron-left", "muted"))
        self._previous.setIcon(theme.icon("chevron-left", "text"))
        self._next.setIcon(theme.icon("chevron-right", "text"))

    def _step(self, by: int) -> None:
        if self._subject is not None:
            self._go_to(self._subject.row + by)

    def _go_to(self, row: int) -> None:
        if self._subject is not None and 0 <= row < self._subject.rows:
            self.row_requested.emit(row)

    def _on_loaded(self, loaded: LoadedPicture) -> None:
        self._loaded = loaded
        if loaded.image is not None:
            self.canvas.show_image(loaded.image)
        self._tell()

    def _tell_back(self) -> None:
        words = self.tr("All pictures")
        self._back.setText(words if self._wide else "")
        self._back.setAccessibleName(words)
        self._back.setToolTip(self.tr("All pictures (Esc)"))

    def _tell(self) -> None:
        subject = self._subject
        if subject is None:
            return
        name = one_line(subject.path.name)
        self._name.set_full_text(name)
        self.canvas.setAccessibleName(self.tr("Picture {name}").format(name=name))
        self._count.setText(
            self.tr("{n} of {total}").format(n=f"{subject.row + 1:,}", total=f"{subject.rows:,}")
        )
        self._previous.setEnabled(subject.row > 0)
        self._next.setEnabled(subject.row + 1 < subject.rows)
        self._show_zoom()
        self._facts.show_facts(subject, self._loaded)
        if self._loaded is not None and self._loaded.reason is not None:
            self.canvas.show_text(one_line(text_of(self._loaded.reason)))

    def _show_zoom(self) -> None:
        fitted = self.canvas.is_fitted
        self._zoom.setText("100%" if fitted else self.tr("Fit"))
        said = (
            self.tr("Show the picture's own pixels; drag to move (Z)")
            if fitted
            else self.tr("Show all of the picture (Z)")
        )
        self._zoom.setToolTip(said)
        self._zoom.setAccessibleName(said.removesuffix(" (Z)"))
