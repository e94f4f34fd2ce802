"""One side of a picture as a row of cells, and under it each place that a kernel takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPen

from tlgui.ui.learn.figures.row_frame import GAP, RowFrame
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPainter

    from tlgui.engine.lessons.counting import Counted
    from tlgui.ui.words.live_text import Text

_CELL, _BAR = 34, 26
_LEAST_BARS, _HIGHEST = 5, 268


class WindowStrip(RowFrame):
    """Cells and the kernel's places along them, a row a place."""

    STEPS: ClassVar[Mapping[Qt.Key, int]] = {
        **RowFrame.STEPS,
        Qt.Key.Key_Right: 1,
        Qt.Key.Key_Left: -1,
    }

    def __init__(self, name: str, accessible: Text) -> None:
        super().__init__(name, accessible)
        self._counted: Counted | None = None
        self._places: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self._places)

    def show_places(self, counted: Counted | None) -> None:
        """Show the places of a convolution; None where it is impossible.

        Raises:
            RecipeError: it is impossible.
        """
        places = () if counted is None else counted.places
        self._counted, self._places = counted, places
        self.show_changed()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), self._wished_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), self._wished_height())

    def row_rect(self, row: int) -> QRectF:
        counted = self._counted
        assert counted is not None
        cell, left, top = self._cell(counted), self._left(counted), self._top()
        room = (self.height() - top - 6) / max(1, self.count)
        step = min(float(theme.px(_BAR + GAP)), room)
        height = step - min(float(GAP), step / 4)
        return QRectF(
            left + self._places[row] * cell,
            top + row * step,
            counted.kernel * cell,
            height,
        )

    def _wished_height(self) -> int:
        wished = self._top() + max(self.count, _LEAST_BARS) * theme.px(_BAR + GAP) + 6
        return min(round(wished), theme.px(_HIGHEST))

    def _cell(self, counted: Counted) -> float:
        cells = counted.side + 2 * counted.padding
        return min(float(theme.px(_CELL)), (self.width() - 12) / cells)

    def _left(self, counted: Counted) -> float:
        return (self.width() - self._cell(counted) * (counted.side + 2 * counted.padding)) / 2

    def _top(self) -> float:
        return float(theme.px(_CELL) + 3 * GAP)

    def paint_rows(self, painter: QPainter) -> None:
        assert self._counted is not None
        self._paint_cells(painter, self._counted)
        self._paint_places(painter)

    def _paint_cells(self, painter: QPainter, counted: Counted) -> None:
        colors = theme.palette()
        cell, left = self._cell(counted), self._left(counted)
        cells = counted.side + 2 * counted.padding
        place = self._places[self.current]
        painter.setFont(theme.font(max(7.0, min(theme.TEXT_SMALL, cell * 0.45))))
        for number in range(cells):
            rect = QRectF(left + number * cell, 6, cell, theme.px(_CELL)).adjusted(1, 1, -1, -1)
            padded = not counted.padding <= number < cells - counted.padding
            unseen = number >= cells - counted.left_over
            under = place <= number < place + counted.kernel
            painter.setPen(
                QPen(
                    colors.color("muted" if padded or unseen else "line"),
                    1,
                    Qt.PenStyle.DashLine if padded else Qt.PenStyle.SolidLine,
                )
            )
            painter.setBrush(colors.color("accent_soft" if under else "sunken"))
            if unseen:
                painter.setBrush(colors.color("warning_soft"))
            painter.drawRoundedRect(rect, 3, 3)
            painter.setPen(colors.color("warning" if unseen else "muted" if padded else "text"))
            text = "0" if padded and not unseen else "\u00d7" if unseen else str(number + 1)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_places(self, painter: QPainter) -> None:
        colors = theme.palette()
        for place in range(self.count):
            rect, now = self.row_rect(place), place == self.current
            painter.setPen(QPen(colors.color("accent"), 2 if now else 1))
            painter.setBrush(colors.color("accent" if now else "accent_soft"))
            painter.drawRoundedRect(rect.adjusted(1, 0, -1, 0), 3, 3)
            if rect.height() >= theme.px(11):
                painter.setPen(colors.color("on_accent" if now else "accent"))
                painter.setFont(theme.font(min(theme.TEXT_SMALL, rect.height() * 0.62)))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
