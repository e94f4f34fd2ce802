"""How a filter slides: one convolution, worked out place by place, in plain numbers.

What deep learning calls a convolution is a cross-correlation: the kernel is not turned round
(Goodfellow et al., "Deep Learning", 2016, section 9.1). Padding is with zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import Message, RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LARGEST_PADDING = 8
KERNELS: dict[str, tuple[tuple[float, ...], ...]] = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "edges": ((0, -1, 0), (-1, 4, -1), (0, -1, 0)),
    "sobel-x": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "sobel-y": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "box-blur": ((1 / 9,) * 3,) * 3,
    "gaussian-blur": ((1 / 16, 2 / 16, 1 / 16), (2 / 16, 4 / 16, 2 / 16), (1 / 16, 2 / 16, 1 / 16)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
}
"""Kernels of image processing by the names that they have there: 3 x 3 each."""


def output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    """(W1 - F + 2P) / S + 1, rounded down: how many places a kernel takes along one side.

    Args:
        size: W1, of the picture's side.
        kernel: F, of the kernel's.
        stride: S, by how much the kernel moves.
        padding: P, how many zeros are put before and behind.

    Raises:
        RecipeError: the kernel is larger than the padded picture, or a number makes no sense.
    """
    if size < 1 or kernel < 1 or stride < 1 or not 0 <= padding <= LARGEST_PADDING:
        raise RecipeError(
            Message(
                "Sides of {size} and {kernel}, a stride of {stride} and a padding of {padding} "
                "make no convolution.",
                size=size,
                kernel=kernel,
                stride=stride,
                padding=padding,
            ),
            Message(
                "Sides and stride begin at 1, the padding is from 0 to {most}.",
                most=LARGEST_PADDING,
            ),
        )
    if kernel > size + 2 * padding:
        raise RecipeError(
            Message(
                "A kernel of {kernel} does not fit into a side of {size} with a padding of "
                "{padding}.",
                kernel=kernel,
                size=size,
                padding=padding,
            ),
            Message("Take a smaller kernel or more padding."),
        )
    return (size - kernel + 2 * padding) // stride + 1


@dataclass(frozen=True, eq=False)
class Step:
    """What happens at one place.

    Attributes:
        top: of the window in the padded picture.
        left: of the same.
        window: (F, F) numbers under the kernel.
        products: (F, F) window times kernel.
        total: their sum, without the bias.
    """

    top: int
    left: int
    window: Numbers
    products: Numbers
    total: float


@dataclass(frozen=True, eq=False)
class Sliding:
    """A kernel on its way over a picture.

    Attributes:
        picture: (H, W) numbers.
        kernel: (F, F) numbers.
        stride: by how much it moves.
        padding: zeros on each side.
        bias: added to each sum.
    """

    picture: Numbers
    kernel: Numbers
    stride: int = 1
    padding: int = 0
    bias: float = 0.0

    def __post_init__(self) -> None:
        if self.picture.ndim != 2 or self.kernel.ndim != 2:
            raise RecipeError(Message("A picture and a kernel are tables of numbers."))
        # Refuses what cannot be.
        _ = self.shape

    @property
    def shape(self) -> tuple[int, int]:
        """Of the activation map, (H2, W2)."""
        (height, width), (rows, columns) = self.picture.shape, self.kernel.shape
        return (
            output_size(height, rows, self.stride, self.padding),
            output_size(width, columns, self.stride, self.padding),
        )

    @property
    def places(self) -> int:
        """How many steps it takes."""
        height, width = self.shape
        return height * width

    @property
    def padded(self) -> Numbers:
        """The picture with its zeros round it."""
        return np.pad(self.picture, self.padding)

    def step(self, number: int) -> Step:
        """The step at place ``number``, counted from 0, row by row.

        Raises:
            IndexError: there is no such place.
        """
        if not 0 <= number < self.places:
            raise IndexError(number)
        row, column = divmod(number, self.shape[1])
        top, left = row * self.stride, column * self.stride
        rows, columns = self.kernel.shape
        window = self.padded[top : top + rows, left : left + columns]
        products = window * self.kernel
        return Step(top, left, window, products, float(products.sum()))

    def activation_map(self, *, relu: bool = False) -> Numbers:
        """(H2, W2) sums with the bias; those below 0 become 0 with ``relu``."""
        windows = np.lib.stride_tricks.sliding_window_view(self.padded, self.kernel.shape)
        sums = np.einsum("ijkl,kl->ij", windows[:: self.stride, :: self.stride], self.kernel)
        return np.asarray(np.maximum(sums + self.bias, 0) if relu else sums + self.bias)
