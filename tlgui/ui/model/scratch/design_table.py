"""The table in which a design is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from tlgui.engine.models.scratch.design_layers import LARGEST_COUNT, LARGEST_WINDOW, Function
from tlgui.ui.kit.tables.rows_table import INSET, show_rows
from tlgui.ui.look import theme
from tlgui.ui.model.scratch.design_model import COLUMNS, FUNCTION_NAMES, DesignModel
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

ROW_HEIGHT = 32
ROWS_AT_LEAST, ROWS_AT_MOST = 5, 13
PADDING = 6
LEAST_LAYER = 132
LEAST_NEEDED = ("memory", "multiply_adds", "field")
"""Columns that a narrow table leaves out, the first one first: the formulas tell them too."""


class DesignTable(QTableView):
    """The rows of a design; as high as they are, up to a limit.

    Signals:
        add_asked: the user wants another layer below the chosen one.
        duplicate_asked: the user wants the chosen layer once more.
        row_chosen: with the number of the row that is chosen now.
    """

    add_asked = Signal()
    duplicate_asked = Signal()
    row_chosen = Signal(int)

    def __init__(self, model: DesignModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("design_table")
        self.design_model = model
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        show_rows(self, ROW_HEIGHT, padding=PADDING - INSET)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(theme.px(28))
        self.selectionModel().currentRowChanged.connect(
            lambda index: self.row_chosen.emit(index.row())
        )
        live(self, self._tell)
        self.choose(0)

    @property
    def row(self) -> int:
        """The row that is chosen."""
        return max(self.currentIndex().row(), 0)

    def choose(self, row: int) -> None:
        """Choose ``row``; the column stays."""
        column = max(self.currentIndex().column(), 0)
        index = self.design_model.index(min(row, len(self.design_model.rows) - 1), column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._set_widths(self.viewport().width())
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alone = modifiers == Qt.KeyboardModifier.NoModifier
        model, row = self.design_model, self.row
        if modifiers == Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_Up:
            model.move(row, -1)
        elif modifiers == Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_Down:
            model.move(row, 1)
        elif alone and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            model.remove(row)
        elif alone and key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self.duplicate_asked.emit()
        elif alone and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A field that is open hands the key on, once it has taken it for its end.
            if self.state() != QAbstractItemView.State.EditingState:
                self._edit_row()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before the view itself: else it shows a scroll bar for the widths of before.
        self._set_widths(event.size().width())
        super().resizeEvent(event)

    def fit(self) -> None:
        """Be as high as the rows ask for."""
        rows = min(max(len(self.design_model.rows), ROWS_AT_LEAST), ROWS_AT_MOST)
        height = self.horizontalHeader().sizeHint().height() + rows * theme.px(ROW_HEIGHT) + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _edit_row(self) -> None:
        """Edit where the cursor is, or what of this row can be edited first."""
        model, index = self.design_model, self.currentIndex()
        columns = [index.column(), *range(len(COLUMNS))]
        places = (model.index(index.row(), column) for column in columns)
        place = next((each for each in places if model.field_at(each)), None)
        if place is not None:
            self.setCurrentIndex(place)
            self.edit(place)

    def _set_widths(self, room: int) -> None:
        header = self.horizontalHeader()
        figures = QFontMetrics(theme.font())
        headings = QFontMetrics(theme.font(theme.TEXT_SMALL))
        widths = {}
        for number, column in enumerate(COLUMNS):
            if column != "layer":
                title = self.design_model.headerData(number, Qt.Orientation.Horizontal)
                texts = (
                    self.design_model.text(row, column)
                    for row in range(len(self.design_model.rows))
                )
                widest = max(figures.horizontalAdvance(text) for text in texts)
                text = max(widest, headings.horizontalAdvance(title))
                widths[column] = text + 2 * PADDING + theme.px(6)
        needed = theme.px(LEAST_LAYER) + sum(widths.values())
        for column in LEAST_NEEDED:
            hidden = needed > room
            self.setColumnHidden(COLUMNS.index(column), hidden)
            needed -= widths[column] if hidden else 0
        shown = [name for name in widths if not self.isColumnHidden(COLUMNS.index(name))]
        for name in shown:
            header.resizeSection(COLUMNS.index(name), widths[name])
        left = room - sum(widths[name] for name in shown)
        header.resizeSection(0, max(theme.px(LEAST_LAYER), left))

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Layers of your design"))
        self.setAccessibleDescription(
            self.tr(
                "Enter changes a value, Alt with an arrow key moves the layer, Delete removes it,"
                " Insert adds one, Ctrl+D doubles it."
            )
        )
        self.design_model.tell_all()
        self._set_widths(self.viewport().width())
        self.fit()


class _CellDelegate(QStyledItemDelegate):
    """Number fields, and a choice of functions, in the cells."""

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        model = index.model()
        assert isinstance(model, DesignModel)
        name = model.field_at(index)
        editor = self._selector(parent) if name == "function" else self._spin(parent, name)
        editor.setObjectName(f"design_{name}_field")
        heading = model.headerData(index.column(), Qt.Orientation.Horizontal)
        layer = model.text(index.row(), "layer")
        editor.setAccessibleName(f"{layer}: {heading}")
        editor.setAutoFillBackground(True)
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QSpinBox):
            editor.setValue(round(100 * value) if isinstance(value, float) else value)
            editor.selectAll()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        value: Any = None
        if isinstance(editor, QComboBox):
            # Qt keeps the text of a StrEnum, not the member.
            value = Function(editor.currentData())
        elif isinstance(editor, QSpinBox):
            editor.interpretText()
            share = editor.suffix() == "%"
            value = editor.value() / 100 if share else editor.value()
        if value is not None and value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = option.rect
        least = max(rect.width(), theme.px(128 if isinstance(editor, QComboBox) else 60))
        editor.setGeometry(rect.x(), rect.y() + 1, least, rect.height() - 2)

    def _selector(self, parent: QWidget) -> QComboBox:
        selector = QComboBox(parent)
        for function, name in FUNCTION_NAMES.items():
            selector.addItem(name, function)
        selector.activated.connect(lambda _place: self._done(selector))
        return selector

    def _spin(self, parent: QWidget, name: str) -> QSpinBox:
        spin = QSpinBox(parent)
        if name == "share":
            spin.setRange(0, 99)
            spin.setSuffix("%")
        elif name in ("filters", "units", "groups"):
            spin.setRange(1, LARGEST_COUNT)
        else:
            spin.setRange(0 if name == "padding" else 1, LARGEST_WINDOW)
        spin.setStyleSheet("QSpinBox { padding: 0; min-height: 0; border-radius: 4px; }")
        return spin

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
