"""How the maps of a network lie over its input: how many pixels from a place to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.modules import StagesBody

_FURTHER = 256
"""Pixels by which a probe is larger than the network's input: whole steps of all networks."""


@dataclass(frozen=True)
class MapSide:
    """Of a stage's maps along one side.

    Attributes:
        places: in the network's own input.
        steps: by how many of them the next place of the last maps lies further.
    """

    places: int
    steps: int


@dataclass(frozen=True)
class MapGrid:
    """How a network's last maps lie over its input.

    Attributes:
        channels: of the last maps.
        rows: of them in the network's own input.
        columns: of the same.
        down: pixels from a row to the next.
        across: pixels from a column to the next.
        stages: the maps of each stage, down and across.
    """

    channels: int
    rows: int
    columns: int
    down: int
    across: int
    stages: tuple[tuple[MapSide, MapSide], ...]


def find_grid(body: StagesBody, known: Preprocessing, device: str, name: str) -> MapGrid:
    """The grid of a network, tried with its own input and with a larger one.

    Args:
        body: of the network.
        known: of its input.
        device: on which it lies.
        name: of the network, for people.

    Raises:
        BundleError: it takes no larger input, or its maps do not lie evenly over it.
    """
    import torch

    step = _FURTHER
    small = torch.zeros(1, 3, known.height, known.width, device=device)
    large = torch.zeros(1, 3, known.height + step, known.width + step, device=device)
    try:
        with torch.inference_mode():
            last, stages = body.unpooled(small)
            wide, wide_stages = body.unpooled(large)
    except Exception as error:  # the library raises anything for what it cannot do
        raise _fixed_size(name) from error
    if (
        last.ndim != 4
        or last.shape[1] != wide.shape[1]
        or wide.shape[2] <= last.shape[2]
        or wide.shape[3] <= last.shape[3]
    ):
        raise _fixed_size(name)
    (_one, channels, rows, columns), (height, width) = last.shape, wide.shape[2:]
    if step % (height - rows) or step % (width - columns):
        raise _uneven(name)
    found = []
    for maps, larger in zip(stages, wide_stages, strict=True):
        sides = []
        for axis, count in ((2, height - rows), (3, width - columns)):
            more = larger.shape[axis] - maps.shape[axis]
            if maps.ndim != 4 or more % count:
                raise _uneven(name)
            sides.append(MapSide(maps.shape[axis], more // count))
        found.append((sides[0], sides[1]))
    return MapGrid(
        channels, rows, columns, step // (height - rows), step // (width - columns), tuple(found)
    )


def _fixed_size(name: str) -> BundleError:
    return BundleError(
        Message(
            "There is no dense class map of {name}: it takes pictures of one size only, as "
            "transformers do.",
            name=name,
        ),
        Message("Convolutional networks have one: ResNet, EfficientNet, VGG, ConvNeXt…"),
    )


def _uneven(name: str) -> BundleError:
    return BundleError(
        Message(
            "There is no dense class map of {name}: the places of its maps do not lie evenly over "
            "a picture.",
            name=name,
        )
    )
