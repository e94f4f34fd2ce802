"""What figures of rows share: one row is framed, and keys and clicks go through them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy

from tlgui.ui.kit.focus.focus_ring import paint_ring
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

GAP = 4
"""Between two rows, in pixels."""


class RowFrame(QFrame):
    """Rows under each other, one of them framed; Home and End go to the first and the last.

    Signals:
        moved: the user went to another row.
    """

    moved = Signal()
    STEPS: ClassVar[Mapping[Qt.Key, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
    """The keys that go on or back by a row."""

    def __init__(self, name: str, accessible: Text) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        live_text(self, self.setAccessibleName, accessible)
        self._current = 0

    @property
    def current(self) -> int:
        """The row that is framed, from 0."""
        return self._current

    @property
    @abstractmethod
    def count(self) -> int:
        """How many rows are shown."""

    @abstractmethod
    def row_rect(self, row: int) -> QRectF:
        """Where a row is painted."""

    @abstractmethod
    def paint_rows(self, painter: QPainter) -> None:
        """Paint them all; there is one at least."""

    def show_changed(self) -> None:
        """Paint what is shown now; the last row is framed where the framed one has gone."""
        if self.count:
            self._current = min(self._current, self.count - 1)
        self.updateGeometry()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        for row in range(self.count):
            rect = self.row_rect(row)
            if rect.top() <= event.position().y() <= rect.bottom() + GAP:
                self._go(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = max(0, self.count - 1)
        moves = {key: self._current + step for key, step in self.STEPS.items()}
        to = {**moves, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self._go(min(max(to, 0), last))

    def _go(self, row: int) -> None:
        if self.count and row != self._current:
            self._current = row
            self.update()
            self.moved.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.count:
            self.paint_rows(painter)
        if self.hasFocus():
            paint_ring(painter, self)
        painter.end()
