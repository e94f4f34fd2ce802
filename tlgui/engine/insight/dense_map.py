"""Where in a large picture each class is: a network slid over it, as one convolution.

After Long, Shelhamer and Darrell, "Fully Convolutional Networks for Semantic Segmentation" (CVPR
2015): the layers before the head take a picture of any size, and the head is applied to the last
maps at each place. A head that takes the mean over all places is so a 1 x 1 convolution; one that
looks at a window of them (fully connected layers behind flattening, as in LeNet and VGG) becomes a
convolution with a kernel of that size. Both are had here by giving the head each window of the last
maps: the same numbers.

A window as large as the network's own input is scored as that part of the picture would be alone,
but for what its border sees: zeros there, the rest of the picture here. How much that is, is
measured on each picture.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from tlgui.engine.data.images import decode
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.cam import HeatMap
from tlgui.engine.insight.map_grid import find_grid
from tlgui.engine.insight.network_input import normalised
from tlgui.engine.models.ensemble import Ensemble
from tlgui.engine.models.heads import softmax

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.modules import StagesBody
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

    Floats = NDArray[np.float32]

MOST_PIXELS = 1_600_000
"""A larger picture is made smaller first: early maps of it would fill the memory."""
_MOST_NUMBERS = 16_000_000
"""Of windows that are given to the head at once: 64 MB."""
CROPS = 6
"""Parts of the picture that are classified one by one, to see how far the map agrees."""


@dataclass(frozen=True)
class Agreement:
    """How far the map says of parts of the picture what the network says of them alone.

    Attributes:
        parts: how many were tried.
        same: in how many the likeliest class is the same.
        difference: the mean difference of a probability.
        largest: the largest one.
    """

    parts: int
    same: int
    difference: float
    largest: float

    def to_json(self) -> dict[str, float]:
        """What ``tlgui explain --dense`` tells of it."""
        return asdict(self)


@dataclass(frozen=True, eq=False)
class DenseMap:
    """The classes of a picture, place by place.

    Attributes:
        scores: (C, h, w) float32, logits, divided by the temperature where there is one; their
            softmax are the probabilities.
        pixels: (H, W, 3) uint8, the picture as it was looked at.
        scale: of its sides by those of the picture's file; 1 where it was not made smaller.
        stride: pixels from a place to the next.
        window: (height, width) in pixels of what the head was given for a place; its layers have
            seen more, beyond it.
        agreement: with parts classified one by one; None where the windows are smaller than the
            network's input, or the picture is no larger.
    """

    scores: Floats
    pixels: NDArray[np.uint8]
    scale: float
    stride: tuple[int, int]
    window: tuple[int, int]
    agreement: Agreement | None = None

    @property
    def probabilities(self) -> Floats:
        """(C, h, w) float32, of each class at each place."""
        shifted = np.exp(self.scores - self.scores.max(axis=0))
        return np.asarray(shifted / shifted.sum(axis=0), dtype=np.float32)

    def over(self, values: Floats) -> Floats:
        """Values of the places (h, w) as (H, W) over the picture: linear between their centres."""
        for axis in (0, 1):
            pixels = np.arange(self.pixels.shape[axis]) + 0.5
            place = (pixels - self.window[axis] / 2) / self.stride[axis]
            place = np.clip(place, 0, values.shape[axis] - 1)
            low = np.minimum(place.astype(int), max(0, values.shape[axis] - 2))
            high = np.minimum(low + 1, values.shape[axis] - 1)
            share = np.expand_dims(place - low, 1 - axis)
            values = values.take(low, axis) * (1 - share) + values.take(high, axis) * share
        return np.asarray(values, dtype=np.float32)

    @property
    def likeliest(self) -> int:
        """The class with the highest mean probability over the picture."""
        return int(self.probabilities.mean(axis=(1, 2)).argmax())

    def heat_map(self, target: int | None = None) -> HeatMap:
        """The probability of a class over the picture, as heat maps are shown.

        Args:
            target: the class; the likeliest by default.
        """
        chosen = self.likeliest if target is None else target
        probabilities = self.probabilities
        values = np.clip(self.over(probabilities[chosen]), 0, 1)
        return HeatMap(values, self.pixels, chosen, probabilities.mean(axis=(1, 2)))


class DenseClassifier:
    """A trained network as a convolution over pictures of any size.

    Attributes:
        classes: names, in the order of the scores.
        preprocessing: of the network's input.
        has_places: whether its head takes a single place too: one that takes the mean over places.
        temperature: by which scores are divided.

    Args:
        network: body and head.
        classes: names of its answers.
        device: on which it computes.

    Raises:
        BundleError: it is none that can slide over a picture; the message says why.
        DeviceError: the device is not here.
    """

    def __init__(self, network: Network, classes: Sequence[str], device: str = "cpu") -> None:
        if isinstance(network, Ensemble) and not network.shares_body:
            raise BundleError(
                Message("Several networks answer together here: there is no map of classes."),
                Message("A model that is no ensemble has one."),
            )
        if network.mirrored:
            raise BundleError(
                Message("This model sees each picture mirrored too: there is no map of classes."),
                Message("A model that looks once has one."),
            )
        self._network = network
        self._device = resolve_device(device).name
        body: Any = network.build_body().to(self._device).eval().requires_grad_(False)
        self._body: StagesBody = body
        self.classes = tuple(classes)
        self.temperature = 1.0
        self.preprocessing: Preprocessing = network.preprocessing
        self._grid = find_grid(self._body, self.preprocessing, self._device, network.backbone)
        self.has_places = self._grid.rows * self._grid.columns > 1 and self._takes_a_place()

    @classmethod
    def of_run(cls, run: Run, device: str = "cpu") -> DenseClassifier:
        """The same for a run. Raises what opening its network raises, too."""
        made = cls(run.network(), run.classes, device)
        made.temperature = run.temperature
        return made

    def dense_map(
        self, image: Path, control: Control, *, places: bool = True, largest: int = MOST_PIXELS
    ) -> DenseMap:
        """The classes in the picture ``image``.

        Args:
            image: its file.
            control: asked now and then whether to go on.
            places: whether each place of the last maps is scored alone, where the head allows
                that; else windows of the size of the network's input.
            largest: pixels above which the picture is made smaller.

        Raises:
            PictureError: the picture cannot be read.
            BundleError: there is not enough memory.
        """
        known = self.preprocessing
        picture = decode(image, bit_depth=known.bit_depth)
        height, width = picture.shape[:2]
        # No smaller than the network's input: it is a window at least.
        scale = max(
            min(1.0, (largest / (height * width)) ** 0.5),
            known.height / height,
            known.width / width,
        )
        if scale != 1:
            sides = (
                max(known.width, round(width * scale)),
                max(known.height, round(height * scale)),
            )
            picture = np.asarray(Image.fromarray(picture).resize(sides, Image.Resampling.BICUBIC))
        return replace(self.of_pixels(picture, control, places=places), scale=scale)

    def of_pixels(
        self, pixels: NDArray[np.uint8], control: Control, *, places: bool = True
    ) -> DenseMap:
        """The same for a picture (H, W, 3) uint8, no smaller than the network's input."""
        import torch

        grid, alone = self._grid, places and self.has_places
        padded = self._padded(pixels)
        rows, columns = (1, 1) if alone else (grid.rows, grid.columns)
        try:
            with torch.inference_mode():
                last, stages = self._body.unpooled(
                    normalised(padded, self.preprocessing, self._device)
                )
                control.check()
                scores = self._scores(last, stages, rows, columns, control)
        except (RuntimeError, MemoryError) as error:
            if isinstance(error, RuntimeError) and "memory" not in str(error).casefold():
                raise
            raise BundleError(
                Message("The memory does not suffice for a picture of this size."),
                Message("Take a smaller part of it."),
            ) from error
        window = (
            self.preprocessing.height - (grid.rows - rows) * grid.down,
            self.preprocessing.width - (grid.columns - columns) * grid.across,
        )
        stride = (grid.down, grid.across)
        # Places that lie in the margin alone are left out.
        h, w = (
            min(scores.shape[1 + axis], max(1, -(-(side - window[axis]) // stride[axis]) + 1))
            for axis, side in enumerate(pixels.shape[:2])
        )
        kept = np.ascontiguousarray(scores[:, :h, :w])
        agreement = None if alone else self._agreement(padded, scores, control)
        return DenseMap(kept, pixels, 1.0, stride, window, agreement)

    def crop_scores(self, pixels: NDArray[np.uint8]) -> Floats:
        """(C,) logits of a part of a picture, of the size of the network's input, alone."""
        import torch

        with torch.inference_mode():
            features = (
                self._body(normalised(pixels, self.preprocessing, self._device))
                .float()
                .cpu()
                .numpy()
            )
        return self._divided(_logits(self._network, features)[0])

    def _divided(self, scores: Floats) -> Floats:
        return np.asarray(scores / np.float32(self.temperature), np.float32)

    def _scores(
        self, last: Tensor, stages: list[Tensor], rows: int, columns: int, control: Control
    ) -> Floats:
        """(C, h, w) logits of all windows of ``rows`` x ``columns`` places."""
        import torch
        from torch.nn.functional import avg_pool2d

        grid = self._grid
        windows = last[0].unfold(1, rows, 1).unfold(2, columns, 1)  # (C, h, w, rows, columns)
        channels, height, width = windows.shape[:3]
        means = []
        if self._network.features_width > self._network.groups[0]:
            for maps, (top, left) in zip(stages, grid.stages, strict=True):
                down, across = top.steps, left.steps
                kernel = (
                    top.places - (grid.rows - rows) * down,
                    left.places - (grid.columns - columns) * across,
                )
                pooled = avg_pool2d(maps, kernel, (down, across))[0]
                means.append(pooled[:, :height, :width].flatten(1).T)  # (h * w, C of the stage)
        flat = windows.permute(1, 2, 0, 3, 4).reshape(-1, channels, rows, columns)
        at_once = max(1, _MOST_NUMBERS // (channels * rows * columns))
        features = []
        for start in range(0, len(flat), at_once):
            control.check()
            features.append(self._body.pooled(flat[start : start + at_once]))
        whole = torch.cat([torch.cat(features), *means], dim=1).float().cpu().numpy()
        scores = self._divided(_logits(self._network, whole))
        return np.ascontiguousarray(scores.T.reshape(-1, height, width))

    def _agreement(
        self, padded: NDArray[np.uint8], scores: Floats, control: Control
    ) -> Agreement | None:
        """How far scores of windows agree with some of these alone, evenly spread."""
        _classes, rows, columns = scores.shape
        if rows * columns == 1:
            return None
        count = min(CROPS, rows * columns)
        numbers = [round(each) for each in np.linspace(0, rows * columns - 1, count)]
        differences, same = [], 0
        for number in numbers:
            control.check()
            row, column = divmod(number, columns)
            alone = softmax(self.crop_scores(self._part(padded, row, column)))
            here = softmax(scores[:, row, column])
            same += int(alone.argmax() == here.argmax())
            differences.append(np.abs(alone - here))
        told = np.array(differences)
        return Agreement(count, same, float(told.mean()), float(told.max()))

    def _part(self, padded: NDArray[np.uint8], row: int, column: int) -> NDArray[np.uint8]:
        top, left = row * self._grid.down, column * self._grid.across
        known = self.preprocessing
        return np.ascontiguousarray(padded[top : top + known.height, left : left + known.width])

    def _padded(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture, with a margin that says nothing, in whole steps of the network."""
        known, grid = self.preprocessing, self._grid
        sides = (
            (pixels.shape[0], known.height, grid.down),
            (pixels.shape[1], known.width, grid.across),
        )
        height, width = (
            least + -(-max(0, side - least) // step) * step for side, least, step in sides
        )
        framed = np.empty((height, width, 3), np.uint8)
        framed[:] = [round(255 * min(max(value, 0.0), 1.0)) for value in known.mean]
        framed[: pixels.shape[0], : pixels.shape[1]] = pixels
        return framed

    def _takes_a_place(self) -> bool:
        """Whether the head gives of a window what it gives of the mean of its places.

        A norm behind the mean is no hindrance; layers behind flattening are.
        """
        import torch

        grid = self._grid
        generator = torch.Generator().manual_seed(0)
        window = torch.rand(1, grid.channels, grid.rows, grid.columns, generator=generator)
        window = window.to(self._device)
        try:
            with torch.inference_mode():
                one = self._body.pooled(window.mean(dim=(2, 3), keepdim=True))
                other = self._body.pooled(window)
        except (RuntimeError, ValueError):
            return False
        if one.shape != other.shape:
            return False
        return bool(torch.allclose(one, other, rtol=1e-3, atol=1e-4))


def _logits(network: Network, features: Floats) -> Floats:
    """(N, answers) scores whose softmax are the network's answers for features (N, width)."""
    if network.head is None:
        # An ensemble: its answers are means of probabilities.
        likely = np.maximum(network.probabilities(features), np.float32(1e-30))
        return np.asarray(np.log(likely), dtype=np.float32)
    rows = network.head.logits(features)
    if not network.merged:
        return rows
    starts = np.cumsum((0, *network.merged[:-1]))
    return np.asarray(np.logaddexp.reduceat(rows, starts, axis=1), dtype=np.float32)
