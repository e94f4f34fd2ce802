"""A small picture of each picture, by which copies are told from strangers.

What is compared is how brightness and colour rise from place to place: it stays nearly the same
where a picture is resized, stored anew or made brighter, and differs between two pictures of much
the same thing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine import places
from tlgui.engine.data.images import thumbnail
from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import Cancelled, PictureError
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.feature_cache import FeatureCache, FileIdentity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]
    Pixels = NDArray[np.uint8]

SIDE = 24
COARSE_SIDE = 8
"""Of what candidates are looked for by; ``SIDE`` is a multiple of it."""
READ_SIDE = 96
"""Pixels that a file is made to fit into before it is made a fingerprint."""
FAINTEST = 0.5
"""Grey levels by which neighbouring places differ in the mean, below which a picture is flat."""
_CACHE_NAME = "fingerprint 1"
_FILES_A_COMMIT = 512


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """Of the readable pictures among those asked for.

    Attributes:
        positions: (N,) int64 of the files asked for, ascending.
        pixels: (N, 24, 24, 3) uint8, the whole picture whatever its shape.
    """

    positions: NDArray[np.int64]
    pixels: Pixels


def fingerprint(file: Path) -> Pixels:
    """(24, 24, 3) uint8 of the picture at ``file``, the whole of it.

    Raises:
        PictureError: it cannot be read.
    """
    from PIL import Image

    # Not a box: at these sizes Pillow's takes other pixels on the left than on the right, and a
    # mirrored picture would not be told.
    small = Image.fromarray(thumbnail(file, READ_SIDE))
    return np.asarray(small.resize((SIDE, SIDE), Image.Resampling.BILINEAR))


def read_fingerprints(files: Sequence[Path], control: Control) -> Fingerprints:
    """The fingerprints of ``files``; those that were read before come from the cache.

    Raises:
        Cancelled: what was read until then stays cached.
    """
    cache = FeatureCache(places.cache_folder() / "features")
    identities = [FileIdentity.of(file) for file in files]
    stored = cache.lookup(identities, _CACHE_NAME)
    known = {
        position: pixels
        for position, value in stored.items()
        if (pixels := _unpacked(value)) is not None
    }
    missing = [position for position in range(len(files)) if position not in known]
    if missing:
        control.report(Stage(StageName.CHECKING, len(missing)))

    def read(position: int) -> tuple[int, Pixels | None]:
        if control.cancel_requested:
            raise Cancelled
        try:
            return position, fingerprint(files[position])
        except (PictureError, MemoryError):
            return position, None

    with ThreadPoolExecutor(usable_cores(), "decode") as pool:
        for start in range(0, len(missing), _FILES_A_COMMIT):
            control.check()
            some = missing[start : start + _FILES_A_COMMIT]
            found = {at: pixels for at, pixels in pool.map(read, some) if pixels is not None}
            known |= found
            rows = [(identities[at], _packed(pixels)) for at, pixels in found.items()]
            cache.store(rows, _CACHE_NAME)
            control.report(BatchDone(start + len(some), len(missing)))
    positions = sorted(known)
    shape = (len(positions), SIDE, SIDE, 3)
    pixels = np.stack([known[at] for at in positions]) if positions else np.empty(shape, np.uint8)
    return Fingerprints(np.asarray(positions, np.int64), pixels)


def gradients(pixels: NDArray[Any]) -> Floats:
    """(N, K) float32 unit vectors of how (N, side, side, 3) pictures rise from place to place.

    The product of two is how alike the pictures are, 1 for the same. A flat picture's is 0, and
    it is like nothing.
    """
    values = pixels.astype(np.float32)
    count, side = values.shape[:2]
    size = 3 * side * (side - 1)
    rising = np.concatenate(
        [np.diff(values, axis=axis).reshape(count, size) for axis in (1, 2)], axis=1
    )
    flat = np.abs(rising).mean(axis=1) < FAINTEST
    lengths = np.linalg.norm(rising, axis=1)
    lengths[flat] = np.inf
    rising /= lengths[:, None]
    return rising


def coarse(pixels: Pixels) -> Floats:
    """(N, 8, 8, 3) float32: fingerprints, nine pixels each made one."""
    step = SIDE // COARSE_SIDE
    shape = (len(pixels), COARSE_SIDE, step, COARSE_SIDE, step, 3)
    joined: Floats = pixels.reshape(shape).mean(axis=(2, 4), dtype=np.float32)
    return joined


def mirrored(pixels: NDArray[Any]) -> NDArray[Any]:
    """(N, side, side, 3) pictures, left and right exchanged."""
    return pixels[:, :, ::-1]


def _packed(pixels: Pixels) -> Floats:
    """Four bytes as a number: the cache keeps numbers, and a quarter of the room is enough."""
    return np.ascontiguousarray(pixels).reshape(-1).view(np.float32)


def _unpacked(value: object) -> Pixels | None:
    if not isinstance(value, np.ndarray) or value.nbytes != SIDE * SIDE * 3:
        return None
    return np.ascontiguousarray(value).view(np.uint8).reshape(SIDE, SIDE, 3)
