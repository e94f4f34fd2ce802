"""Activation maps and filters as pictures to look at."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]

_GAP = 1
_LEAST_SIDE = 24
"""Of a map in a mosaic, in pixels: one of 7 x 7 places is enlarged to squares."""


def grey_of(values: Floats) -> Picture:
    """(h, w) uint8: the lowest of one map's values is black, the highest white; flat ones black."""
    low, high = float(values.min()), float(values.max())
    if not high > low:
        return np.zeros(values.shape, np.uint8)
    return np.asarray(np.rint((values - low) * (255 / (high - low))), dtype=np.uint8)


def filter_pictures(filters: Floats) -> Picture:
    """(N, F, F, 3) uint8 of filters (N, channels, F, F): 0 is middle grey, each by its own peak.

    Those of three channels are shown in colour, as they see; others in grey, the mean of theirs.
    """
    colours = filters if filters.shape[1] == 3 else filters.mean(axis=1, keepdims=True)
    peaks = np.abs(colours).max(axis=(1, 2, 3), keepdims=True)
    shown = 0.5 + 0.5 * colours / np.where(peaks > 0, peaks, 1)
    whole = np.rint(255 * shown).astype(np.uint8).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(np.broadcast_to(whole, (*whole.shape[:3], 3)))


def strongest_first(maps: Floats) -> list[int]:
    """The numbers of maps (C, h, w), that of the highest mean first."""
    means = maps.mean(axis=(1, 2), dtype=np.float64)
    return [int(number) for number in np.argsort(-means, kind="stable")]


def mosaic(pictures: Sequence[Picture], columns: int = 0) -> Picture:
    """Pictures of one size in rows, small ones enlarged, with gaps between them.

    Args:
        pictures: (h, w) or (h, w, 3) each.
        columns: how many stand beside each other; 0 for about as many as below each other.
    """
    first = pictures[0]
    factor = ceil(_LEAST_SIDE / min(first.shape[:2]))
    height, width = first.shape[0] * factor, first.shape[1] * factor
    columns = columns or ceil(sqrt(len(pictures) * height / width))
    rows = ceil(len(pictures) / columns)
    size = (rows * (height + _GAP) - _GAP, columns * (width + _GAP) - _GAP, *first.shape[2:])
    whole = np.full(size, 128, np.uint8)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        top, left = row * (height + _GAP), column * (width + _GAP)
        large = picture.repeat(factor, axis=0).repeat(factor, axis=1)
        whole[top : top + height, left : left + width] = large
    return whole
