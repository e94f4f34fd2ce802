"""Variants of a picture: itself, its mirror image, and parts of it, the same at every reading."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.preprocessing import Preprocessing

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class View:
    """One way to look at every picture.

    Attributes:
        mirror: whether left and right change places; of a part, by a draw.
        crop: smallest share of the picture's area that is shown; None for all of it.
        number: tells views that draw apart.
        seed: of the draws.
    """

    mirror: bool = False
    crop: float | None = None
    number: int = 0
    seed: int = 0


def views_of(*, mirror: bool, parts: int, crop: float, seed: int) -> tuple[View, ...]:
    """The picture, its mirror image where ``mirror`` allows it, and ``parts`` parts of it."""
    whole = (View(), View(mirror=True)) if mirror else (View(),)
    return (*whole, *(View(mirror, crop, number + 1, seed) for number in range(parts)))


@dataclass(frozen=True)
class ViewedPreprocessing(Preprocessing):
    """A preprocessing that shows one view of each picture.

    What is drawn hangs on the picture's own pixels and the seed: whoever reads it again, on
    whatever computer and in whatever order, gets the same.
    """

    view: View = View()

    @classmethod
    def of(cls, preprocessing: Preprocessing, view: View) -> ViewedPreprocessing:
        """``preprocessing`` under ``view``."""
        numbers = {
            field.name: getattr(preprocessing, field.name) for field in fields(Preprocessing)
        }
        return cls(**numbers, view=view)

    @property
    def minimum_side(self) -> int:
        """How long both sides of a decoded picture must stay for nothing to be lost."""
        side = super().minimum_side
        return side if self.view.crop is None else round(side / sqrt(self.view.crop))

    def prepare(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The network's input picture, (height, width, 3) uint8, not yet normalised."""
        mirror = self.view.mirror
        if self.view.crop is not None:
            mark = zlib.crc32(pixels.tobytes())
            draw = np.random.default_rng([self.view.seed, self.view.number, mark])
            pixels = _part(pixels, self.view.crop, draw)
            mirror = mirror and bool(draw.integers(2))
        prepared = super().prepare(pixels)
        return np.ascontiguousarray(prepared[:, ::-1]) if mirror else prepared


def _part(
    pixels: NDArray[np.uint8], smallest: float, draw: np.random.Generator
) -> NDArray[np.uint8]:
    """A part of the picture, of its own proportions, somewhere in it."""
    share = sqrt(draw.uniform(smallest, 1.0))
    height, width = (max(1, round(side * share)) for side in pixels.shape[:2])
    top = int(draw.integers(pixels.shape[0] - height + 1))
    left = int(draw.integers(pixels.shape[1] - width + 1))
    return np.ascontiguousarray(pixels[top : top + height, left : left + width])
