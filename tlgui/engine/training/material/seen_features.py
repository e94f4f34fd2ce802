"""Features of the pictures that were answered last, in memory: another head needs no more."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.training.feature_cache import FileIdentity
from tlgui.engine.training.features import Features

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Compute = Callable[[Sequence[Path]], Generator[Features, None, None]]

SIZE_LIMIT = 128 * 1024**2
_AT_ONCE = 256


class SeenFeatures:
    """What one body saw in each file, as long as the file is as it was; bounded.

    Those of another body let go of those before. Touched by one thread at a time.

    Args:
        size_limit: bytes; above it the features that were not used for longest are dropped.
    """

    def __init__(self, size_limit: int = SIZE_LIMIT) -> None:
        self._size_limit = size_limit
        self._size = 0
        self._key = ""
        self._rows: OrderedDict[FileIdentity, Floats] = OrderedDict()

    def stream(
        self, files: Sequence[Path], key: str, compute: Compute
    ) -> Generator[Features, None, None]:
        """The features of ``files``: what is known first, then what ``compute`` gives for the rest.

        Args:
            files: pictures.
            key: what tells the features from those of another body; see ``Network.key``.
            compute: streams the features of files, with positions among those.
        """
        if key != self._key:
            self._rows.clear()
            self._key, self._size = key, 0
        identities = [FileIdentity.of(file) for file in files]
        known = [place for place, identity in enumerate(identities) if identity in self._rows]
        for start in range(0, len(known), _AT_ONCE):
            some = known[start : start + _AT_ONCE]
            values = np.stack([self._row(identities[place]) for place in some])
            yield Features(np.asarray(some, np.int64), values, (), 0)
        left = sorted({*range(len(files))}.difference(known))
        if not left:
            return
        with closing(compute([files[place] for place in left])) as parts:
            for part in parts:
                places = [left[position] for position in part.positions.tolist()]
                for place, row in zip(places, part.values, strict=True):
                    self._keep(identities[place], row)
                yield Features(
                    np.asarray(places, np.int64),
                    part.values,
                    tuple((left[position], reason) for position, reason in part.failures),
                    part.computed,
                    frozenset(left[position] for position in part.passing),
                )

    def known(self, files: Sequence[Path], key: str) -> list[tuple[FileIdentity, Floats]]:
        """What is known of ``files``; nothing where it is of another body than ``key``."""
        if key != self._key:
            return []
        identities = [FileIdentity.of(file) for file in files]
        return [(each, self._row(each)) for each in identities if each in self._rows]

    def _row(self, identity: FileIdentity) -> Floats:
        self._rows.move_to_end(identity)
        return self._rows[identity]

    def _keep(self, identity: FileIdentity, row: Floats) -> None:
        if row.nbytes > self._size_limit:
            return
        if identity not in self._rows:
            self._size += row.nbytes
        self._rows[identity] = row.copy()  # Not the batch that it is a part of.
        while self._size > self._size_limit:
            _dropped, oldest = self._rows.popitem(last=False)
            self._size -= oldest.nbytes
