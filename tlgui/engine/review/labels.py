"""Doubtful labels: confident learning (Northcutt, Jiang & Chuang, JAIR 2021).

How many labels are wrong is estimated by counting pictures of which another class is as sure as
its own pictures are of it in the mean; those with the least probability of their own label are
the ones. Heads that learned from wrong labels are a little less sure of the right ones, so they
are fitted again without the doubtful ones before that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.metrics import grouped_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.linear_heads.held_out import HeldOut

    Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Doubts:
    """What heads that did not learn from a picture say of its label.

    Attributes:
        probabilities: (N, classes) float32.
        suspects: places of the pictures whose label is doubtful, the most doubtful first.
    """

    probabilities: Floats
    suspects: NDArray[np.int64]


def doubt(
    held_out: HeldOut, labels: NDArray[np.int64], groups: NDArray[np.int64] | None = None
) -> Doubts | None:
    """The pictures whose labels are doubtful, in two rounds.

    None where the heads are not shown to be better than naming the most frequent class: then what
    they doubt means nothing.

    Args:
        held_out: heads on the features of all pictures.
        labels: (N,) class indices.
        groups: (N,) of pictures that are right or wrong together; each alone by default.

    Raises:
        Cancelled: the user cancelled.
    """
    first = held_out.probabilities()
    right = first.argmax(axis=1) == labels
    alone = np.arange(len(labels)) if groups is None else groups
    # Of the first round: the second leaves out what speaks against it.
    if grouped_interval(right, alone)[0] <= np.bincount(labels).max() / len(labels):
        return None
    doubtful = suspects(first, labels)
    if not len(doubtful):
        return Doubts(first, doubtful)
    weights = np.ones(len(labels), np.float32)
    weights[doubtful] = 0
    if len(np.unique(labels[weights > 0])) < len(np.unique(labels)):
        return Doubts(first, doubtful)
    second = held_out.probabilities(weights)
    # Those that the wrong labels hid from the first count are among the second's.
    count = max(len(doubtful), wrong_labels(second, labels))
    return Doubts(second, suspects(second, labels, count))


def suspects(
    probabilities: Floats, labels: NDArray[np.int64], count: int | None = None
) -> NDArray[np.int64]:
    """Places of pictures whose label is doubtful, the most doubtful first.

    Only those of which another class is more probable than their own.

    Args:
        probabilities: (N, classes) of heads that did not learn from them.
        labels: (N,) class indices.
        count: how many at most; by default, as many as confident learning counts.
    """
    if count is None:
        count = wrong_labels(probabilities, labels)
    own = own_probabilities(probabilities, labels)
    ranked = np.argsort(own, kind="stable")
    ranked = ranked[probabilities[ranked].argmax(axis=1) != labels[ranked]]
    return np.asarray(ranked[:count], np.int64)


def wrong_labels(probabilities: Floats, labels: NDArray[np.int64]) -> int:
    """How many labels seem to be wrong: what lies off the diagonal of the confident joint.

    A picture counts for the most probable of the classes that it has at least as much of as the
    pictures of that class have in the mean.
    """
    present = np.unique(labels)
    limits = np.full(probabilities.shape[1], np.inf)
    for label in present:
        limits[label] = probabilities[labels == label, label].mean(dtype=np.float64)
    confident = np.where(probabilities >= limits, probabilities, -np.inf)
    counted = np.isfinite(confident).any(axis=1)
    return int((counted & (confident.argmax(axis=1) != labels)).sum())


def own_probabilities(probabilities: Floats, labels: NDArray[np.int64]) -> Floats:
    """(N,) the probability of each picture's own label."""
    return probabilities[np.arange(len(labels)), labels]
