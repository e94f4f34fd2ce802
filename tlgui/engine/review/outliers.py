"""Pictures unlike the others of their class: what got into a folder by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.insight.similar.axes import directions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FAR = 3.5
"""Robust standard deviations from which a picture is unlike its class.

Of 3,409 photos of clothes 3 lie beyond, of 90 digits, CIFAR pictures and noise among them 87.
"""
FEWEST = 5
"""Pictures a class must have: fewer have no middle."""
_UPPER_QUARTILE = 0.6745
_BLOCK = 4_096


def strangeness(features: Floats, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """(N,) how much further than usual each picture points away from the mean of its class.

    By the angle between features as they come: what the network saw nothing of points elsewhere
    than all classes, which centred features would hide. In robust standard deviations over all
    pictures; 0 in classes of fewer than ``FEWEST``.

    Args:
        features: (N, width) of the last stage.
        labels: (N,) class indices.
    """
    distance = np.zeros(len(labels))
    counts = np.bincount(labels) if len(labels) else np.zeros(0, np.int64)
    for label in np.flatnonzero(counts >= FEWEST):
        members = np.flatnonzero(labels == label)
        total = np.zeros(features.shape[1])
        blocks = [members[start : start + _BLOCK] for start in range(0, len(members), _BLOCK)]
        for block in blocks:
            total += directions(features[block]).sum(axis=0, dtype=np.float64)
        centre = directions(total[None].astype(np.float32))[0]
        for block in blocks:
            distance[block] = 1 - directions(features[block]) @ centre
    judged = counts[labels] >= FEWEST
    if not judged.any():
        return distance
    middle = float(np.median(distance[judged]))
    spread = (float(np.quantile(distance[judged], 0.75)) - middle) / _UPPER_QUARTILE
    if spread <= 0:
        return np.zeros(len(labels))
    return np.where(judged, (distance - middle) / spread, 0.0)
