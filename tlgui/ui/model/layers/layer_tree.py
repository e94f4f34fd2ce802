"""A layer table as a tree: stages that open, and a line where what is frozen ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.kit.tables.rows_table import INSET
from tlgui.ui.look import theme
from tlgui.ui.model.layers.layer_model import COLUMNS, NAME_ROLE, LayerModel
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.models.layer_table import LayerTable

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 28
PADDING = 6
ROWS_AT_LEAST, ROWS_AT_MOST = 4, 18
EXPANDED_UP_TO = 30
"""Rows of a network that is small enough to be shown whole at once."""


class LayerTree(QTreeView):
    """All stages of a network; as high as what is open, up to a limit."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.layers = LayerModel(self)
        self.setModel(self.layers)
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(theme.px(16))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        self.setStyleSheet(
            f"QHeaderView::section {{ padding: 6px {PADDING + INSET}px; }}"
            f"QTreeView::item {{ padding: 0 {PADDING}px; }}"
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.expanded.connect(self.fit)
        self.collapsed.connect(self.fit)
        FocusRing(self)
        live(self, self._tell)

    def show_table(self, table: LayerTable | None, last: int | None) -> None:
        """Show a network; what is open stays open where it is the same as before.

        Args:
            table: of its layers; None for nothing.
            last: how many of its groups learn, as ``LayerTable.learning`` takes it.
        """
        is_new = table is not self.layers.table
        if not is_new and last == self.layers.last:
            return
        self.layers.set_learning(last)
        if is_new:
            self.layers.set_table(table)
            if len(self.layers.rows) <= EXPANDED_UP_TO:
                self.expandAll()
            if self.layers.rows:
                self.setCurrentIndex(self.layers.index(0, 0))
                self.scrollToTop()
        self._set_widths()
        self.fit()

    def copy_csv(self) -> None:
        """Put all rows on the clipboard, comma-separated."""
        QGuiApplication.clipboard().setText(self.layers.as_csv())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_csv()
            event.accept()
        else:
            super().keyPressEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        rect: QRect = option.rect
        colors = theme.palette()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.color("line"))
        if self.layers.place(index) == self.layers.boundary:
            painter.fillRect(rect.left(), rect.top() - 1, rect.width(), 2, colors.color("accent"))

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Layers of the network"))
        self.layers.tell_all()
        self._set_widths()

    def _set_widths(self) -> None:
        """Give each column of figures what its heading and widest stage take."""
        figures = QFontMetrics(theme.font())
        headings = QFontMetrics(theme.font(theme.TEXT_SMALL))
        for column in range(1, len(COLUMNS)):
            heading = self.layers.headerData(column, Qt.Orientation.Horizontal)
            texts = {
                str(self.layers.createIndex(0, column, place).data() or "")
                for place in range(len(self.layers.rows))
            }
            widest = max((figures.horizontalAdvance(text) for text in texts), default=0)
            text = max(widest, headings.horizontalAdvance(heading))
            self.header().resizeSection(column, text + 2 * (PADDING + INSET) + theme.px(4))

    def fit(self) -> None:
        """Be as high as what is open asks for."""
        open_rows, index = 0, self.layers.index(0, 0)
        while index.isValid() and open_rows < ROWS_AT_MOST:
            open_rows += 1
            index = self.indexBelow(index)
        rows = max(ROWS_AT_LEAST, open_rows)
        height = self.header().sizeHint().height() + rows * theme.px(ROW_HEIGHT) + 2
        if height != self.height():
            self.setFixedHeight(height)


class _RowDelegate(QStyledItemDelegate):
    """Writes the name of a module, muted, behind what it does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        name = index.data(NAME_ROLE)
        if not name:
            return
        rect: QRect = option.rect
        metrics = QFontMetrics(theme.font())
        taken = metrics.horizontalAdvance(str(index.data())) + 2 * (PADDING + INSET)
        room = rect.width() - taken - PADDING
        font = theme.font(theme.TEXT_SMALL)
        small = QFontMetrics(font)
        if room < small.horizontalAdvance("\u2026abc"):
            return
        painter.save()
        painter.setFont(font)
        painter.setPen(theme.palette().color("muted"))
        place = rect.adjusted(taken, 0, -PADDING, 0)
        shown = small.elidedText(name, Qt.TextElideMode.ElideLeft, room)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, shown)
        painter.restore()
