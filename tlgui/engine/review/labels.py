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

from tlgui.engine.errors import Message
from tlgui.engine.metrics import interval_of
from tlgui.engine.progress import Notice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.linear_heads.held_out import HeldOut

    Floats = NDArray[np.float32]


FEW = 500
"""Units, pictures or groups of them, up to which the heads' own mistakes are looked at first."""


@dataclass(frozen=True)
class Judge:
    """How far heads that did not learn from a picture can be believed about its label.

    Attributes:
        accuracy: share of the pictures whose label they name.
        interval: 95% of it, by group where some belong together.
        usual: share of the most frequent class.
        pictures: that were judged.
        units: as many as that, or fewer groups of pictures that belong together.
    """

    accuracy: float
    interval: tuple[float, float]
    usual: float
    pictures: int
    units: int

    @property
    def doubts(self) -> bool:
        """Whether what they say against a label counts.

        Not where they are not shown to be better than naming the most frequent class. Of few
        pictures they must be shown to be nearer to naming all: else most of what they doubt is
        their own mistake.
        """
        low = self.interval[0]
        return low > self.usual and (self.units > FEW or low >= (1 + self.usual) / 2)

    def sentence(self) -> Message:
        """How sure the list of doubtful labels is, or why there is none."""
        low, high = self.interval
        told: dict[str, object] = {
            "accuracy": f"{self.accuracy:.0%}",
            "low": f"{low:.0%}",
            "high": f"{high:.0%}",
            "pictures": f"{self.pictures:,}",
            "groups": f"{self.units:,}",
        }
        grouped = self.units < self.pictures
        if self.doubts and grouped:
            return Message(
                "Models that did not learn from a picture, nor from others of its group, name the"
                " label of {accuracy} of {pictures} pictures in {groups} groups (95% interval"
                " {low} to {high}): so far their doubts can be believed.",
                **told,
            )
        if self.doubts:
            return Message(
                "Models that did not learn from a picture name the label of {accuracy} of"
                " {pictures} pictures (95% interval {low} to {high}): so far their doubts can be"
                " believed.",
                **told,
            )
        if grouped:
            return Message(
                "No label is called doubtful: models that did not learn from a picture, nor from"
                " others of its group, name the label of {accuracy} of {pictures} pictures in"
                " {groups} groups (95% interval {low} to {high}). What they would doubt may be"
                " their own mistake.",
                **told,
            )
        return Message(
            "No label is called doubtful: models that did not learn from a picture name the label"
            " of {accuracy} of {pictures} pictures (95% interval {low} to {high}). What they would"
            " doubt may be their own mistake.",
            **told,
        )


@dataclass(frozen=True)
class LabelsJudged(Notice):
    """Labels were looked at: who judged them."""

    judge: Judge | None = None


@dataclass(frozen=True, eq=False)
class Doubts:
    """What heads that did not learn from a picture say of its label.

    Attributes:
        probabilities: (N, classes) float32.
        suspects: places of the pictures whose label is doubtful, the most doubtful first; none
            where ``judge`` is not to be believed.
        judge: how far they are.
    """

    probabilities: Floats
    suspects: NDArray[np.int64]
    judge: Judge


def doubt(
    held_out: HeldOut, labels: NDArray[np.int64], groups: NDArray[np.int64] | None = None
) -> Doubts:
    """The pictures whose labels are doubtful, in two rounds.

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
    judge = Judge(
        float(right.mean()),
        interval_of(right, groups),
        float(np.bincount(labels).max() / len(labels)),
        len(labels),
        len(np.unique(alone)),
    )
    doubtful = suspects(first, labels) if judge.doubts else np.empty(0, np.int64)
    if not len(doubtful):
        return Doubts(first, doubtful, judge)
    weights = np.ones(len(labels), np.float32)
    weights[doubtful] = 0
    if len(np.unique(labels[weights > 0])) < len(np.unique(labels)):
        return Doubts(first, doubtful, judge)
    second = held_out.probabilities(weights)
    # Those that the wrong labels hid from the first count are among the second's.
    count = max(len(doubtful), wrong_labels(second, labels))
    return Doubts(second, suspects(second, labels, count), judge)


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
