"""The layers that a design is made of: what comes out of each, and what it costs.

Sizes and counts are those of the textbooks' formulas, without PyTorch; a test holds them against
it. A shape is (channels, height, width), or (features,) once the maps are flat.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from math import ceil, prod
from typing import ClassVar

from tlgui.engine.errors import Message, RecipeError

Shape = tuple[int, ...]
LARGEST_COUNT = 100_000
LARGEST_WINDOW = 1_000


class Function(StrEnum):
    """What an activation computes."""

    RELU = "relu"
    LEAKY_RELU = "leaky-relu"
    ELU = "elu"
    GELU = "gelu"
    SILU = "silu"
    SIGMOID = "sigmoid"
    TANH = "tanh"


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A layer of a design.

    Attributes:
        kind: its name in documents.
        title: its name for people.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[Message]

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out where ``shape`` comes in.

        Raises:
            RecipeError: it cannot take that.
        """
        return shape

    def parameters(self, shape: Shape) -> int:
        """Its weights and biases, where ``shape`` comes in."""
        del shape
        return 0

    def multiply_adds(self, shape: Shape) -> int:
        """Multiplications, each with an addition, for one picture."""
        del shape
        return 0

    @property
    def window(self) -> tuple[int, float]:
        """How many places in a row it looks at at once, and from how far apart its own come."""
        return 1, 1.0

    def to_json(self) -> dict[str, object]:
        """A plain document from which ``read_layer`` makes it again."""
        values = {name: getattr(value, "value", value) for name, value in asdict(self).items()}
        return {"layer": self.kind, **values}


def _maps(layer: Layer, shape: Shape) -> tuple[int, int, int]:
    if len(shape) != 3:
        raise RecipeError(
            Message("{layer} needs maps; a flat vector comes in.", layer=layer.title),
            Message("Put it before the maps are flattened or averaged."),
        )
    return shape[0], shape[1], shape[2]


def _check_range(layer: Layer, name: str, low: int, high: int) -> None:
    value = getattr(layer, name)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RecipeError(
            Message(
                "{layer}: {name} is {value}; it must be a whole number from {low} to {high}.",
                layer=layer.title,
                name=name,
                value=value,
                low=low,
                high=high,
            )
        )


@dataclass(frozen=True, kw_only=True)
class _Sliding(Layer):
    """What slides a window over maps."""

    kernel: int = 3
    stride: int = 1
    padding: int = 0

    def __post_init__(self) -> None:
        _check_range(self, "kernel", 1, LARGEST_WINDOW)
        _check_range(self, "stride", 1, LARGEST_WINDOW)
        _check_range(self, "padding", 0, LARGEST_WINDOW)

    @property
    def window(self) -> tuple[int, float]:
        """Places it looks at, and steps between them."""
        return self.kernel, float(self.stride)

    def _slid(self, shape: Shape) -> tuple[int, int]:
        """Height and width of what comes out: (W - F + 2P) / S + 1, rounded down."""
        _channels, height, width = _maps(self, shape)
        shorter = min(height, width) + 2 * self.padding
        if self.kernel > shorter:
            raise RecipeError(
                Message(
                    "The kernel of {kernel} is larger than what it slides over: {side}{padding}.",
                    kernel=self.kernel,
                    side=min(height, width),
                    padding=f" + 2 x {self.padding}" if self.padding else "",
                ),
                Message("Take a smaller kernel, more padding, or fewer strides before it."),
            )
        if self.stride > shorter:
            raise RecipeError(
                Message(
                    "The stride of {stride} leaps over all of the {side}: no second place is left.",
                    stride=self.stride,
                    side=shorter,
                ),
                Message("Take a smaller stride, or average the maps as a whole."),
            )
        down, across = (
            (side - self.kernel + 2 * self.padding) // self.stride + 1 for side in (height, width)
        )
        return down, across


@dataclass(frozen=True, kw_only=True)
class Convolution(_Sliding):
    """Filters that slide over the maps; each gives a map of its own.

    Attributes:
        filters: how many; the depth of what comes out.
        kernel: their side.
        stride: places between two looks.
        padding: rows and columns of zeros that are put around.
        groups: parts that the maps are divided into, each looked at by its own filters.
    """

    kind = "convolution"
    title = Message("Convolution")

    filters: int = 32
    padding: int = 1
    groups: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_range(self, "filters", 1, LARGEST_COUNT)
        _check_range(self, "groups", 1, LARGEST_COUNT)

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        slid = self._slid(shape)
        if shape[0] % self.groups or self.filters % self.groups:
            raise RecipeError(
                Message(
                    "{depth} maps and {filters} filters cannot be divided into {groups} groups.",
                    depth=shape[0],
                    filters=self.filters,
                    groups=self.groups,
                ),
                Message("Take a number that divides both, or 1."),
            )
        return (self.filters, *slid)

    def parameters(self, shape: Shape) -> int:
        """Its weights and biases."""
        return self.kernel**2 * shape[0] // self.groups * self.filters + self.filters

    def multiply_adds(self, shape: Shape) -> int:
        """For one picture."""
        return self.kernel**2 * shape[0] // self.groups * prod(self.output(shape))


@dataclass(frozen=True, kw_only=True)
class TransposedConvolution(_Sliding):
    """A convolution the other way: each place comes in as a kernel's worth of places.

    Attributes:
        filters: the depth of what comes out.
    """

    kind = "transposed convolution"
    title = Message("Transposed convolution")

    filters: int = 32
    kernel: int = 2
    stride: int = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_range(self, "filters", 1, LARGEST_COUNT)

    @property
    def window(self) -> tuple[int, float]:
        """Places it looks at, and steps between them."""
        return ceil(self.kernel / self.stride), 1 / self.stride

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        _channels, height, width = _maps(self, shape)
        down, across = (
            (side - 1) * self.stride - 2 * self.padding + self.kernel for side in (height, width)
        )
        if min(down, across) < 1:
            raise RecipeError(
                Message("The padding of {padding} leaves nothing.", padding=self.padding),
                Message("Take less padding, or a larger kernel."),
            )
        return self.filters, down, across

    def parameters(self, shape: Shape) -> int:
        """Its weights and biases."""
        return self.kernel**2 * shape[0] * self.filters + self.filters

    def multiply_adds(self, shape: Shape) -> int:
        """For one picture."""
        return self.kernel**2 * self.filters * prod(shape)


@dataclass(frozen=True, kw_only=True)
class _Pooling(_Sliding):
    kernel: int = 2
    stride: int = 2

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        slid = self._slid(shape)
        if 2 * self.padding > self.kernel:
            raise RecipeError(
                Message(
                    "The padding of {padding} is more than half of the kernel of {kernel}.",
                    padding=self.padding,
                    kernel=self.kernel,
                ),
                Message("Such a window would look at nothing but padding."),
            )
        return (shape[0], *slid)


@dataclass(frozen=True, kw_only=True)
class MaxPooling(_Pooling):
    """The largest value of each window."""

    kind = "max pooling"
    title = Message("Max pooling")


@dataclass(frozen=True, kw_only=True)
class AveragePooling(_Pooling):
    """The mean of each window."""

    kind = "average pooling"
    title = Message("Average pooling")


@dataclass(frozen=True, kw_only=True)
class BatchNormalisation(Layer):
    """Each map, or feature, to mean 0 and deviation 1 over the batch, then scaled and shifted."""

    kind = "batch normalisation"
    title = Message("Batch normalisation")

    def parameters(self, shape: Shape) -> int:
        """Its weights and biases."""
        return 2 * shape[0]


@dataclass(frozen=True, kw_only=True)
class LocalResponse(Layer):
    """Each value divided by a sum over those of neighbouring maps (Krizhevsky et al., 2012).

    Attributes:
        size: how many maps.
    """

    kind = "local response normalisation"
    title = Message("Local response normalisation")

    size: int = 5

    def __post_init__(self) -> None:
        _check_range(self, "size", 1, LARGEST_WINDOW)

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        return _maps(self, shape)


@dataclass(frozen=True, kw_only=True)
class Activation(Layer):
    """A function of each value by itself."""

    kind = "activation"
    title = Message("Activation")

    function: Function = Function.RELU

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "function", Function(self.function))
        except ValueError as error:
            raise RecipeError(
                Message("There is no activation {name}.", name=self.function),
                Message("Available: {names}.", names=", ".join(Function)),
            ) from error


@dataclass(frozen=True, kw_only=True)
class Dropout(Layer):
    """Values left out at random while it learns.

    Attributes:
        share: of them.
    """

    kind = "dropout"
    title = Message("Dropout")

    share: float = 0.5

    def __post_init__(self) -> None:
        share = self.share
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share < 1:
            raise RecipeError(
                Message(
                    "The share of dropout is {share}; it must be from 0 to below 1.", share=share
                )
            )


@dataclass(frozen=True, kw_only=True)
class Flatten(Layer):
    """All values of all maps in one row."""

    kind = "flatten"
    title = Message("Flatten")

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        _maps(self, shape)
        return (prod(shape),)


@dataclass(frozen=True, kw_only=True)
class GlobalAverage(Layer):
    """The mean of each map."""

    kind = "global average pooling"
    title = Message("Global average pooling")

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        return (_maps(self, shape)[0],)


@dataclass(frozen=True, kw_only=True)
class FullyConnected(Layer):
    """Each unit looks at all that comes in.

    Attributes:
        units: how many; the length of what comes out.
    """

    kind = "fully connected"
    title = Message("Fully connected")

    units: int = 128

    def __post_init__(self) -> None:
        _check_range(self, "units", 1, LARGEST_COUNT)

    def output(self, shape: Shape) -> Shape:
        """The shape that comes out."""
        if len(shape) != 1:
            raise RecipeError(
                Message("{layer} needs a flat vector; maps come in.", layer=self.title),
                Message("Flatten the maps before it, or average them."),
            )
        return (self.units,)

    def parameters(self, shape: Shape) -> int:
        """Its weights and biases."""
        return (prod(shape) + 1) * self.units

    def multiply_adds(self, shape: Shape) -> int:
        """For one picture."""
        return prod(shape) * self.units


KINDS: dict[str, type[Layer]] = {
    layer.kind: layer
    for layer in (
        Convolution,
        MaxPooling,
        AveragePooling,
        BatchNormalisation,
        Activation,
        Dropout,
        Flatten,
        GlobalAverage,
        FullyConnected,
        TransposedConvolution,
        LocalResponse,
    )
}
"""Every kind of layer by its name, in the order in which they are offered."""


def read_layer(document: object) -> Layer:
    """The layer that ``Layer.to_json`` wrote.

    Raises:
        RecipeError: it is none, or one of its numbers makes no sense.
    """
    if not isinstance(document, dict):
        raise RecipeError(
            Message("A layer of the design is something else: {it}.", it=document),
            Message("A layer is like {example}.", example='{"layer": "convolution", "filters": 8}'),
        )
    values = dict(document)
    kind = values.pop("layer", None)
    if kind is None:
        raise RecipeError(
            Message("A layer of the design does not say which it is: {it}.", it=document),
            Message('It has a "layer": one of {names}.', names=", ".join(KINDS)),
        )
    if not isinstance(kind, str) or kind not in KINDS:
        raise RecipeError(
            Message("There is no layer {kind}.", kind=kind),
            Message("Available: {names}.", names=", ".join(KINDS)),
        )
    known = [field.name for field in fields(KINDS[kind])]
    unknown = [name for name in values if name not in known]
    if unknown:
        raise RecipeError(
            Message(
                "{layer}: there is no value called {name}.",
                layer=KINDS[kind].title,
                name=", ".join(unknown),
            ),
            Message("Available: {names}.", names=", ".join(known))
            if known
            else Message("Leave it out: this layer has none."),
        )
    return KINDS[kind](**values)
