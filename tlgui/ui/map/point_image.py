"""Points as a picture, made by numpy at once: nothing is done for each point in Python."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]
    Codes = NDArray[np.int64]

_MARGIN = 40
"""Pixels around the picture that points at its edge may write to."""
_LARGEST = 16.0
"""Radius of a point; twice of it, and a little more, fits the margin."""


@dataclass(frozen=True)
class Dots:
    """Points that are painted alike but for their colours.

    Attributes:
        places: (N, 2) float32, in pixels.
        codes: (N,) int64, the place of each one's colour in ``colors``.
        colors: ``0xRRGGBB`` each.
        radius: in pixels.
        edge: colour of the ring around each, which tells one from the next; None for no ring.
    """

    places: Floats
    codes: Codes
    colors: Sequence[int]
    radius: float
    edge: int | None = None


class PointImage:
    """A picture of points, painted into the same memory again and again."""

    def __init__(self) -> None:
        self._pixels = np.zeros((1, 1), np.uint32)

    def paint(self, width: int, height: int, ground: int, layers: Sequence[Dots]) -> QImage:
        """A picture of ``layers``, the last on top; it is valid until the next call.

        Of points that overlap, each pixel belongs to the one whose middle is nearest: however
        many there are, the middle of each stays in sight.

        Args:
            width: in pixels.
            height: in pixels.
            ground: colour behind the points, ``0xRRGGBB``.
            layers: what is painted.
        """
        shape = (height + 2 * _MARGIN, width + 2 * _MARGIN)
        if self._pixels.shape != shape:
            self._pixels = np.empty(shape, np.uint32)
        self._pixels.fill(0xFF000000 | ground)
        flat = self._pixels.reshape(-1)
        for dots in layers:
            _stamp(flat, width, height, ground, dots)
        start = _MARGIN * shape[1] + _MARGIN
        return QImage(flat[start:].data, width, height, 4 * shape[1], QImage.Format.Format_RGB32)


def _stamp(pixels: NDArray[np.uint32], width: int, height: int, ground: int, dots: Dots) -> None:
    radius = round(2 * min(dots.radius, _LARGEST)) / 2
    at = np.floor(dots.places).astype(np.int32)
    reach = int(radius) + 2
    across, down = at[:, 0], at[:, 1]
    inside = (across >= -reach) & (across < width + reach)
    inside &= (down >= -reach) & (down < height + reach)
    row = width + 2 * _MARGIN
    base = (down[inside] + _MARGIN) * row + across[inside] + _MARGIN
    codes = dots.codes[inside]
    behind = ground if dots.edge is None else dots.edge
    mixed: dict[float, NDArray[np.uint32]] = {}
    for right, below, share in _disc(radius):
        if share not in mixed:
            mixed[share] = _mixed(dots.colors, behind, share)[codes]
        pixels[base + (below * row + right)] = mixed[share]


@lru_cache(maxsize=64)
def _disc(radius: float) -> tuple[tuple[int, int, float], ...]:
    """The pixels of a disc as (right, below, share of it that is covered), the outermost first."""
    reach = int(radius) + 1
    found = []
    for below in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            apart = float(np.hypot(right, below))
            share = round(min(1.0, max(0.0, radius + 0.5 - apart)) * 4) / 4
            if share:
                found.append((apart, right, below, share))
    found.sort(reverse=True)
    return tuple((right, below, share) for _apart, right, below, share in found)


def _mixed(colors: Sequence[int], behind: int, share: float) -> NDArray[np.uint32]:
    found = np.zeros(len(colors), np.uint32)
    for shift in (16, 8, 0):
        front = np.asarray([color >> shift & 255 for color in colors], np.float64)
        back = behind >> shift & 255
        found |= np.rint(front * share + back * (1 - share)).astype(np.uint32) << np.uint32(shift)
    return found | np.uint32(0xFF000000)


def inside(outline: Floats, places: Floats) -> Mask:
    """(N,) which of ``places`` (N, 2) lie inside the closed ``outline`` (M, 2), even-odd."""
    found = np.zeros(len(places), bool)
    if len(outline) < 3:
        return found
    low, high = outline.min(axis=0), outline.max(axis=0)
    near = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))
    across, up = places[near].astype(np.float64).T
    crossed = np.zeros(len(near), bool)
    ends = outline.astype(np.float64)
    for (x0, y0), (x1, y1) in zip(ends, np.roll(ends, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        spans = (y0 > up) != (y1 > up)
        crossed ^= spans & (across < (x1 - x0) * (up - y0) / (y1 - y0) + x0)
    found[near] = crossed
    return found


def roomy(places: Floats, side: float) -> list[int]:
    """Which of ``places`` (N, 2), taken in their order, have room for a square of ``side``."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    chosen = []
    for at, (x, y) in enumerate(places.tolist()):
        column, row = int(x // side), int(y // side)
        taken = any(
            abs(x - other_x) < side and abs(y - other_y) < side
            for near_column in (column - 1, column, column + 1)
            for near_row in (row - 1, row, row + 1)
            for other_x, other_y in cells.get((near_column, near_row), ())
        )
        if not taken:
            cells.setdefault((column, row), []).append((x, y))
            chosen.append(at)
    return chosen
