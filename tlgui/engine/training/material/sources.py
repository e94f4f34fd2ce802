"""What the training loop takes its batches from: activations at a cut, or pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.data.resizing import keep_to_one_thread
from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import PictureError
from tlgui.engine.training.material.views import ViewedPreprocessing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import torch
    from numpy.typing import NDArray

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.errors import Message
    from tlgui.engine.models.cut import Cut
    from tlgui.engine.training.material.rows import Rows
    from tlgui.engine.training.material.views import View


_TRIED = 10
"""Where so many others of its class cannot be read either, more than one picture is lost."""


class Source(Protocol):
    """Pictures with their classes, in a form that a network takes."""

    @property
    def targets(self) -> NDArray[np.int64]:
        """(N,) class numbers."""
        ...

    @property
    def views(self) -> int:
        """Of each picture."""
        ...

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> list[torch.Tensor]:
        """The inputs of those pictures under those views, (B, ...) each, float32 on the CPU."""
        ...


@dataclass(frozen=True, eq=False)
class Activations:
    """What comes to a cut.

    Attributes:
        rows: of the pictures.
        targets: (N,) their classes.
        cut: where the body is cut.
    """

    rows: Rows
    targets: NDArray[np.int64]
    cut: Cut

    @property
    def views(self) -> int:
        """Of each picture."""
        return int(self.rows.values.shape[1])

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> list[torch.Tensor]:
        """What comes to the cut, and the means of the stages below."""
        import torch

        rows = torch.from_numpy(_taken(self.rows, pictures, views)).float()
        flat = self.cut.width - self.cut.lower_width
        came = rows[:, :flat].reshape(-1, *self.cut.shape)
        if came.ndim == 4:
            came = came.contiguous(memory_format=torch.channels_last)
        return [came, rows[:, flat:].contiguous()]


@dataclass(frozen=True, eq=False)
class Vectors:
    """The features of a body in which nothing changes.

    Attributes:
        rows: of the pictures.
        targets: (N,) their classes.
    """

    rows: Rows
    targets: NDArray[np.int64]

    @property
    def views(self) -> int:
        """Of each picture."""
        return int(self.rows.values.shape[1])

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> list[torch.Tensor]:
        """The features, (B, width)."""
        import torch

        return [torch.from_numpy(_taken(self.rows, pictures, views)).float()]


@dataclass(frozen=True, eq=False)
class Pictures:
    """The pictures themselves, as the network takes them.

    Attributes:
        rows: their pixels.
        targets: (N,) their classes.
        preprocessing: of the network's input.
        change: what changes pictures (B, 3, H, W) uint8 at random; None for nothing.
    """

    rows: Rows
    targets: NDArray[np.int64]
    preprocessing: Preprocessing
    change: Callable[[torch.Tensor], torch.Tensor] | None = None

    @property
    def views(self) -> int:
        """Of each picture."""
        return int(self.rows.values.shape[1])

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> list[torch.Tensor]:
        """Normalised pictures, (B, 3, H, W), channels last in memory."""
        import torch

        size = (self.preprocessing.height, self.preprocessing.width, 3)
        pixels = torch.from_numpy(_taken(self.rows, pictures, views)).reshape(-1, *size)
        return [_normalised(pixels, self.preprocessing, self.change)]


@dataclass(frozen=True, eq=False)
class Files:
    """Pictures that are decoded each time: too many of them to be kept decoded.

    Attributes:
        files: those that can be read.
        targets: (N,) their classes.
        preprocessing: of the network's input.
        looks: the views of each.
        change: what changes pictures (B, 3, H, W) uint8 at random; None for nothing.
        lost: why a picture could not be read when its turn came, by its place.
    """

    files: Sequence[Path]
    targets: NDArray[np.int64]
    preprocessing: Preprocessing
    looks: Sequence[View]
    change: Callable[[torch.Tensor], torch.Tensor] | None = None
    lost: dict[int, Message] = field(default_factory=dict)

    @property
    def views(self) -> int:
        """Of each picture."""
        return len(self.looks)

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> list[torch.Tensor]:
        """Normalised pictures, (B, 3, H, W), channels last in memory.

        In the place of one that cannot be read any more comes another one of its class.

        Raises:
            PictureError: nor can that: the disk is gone, perhaps.
        """
        import torch

        def read(picture: int, view: int) -> NDArray[np.uint8] | PictureError:
            keep_to_one_thread()
            try:
                return self._read(picture, view)
            except PictureError as error:
                return error

        with ThreadPoolExecutor(usable_cores(), "decode") as pool:
            found = list(pool.map(read, pictures.tolist(), views.tolist()))
        asked = zip(pictures.tolist(), views.tolist(), found, strict=True)
        pixels = np.stack(
            [
                self._another(picture, view, each) if isinstance(each, PictureError) else each
                for picture, view, each in asked
            ]
        )
        return [_normalised(torch.from_numpy(pixels), self.preprocessing, self.change)]

    def _read(self, picture: int, view: int) -> NDArray[np.uint8]:
        seen = ViewedPreprocessing.of(self.preprocessing, self.looks[view])
        file = self.files[picture]
        return seen.prepare(decode(file, minimum_side=seen.minimum_side, bit_depth=seen.bit_depth))

    def _another(self, picture: int, view: int, error: PictureError) -> NDArray[np.uint8]:
        """The next picture of the class of the one that ``error`` is about, which is noted."""
        alike = np.flatnonzero(self.targets == self.targets[picture])
        following = np.roll(alike, -1 - int(np.searchsorted(alike, picture)))
        for other in [each for each in following.tolist() if each not in self.lost][:_TRIED]:
            try:
                pixels = self._read(other, view)
            except PictureError:
                continue
            self.lost[picture] = error.message
            return pixels
        raise error


def lost_from(source: Source, positions: Sequence[int]) -> dict[int, Message]:
    """Why pictures of ``source`` could not be read amid a training, by their ``positions``."""
    lost = source.lost if isinstance(source, Files) else {}
    return {positions[place]: reason for place, reason in lost.items()}


def _normalised(
    pixels: torch.Tensor,
    preprocessing: Preprocessing,
    change: Callable[[torch.Tensor], torch.Tensor] | None,
) -> torch.Tensor:
    """(B, H, W, 3) uint8 pixels as the network takes them, (B, 3, H, W)."""
    import torch

    shape = (1, 3, 1, 1)
    mean = torch.tensor(preprocessing.mean).view(shape) * 255
    std = torch.tensor(preprocessing.std).view(shape) * 255
    seen = pixels.permute(0, 3, 1, 2)
    if change is not None:
        seen = change(seen).contiguous(memory_format=torch.channels_last)
    return (seen.float() - mean) / std


def _taken(rows: Rows, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> NDArray[Any]:
    # Picture by picture in the order of the disk, which reads ahead.
    places = rows.places[pictures]
    order = np.argsort(places, kind="stable")
    taken = np.empty((len(places), rows.values.shape[2]), rows.values.dtype)
    for place in order:
        taken[place] = rows.values[places[place], views[place]]
    return taken


class PixelsEngine:
    """An engine that passes pictures on: their rows are their pixels."""

    name = "pixels"
    precision = "f32"

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[Any]]:
        """A row a picture."""
        for pixels in batches:
            yield pixels.reshape(len(pixels), -1)
