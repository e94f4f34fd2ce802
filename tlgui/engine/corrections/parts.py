"""Growing parts of the training pictures, each within the next larger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.int64]

SHARES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1.0)
DRAWS = 8
"""Of the smallest parts."""
FEWEST = 2
"""Pictures of each class in a part, where there are so many."""
LIFTED = 1.15
"""A part may be so much larger than its share for the sake of rare classes."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some of the training pictures.

    Attributes:
        draw: parts of one draw lie within each other.
        share: about, of all.
        places: (n,) which, ascending.
    """

    draw: int
    share: float
    places: Places


def nested_parts(
    targets: Places, groups: Places | None, generator: np.random.Generator
) -> list[Part]:
    """Parts of N pictures, of each class its share, draw by draw and growing.

    All pictures stand round a circle, those of each class evenly; a part is an arc. Arcs of one
    draw begin at one place, arcs of one share at different draws have as little in common as they
    can: of quarters there are four, that have nothing in common.

    Args:
        targets: (N,) class numbers.
        groups: (N,) equal for pictures that stay together; None where each is alone.
        generator: draws who stands beside whom.
    """
    around = _around(targets, groups, generator)
    counts = np.bincount(targets)
    fewest = np.minimum(counts, FEWEST)
    parts = []
    for draw in range(DRAWS):
        ahead = (around - draw / DRAWS) % 1
        for share in SHARES:
            # Of more draws than that, the arcs would be the same or nearly.
            if draw % max(1, round(min(share, 0.5) * DRAWS)) or (share == 1 and draw):
                continue
            taken = ahead < share
            found = np.bincount(targets[taken], minlength=len(counts))
            for number in np.flatnonzero(found < fewest):
                own = ahead[targets == number]
                # Groups stand at one place, and stay whole.
                taken |= np.isin(
                    ahead, own[own <= np.partition(own, fewest[number] - 1)[fewest[number] - 1]]
                )
            places = np.flatnonzero(taken)
            if len(places) <= LIFTED * share * len(targets):
                parts.append(Part(draw, share, places))
    return parts


def sizes_of(parts: Sequence[Part]) -> list[int]:
    """How many pictures each of ``parts`` has, about: as many as all of its share in the mean."""
    sizes: dict[float, list[int]] = {}
    for part in parts:
        sizes.setdefault(part.share, []).append(len(part.places))
    mean = {share: round(sum(each) / len(each)) for share, each in sizes.items()}
    return [mean[part.share] for part in parts]


def _around(
    targets: Places, groups: Places | None, generator: np.random.Generator
) -> NDArray[np.float64]:
    """(N,) where each picture stands on a circle of length 1, its whole group at one place."""
    count = len(targets)
    _numbers, group = np.unique(np.arange(count) if groups is None else groups, return_inverse=True)
    sizes = np.bincount(group)
    # A group belongs to the class of most of its pictures.
    table = np.zeros((len(sizes), int(targets.max()) + 1), np.int64)
    np.add.at(table, (group, targets), 1)
    own = table.argmax(axis=1)
    place = np.empty(len(sizes))
    for number in np.unique(own):
        members = generator.permutation(np.flatnonzero(own == number))
        before = np.cumsum(sizes[members]) - sizes[members]
        whole = sizes[members].sum()
        place[members] = ((before + sizes[members] * generator.random()) / whole) % 1
    return place[group]
