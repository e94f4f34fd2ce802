"""Rows under headings, as Qt's views ask for them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex


class Headed(Protocol):
    """A model whose columns have headings."""

    def headings(self) -> Sequence[str]:
        """What stands above each column, in the language of now."""

    def explanations(self) -> Sequence[str]:
        """What a heading tells on hover; empty where there is nothing to add to any."""

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where texts stand in a column, and its heading."""


def header_data(model: Headed, section: int, orientation: Qt.Orientation, role: int) -> Any:
    """What ``model`` answers to ``headerData``: columns have a heading, rows have none."""
    if orientation is not Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return model.headings()[section]
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return model.alignment(section)
    explanations = model.explanations() if role == Qt.ItemDataRole.ToolTipRole else ()
    return plain_tooltip(explanations[section]) if explanations else None


def aligned(*, right: bool) -> Qt.AlignmentFlag:
    """Numbers stand at the right, so that their digits are under each other; words do not."""
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel):
    """A flat table. A subclass says how many rows there are and what stands in each cell."""

    def __init__(
        self, columns: Sequence[str], parent: QObject | None = None, *, numbers: Collection[str]
    ) -> None:
        """Make it, without rows.

        Args:
            columns: what they are called in the code, from left to right.
            parent: Qt's.
            numbers: those of them that hold numbers.
        """
        super().__init__(parent)
        self._columns, self._numbers = tuple(columns), frozenset(numbers)

    @abstractmethod
    def headings(self) -> Sequence[str]:
        """What stands above each column, in the language of now."""

    def explanations(self) -> Sequence[str]:
        """What a heading tells on hover; empty where there is nothing to add to any."""
        return ()

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where texts stand in a column, and its heading."""
        return aligned(right=self._columns[column] in self._numbers)

    def tell_all(self) -> None:
        """Have the views ask for every text again."""
        last = len(self._columns) - 1
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return header_data(self, section, orientation, role)
