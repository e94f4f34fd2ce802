"""Features made alike in scale before a head is fitted, and pictures in weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.models.heads import LinearHead, group_slices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


# A feature that hardly stirs on few training pictures would be blown up without bound, and then
# outshout all others on a new picture. The floor, as a share of the root mean square deviation.
SMALLEST_SCALE = 0.3


@dataclass(frozen=True)
class Standardiser:
    """Shifts each feature to mean 0 and scales it to a standard deviation of at most 1.

    Attributes:
        mean: (width,) float32.
        scale: (width,) float32: the deviation, or a share of the typical one where it is smaller.
    """

    mean: Floats
    scale: Floats

    @classmethod
    def fit(cls, features: Floats, groups: Sequence[int] = ()) -> Standardiser:
        """The shift and scale of (N, width) features.

        Args:
            features: of the training pictures.
            groups: widths of the parts of them that have a typical deviation of their own: maps
                of an early stage stir far more than those of the last.
        """
        mean = features.mean(axis=0, dtype=np.float64)
        deviation = features.std(axis=0, dtype=np.float64)
        scale = np.ones_like(deviation)
        for part in group_slices(groups or (len(deviation),)):
            typical = float(np.sqrt(np.mean(deviation[part] ** 2)))
            if typical > 0:
                scale[part] = np.maximum(deviation[part], SMALLEST_SCALE * typical)
        return cls(mean.astype(np.float32), scale.astype(np.float32))

    def apply(self, features: Floats) -> Floats:
        """(N, width) features, standardised."""
        return (features - self.mean) / self.scale

    def unfold(self, weight: Floats, bias: Floats) -> LinearHead:
        """The head for raw features that answers as (weight, bias) does for standardised ones."""
        raw = weight / self.scale
        return LinearHead(raw.astype(np.float32), (bias - raw @ self.mean).astype(np.float32))

    def fold(self, head: LinearHead) -> tuple[Floats, Floats]:
        """The weight and bias for standardised features that answer as ``head`` for raw ones."""
        weight: Floats = (head.weight * self.scale).astype(np.float32)
        return weight, (head.bias + head.weight @ self.mean).astype(np.float32)


def balanced_weights(
    targets: NDArray[np.int64], classes: int, times: Floats | None = None
) -> Floats:
    """A weight a picture, (N,) float32, such that each class present weighs the same in all.

    Args:
        targets: (N,) class indices.
        classes: how many there are.
        times: (N,) how often each picture counts; once by default.
    """
    if times is None:
        times = np.ones(len(targets), np.float32)
    counts = np.bincount(targets, weights=times, minlength=classes)
    present = int((counts > 0).sum())
    a_class = times.sum(dtype=np.float64) / (present * np.maximum(counts, 1))
    weights: Floats = (times * a_class[targets]).astype(np.float32)
    return weights
