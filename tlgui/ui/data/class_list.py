"""The list of classes: name, bar, count, and a mark where pictures are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.ui.look import theme
from tlgui.ui.pictures.item_models import ROW_ROLE, ClassModel, ClassRow
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

CLASS_ROW_HEIGHT = 30
_PAD, _MARK = 8, 14
_LEAST_NAME, _MOST_NAME = 0.3, 0.56
"""Shares of a row's width that the names may take."""
_NAMES_MEASURED = 50


class _ClassDelegate(QStyledItemDelegate):
    """Paints a class: name, bar, count."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._measured_for: object = None
        self._measured = 0

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ClassRow = index.data(ROW_ROLE)
        model = index.model()
        largest = model.largest if isinstance(model, ClassModel) else row.count
        colors = theme.palette()
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("sunken"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), 6, 6)
        font = theme.font()
        metrics = QFontMetrics(font)
        count = f"{row.count:,}"
        count_width = metrics.horizontalAdvance(max("0,000", f"{largest:,}", key=len))
        inner = area.adjusted(_PAD, 0, -_PAD, 0)
        name_width = self._name_width(model, inner.width(), metrics)
        bar_left = inner.left() + name_width + _PAD
        if row.thin:
            side = theme.px(_MARK)
            mark = theme.icon_pixmap(
                "warning", colors.warning, side, painter.device().devicePixelRatio()
            )
            painter.drawPixmap(
                int(inner.left() + name_width - side), int(area.center().y() - side / 2), mark
            )
        bar_width = inner.right() - count_width - 12 - bar_left
        painter.setFont(font)
        painter.setPen(colors.color("text"))
        vertical = Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(
            index.data(Qt.ItemDataRole.DisplayRole),
            Qt.TextElideMode.ElideMiddle,
            int(name_width - (theme.px(_MARK) + 4 if row.thin else 0)),
        )
        painter.drawText(
            QRectF(inner.left(), area.top(), name_width, area.height()), vertical, name
        )
        painter.drawText(inner, vertical | Qt.AlignmentFlag.AlignRight, count)
        bar = QRectF(bar_left, area.center().y() - 4, bar_width, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("sunken"))
        painter.drawRoundedRect(bar, 3, 3)
        if row.count:
            bar.setWidth(max(6.0, bar_width * row.count / largest))
            painter.setBrush(colors.color("warning" if row.thin else "accent"))
            painter.drawRoundedRect(bar, 3, 3)
        painter.restore()

    def _name_width(self, model: object, room: float, metrics: QFontMetrics) -> float:
        """As wide as the longest name needs, within bounds; the same for all rows."""
        needed = 0
        if isinstance(model, ClassModel):
            names = sorted((row.name for row in model.rows), key=len)[-_NAMES_MEASURED:]
            key = (tuple(names), metrics.height())
            if key != self._measured_for:
                self._measured_for = key
                self._measured = max(map(metrics.horizontalAdvance, names), default=0)
            needed = self._measured + theme.px(_MARK) + _PAD
        return min(max(float(needed), room * _LEAST_NAME), room * _MOST_NAME)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, theme.px(CLASS_ROW_HEIGHT))


class ClassList(QListView):
    """The classes with their counts as bars; choosing one filters, choosing it again shows all.

    Signals:
        menu_requested: with the row whose menu is asked for, and where to show it on screen.
    """

    menu_requested = Signal(int, QPoint)

    def __init__(self, model: ClassModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_list")
        live(self, self._tell)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_ClassDelegate(self))
        self.setModel(model)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        model.setParent(self)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Classes"))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        rows = max(1, self.model().rowCount())
        return QSize(240, rows * theme.px(CLASS_ROW_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 3 * theme.px(CLASS_ROW_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choosing the chosen class again shows all classes."""
        row = self.indexAt(event.position().toPoint())
        if row.isValid() and self.selectionModel().isSelected(row):
            self.clearSelection()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.selectedIndexes():
            self.clearSelection()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the class under the mouse, or of the current one for the Menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex() if by_key else self.indexAt(event.pos())
        if row.isValid():
            place = self.visualRect(row).center()
            self.menu_requested.emit(
                row.row(),
                self.viewport().mapToGlobal(place) if by_key else event.globalPos(),
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # The ring of the focus is drawn around a row, so that there must be one.
        if not self.currentIndex().isValid() and self.model().rowCount():
            first = self.model().index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
