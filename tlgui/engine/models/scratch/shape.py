"""The shape of a network: what comes out of each of its parts, as it is drawn in textbooks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tlgui.engine import places
from tlgui.engine.errors import BundleError
from tlgui.engine.models.layer_table.kinds import is_sequence
from tlgui.engine.models.scratch.building import Blueprint
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tlgui.engine.models.layer_table import LayerRow, LayerTable
    from tlgui.engine.models.scratch.design import Row
    from tlgui.engine.models.scratch.textbook import Textbook

_FORMAT = 1


@dataclass(frozen=True)
class Slab:
    """What comes out of one part of a network.

    Attributes:
        channels: maps; numbers where it is a flat vector.
        side: of the maps; 0 for a flat vector.
        learns: whether it computes with weights; pooling and flattening do not.
    """

    channels: int
    side: int
    learns: bool


@dataclass(frozen=True)
class NetworkShape:
    """A network from the picture to the scores.

    Attributes:
        channels: of the picture.
        side: of the picture, in pixels.
        slabs: what comes out of each part, in order.
        layers: convolutions and fully connected layers on the way.
        parameters: weights and biases.
        multiply_adds: for one picture.
    """

    channels: int
    side: int
    slabs: tuple[Slab, ...]
    layers: int
    parameters: int
    multiply_adds: int

    @property
    def width(self) -> int:
        """How many maps there are at the end of the convolutions."""
        return next((slab.channels for slab in reversed(self.slabs) if slab.side > 1), 0)

    def to_json(self) -> dict[str, Any]:
        """A plain document from which ``from_json`` makes it again."""
        slabs = [[slab.channels, slab.side, slab.learns] for slab in self.slabs]
        numbers = (self.channels, self.side, self.layers, self.parameters, self.multiply_adds)
        return {"format_version": _FORMAT, "numbers": numbers, "slabs": slabs}

    @classmethod
    def from_json(cls, document: Any) -> NetworkShape | None:
        """What ``to_json`` gave; None for anything else."""
        try:
            if document["format_version"] != _FORMAT:
                return None
            channels, side, layers, parameters, work = (int(n) for n in document["numbers"])
            slabs = tuple(Slab(int(c), int(s), bool(learns)) for c, s, learns in document["slabs"])
        except (TypeError, ValueError, KeyError):
            return None
        return cls(channels, side, slabs, layers, parameters, work)


def shape_of_table(table: LayerTable, channels: int = 3) -> NetworkShape:
    """The shape of the network that ``table`` tells of; blocks with several ways are one part.

    Args:
        table: of the whole network.
        channels: of the picture, as the network sees it.
    """
    slabs = [Slab(channels, table.input_shape[-1], learns=False)]
    for row in _parts(table.rows):
        if row.shape is not None and len(row.shape) in (1, 3):
            _add(slabs, row.shape, learns=row.multiply_adds > 0)
    layers = sum(
        1
        for _level, row in table.walk()
        if not row.children and row.parameters and row.multiply_adds
    )
    return NetworkShape(
        channels,
        table.input_shape[-1],
        tuple(slabs[1:]),
        layers,
        table.parameters,
        table.multiply_adds,
    )


def shape_of_rows(rows: Sequence[Row], channels: int, side: int) -> NetworkShape:
    """The shape of a design, as far as its rows are possible."""
    slabs = [Slab(channels, side, learns=False)]
    for row in rows:
        if row.output is not None:
            _add(slabs, row.output, learns=row.multiply_adds > 0)
    return NetworkShape(
        channels,
        side,
        tuple(slabs[1:]),
        sum(1 for row in rows if row.multiply_adds),
        sum(row.parameters for row in rows),
        sum(row.multiply_adds for row in rows),
    )


def table_of(book: Textbook, classes: int = 0) -> LayerTable:
    """The layers of a network of the textbooks, for the pictures it was published for.

    Args:
        book: the network.
        classes: that it tells apart; 0 for as many as it was published for.
    """
    import torch

    from tlgui.engine.models.layer_table import layer_table

    blueprint = Blueprint(book.name, _channels(book), book.side)
    with torch.device("meta"):
        module = blueprint.create(classes or book.classes)
    everything = [name for name, _parameter in module.named_parameters()]
    return layer_table(module, (3, book.side, book.side), groups=[everything])


def shape_of(book: Textbook) -> NetworkShape:
    """The shape of a network of the textbooks; once built, it is kept among the caches."""
    layers = Blueprint(book.name, _channels(book), book.side).layers
    if layers is not None:
        return shape_of_rows(layers.rows(book.classes), layers.channels, layers.side)
    file = _cache_file(book)
    try:
        known = NetworkShape.from_json(read_json(file))
    except BundleError:
        known = None
    if known is not None:
        return known
    made = shape_of_table(table_of(book))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_json(file, made.to_json())
    except OSError:
        pass  # It is built again the next time.
    return made


def _channels(book: Textbook) -> int:
    return 3 if book.design is None else book.design.channels


def _cache_file(book: Textbook) -> Path:
    from importlib.metadata import version

    # Another version of a library may build it in another way.
    versions = "-".join(version(name) for name in ("timm", "torchvision"))
    return places.cache_folder() / "shapes" / versions / f"{book.name}.json"


def _parts(rows: Sequence[LayerRow]) -> Iterator[LayerRow]:
    """The rows that a picture passes one after the other."""
    for row in rows:
        if row.children and is_sequence(row.kind):
            yield from _parts(row.children)
        else:
            yield row


def _add(slabs: list[Slab], shape: tuple[int, ...], *, learns: bool) -> None:
    """Add what comes out, where the part computes with weights or leaves another shape."""
    side = shape[1] if len(shape) == 3 and shape[1] > 1 else 0
    slab = Slab(shape[0], side, learns)
    if learns or replace(slabs[-1], learns=False) != slab:
        slabs.append(slab)
