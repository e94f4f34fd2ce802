"""How one class is told from all others, whatever the threshold: ROC, precision and recall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.metrics import choose_threshold, interval_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.insight.report import Report

    Floats = NDArray[np.float64]

RESAMPLED = 500
_AT_ONCE = 1_000_000
"""Numbers of the resampled pictures that are held at a time."""


@dataclass(frozen=True, eq=False)
class ClassCurves:
    """One class beside all others, by its probability.

    Attributes:
        name: of the class.
        pictures: that are of it.
        total: pictures in all.
        recall: (P,) rising from 0 to 1.
        precision: (P,) at each.
        false_positives: (R,) share of the others that is taken for it, rising from 0 to 1.
        true_positives: (R,) share of its own at each.
        area: under the ROC curve.
        area_interval: 95% of it.
        average_precision: mean precision, weighed by how much recall each threshold adds.
        average_precision_interval: 95% of it.
    """

    name: str
    pictures: int
    total: int
    recall: Floats
    precision: Floats
    false_positives: Floats
    true_positives: Floats
    area: float
    area_interval: tuple[float, float]
    average_precision: float
    average_precision_interval: tuple[float, float]


def class_curves(report: Report, number: int) -> ClassCurves | None:
    """The curves of class ``number``; None where no picture is of it, or all are.

    Intervals are those of samples drawn from these pictures with repetition, by group where some
    belong together; and of half a picture of the class that nobody has seen yet, which may come
    anywhere: a dozen pictures that are told without a mistake do not promise that the next is.
    """
    from sklearn.metrics import (
        average_precision_score,
        precision_recall_curve,
        roc_auc_score,
        roc_curve,
    )

    own = report.targets == number
    pictures, total = int(own.sum()), len(own)
    if not 0 < pictures < total:
        return None
    scores = report.probabilities[:, number].astype(np.float64)
    precision, recall, _thresholds = precision_recall_curve(own, scores)
    false_positives, true_positives, _thresholds = roc_curve(own, scores)
    areas, averages = _resampled(own, scores, report.groups)
    return ClassCurves(
        name=report.classes[number],
        pictures=pictures,
        total=total,
        recall=recall[::-1],
        precision=precision[::-1],
        false_positives=false_positives,
        true_positives=true_positives,
        area=float(roc_auc_score(own, scores)),
        area_interval=_interval(areas),
        average_precision=float(average_precision_score(own, scores)),
        average_precision_interval=_interval(averages),
    )


@dataclass(frozen=True)
class ClassAcceptance:
    """What a threshold does to the answers with one class.

    Attributes:
        answers: with this class.
        accepted: of them.
        correct: of the accepted.
        pictures: that are of the class.
        precision_interval: 95% of the precision; by group where some pictures belong together.
    """

    answers: int
    accepted: int
    correct: int
    pictures: int
    precision_interval: tuple[float, float] = (0.0, 1.0)

    @property
    def precision(self) -> float | None:
        """Share of the accepted that is right; None where none is accepted."""
        return self.correct / self.accepted if self.accepted else None


def class_accepted(report: Report, number: int, threshold: float) -> ClassAcceptance:
    """What is accepted of the answers with class ``number`` from ``threshold`` on."""
    answers = report.predictions == number
    accepted = answers & (report.confidences.astype(np.float64) >= threshold)
    own = report.targets == number
    found = ClassAcceptance(
        int(answers.sum()), int(accepted.sum()), int((accepted & own).sum()), int(own.sum())
    )
    if not found.accepted:
        return found
    groups = None if report.groups is None else report.groups[accepted]
    return replace(found, precision_interval=interval_of(own[accepted], groups))


def threshold_for_precision(report: Report, number: int, precision: float) -> float | None:
    """The lowest threshold at which so many of the accepted answers with the class are right.

    None where none does.
    """
    answers = report.predictions == number
    right = report.targets[answers] == number
    threshold = choose_threshold(report.confidences[answers], right, precision)
    reached = class_accepted(report, number, threshold).precision
    return None if reached is None or reached < precision else threshold


def _resampled(
    own: NDArray[np.bool_], scores: Floats, groups: NDArray[np.int64] | None
) -> tuple[Floats, Floats]:
    """Areas under the ROC curve and average precisions of samples drawn with repetition."""
    draw = np.random.default_rng(0)
    order = np.argsort(-scores, kind="stable")
    of_class = own[order].astype(np.float64)
    # Pictures of one probability pass a threshold together.
    ends = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))
    drawn = np.arange(len(own)) if groups is None else np.unique(groups, return_inverse=True)[1]
    drawn, kinds = drawn[order], int(drawn.max()) + 1
    areas, averages = [], []
    rows = max(1, _AT_ONCE // len(own))
    for start in range(0, RESAMPLED, rows):
        count = min(rows, RESAMPLED - start)
        weights = draw.multinomial(kinds, np.full(kinds, 1 / kinds), size=count)[:, drawn]
        hits = np.cumsum(weights * of_class, axis=1)[:, ends]
        taken = np.cumsum(weights, axis=1)[:, ends]
        usable = (hits[:, -1] > 0) & (taken[:, -1] > hits[:, -1])
        hits, taken = hits[usable], taken[usable]
        found, misses = hits / hits[:, -1:], taken - hits
        wrong = misses / misses[:, -1:]
        steps = np.diff(wrong, axis=1, prepend=0.0)
        before = np.pad(found, ((0, 0), (1, 0)))[:, :-1]
        areas.append((steps * (found + before) / 2).sum(axis=1))
        gains = np.diff(found, axis=1, prepend=0.0)
        averages.append((gains * hits / np.maximum(taken, 1)).sum(axis=1))
    area, average = np.concatenate(areas), np.concatenate(averages)
    # Half a picture of the class before any, as in Jeffreys' interval of a share.
    seen = len(np.unique(drawn[of_class > 0]))
    unseen = draw.gamma(0.5, size=len(area))
    share = unseen / (seen + unseen)
    anywhere = draw.uniform(size=len(area))
    return area + share * (anywhere - area), average + share * (anywhere - average)


def _interval(values: Floats) -> tuple[float, float]:
    if not len(values):
        return 0.0, 1.0
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
