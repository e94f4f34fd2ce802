"""Designs: a network as rows of layers, with the size and the cost of each row."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.scratch.design_layers import (
    Flatten,
    FullyConnected,
    GlobalAverage,
    read_layer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.models.scratch.design_layers import Layer, Shape

FORMAT_VERSION = 1
MOST_LAYERS = 500
LARGEST_SIDE = 1024
LARGEST_OUTPUT = 1 << 28
MOST_PARAMETERS = 1 << 29
FLOAT_BYTES = 4
_EXAMPLE = (
    '{"layers": [{"layer": "convolution", "filters": 8}, {"layer": "global average pooling"}]}'
)


@dataclass(frozen=True)
class Row:
    """A layer where it stands in a design.

    Attributes:
        layer: itself.
        shape: of what comes in; None where a row before it is impossible.
        output: of what comes out; None where this or a row before it is impossible.
        parameters: its weights and biases.
        multiply_adds: for one picture.
        receptive_field: side of the part of the picture that one place of it sees.
        problem: why it is impossible; None where it is not, or where a row before it is.
    """

    layer: Layer
    shape: Shape | None
    output: Shape | None
    parameters: int = 0
    multiply_adds: int = 0
    receptive_field: int = 0
    problem: RecipeError | None = None

    @property
    def memory_bytes(self) -> int:
        """What its output takes for one picture, as 32-bit numbers."""
        return 0 if self.output is None else FLOAT_BYTES * prod(self.output)


@dataclass(frozen=True)
class Design:
    """A network as rows of layers; the last, a unit a class, follows from the data set.

    Attributes:
        layers: in the order in which a picture passes them.
        channels: of the picture: 3, or 1 for grey.
        side: of the square picture, in pixels.
    """

    layers: tuple[Layer, ...]
    channels: int = 3
    side: int = 32

    def __post_init__(self) -> None:
        if self.channels not in (1, 3):
            raise RecipeError(
                Message(
                    "A picture has 3 channels, or 1 where it is grey, not {n}.", n=self.channels
                )
            )
        if not 1 <= self.side <= LARGEST_SIDE:
            raise RecipeError(
                Message(
                    "The side of the picture is {side}; it must be from 1 to {high} pixels.",
                    side=self.side,
                    high=LARGEST_SIDE,
                )
            )
        if len(self.layers) > MOST_LAYERS:
            raise RecipeError(
                Message(
                    "{count} layers are too many; up to {high}.",
                    count=len(self.layers),
                    high=MOST_LAYERS,
                )
            )

    def at(self, channels: int, side: int) -> Design:
        """The same layers for other pictures."""
        return replace(self, channels=channels, side=side)

    def rows(self, classes: int) -> tuple[Row, ...]:
        """Each layer with its sizes and counts; the last one gives a score a class."""
        rows: list[Row] = []
        shape: Shape | None = (self.channels, self.side, self.side)
        field, apart = 1.0, 1.0
        for layer in (*self.layers, FullyConnected(units=classes)):
            row, field, apart = self._row(layer, shape, field, apart)
            rows.append(row)
            shape = row.output
        return tuple(rows)

    def _row(
        self, layer: Layer, shape: Shape | None, field: float, apart: float
    ) -> tuple[Row, float, float]:
        if shape is None:
            return Row(layer, None, None), field, apart
        try:
            output = layer.output(shape)
            if prod(output) > LARGEST_OUTPUT or layer.parameters(shape) > MOST_PARAMETERS:
                raise RecipeError(
                    Message("What comes out of it is too large for any computer."),
                    Message("Take fewer filters or units, or make the maps smaller before it."),
                )
        except RecipeError as error:
            return Row(layer, shape, None, problem=error), field, apart
        if len(output) == 1:
            field = float(self.side)
        else:
            looked_at, steps = layer.window
            field = min(field + (looked_at - 1) * apart, float(2 * self.side))
            apart *= steps
        row = Row(
            layer,
            shape,
            output,
            layer.parameters(shape),
            layer.multiply_adds(shape),
            min(round(field), self.side),
        )
        return row, field, apart

    def check(self) -> None:
        """Refuse what cannot be built.

        Raises:
            RecipeError: the first row that is impossible, and why.
        """
        for number, row in enumerate(self.rows(2), 1):
            if row.problem is not None:
                reason = row.problem.message
                raise RecipeError(
                    Message("Row {number}: {reason}", number=number, reason=reason)
                    if number <= len(self.layers)
                    else Message("The last layer, which gives the scores: {reason}", reason=reason),
                    row.problem.hint,
                )

    @cached_property
    def split_at(self) -> int:
        """How many layers there are before the maps become a vector."""
        flat = (
            place
            for place, layer in enumerate(self.layers)
            if isinstance(layer, Flatten | GlobalAverage)
        )
        return next(flat, len(self.layers))

    @property
    def digest(self) -> str:
        """What tells it from other designs."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:12]

    def to_json(self) -> dict[str, Any]:
        """A plain document from which ``read_design`` makes it again."""
        return {
            "format_version": FORMAT_VERSION,
            "channels": self.channels,
            "side": self.side,
            "layers": [layer.to_json() for layer in self.layers],
        }

    def text(self) -> str:
        """The document as one line, as recipes keep it."""
        return json.dumps(self.to_json(), separators=(",", ":"))


def read_design(document: object) -> Design:
    """The design that ``Design.to_json`` wrote.

    Raises:
        RecipeError: it is none, or a part of it makes no sense.
    """
    if not isinstance(document, dict) or not isinstance(document.get("layers"), list):
        raise RecipeError(Message("The design cannot be read: it has no list of layers."), _form())
    if document.get("format_version", FORMAT_VERSION) != FORMAT_VERSION:
        raise RecipeError(
            Message("The design was written by another version of tlgui."),
            Message("Open it with that version, or build it anew on the Model page."),
        )
    if len(document["layers"]) > MOST_LAYERS:
        raise RecipeError(
            Message(
                "{count} layers are too many; up to {high}.",
                count=len(document["layers"]),
                high=MOST_LAYERS,
            )
        )
    numbers = [document.get("channels", 3), document.get("side", 32)]
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in numbers):
        raise RecipeError(
            Message("The design cannot be read: its picture has no size."),
            Message("side is a number of pixels, such as 32; channels is 3, or 1 for grey."),
        )
    return Design(tuple(read_layer(each) for each in document["layers"]), *numbers)


def design_of_text(text: str) -> Design:
    """The design that a recipe keeps as text: its document, or the path of a file with it.

    Raises:
        RecipeError: it cannot be read.
    """
    from pathlib import Path

    if not text.lstrip().startswith(("{", "[")):
        return read_design_file(Path(text))
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecipeError(
            Message("The design cannot be read: {reason}.", reason=_reason(error)), _form()
        ) from error
    return read_design(document)


def read_design_file(path: Path) -> Design:
    """The design in a file.

    Raises:
        RecipeError: it cannot be read, or is none.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise RecipeError(
            Message(
                "The design {path} cannot be read: {reason}.",
                path=path,
                reason=_reason(error),
            ),
            _form(),
        ) from error
    return read_design(document)


def _reason(error: Exception) -> Message | str:
    """Why text is no JSON, for people: where, not what a parser had hoped for."""
    if isinstance(error, json.JSONDecodeError):
        return Message(
            "in line {line}, column {column} it is no JSON", line=error.lineno, column=error.colno
        )
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return Message("it is no JSON")


def _form() -> Message:
    return Message("The Model page saves designs; the least is {example}.", example=_EXAMPLE)


def parameters_of(rows: Sequence[Row]) -> int:
    """Weights and biases of all rows."""
    return sum(row.parameters for row in rows)
