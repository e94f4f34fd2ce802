"""Resizing pictures, antialiased: by PyTorch where it is loaded, and else as it does it.

``torch.nn.functional.interpolate`` with ``antialias`` computes on 8-bit values in whole numbers:
weights of 16 bits, rounded between its two passes. Floating point holds such sums exactly, in any
order: matrix products give the same to the last bit. They take about as long as PyTorch's own
code, and its import takes as long as thousands of pictures.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WEIGHT_BITS = 15
_MOST_PRECISION = 22
_CUBIC = -0.5
_BLOCK = 16
"""Resized pixels that are computed by one product: their weights overlap for the most part."""

_EXACT_IN_FLOAT32 = 1 << 24
LARGEST_KEPT = 16_000_000
"""Bytes of one array, at most, that a thread keeps for its next picture."""

_rooms = threading.local()
_counting = threading.Lock()


@dataclass(frozen=True)
class _Windows:
    """What resized pixels are made of: ``_BLOCK`` neighbours at a time, each time of one window.

    Attributes:
        first: where the first window begins, in pixels of the source; may lie before them.
        step: from the beginning of one window to that of the next.
        weights: (windows, read, _BLOCK); the last window may make pixels that nobody asks for.
    """

    first: int
    step: int
    weights: NDArray[np.float32] | NDArray[np.float64]

    @property
    def length(self) -> int:
        """Pixels from the beginning of the first window to the end of the last."""
        windows, read, _made = self.weights.shape
        return int((windows - 1) * self.step + read)

    @property
    def made(self) -> int:
        """Resized pixels, those that nobody asks for among them."""
        return len(self.weights) * _BLOCK

    def within(self, size: int) -> tuple[slice, slice]:
        """Which of ``size`` pixels of the source the windows see, and where in them these lie."""
        begin, end = max(self.first, 0), min(self.first + self.length, size)
        return slice(begin, end), slice(begin - self.first, end - self.first)


@dataclass(frozen=True)
class Part:
    """A rectangle of a picture, in pixels."""

    top: int
    left: int
    height: int
    width: int

    def of(self, pixels: NDArray[Any]) -> NDArray[Any]:
        """That part of ``pixels``, (H, W) or (H, W, C)."""
        return pixels[self.top : self.top + self.height, self.left : self.left + self.width]


def resized(
    pixels: NDArray[np.uint8], height: int, width: int, interpolation: str, part: Part | None = None
) -> NDArray[np.uint8]:
    """``pixels``, (H, W, 3) uint8, antialiased to (height, width, 3), or a part of that.

    Args:
        pixels: of any size; not changed, but perhaps given back where they have the size.
        height: of the whole.
        width: of the whole.
        interpolation: ``bicubic`` or ``bilinear``.
        part: of the resized picture; all of it by default.
    """
    part = part or Part(0, 0, height, width)
    if (height, width) == pixels.shape[:2]:
        return part.of(pixels)
    if "torch" in sys.modules:
        return part.of(_by_torch(pixels, height, width, interpolation))
    return by_products(pixels, height, width, interpolation, part)


def keep_to_one_thread() -> None:
    """Let pictures that this thread resizes not be split over all cores, small as they are.

    PyTorch takes the number for that of every thread that begins to compute later, too: it is
    given back from a thread that ends at once. A training in a thread of its own would otherwise
    use one core, and round as none does that uses all.
    """
    if "torch" not in sys.modules:
        return
    import torch

    with _counting:
        before = torch.get_num_threads()
        if before > 1:
            torch.set_num_threads(1)
            giver = threading.Thread(target=torch.set_num_threads, args=(before,))
            giver.start()
            giver.join()


def _by_torch(
    pixels: NDArray[np.uint8], height: int, width: int, interpolation: str
) -> NDArray[np.uint8]:
    import torch
    from torch.nn.functional import interpolate

    if not pixels.flags.writeable:
        pixels = pixels.copy()  # PyTorch warns of memory that it must not write
    tensor = torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0)
    made = interpolate(tensor, (height, width), mode=interpolation, antialias=True)
    return np.asarray(made.squeeze(0).permute(1, 2, 0).numpy())


def by_products(
    pixels: NDArray[np.uint8], height: int, width: int, interpolation: str, part: Part
) -> NDArray[np.uint8]:
    """What ``resized`` gives, by matrix products; only what ``part`` needs is computed.

    There are few and large ones, one for all windows of a pass: threads that decode beside each
    other take turns at the interpreter with each call.
    """
    top, left, rows, columns = part.top, part.left, part.height, part.width
    source_height, source_width = pixels.shape[:2]
    down = across = None
    if source_height != height:
        down = _windows(source_height, height, interpolation, top, top + rows)
        read, seen = down.within(source_height)
    else:
        read, seen = slice(top, top + rows), slice(0, rows)
    if source_width != width:
        across = _windows(source_width, width, interpolation, left, left + columns)
    first_pass = across or down
    kind = first_pass.weights.dtype if first_pass else np.dtype(np.float32)
    lines = down.length if down else rows
    planes = _room("across", (3, lines, across.made if across else columns), kind)
    planes[:, : seen.start] = planes[:, seen.stop :] = 0
    if across:
        _make_across(pixels[read], across, planes[:, seen])
    else:
        planes[:, seen] = pixels[read, left : left + columns].transpose(2, 0, 1)
    if down:
        source = planes
        planes = _room("down", (3, down.made, source.shape[2]), down.weights.dtype)
        made = planes.reshape(3, len(down.weights), _BLOCK, -1).swapaxes(0, 1)
        np.matmul(down.weights.swapaxes(1, 2)[:, None], _in_windows(source, down, 1), out=made)
        _round(planes)
    whole = np.empty((rows, columns, 3), np.uint8)
    for channel in range(3):
        whole[..., channel] = planes[channel, :rows, :columns]
    return whole


def _make_across(pixels: NDArray[np.uint8], across: _Windows, planes: NDArray[Any]) -> None:
    """Resize the lines of ``pixels``, (H, W, 3), into ``planes``, (3, H, across.made)."""
    read, seen = across.within(pixels.shape[1])
    # In bands: a picture of 80 megapixels would take a gigabyte as floating point.
    band = max(1, LARGEST_KEPT // (3 * across.length * across.weights.itemsize))
    for first in range(0, len(pixels), band):
        some = pixels[first : first + band, read]
        source = _room("planes", (3, len(some), across.length), across.weights.dtype)
        source[..., : seen.start] = source[..., seen.stop :] = 0
        source[..., seen] = some.transpose(2, 0, 1)
        made = planes[:, first : first + band]
        made = made.reshape(*made.shape[:2], -1, _BLOCK).transpose(2, 0, 1, 3)
        np.matmul(_in_windows(source, across, 2), across.weights[:, None], out=made)
    _round(planes)


def _in_windows(source: NDArray[Any], windows: _Windows, axis: int) -> NDArray[Any]:
    """A view of ``source`` with a new first axis, of the windows, which ``axis`` is cut into."""
    count, read, _made = windows.weights.shape
    shape = (count, *source.shape[:axis], read, *source.shape[axis + 1 :])
    strides = (windows.step * source.strides[axis], *source.strides)
    return as_strided(source, shape, strides, writeable=False)


def _room(name: str, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
    """An array of whatever contents; this thread's next picture will be given the same memory.

    Memory that is asked for anew each time costs more than all that is computed in it.
    """
    size = prod(shape) * kind.itemsize
    kept = getattr(_rooms, name, None)
    if size > LARGEST_KEPT:
        return np.empty(shape, kind)
    if kept is None or len(kept) < size:
        kept = np.empty(size, np.uint8)
        setattr(_rooms, name, kept)
    return kept[:size].view(kind).reshape(shape)


def _round(values: NDArray[np.float32] | NDArray[np.float64]) -> None:
    """To whole numbers from 0 to 255, halves upwards."""
    values += 0.5
    np.floor(values, out=values)
    np.clip(values, 0, 255, out=values)


@lru_cache(maxsize=128)
def _windows(source: int, size: int, interpolation: str, begin: int, end: int) -> _Windows:
    """How the pixels from ``begin`` to ``end`` of a line resized to ``size`` are made."""
    starts, lengths, weights, precision = _whole_weights(source, size, interpolation)
    # No sum gets larger than 255 times the weights of a pixel.
    most = 255 * np.abs(weights).sum(axis=1).max()
    kind = np.float32 if most < _EXACT_IN_FLOAT32 else np.float64
    # Divided by a power of two, they are as exact as before.
    scaled = weights / (1 << precision)
    blocks = [range(at, min(at + _BLOCK, end)) for at in range(begin, end, _BLOCK)]
    begins = np.array([starts[block].min() for block in blocks])
    ends = np.array([(starts[block] + lengths[block]).max() for block in blocks])
    # Windows in even steps, each as wide as the one that needs the most.
    step = round((begins[-1] - begins[0]) / max(1, len(blocks) - 1))
    drift = step * np.arange(len(blocks))
    first = int((begins - drift).min())
    read = int((ends - drift).max()) - first
    dense = np.zeros((len(blocks), read, _BLOCK), kind)
    for window, block in enumerate(blocks):
        for place, pixel in enumerate(block):
            offset, length = int(starts[pixel] - drift[window]) - first, int(lengths[pixel])
            dense[window, offset : offset + length, place] = scaled[pixel, :length]
    return _Windows(first, step, dense)


def _whole_weights(
    source: int, size: int, interpolation: str
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
    """For each of ``size`` pixels: the first that it is made of, how many, and their weights.

    The weights, (size, most), are whole numbers, shifted to the left by the last number of bits.
    As PyTorch computes them: in double precision, in this order.
    """
    scale = source / size
    reach = 2.0 if interpolation == "bicubic" else 1.0
    support, squeeze = (reach * scale, 1.0 / scale) if scale >= 1 else (reach, 1.0)
    centres = scale * (np.arange(size) + 0.5)
    starts = np.maximum((centres - support + 0.5).astype(np.int64), 0)
    lengths = np.minimum((centres + support + 0.5).astype(np.int64), source) - starts
    taps = np.arange(int(lengths.max()))
    x = np.abs((starts[:, None] + taps - centres[:, None] + 0.5) * squeeze)
    weights = _cubic(x) if interpolation == "bicubic" else np.where(x < 1, 1 - x, 0.0)
    weights[taps >= lengths[:, None]] = 0.0
    # Added up one by one, from the left; numpy's own sum pairs them.
    totals = np.add.accumulate(weights, axis=1)[:, -1:]
    weights = np.divide(weights, totals, out=weights, where=totals != 0)
    largest, precision = float(weights.max()), 0
    while precision < _MOST_PRECISION and int(0.5 + largest * (1 << precision + 1)) < (
        1 << _WEIGHT_BITS
    ):
        precision += 1
    whole = weights * (1 << precision)
    return starts, lengths, np.trunc(np.where(whole < 0, whole - 0.5, whole + 0.5)), precision


def _cubic(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cubic convolution of Keys (1981), as antialiasing takes it, at distances ``x`` >= 0."""
    a = _CUBIC
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = (((x - 5) * x + 8) * x - 4) * a
    return np.where(x < 1, near, np.where(x < 2, far, 0.0))
