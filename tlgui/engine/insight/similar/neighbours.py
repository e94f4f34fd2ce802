"""The nearest of many vectors, without comparing each with each.

Vectors are sorted into about as many cells as the square root of their number, and a query looks
into the cells nearest to it only (an inverted file; Jégou, Douze & Schmid, PAMI 2011).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

EXACT_UP_TO = 4_096
"""Vectors among which each is compared with each."""
CELLS_ASKED = 4
"""Cells that a query looks into."""
FULLEST = 8
"""How many times the usual number of vectors a query looks at in a cell, at most."""
_SAMPLE_A_CELL = 48
_BLOCK = 2_048


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The nearest vectors of each query, the nearest first.

    Attributes:
        places: (Q, count) int64; -1 where there are no more.
        likeness: (Q, count) float32 products; -inf where there are no more.
    """

    places: Places
    likeness: Floats


class Cells:
    """Vectors, sorted by where they point.

    Args:
        vectors: (N, K) float32, of length 1; 0 where one points nowhere: it is nobody's neighbour.
        control: asked in between.
        seed: of what is drawn.

    Raises:
        Cancelled: the user cancelled.
    """

    def __init__(self, vectors: Floats, control: Control, *, seed: int = 0) -> None:
        self._vectors = vectors
        self._control = control
        self._draw = np.random.default_rng(seed)
        usable = np.flatnonzero(vectors.any(axis=1))
        self._centres = self._choose_centres(usable, seed)
        nearest = np.concatenate(
            [_first(vectors[some] @ self._centres.T, 1)[:, 0] for some in _blocks(usable)]
            or [np.empty(0, np.int64)]
        )
        order = np.argsort(nearest, kind="stable")
        ends = np.cumsum(np.bincount(nearest, minlength=len(self._centres)))[:-1]
        self._members = np.split(usable[order], ends)
        self._room = FULLEST * max(1, math.ceil(len(usable) / len(self._centres)))

    def nearest(self, count: int, queries: Floats | None = None) -> Neighbours:
        """The ``count`` nearest of each query, itself left out: query i is about vector i.

        Args:
            count: how many.
            queries: (N, K) other views of the same things, in the same order; by default the
                vectors themselves.

        Raises:
            Cancelled: the user cancelled.
        """
        asked = self._vectors if queries is None else queries
        found = Neighbours(
            np.full((len(asked), count), -1, np.int64),
            np.full((len(asked), count), -np.inf, np.float32),
        )
        # OpenBLAS's threads wait by spinning: beside other work two are slower than one.
        with threadpool_limits(1, "blas"):
            for cell, askers in enumerate(self._askers(asked)):
                for some, members in self._paired(askers, self._members[cell], asked):
                    for block in _blocks(some):
                        self._control.check()
                        _take(found, block, members, asked[block] @ self._vectors[members].T)
        return found

    def _choose_centres(self, usable: Places, seed: int) -> Floats:
        """(cells, K): one cell where each can be compared with each."""
        if len(usable) <= EXACT_UP_TO:
            return np.zeros((1, self._vectors.shape[1]), np.float32)
        from sklearn.cluster import MiniBatchKMeans

        count = math.isqrt(len(usable))
        size = min(len(usable), _SAMPLE_A_CELL * count)
        sample = self._vectors[np.sort(self._draw.choice(usable, size, replace=False))]
        self._control.check()
        clusters = MiniBatchKMeans(
            count, init="random", n_init=1, max_iter=3, batch_size=4_096, random_state=seed
        ).fit(sample)
        centres: Floats = clusters.cluster_centers_.astype(np.float32)
        lengths = np.linalg.norm(centres, axis=1, keepdims=True)
        centres /= np.maximum(lengths, np.finfo(np.float32).tiny)
        return centres

    def _askers(self, asked: Floats) -> list[Places]:
        """The queries that look into each cell."""
        usable = np.flatnonzero(asked.any(axis=1))
        number = min(CELLS_ASKED, len(self._centres))
        likeness = (asked[some] @ self._centres.T for some in _blocks(usable))
        wanted = np.concatenate(
            [_first_and_best(rows, number) for rows in likeness]
            or [np.empty((0, number), np.int64)]
        ).ravel()
        order = np.argsort(wanted, kind="stable")
        ends = np.cumsum(np.bincount(wanted, minlength=len(self._centres)))[:-1]
        return np.split(usable[order // number], ends)

    def _paired(
        self, askers: Places, members: Places, asked: Floats
    ) -> Iterator[tuple[Places, Places]]:
        """Who looks at whom in a cell: all at all, unless it is overfull.

        Then both are put into the order of one random direction, and each query looks at those
        near to it there: a folder of 100,000 equal pictures takes no longer than another.
        """
        parts = math.ceil(len(members) / self._room)
        if parts <= 1 or not len(askers):
            if len(members) and len(askers):
                yield askers, members
            return
        direction = self._draw.standard_normal(self._vectors.shape[1:], np.float32)
        heights = self._vectors[members] @ direction
        order = np.argsort(heights, kind="stable")
        pieces = np.array_split(order, parts)
        edges = [heights[piece[0]] for piece in pieces[1:]]
        belongs = np.searchsorted(edges, asked[askers] @ direction, side="right")
        for part, piece in enumerate(pieces):
            yield askers[belongs == part], members[piece]


def _take(found: Neighbours, queries: Places, members: Places, likeness: Floats) -> None:
    """Keep for each query the nearest of what it has and of ``members``."""
    count = found.places.shape[1]
    likeness[queries[:, None] == members[None]] = -np.inf
    best = _first(likeness, min(count, len(members)))
    both = np.concatenate(
        [found.likeness[queries], np.take_along_axis(likeness, best, axis=1)], axis=1
    )
    places = np.concatenate([found.places[queries], members[best]], axis=1)
    order = np.argsort(-both, axis=1, kind="stable")[:, :count]
    kept = np.take_along_axis(both, order, axis=1)
    found.likeness[queries] = kept
    found.places[queries] = np.where(
        np.isneginf(kept), -1, np.take_along_axis(places, order, axis=1)
    )


def _first(values: Floats, count: int) -> Places:
    """(rows, count) the columns of the largest values of each row, in no order."""
    if count >= values.shape[1]:
        return np.broadcast_to(np.arange(values.shape[1]), values.shape)
    if count == 1:
        return np.asarray(values.argmax(axis=1)[:, None])
    return np.asarray(np.argpartition(values, -count, axis=1)[:, -count:])


def _first_and_best(values: Floats, count: int) -> Places:
    """As ``_first``, and where many are equally large, the one that ``argmax`` takes is there."""
    found = np.array(_first(values, count))
    best = values.argmax(axis=1)
    missing = (found != best[:, None]).all(axis=1)
    found[missing, 0] = best[missing]
    return found


def _blocks(places: Places) -> Iterator[Places]:
    for start in range(0, len(places), _BLOCK):
        yield places[start : start + _BLOCK]
