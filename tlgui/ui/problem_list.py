"""What needs a look: a row for each problem, with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.ui import theme
from tlgui.ui.item_models import PROBLEM_ROW_HEIGHT, ROW_ROLE, ProblemModel
from tlgui.ui.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.engine.data.records import Problem

_ROWS_SHOWN = 3
_ICON = 16


class _ProblemDelegate(QStyledItemDelegate):
    """Paints a mark, what is wrong, and below it what to do."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = theme.palette()
        area = QRectF(option.rect).adjusted(0, 1, 0, -1)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("accent_soft" if chosen else "sunken"))
            painter.drawRoundedRect(area, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        side = theme.px(_ICON)
        mark = theme.icon_pixmap(
            "warning", colors.warning, side, painter.device().devicePixelRatio()
        )
        painter.drawPixmap(int(area.left() + 8), int(area.center().y() - side / 2), mark)
        lines = area.adjusted(side + 18, 4, -8, -4)
        half = lines.height() / 2
        for top, size, role, text in (
            (lines.top(), theme.TEXT_BODY, "text", index.data(Qt.ItemDataRole.DisplayRole)),
            (lines.top() + half, theme.TEXT_SMALL, "muted", index.data(ROW_ROLE)),
        ):
            font = theme.font(size)
            painter.setFont(font)
            painter.setPen(colors.color(role))
            line = QRectF(lines.left(), top, lines.width(), half)
            shown = QFontMetrics(font).elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(line.width())
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(40, theme.px(PROBLEM_ROW_HEIGHT))


class ProblemList(QListView):
    """The problems of a data set.

    Signals:
        chosen: with the ``Problem`` that was clicked or walked to, to be gone to.
        opened: with the ``Problem`` of a double click or Enter, whose picture is to be seen large.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem_list")
        self._rows = ProblemModel()
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_ProblemDelegate(self))
        self.setModel(self._rows)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        self._rows.setParent(self)
        self.clicked.connect(lambda row: self.chosen.emit(self._rows.problem(row.row())))
        self.doubleClicked.connect(lambda row: self.opened.emit(self._rows.problem(row.row())))
        live(self, self._tell)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show ``problems``, a few rows high."""
        self._rows.set_problems(problems)
        rows = min(len(problems), _ROWS_SHOWN)
        more = 0.5 if len(problems) > _ROWS_SHOWN else 0  # Half a row says that there are more.
        self.setFixedHeight(round(theme.px(PROBLEM_ROW_HEIGHT) * (rows + more)) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex()
        if row.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._rows.problem(row.row()))
        elif row.isValid() and event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self._rows.problem(row.row()))
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("What needs a look"))
        self.viewport().update()
