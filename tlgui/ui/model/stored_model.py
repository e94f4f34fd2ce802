"""The weights on this computer as a table: what, how large, under which terms, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from tlgui.engine.models.pretrained.places import StoredKind
from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.look import theme
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import plain_tooltip, shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from tlgui.ui.model.stored_weights import StoredRow

COLUMNS = ("name", "size", "licence", "place")
# The arrow of the order stands above the titles: beside those of numbers there is no room.
HEADER_STYLE = (
    "QHeaderView::section { padding: 6px 6px; }"
    "QHeaderView::up-arrow, QHeaderView::down-arrow {"
    " subcontrol-origin: border; subcontrol-position: top center; width: 10px; height: 10px; }"
)


def size_text(size: int) -> str:
    """A size in the unit that suits it."""
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


class StoredModel(RowsModel):
    """A row for each file or repository of weights; sorted by any column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=("size",))
        self.rows: list[StoredRow] = []
        self._sorted_by = ("size", Qt.SortOrder.DescendingOrder)

    def set_rows(self, rows: Sequence[StoredRow]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self.rows = list(rows)
        self._order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of ``column``."""
        self._sorted_by = (COLUMNS[column], order)
        self.layoutAboutToBeChanged.emit()
        before = list(self.rows)
        self._order()
        for index in self.persistentIndexList():
            row = self.rows.index(before[index.row()])
            self.changePersistentIndex(index, self.index(row, index.column()))
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def headings(self) -> Sequence[str]:
        return (
            self.tr("Weights of"),
            self.tr("Size"),
            self.tr("Licence"),
            self.tr("Where they are from"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(
                shown_path(row.path) if column == "place" else self._text(row, column)
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        licensed = row.backbone is not None and row.backbone.commercial_use
        if role == Qt.ItemDataRole.ForegroundRole and column == "licence" and not licensed:
            return theme.palette().color("warning")
        return None

    def _text(self, row: StoredRow, column: str) -> str:
        if column == "name":
            return one_line(row.name)
        if column == "size":
            return size_text(row.size_bytes)
        if column == "place":
            return self.place_text(row)
        if row.backbone is None:
            return self.tr("⚠ not known")
        name = row.backbone.license or self.tr("not stated")
        return name if row.backbone.commercial_use else f"⚠ {name}"

    def place_text(self, row: StoredRow) -> str:
        """Where weights are from, in words."""
        if row.stored is None:
            return self.tr("a package that is installed")
        return {
            StoredKind.HUB: self.tr("downloaded"),
            StoredKind.PARTIAL: self.tr("part of a download"),
            StoredKind.FOLDER: self.tr("your weights folder"),
        }[row.stored.kind]

    def _order(self) -> None:
        column, order = self._sorted_by

        def key(row: StoredRow) -> tuple[object, ...]:
            value = row.size_bytes if column == "size" else self._text(row, column).casefold()
            return value, row.name.casefold()

        self.rows.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
