"""The figures a classifier is judged by. The formulas are scikit-learn's and SciPy's."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

# Of the normal distribution: 95% lie within so many standard deviations.
_Z = 1.959963984540054
_COUNTED = 2_000
"""Up to so many pictures that speak for one of two classifiers, all outcomes are counted."""


def percent(probability: float) -> str:
    """``probability`` in whole percents; what is not quite 100 never reads as 100."""
    if 0 < probability < 0.005:
        return "<1%"
    if 0.995 <= probability < 1:
        return ">99%"
    return f"{probability:.0%}"


def threshold_percent(threshold: float) -> float:
    """``threshold`` in percent, to the next tenth above: what is below it never reads as equal.

    Only what is less than 100% by less than a tenth is told by the tenth below.
    """
    tenths = ceil(round(1000 * threshold, 6))
    return (999 if tenths == 1000 and threshold < 1 else tenths) / 10


def threshold_share_text(threshold: float) -> str:
    """The same as it is written, without a decimal where that is 0."""
    return f"{threshold_percent(threshold):.1f}".removesuffix(".0") + "%"


@dataclass(frozen=True)
class ClassScore:
    """How one class fared; ``support`` is its number of pictures."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


def wilson_interval(correct: int, total: int) -> tuple[float, float]:
    """The 95% interval of a share, by Wilson's score method.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", JASA 22 (1927).
    """
    return _wilson(correct / total, total)


def interval_of(
    right: NDArray[np.bool_], groups: NDArray[np.int64] | None = None
) -> tuple[float, float]:
    """The 95% interval of the share of ``right``, of one picture at least: Wilson's.

    Args:
        right: (N,) which pictures are.
        groups: (N,) equal for those that belong together, see ``grouped_interval``; None where
            none do.
    """
    if groups is not None:
        return grouped_interval(right, groups)
    return wilson_interval(int(right.sum()), len(right))


def several_in_one(groups: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
    """``groups``, (N,); None where each picture is one by itself."""
    return None if groups is None or len(np.unique(groups)) == len(groups) else groups


def grouped_interval(right: NDArray[np.bool_], groups: NDArray[np.int64]) -> tuple[float, float]:
    """The 95% interval of a share of pictures of which some belong together.

    Frames of a clip are right or wrong together: they tell less than as many pictures that have
    nothing to do with each other. Wilson's interval for so many of those as tell as much. Source:
    E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected number
    of positive counts estimated from survey data", Survey Methodology 24 (1998).

    Args:
        right: (N,) which pictures are.
        groups: (N,) the group of each.
    """
    total, share = len(right), float(right.mean())
    _numbers, place = np.unique(groups, return_inverse=True)
    count = int(place.max()) + 1
    if count == total:
        return _wilson(share, total)
    if count == 1:
        return _wilson(share, 1.0)
    from scipy.special import stdtrit

    surplus = np.bincount(place, weights=right - share)
    variance = count / (count - 1) * float(surplus @ surplus) / total**2
    usual = share * (1 - share) / total
    # Where all are right nothing is seen of how they hang together: then each group is one.
    effect = max(1.0, variance / usual) if usual > 0 else total / count
    effective = total / effect * (_Z / float(stdtrit(count - 1, 0.975))) ** 2
    return _wilson(share, max(1.0, effective))


def _wilson(share: float, total: float) -> tuple[float, float]:
    # In scipy.stats too, but that takes most of a second to import.
    middle = (share + _Z**2 / (2 * total)) / (1 + _Z**2 / total)
    half = sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2)) * _Z / (1 + _Z**2 / total)
    low = 0.0 if share == 0 else middle - half
    high = 1.0 if share == 1 else middle + half
    return low, high


def confusion_matrix(
    targets: NDArray[np.int64], predictions: NDArray[np.int64], classes: int
) -> NDArray[np.int64]:
    """(classes, classes) counts: rows are true classes, columns predicted ones."""
    matrix = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(matrix, (targets, predictions), 1)
    return matrix


def class_scores(
    targets: NDArray[np.int64], predictions: NDArray[np.int64], classes: Sequence[str]
) -> tuple[ClassScore, ...]:
    """Precision, recall, F1 and support a class; 0 where there is nothing to divide by."""
    # In scikit-learn too, but that takes more than a second to import.
    matrix = confusion_matrix(targets, predictions, len(classes))
    hits, predicted, support = matrix.diagonal(), matrix.sum(axis=0), matrix.sum(axis=1)
    precision = hits / np.maximum(predicted, 1)
    recall = hits / np.maximum(support, 1)
    f1 = 2 * hits / np.maximum(predicted + support, 1)
    columns = (precision.tolist(), recall.tolist(), f1.tolist(), support.tolist())
    return tuple(ClassScore(*row) for row in zip(classes, *columns, strict=True))


def macro_f1(scores: Sequence[ClassScore]) -> float:
    """The mean F1 of the classes that have pictures."""
    present = [score.f1 for score in scores if score.support]
    return sum(present) / len(present) if present else 0.0


def log_loss(targets: NDArray[np.int64], probabilities: NDArray[np.float32]) -> float:
    """The mean negative log probability of the true class (cross-entropy, natural log)."""
    own = probabilities[np.arange(len(targets)), targets].astype(np.float64)
    return float(-np.log(np.maximum(own, np.finfo(np.float32).tiny)).mean())


def choose_threshold(
    confidences: NDArray[np.float32], correct: NDArray[np.bool_], target_accuracy: float
) -> float:
    """The lowest confidence at which the accepted pictures reach ``target_accuracy``.

    1.0 where no threshold does: then only a picture that is beyond doubt is accepted.

    Args:
        confidences: (N,) largest probability of each picture.
        correct: (N,) whether its class is the true one.
        target_accuracy: share of the accepted that should be right.
    """
    if not len(confidences):
        return 1.0
    order = np.argsort(-confidences, kind="stable")
    ranked = confidences[order].astype(np.float64)
    accuracy = np.cumsum(correct[order]) / np.arange(1, len(order) + 1)
    # Pictures of equal confidence are accepted together.
    last_of_ties = np.append(ranked[1:] != ranked[:-1], True)
    reached = np.flatnonzero((accuracy >= target_accuracy) & last_of_ties)
    return float(ranked[reached[-1]]) if len(reached) else 1.0


@dataclass(frozen=True)
class Thresholds:
    """From which confidence on an answer is accepted.

    Attributes:
        common: for classes without one of their own.
        by_class: those of some classes, by their names.
    """

    common: float
    by_class: Mapping[str, float] = field(default_factory=dict)

    def of(self, name: str | None) -> float:
        """That of answers with the class called ``name``."""
        return self.common if name is None else self.by_class.get(name, self.common)

    def of_each(self, names: Sequence[str]) -> list[float]:
        """Those of the classes with these names."""
        return [self.of(name) for name in names]

    def span(self, names: Sequence[str]) -> tuple[float, float]:
        """The lowest and the highest of the classes with these names."""
        each = self.of_each(names) or [self.common]
        return min(each), max(each)


@dataclass(frozen=True)
class Acceptance:
    """What a threshold does: ``correct`` of ``accepted`` of all ``total`` answers are right."""

    accepted: int
    correct: int
    total: int

    @property
    def share(self) -> float:
        """The share of the pictures that get an answer, 0..1."""
        return self.accepted / self.total if self.total else 0.0

    @property
    def accuracy(self) -> float | None:
        """The accuracy among the accepted; None where none is."""
        return self.correct / self.accepted if self.accepted else None


def accept(
    confidences: NDArray[np.float32],
    correct: NDArray[np.bool_],
    threshold: float | NDArray[np.float64],
) -> Acceptance:
    """What is accepted where answers below ``threshold`` count as unsure.

    Args:
        confidences: (N,) largest probability of each picture.
        correct: (N,) whether its class is the true one.
        threshold: 0..1, or (N,) one for each; a confidence equal to it is accepted.
    """
    accepted = confidences.astype(np.float64) >= threshold
    return Acceptance(int(accepted.sum()), int((accepted & correct).sum()), len(confidences))


def mcnemar(
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    groups: NDArray[np.int64] | None = None,
) -> float:
    """The chance of a difference at least this large between two equally good classifiers.

    The exact, two-sided test on the pictures on which only one of them is right. Pictures that
    belong together turn out together: with ``groups`` each group is one that speaks for the first
    or for the second, by as many pictures as it has more of. Sources: Q. McNemar, "Note on the
    sampling error of the difference between correlated proportions or percentages", Psychometrika
    12 (1947); R. A. Fisher's randomisation test, "The Design of Experiments" (1935).

    Args:
        first: (N,) whether the one is right on each picture.
        second: (N,) the other, on the same pictures.
        groups: (N,) equal for pictures that belong together; None where none do.
    """
    differences = second.astype(np.int64) - first.astype(np.int64)
    if groups is not None:
        _numbers, place = np.unique(groups, return_inverse=True)
        differences = np.bincount(place, weights=differences).astype(np.int64)
    return _sign_test(differences[differences != 0])


def _sign_test(differences: NDArray[np.int64]) -> float:
    """The chance of a sum at least as far from 0, were the sign of each of ``differences`` chance.

    All ways in which the signs may fall are counted; where there are very many, the sum is normal.
    """
    from scipy.special import bdtr, erfc

    if not len(differences):
        return 1.0
    sizes, found = np.abs(differences), abs(int(differences.sum()))
    total = int(sizes.sum())
    if total == len(sizes):
        return min(1.0, 2 * float(bdtr((total - found) // 2, total, 0.5)))
    if total > _COUNTED:
        # Sums lie two apart.
        return float(erfc(max(found - 1, 0) / sqrt(2 * float(sizes @ sizes))))
    # The chance of each sum, from -total to total.
    chances = np.zeros(2 * total + 1)
    chances[total] = 1.0
    for size in sizes.tolist():
        moved = np.zeros_like(chances)
        moved[size:] += chances[:-size]
        moved[:-size] += chances[size:]
        chances = moved / 2
    return min(1.0, float(chances[total + found :].sum() + chances[: total - found + 1].sum()))


def paired_difference(
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    groups: NDArray[np.int64] | None = None,
) -> tuple[float, float]:
    """95% interval of the difference in accuracy, second less first, on the same pictures.

    Source: Agresti & Min, "Simple improved confidence intervals for comparing matched
    proportions", Statistics in Medicine, 2005: Wald's interval with half a picture added to each
    cell of the table of right and wrong. Where pictures belong together, the difference varies
    from group to group: then with the variance between these, and Student's t for their number.

    Args:
        first: (N,) whether each answer of the first is right.
        second: of the second.
        groups: (N,) equal for pictures that belong together; None where none do.
    """
    count = len(first) + 2.0
    better = float((~first & second).sum()) + 0.5
    worse = float((first & ~second).sum()) + 0.5
    difference = (better - worse) / count
    deviation = sqrt(better + worse - (better - worse) ** 2 / count) / count
    reach = _Z * deviation
    if groups is not None:
        reach = max(reach, _grouped_reach(first, second, groups))
    return max(-1.0, difference - reach), min(1.0, difference + reach)


def _grouped_reach(
    first: NDArray[np.bool_], second: NDArray[np.bool_], groups: NDArray[np.int64]
) -> float:
    """How far the difference between two classifiers may be off, from how groups differ in it."""
    from scipy.special import stdtrit

    _numbers, place = np.unique(groups, return_inverse=True)
    count = int(place.max()) + 1
    if count == 1:
        return 2.0  # As far as two accuracies can lie apart, from wherever they are.
    differences = second.astype(np.float64) - first
    surplus = np.bincount(place, weights=differences - differences.mean())
    variance = count / (count - 1) * float(surplus @ surplus) / len(first) ** 2
    return float(stdtrit(count - 1, 0.975)) * sqrt(variance)
