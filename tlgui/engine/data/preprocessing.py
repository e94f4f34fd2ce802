"""From a decoded picture to what the network sees: one resize, one crop, for everything."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import floor, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.tones import BIT_DEPTHS
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_SIDE = 2048


@dataclass(frozen=True)
class Preprocessing:
    """The numbers that turn any picture into a network's input.

    The shorter side is resized to ``resize_side`` (antialiased, on 8-bit values), then the centre
    of ``height`` x ``width`` pixels is cut out, scaled to 0..1 and normalised by ``mean``, ``std``.
    ``bit_depth`` is how many bits the 16-bit pictures of the data set use, for ``decode``; None
    where it has none.
    """

    height: int
    width: int
    resize_side: int
    interpolation: str
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    bit_depth: int | None = None

    @classmethod
    def from_timm(cls, config: dict[str, Any]) -> Preprocessing:
        """The preprocessing that ``timm.data.resolve_model_data_config`` describes."""
        _, height, width = config["input_size"]
        return cls(
            height=height,
            width=width,
            resize_side=floor(min(height, width) / config["crop_pct"]),
            interpolation=config["interpolation"],
            mean=tuple(config["mean"]),
            std=tuple(config["std"]),
        )

    @classmethod
    def from_json(cls, document: object) -> Preprocessing:
        """The preprocessing that ``to_json`` wrote.

        Raises:
            BundleError: a number is missing or makes no sense.
        """
        try:
            if not isinstance(document, dict):
                raise TypeError
            loaded = cls(
                height=int(document["height"]),
                width=int(document["width"]),
                resize_side=int(document["resize_side"]),
                interpolation=str(document["interpolation"]),
                mean=_triple(document["mean"]),
                std=_triple(document["std"]),
                bit_depth=_depth(document["bit_depth"]),
            )
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise BundleError(
                Message("The preprocessing of this model is damaged: {reason}.", reason=repr(error))
            ) from error
        sides = (loaded.height, loaded.width, loaded.resize_side)
        if not all(1 <= side <= LARGEST_SIDE for side in sides) or loaded.resize_side < max(
            loaded.height, loaded.width
        ):
            raise BundleError(
                Message("The input size of this model makes no sense: {sides}.", sides=sides)
            )
        numbers = (*loaded.mean, *loaded.std)
        if not all(isfinite(number) for number in numbers) or min(loaded.std) <= 0:
            raise BundleError(
                Message(
                    "The normalisation of this model makes no sense: {numbers}.", numbers=numbers
                )
            )
        if loaded.interpolation not in ("bicubic", "bilinear"):
            raise BundleError(
                Message(
                    "This model asks for an unknown interpolation: {name}.",
                    name=loaded.interpolation,
                )
            )
        return loaded

    def to_json(self) -> dict[str, Any]:
        """A plain document from which ``from_json`` makes this object again."""
        return asdict(self)

    def prepare(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The network's input picture, (height, width, 3) uint8, not yet normalised.

        Args:
            pixels: a decoded picture, (H, W, 3) uint8, of any size.
        """
        import torch
        from torch.nn.functional import interpolate

        picture_height, picture_width = pixels.shape[:2]
        shorter = min(picture_height, picture_width)
        # Sizes and offsets are rounded as torchvision's Resize and CenterCrop round them.
        height = max(int(self.resize_side * picture_height / shorter), self.resize_side)
        width = max(int(self.resize_side * picture_width / shorter), self.resize_side)
        # A strip of 4000 x 3 would be blown up to a picture of hundreds of megapixels, of which
        # only the centre is kept: cut the strip first.
        longest = 8 * self.resize_side
        if max(height, width) > longest:
            keep = max(1, longest * shorter // self.resize_side)
            top = max(0, (picture_height - keep) // 2)
            left = max(0, (picture_width - keep) // 2)
            return self.prepare(np.ascontiguousarray(pixels[top : top + keep, left : left + keep]))
        if not pixels.flags.writeable:
            pixels = pixels.copy()
        if (height, width) != (picture_height, picture_width):
            tensor = torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0)
            resized = interpolate(tensor, (height, width), mode=self.interpolation, antialias=True)
            pixels = resized.squeeze(0).permute(1, 2, 0).numpy()
        top = round((height - self.height) / 2.0)
        left = round((width - self.width) / 2.0)
        return np.ascontiguousarray(pixels[top : top + self.height, left : left + self.width])


def _depth(value: object) -> int | None:
    if value is not None and value not in BIT_DEPTHS:
        raise ValueError(f"a bit depth of {value}")
    return None if value is None else int(str(value))


def _triple(values: object) -> tuple[float, float, float]:
    if not isinstance(values, (list, tuple)):
        raise TypeError("three numbers expected")
    first, second, third = (float(value) for value in values)
    return first, second, third
