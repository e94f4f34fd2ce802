"""Regions of a picture, and pictures with a region painted over."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.data.resizing import Part

    Pixels = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

CORNER, EDGE = 1 / 4, 1 / 8
"""Sides of a corner and the width of an edge, as shares of the picture's sides."""
COARSE = 16


class Region(StrEnum):
    """A part of every picture, wherever its object is."""

    TOP_LEFT = "top left corner"
    TOP_RIGHT = "top right corner"
    BOTTOM_LEFT = "bottom left corner"
    BOTTOM_RIGHT = "bottom right corner"
    TOP = "top edge"
    BOTTOM = "bottom edge"
    LEFT = "left edge"
    RIGHT = "right edge"
    BORDER = "border"

    @property
    def name_told(self) -> Message:
        """What people call it."""
        return {
            Region.TOP_LEFT: Message("top left corner"),
            Region.TOP_RIGHT: Message("top right corner"),
            Region.BOTTOM_LEFT: Message("bottom left corner"),
            Region.BOTTOM_RIGHT: Message("bottom right corner"),
            Region.TOP: Message("top edge"),
            Region.BOTTOM: Message("bottom edge"),
            Region.LEFT: Message("left edge"),
            Region.RIGHT: Message("right edge"),
            Region.BORDER: Message("border"),
        }[self]

    @property
    def is_corner(self) -> bool:
        """Whether it lies at two sides of the picture."""
        return self.value.endswith("corner")

    def touches(self, other: Region) -> bool:
        """Whether the two share a place."""
        return bool((_unit(self) & _unit(other)).any())


CORNERS = tuple(region for region in Region if region.is_corner)
EDGES = (Region.TOP, Region.BOTTOM, Region.LEFT, Region.RIGHT)


def mask_of(region: Region, height: int, width: int) -> Mask:
    """(height, width) bool: the places of ``region`` in a picture of that size."""
    mask = np.zeros((height, width), bool)
    if region is Region.BORDER:
        for edge in EDGES:
            mask |= mask_of(edge, height, width)
        return mask
    share = CORNER if region.is_corner else EDGE
    tall, wide = max(1, round(share * height)), max(1, round(share * width))
    words = region.value.split()
    rows = slice(0, tall) if "top" in words else slice(height - tall, height)
    columns = slice(0, wide) if "left" in words else slice(width - wide, width)
    if region in (Region.TOP, Region.BOTTOM):
        columns = slice(None)
    elif region in (Region.LEFT, Region.RIGHT):
        rows = slice(None)
    mask[rows, columns] = True
    return mask


def share_of(region: Region) -> float:
    """How much of a picture it is."""
    return float(_unit(region).mean())


def painted_over(pixels: Pixels, part: Part, region: Region, *, alone: bool = False) -> Pixels:
    """A network's input with ``region`` of the picture in the mean colour of the rest.

    Args:
        pixels: (H, W, 3) uint8.
        part: where the picture lies in it; margins stay.
        region: what is painted over.
        alone: paint over all but the region, in the region's mean colour, instead.
    """
    mask = mask_of(region, part.height, part.width)
    if alone:
        mask = ~mask
    painted = pixels.copy()
    inside = part.of(painted)
    kept = inside[~mask]
    inside[mask] = np.rint(kept.mean(axis=0)) if len(kept) else 128
    return painted


def colours_of(
    pixels: Pixels, part: Part, region: Region, *, inside: bool = False
) -> NDArray[np.float32]:
    """(W,) the colours of a region of a network's input, coarsely: 16 x 16 places a picture.

    Args:
        pixels: (H, W, 3) uint8.
        part: where the picture lies in it.
        region: whose colours.
        inside: of as much in the middle instead; for the border, of all that it surrounds.
    """
    from PIL import Image

    size = (COARSE, COARSE)
    coarse = Image.fromarray(np.ascontiguousarray(part.of(pixels))).resize(
        size, Image.Resampling.BOX
    )
    mask = mask_of(region, *size)
    if inside and region is Region.BORDER:
        mask = ~mask
    elif inside:
        rows, columns = (int(np.flatnonzero(mask.any(axis=axis)).mean()) for axis in (1, 0))
        mask = np.roll(mask, (COARSE // 2 - 1 - rows, COARSE // 2 - 1 - columns), (0, 1))
    return np.asarray(coarse, np.float32)[mask].ravel()


def _unit(region: Region) -> Mask:
    return mask_of(region, 64, 64)
