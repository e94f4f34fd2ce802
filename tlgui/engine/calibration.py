"""How sure is sure: whether answers of 80% are right in 80 of 100 cases; temperature."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

RESAMPLED = 1_000
_CHI_SQUARED = 3.841458820694124  # Of one degree of freedom: 95% lie below.
LARGEST_TEMPERATURE = 10.0
"""And its inverse the smallest: few pictures must not make answers certain, or say nothing."""


@dataclass(frozen=True)
class CalibrationBin:
    """Answers that are about as sure.

    Attributes:
        confidence: their mean probability.
        accuracy: share of them that are right.
        count: how many they are.
    """

    confidence: float
    accuracy: float
    count: int


def calibration_bins(
    confidences: NDArray[np.float32], right: NDArray[np.bool_], bins: int = 15
) -> list[CalibrationBin]:
    """Answers by how sure they are, in ``bins`` of one width; empty ones are left out.

    Args:
        confidences: (N,) probability of each answer.
        right: (N,) whether it is the true class.
        bins: how many.
    """
    place = np.minimum((confidences * bins).astype(np.int64), bins - 1)
    found = []
    for number in range(bins):
        inside = place == number
        count = int(inside.sum())
        if count:
            mean = float(confidences[inside].mean(dtype=np.float64))
            found.append(CalibrationBin(mean, float(right[inside].mean()), count))
    return found


def expected_calibration_error(
    confidences: NDArray[np.float32], right: NDArray[np.bool_], bins: int = 15
) -> float:
    """Mean difference of sureness and accuracy, each bin by its pictures (Naeini et al., 2015)."""
    found = calibration_bins(confidences, right, bins)
    whole = sum(each.count for each in found)
    gaps = (abs(each.confidence - each.accuracy) * each.count for each in found)
    return sum(gaps) / whole if whole else 0.0


def calibration_interval(
    confidences: NDArray[np.float32],
    right: NDArray[np.bool_],
    bins: int = 15,
    groups: NDArray[np.int64] | None = None,
) -> tuple[float, float]:
    """The 95% interval of the expected calibration error.

    The error of few answers is no smaller than chance makes it, and that of answers drawn from
    them anew has that share of chance twice. So the interval is the reflected one ("basic
    bootstrap", Davison and Hinkley, "Bootstrap Methods and their Application", 1997), and it
    reaches to 0 where calibrated answers as many would err as much.

    Args:
        confidences: (N,) probability of each answer.
        right: (N,) whether it is the true class.
        bins: how many.
        groups: (N,) equal for pictures that belong together and are drawn together.
    """
    if not len(right):
        return 0.0, 0.0
    draw = np.random.default_rng(0)
    place = np.minimum((confidences * bins).astype(np.int64), bins - 1)
    gap = right.astype(np.float64) - confidences
    unit = np.arange(len(right)) if groups is None else np.unique(groups, return_inverse=True)[1]
    units = int(unit.max()) + 1

    def error(gaps: NDArray[np.float64], whole: float) -> float:
        return float(np.abs(np.bincount(place, weights=gaps, minlength=bins)).sum()) / whole

    drawn, chance = np.empty(RESAMPLED), np.empty(RESAMPLED)
    for number in range(RESAMPLED):
        times = np.bincount(draw.integers(units, size=units), minlength=units)[unit]
        drawn[number] = error(gap * times, float(times.sum()))
        if groups is None:
            as_sure = draw.random(len(right)) < confidences
            chance[number] = error(as_sure - confidences.astype(np.float64), len(right))
        else:
            # How pictures of a group hang together is not known, but either sign is as likely.
            signs = draw.choice((-1.0, 1.0), size=units)
            chance[number] = error(gap * signs[unit], len(right))
    found = expected_calibration_error(confidences, right, bins)
    low, high = 2 * found - np.quantile(drawn, [0.975, 0.025])
    if found <= np.quantile(chance, 0.975):
        low = 0.0
    return max(0.0, float(low)), max(found, float(high))


def fitted_temperature(probabilities: NDArray[np.float32], targets: NDArray[np.int64]) -> float:
    """By what scores are best divided: above 1 where answers are too sure, below where too unsure.

    Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017. Which class is the
    likeliest never changes.

    Args:
        probabilities: (N, C).
        targets: (N,) the true classes.
    """
    from scipy.optimize import minimize_scalar

    loss_at = _loss_of(probabilities, targets)
    limit = log(LARGEST_TEMPERATURE)
    found = minimize_scalar(loss_at, bounds=(-limit, limit), method="bounded")
    return exp(float(found.x))


def temperature_interval(
    probabilities: NDArray[np.float32],
    targets: NDArray[np.int64],
    temperature: float,
    groups: NDArray[np.int64] | None = None,
) -> tuple[float, float]:
    """The 95% interval of the temperature that suits best.

    Those that a likelihood ratio test does not refuse (Wilks, 1938). Pictures of a group tell less
    than as many others: the test is that of Rao and Scott, "On chi-squared tests for multiway
    contingency tables with cell proportions estimated from survey data", Annals of Statistics 12
    (1984), with Student's distribution for few groups.

    Args:
        probabilities: (N, C).
        targets: (N,) the true classes.
        temperature: the best, from these.
        groups: (N,) equal for pictures that belong together; None where all are independent.
    """
    from scipy.optimize import brentq

    loss_at = _loss_of(probabilities, targets)
    effect = 1.0
    if groups is not None:
        unit = np.unique(groups, return_inverse=True)[1]
        if not unit.any():  # One group alone does not tell how much another would differ.
            return 1 / LARGEST_TEMPERATURE, LARGEST_TEMPERATURE
        effect = _design_effect(_slopes(probabilities, targets, temperature), unit)
    allowed = loss_at(log(temperature)) + effect * _CHI_SQUARED / (2 * len(targets))
    found = []
    for end in (-log(LARGEST_TEMPERATURE), log(LARGEST_TEMPERATURE)):
        inside = loss_at(end) <= allowed
        place = end if inside else brentq(lambda at: loss_at(at) - allowed, log(temperature), end)
        found.append(exp(float(place)))
    return found[0], found[1]


def _slopes(
    probabilities: NDArray[np.float32], targets: NDArray[np.int64], temperature: float
) -> NDArray[np.float64]:
    """(N,) by how much each picture's cross-entropy grows with the temperature's logarithm."""
    divided = _scores(probabilities) / temperature
    shares = np.exp(divided - divided.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    own = divided[np.arange(len(targets)), targets]
    return np.asarray(own - (shares * divided).sum(axis=1))


def _design_effect(slopes: NDArray[np.float64], unit: NDArray[np.int64]) -> float:
    """By how much the sum of ``slopes`` varies more, as pictures of a unit hang together."""
    from scipy.special import stdtrit

    count = int(unit.max()) + 1
    centred = slopes - slopes.mean()
    alone = float(centred @ centred)
    if alone <= 0:
        return len(slopes) / count
    together = np.bincount(unit, weights=centred)
    student = float(stdtrit(count - 1, 0.975)) ** 2 / _CHI_SQUARED
    return max(1.0, count / (count - 1) * float(together @ together) / alone) * student


def _loss_of(
    probabilities: NDArray[np.float32], targets: NDArray[np.int64]
) -> Callable[[float], float]:
    """The mean cross-entropy with scores divided by a temperature, by its logarithm."""
    scores = _scores(probabilities)
    own = (np.arange(len(targets)), targets)

    def loss_at(logarithm: float) -> float:
        divided = scores / exp(logarithm)
        divided -= divided.max(axis=1, keepdims=True)
        return float((np.log(np.exp(divided).sum(axis=1)) - divided[own]).mean())

    return loss_at


def tempered(probabilities: NDArray[np.float32], temperature: float) -> NDArray[np.float32]:
    """(N, C) the probabilities, had the scores been divided by ``temperature``.

    The likeliest class stays the likeliest, even where rounding makes two alike.
    """
    if temperature == 1:
        return probabilities
    divided = _scores(probabilities) / temperature
    divided = np.exp(divided - divided.max(axis=1, keepdims=True))
    found: NDArray[np.float32] = (divided / divided.sum(axis=1, keepdims=True)).astype(np.float32)
    first = probabilities.argmax(axis=1)
    moved = np.flatnonzero(found.argmax(axis=1) != first)
    found[moved, first[moved]] = np.nextafter(found[moved, first[moved]], np.float32(2))
    return found


def _scores(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    # What 32 bits hold as nothing was very little.
    least = float(np.finfo(np.float32).tiny)
    return np.log(np.maximum(probabilities.astype(np.float64), least))
