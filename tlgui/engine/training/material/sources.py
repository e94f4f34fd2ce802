"""What the training loop takes its batches from: activations at a cut, or pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.data.resizing import keep_to_one_thread
from tlgui.engine.devices import usable_cores
from tlgui.engine.training.material.views import ViewedPreprocessing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import torch
    from numpy.typing import NDArray

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.cut import Cut
    from tlgui.engine.training.material.rows import Rows
    from tlgui.engine.training.material.views import View


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
    """

    files: Sequence[Path]
    targets: NDArray[np.int64]
    preprocessing: Preprocessing
    looks: Sequence[View]
    change: Callable[[torch.Tensor], torch.Tensor] | None = None

    @property
    def views(self) -> int:
        """Of each picture."""
        return len(self.looks)

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> list[torch.Tensor]:
        """Normalised pictures, (B, 3, H, W), channels last in memory."""
        import torch

        def read(picture: int, view: int) -> NDArray[np.uint8]:
            keep_to_one_thread()
            seen = ViewedPreprocessing.of(self.preprocessing, self.looks[view])
            picture_file = self.files[picture]
            whole = decode(picture_file, minimum_side=seen.minimum_side, bit_depth=seen.bit_depth)
            return seen.prepare(whole)

        with ThreadPoolExecutor(usable_cores(), "decode") as pool:
            pixels = np.stack(list(pool.map(read, pictures.tolist(), views.tolist())))
        return [_normalised(torch.from_numpy(pixels), self.preprocessing, self.change)]


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
