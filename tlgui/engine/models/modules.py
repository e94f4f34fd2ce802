"""PyTorch modules that wrap the library's networks: features of every stage, and a head on them.

Imported inside functions only: what is defined here needs PyTorch's classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch  # noqa: TID253 - nobody imports this module at the start
from torch import nn  # noqa: TID253 - nor this one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


class StagesBody(nn.Module):
    """Pictures (B, 3, H, W) to features (B, width): the last stage's, then each stage's mean.

    The features of all stages come out of one pass: as Head2Toe (Evci et al., ICML 2022) takes
    them, and at no measurable cost.

    Args:
        library: the library's network without its classifier, pictures to its last features.
        stages: names of the modules in it whose maps (B, C, h, w) are looked at.
    """

    def __init__(self, library: nn.Module, stages: Sequence[str]) -> None:
        super().__init__()
        self.library = library
        self.stages = tuple(stages)

    def forward(self, pictures: Tensor) -> Tensor:
        """The features, (B, width)."""
        features, maps = self.with_maps(pictures)
        return torch.cat([features, *(each.mean(dim=(2, 3)) for each in maps)], dim=1)

    def with_maps(self, pictures: Tensor, *others: str) -> tuple[Tensor, list[Tensor]]:
        """The last features, and the maps of each stage; then those of ``others``."""
        seen: dict[str, Tensor] = {}
        hooks = []
        names = (*self.stages, *others)
        for name in names:

            def note(_module: nn.Module, _inputs: object, output: Tensor, name: str = name) -> None:
                seen[name] = output

            hooks.append(self.library.get_submodule(name).register_forward_hook(note))
        try:
            features = self.library(pictures)
        finally:
            for hook in hooks:
                hook.remove()
        return features, [seen[name] for name in names]


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
    """Pictures to scores: a body and a linear head on the features of all its stages."""

    def __init__(self, body: StagesBody, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.body = body
        self.head = nn.Linear(weight.shape[1], weight.shape[0])
        self.head.weight.data = weight
        self.head.bias.data = bias

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        scores: Tensor = self.head(self.body(pictures))
        return scores
