"""The epochs of a chart as a table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from tlgui.ui.kit.charts.chart_drawing import values_of
from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import EpochDone
    from tlgui.ui.kit.charts.chart_drawing import Quantity

COLUMNS = ("epoch", "training", "validation")
ROW_HEIGHT = 24


class HistoryModel(RowsModel):
    """Epochs as rows: number, training value, validation value."""

    def __init__(self, quantity: Quantity, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=COLUMNS)
        self._quantity: Quantity = quantity
        self._history: tuple[EpochDone, ...] = ()

    def set_history(self, history: tuple[EpochDone, ...]) -> None:
        """Show other epochs."""
        self.beginResetModel()
        self._history = history
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._history)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._history[index.row()]
        if index.column() == 0:
            return str(row.epoch)
        value = values_of([row], self._quantity)[index.column() - 1][0]
        if math.isnan(value):
            return "-"
        return f"{value:.4f}" if self._quantity == "loss" else f"{value:.1%}"

    def headings(self) -> Sequence[str]:
        return self.tr("Epoch"), self.tr("Training"), self.tr("Validation")


class HistoryTable(QTableView):
    """The epochs to read, for eyes and for screen readers."""

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{quantity}_table")
        self.epochs = HistoryModel(quantity, self)
        self.setModel(self.epochs)
        show_rows(self, ROW_HEIGHT, padding=8, several=True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        live(self, self._tell)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Values of every epoch"))
        self.epochs.tell_all()
