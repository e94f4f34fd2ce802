"""The confusion matrix as a table: rows are true classes, columns predicted ones.

A table view, so that arrow keys, Enter and screen readers work as they do in any table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.look import theme
from tlgui.ui.look.colors import Palette, contrast, mix
from tlgui.ui.results.confusion_model import CORRECT_ROLE, STRENGTH_ROLE, ConfusionModel, Index
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

ROW_LABEL_LIMIT = 128
COLUMN_LABEL_LIMIT = 104
CELL_WIDTH_LIMIT = 120
CELL_HEIGHT = 34
CELL_HEIGHT_LIMIT = 60
FULL_HEIGHT = 340
"""With few classes, cells grow until the matrix is this high."""

GAP = 1


class ConfusionDelegate(QStyledItemDelegate):
    """Paints a cell: blue for right, a second hue for wrong, deeper for more."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        cell = QRectF(rect).adjusted(GAP, GAP, -GAP, -GAP)
        colors = theme.palette()
        text = index.data(Qt.ItemDataRole.DisplayRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.TEXT_SMALL))
        if text:
            ground = cell_color(index.data(STRENGTH_ROLE), correct=index.data(CORRECT_ROLE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(cell, 3, 3)
            painter.setPen(QColor(readable_on(ground)))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(QColor(colors.muted), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colors.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


class LabelHeader(QHeaderView):
    """Class names beside the matrix: right-aligned for rows, upright for narrow columns."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.upright = False

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        if not rect.isValid():
            return
        model = self.model()
        name = str(model.headerData(section, self.orientation()) or "")
        colors = theme.palette()
        current = self._is_current(section)
        painter.save()
        painter.setFont(theme.font(theme.TEXT_SMALL, strong=current))
        rows = self.orientation() == Qt.Orientation.Vertical
        painter.setPen(QColor(colors.text if current or rows else colors.muted))
        metrics = painter.fontMetrics()
        if rows:
            box = rect.adjusted(0, 0, -8, 0)
            name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        elif self.upright:
            painter.translate(rect.left(), rect.bottom() + 1)
            painter.rotate(-90)
            box = QRect(6, 0, rect.height() - 6, rect.width())
            name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        else:
            name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width() - 4)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def _is_current(self, section: int) -> bool:
        view = self.parent()
        if not isinstance(view, QTableView):
            return False
        index = view.selectionModel().currentIndex() if view.selectionModel() else QModelIndex()
        if not index.isValid() or not view.selectionModel().isSelected(index):
            return False
        if self.orientation() == Qt.Orientation.Vertical:
            return index.row() == section
        return index.column() == section


class ConfusionView(QTableView):
    """The matrix; fills the width it gets, and scrolls where there are many classes.

    Signals:
        cell_opened(true, predicted): a cell was clicked, or Enter was pressed on it.
    """

    cell_opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusion_matrix")
        self.matrix = ConfusionModel(self)
        self.setModel(self.matrix)
        self.setItemDelegate(ConfusionDelegate(self))
        self._columns = LabelHeader(Qt.Orientation.Horizontal, self)
        self._rows = LabelHeader(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._rows)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setStyleSheet("QAbstractScrollArea::corner { background: transparent; border: 0; }")
        self.clicked.connect(self._on_clicked)
        self.matrix.modelReset.connect(self.fit_cells)
        self.matrix.dataChanged.connect(self.fit_cells)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        FocusRing(self)
        live(self, self._tell)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setAccessibleDescription(
            self.tr("Rows are true classes, columns predicted ones. Enter opens a cell's pictures.")
        )

    def set_confusion(self, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show other counts: (C, C), rows true."""
        self.matrix.set_confusion(classes, counts)

    def clear_cell(self) -> None:
        """Leave no cell outlined."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def fit_cells(self) -> None:
        """Make cells as wide as there is room for, within what stays readable."""
        classes = self.matrix.classes
        if not classes:
            return
        metrics = QFontMetrics(theme.font(theme.TEXT_SMALL, strong=True))
        widest_label = max(metrics.horizontalAdvance(name) for name in classes)
        row_labels = min(widest_label + 12, theme.px(ROW_LABEL_LIMIT))
        self._rows.setFixedWidth(row_labels)
        line = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        room = self.width() - row_labels
        count = len(classes)
        fewest_wide = metrics.horizontalAdvance(self._widest_text()) + 8 + 2 * GAP
        width = min(room // count, theme.px(CELL_WIDTH_LIMIT))
        width = max(width, fewest_wide)
        self._columns.upright = widest_label + 4 > width
        upright_height = min(widest_label + 10, theme.px(COLUMN_LABEL_LIMIT))
        column_labels = upright_height if self._columns.upright else metrics.height() + 12
        self._columns.setFixedHeight(column_labels)
        lowest = metrics.height() + 6
        scrolls_sideways = width * count > room
        around = column_labels + 2 + (line if scrolls_sideways else 0)
        height = (self.height() - around) // count
        highest = theme.px(min(max(FULL_HEIGHT // count, CELL_HEIGHT), CELL_HEIGHT_LIMIT))
        height = max(lowest, min(height, highest))
        self.setMaximumHeight(around + highest * count)
        if height * count > self.height() - around:
            # A vertical scroll bar takes its width from the cells.
            width = max(min(width, (room - line) // count), fewest_wide)
        # What is left over goes to the labels, so that the last column ends where the card does.
        left_over = room - width * count
        if 0 < left_over < count:
            self._rows.setFixedWidth(row_labels + left_over)
        self._columns.setDefaultSectionSize(width)
        self._rows.setDefaultSectionSize(height)
        self.updateGeometries()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(330))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(180))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_cells()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self.cell_opened.emit(index.row(), index.column())
            event.accept()
            return
        super().keyPressEvent(event)

    def _widest_text(self) -> str:
        if self.matrix.shares:
            return "100%"
        count = len(self.matrix.classes)
        return str(max(self.matrix.count(row, col) for row in range(count) for col in range(count)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.cell_opened.emit(index.row(), index.column())

    def _on_current_changed(self) -> None:
        # Headers show whose row and column the outlined cell is.
        self._rows.viewport().update()
        self._columns.viewport().update()


def cell_color(strength: float, *, correct: bool, colors: Palette | None = None) -> str:
    """The ground of a cell; ``strength`` 0..1 goes from just visible to full.

    Without ``colors``, in those of the scheme in use.
    """
    colors = colors or theme.palette()
    if correct:
        # Between these two, one colour of text has a contrast of 4.5 on every shade.
        palest = 0.94 if colors.scheme == "light" else 0.82
        weak = mix(colors.surface, colors.accent, palest)
        return mix(weak, mix(colors.accent, colors.text, 0.25), strength)
    return mix(colors.surface, colors.bad, 0.07 + 0.47 * strength)


def readable_on(ground: str, colors: Palette | None = None) -> str:
    """The text's colour or the surface's, whichever reads better on ``ground``."""
    colors = colors or theme.palette()
    return max((colors.text, colors.surface), key=lambda color: contrast(color, ground))
