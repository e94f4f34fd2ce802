"""What the Results page shows of a run, read and sorted by a worker."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.calibration import CalibrationBin
    from tlgui.engine.data.records import SplitName
    from tlgui.engine.insight.report import Report
    from tlgui.engine.metrics import Acceptance
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

RANKED = 3
BINS = 10
FEWEST_FITTED = 50
"""Pictures that tell a temperature."""


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
class Calibration:
    """How well sureness and accuracy agree, as it is and with a temperature.

    Attributes:
        bins: answers that are about as sure, the least sure first.
        error: expected calibration error, 0..1.
        interval: 95% of it.
        temperature: by which scores are best divided; None where too few pictures tell it.
        fitted_here: whether the same pictures told it that are judged.
        tempered_error: the error then.
        tempered_interval: 95% of that.
    """

    bins: tuple[CalibrationBin, ...]
    error: float
    interval: tuple[float, float]
    temperature: float | None = None
    fitted_here: bool = False
    tempered_error: float = 0.0
    tempered_interval: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Results:
    """A run's report on one split.

    Attributes:
        classes: class names, fit for one line.
        told: those in the matrix, by their position in ``classes``: of very many only those that
            occur.
        confusion: counts of these, rows true, columns predicted.
        answers: a row for each picture, the wrong and confident first.
        confidences: of all pictures, ascending.
        right_from: how many answers are right from each position of ``confidences`` on.
        wanted_threshold: the lowest at which the accepted reach the accuracy that the recipe
            wants on this split; None where none does.
        calibration: how sure the answers are and how right; None where nobody asked.
    """

    run: Run
    split: SplitName
    report: Report
    classes: tuple[str, ...]
    told: tuple[int, ...]
    confusion: list[list[int]]
    answers: tuple[Answer, ...]
    confidences: tuple[float, ...]
    right_from: tuple[int, ...]
    wanted_threshold: float | None
    calibration: Calibration | None = None

    def accept(self, threshold: float) -> Acceptance:
        """What is accepted where answers below ``threshold`` count as unsure."""
        from tlgui.engine.metrics import Acceptance

        position = bisect_left(self.confidences, threshold)
        total = len(self.confidences)
        right = self.right_from[position] if position < total else 0
        return Acceptance(threshold, total - position, right, total)

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

    from tlgui.engine.data.images import shown
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
    by_confidence = np.argsort(report.confidences, kind="stable")
    right_from = np.cumsum(right[by_confidence][::-1])[::-1]
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
        confidences=tuple(report.confidences[by_confidence].astype(float).tolist()),
        right_from=tuple(right_from.tolist()),
        wanted_threshold=(
            wanted if reached is not None and reached >= run.recipe.target_accuracy else None
        ),
        calibration=_calibration(run, report),
    )


def _calibration(run: Run, report: Report) -> Calibration:
    from tlgui.engine import calibration as known
    from tlgui.engine.data.records import SplitName
    from tlgui.engine.errors import BundleError
    from tlgui.engine.insight.report import load_report

    right = report.predictions == report.targets
    found = Calibration(
        tuple(known.calibration_bins(report.confidences, right, BINS)),
        known.expected_calibration_error(report.confidences, right, BINS),
        known.calibration_interval(report.confidences, right, BINS),
    )
    fitted_here = report.split is SplitName.VALIDATION
    try:
        judged = report if fitted_here else load_report(run, SplitName.VALIDATION)
    except BundleError:
        return found
    if len(judged.files) < FEWEST_FITTED or judged.classes != report.classes:
        return found
    temperature = known.fitted_temperature(judged.probabilities, judged.targets)
    sure = known.tempered(report.probabilities, temperature).max(axis=1)
    return replace(
        found,
        temperature=temperature,
        fitted_here=fitted_here,
        tempered_error=known.expected_calibration_error(sure, right, BINS),
        tempered_interval=known.calibration_interval(sure, right, BINS),
    )
