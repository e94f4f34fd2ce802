"""Which pictures to label next: those that teach most, as far as one can tell beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from tlgui.engine.insight.similar.axes import directions

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SPREAD = 500
"""Pictures that are chosen one by one; the rest comes by how unsure each is."""


def label_order(
    features: Floats,
    probabilities: Floats,
    labelled: Floats | None = None,
    check: Callable[[], None] = lambda: None,
) -> NDArray[np.int64]:
    """(N,) places of pictures, those to label first first: unsure, and unlike each other.

    Unsure is a picture with a small margin between its two best classes (Scheffer, Decomain and
    Wrobel, "Active hidden Markov models for information extraction", IDA 2001). Alone that picks
    many that are alike. The next is therefore the one farthest from those chosen and labelled
    already, as in greedy k-centre (Sener and Savarese, "Active learning for convolutional neural
    networks: a core-set approach", ICLR 2018), its distance weighted by how unsure it is.

    Args:
        features: (N, W) of the pictures.
        probabilities: (N, C) what the model answers.
        labelled: (M, W) features of pictures whose class is known already.
        check: called at each that is chosen; may raise.
    """
    count = len(features)
    unsure = 1 - _margins(probabilities)
    # The surest weigh something too: else two pictures that are none would be in no order.
    weight = np.maximum(unsure, 1e-3)
    turned = directions(features)
    distance = np.full(count, 2.0, np.float32)
    with threadpool_limits(1, "blas"):
        if labelled is not None and len(labelled):
            centres = directions(labelled)
            for start in range(0, len(centres), 256):
                near = 1 - (turned @ centres[start : start + 256].T).max(axis=1)
                distance = np.minimum(distance, near)
        chosen: list[int] = []
        left = np.ones(count, bool)
        for _ in range(min(count, SPREAD)):
            check()
            place = int(np.argmax(np.where(left, weight * distance, -1.0)))
            chosen.append(place)
            left[place] = False
            distance = np.minimum(distance, 1 - turned @ turned[place])
    rest = np.flatnonzero(left)
    order = rest[np.argsort(-unsure[rest], kind="stable")]
    return np.concatenate([np.asarray(chosen, np.int64), order])


def _margins(probabilities: Floats) -> Floats:
    """(N,) by how much the best class leads the second, 0..1."""
    if probabilities.shape[1] < 2:
        return np.ones(len(probabilities), np.float32)
    best = np.partition(probabilities, -2, axis=1)[:, -2:]
    return np.asarray(best[:, 1] - best[:, 0], np.float32)
