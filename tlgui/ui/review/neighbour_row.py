"""The pictures most like the one in question, small, with their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from tlgui.ui.look import theme
from tlgui.ui.pictures.picture_grid import TileCache
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QHelpEvent, QPaintEvent

    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

_SIDE, _CAPTION, _LEAST = 92, 20, 56


class NeighbourRow(QWidget):
    """As many as fit, the nearest at the left; those of another class stand out."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_neighbours")
        self._thumbnails = thumbnails
        self._tiles = TileCache()
        self._rows: tuple[tuple[Path, str], ...] = ()
        self._label = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails.some_arrived.connect(self.update)
        live(self, self._tell)

    def show_neighbours(self, rows: Sequence[tuple[Path, str]], label: str) -> None:
        """Show ``rows`` of (file, class); ``label`` is the class of the picture in question."""
        self._rows, self._label = tuple(rows), label
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(6 * (theme.px(_LEAST) + theme.SPACE_S), theme.px(_SIDE + _CAPTION))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        ratio = self.devicePixelRatioF()
        for (path, label), place in zip(self._rows, self._places(), strict=False):
            pixmap: QPixmap | None = self._thumbnails.pixmap(path)
            if pixmap is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colors.color("sunken"))
                painter.drawRoundedRect(place, 4, 4)
            else:
                tile = self._tiles.tile(pixmap, place.size().toSize(), ratio)
                painter.drawPixmap(place.topLeft(), tile)
            other = label != self._label
            font = theme.font(theme.TEXT_SMALL, strong=other)
            painter.setFont(font)
            painter.setPen(colors.color("accent" if other else "muted"))
            caption = QRectF(place.left(), place.bottom(), place.width(), theme.px(_CAPTION))
            text = QFontMetrics(font).elidedText(
                one_line(label), Qt.TextElideMode.ElideRight, int(place.width())
            )
            painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show_tooltip(event)  # type: ignore[arg-type]  # what events of that type are
            return True
        return super().event(event)

    def _places(self) -> list[QRectF]:
        count = max(1, len(self._rows))
        room = (self.width() + theme.SPACE_S) / count - theme.SPACE_S
        side = max(theme.px(_LEAST), min(theme.px(_SIDE), int(room)))
        step = side + theme.SPACE_S
        fits = max(1, (self.width() + theme.SPACE_S) // step)
        return [QRectF(at * step, 0, side, side) for at in range(min(len(self._rows), fits))]

    def _show_tooltip(self, event: QHelpEvent) -> None:
        from PySide6.QtWidgets import QToolTip

        for (path, label), place in zip(self._rows, self._places(), strict=False):
            if place.contains(event.pos()):
                text = f"{one_line(label)}\n{one_line(str(path))}".replace("<", "&lt;")
                QToolTip.showText(event.globalPos(), text, self)
                return
        QToolTip.hideText()

    def _tell(self) -> None:
        labels = ", ".join(one_line(label) for _path, label in self._rows)
        self.setAccessibleName(
            self.tr("Most similar pictures: {classes}").format(classes=labels)
            if labels
            else self.tr("No similar pictures")
        )
