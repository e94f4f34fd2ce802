"""Bringing pictures of more than 8 bit to 0..255, by one rule."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIT_DEPTHS = (8, 10, 12, 14, 16)
"""How many bits of 16 the pictures of a data set may use."""

_BLOCK = 1 << 20  # pixels at a time, so that float64 intermediates stay small


def from_16_bits(values: NDArray[np.uint16], bit_depth: int | None = None) -> NDArray[np.uint8]:
    """Declared 16 bit to 0..255, in equal steps and rounded. Same shape.

    Args:
        values: 0..65535.
        bit_depth: how many of the bits are used, at most: the largest value of so many bits is
            white, and so is what lies above it. All 16 where nothing is said.
    """
    table = _table(bit_depth or 16)
    flat = values.reshape(-1)
    result = np.empty(flat.shape, np.uint8)
    for start in range(0, flat.size, _BLOCK):
        result[start : start + _BLOCK] = table[flat[start : start + _BLOCK]]
    return result.reshape(values.shape)


@cache
def _table(bit_depth: int) -> NDArray[np.uint8]:
    """0..255 for each of the 65,536 values."""
    white = (1 << bit_depth) - 1
    clipped = np.minimum(np.arange(65536), white)
    return ((2 * 255 * clipped + white) // (2 * white)).astype(np.uint8)


def rescaled(values: NDArray[np.int32] | NDArray[np.float32]) -> NDArray[np.uint8]:
    """Values that declare no range (32-bit integers, floats) to 0..255. Same shape.

    The narrowest of these ranges that holds all values goes from black to white: 0..1 (floats
    only), 0..255, 0..65535, and, where none does, from the smallest value to the largest. Floats
    may overshoot a range by a tenth, as resampled pictures do, and are clipped. NaN is black;
    infinities are black and white.
    """
    flat = values.reshape(-1)
    floating = values.dtype.kind == "f"
    low, high = _finite_range(flat)
    for top in (1.0, 255.0, 65535.0) if floating else (255.0, 65535.0):
        slack = top / 10 if floating else 0.0
        if low >= -slack and high <= top + slack:
            low, high = 0.0, top
            break
    scale = 255.0 / (high - low) if high > low else 1.0
    result = np.empty(flat.shape, np.uint8)
    for start in range(0, flat.size, _BLOCK):
        block = (flat[start : start + _BLOCK].astype(np.float64) - low) * scale
        block = np.nan_to_num(block, copy=False, nan=0.0)
        result[start : start + _BLOCK] = np.rint(np.clip(block, 0.0, 255.0)).astype(np.uint8)
    return result.reshape(values.shape)


def _finite_range(flat: NDArray[np.int32] | NDArray[np.float32]) -> tuple[float, float]:
    """The smallest and the largest finite value; 0 and 0 where there is none."""
    low, high = float("inf"), float("-inf")
    for start in range(0, flat.size, _BLOCK):
        block = flat[start : start + _BLOCK]
        finite = block[np.isfinite(block)]
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    return (low, high) if low <= high else (0.0, 0.0)
