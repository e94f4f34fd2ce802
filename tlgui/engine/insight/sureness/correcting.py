"""Sureness corrected: a temperature fitted on validation pictures, and the thresholds with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.calibration import (
    calibration_interval,
    expected_calibration_error,
    fitted_temperature,
    temperature_interval,
)
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.report import load_report, with_temperature

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.insight.report import Report
    from tlgui.engine.training.run import Run

FEWEST_FITTED = 50
"""Validation pictures that tell a temperature."""
MOST_FITTED = 10_000_000
"""Probabilities; of more every second picture, every third ... does."""
BINS = 10


@dataclass(frozen=True)
class CalibrationError:
    """How much sureness and accuracy differ.

    Attributes:
        error: expected calibration error, 0..1.
        interval: 95% of it.
    """

    error: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Temperature:
    """By what the scores of a run are best divided.

    Attributes:
        value: above 1 where answers are too sure.
        interval: 95% of it, by so many pictures.
    """

    value: float
    interval: tuple[float, float]

    @property
    def is_clear(self) -> bool:
        """Whether it differs from 1 by more than chance: else there is nothing to correct."""
        low, high = self.interval
        return not low <= 1 <= high


def best_temperature(run: Run) -> Temperature | None:
    """By what the scores of ``run`` are best divided; None where too few pictures tell.

    Its validation pictures do, as they were answered before anything was corrected.
    """
    try:
        report = load_report(run, SplitName.VALIDATION, temperature=1.0)
    except BundleError:
        return None
    if len(report.files) < FEWEST_FITTED:
        return None
    # Of a thousand classes some thousand pictures tell as much, in a tenth of the time.
    step = 1 + report.probabilities.size // MOST_FITTED
    answers = report.probabilities[::step], report.targets[::step]
    value = fitted_temperature(*answers)
    groups = None if report.groups is None else report.groups[::step]
    return Temperature(value, temperature_interval(*answers, value, groups))


def corrected(run: Run) -> Run:
    """``run`` as sure as it is right; its folder stays as it is.

    Raises:
        BundleError: too few validation pictures tell how sure that is.
    """
    temperature = best_temperature(run)
    if temperature is None:
        raise BundleError(
            Message(
                "The sureness of {run} cannot be corrected: that takes {count} validation"
                " pictures.",
                run=run.folder.name,
                count=FEWEST_FITTED,
            ),
            Message("Train with a validation split, or with cross-validation."),
        )
    return with_scores_divided(run, temperature.value)


def with_scores_divided(run: Run, temperature: float) -> Run:
    """``run`` with scores divided by ``temperature``; its folder stays as it is.

    A threshold is a probability, and probabilities change: each becomes the one at which as many
    validation pictures are accepted as before.
    """
    if temperature == run.temperature:
        return run
    learned = load_report(run, SplitName.VALIDATION, temperature=1.0)
    before, after = (with_temperature(learned, each) for each in (run.temperature, temperature))
    power = run.temperature / temperature
    own = {
        name: _moved(
            before, after, value, learned.predictions == learned.classes.index(name), power
        )
        for name, value in run.class_thresholds.items()
        if name in learned.classes
    }
    others = ~np.isin(learned.predictions, [learned.classes.index(name) for name in own])
    common = _moved(before, after, run.threshold, others, power)
    return replace(run, temperature=temperature, threshold=common, class_thresholds=own)


def _moved(
    before: Report, after: Report, threshold: float, some: NDArray[np.bool_], power: float
) -> float:
    """The threshold at which as many of ``some`` answers are accepted as before.

    Of all these, what two classes alone would make of it, to the power of its odds.
    """
    if threshold in (0.0, 1.0) or not some.any():
        return threshold
    accepted = int((before.confidences[some].astype(np.float64) >= threshold).sum())
    sure = np.sort(after.confidences[some]).astype(np.float64)[::-1]
    highest = sure[accepted - 1] if accepted else 1.0
    lowest = np.nextafter(sure[accepted], 1) if accepted < len(sure) else 0.0
    odds = (threshold / (1 - threshold)) ** power
    return float(min(max(odds / (1 + odds), lowest), highest))


def calibration_error(report: Report) -> CalibrationError:
    """How much sureness and accuracy differ in ``report``."""
    right = report.predictions == report.targets
    return CalibrationError(
        expected_calibration_error(report.confidences, right, BINS),
        calibration_interval(report.confidences, right, BINS, report.groups),
    )
