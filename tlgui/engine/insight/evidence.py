"""Evidence maps: what each place of a picture adds to a class's score, without approximation.

With a linear head on means of maps, a score is a sum over places: a place adds what the maps say
there, weighted as the head weighs them, divided by the number of places. This is the class
activation mapping of Zhou et al. (CVPR 2016), done for every stage that the head looks at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.models.heads import group_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from tlgui.engine.insight.target_layer import TargetLayer
    from tlgui.engine.models.heads import LinearHead
    from tlgui.engine.models.modules import StagesBody

# Largest difference between a score and the sum of its evidence, relative to the score.
EXACT = 1e-3


@dataclass(frozen=True, eq=False)
class Evidence:
    """A class's score, place by place.

    Attributes:
        parts: what each place adds, a float32 array (h, w) for each stage that the head looks at,
            in its own resolution: the earliest first, the last maps at the end.
        bias: what is added whatever the picture shows.
        target: the class.
        scores: (C,) float32, the logits of all classes as the head gives them.
    """

    parts: tuple[NDArray[np.float32], ...]
    bias: float
    target: int
    scores: NDArray[np.float32]

    @property
    def score(self) -> float:
        """The logit of the class: the sum of all parts and the bias."""
        return float(self.scores[self.target])

    @property
    def total(self) -> float:
        """The sum of all parts and the bias."""
        return sum(float(part.sum(dtype=np.float64)) for part in self.parts) + self.bias

    @property
    def is_exact(self) -> bool:
        """Whether the sum is the score: not so where a network does more than average its maps."""
        return abs(self.total - self.score) <= EXACT * max(1.0, abs(self.score))

    def over(self, height: int, width: int) -> NDArray[np.float32]:
        """All parts together over (height, width) places; their mean there is the score's part.

        The bias lies evenly over all places: it undoes what a typical picture adds everywhere.
        """
        import torch
        from torch.nn.functional import interpolate

        whole = np.full((height, width), self.bias, dtype=np.float32)
        for part in self.parts:
            density = torch.from_numpy(part * part.size)[None, None]
            size = (height, width)
            whole += interpolate(density, size, mode="bilinear", align_corners=False)[0, 0].numpy()
        return whole


class EvidenceMaker:
    """Evidence for the scores of a linear head on a body's features.

    Args:
        body: of the network.
        last_maps: the layer in the body's library whose maps become the last features.
        head: of the network, on the last features or on those of all stages.
        groups: widths of the parts of the features.
    """

    def __init__(
        self, body: StagesBody, last_maps: TargetLayer, head: LinearHead, groups: tuple[int, ...]
    ) -> None:
        self._body = body.requires_grad_(False)
        self._last_maps = last_maps
        self._head = head
        self._parts = [part for part in group_slices(groups) if part.stop <= head.width]

    def __call__(self, inputs: Tensor, target: int | None = None) -> Evidence:
        """The evidence for a class, by default the likeliest, in one picture (1, 3, H, W)."""
        import torch

        with torch.inference_mode():
            last, (*stages, output) = self._body.with_maps(inputs, self._last_maps.name)
            last_maps = self._last_maps.maps(output)
            means = [maps.mean(dim=(2, 3)) for maps in stages]
            features = torch.cat([last, *means], dim=1).cpu().numpy()
            scores = self._head.logits(features)[0]
            chosen = int(scores.argmax()) if target is None else target
            weight = self._head.weight[chosen]
            parts = [
                torch.einsum("c,chw->hw", torch.from_numpy(weight[part]).to(maps.device), maps[0])
                for part, maps in zip(self._parts, (last_maps, *stages), strict=False)
            ]
            shares = [(part / part.numel()).cpu().numpy() for part in parts]
        return Evidence((*shares[1:], shares[0]), float(self._head.bias[chosen]), chosen, scores)
