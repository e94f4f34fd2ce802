"""The epochs of a chart as a table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from tlgui.ui.kit.charts.chart_drawing import values_of
from tlgui.ui.kit.focus_ring import FocusRing
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import EpochDone
    from tlgui.ui.kit.charts.chart_drawing import Quantity

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """Epochs as rows: number, training value, validation value."""

    def __init__(self, quantity: Quantity, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quantity: Quantity = quantity
        self._history: tuple[EpochDone, ...] = ()

    def set_history(self, history: tuple[EpochDone, ...]) -> None:
        """Show other epochs."""
        self.beginResetModel()
        self._history = history
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._history)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._history[index.row()]
        if index.column() == 0:
            return str(row.epoch)
        value = values_of([row], self._quantity)[index.column() - 1][0]
        if math.isnan(value):
            return "-"
        return f"{value:.4f}" if self._quantity == "loss" else f"{value:.1%}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Epoch"), self.tr("Training"), self.tr("Validation"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class HistoryTable(QTableView):
    """The epochs to read, for eyes and for screen readers."""

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{quantity}_table")
        self.epochs = HistoryModel(quantity, self)
        self.setModel(self.epochs)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        FocusRing(self)
        live(self, self._tell)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Values of every epoch"))
        self.epochs.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
