"""One side of a picture as a row of cells, and under it each place that a kernel takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from tlgui.engine.lessons.counting import Counted

_CELL, _BAR, _GAP = 34, 26, 4
_LEAST_BARS, _HIGHEST = 5, 268


class WindowStrip(QFrame):
    """Cells and the kernel's places along them; left, right, Home and End go through the places.

    Signals:
        moved: the user went to another place.
    """

    moved = Signal()

    def __init__(self, name: str, accessible: Text) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        live_text(self, self.setAccessibleName, accessible)
        self._counted: Counted | None = None
        self._current = 0

    @property
    def current(self) -> int:
        """The place that is framed, counted from 0."""
        return self._current

    def show_places(self, counted: Counted | None) -> None:
        """Show the places of a convolution; None where it is impossible.

        Raises:
            RecipeError: it is impossible.
        """
        if counted is not None:
            self._current = min(self._current, counted.output_side - 1)
        self._counted = counted
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), self._wished_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), self._wished_height())

    def bar_rect(self, place: int) -> QRectF:
        """Where a place is painted."""
        counted = self._counted
        assert counted is not None
        cell, left, top = self._cell(counted), self._left(counted), self._top()
        room = (self.height() - top - 6) / max(1, counted.output_side)
        step = min(float(theme.px(_BAR + _GAP)), room)
        height = step - min(float(_GAP), step / 4)
        return QRectF(
            left + counted.places[place] * cell,
            top + place * step,
            counted.kernel * cell,
            height,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._counted is not None:
            for place in range(self._counted.output_side):
                rect = self.bar_rect(place)
                if rect.top() <= event.position().y() <= rect.bottom() + _GAP:
                    self._go(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = 0 if self._counted is None else self._counted.output_side - 1
        moves = {
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self._go(min(max(to, 0), last))

    def _go(self, place: int) -> None:
        if place != self._current and self._counted is not None:
            self._current = place
            self.update()
            self.moved.emit()

    def _wished_height(self) -> int:
        bars = 0 if self._counted is None else self._counted.output_side
        wished = self._top() + max(bars, _LEAST_BARS) * theme.px(_BAR + _GAP) + 6
        return min(round(wished), theme.px(_HIGHEST))

    def _cell(self, counted: Counted) -> float:
        cells = counted.side + 2 * counted.padding
        return min(float(theme.px(_CELL)), (self.width() - 12) / cells)

    def _left(self, counted: Counted) -> float:
        return (self.width() - self._cell(counted) * (counted.side + 2 * counted.padding)) / 2

    def _top(self) -> float:
        return float(theme.px(_CELL) + 3 * _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        if self._counted is not None:
            self._paint_cells(painter, self._counted)
            self._paint_places(painter, self._counted)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _paint_cells(self, painter: QPainter, counted: Counted) -> None:
        colors = theme.palette()
        cell, left = self._cell(counted), self._left(counted)
        cells = counted.side + 2 * counted.padding
        place = counted.places[self._current]
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

    def _paint_places(self, painter: QPainter, counted: Counted) -> None:
        colors = theme.palette()
        for place in range(counted.output_side):
            rect, now = self.bar_rect(place), place == self._current
            painter.setPen(QPen(colors.color("accent"), 2 if now else 1))
            painter.setBrush(colors.color("accent" if now else "accent_soft"))
            painter.drawRoundedRect(rect.adjusted(1, 0, -1, 0), 3, 3)
            if rect.height() >= theme.px(11):
                painter.setPen(colors.color("on_accent" if now else "accent"))
                painter.setFont(theme.font(min(theme.TEXT_SMALL, rect.height() * 0.62)))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
