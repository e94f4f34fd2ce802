"""The backbones as a table model: filtered while one types, sorted by any column."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from tlgui.engine.models.choices import good_choices
from tlgui.engine.models.pretrained.places import WeightsKind
from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.look import theme
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtCore import QObject

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.pretrained.places import WeightsPlace

COLUMNS = ("favourite", "name", "accuracy", "size", "speed", "weights", "licence", "input")
NUMBERS = frozenset(("accuracy", "size", "input", "speed"))
SMALL_BYTES = 25_000_000
ACCURATE = 84.0
"""Percent on ImageNet-1k."""


class Part(StrEnum):
    """Which backbones the table shows."""

    ALL = "all"
    GOOD = "good choices"
    HERE = "here"
    SMALL = "small"
    ACCURATE = "accurate"
    COMMERCIAL = "commercial"
    FAVOURITES = "favourites"


class BackboneModel(RowsModel):
    """A row a backbone."""

    def __init__(self, backbones: Sequence[Backbone], parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=NUMBERS)
        self._all = list(backbones)
        self._words = {each.name: f"{each.timm_name} {each.label}".lower() for each in self._all}
        self._rows = list(self._all)
        self._places: Mapping[str, WeightsPlace] = {}
        self._favourites: frozenset[str] = frozenset()
        self._good = frozenset(choice.backbone.name for choice in good_choices(self._all))
        self._used = ""
        self._part = Part.ALL
        self._asked: tuple[str, ...] = ()
        self._sorted_by = ("name", Qt.SortOrder.AscendingOrder)

    @property
    def rows(self) -> Sequence[Backbone]:
        """What is shown, from top to bottom."""
        return self._rows

    def row_of(self, name: str) -> int | None:
        """The row of the backbone ``name``; None where it is not shown."""
        return next((row for row, each in enumerate(self._rows) if each.name == name), None)

    def set_places(self, places: Mapping[str, WeightsPlace]) -> None:
        """Say where the weights are."""
        self._places = places
        self._show()

    def set_favourites(self, names: Collection[str]) -> None:
        """Say which backbones the user marked."""
        self._favourites = frozenset(names)
        self._show()

    def set_used(self, name: str) -> None:
        """Set the backbone apart that training would use."""
        self._used = name
        self.tell_all()

    def set_filter(self, part: Part, text: str) -> None:
        """Show those of ``part`` in whose names all words of ``text`` stand."""
        self._part, self._asked = part, tuple(text.lower().split())
        self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what it says nothing of comes last, either way."""
        self._sorted_by = (COLUMNS[column], order)
        self._show()

    def _show(self) -> None:
        column, order = self._sorted_by
        shown = [each for each in self._all if self._passes(each)]
        known = [each for each in shown if self._key(each, column) is not None]
        unknown = [each for each in shown if self._key(each, column) is None]
        known.sort(
            key=lambda each: self._key(each, column),
            reverse=order is Qt.SortOrder.DescendingOrder,
        )
        self.beginResetModel()
        self._rows = known + unknown
        self.endResetModel()

    def _passes(self, backbone: Backbone) -> bool:
        words = self._words[backbone.name]
        return all(word in words for word in self._asked) and self._is_in_part(backbone)

    def _is_in_part(self, backbone: Backbone) -> bool:
        if self._part is Part.GOOD:
            return backbone.name in self._good
        if self._part is Part.HERE:
            return self._is_here(backbone)
        if self._part is Part.SMALL:
            return backbone.weights_bytes <= SMALL_BYTES
        if self._part is Part.ACCURATE:
            return (backbone.accuracy or 0) >= ACCURATE
        if self._part is Part.COMMERCIAL:
            return backbone.commercial_use is True
        return self._part is Part.ALL or backbone.name in self._favourites

    def _is_here(self, backbone: Backbone) -> bool:
        place = self._places.get(backbone.name)
        return place is not None and place.path is not None

    def _key(self, backbone: Backbone, column: str) -> Any:
        if column == "favourite":
            return backbone.name not in self._favourites
        if column == "name":
            return backbone.label.lower()
        if column == "weights":
            # timm has networks for its own tests, too small to be of use: they come last.
            is_test = backbone.timm_name.startswith("test_")
            return (not self._is_here(backbone), is_test, backbone.weights_bytes)
        if column == "licence":
            return backbone.license.lower() or None
        return {
            "accuracy": backbone.accuracy,
            "size": backbone.parameters,
            "input": backbone.input_size,
            "speed": backbone.cpu_speed,
        }[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        backbone, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(backbone, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "favourite":
            return self.tr("favourite") if backbone.name in self._favourites else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(strong=column == "name" and backbone.name == self._used)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._about(backbone))
        return None

    def headings(self) -> Sequence[str]:
        texts = {
            "favourite": "★",
            "name": self.tr("Backbone"),
            "accuracy": self.tr("ImageNet"),
            "size": self.tr("Size"),
            "input": self.tr("Input"),
            "speed": self.tr("CPU/s"),
            "licence": self.tr("Licence"),
            "weights": self.tr("Weights"),
        }
        return [texts[column] for column in COLUMNS]

    def explanations(self) -> Sequence[str]:
        more = {
            "accuracy": self.tr("Published, on ImageNet's validation photos"),
            "size": self.tr("Millions of parameters"),
            "input": self.tr("Side of the picture it sees, in pixels"),
            "speed": self.tr("Pictures a second on one desktop processor, published"),
        }
        titles = zip(COLUMNS, self.headings(), strict=True)
        return [more.get(column, title) for column, title in titles]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        if COLUMNS[column] == "favourite":
            return Qt.AlignmentFlag.AlignCenter
        return super().alignment(column)

    def _about(self, backbone: Backbone) -> str:
        place = self._places.get(backbone.name)
        to_load = place is not None and place.kind is WeightsKind.TO_DOWNLOAD
        told = self.tr("to download") if to_load else ""
        return f"{backbone.timm_name}\n{self.weights_text(backbone)} {told}"

    def _text(self, backbone: Backbone, column: str) -> str:
        if column == "favourite":
            return "★" if backbone.name in self._favourites else "☆"
        if column == "name":
            return backbone.label
        if column == "accuracy":
            return "" if backbone.accuracy is None else f"{backbone.accuracy:.1f}%"
        if column == "size":
            return f"{backbone.parameters / 1e6:.1f} M"
        if column == "input":
            return f"{backbone.input_size}"
        if column == "speed":
            return "" if backbone.cpu_speed is None else f"{backbone.cpu_speed:.0f}"
        if column == "licence":
            return self.licence_text(backbone)
        return self.weights_text(backbone)

    def licence_text(self, backbone: Backbone) -> str:
        """The licence, with a mark where it must be looked at."""
        name = backbone.license or self.tr("not stated")
        return name if backbone.commercial_use else f"⚠ {name}"

    def weights_text(self, backbone: Backbone) -> str:
        """What getting the weights takes."""
        place = self._places.get(backbone.name)
        if place is None:
            return ""
        megabytes = (place.size_bytes or backbone.weights_bytes) / 1e6
        size = f"{megabytes:.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"
        return {
            WeightsKind.EMBEDDED: self.tr("comes along"),
            WeightsKind.ON_COMPUTER: self.tr("here"),
            WeightsKind.TO_DOWNLOAD: f"↓ {size}",
            WeightsKind.UNAVAILABLE: self.tr("own file"),
        }[place.kind]
