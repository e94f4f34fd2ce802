"""The directions in which pictures differ most to the network: main axes of their features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]

AXES = 128
_SAMPLE = 8_000
_BLOCK = 4_096


@dataclass(frozen=True, eq=False)
class MainAxes:
    """Principal components of features, of a sample of them where there are many.

    Attributes:
        mean: (W,) float32, of the features.
        axes: (K, W) float32, of length 1, the one along which pictures differ most first.
        shares: (K,) float64, of all variance along each.
    """

    mean: Floats
    axes: Floats
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, features: Floats, control: Control) -> MainAxes | None:
        """The axes of ``features`` (N, W); None of fewer than two pictures.

        Raises:
            Cancelled: the user cancelled.
        """
        from sklearn.utils.extmath import randomized_svd

        count, width = features.shape
        if count < 2:
            return None
        draw = np.random.default_rng(0)
        size = min(_SAMPLE, count)
        sample = features[np.sort(draw.choice(count, size, replace=False))]
        control.check()
        mean = sample.mean(axis=0)
        centred = sample - mean
        whole = max(float(np.square(centred, dtype=np.float64).sum()), np.finfo(np.float64).tiny)
        # Its threads wait by spinning: two are slower beside work.
        with threadpool_limits(1, "blas"):
            _left, lengths, axes = randomized_svd(centred, min(AXES, width, count), random_state=0)
        return cls(mean, axes, np.square(lengths, dtype=np.float64) / whole)

    def turned(self, features: Floats, control: Control) -> Floats:
        """(N, K) how far each of ``features`` (N, W) lies along each axis.

        Raises:
            Cancelled: the user cancelled.
        """
        found = np.empty((len(features), len(self.axes)), np.float32)
        with threadpool_limits(1, "blas"):
            for start in range(0, len(features), _BLOCK):
                control.check()
                some = features[start : start + _BLOCK]
                found[start : start + len(some)] = (some - self.mean) @ self.axes.T
        return found

    def centred(self, features: Floats, control: Control) -> NDArray[np.float16]:
        """(N, W) ``features`` less their mean, of length 1: products are cosines.

        Raises:
            Cancelled: the user cancelled.
        """
        found = np.empty(features.shape, np.float16)
        for start in range(0, len(features), _BLOCK):
            control.check()
            some = features[start : start + _BLOCK]
            found[start : start + len(some)] = directions(some - self.mean)
        return found


def directions(rows: Floats) -> Floats:
    """(N, K) float32, ``rows`` made of length 1: their products are cosines. What is 0 stays so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)
