"""The main job, from top to bottom: a recipe and a split in, a run with its reports out."""

from __future__ import annotations

import platform
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui import __version__
from tlgui.engine import places
from tlgui.engine.data.records import Problem, ProblemKind, SplitName
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.insight.report import evaluate
from tlgui.engine.metrics import choose_threshold
from tlgui.engine.models import engines
from tlgui.engine.models.build import fold_head, pretrained_network
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.progress import BatchDone, Notice, Stage, StageName
from tlgui.engine.training.agreement import compare
from tlgui.engine.training.estimate import remember_reading, remember_run
from tlgui.engine.training.feature_cache import FeatureCache
from tlgui.engine.training.features import REFERENCE_PRECISION, EngineOnDemand, extract
from tlgui.engine.training.gradient_descent import LabelledFeatures, fit_gradient_descent
from tlgui.engine.training.head import balanced_weights
from tlgui.engine.training.logistic_regression import fit_logistic_regression
from tlgui.engine.training.recipe import HeadFit
from tlgui.engine.training.run import RunEnd, RunWriter, problem_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.devices import Device
    from tlgui.engine.insight.report import Report
    from tlgui.engine.models.build import FeatureNetwork
    from tlgui.engine.progress import Control, EpochDone
    from tlgui.engine.training.agreement import Agreement
    from tlgui.engine.training.head import Head
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

# Pictures on which fast features are compared with the reference, by the head fitted on them.
AGREEMENT_SAMPLE = 64


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
        """Seconds of each part and in ``total``, to the millisecond."""
        total = time.perf_counter() - self._start
        return {name: round(value, 3) for name, value in {"total": total, **self._seconds}.items()}


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
    extraction = _Extraction(network, device, index, len(split.train) + len(held_out), control)
    extraction.fast(split.train)
    extraction.reference(held_out)
    return extraction.failures


def _train(
    recipe: Recipe, index: DatasetIndex, split: Split, writer: RunWriter, control: Control
) -> Run:
    clock = _Clock()
    device = resolve_device(recipe.device)
    with clock.time("model"):
        control.report(Stage(StageName.LOADING_MODEL))
        control.check()
        network = pretrained_network(find_backbone(recipe.backbone))
        control.check()
    held_out = [*split.validation, *split.test]
    extraction = _Extraction(network, device, index, len(split.train) + len(held_out), control)
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
                    "The fast precision does not agree with the exact one on these pictures: "
                    "training was repeated with exact features."
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
        threshold = _threshold(reports, recipe.target_accuracy)
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
class _Pictures:
    """Readable pictures of the index with their features.

    Attributes:
        positions: (N,) into ``DatasetIndex.records``.
        labels: (N,) their class indices in the index.
        values: (N, width) float32 features.
        precision: of the features.
    """

    positions: NDArray[np.int64]
    labels: NDArray[np.int64]
    values: NDArray[np.float32]
    precision: str

    def only(self, wanted: Sequence[int]) -> _Pictures:
        """Those at ``wanted`` positions of the index."""
        keep = np.isin(self.positions, np.asarray(wanted, dtype=np.int64))
        return replace(
            self,
            positions=self.positions[keep],
            labels=self.labels[keep],
            values=self.values[keep],
        )


@dataclass(frozen=True)
class _Classes:
    """The classes that the model knows: those with readable training pictures."""

    names: tuple[str, ...]
    number: dict[int, int]

    def targets(self, pictures: _Pictures) -> NDArray[np.int64]:
        """(N,) class numbers of the model."""
        return np.asarray([self.number[label] for label in pictures.labels.tolist()], np.int64)

    def known(self, pictures: _Pictures) -> _Pictures:
        """Those pictures whose class the model knows."""
        known = [
            position
            for position, label in zip(
                pictures.positions.tolist(), pictures.labels.tolist(), strict=True
            )
            if label in self.number
        ]
        return pictures.only(known)


class _Extraction:
    """Features of a data set's pictures: fast ones for training, exact ones for figures."""

    def __init__(
        self,
        network: FeatureNetwork,
        device: Device,
        index: DatasetIndex,
        total: int,
        control: Control,
    ) -> None:
        self._network = network
        self._index = index
        self._control = control
        self._total = total
        self._done = 0
        self._cache = FeatureCache(places.cache_folder() / "features")
        self._fast = EngineOnDemand(
            engines.fast_precision(device),
            lambda sample: engines.fast_engine(network, device, sample, control),
        )
        self._reference = EngineOnDemand(
            REFERENCE_PRECISION,
            lambda sample: engines.reference_engine(network, device, sample, control),
        )
        self.failures: dict[int, Message] = {}
        self.computed = 0
        control.report(Stage(StageName.FEATURES, total))

    @property
    def engine_seconds(self) -> float:
        """Time spent on making engines."""
        return self._fast.seconds + self._reference.seconds

    def fast(self, positions: Sequence[int]) -> _Pictures:
        """Features for training."""
        return self._extract(positions, self._fast, accept_exact=True)

    def reference(self, positions: Sequence[int]) -> _Pictures:
        """Features for figures that a user reads."""
        return self._extract(positions, self._reference)

    def agreement(self, positions: Sequence[int], head: Head) -> Agreement | None:
        """How fast and exact features agree under ``head``; None where nothing can be read."""
        step = max(1, len(positions) // AGREEMENT_SAMPLE)
        sample = positions[::step][:AGREEMENT_SAMPLE]
        fast, reference = self._extract(sample, self._fast), self.reference(sample)
        # A file may have vanished in between.
        both = np.intersect1d(fast.positions, reference.positions).tolist()
        fast, reference = fast.only(both), reference.only(both)
        if not both:
            return None
        return compare(head.probabilities(reference.values), head.probabilities(fast.values))

    def problems(self) -> list[Problem]:
        """The pictures that could not be read."""
        return [
            Problem(self._index.records[position].path, ProblemKind.UNREADABLE, reason)
            for position, reason in sorted(self.failures.items())
        ]

    def _extract(
        self, positions: Sequence[int], engine: EngineOnDemand, *, accept_exact: bool = False
    ) -> _Pictures:
        before = self._done
        start, making = time.perf_counter(), engine.seconds

        def on_progress(done: int) -> None:
            self._done = before + done
            if self._done <= self._total:
                self._control.report(BatchDone(self._done, self._total))

        features = extract(
            [self._index.file(position) for position in positions],
            self._network.key,
            self._network.preprocessing,
            engine,
            self._cache,
            self._control,
            on_progress,
            accept_exact=accept_exact,
        )
        self.computed += features.computed
        remember_reading(
            self._network.backbone,
            self._network.key,
            engine.precision,
            fast=engine is self._fast,
            pictures=features.computed,
            seconds=time.perf_counter() - start - (engine.seconds - making),
        )
        for place, reason in features.failures:
            self.failures[positions[place]] = reason
        readable = [positions[place] for place in features.positions]
        labels = [self._index.records[position].class_index for position in readable]
        return _Pictures(
            np.asarray(readable, dtype=np.int64),
            np.asarray(labels, dtype=np.int64),
            features.values,
            features.precision,
        )


def _trained_classes(training: _Pictures, index: DatasetIndex) -> _Classes:
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
    training: _Pictures,
    validation: _Pictures,
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
    reference: _Pictures, split: Split, index: DatasetIndex, classes: _Classes, head: Head
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


def _threshold(reports: dict[SplitName, Report], target_accuracy: float) -> float:
    """From the validation split only: the test split must not have a say."""
    report = reports.get(SplitName.VALIDATION)
    if report is None:
        return 1.0
    right = report.predictions == report.targets
    return choose_threshold(report.confidences, right, target_accuracy)


def versions() -> dict[str, str]:
    """Versions of what a run's figures depend on."""
    found = {"tlgui": __version__, "python": platform.python_version()}
    for package in ("torch", "torchvision", "timm", "openvino", "numpy", "scipy", "pillow"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
