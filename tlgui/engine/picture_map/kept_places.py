"""Arrangements on disk, so that a map opens at once the second time."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine import places as folders
from tlgui.engine.storage import atomic_write, sweep_temporaries

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.picture_map.survey import PictureMap

    Floats = NDArray[np.float32]

VERSION = 1
"""Goes up when pictures would be arranged otherwise."""
MAPS_KEPT = 64
_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, MemoryError)


@dataclass(frozen=True, eq=False)
class Kept:
    """What was kept of a map.

    Attributes:
        places: (N, 2) float32, NaN for pictures that were not there then.
        arranged: how many pictures t-SNE arranged.
        same: whether it was kept of exactly these pictures.
    """

    places: Floats
    arranged: int
    same: bool


class KeptPlaces:
    """The file for the pictures of one folder as one network sees them.

    It is only a cache: whatever is wrong with it, it answers "not here" and never raises.
    A picture is known by its path, size and time of change.

    Args:
        file: where it lies.
        marks: (N, 2) uint64, a mark of each picture.
    """

    def __init__(self, file: Path, marks: NDArray[np.uint64]) -> None:
        self._file, self._marks = file, marks

    @classmethod
    def of(cls, drawn: PictureMap) -> KeptPlaces:
        """The file for ``drawn``."""
        root = os.fsencode(drawn.index.root)
        name = hashlib.sha256(f"{VERSION} {drawn.key} ".encode() + root).hexdigest()[:32]
        records = drawn.index.records
        digests = b"".join(
            hashlib.blake2b(
                f"{records[at].size} {records[at].mtime_ns} ".encode()
                + os.fsencode(records[at].path),
                digest_size=16,
            ).digest()
            for at in drawn.positions.tolist()
        )
        marks = np.frombuffer(digests, "<u8").reshape(-1, 2)
        return cls(folders.cache_folder() / "maps" / f"{name}.npz", marks)

    def read(self) -> Kept | None:
        """What is kept for these pictures; None where there is nothing."""
        try:
            with self._file.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                marks, places = arrays["marks"], arrays["places"]
                arranged = int(arrays["arranged"])
        except _DAMAGED:
            return None
        right = (
            marks.dtype == np.uint64
            and marks.shape == (len(places), 2)
            and places.shape == (len(marks), 2)
            and np.isfinite(places).all()
        )
        if not right:
            return None
        with suppress(OSError):
            os.utime(self._file)
        row = {mark: at for at, mark in enumerate(map(tuple, marks.tolist()))}
        found = np.full((len(self._marks), 2), np.nan, np.float32)
        known = [row.get(mark, -1) for mark in map(tuple, self._marks.tolist())]
        at = np.asarray(known, np.int64)
        found[at >= 0] = places[at[at >= 0]]
        return Kept(found, arranged, len(marks) == len(at) and bool((at >= 0).all()))

    def write(self, places: Floats, arranged: int) -> None:
        """Keep ``places`` (N, 2). A full or read-only disk keeps nothing, and nobody need know."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(self._file) as file:
                np.savez(
                    file, marks=self._marks, places=places.astype(np.float32), arranged=arranged
                )
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        sweep_temporaries(self._file.parent)
        kept = sorted(self._file.parent.glob("*.npz"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-MAPS_KEPT]:
            file.unlink(missing_ok=True)
