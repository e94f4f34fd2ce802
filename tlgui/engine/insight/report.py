"""What a model gets right and wrong on one split."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.calibration import tempered
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.metrics import (
    ClassScore,
    accept,
    class_scores,
    confusion_matrix,
    interval_of,
    log_loss,
    macro_f1,
    several_in_one,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.data.records import SplitName
    from tlgui.engine.metrics import Acceptance, Thresholds
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.engine.training.run import Run

CLASSES_TOLD = 500
"""So many classes a document lists whether they occur or not."""
# What numpy and zipfile raise on archives that are damaged, encrypted, or claim to be huge.
_DAMAGED_ARCHIVE = (
    *(OSError, ValueError, TypeError, KeyError, EOFError, MemoryError, OverflowError),
    *(RuntimeError, zipfile.BadZipFile, zlib.error),
)


@dataclass(frozen=True, eq=False)
class Report:
    """A model's answers on one split, and the figures that follow from them.

    Attributes:
        split: which one; None for a folder that was never part of the run.
        classes: class names, in the order of the probabilities.
        files: (N) paths relative to the data set's root.
        targets: (N,) int64, true classes.
        probabilities: (N, C) float32.
        confusion: (C, C) int64, rows true, columns predicted.
        per_class: precision, recall, F1, support of each class.
        accuracy: share of pictures whose most probable class is the true one.
        accuracy_interval: its 95% interval (Wilson); by group where pictures belong together.
        macro_f1: mean F1 of the classes that have pictures.
        loss: mean cross-entropy.
        groups: (N,) int64, the group of each picture; None where none belong together.
    """

    split: SplitName | None
    classes: tuple[str, ...]
    files: tuple[str, ...]
    targets: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    confusion: NDArray[np.int64]
    per_class: tuple[ClassScore, ...]
    accuracy: float
    accuracy_interval: tuple[float, float]
    macro_f1: float
    loss: float
    groups: NDArray[np.int64] | None = None

    @property
    def group_count(self) -> int:
        """How many groups its pictures are of; 0 where none belong together."""
        return 0 if self.groups is None else len(np.unique(self.groups))

    @property
    def predictions(self) -> NDArray[np.int64]:
        """(N,) int64, the most probable class of each picture."""
        return np.asarray(self.probabilities.argmax(axis=1))

    @property
    def confidences(self) -> NDArray[np.float32]:
        """(N,) float32, the largest probability of each picture."""
        return np.asarray(self.probabilities.max(axis=1))

    def accepted(self, thresholds: Thresholds) -> Acceptance:
        """What of it is accepted where answers below ``thresholds`` count as unsure."""
        needed = np.asarray(thresholds.of_each(self.classes))[self.predictions]
        return accept(self.confidences, self.predictions == self.targets, needed)

    def cell(self, true: int, predicted: int) -> list[int]:
        """Positions of the pictures in one cell of the confusion matrix, surest first."""
        return self._surest_first((self.targets == true) & (self.predictions == predicted))

    def wrong_first(self) -> list[int]:
        """All positions: the wrong and confident first, then the right and doubtful first."""
        right = self.predictions == self.targets
        order = np.where(right, 1.0 + self.confidences, -self.confidences)
        return [int(position) for position in np.argsort(order, kind="stable")]

    def figures(self) -> dict[str, Any]:
        """The four figures of the command line's contract."""
        return {
            "accuracy": self.accuracy,
            "accuracy_interval": list(self.accuracy_interval),
            "macro_f1": self.macro_f1,
            "loss": self.loss,
            **({"groups": self.group_count} if self.group_count else {}),
        }

    def details(self) -> dict[str, Any]:
        """The figures, the matrix and the classes, as a plain document: of ``told`` classes."""
        told = self.told
        return {
            **self.figures(),
            "classes": [self.classes[number] for number in told],
            "confusion": self.confusion[np.ix_(told, told)].tolist(),
            "per_class": [asdict(self.per_class[number]) for number in told],
        }

    @property
    def told(self) -> list[int]:
        """The classes that a matrix for people lists: all of them.

        Of very many only those that were true or answered: a thousand classes have a million
        cells, nearly all of them empty.
        """
        if len(self.classes) <= CLASSES_TOLD:
            return list(range(len(self.classes)))
        occurring: list[int] = np.union1d(self.targets, self.predictions).tolist()
        return occurring

    def _surest_first(self, chosen: NDArray[np.bool_]) -> list[int]:
        positions = np.flatnonzero(chosen)
        order = np.argsort(-self.confidences[positions], kind="stable")
        return [int(position) for position in positions[order]]


def evaluate(
    classes: Sequence[str],
    files: Sequence[str],
    targets: NDArray[np.int64],
    probabilities: NDArray[np.float32],
    split: SplitName | None = None,
    groups: NDArray[np.int64] | None = None,
) -> Report:
    """The report on pictures whose true classes are known.

    Args:
        classes: names, C of them.
        files: N relative paths.
        targets: (N,) int64.
        probabilities: (N, C) float32, from the fp32 reference.
        split: which one this is.
        groups: (N,) int64, equal for pictures that belong together.

    Raises:
        BundleError: there is no picture, or the shapes do not match.
    """
    count = len(files)
    groups = several_in_one(groups)
    if not count or targets.shape != (count,) or probabilities.shape != (count, len(classes)):
        raise BundleError(Message("There are no answers to report on, or they do not match."))
    predictions = probabilities.argmax(axis=1)
    right = predictions == targets
    scores = class_scores(targets, predictions, classes)
    return Report(
        split=split,
        classes=tuple(classes),
        files=tuple(files),
        targets=targets,
        probabilities=probabilities,
        confusion=confusion_matrix(targets, predictions, len(classes)),
        per_class=scores,
        accuracy=int(right.sum()) / count,
        accuracy_interval=interval_of(right, groups),
        macro_f1=macro_f1(scores),
        loss=log_loss(targets, probabilities),
        groups=groups,
    )


def arrays_of(reports: Mapping[SplitName, Report]) -> dict[str, NDArray[Any]]:
    """What ``report.npz`` holds of ``reports``; ``load_report`` reads it."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, report in reports.items():
        arrays[f"{name.value}_targets"] = report.targets
        arrays[f"{name.value}_probabilities"] = report.probabilities
        if report.groups is not None:
            arrays[f"{name.value}_groups"] = report.groups
    return arrays


def load_report(
    run: Run, split: SplitName | None = None, *, temperature: float | None = None
) -> Report:
    """The report of a run on ``split``; on the headline's by default. Of the classes it learned.

    Args:
        run: whose report.
        split: which.
        temperature: by which its scores are divided; None for the run's own.

    Raises:
        BundleError: there is none, or its files are damaged.
    """
    name = split or run.headline_split
    if name is None or name not in run.figures:
        raise BundleError(Message("The run {run} has no report.", run=run.folder.name))
    damaged = Message("The report of the run {run} is damaged.", run=run.folder.name)
    try:
        # numpy leaves a file that it opened itself open where it is damaged.
        with (
            (run.folder / "report.npz").open("rb") as file,
            np.load(file, allow_pickle=False) as arrays,
        ):
            targets = arrays[f"{name.value}_targets"].astype(np.int64)
            probabilities = arrays[f"{name.value}_probabilities"].astype(np.float32)
            grouped = f"{name.value}_groups" in arrays
            groups = arrays[f"{name.value}_groups"].astype(np.int64) if grouped else None
    except _DAMAGED_ARCHIVE as error:
        raise BundleError(damaged) from error
    classes = run.trained_classes
    if not targets.size or not 0 <= targets.min() <= targets.max() < len(classes):
        raise BundleError(damaged)
    if not bool(np.isfinite(probabilities).all()):
        raise BundleError(damaged)
    if groups is not None and groups.shape != targets.shape:
        raise BundleError(damaged)
    report = evaluate(classes, run.files[name], targets, probabilities, name, groups)
    return with_temperature(report, run.temperature if temperature is None else temperature)


def with_temperature(report: Report, temperature: float) -> Report:
    """What ``report`` would be, had the scores been divided by ``temperature``."""
    if temperature == 1:
        return report
    return evaluate(
        report.classes,
        report.files,
        report.targets,
        tempered(report.probabilities, temperature),
        report.split,
        report.groups,
    )


def with_changes(report: Report, changes: ClassChanges) -> Report:
    """What ``report`` would be, had the model answered with the classes of ``changes``.

    Pictures of hidden classes are left out: there is no right answer to them any more.

    Raises:
        BundleError: no picture is left.
    """
    parts, numbers = changes.parts, changes.numbers
    kept = np.flatnonzero(np.isin(report.targets, list(numbers)))
    rows = report.probabilities[kept].astype(np.float64)
    answers = np.stack([rows[:, list(part)].sum(axis=1) for part in parts], axis=1)
    # Nothing may be left of what was kept with 32 bits: then every answer is as good.
    answers = np.maximum(answers, np.finfo(np.float64).tiny)
    answers /= answers.sum(axis=1, keepdims=True)
    return evaluate(
        changes.classes,
        [report.files[place] for place in kept],
        np.asarray([numbers[target] for target in report.targets[kept].tolist()], np.int64),
        answers.astype(np.float32),
        report.split,
        None if report.groups is None else report.groups[kept],
    )


def answer_report(run: Run, split: SplitName | None = None) -> Report:
    """The report of a run on ``split``, of the classes that it answers with now.

    Raises:
        BundleError: there is none, its files are damaged, or no picture is of those classes.
    """
    if run.changes is None:
        return load_report(run, split)
    # The sum of several classes' probabilities is one answer, whose sureness is corrected.
    learned = load_report(run, split, temperature=1.0)
    return with_temperature(with_changes(learned, run.changes), run.temperature)
