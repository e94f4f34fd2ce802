"""A body cut in two: what stays as it is below, what is trained above.

Where nothing below changes, what comes to the cut is computed once and kept. Whether a network can
be cut at a place is tried: the part above must give the features of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tlgui.engine.models import layers

if TYPE_CHECKING:
    from collections.abc import Collection

    from torch import Tensor, nn

    from tlgui.engine.models.modules import StagesBody, UpperBody
    from tlgui.engine.models.network import Network

CUT_TOLERANCE = 1e-4
"""Largest difference of features above a cut, relative to the largest feature."""


@dataclass(frozen=True)
class Cut:
    """Where a body is cut.

    Attributes:
        name: of the first module of the library's above.
        below: names of the modules below, in their order.
        shape: of what comes to it from one picture.
        lower: which of the body's stages lie below.
        lower_width: of the means of those, side by side.
    """

    name: str
    below: tuple[str, ...]
    shape: tuple[int, ...]
    lower: tuple[bool, ...]
    lower_width: int

    @property
    def width(self) -> int:
        """Numbers a picture: what comes to the cut, then the means of the stages below."""
        size = 1
        for side in self.shape:
            size *= side
        return size + self.lower_width


def find_cut(network: Network, trained: Collection[str]) -> Cut | None:
    """The highest cut below which nothing of ``trained`` lies; None where there is none.

    Args:
        network: its body.
        trained: names of the parameters that will change, as the library calls them.
    """
    body = _body(network)
    elements = layers.chain(body.library)
    below: list[str] = []
    for name, module in elements:
        own = [f"{name}.{parameter}" for parameter, _value in module.named_parameters()]
        if any(parameter in trained for parameter in own):
            break
        below.append(name)
    if not below or len(below) == len(elements):
        return None
    return _tried(network, body, elements[len(below)][0], tuple(below))


def _tried(network: Network, body: StagesBody, name: str, below: tuple[str, ...]) -> Cut | None:
    """The cut before the module ``name``; None where the part above gives other features."""
    import torch

    from tlgui.engine.models.modules import came_to

    preprocessing = network.preprocessing
    size = (2, 3, preprocessing.height, preprocessing.width)
    probe = torch.randn(size, generator=torch.Generator().manual_seed(0))
    try:
        with torch.inference_mode():
            came, whole_maps = came_to(body, name, probe)
            expected = body(probe)
            upper = _without(_body(network), below)
            _features, maps = upper.with_maps(came)
            lower = tuple(
                not _alike(one, other) for one, other in zip(whole_maps, maps, strict=True)
            )
            below_maps = [each for each, low in zip(whole_maps, lower, strict=True) if low]
            means = [each.mean(dim=(2, 3)) for each in below_maps]
            cut = Cut(
                name,
                below,
                tuple(came.shape[1:]),
                lower,
                sum(each.shape[1] for each in means),
            )
            given = torch.cat(means, dim=1) if means else came.new_zeros((2, 0))
            found = upper_body(_body(network), cut)(came, given)
    except Exception:  # noqa: BLE001 - the library raises anything for what it cannot do
        return None
    # The stages below must be the first ones: their means lie together among the features.
    if list(lower) != sorted(lower, reverse=True) or not _alike(expected, found):
        return None
    return cut


def _alike(one: Tensor, other: Tensor) -> bool:
    if one.shape != other.shape:
        return False
    tolerance = CUT_TOLERANCE * max(1.0, float(one.abs().max()))
    return float((one - other).abs().max()) <= tolerance


def upper_body(body: StagesBody, cut: Cut) -> UpperBody:
    """The part of ``body`` above ``cut``; the body itself has nothing left below it then."""
    from tlgui.engine.models.modules import UpperBody

    return UpperBody(_without(body, cut.below), cut.lower)


def lower_network(network: Network, cut: Cut) -> Network:
    """The part below, as a network whose features are what comes to ``cut``."""

    def build_body() -> nn.Module:
        from tlgui.engine.models.modules import LowerBody

        return LowerBody(_body(network), cut.name, cut.lower).eval()

    rows = cut.width - cut.lower_width
    groups = (rows, cut.lower_width) if cut.lower_width else (rows,)
    return replace(
        network,
        weights=f"{network.weights} up to {cut.name}",
        build_body=build_body,
        groups=groups,
        head=None,
        place=None,
    )


def _without(body: StagesBody, names: tuple[str, ...]) -> StagesBody:
    """``body`` in which the modules of those names pass on what they get."""
    from torch import nn

    for name in names:
        parent, _dot, own = name.rpartition(".")
        module: Any = body.library.get_submodule(parent) if parent else body.library
        module._modules[own] = nn.Identity()
    return body


def _body(network: Network) -> StagesBody:
    from tlgui.engine.models.modules import StagesBody

    body = network.build_body()
    assert isinstance(body, StagesBody)
    return body
