"""The main job, from top to bottom: a recipe and a split in, a run with its reports out."""

from __future__ import annotations

import platform
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui import __version__
from tlgui.engine.data.records import SplitName
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.insight.report import evaluate
from tlgui.engine.metrics import accept, choose_threshold
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.network import fold_head, pretrained_network
from tlgui.engine.progress import Notice, Stage, StageName
from tlgui.engine.training.estimate import remember_run
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.features import REFERENCE_PRECISION
from tlgui.engine.training.gradient_descent import LabelledFeatures, fit_gradient_descent
from tlgui.engine.training.logistic_regression import fit_logistic_regression
from tlgui.engine.training.recipe import HeadFit
from tlgui.engine.training.run import RunEnd, RunWriter, problem_row
from tlgui.engine.training.scaling import balanced_weights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.insight.report import Report
    from tlgui.engine.progress import Control, EpochDone
    from tlgui.engine.training.extraction import PictureFeatures
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run
    from tlgui.engine.training.scaling import Head


class _Clock:
    """Seconds spent in each part of the job."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        """Add the time that the block takes to ``part``."""
        start = time.perf_counter()
        yield
        spent = time.perf_counter() - start
        self._seconds[part] = self._seconds.get(part, 0.0) + spent

    def move(self, part: str, other: str, seconds: float) -> None:
        """Count ``seconds`` of ``part`` as those of ``other``."""
        self._seconds[part] -= seconds
        self._seconds[other] = self._seconds.get(other, 0.0) + seconds

    def rounded(self) -> dict[str, float]:
        """Seconds of each part and in ``total``, to the millisecond.

        ``other`` is what no part accounts for: the parts add up to the total.
        """
        total = round(time.perf_counter() - self._start, 3)
        parts = {name: round(value, 3) for name, value in self._seconds.items()}
        other = round(total - sum(parts.values()), 3)
        return {"total": total, **parts, "other": max(0.0, other)}


@dataclass(frozen=True)
class _FittedHead:
    """A head and how it came about."""

    head: Head
    facts: dict[str, Any]
    history: tuple[EpochDone, ...] = ()
    ended_by: RunEnd = RunEnd.COMPLETED


def train(recipe: Recipe, index: DatasetIndex, split: Split, out: Path, control: Control) -> Run:
    """Train, evaluate and save: the run, reopened from ``out``.

    Args:
        recipe: what to do.
        index: the pictures.
        split: which of them are for training, validation and test.
        out: folder of the run; it must not exist, or be empty.
        control: hears ``Stage``, ``BatchDone``, ``EpochDone`` and ``Notice``. Stop keeps the best
            head so far, and is Cancel as long as there is none; once it is fitted, Stop changes
            nothing.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        BundleError: ``out`` is taken, or cannot be written.
        Cancelled: the user cancelled; the run folder is gone, finished features stay cached.
    """
    if out.resolve().is_relative_to(index.root.resolve()):
        raise BundleError(
            Message("{path} lies inside the folder of pictures.", path=out),
            Message("Choose a place outside: the next scan would take the run for a class."),
        )
    writer = RunWriter(out)
    try:
        return _train(recipe, index, split, writer, control)
    except BaseException:
        writer.discard()
        raise


def prepare(
    recipe: Recipe, index: DatasetIndex, split: Split, control: Control
) -> dict[int, Message]:
    """Read every picture once and keep its features: a later ``train`` starts with them.

    Args:
        recipe: names the backbone and the device.
        index: the pictures.
        split: pictures for training get fast features, the others exact ones.
        control: hears ``Stage`` and ``BatchDone``.

    Returns:
        Why a picture cannot be read, by its position in ``index.records``.

    Raises:
        Cancelled: what was finished until then stays cached.
    """
    device = resolve_device(recipe.device)
    control.report(Stage(StageName.LOADING_MODEL))
    network = pretrained_network(find_backbone(recipe.backbone))
    control.check()
    held_out = [*split.validation, *split.test]
    extraction = Extraction(network, device, index, len(split.train) + len(held_out), control)
    extraction.fast(split.train)
    extraction.reference(held_out)
    return extraction.failures


def _train(
    recipe: Recipe, index: DatasetIndex, split: Split, writer: RunWriter, control: Control
) -> Run:
    clock = _Clock()
    with clock.time("model"):
        device = resolve_device(recipe.device)
        control.report(Stage(StageName.LOADING_MODEL))
        control.check()
        network = pretrained_network(find_backbone(recipe.backbone))
        control.check()
    held_out = [*split.validation, *split.test]
    extraction = Extraction(network, device, index, len(split.train) + len(held_out), control)
    with clock.time("features"):
        training = extraction.fast(split.train)
        reference = extraction.reference(held_out)
    clock.move("features", "engine", extraction.engine_seconds)
    classes = _trained_classes(training, index)
    validation = reference.only(split.validation)
    with clock.time("fit"):
        fitted = _fit(recipe, training, validation, classes, control)
    with clock.time("agreement"):
        agreement = None
        if training.precision != REFERENCE_PRECISION:
            agreement = extraction.agreement(held_out or split.train, fitted.head)
    if agreement is not None and not agreement.agrees:
        control.report(
            Notice(
                Message(
                    "Fast arithmetic differed on {count} of {all} sample pictures, so exact"
                    " arithmetic was used.",
                    count=agreement.pictures - agreement.same_class,
                    all=agreement.pictures,
                )
            )
        )
        with clock.time("features"):
            training = extraction.reference(split.train)
        with clock.time("fit"):
            fitted = _fit(recipe, training, validation, classes, control)

    with clock.time("evaluation"):
        control.report(Stage(StageName.EVALUATION))
        reports = _reports(reference, split, index, classes, fitted.head)
        threshold, reached = _threshold(reports, recipe.target_accuracy)
        if not reached:
            control.report(Notice(_out_of_reach(reports, recipe.target_accuracy)))
    control.check()
    with clock.time("saving"):
        control.report(Stage(StageName.SAVING))
        control.check()
        module = fold_head(network, fitted.head.weight, fitted.head.bias)
    control.check()
    files = {name: reports[name].files if name in reports else () for name in SplitName}
    files[SplitName.TRAIN] = tuple(index.records[position].path for position in training.positions)
    document = {
        "classes": list(classes.names),
        "dataset_root": str(index.root),
        "preprocessing": network.preprocessing.to_json(),
        "ended_by": fitted.ended_by.value,
        "threshold": threshold,
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "seconds": clock.rounded(),
        "facts": {
            **fitted.facts,
            "threshold_reached": reached,
            "split_origin": split.origin,
            "weights": network.weights,
            "features_computed": extraction.computed,
            "training_precision": training.precision,
            "agreement": None if agreement is None else agreement.to_json(),
            "device": device.label,
            "versions": versions(),
        },
        "notices": [message.to_json() for message in control.notices],
        "problems": [problem_row(problem) for problem in extraction.problems()],
        "figures": {name.value: report.figures() for name, report in reports.items()},
    }
    arrays: dict[str, NDArray[Any]] = {}
    for name, report in reports.items():
        arrays[f"{name.value}_targets"] = report.targets
        arrays[f"{name.value}_probabilities"] = report.probabilities
    details = {name.value: report.details() for name, report in reports.items()}
    tensors = dict(module.state_dict())
    run = writer.finish(recipe, document, files, fitted.history, tensors, arrays, details)
    remember_run(run)
    return run


@dataclass(frozen=True)
class _Classes:
    """The classes that the model knows: those with readable training pictures."""

    names: tuple[str, ...]
    number: dict[int, int]

    def targets(self, pictures: PictureFeatures) -> NDArray[np.int64]:
        """(N,) class numbers of the model."""
        return np.asarray([self.number[label] for label in pictures.labels.tolist()], np.int64)

    def known(self, pictures: PictureFeatures) -> PictureFeatures:
        """Those pictures whose class the model knows."""
        known = [
            position
            for position, label in zip(
                pictures.positions.tolist(), pictures.labels.tolist(), strict=True
            )
            if label in self.number
        ]
        return pictures.only(known)


def _trained_classes(training: PictureFeatures, index: DatasetIndex) -> _Classes:
    present = sorted(set(training.labels.tolist()))
    if len(present) < 2:
        raise DatasetError(
            Message(
                "{count} of {all} classes have training pictures that can be read; two are needed.",
                count=len(present),
                all=len(index.classes),
            ),
            Message("Put the pictures of each class into a folder of its own."),
        )
    names = tuple(index.classes[label] for label in present)
    return _Classes(names, {label: number for number, label in enumerate(present)})


def _fit(
    recipe: Recipe,
    training: PictureFeatures,
    validation: PictureFeatures,
    classes: _Classes,
    control: Control,
) -> _FittedHead:
    count = len(classes.names)
    targets = classes.targets(training)
    weights = balanced_weights(targets, count) if recipe.class_weights else None
    control.report(Stage(StageName.FIT))
    if recipe.head is HeadFit.LOGISTIC_REGRESSION:
        exact = fit_logistic_regression(
            training.values, targets, count, control, weights=weights, seed=recipe.seed
        )
        control.has_result = True
        scores = [list(score) for score in exact.cross_validation]
        return _FittedHead(exact.head, {"c": exact.c, "cross_validation": scores, "epochs": 0})
    judged = classes.known(validation)
    descent = fit_gradient_descent(
        LabelledFeatures(training.values, targets),
        LabelledFeatures(judged.values, classes.targets(judged)) if len(judged.positions) else None,
        count,
        recipe,
        control,
        weights=weights,
    )
    facts = {"best_epoch": descent.best_epoch, "epochs": len(descent.history)}
    return _FittedHead(descent.head, facts, descent.history, descent.ended_by)


def _reports(
    reference: PictureFeatures, split: Split, index: DatasetIndex, classes: _Classes, head: Head
) -> dict[SplitName, Report]:
    reports = {}
    for name, positions in (
        (SplitName.VALIDATION, split.validation),
        (SplitName.TEST, split.test),
    ):
        pictures = classes.known(reference.only(positions))
        if len(pictures.positions):
            reports[name] = evaluate(
                classes.names,
                [index.records[position].path for position in pictures.positions],
                classes.targets(pictures),
                head.probabilities(pictures.values),
                name,
            )
    return reports


def _threshold(reports: dict[SplitName, Report], target_accuracy: float) -> tuple[float, bool]:
    """The threshold, and whether the accepted answers reach ``target_accuracy`` with it.

    From the validation split only: the test split must not have a say.
    """
    report = reports.get(SplitName.VALIDATION)
    if report is None:
        return 1.0, False
    right = report.predictions == report.targets
    threshold = choose_threshold(report.confidences, right, target_accuracy)
    accuracy = accept(report.confidences, right, threshold).accuracy
    return threshold, accuracy is not None and accuracy >= target_accuracy


def _out_of_reach(reports: dict[SplitName, Report], target_accuracy: float) -> Message:
    if SplitName.VALIDATION not in reports:
        return Message(
            "Without validation pictures no threshold can be chosen: answers below 100%"
            " confidence count as unsure."
        )
    return Message(
        "No threshold reaches {share} accuracy on the validation pictures: answers below"
        " 100% confidence count as unsure.",
        share=f"{100 * target_accuracy:.4g}%",
    )


def versions() -> dict[str, str]:
    """Versions of what a run's figures depend on."""
    found = {"tlgui": __version__, "python": platform.python_version()}
    for package in ("torch", "torchvision", "timm", "openvino", "numpy", "scipy", "pillow"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
