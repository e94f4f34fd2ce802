"""What needs a look: a row for each problem, with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.engine.data.records import Problem, first_of_each_kind
from tlgui.engine.errors import Message
from tlgui.ui.look import theme
from tlgui.ui.pictures.item_models import ROW_ROLE, ProblemModel
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

_FEWEST_ROWS = 2
_SHARE = 0.42
"""Of the room that the list and the pictures below it have together."""
_ROW_HEIGHT = 44
_ICON = 16
_LEFT, _RIGHT, _ABOVE = 18, 8, 4
MOST_OF_A_KIND = 100
"""More problems of one kind are counted: nobody reads on, and Qt holds something for each row."""
_MEASURED = 200
"""So many of the sentences decide whether the rows have one line for them or two."""


class _ProblemDelegate(QStyledItemDelegate):
    """Paints a mark, what is wrong, and below it what to do.

    Attributes:
        lines: that each row has for what is wrong.
        hint_lines: and for what to do.
    """

    lines = hint_lines = 1

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
        text = area.adjusted(side + _LEFT, _ABOVE, -_RIGHT, -_ABOVE)
        parts = []
        for size, role, lines, words in (
            (theme.TEXT_BODY, "text", self.lines, index.data(Qt.ItemDataRole.DisplayRole)),
            (theme.TEXT_SMALL, "muted", self.hint_lines, index.data(ROW_ROLE)),
        ):
            font = theme.font(size)
            metrics = QFontMetrics(font)
            # Where words are wrapped, the lines are never quite full.
            width = int(text.width() * (1 if lines == 1 else lines - 0.25))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, width)
            needed = metrics.boundingRect(text.toRect(), Qt.TextFlag.TextWordWrap, shown).height()
            parts.append((font, role, shown, needed))
        top = text.center().y() - sum(needed for *_part, needed in parts) / 2
        for font, role, shown, needed in parts:
            painter.setFont(font)
            painter.setPen(colors.color(role))
            room = QRectF(text.left(), top, text.width(), needed)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, shown)
            top += needed
        painter.restore()

    def row_height(self) -> int:
        """Pixels of each row."""
        return (
            theme.px(_ROW_HEIGHT)
            + _extra(theme.TEXT_BODY, self.lines)
            + _extra(theme.TEXT_SMALL, self.hint_lines)
        )

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        # Narrow, so that the view wraps long sentences instead of scrolling sideways.
        return QSize(40, self.row_height())


def _extra(size: float, lines: int) -> int:
    """Pixels that ``lines`` of text need beyond the first."""
    return QFontMetrics(theme.font(size)).lineSpacing() * (lines - 1)


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
        self._room = 0
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._delegate = _ProblemDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(self._rows)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        self._rows.setParent(self)
        self.clicked.connect(lambda row: self.chosen.emit(self._rows.problem(row.row())))
        self.doubleClicked.connect(lambda row: self.opened.emit(self._rows.problem(row.row())))
        live(self, self._tell)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show ``problems``, a few rows high; of very many of a kind the first."""
        told, more = first_of_each_kind(problems, MOST_OF_A_KIND)
        # About no picture: there is none to be gone to.
        told += [
            Problem(
                ".",
                kind,
                Message(
                    "And {count} more of this kind: tlgui scan --json lists all.", count=f"{n:,}"
                ),
            )
            for kind, n in more.items()
        ]
        self._rows.set_problems(told)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def set_room(self, height: int) -> None:
        """Say how many pixels the list and what is below it have together."""
        if height != self._room:
            self._room = height
            self._fit()

    def _fit(self) -> None:
        """Give each row one line for each of its texts, or two where one is too long for that."""
        room = self.viewport().width() - theme.px(_ICON) - _LEFT - _RIGHT
        count = self._rows.rowCount()
        rows = [self._rows.index(row) for row in range(min(count, _MEASURED))]

        def lines(size: float, texts: Iterable[str]) -> int:
            metrics = QFontMetrics(theme.font(size))
            return 2 if any(metrics.horizontalAdvance(text) > room for text in texts) else 1

        self._delegate.lines = lines(theme.TEXT_BODY, (row.data() for row in rows))
        self._delegate.hint_lines = lines(theme.TEXT_SMALL, (row.data(ROW_ROLE) for row in rows))
        height = self._delegate.row_height()
        # The pictures below need most of the room.
        shown = min(count, max(_FEWEST_ROWS, int(self._room * _SHARE / height)))
        more = 0.5 if count > shown else 0  # Half a row says that there are more.
        self.setFixedHeight(round(height * (shown + more)) + 2)
        self.scheduleDelayedItemsLayout()

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
        self._fit()
