"""Networks that see no colour: pictures come in as RGB all the same, and are made grey first.

So a grey network takes what any other takes, from the reading of a picture to its exports.
Imported inside functions only: what is defined here needs PyTorch's classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torch import nn  # noqa: TID253 - nobody imports this module at the start

if TYPE_CHECKING:
    from torch import Tensor

LUMA = (0.299, 0.587, 0.114)
"""What each colour adds to brightness, after ITU-R BT.601, as Pillow has it."""


def brightness(pictures: Tensor) -> Tensor:
    """(B, 1, H, W) of pictures (B, 3, H, W) whose colours are normalised alike."""
    red, green, blue = (pictures[:, place : place + 1] * LUMA[place] for place in range(3))
    return red + green + blue


class Grey(nn.Module):
    """Pictures to their brightness."""

    def forward(self, pictures: Tensor) -> Tensor:
        """(B, 1, H, W) of (B, 3, H, W)."""
        return brightness(pictures)


class _SeesGrey:
    """What a first convolution of one channel becomes: it takes pictures in colour."""

    def forward(self, pictures: Tensor) -> Tensor:
        """The maps of their brightness."""
        maps: Tensor = super().forward(brightness(pictures))  # type: ignore[misc]  # the convolution's
        return maps


def see_grey(convolution: Any) -> None:
    """Have a convolution of one channel take pictures (B, 3, H, W), whatever kind it is of."""
    kind = type(convolution)
    convolution.__class__ = type(f"Grey{kind.__name__}", (_SeesGrey, kind), {})
