"""A small table of numbers, painted as a picture is: the brighter, the higher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_LARGEST_CELL, _LEAST_CELL = 44, 22


def number_text(value: float) -> str:
    """``value`` with two decimals at most, and a minus that is as wide as a plus."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "\u2212")


class NumberGrid(QFrame):
    """Numbers in cells; one window of them framed.

    Signals:
        cell_chosen: with the row and the column of the cell that was clicked.
        key_pressed: with the key, where it is one of those that move through steps.
    """

    cell_chosen = Signal(int, int)
    key_pressed = Signal(int)

    _KEYS = (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Space,
    )

    def __init__(
        self, name: str, accessible: Text, *, focusable: bool = True, largest: int = _LARGEST_CELL
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        live_text(self, self.setAccessibleName, accessible)
        self._values: NDArray[np.float64] = np.zeros((1, 1))
        self._low, self._high = 0.0, 1.0
        self._padding = 0
        self._known: int | None = None
        self._window: QRect | None = None
        self._largest = largest
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def values(self) -> NDArray[np.float64]:
        """The numbers on show."""
        return self._values

    def set_values(
        self,
        values: NDArray[np.float64],
        *,
        low: float,
        high: float,
        padding: int = 0,
        known: int | None = None,
    ) -> None:
        """Show numbers.

        Args:
            values: (rows, columns).
            low: painted black.
            high: painted white.
            padding: rows and columns at each border that are put there, dashed.
            known: how many are there already, row by row; None for all.
        """
        self._values, self._low, self._high = values, low, high
        self._padding, self._known = padding, known
        self.updateGeometry()
        self.update()

    def set_window(self, window: QRect | None) -> None:
        """Frame the cells of ``window``, in columns and rows."""
        self._window = window
        self.update()

    def sizeHint(self) -> QSize:
        rows, columns = self._values.shape
        side = theme.px(self._largest)
        return QSize(columns * side + 4, rows * side + 4)

    def minimumSizeHint(self) -> QSize:
        rows, columns = self._values.shape
        side = theme.px(_LEAST_CELL)
        return QSize(columns * side + 4, rows * side + 4)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell is painted."""
        rows, columns = self._values.shape
        side = min(
            (self.width() - 4) / columns, (self.height() - 4) / rows, theme.px(self._largest)
        )
        left = (self.width() - side * columns) / 2
        return QRectF(left + column * side, 2 + row * side, side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        rows, columns = self._values.shape
        for row in range(rows):
            for column in range(columns):
                if self.cell_rect(row, column).contains(event.position()):
                    self.cell_chosen.emit(row, column)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._KEYS:
            self.key_pressed.emit(event.key())
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        rows, columns = self._values.shape
        side = self.cell_rect(0, 0).width()
        longest = max(len(number_text(value)) for value in self._values.flat)
        size = min(theme.TEXT_BODY, side * 1.35 / max(2, longest) / theme.px(100) * 100)
        painter.setFont(theme.font(max(7, size)))
        for row in range(rows):
            for column in range(columns):
                rect = self.cell_rect(row, column)
                there = self._known is None or row * columns + column < self._known
                inside = (
                    self._padding <= row < rows - self._padding
                    and self._padding <= column < columns - self._padding
                )
                if not there or not inside:
                    painter.setPen(QPen(colors.color("line"), 1, Qt.PenStyle.DashLine))
                    painter.setBrush(QColor(colors.surface))
                    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
                    if there:
                        painter.setPen(QColor(colors.muted))
                        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), "0")
                    continue
                value = float(self._values[row, column])
                grey = self._grey(value)
                painter.setPen(QPen(colors.color("line"), 1))
                painter.setBrush(QColor(grey, grey, grey))
                painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
                painter.setPen(QColor("#000000" if grey > 118 else "#FFFFFF"))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), number_text(value))
        if self._window is not None:
            first = self.cell_rect(self._window.top(), self._window.left())
            last = self.cell_rect(self._window.bottom(), self._window.right())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # Seen on black and on white: the accent within a line of the surface's colour.
            for color, width in ((colors.surface, 5), (colors.accent, 3)):
                painter.setPen(QPen(QColor(color), width))
                painter.drawRect(first.united(last))
        if self.hasFocus():
            whole = self.cell_rect(0, 0).united(self.cell_rect(rows - 1, columns - 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.color("accent"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(whole.adjusted(-1.5, -1.5, 1.5, 1.5))

    def _grey(self, value: float) -> int:
        share = (value - self._low) / (self._high - self._low) if self._high > self._low else 0.5
        return round(255 * min(max(share, 0.0), 1.0))
