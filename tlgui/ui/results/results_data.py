"""What the Results page shows of a run, read and sorted by a worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.calibration import CalibrationBin
    from tlgui.engine.data.records import SplitName
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.insight.report import Report
    from tlgui.engine.metrics import Acceptance
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

RANKED = 3


@dataclass(frozen=True)
class Answer:
    """One picture of the split and what the model said.

    Attributes:
        file: where it lies.
        name: its path relative to the data set, fit for one line.
        true: position of its class.
        ranked: positions of the most probable classes with their probabilities, best first.
    """

    file: Path
    name: str
    true: int
    ranked: tuple[tuple[int, float], ...]

    @property
    def predicted(self) -> int:
        """Position of the most probable class."""
        return self.ranked[0][0]

    @property
    def confidence(self) -> float:
        """Its probability, 0..1."""
        return self.ranked[0][1]

    @property
    def right(self) -> bool:
        """Whether the most probable class is the true one."""
        return self.predicted == self.true


@dataclass(frozen=True)
class Sureness:
    """How well sureness and accuracy agree.

    Attributes:
        bins: answers that are about as sure, the least sure first.
        error: expected calibration error, 0..1.
        interval: 95% of it.
    """

    bins: tuple[CalibrationBin, ...]
    error: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Calibration:
    """How well sureness and accuracy agree, as it was learned and with a temperature.

    Attributes:
        learned: with the probabilities as they were learned.
        temperature: by which scores are best divided; None where too few pictures tell it.
        interval: 95% of it.
        is_clear: whether it differs from 1 by more than chance.
        fitted_here: whether the same pictures told it that are judged.
        corrected: with scores divided by the temperature; None where there is none.
        applied: whether the run answers so.
    """

    learned: Sureness
    temperature: float | None = None
    interval: tuple[float, float] = (1.0, 1.0)
    is_clear: bool = True
    fitted_here: bool = False
    corrected: Sureness | None = None
    applied: bool = False

    @property
    def now(self) -> Sureness:
        """As the run answers."""
        return self.corrected if self.applied and self.corrected is not None else self.learned


@dataclass(frozen=True, eq=False)
class Results:
    """A run's report on one split.

    Attributes:
        classes: class names, fit for one line.
        told: those in the matrix, by their position in ``classes``: of very many only those that
            occur.
        confusion: counts of these, rows true, columns predicted.
        answers: a row for each picture, the wrong and confident first.
        wanted_threshold: the lowest at which the accepted reach the accuracy that the recipe
            wants on this split; None where none does.
        calibration: how sure the answers are and how right; None where nobody asked.
        validation: the report on validation pictures, by which thresholds are chosen; None where
            there is none.
        curve: how right it is by the pictures it learned from; None where nobody has asked.
    """

    run: Run
    split: SplitName
    report: Report
    classes: tuple[str, ...]
    told: tuple[int, ...]
    confusion: list[list[int]]
    answers: tuple[Answer, ...]
    wanted_threshold: float | None
    calibration: Calibration | None = None
    validation: Report | None = None
    curve: LearningCurve | None = None

    def accept(self, threshold: float) -> Acceptance:
        """What is accepted where answers below ``threshold`` count as unsure."""
        from tlgui.engine.metrics import accept

        _predictions, confidences, right = self._said
        return accept(confidences, right, self._limits(threshold))

    def accepted_interval(self, threshold: float) -> tuple[float, float]:
        """95% of the accuracy among the accepted, of which there is one at least."""
        from tlgui.engine.metrics import interval_of

        _predictions, confidences, right = self._said
        accepted = confidences >= self._limits(threshold)
        groups = self.report.groups
        return interval_of(right[accepted], None if groups is None else groups[accepted])

    def _limits(self, threshold: float) -> NDArray[np.float64]:
        """From how sure on each answer is accepted."""
        import numpy as np

        from tlgui.engine.metrics import Thresholds

        limits = Thresholds(threshold, self.run.class_thresholds).of_each(self.report.classes)
        return np.asarray(limits)[self._said[0]]

    @cached_property
    def _said(self) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.bool_]]:
        """The class that each picture was taken for, how sure that is, and whether it is right."""
        predictions = self.report.predictions
        return predictions, self.report.confidences, predictions == self.report.targets

    @property
    def wrong(self) -> int:
        """Pictures that were taken for another class."""
        return sum(not answer.right for answer in self.answers)

    @property
    def told_names(self) -> list[str]:
        """The names of the classes in the matrix."""
        return [self.classes[number] for number in self.told]

    def cell(self, row: int, column: int) -> list[Answer]:
        """The pictures of one cell of the confusion matrix, surest first."""
        true, predicted = self.told[row], self.told[column]
        chosen = [a for a in self.answers if a.true == true and a.predicted == predicted]
        return sorted(chosen, key=lambda answer: -answer.confidence)

    def missed(self, row: int) -> list[Answer]:
        """The pictures of a row's class that were taken for others, surest first."""
        true = self.told[row]
        return [answer for answer in self.answers if answer.true == true and not answer.right]

    def ranked_names(self, answer: Answer) -> list[tuple[str, float]]:
        """The best classes of ``answer`` by name."""
        return [(self.classes[position], value) for position, value in answer.ranked]


def read_results(run: Run, split: SplitName | None, *, control: Control) -> Results:
    """The report of ``run`` on ``split`` (None: the headline's), ready to be shown.

    Raises:
        BundleError: there is none, or it is damaged.
    """
    import numpy as np

    from tlgui.engine.data.names import shown
    from tlgui.engine.insight.learning_curve.curve import read_learning_curve
    from tlgui.engine.insight.report import load_report
    from tlgui.engine.metrics import accept, choose_threshold

    report = load_report(run, split)
    control.check()
    order: Sequence[int] = report.wrong_first()
    best = np.argsort(-report.probabilities, axis=1, kind="stable")[:, :RANKED].tolist()
    values = report.probabilities.tolist()
    targets = report.targets.tolist()
    control.check()
    answers = tuple(
        Answer(
            file=run.dataset_root / report.files[position],
            name=shown(report.files[position]),
            true=targets[position],
            ranked=tuple((c, values[position][c]) for c in best[position]),
        )
        for position in order
    )
    assert report.split is not None
    told = report.told
    right = report.predictions == report.targets
    wanted = choose_threshold(report.confidences, right, run.recipe.target_accuracy)
    reached = accept(report.confidences, right, wanted).accuracy
    return Results(
        run=run,
        split=report.split,
        report=report,
        classes=tuple(shown(name) for name in report.classes),
        told=tuple(told),
        confusion=report.confusion[np.ix_(told, told)].tolist(),
        answers=answers,
        wanted_threshold=(
            wanted if reached is not None and reached >= run.recipe.target_accuracy else None
        ),
        calibration=_calibration(run, report, report.split),
        validation=_validation(run, report),
        curve=read_learning_curve(run),
    )


def _validation(run: Run, report: Report) -> Report | None:
    from tlgui.engine.data.records import SplitName as Split
    from tlgui.engine.errors import BundleError
    from tlgui.engine.insight.report import load_report

    if report.split is Split.VALIDATION:
        return report
    try:
        found = load_report(run, Split.VALIDATION)
    except BundleError:
        return None
    return found if found.classes == report.classes else None


def _calibration(run: Run, report: Report, split: SplitName) -> Calibration:
    from tlgui.engine.data.records import SplitName as Split
    from tlgui.engine.insight.report import load_report, with_temperature
    from tlgui.engine.insight.sureness.correcting import best_temperature

    applied = run.temperature != 1
    learned = load_report(run, split, temperature=1.0) if applied else report
    best = best_temperature(run)
    if best is None:
        return Calibration(_sureness(learned))
    temperature = run.temperature if applied else best.value
    return Calibration(
        _sureness(learned),
        temperature,
        best.interval,
        best.is_clear,
        split is Split.VALIDATION,
        _sureness(with_temperature(learned, temperature)),
        applied,
    )


def _sureness(report: Report) -> Sureness:
    from tlgui.engine.calibration import calibration_bins
    from tlgui.engine.insight.sureness.correcting import BINS, calibration_error

    right = report.predictions == report.targets
    found = calibration_error(report)
    bins = calibration_bins(report.confidences, right, BINS)
    return Sureness(tuple(bins), found.error, found.interval)
