"""Ways to train as rows: which stages learn, and how often the answers are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPen

from tlgui.ui.learn.figures.row_frame import GAP, RowFrame
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from tlgui.ui.words.live_text import Text
_ROW, _NAME, _STAGE = 62, 150, 16
_MOST_STAGES = 9


@dataclass(frozen=True)
class WayRow:
    """One row.

    Attributes:
        name: of the way.
        stages: whether each stage learns, from the picture on.
        accuracy: share of right answers.
        low: lower end of its interval.
        high: upper end.
    """

    name: str
    stages: tuple[bool, ...]
    accuracy: float
    low: float
    high: float


class WayRows(RowFrame):
    """One row a way."""

    def __init__(self, name: str, accessible: Text, rows: int) -> None:
        super().__init__(name, accessible)
        self._height = rows * _ROW + 2 * GAP
        self._rows: tuple[WayRow, ...] = ()

    @property
    def count(self) -> int:
        return len(self._rows)

    def show_rows(self, rows: tuple[WayRow, ...]) -> None:
        """Show ``rows``."""
        self._rows = rows
        self.show_changed()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(self._height))

    def row_rect(self, row: int) -> QRectF:
        height = float(theme.px(_ROW))
        return QRectF(GAP, GAP + row * height, self.width() - 2 * GAP, height - GAP)

    def paint_rows(self, painter: QPainter) -> None:
        for number, row in enumerate(self._rows):
            self._paint_row(painter, row, self.row_rect(number), now=number == self.current)

    def _paint_row(self, painter: QPainter, row: WayRow, rect: QRectF, *, now: bool) -> None:
        colors = theme.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        if now:
            painter.setBrush(colors.color("accent_soft"))
            painter.drawRoundedRect(rect, 6, 6)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(strong=now))
        painter.setPen(colors.color("text"))
        left = rect.left() + 10
        painter.drawText(
            QRectF(left, rect.top(), theme.px(_NAME), rect.height()), vertical, row.name
        )
        left += theme.px(_NAME)
        side = float(theme.px(_STAGE))
        for number, learns in enumerate(row.stages):
            box = QRectF(left + number * (side + GAP), rect.center().y() - side, side, 2 * side)
            painter.setPen(QPen(colors.color("training" if learns else "muted"), 1))
            painter.setBrush(colors.color("training" if learns else "surface"))
            painter.drawRoundedRect(box, 3, 3)
        left += _MOST_STAGES * (side + GAP)
        room = QRectF(left, rect.top(), rect.right() - left - theme.px(64), rect.height())
        self._paint_bar(painter, row, room)
        painter.setFont(theme.font(strong=True))
        painter.setPen(colors.color("text"))
        told = QRectF(room.right() + 8, rect.top(), rect.right() - room.right() - 16, rect.height())
        painter.drawText(told, vertical | Qt.AlignmentFlag.AlignRight, f"{row.accuracy:.0%}")

    def _paint_bar(self, painter: QPainter, row: WayRow, room: QRectF) -> None:
        colors, middle = theme.palette(), room.center().y()
        thick = float(theme.px(14))
        whole = QRectF(room.left(), middle - thick / 2, room.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("sunken"))
        painter.drawRoundedRect(whole, 3, 3)
        painter.setBrush(colors.color("accent"))
        bar = QRectF(whole.left(), whole.top(), whole.width() * row.accuracy, thick)
        painter.drawRoundedRect(bar, 3, 3)
        ends = [
            QPointF(room.left() + room.width() * share, middle) for share in (row.low, row.high)
        ]
        painter.setPen(QPen(colors.color("text"), 1.5))
        painter.drawLine(*ends)
        for end in ends:
            painter.drawLine(end - QPointF(0, 5), end + QPointF(0, 5))
