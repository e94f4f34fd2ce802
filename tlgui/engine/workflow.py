"""The main job, from top to bottom: a recipe and a split in, a run with its reports out."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from tlgui import __version__
from tlgui.engine import ensembles
from tlgui.engine.data.cut_off import find_cut_off
from tlgui.engine.data.quality import content_marks
from tlgui.engine.data.records import ProblemKind, SplitName
from tlgui.engine.data.split import division_facts
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import (
    BundleError,
    Cancelled,
    DivergedError,
    Message,
    RecipeError,
)
from tlgui.engine.folds import cross_validate
from tlgui.engine.insight.familiar import learn_familiar
from tlgui.engine.insight.report import arrays_of
from tlgui.engine.insight.report import evaluate as report_on
from tlgui.engine.insight.similar.leaks import (
    TOLD_FROM,
    find_leaks,
    leak_facts,
)
from tlgui.engine.metrics import accept, choose_threshold
from tlgui.engine.models.catalog import all_backbones
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.pretrained.fetching import fetch
from tlgui.engine.models.pretrained.places import WeightsKind, find_weights, places_of
from tlgui.engine.progress import Notice, Stage, StageName
from tlgui.engine.training.bit_depth import data_set_bit_depth
from tlgui.engine.training.by_epochs.company import Released, company
from tlgui.engine.training.clock import Clock
from tlgui.engine.training.estimate import EPOCHS_SECONDS, remember_training
from tlgui.engine.training.extraction import Extraction, pictures_gone
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.framing_choice import with_best_framing
from tlgui.engine.training.kept.files import has_done_parts
from tlgui.engine.training.kept.places import PROGRESS_FOLDER
from tlgui.engine.training.method import Beginning, RunEnd, Task
from tlgui.engine.training.methods import can_go_on, find_method
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run import WEIGHTS_SIZE_LIMIT, Record
from tlgui.engine.training.run_writer import RunWriter
from tlgui.engine.training.unfinished import note_begin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.folds import OutOfFold
    from tlgui.engine.insight.report import Report
    from tlgui.engine.insight.similar.leaks import Leak
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.by_epochs.rate_test import RateTest
    from tlgui.engine.training.method import Fitted
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run
    from tlgui.engine.training.unfinished import Unfinished


def train(
    recipe: Recipe,
    index: DatasetIndex,
    split: Split,
    out: Path,
    control: Control,
    *,
    unfinished: Unfinished | None = None,
    keep_cancelled: bool = False,
) -> Run:
    """Train, evaluate and save: the run, reopened from ``out``.

    Args:
        recipe: what to do.
        index: the pictures.
        split: which of them are for training, validation and test.
        out: folder of the run; it must not exist, or be empty.
        control: hears ``Stage``, ``BatchDone``, ``EpochDone`` and ``Notice``. Stop keeps the best
            head so far, and is Cancel as long as there is none; once it is fitted, Stop changes
            nothing.
        unfinished: an earlier training of the same that goes on; its folder is that of the process
            which makes the run.
        keep_cancelled: whether what a cancelled training has learned is kept, to go on with, even
            where ``control`` does not say so; what ended for another reason always is, where its
            method can go on.

    Raises:
        DatasetError: fewer than two classes have readable training pictures, or the folder is gone.
        RecipeError: the backbone is too large for a run.
        DivergedError: the training came to nothing; only folds that were done are kept.
        WeightsError: its weights cannot be had, or are damaged.
        BundleError: ``out`` is taken, or cannot be written.
        Cancelled: the user cancelled; the run folder is gone, finished features stay cached.
        Released: this process was there to help another, which makes the run.
    """
    # Where a table names the pictures, what lies beside them is none of them.
    if index.table is None and out.resolve().is_relative_to(index.root.resolve()):
        raise BundleError(
            Message("{path} lies inside the folder of pictures.", path=out),
            Message("Choose a place outside: the next scan would take the run for a class."),
        )
    together = company()
    if not together.leads:
        together.wait_for_the_first()
    writer = RunWriter(out, unfinished if together.leads else None)
    # What an earlier training has learned is there to be kept.
    control.has_result = unfinished is not None
    try:
        if can_go_on(recipe) and unfinished is None:
            note_begin(writer.folder, out, recipe, index, split, _now())
        task = with_best_framing(prepare(recipe, index, split, control))
        _tell_cut_off(task)
        if index.edited.changes:
            control.report(Notice(index.edited.sentence()))
        task = replace(task, folder=writer.folder, resumed=unfinished is not None)
        task.clock.keep_in(writer.folder / PROGRESS_FOLDER, resumed=task.resumed)
        out_of_fold = None
        if recipe.folds:
            out_of_fold = cross_validate(task)
            task = all_learned_from(task)
        fitted = ensembles.fit(task)
        if not together.leads:
            raise Released
        judged = evaluate(task, fitted, out_of_fold)
        compare_with_learned(task, fitted, writer.folder)
        return save(task, fitted, judged, writer)
    except BaseException as error:
        # A recipe that leads nowhere would do so again.
        given_up = (
            (isinstance(error, RecipeError) and unfinished is None)
            or isinstance(error, DivergedError)
            or (isinstance(error, Cancelled) and not (keep_cancelled or control.keeps))
        )
        if isinstance(error, DivergedError) and has_done_parts(writer.folder):
            # One fold diverged: those that are done are not lost by it.
            given_up = False
        if writer.can_go_on and not given_up:
            writer.leave()
        else:
            writer.discard()
        raise


def find_rate(recipe: Recipe, index: DatasetIndex, split: Split, control: Control) -> RateTest:
    """Which learning rate suits a training by epochs: its loss while the rate rises step by step.

    Args:
        recipe: what would be trained.
        index: the pictures.
        split: which of them are for training and validation.
        control: hears ``Stage`` and ``BatchDone``.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        WeightsError: the backbone's weights cannot be had, or are damaged.
        Cancelled: the user cancelled.
    """
    find = find_method(recipe.method).find_rate
    assert find is not None, f"{recipe.method} has no learning rate to be found"
    return find(with_best_framing(prepare(recipe, index, split, control)))


def prepare(recipe: Recipe, index: DatasetIndex, split: Split, control: Control) -> Task:
    """The first step: device, the network that it begins with, framing and bit depth.

    Where cross-validation is to decide on the framing, it is the centre so far.

    Raises:
        DatasetError: the folder is gone since it was listed.
    """
    if not os.path.isdir(index.root):
        raise pictures_gone(index.root)
    clock = Clock(control)
    with clock.time("model"):
        device = resolve_device(recipe.device)
        control.report(Stage(StageName.LOADING_MODEL))
        control.check()
        # Reading ahead asks for no method.
        if recipe.pretrained:
            beginning = Beginning(_pretrained(recipe, control), {})
        else:
            begins_with = find_method(recipe.method).begins_with
            assert begins_with is not None, f"{recipe.method} has nothing to begin with"
            beginning = begins_with(recipe, index, split, control)
        network = beginning.network
        if recipe.sees_mirrored:
            network = network.with_mirror()
        control.check()
    with clock.time("features"):
        network = network.with_framing(recipe.framing.framing).with_bit_depth(
            data_set_bit_depth(index, split.train, control)
        )
    pictures = len(split.train) + len(split.validation) + len(split.test)
    extraction = Extraction(network, device, index, pictures, control)
    return Task(recipe, index, split, network, device, extraction, clock, control, beginning.facts)


def _pretrained(recipe: Recipe, control: Control) -> Network:
    backbone = recipe.found_backbone
    _refuse_too_large(backbone)
    if recipe.weights_file is None:
        _fetch_missing(backbone, control)
    return pretrained_network(backbone, recipe.weights_file)


def all_learned_from(task: Task) -> Task:
    """The same task with nothing held back for validation, where nothing is chosen by it."""
    if task.recipe.epochs_at_most:
        return task
    split = replace(task.split, train=(*task.split.train, *task.split.validation), validation=())
    return replace(task, split=replace(split, train=tuple(sorted(split.train))))


def _refuse_too_large(backbone: Backbone) -> None:
    """Refuse what a run could not be opened with again, before anything is fetched or read."""
    if backbone.weights_bytes > WEIGHTS_SIZE_LIMIT:
        raise RecipeError(
            Message(
                "The weights of {name} take {size:.1f} GB: a run holds up to {limit:.1f}.",
                name=backbone.name,
                size=backbone.weights_bytes / 1e9,
                limit=WEIGHTS_SIZE_LIMIT / 1e9,
            ),
            Message("Take a smaller backbone; `tlgui models` lists them with their size."),
        )


def _fetch_missing(backbone: Backbone, control: Control) -> None:
    """Download the weights of ``backbone`` where that is what getting them takes."""
    if find_weights(backbone).kind is not WeightsKind.TO_DOWNLOAD:
        return
    known = places_of(all_backbones().values())
    ready = [name for name, place in known.items() if place.path is not None]
    fetch(backbone, control, ready)
    control.report(Stage(StageName.LOADING_MODEL))


def _tell_cut_off(task: Task) -> None:
    """Say where the centre, which nobody compared with the whole, is little of many pictures."""
    if task.recipe.framing is not FramingRule.CENTRE:
        return
    with task.clock.time("features"):
        crop = task.recipe.found_backbone.crop
        lost = find_cut_off(task.index, task.split.train, crop, task.control)
    if lost.is_much:
        task.control.report(Notice(lost.sentence()))
        task.control.report(
            Notice(
                Message("With the framing “whole” or “auto” it sees all of them (--framing auto).")
            )
        )


def _tell_leaks(task: Task, fitted: Fitted, leaks: Mapping[SplitName, Leak]) -> None:
    """Say where pictures that are judged by have near twins among those learned from."""
    if leaks:
        fitted.facts["near_twins"] = leak_facts(leaks)
    for part, leak in leaks.items():
        if leak.share >= TOLD_FROM:
            task.control.report(Notice(leak.sentence(part)))


def compare_with_learned(
    task: Task, fitted: Fitted, folder: Path, leaks: Mapping[SplitName, Leak] | None = None
) -> None:
    """Say how much of what is judged by is known from training; keep what is like nothing in it.

    Args:
        task: what was worked on.
        fitted: what came of it; its facts hear of both.
        folder: of the run.
        leaks: what is known of the first already.
    """
    with task.clock.time("evaluation"):
        familiar = learn_familiar(task, fitted)
        _tell_leaks(task, fitted, find_leaks(task) if leaks is None else leaks)
    if familiar is not None:
        fitted.facts["familiar"] = familiar.facts()
        familiar.save(folder)


@dataclass(frozen=True)
class Judged:
    """How good a fitted network is.

    Attributes:
        reports: one for each split that has pictures.
        threshold: confidence below which an answer is "unsure".
        reached: whether accepted answers reach the accuracy that was asked, with that threshold.
    """

    reports: dict[SplitName, Report]
    threshold: float
    reached: bool


def evaluate(task: Task, fitted: Fitted, out_of_fold: OutOfFold | None = None) -> Judged:
    """The third step, after the method: figures on what was not learned from, by the reference.

    Args:
        task: what was worked on.
        fitted: what came of it.
        out_of_fold: what cross-validation answered: it stands in the place of the validation
            pictures.

    Raises:
        DatasetError: the pictures are out of reach; what was learned is left to go on with.
        Cancelled: the user cancelled.
    """
    with task.clock.time("features"):
        reference = fitted.extraction.reference(task.held_out)
        fitted.extraction.check_within_reach(task.held_out)
    with task.clock.time("evaluation"):
        task.control.report(Stage(StageName.EVALUATION))
        reports = {}
        for name, positions in (
            (SplitName.VALIDATION, task.split.validation),
            (SplitName.TEST, task.split.test),
        ):
            pictures = fitted.classes.known(reference.only(positions))
            if len(pictures.positions):
                reports[name] = report_on(
                    fitted.classes.names,
                    [task.index.records[position].path for position in pictures.positions],
                    fitted.classes.targets(pictures),
                    fitted.network.probabilities(pictures.values),
                    name,
                    task.split.group_numbers(pictures.positions.tolist()),
                )
        if out_of_fold is not None:
            reports[SplitName.VALIDATION] = out_of_fold.report(task, fitted.classes)
            fitted.facts["folds"] = out_of_fold.facts()
        threshold, reached = _threshold(reports, task.recipe.target_accuracy)
        if not reached:
            task.control.report(Notice(_out_of_reach(reports, task.recipe.target_accuracy)))
    task.control.check()
    return Judged(reports, threshold, reached)


def save(task: Task, fitted: Fitted, judged: Judged, writer: RunWriter) -> Run:
    """The last step: everything into the run's folder; the run, reopened from there.

    Raises:
        BundleError: it could not be written; nothing stays behind.
    """
    control, index = task.control, task.index
    with task.clock.time("saving"):
        control.report(Stage(StageName.SAVING))
        control.check()
        folded = fitted.network.folded()
        learned = [index.file(position) for position in fitted.trained_on]
        contents = content_marks(learned, control)
    control.check()
    files = {
        name: judged.reports[name].files if name in judged.reports else () for name in SplitName
    }
    files[SplitName.TRAIN] = tuple(index.records[position].path for position in fitted.trained_on)
    # An empty file, say, is found when the folder is listed.
    unread = [each for each in index.problems if each.kind is ProblemKind.UNREADABLE]
    run = writer.finish(
        Record(
            recipe=task.recipe,
            classes=fitted.classes.names,
            dataset_root=index.root,
            files=files,
            contents=tuple(contents),
            preprocessing=fitted.network.preprocessing,
            head=folded.place,
            history=fitted.history,
            ended_by=fitted.ended_by,
            threshold=judged.threshold,
            created=_now(),
            seconds=task.clock.rounded(),
            facts={
                **task.facts,
                **fitted.facts,
                "threshold_reached": judged.reached,
                "split_origin": task.split.origin,
                **division_facts(index, task.split),
                **({"edits": asdict(index.edited)} if index.edited.changes else {}),
                "weights": fitted.network.weights,
                "features_computed": fitted.extraction.computed,
                "device": task.device.label,
                "versions": versions(),
            },
            notices=tuple(control.notices),
            # Several may have tried to read one, each by a network of its own.
            problems=tuple(
                {
                    (each.path, each.kind): each
                    for each in (*fitted.extraction.problems(), *fitted.problems, *unread)
                }.values()
            ),
            figures={name: report.figures() for name, report in judged.reports.items()},
        ),
        folded.tensors,
        arrays_of(judged.reports),
        {name.value: report.details() for name, report in judged.reports.items()},
    )
    # What went on has taken longer than this time; fewer models were made where it was stopped, or
    # one of them was left out.
    several = run.recipe.ensemble is not EnsembleRule.NONE
    fewer = (run.ended_by is RunEnd.STOPPED and run.recipe.trainings > 1) or (
        several and len(run.facts.get("members", ())) < run.recipe.members
    )
    if not (task.resumed or fewer):
        passes = len(run.history) if run.recipe.passes > 1 else 1
        learning = run.facts.get(EPOCHS_SECONDS)
        remember_training(run.recipe, run.counts["train"], run.seconds, passes, learning)
    return run


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def read_ahead(
    recipe: Recipe, index: DatasetIndex, split: Split, control: Control
) -> dict[int, Message]:
    """Read every picture once and keep its features: a later ``train`` starts with them.

    Args:
        recipe: names the backbone, the device and the framing.
        index: the pictures.
        split: pictures for training get fast features, the others exact ones.
        control: hears ``Stage`` and ``BatchDone``.

    Returns:
        Why a picture cannot be read, by its position in ``index.records``.

    Raises:
        Cancelled: what was finished until then stays cached.
    """
    task = prepare(recipe, index, split, control)
    task.extraction.fast(split.train)
    task.extraction.reference(task.held_out)
    return task.extraction.failures


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
    for package in (
        "torch",
        "torchvision",
        "timm",
        "openvino",
        "numpy",
        "scipy",
        "pillow",
        "simplejpeg",
    ):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
