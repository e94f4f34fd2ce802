"""Folds as rows: the part that is held out moves from row to row, with each picture's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPen

from tlgui.ui.learn.figures.row_frame import RowFrame
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from tlgui.engine.lessons.folding import Folded
    from tlgui.ui.words.live_text import Text

_ROW, _HEIGHT, _SIDE = 40, 212, 64


class FoldRows(RowFrame):
    """One row a fold."""

    def __init__(self, name: str, accessible: Text) -> None:
        super().__init__(name, accessible)
        self._folded: Folded | None = None

    @property
    def count(self) -> int:
        return 0 if self._folded is None else self._folded.folds

    def show_folds(self, folded: Folded) -> None:
        """Show what the folds came to."""
        self._folded = folded
        self.show_changed()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(_HEIGHT))

    def row_rect(self, row: int) -> QRectF:
        step = min(float(theme.px(_ROW)), (self.height() - 8) / max(1, self.count))
        side = float(theme.px(_SIDE))
        return QRectF(side, 4 + row * step, self.width() - 2 * side, step - 5)

    def paint_rows(self, painter: QPainter) -> None:
        assert self._folded is not None
        for fold in range(self.count):
            self._paint_row(painter, self._folded, fold)

    def _paint_row(self, painter: QPainter, folded: Folded, fold: int) -> None:
        colors, rect = theme.palette(), self.row_rect(fold)
        now = fold == self.current
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
