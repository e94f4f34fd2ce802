"""Pictures to judge by with a near twin among those learned from: figures on them are too good.

The question is asked of each held-out picture, or of a random sample of them where there are very
many: what it costs grows with the training pictures only.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import Message
from tlgui.engine.insight.similar.axes import directions
from tlgui.engine.insight.similar.fingerprints import (
    coarse,
    gradients,
    mirrored,
    read_fingerprints,
)
from tlgui.engine.insight.similar.twins import LOOKS_IT, SAME, SEEN_ALIKE, copies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.progress import Control
    from tlgui.engine.training.method import Task

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

TOLD_FROM = 0.01
"""Share of a part's pictures with a near twin from which the user is told."""
PAIRS_COMPARED = 50_000_000
CANDIDATES = 3
WORTH_A_LOOK = 0.3
"""Cosine of centred features below which fingerprints are not even read."""
_BLOCK = 4_096


@dataclass(frozen=True)
class Leak:
    """How much of a part of the split is known from the training pictures.

    Attributes:
        pictures: that have a near twin among those learned from.
        looked_at: pictures that were asked about.
    """

    pictures: int
    looked_at: int

    @property
    def share(self) -> float:
        """Of the pictures that were asked about."""
        return self.pictures / self.looked_at if self.looked_at else 0.0

    def sentence(self, part: SplitName) -> Message:
        """What that means for the figures of ``part``."""
        given = {"count": f"{self.pictures:,}", "all": f"{self.looked_at:,}"}
        if part is SplitName.TEST:
            return Message(
                "{count} of {all} test pictures have a near twin among the pictures learned from:"
                " the figures are better than on new pictures.",
                **given,
            )
        return Message(
            "{count} of {all} validation pictures have a near twin among the pictures learned"
            " from: the figures are better than on new pictures.",
            **given,
        )


def leak_of_run(facts: Mapping[str, Any], part: SplitName) -> Leak | None:
    """What a run says of ``part``, where that is enough to be told; None otherwise."""
    leak = leaks_of_run(facts).get(part)
    return None if leak is None or leak.share < TOLD_FROM else leak


def leaks_of_run(facts: Mapping[str, Any]) -> dict[SplitName, Leak]:
    """What a run says of each part of which it says something."""
    found = {}
    for part in SplitName:
        with suppress(KeyError, TypeError, ValueError):
            told = facts["near_twins"][part.value]
            found[part] = Leak(int(told["pictures"]), int(told["looked_at"]))
    return found


def leak_facts(leaks: Mapping[SplitName, Leak]) -> dict[str, Any]:
    """For the run: of each part, how many have a near twin, and how many were asked about."""
    return {
        part.value: {"pictures": leak.pictures, "looked_at": leak.looked_at}
        for part, leak in leaks.items()
    }


def find_leaks(task: Task, among: Sequence[int] | None = None) -> dict[SplitName, Leak]:
    """What of each part that is judged by has a near twin in training; nothing where none learns.

    With a pretrained network, few files are opened again: what it saw tells which.

    Args:
        task: what is worked on.
        among: the training pictures that are looked at, by their positions; all by default.

    Raises:
        Cancelled: the user cancelled.
    """
    training = task.split.train if among is None else among
    held_out = _some(task.held_out, len(training))
    if not task.recipe.reads_training or not held_out or not training:
        return {}
    find = _by_features if task.recipe.pretrained else _by_fingerprints
    known = find(task, held_out, training)
    parts = {SplitName.VALIDATION: task.split.validation, SplitName.TEST: task.split.test}
    asked = set(held_out)
    return {
        part: Leak(len(known.intersection(positions)), len(asked.intersection(positions)))
        for part, positions in parts.items()
        if asked.intersection(positions)
    }


def leaks_of_added(task: Task) -> dict[SplitName, Leak]:
    """What ``find_leaks`` finds of the pictures that the user added alone; nothing without any."""
    return find_leaks(task, sorted(task.index.added.intersection(task.split.train)))


def with_more(
    known: Mapping[SplitName, Leak], more: Mapping[SplitName, Leak]
) -> dict[SplitName, Leak]:
    """``known``, and what is known ``more``. A picture may count twice: it is at most so many."""
    return {
        part: Leak(
            min(leak.pictures + (more[part].pictures if part in more else 0), leak.looked_at),
            leak.looked_at,
        )
        for part, leak in known.items()
    }


def _some(held_out: Sequence[int], learned: int) -> list[int]:
    """Those that are asked about: all, unless that would be too many pairs."""
    most = max(1, PAIRS_COMPARED // max(1, learned))
    if len(held_out) <= most:
        return list(held_out)
    draw = np.random.default_rng(0)
    return sorted(draw.choice(np.asarray(held_out), most, replace=False).tolist())


def _by_fingerprints(task: Task, held_out: Sequence[int], training: Sequence[int]) -> set[int]:
    positions = [*training, *held_out]
    prints = read_fingerprints([task.index.file(at) for at in positions], task.control)
    learned = len(training)
    places = prints.positions.tolist()
    ends = [(places[pair.one], places[pair.other]) for pair in copies(prints.pixels, task.control)]
    return {positions[other] for one, other in ends if one < learned <= other}


def _by_features(task: Task, held_out: Sequence[int], training: Sequence[int]) -> set[int]:
    every = task.extraction.fast(task.split.train)
    learned = every if len(training) == len(task.split.train) else every.only(training)
    judged = task.extraction.reference(task.held_out).only(held_out)
    width = (task.network.groups or (learned.values.shape[1],))[0]
    # Seen from the middle of all of them, also where few are looked at.
    mean = every.values[:, :width].mean(axis=0, dtype=np.float64).astype(np.float32)
    asked, partners, cosines = _most_alike(
        judged.values[:, :width], learned.values[:, :width], mean, task.control
    )
    ends = np.stack([judged.positions[asked], learned.positions[partners]], axis=1)
    wanted = np.unique(ends)
    prints = read_fingerprints([task.index.file(int(at)) for at in wanted], task.control)
    readable = wanted[prints.positions]
    kept = np.isin(ends, readable).all(axis=1)
    ends, cosines = ends[kept], cosines[kept]
    one, other = (prints.pixels[np.searchsorted(readable, side)] for side in ends.T)
    same = np.maximum(_alike(one, other), _alike(mirrored(one), other))
    near, far = coarse(one), coarse(other)
    looks = np.maximum(_alike(near, far), _alike(mirrored(near), far))
    twins = (same >= SAME) | ((cosines >= SEEN_ALIKE) & (looks >= LOOKS_IT))
    return set(ends[twins, 0].tolist())


def _alike(one: NDArray[Any], other: NDArray[Any]) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", gradients(one), gradients(other)))


def _most_alike(
    asked: Floats, learned: Floats, mean: Floats, control: Control
) -> tuple[Places, Places, Floats]:
    """Pairs worth a look: places of ``asked`` and of ``learned``, cosines as seen from ``mean``."""
    if not len(asked) or not len(learned):
        nothing = np.empty(0, np.int64)
        return nothing, nothing, np.empty(0, np.float32)
    turned = directions(asked - mean)
    best = np.full((len(asked), CANDIDATES), -1.0, np.float32)
    places = np.zeros((len(asked), CANDIDATES), np.int64)
    rows = np.arange(len(asked))[:, None]
    # OpenBLAS's threads wait by spinning: beside other work two are slower than one.
    with threadpool_limits(1, "blas"):
        for start in range(0, len(learned), _BLOCK):
            control.check()
            some = directions(learned[start : start + _BLOCK] - mean)
            both = np.concatenate([best, turned @ some.T], axis=1)
            numbers = np.arange(start - CANDIDATES, start + len(some))
            first = np.argpartition(both, -CANDIDATES, axis=1)[:, -CANDIDATES:]
            earlier = first < CANDIDATES
            places = np.where(earlier, places[rows, np.where(earlier, first, 0)], numbers[first])
            best = both[rows, first]
    which, rank = np.nonzero(best >= WORTH_A_LOOK)
    return which, places[which, rank], best[which, rank]
