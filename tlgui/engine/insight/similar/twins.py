"""Near twins: pictures that are the same, or nearly, whatever their files' bytes.

Two things speak for them: fingerprints (resized, stored anew, mirrored, made brighter) and what
the network sees (a moment later, from a step aside). No picture is compared with every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.insight.similar.axes import MainAxes, directions
from tlgui.engine.insight.similar.fingerprints import coarse, gradients, mirrored
from tlgui.engine.insight.similar.neighbours import Cells, Neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.insight.similar.fingerprints import Pixels
    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

# On 3,409 photos of clothes the most alike of different pictures reach 0.90, on 5,000 digits 0.977
# (one in 10,000 reaches 0.965), on 5,000 CIFAR pictures 0.95; of 300 photos that were resized to
# 0.4, stored at a JPEG quality of 30, mirrored or made brighter by 15%, none falls below 0.969.
SAME = 0.965
"""Likeness of fingerprints from which two pictures are the same."""
COARSELY_ALIKE = 0.9
"""Likeness of coarse fingerprints below which they are not compared any closer."""
SEEN_ALIKE = 0.93
"""Cosine of centred features from which two are nearly equal, if they look it coarsely."""
LOOKS_IT = 0.8
CANDIDATES = 8
_BLOCK = 4_096


class Twinship(StrEnum):
    """In what way two pictures are one, the surest first."""

    SAME_FILE = "same file"
    SAME_PICTURE = "same picture"
    MIRRORED = "mirrored"
    NEARLY_EQUAL = "nearly equal"


@dataclass(frozen=True)
class Twins:
    """Two pictures that are one, or nearly.

    Attributes:
        one: place of the first among those that were compared.
        other: of the second, which comes later.
        ship: in what way.
        likeness: up to 1, of that way.
    """

    one: int
    other: int
    ship: Twinship
    likeness: float


def copies(pixels: Pixels, control: Control) -> list[Twins]:
    """Pairs that are the same picture, by their fingerprints; mirrored ones too.

    Not all pairs of a large group: each is paired with up to eight of it.

    Args:
        pixels: (N, 24, 24, 3) fingerprints.
        control: asked in between.

    Raises:
        Cancelled: the user cancelled.
    """
    coarsely = coarse(pixels)
    cells = Cells(gradients(coarsely), control)
    found: dict[tuple[int, int], Twins] = {}
    for ship, theirs, queries in (
        (Twinship.SAME_PICTURE, pixels, None),
        (Twinship.MIRRORED, mirrored(pixels), gradients(mirrored(coarsely))),
    ):
        pairs = _pairs(cells.nearest(CANDIDATES, queries), COARSELY_ALIKE)
        likeness = _products(pairs, theirs, pixels, control)
        for (one, other), alike in zip(pairs.tolist(), likeness.tolist(), strict=True):
            if alike >= SAME:
                found.setdefault((one, other), Twins(one, other, ship, min(1.0, alike)))
    return [found[pair] for pair in sorted(found)]


def nearly_equal(
    features: Floats, nearest: Neighbours, pixels: Pixels, control: Control
) -> list[Twins]:
    """Pairs that the network sees as nearly equal and that look it from afar.

    Args:
        features: (N, width), as they come.
        nearest: of each, as ``look_alikes`` finds them.
        pixels: (N, 24, 24, 3) fingerprints.
        control: asked in between.

    Raises:
        Cancelled: the user cancelled.
    """
    # The projection sees a little less of the difference than there is.
    pairs = _pairs(nearest, SEEN_ALIKE - 0.05)
    if not len(pairs):
        return []
    mean = features.mean(axis=0, dtype=np.float64).astype(np.float32)
    coarsely = coarse(pixels)
    found = []
    for start in range(0, len(pairs), _BLOCK):
        control.check()
        one, other = pairs[start : start + _BLOCK].T
        alike = _cosines(features[one] - mean, features[other] - mean)
        seen = alike >= SEEN_ALIKE
        one, other, alike = one[seen], other[seen], alike[seen]
        first, second = coarsely[one], gradients(coarsely[other])
        looks = np.maximum(
            np.einsum("ij,ij->i", gradients(first), second),
            np.einsum("ij,ij->i", gradients(mirrored(first)), second),
        )
        kept = looks >= LOOKS_IT
        rows = zip(one[kept].tolist(), other[kept].tolist(), alike[kept].tolist(), strict=True)
        found += [Twins(a, b, Twinship.NEARLY_EQUAL, min(1.0, value)) for a, b, value in rows]
    return found


def look_alikes(features: Floats, count: int, control: Control) -> Neighbours:
    """The ``count`` most similar others of each picture, by the angle of their centred features.

    Args:
        features: (N, width), as they come.
        count: how many.
        control: asked in between.

    Raises:
        Cancelled: the user cancelled.
    """
    return Cells(_seen(features, control), control).nearest(count)


def united(pairs: Iterable[Twins], same_files: Iterable[Sequence[int]] = ()) -> list[Twins]:
    """All pairs once, each in its surest way.

    Args:
        pairs: what was found.
        same_files: places of pictures whose files hold the same bytes.
    """
    known = {
        (group[0], other): Twins(group[0], other, Twinship.SAME_FILE, 1.0)
        for group in map(sorted, same_files)
        for other in group[1:]
    }
    for pair in pairs:
        known.setdefault((pair.one, pair.other), pair)
    return [known[places] for places in sorted(known)]


def groups_of(pairs: Sequence[Twins], count: int) -> list[tuple[int, ...]]:
    """Places that hang together by twins, ascending; of two or more.

    Args:
        pairs: the twins.
        count: pictures that were compared.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not pairs:
        return []
    ends = np.asarray([(pair.one, pair.other) for pair in pairs]).T
    graph = coo_array((np.ones(len(pairs), np.int8), ends), shape=(count, count))
    belongs = connected_components(graph, directed=False)[1]
    paired = np.unique(ends)
    order = paired[np.argsort(belongs[paired], kind="stable")]
    starts = np.flatnonzero(np.diff(belongs[order])) + 1
    return sorted(tuple(group.tolist()) for group in np.split(order, starts))


def _seen(features: Floats, control: Control) -> Floats:
    """(N, axes) unit vectors whose products are the cosines of centred features, nearly."""
    axes = MainAxes.of(features, control)
    if axes is None:
        return np.zeros((len(features), 1), np.float32)
    return directions(axes.turned(features, control))


def _pairs(nearest: Neighbours, least: float) -> Places:
    """(pairs, 2) places, the smaller first, of those at least so alike."""
    asked, rank = np.nonzero(nearest.likeness >= least)
    ends = np.stack([asked, nearest.places[asked, rank]], axis=1)
    return np.unique(np.sort(ends, axis=1), axis=0).astype(np.int64)


def _products(pairs: Places, one: Pixels, other: Pixels, control: Control) -> Floats:
    """How alike the fingerprints of each pair are."""
    found = np.empty(len(pairs), np.float32)
    for start in range(0, len(pairs), _BLOCK):
        control.check()
        some = pairs[start : start + _BLOCK]
        found[start : start + len(some)] = np.einsum(
            "ij,ij->i", gradients(one[some[:, 0]]), gradients(other[some[:, 1]])
        )
    return found


def _cosines(one: Floats, other: Floats) -> Floats:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    cosines: Floats = np.einsum("ij,ij->i", one, other)
    cosines /= np.maximum(lengths, np.finfo(np.float32).tiny)
    return cosines
