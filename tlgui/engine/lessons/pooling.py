"""Pooling: each window gives one number, and a shift of the picture changes few of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.insight.sliding import output_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Pool(StrEnum):
    """What is taken of a window."""

    MAX = "max"
    MEAN = "mean"


@dataclass(frozen=True, eq=False)
class Pooling:
    """A window that goes over a picture and keeps one number of each place.

    Attributes:
        picture: (H, W) numbers.
        window: its side.
        stride: by how much it moves.
        pool: what is kept.
    """

    picture: Numbers
    window: int = 2
    stride: int = 2
    pool: Pool = Pool.MAX

    @property
    def shape(self) -> tuple[int, int]:
        """Of what comes out."""
        height, width = self.picture.shape
        return (
            output_size(height, self.window, self.stride, 0),
            output_size(width, self.window, self.stride, 0),
        )

    @property
    def pooled(self) -> Numbers:
        """What comes out, (H2, W2)."""
        size = (self.window, self.window)
        windows = np.lib.stride_tricks.sliding_window_view(self.picture, size)
        taken = windows[:: self.stride, :: self.stride]
        return np.asarray(taken.max((2, 3)) if self.pool is Pool.MAX else taken.mean((2, 3)))

    def seen(self, number: int) -> Numbers:
        """The numbers in the window at place ``number``, row by row from 0."""
        row, column = divmod(number, self.shape[1])
        top, left = row * self.stride, column * self.stride
        return self.picture[top : top + self.window, left : left + self.window]


def shifted(picture: Numbers, by: int) -> Numbers:
    """The picture ``by`` columns further right; the first column is repeated at the left."""
    return np.pad(picture, ((0, 0), (by, 0)), mode="edge")[:, : picture.shape[1]]


def changed_share(before: Numbers, after: Numbers) -> float:
    """How many of the numbers are others now, as a share."""
    return float((~np.isclose(before, after)).mean())
