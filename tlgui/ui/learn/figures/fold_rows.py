"""Folds as rows: the part that is held out moves from row to row, with each picture's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from tlgui.engine.lessons.folding import Folded

_ROW, _HEIGHT, _SIDE = 40, 212, 64


class FoldRows(QFrame):
    """One row a fold; up, down, Home and End go through them.

    Signals:
        moved: the user went to another fold.
    """

    moved = Signal()

    def __init__(self, name: str, accessible: Text) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        live_text(self, self.setAccessibleName, accessible)
        self._folded: Folded | None = None
        self._current = 0

    @property
    def current(self) -> int:
        """The fold that is framed, from 0."""
        return self._current

    def show_folds(self, folded: Folded) -> None:
        """Show what the folds came to."""
        self._folded = folded
        self._current = min(self._current, folded.folds - 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(_HEIGHT))

    def row_rect(self, fold: int) -> QRectF:
        """Where a fold's pictures are painted."""
        folds = 1 if self._folded is None else self._folded.folds
        step = min(float(theme.px(_ROW)), (self.height() - 8) / folds)
        side = float(theme.px(_SIDE))
        return QRectF(side, 4 + fold * step, self.width() - 2 * side, step - 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        for fold in range(0 if self._folded is None else self._folded.folds):
            rect = self.row_rect(fold)
            if rect.top() <= event.position().y() <= rect.bottom() + 4:
                self._go(fold)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = 0 if self._folded is None else self._folded.folds - 1
        moves = {
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self._go(min(max(to, 0), last))

    def _go(self, fold: int) -> None:
        if fold != self._current:
            self._current = fold
            self.update()
            self.moved.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        if self._folded is not None:
            for fold in range(self._folded.folds):
                self._paint_row(painter, self._folded, fold)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _paint_row(self, painter: QPainter, folded: Folded, fold: int) -> None:
        colors, rect = theme.palette(), self.row_rect(fold)
        now = fold == self._current
        painter.setFont(theme.font(min(theme.TEXT_SMALL, rect.height() * 0.6), strong=now))
        painter.setPen(colors.color("text" if now else "muted"))
        vertical = Qt.AlignmentFlag.AlignVCenter
        left = QRectF(8, rect.top(), rect.left() - 16, rect.height())
        painter.drawText(left, vertical | Qt.AlignmentFlag.AlignLeft, str(fold + 1))
        right = QRectF(
            rect.right() + 8, rect.top(), self.width() - rect.right() - 16, rect.height()
        )
        share = f"{folded.accuracies[fold]:.1%}"
        painter.drawText(right, vertical | Qt.AlignmentFlag.AlignRight, share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("sunken"))
        painter.drawRoundedRect(rect, 4, 4)
        counts = np.bincount(folded.fold, minlength=folded.folds)
        each = rect.width() / len(folded.fold)
        start = rect.left() + each * float(counts[:fold].sum())
        block = QRectF(start, rect.top(), each * float(counts[fold]), rect.height())
        painter.setBrush(colors.color("accent_soft"))
        painter.setPen(QPen(colors.color("accent"), 2 if now else 1))
        painter.drawRoundedRect(block, 4, 4)
        # Those that are answered rightly stand as full bars, the others hang as short ones.
        painter.setPen(Qt.PenStyle.NoPen)
        inner = block.adjusted(2, 3, -2, -3)
        answers = np.sort(folded.right[folded.fold == fold])[::-1]
        width = inner.width() / max(1, len(answers))
        for number, is_right in enumerate(answers):
            painter.setBrush(colors.color("training" if is_right else "validation"))
            height = inner.height() * (1.0 if is_right else 0.45)
            place = QRectF(
                inner.left() + number * width, inner.bottom() - height, max(0.8, width - 1), height
            )
            painter.drawRect(place)
