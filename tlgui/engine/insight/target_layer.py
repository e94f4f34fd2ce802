"""The layer that heat maps are made of, found from the network itself.

The last layer whose output still has places that the score depends on. In a convolutional network
those are its last maps; in a transformer whose score is read from a class token, the tokens before
the last attention: behind it, no place has a say any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isqrt
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import BundleError
from tlgui.engine.models import layers
from tlgui.engine.models.network import library_of

if TYPE_CHECKING:
    from torch import Tensor, nn

PROBE = "maps_probe"
# Class, distillation and register tokens that stand before those of the places.
_PREFIXES = (0, 1, 2, 4, 5, 8)


class Layout(StrEnum):
    """How a layer's output holds its places."""

    MAPS = "maps"
    """(B, C, h, w)"""

    CHANNELS_LAST = "channels last"
    """(B, h, w, C)"""

    TOKENS = "tokens"
    """(B, prefix + h * w, C)"""


@dataclass(frozen=True)
class TargetLayer:
    """A layer whose output has places.

    Attributes:
        name: of the module, as ``get_submodule`` takes it.
        layout: of its output.
        prefix: tokens in it that are no places.
    """

    name: str
    layout: Layout
    prefix: int = 0

    def maps(self, output: Tensor) -> Tensor:
        """The places of an output as (B, C, h, w)."""
        if self.layout is Layout.MAPS:
            return output
        if self.layout is Layout.CHANNELS_LAST:
            return output.permute(0, 3, 1, 2)
        side = isqrt(output.shape[1] - self.prefix)
        places = output[:, self.prefix :].transpose(1, 2)
        return places.reshape(output.shape[0], output.shape[2], side, side)

    def output(self, maps: Tensor, like: Tensor) -> Tensor:
        """The output whose places are ``maps``; what is no place is taken from ``like``."""
        import torch

        if self.layout is Layout.MAPS:
            return maps
        if self.layout is Layout.CHANNELS_LAST:
            return maps.permute(0, 2, 3, 1)
        return torch.cat([like[:, : self.prefix], maps.flatten(2).transpose(1, 2)], dim=1)


def find_target_layer(module: nn.Module, height: int, width: int) -> TargetLayer | None:
    """The layer of a whole network that heat maps are made of; None where none was found.

    Args:
        module: pictures to scores, as ``Network.build`` makes it.
        height: of its input.
        width: of its input.
    """
    import torch

    library, prefix = library_of(module)
    seen: dict[str, Tensor] = {}
    hooks = []
    for name, part in library.named_modules():

        def note(_part: object, _inputs: object, output: Any, name: str = name) -> None:
            if isinstance(output, torch.Tensor) and output.requires_grad and output.ndim in (3, 4):
                seen[name] = output

        if name:
            hooks.append(part.register_forward_hook(note))
    device = next(module.parameters()).device
    generator = torch.Generator().manual_seed(0)
    picture = torch.randn(1, 3, height, width, generator=generator).to(device).requires_grad_()
    try:
        with torch.enable_grad():
            score = module(picture)[0].max()
            names = list(seen)
            outputs = [seen[name] for name in names]
            gradients = torch.autograd.grad(score, outputs, allow_unused=True)
    finally:
        for hook in hooks:
            hook.remove()
    found: dict[str, TargetLayer] = {}
    for name, gradient in zip(names, gradients, strict=True):
        layer = None if gradient is None else layer_of(library, name, seen[name])
        if layer is not None and gradient is not None and _has_a_say(layer.maps(gradient)):
            found[name] = layer
    channels = {name: layer.maps(seen[name]).shape[1] for name, layer in found.items()}
    chosen = _chosen(library, found, channels)
    if chosen is None:
        return None
    return TargetLayer(f"{prefix}{chosen.name}", chosen.layout, chosen.prefix)


def _chosen(
    library: Any, found: dict[str, TargetLayer], channels: dict[str, int]
) -> TargetLayer | None:
    try:
        usual = found.get(layers.last_maps(library))
    except BundleError:
        usual = None
    if usual is not None or not found:
        return usual
    # Queries, keys and hidden layers of a block have places too: what all blocks pass on counts.
    width = int(library.num_features)
    passed_on = [layer for name, layer in found.items() if channels[name] == width]
    return (passed_on or list(found.values()))[-1]


def layer_of(library: Any, name: str, output: Tensor) -> TargetLayer | None:
    """How the ``output`` of a module of the library's holds its places; None where it has none."""
    if output.ndim == 4:
        first, second, third = output.shape[1:]
        if second == third and second > 1:
            return TargetLayer(name, Layout.MAPS)
        return TargetLayer(name, Layout.CHANNELS_LAST) if first == second > 1 else None
    own = getattr(library, "num_prefix_tokens", None)
    for prefix in _PREFIXES if own is None else (int(own), *_PREFIXES):
        places = output.shape[1] - prefix
        if places > 1 and isqrt(places) ** 2 == places:
            return TargetLayer(name, Layout.TOKENS, prefix)
    return None


def _has_a_say(gradient: Tensor) -> bool:
    """Whether the score depends on most of the places, given its gradient (1, C, h, w)."""
    return bool((gradient.abs().sum(dim=1) > 0).float().mean() > 0.5)


def exposed(module: nn.Module, layer: TargetLayer) -> str:
    """The name of a module whose output are the layer's places as maps (B, C, h, w).

    Where the layer holds them otherwise, its output is sent through a module of that name.
    """
    from tlgui.engine.models.modules import MapsProbe

    if layer.layout is Layout.MAPS:
        return layer.name
    probe = MapsProbe()
    module.add_module(PROBE, probe)

    def through_probe(_part: object, _inputs: object, output: Tensor) -> Tensor:
        return layer.output(probe(layer.maps(output)), output)

    module.get_submodule(layer.name).register_forward_hook(through_probe)
    return PROBE
