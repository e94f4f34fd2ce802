"""PyTorch modules that wrap the library's networks: features of every stage, and a head on them.

Imported inside functions only: what is defined here needs PyTorch's classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch  # noqa: TID253 - nobody imports this module at the start
from torch import nn  # noqa: TID253 - nor this one

from tlgui.engine.models import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from tlgui.engine.models.layers import Taps


class StagesBody(nn.Module):
    """Pictures (B, 3, H, W) to features (B, width): the last stage's, then each stage's mean.

    The features of all stages come out of one pass: as Head2Toe (Evci et al., ICML 2022) takes
    them, and at no measurable cost.

    Args:
        library: the library's network without its classifier, pictures to its last features.
        taps: where the maps (B, C, h, w) of its stages are to be had.
    """

    def __init__(self, library: nn.Module, taps: Taps) -> None:
        super().__init__()
        self.library = library
        self.taps = taps

    def forward(self, pictures: Tensor) -> Tensor:
        """The features, (B, width)."""
        features, maps = self.with_maps(pictures)
        return torch.cat([features, *(each.mean(dim=(2, 3)) for each in maps)], dim=1)

    def with_maps(self, pictures: Tensor, *others: str) -> tuple[Tensor, list[Tensor]]:
        """The last features, and the maps of each stage; then those of ``others``."""
        seen: dict[str, Tensor] = {}
        hooks = []
        names = (*self.taps.names, *others)
        for name in names:

            def note(_module: nn.Module, _inputs: object, output: Tensor, name: str = name) -> None:
                seen[name] = output

            hooks.append(self.library.get_submodule(name).register_forward_hook(note))
        try:
            features, maps = self._pass(pictures)
            if any(name not in seen for name in others):
                # Asked for its maps, a library may pass by the modules that hold several stages.
                self.alone(pictures)
        finally:
            for hook in hooks:
                hook.remove()
        return features, [*maps, *(seen[name] for name in names)]

    def alone(self, pictures: Tensor) -> Tensor:
        """The last features, as the library gives them to its classifier."""
        return layers.last_features(self.library, pictures)

    def _pass(self, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The last features, and the maps that the library itself gives."""
        if self.taps.names:
            features: Tensor = self.library(pictures)
            return features, []
        if not self.taps.indices:
            return self.alone(pictures), []
        return layers.features_and_maps(self.library, pictures, self.taps.indices)


class MapsProbe(nn.Module):
    """Passes on what comes in; its place among the modules is what matters.

    Heat map methods hook a module whose output are maps (B, C, h, w). Where a layer gives them in
    another layout, they go through this module in theirs, and back.
    """

    def forward(self, maps: Tensor) -> Tensor:
        """The same."""
        return maps


class HardSigmoidInSteps(nn.Module):
    """The hard sigmoid, written out."""

    def forward(self, values: Tensor) -> Tensor:
        """Of the same shape, in 0..1."""
        return (values / 6 + 0.5).clamp(0, 1)


class Deployed(nn.Module):
    """Pictures (B, 3, H, W) float32, RGB, 0..1, to probabilities (B, classes): what is exported.

    The normalisation and the softmax are part of it: whoever runs it needs no numbers.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, network: nn.Module, mean: Sequence[float], std: Sequence[float]) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        """The probabilities, (B, classes)."""
        scores: Tensor = self.network((pictures - self.mean) / self.std)
        return scores.softmax(dim=1)


class StagesClassifier(nn.Module):
    """Pictures to scores: a body and a linear head on its features, or on the first of them."""

    def __init__(self, body: StagesBody, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.body = body
        self.head = nn.Linear(weight.shape[1], weight.shape[0])
        self.head.weight.data = weight
        self.head.bias.data = bias

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        scores: Tensor = self.head(self.body(pictures)[:, : self.head.in_features])
        return scores


def compute_in_steps(module: nn.Module) -> None:
    """Have a network of the library compute in plain steps what other programs know only so.

    Its answers stay the same. The ONNX converter knows attention as one operator for four
    dimensions only; windows of places make it five. OpenCV (5.0, 4.14) takes whatever is multiplied
    by a hard sigmoid for a hard swish, and answers wrongly without a word.
    """
    for part in list(module.modules()):
        if getattr(part, "fused_attn", False):
            part.fused_attn = False  # type: ignore[assignment]  # PyTorch declares modules only
        for name, child in part.named_children():
            if type(child).__name__.casefold() == "hardsigmoid":
                part.add_module(name, HardSigmoidInSteps())
