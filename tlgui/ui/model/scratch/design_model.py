"""The rows of a design for a table, edited in place; every edit can be undone."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from tlgui.engine.errors import TlguiError
from tlgui.engine.models.scratch.design_layers import (
    Activation,
    Convolution,
    Dropout,
    FullyConnected,
    Function,
    LocalResponse,
    TransposedConvolution,
)
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.look import theme
from tlgui.ui.model.layers.layer_model import memory_text, millions, shape_text
from tlgui.ui.model.scratch.design_history import DesignHistory, Moment
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from tlgui.engine.models.scratch.design import Design, Row
    from tlgui.engine.models.scratch.design_layers import Layer

COLUMNS = (
    "layer",
    "setting",
    "kernel",
    "stride",
    "padding",
    "groups",
    "output",
    "parameters",
    "multiply_adds",
    "memory",
    "field",
)
EDITED = ("setting", "kernel", "stride", "padding", "groups")
_SETTING: dict[type[Layer], str] = {
    Convolution: "filters",
    TransposedConvolution: "filters",
    FullyConnected: "units",
    Activation: "function",
    Dropout: "share",
    LocalResponse: "size",
}
FUNCTION_NAMES = {
    Function.RELU: "ReLU",
    Function.LEAKY_RELU: "Leaky ReLU",
    Function.ELU: "ELU",
    Function.GELU: "GELU",
    Function.SILU: "SiLU",
    Function.SIGMOID: "Sigmoid",
    Function.TANH: "Tanh",
}


def field_of(layer: Layer, column: str) -> str:
    """The field of ``layer`` that is edited in ``column``; empty where it has none there."""
    name = _SETTING.get(type(layer), "") if column == "setting" else column
    known = {field.name for field in fields(layer)}
    return name if column in EDITED and name in known else ""


class DesignModel(RowsModel):
    """A row a layer, and the last one, which gives a score a class and cannot be changed.

    Signals:
        changed: the design is another one; with the row that should be chosen.
        refused: with the ``TlguiError`` of an edit that makes no sense.
    """

    changed = Signal(int)
    refused = Signal(object)

    def __init__(self, design: Design, classes: int, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=COLUMNS[2:])
        self._history = DesignHistory(Moment(design, 0))
        self._classes = classes
        self.rows: Sequence[Row] = design.rows(classes)

    @property
    def design(self) -> Design:
        """What is on show."""
        return self._history.now.design

    @property
    def history(self) -> DesignHistory:
        """What can be undone and redone."""
        return self._history

    @property
    def problem(self) -> int | None:
        """The first row that is impossible; None where all can be built."""
        return next((n for n, row in enumerate(self.rows) if row.problem is not None), None)

    def set_classes(self, classes: int) -> None:
        """Have the last layer tell ``classes`` apart."""
        if classes != self._classes:
            self._classes = classes
            self.rows = self.design.rows(classes)
            self.tell_all()

    def start_over(self, design: Design) -> None:
        """Show ``design`` as if nothing had been before it."""
        self._history = DesignHistory(Moment(design, 0))
        self._show(0)

    def take(self, design: Design, row: int, kind: str = "") -> None:
        """Go on to ``design``; steps of one ``kind`` in a row are undone as one."""
        if design != self.design:
            self._history.add(Moment(design, row), kind)
            self._show(row)

    def undo(self) -> None:
        """Take the last step back."""
        if self._history.can_undo:
            row = self._history.now.row
            self._history.undo()
            self._show(min(row, len(self.design.layers)))

    def redo(self) -> None:
        """Take the step again that was taken back."""
        if self._history.can_redo:
            self._history.redo()
            self._show(self._history.now.row)

    def insert(self, row: int, layer: Layer) -> None:
        """Put ``layer`` before what is at ``row``."""
        layers = self.design.layers
        self._change((*layers[:row], layer, *layers[row:]), row)

    def remove(self, row: int) -> None:
        """Take the layer at ``row`` away; the last one stays."""
        layers = self.design.layers
        if row < len(layers):
            self._change((*layers[:row], *layers[row + 1 :]), row)

    def move(self, row: int, by: int) -> None:
        """Move the layer at ``row`` up (-1) or down (1)."""
        layers, to = list(self.design.layers), row + by
        if 0 <= row < len(layers) and 0 <= to < len(layers):
            layers[row], layers[to] = layers[to], layers[row]
            self._change(tuple(layers), to)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.field_at(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def field_at(self, index: Index) -> str:
        """The field that is edited at ``index``; empty where none is."""
        if not index.isValid() or index.row() >= len(self.design.layers):
            return ""
        return field_of(self.rows[index.row()].layer, COLUMNS[index.column()])

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name, row = self.field_at(index), index.row()
        if role != Qt.ItemDataRole.EditRole or not name:
            return False
        layers = self.design.layers
        try:
            layer = replace(layers[row], **{name: value})
        except TlguiError as error:
            self.refused.emit(error)
            return False
        self._change((*layers[:row], layer, *layers[row + 1 :]), row)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        impossible = row.problem is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.EditRole:
            return getattr(row.layer, self.field_at(index), None)
        if role == Qt.ItemDataRole.DecorationRole and column == "layer" and impossible:
            return theme.icon("bad", "bad", 16)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.spoken(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            if impossible and column in ("layer", "output"):
                return theme.palette().color("bad")
            waits = row.shape is None and column not in EDITED
            locked = index.row() == len(self.design.layers)
            return theme.palette().color("muted" if waits or locked else "text")
        return None

    def text(self, place: int, column: str) -> str:
        """What the table shows."""
        row = self.rows[place]
        if column == "layer":
            return f"{place + 1}  {text_of(row.layer.title)}"
        if column in EDITED:
            return self._setting_text(place, column)
        if row.problem is not None:
            return self.tr("impossible") if column == "output" else ""
        if row.output is None:
            return self.tr("waits") if column == "output" else ""
        return {
            "output": shape_text(row.output),
            "parameters": f"{row.parameters:,}" if row.parameters else "\u2013",
            "multiply_adds": millions(row.multiply_adds) if row.multiply_adds else "\u2013",
            "memory": memory_text(row.memory_bytes),
            "field": f"{row.receptive_field}",
        }[column]

    def spoken(self, place: int) -> str:
        """All that is told of a row."""
        row = self.rows[place]
        told = [self.text(place, "layer").replace("  ", ": ")]
        headings = dict(zip(COLUMNS, self.headings(), strict=True))
        for column in EDITED:
            text = self._setting_text(place, column)
            if text:
                told.append(text if column == "setting" else f"{headings[column]} {text}")
        if row.problem is not None:
            told.append(self.tr("impossible: {why}").format(why=text_of(row.problem.message)))
        elif row.output is None:
            told.append(self.tr("waits for the row above that is impossible"))
        else:
            told.append(self.tr("output {shape}").format(shape=shape_text(row.output)))
            told.append(self.tr("{n:,} parameters").format(n=row.parameters))
        return ", ".join(told)

    def _change(self, layers: tuple[Layer, ...], row: int) -> None:
        try:
            design = replace(self.design, layers=layers)
        except TlguiError as error:
            self.refused.emit(error)
            return
        self.take(design, row)

    def _show(self, row: int) -> None:
        before, after = len(self.rows), self.design.rows(self._classes)
        if len(after) == before:
            self.rows = after
            self.dataChanged.emit(self.index(0, 0), self.index(before - 1, len(COLUMNS) - 1))
        else:
            self.beginResetModel()
            self.rows = after
            self.endResetModel()
        self.changed.emit(row)

    def _accessible(self, place: int, column: str) -> str:
        if column == "layer":
            return self.spoken(place)
        headings = dict(zip(COLUMNS, self.headings(), strict=True))
        text = self.text(place, column)
        return f"{headings[column]}: {text}" if text else headings[column]

    def _setting_text(self, place: int, column: str) -> str:
        layer = self.rows[place].layer
        name = field_of(layer, column)
        if not name:
            return ""
        value = getattr(layer, name)
        if column != "setting":
            return str(value)
        if name == "function":
            return FUNCTION_NAMES[value]
        if name == "share":
            return f"{100 * value:.4g}%"
        if name == "filters":
            return self.tr("{n:,} filters").format(n=value)
        if name == "units":
            return self.tr("{n:,} units").format(n=value)
        return self.tr("{n} maps").format(n=value)

    def headings(self) -> Sequence[str]:
        return (
            self.tr("Layer"),
            self.tr("Setting"),
            self.tr("Kernel"),
            self.tr("Stride"),
            self.tr("Padding"),
            self.tr("Groups"),
            self.tr("Output"),
            self.tr("Parameters"),
            self.tr("Multiply-adds"),
            self.tr("Memory"),
            self.tr("Sees"),
        )

    def explanations(self) -> Sequence[str]:
        return (
            self.tr("What the layer does. The last one gives a score for each of your classes."),
            self.tr("Filters, units, the function or the share: Enter or F2 changes it."),
            self.tr("Side of the window that slides over the maps."),
            self.tr("Places between two looks of the window."),
            self.tr("Rows and columns of zeros that are put around the maps."),
            self.tr("Parts that the maps are divided into, each with filters of its own."),
            self.tr("Size of the output for one picture: height \u00d7 width \u00d7 maps."),
            self.tr("Weights and biases, which learning changes."),
            self.tr("Multiplications with an addition each, for one picture."),
            self.tr("What the output takes for one picture, as 32-bit numbers."),
            self.tr("Receptive field: side of the part of the picture that one place sees."),
        )
