"""The rows of a layer table, for a tree."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt

from tlgui.engine.models.layer_table import LayerRow, LayerTable, Learning
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.tables.rows_model import Index, aligned, header_data
from tlgui.ui.look import theme
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

COLUMNS = ("layer", "output", "parameters", "multiply_adds", "memory", "learning")
NAME_ROLE = Qt.ItemDataRole.UserRole
"""The name of a row's module, as the library has it."""


class LayerModel(QAbstractItemModel):
    """A row a stage, block or layer; those in it below.

    Rows are told by their place in ``rows``: indices of Qt hold that number and no Python object.

    Attributes:
        rows: all, in the order of the picture's way.
        last: how many groups learn, as ``LayerTable.learning`` takes it.
        boundary: place of the first row behind all that stays frozen; -1 for none.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: LayerTable | None = None
        self.last: int | None = 0
        self.rows: list[LayerRow] = []
        self._parents: list[int] = []
        self._children: list[list[int]] = []
        self._top: list[int] = []
        self.boundary = -1

    @property
    def table(self) -> LayerTable | None:
        """What is shown."""
        return self._table

    def set_table(self, table: LayerTable | None) -> None:
        """Show another network; None for none."""
        self.beginResetModel()
        self._table = table
        self.rows, self._parents, self._children, self._top = [], [], [], []
        for row in () if table is None else table.rows:
            self._top.append(self._add(row, -1))
        self.boundary = self._find_boundary()
        self.endResetModel()

    def set_learning(self, last: int | None) -> None:
        """Show what learns where the ``last`` groups do, as ``LayerTable.learning`` takes it."""
        self.last = last
        self.boundary = self._find_boundary()
        self.tell_all()

    def learning(self, place: int) -> Learning | None:
        """Whether the row at ``place`` learns; None where it has nothing to."""
        assert self._table is not None
        return self._table.learning(self.rows[place], self.last)

    def place(self, index: Index) -> int:
        """Where among ``rows`` the row of ``index`` is."""
        return int(index.internalId())

    def index_of(self, place: int) -> QModelIndex:
        """The index of the row at ``place``."""
        parent = self._parents[place]
        among = self._top if parent < 0 else self._children[parent]
        return self.createIndex(among.index(place), 0, place)

    def tell_all(self) -> None:
        """Say every text anew."""
        if self.rows:
            # Views draw all that they show of a tree again, whichever rows are named.
            last = self.index(len(self._top) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            for place, children in enumerate(self._children):
                if children:
                    parent = self.index_of(place)
                    end = self.index(len(children) - 1, len(COLUMNS) - 1, parent)
                    self.dataChanged.emit(self.index(0, 0, parent), end)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        among = self._children[self.place(parent)] if parent.isValid() else self._top
        if not (0 <= row < len(among) and 0 <= column < len(COLUMNS)):
            return QModelIndex()
        return self.createIndex(row, column, among[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject has one too
        if not index.isValid():
            return QModelIndex()
        place = self._parents[self.place(index)]
        return QModelIndex() if place < 0 else self.index_of(place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        if not parent.isValid():
            return len(self._top)
        return len(self._children[self.place(parent)]) if parent.column() == 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return header_data(self, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.place(index)
        row, column = self.rows[place], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(place, column)
        if role == NAME_ROLE:
            return row.name if column == "layer" else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.spoken(place))
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "layer":
            return self.spoken(place)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and column == "learning":
            learns = self.learning(place) in (Learning.WHOLLY, Learning.PARTLY)
            return theme.palette().color("accent" if learns else "muted")
        return None

    def spoken(self, place: int) -> str:
        """All that is told of a row, in full figures."""
        row = self.rows[place]
        told = [f"{text_of(row.kind)} ({row.name})" if row.name else text_of(row.kind)]
        if row.shape is not None:
            told.append(self.tr("output {shape}").format(shape=shape_text(row.shape)))
        told += [
            self.tr("{n:,} parameters").format(n=row.parameters),
            self.tr("{n:,} multiply-adds").format(n=row.multiply_adds),
            self.tr("{n:,} bytes of activations").format(n=row.activation_bytes),
        ]
        if row.uses > 1:
            told.append(self.tr("run {n} times for a picture").format(n=row.uses))
        elif row.uses == 0 and not row.children and row.shape is None and row.parameters:
            told.append(self.tr("not a layer that is run by itself"))
        if self.learning(place) is not None:
            told.append(self._learning_text(place))
        return ", ".join(told)

    def as_csv(self) -> str:
        """All rows, comma-separated, with a line of headings."""
        written = io.StringIO()
        lines = csv.writer(written, lineterminator="\n")
        names = ("level", "name", "layer", "output", "parameters", "multiply_adds", "bytes")
        lines.writerow((*names, "learning"))
        if self._table is not None:
            for level, row in self._table.walk():
                state = self._table.learning(row, self.last)
                lines.writerow(
                    (
                        *(level, row.name, text_of(row.kind)),
                        "" if row.shape is None else shape_text(row.shape),
                        *(row.parameters, row.multiply_adds, row.activation_bytes),
                        "" if state is None else state.value,
                    )
                )
        return written.getvalue()

    def _add(self, row: LayerRow, parent: int) -> int:
        place = len(self.rows)
        self.rows.append(row)
        self._parents.append(parent)
        self._children.append([])
        for child in row.children:
            self._children[place].append(self._add(child, place))
        return place

    def _find_boundary(self) -> int:
        """The first row of those that learn, behind all that stays frozen; -1 for none."""
        leaves = [place for place, row in enumerate(self.rows) if row.depth and not row.children]
        frozen = [place for place in leaves if self.learning(place) is Learning.NOT_AT_ALL]
        after = [place for place in leaves if frozen and place > frozen[-1]]
        if not after:
            return -1
        place = after[0]
        # The outermost block that begins with it.
        while self._parents[place] > frozen[-1]:
            place = self._parents[place]
        return place

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return aligned(right=COLUMNS[column] not in ("layer", "learning"))

    def headings(self) -> tuple[str, ...]:
        return (
            self.tr("Layer"),
            self.tr("Output"),
            self.tr("Parameters"),
            self.tr("Multiply-adds"),
            self.tr("Memory"),
            self.tr("Training"),
        )

    def explanations(self) -> tuple[str, ...]:
        return (
            self.tr("What the layer does, and its name in the library."),
            self.tr(
                "Size of the output for one picture: height \u00d7 width \u00d7 maps; tokens \u00d7"
                " numbers of each in transformers."
            ),
            self.tr("Weights and biases, which learning changes."),
            self.tr("Multiplications with an addition each, for one picture."),
            self.tr(
                "What the values take that the layer makes of one picture, as 32-bit numbers;"
                " nothing where it overwrites those before."
            ),
            self.tr("Whether its weights stay frozen or learn, as set on the Train page."),
        )

    def _text(self, place: int, column: str) -> str:
        row = self.rows[place]
        if column == "layer":
            return text_of(row.kind)
        if column == "output":
            return "" if row.shape is None else shape_text(row.shape)
        if column == "parameters":
            return f"{row.parameters:,}" if row.parameters else "\u2013"
        if column == "multiply_adds":
            return millions(row.multiply_adds) if row.multiply_adds else "\u2013"
        if column == "memory":
            return memory_text(row.activation_bytes) if row.activation_bytes else "\u2013"
        return self._learning_text(place)

    def _learning_text(self, place: int) -> str:
        state = self.learning(place)
        if state is None:
            return ""
        return {
            Learning.NOT_AT_ALL: self.tr("frozen"),
            Learning.PARTLY: self.tr("partly learns"),
            Learning.WHOLLY: self.tr("learns"),
        }[state]


def shape_text(shape: tuple[int, ...]) -> str:
    """(channels, height, width) as people write it, height x width x channels; others as is."""
    told = (*shape[1:], shape[0]) if len(shape) == 3 else shape
    return " \u00d7 ".join(f"{side:,}" for side in told)


def millions(count: int) -> str:
    """``count``, in millions from one million on, with as many places as say something."""
    if count < 1e6:
        return f"{count:,}"
    number = count / 1e6
    return f"{number:,.0f} M" if number >= 100 else f"{number:.1f} M"


def memory_text(size: int) -> str:
    """``size`` bytes, in kB or MB where it is large."""
    if size < 1e3:
        return f"{size} B"
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"
