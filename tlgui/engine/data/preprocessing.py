"""From a decoded picture to what the network sees: one resize, one crop, for everything."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from math import floor, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.resizing import Part, resized
from tlgui.engine.data.tones import BIT_DEPTHS
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_SIDE = 2048


class Framing(StrEnum):
    """How a picture of any shape is brought to that of a network's input."""

    CENTRE = "centre"
    WHOLE = "whole"
    SQUEEZE = "squeeze"


@dataclass(frozen=True)
class Preprocessing:
    """The numbers that turn any picture into a network's input.

    By ``framing``, the picture is brought to ``height`` x ``width`` pixels (antialiased, on 8-bit
    values), then scaled to 0..1 and normalised by ``mean``, ``std``:

    - centre: the shorter side is resized to ``resize_side`` and the centre is cut out;
    - whole: all of it is made to fit, with the colour of ``mean`` in the margins;
    - squeeze: both sides are resized, each by its own factor.

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
    framing: Framing = Framing.CENTRE

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
                framing=Framing(document.get("framing", Framing.CENTRE)),
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

    @property
    def minimum_side(self) -> int:
        """How long both sides of a decoded picture must stay for nothing to be lost."""
        return self.resize_side if self.framing is Framing.CENTRE else max(self.height, self.width)

    def prepare(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The network's input picture, (height, width, 3) uint8, not yet normalised.

        Args:
            pixels: a decoded picture, (H, W, 3) uint8, of any size; it is not changed, but what
                comes out may be a view of it.
        """
        if self.framing is Framing.CENTRE:
            return self._centre(pixels)
        part = self.part_of_input(*pixels.shape[:2])
        fitted = resized(pixels, part.height, part.width, self.interpolation)
        if self.framing is Framing.SQUEEZE:
            return fitted
        framed = np.empty((self.height, self.width, 3), np.uint8)
        # What is 0 after normalisation: a margin says nothing to the network.
        framed[:] = [round(255 * min(max(value, 0.0), 1.0)) for value in self.mean]
        part.of(framed)[:] = fitted
        return framed

    def part_of_picture(self, picture_height: int, picture_width: int) -> Part:
        """What the network sees of a picture of that size."""
        if self.framing is not Framing.CENTRE:
            return Part(0, 0, picture_height, picture_width)
        shorter = min(picture_height, picture_width)
        height = min(picture_height, max(1, round(shorter * self.height / self.resize_side)))
        width = min(picture_width, max(1, round(shorter * self.width / self.resize_side)))
        top, left = (picture_height - height) // 2, (picture_width - width) // 2
        return Part(top, left, height, width)

    def part_of_input(self, picture_height: int, picture_width: int) -> Part:
        """Where in the network's input a picture of that size lies; the rest is margin."""
        if self.framing is not Framing.WHOLE:
            return Part(0, 0, self.height, self.width)
        scale = min(self.height / picture_height, self.width / picture_width)
        height = min(self.height, max(1, round(picture_height * scale)))
        width = min(self.width, max(1, round(picture_width * scale)))
        return Part((self.height - height) // 2, (self.width - width) // 2, height, width)

    def _centre(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
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
            return self._centre(np.ascontiguousarray(pixels[top : top + keep, left : left + keep]))
        top = round((height - self.height) / 2.0)
        left = round((width - self.width) / 2.0)
        part = Part(top, left, self.height, self.width)
        return resized(pixels, height, width, self.interpolation, part)


def _depth(value: object) -> int | None:
    if value is not None and value not in BIT_DEPTHS:
        raise ValueError(f"a bit depth of {value}")
    return None if value is None else int(str(value))


def _triple(values: object) -> tuple[float, float, float]:
    if not isinstance(values, (list, tuple)):
        raise TypeError("three numbers expected")
    first, second, third = (float(value) for value in values)
    return first, second, third
