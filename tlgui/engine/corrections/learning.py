"""A linear head fitted again with corrected pictures among its data: a second or two.

The body stays, and with it the features of all pictures but the new ones. What cross-validation
chose stays too: features, penalty, framing. The result is a run like any other.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine import workflow
from tlgui.engine.data.records import joined
from tlgui.engine.deploy.bundle import is_export
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, DatasetError, Message, RecipeError
from tlgui.engine.insight.similar.grouping import split_in_groups
from tlgui.engine.insight.similar.leaks import leaks_of_added, leaks_of_run, with_more
from tlgui.engine.insight.sureness.correcting import corrected as as_sure_as_right
from tlgui.engine.models.heads import HeadKind, LinearHead
from tlgui.engine.progress import Stage, StageName
from tlgui.engine.training.clock import Clock
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.fine_tuning.gain import Gain, Over, gain_over
from tlgui.engine.training.linear_heads.logistic_regression import refit_logistic_regression
from tlgui.engine.training.method import ClassNumbers, Fitted, Task
from tlgui.engine.training.methods.feature_extraction import (
    FeatureExtraction,
    HeadFit,
    stage_shares,
)
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run_changes import keep_decisions
from tlgui.engine.training.run_writer import RunWriter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.extraction import PictureFeatures
    from tlgui.engine.training.run import Run

FACTS = "corrections"
"""Under which a run says that it learned from corrected answers, and what came of it."""


@dataclass(frozen=True)
class Learned:
    """A run that learned from corrected answers, and what that changed.

    Attributes:
        run: the new one.
        pictures: corrected pictures that it could learn from.
        right_before: of them, how many the run before answers right.
        right_now: how many the new one does.
        gain: on the same held-out pictures; None where there are none.
        held_out: corrected pictures that the runs are judged by: nothing is learned from them.
        beside: corrected pictures that belong together with such: nothing is learned from them.
        twins: held-out pictures with a near twin among those that were added.
    """

    run: Run
    pictures: int
    right_before: int
    right_now: int
    gain: Gain | None
    held_out: int
    beside: int = 0
    twins: int = 0

    def sentences(self) -> list[Message]:
        """What changed, for the user."""
        told = []
        if self.pictures == 1:
            told.append(
                Message("The corrected picture is answered right now.")
                if self.right_now
                else Message("The corrected picture is not answered right yet.")
            )
        elif self.pictures:
            told.append(
                Message(
                    "Of {pictures} corrected pictures {before} were right before, {now} are now.",
                    pictures=f"{self.pictures:,}",
                    before=f"{self.right_before:,}",
                    now=f"{self.right_now:,}",
                )
            )
        if self.held_out == 1:
            told.append(
                Message(
                    "1 of the corrected pictures is held out: the model is judged by it, and did"
                    " not learn from it."
                )
            )
        elif self.held_out:
            told.append(
                Message(
                    "{count} of the corrected pictures are held out: the model is judged by them,"
                    " and did not learn from them.",
                    count=f"{self.held_out:,}",
                )
            )
        if self.beside == 1:
            told.append(
                Message(
                    "1 of the corrected pictures belongs together with a held-out one: the model"
                    " did not learn from it."
                )
            )
        elif self.beside:
            told.append(
                Message(
                    "{count} of the corrected pictures belong together with held-out ones: the"
                    " model did not learn from them.",
                    count=f"{self.beside:,}",
                )
            )
        if self.gain is not None:
            told.append(self.gain.message())
        if self.twins == 1:
            told.append(
                Message(
                    "1 held-out picture has a near twin among those that were added: the accuracy"
                    " is better than on new pictures."
                )
            )
        elif self.twins:
            told.append(
                Message(
                    "{count} held-out pictures have a near twin among those that were added: the"
                    " accuracy is better than on new pictures.",
                    count=f"{self.twins:,}",
                )
            )
        return told

    def facts(self) -> dict[str, Any]:
        """For the run."""
        return {
            "pictures": self.pictures,
            "right_before": self.right_before,
            "right_now": self.right_now,
            "held_out": self.held_out,
            "beside": self.beside,
            "twins": self.twins,
        }


def why_not(run: Run) -> tuple[Message, Message] | None:
    """Why ``run`` cannot learn again at once, and what to do; None where it can."""
    refused = why_cut_off(run)
    if refused is not None or is_solved(run):
        return refused
    return (
        Message("Only a linear head that is solved at once learns again in a moment."),
        Message("Add the corrected pictures to the data, then train again: it learns from them."),
    )


def why_cut_off(run: Run) -> tuple[Message, Message] | None:
    """Why ``run`` is cut off from what it learned from, and what to do; None where it is not."""
    if is_export(run.folder):
        return (
            Message(
                "This is an exported model: the pictures that it learned from are not with it."
            ),
            Message("Open the run that it was exported from, or train on a folder of pictures."),
        )
    if run.changes is not None:
        return (
            Message("The classes of this run were renamed, hidden or merged after it had learned."),
            Message("Have it answer with the classes that it learned, on the Export page."),
        )
    if not os.path.isdir(run.dataset_root):
        return (
            Message("The pictures that this run learned from are no longer there."),
            Message("Say on the Data page where they are now, or train on another folder."),
        )
    return None


def is_solved(run: Run) -> bool:
    """Whether ``run`` is one linear head that was solved at once, and can be again."""
    recipe = run.recipe
    solved = isinstance(recipe, FeatureExtraction) and recipe.head is HeadFit.LOGISTIC_REGRESSION
    solved = solved and isinstance(run.facts.get("c"), float)
    return solved and recipe.ensemble is EnsembleRule.NONE and not recipe.folds


def learn_again(
    run: Run, index: DatasetIndex, corrected: Collection[str], out: Path, control: Control
) -> Learned:
    """Fit the head of ``run`` again, with what was corrected since among its pictures.

    The held-out pictures are those of ``run``, and are judged by the labels of ``index``.

    Args:
        run: trained; ``why_not`` has nothing against it.
        index: its data set as edited, with the corrected pictures.
        corrected: their paths in ``index``.
        out: folder of the new run; it must not exist, or be empty.
        control: hears ``Stage``, ``BatchDone`` and ``Notice``.

    Raises:
        RecipeError: ``run`` cannot learn again.
        DatasetError: fewer than two classes have readable training pictures.
        BundleError: the run is damaged, or the new one cannot be written.
        Cancelled: the user cancelled; nothing is left of the new run.
    """
    refused = why_not(run)
    if refused is not None:
        raise RecipeError(*refused)
    writer = RunWriter(out)
    try:
        task, before = begin_again(run, index, control)
        fitted = refit(task, run, before, task.split.train)
        old = Fitted(before, _classes_of(run, index), (), task.extraction)
        judged = workflow.evaluate(task, fitted)
        more = leaks_of_added(task)
        # What the run before found out need not be found out again.
        known = leaks_of_run(run.facts)
        leaks = with_more(known, more) if known else None
        twins = sum(leak.pictures for leak in more.values())
        learned = _what_changed(task, run, old, fitted, corrected, twins)
        fitted.facts[FACTS] = {"of": run.folder.name, **learned.facts()}
        if learned.gain is not None:
            fitted.facts["gain"] = learned.gain.facts()
        workflow.compare_with_learned(task, fitted, writer.folder, leaks)
        saved = workflow.save(task, fitted, judged, writer)
    except BaseException:
        writer.discard()
        raise
    return replace(learned, run=_as_decided(saved, run))


def _as_decided(new: Run, run: Run) -> Run:
    """``new`` as sure as it is right, where that was wanted of ``run``; with its own thresholds."""
    made = new
    if run.temperature != 1:
        with suppress(BundleError):  # Too few validation pictures are left to tell.
            made = as_sure_as_right(made)
    own = {name: value for name, value in run.class_thresholds.items() if name in made.classes}
    if own:
        made = replace(made, class_thresholds=own)
    return new if made is new else keep_decisions(made)


def split_with_added(run: Run, index: DatasetIndex, control: Control) -> Split:
    """The split of ``run``, and what was added since among what is learned from.

    Added pictures that belong together with held-out ones are in no part: the figures would tell
    how well the model knows that group.
    """
    split = split_in_groups(run, index, control)
    held_out = {*split.validation, *split.test}
    torn = {at for group in joined(split.groups) if held_out.intersection(group) for at in group}
    train = sorted({*split.train, *(index.added - held_out - torn)})
    return replace(split, train=tuple(train))


def begin_again(run: Run, index: DatasetIndex, control: Control) -> tuple[Task, Network]:
    """The task, on the body of ``run`` without its head, and the network of ``run``.

    Raises:
        DatasetError: none of its pictures is there.
        BundleError: it is damaged.
    """
    clock = Clock()
    with clock.time("model"):
        control.report(Stage(StageName.LOADING_MODEL))
        control.check()
        device = resolve_device(run.recipe.device)
        before = run.network()
    split = split_with_added(run, index, control)
    if not split.train:
        raise DatasetError(
            Message(
                "None of the pictures that this run learned from is in {path}.", path=index.root
            )
        )
    count = len(split.train) + len(split.validation) + len(split.test)
    body = replace(before, head=None)
    extraction = Extraction(body, device, index, count, control)
    task = Task(run.recipe, index, split, body, device, extraction, clock, control)
    with clock.time("features"):
        # Few, and by the reference, which is there for the figures: no other engine is made.
        extraction.reference(sorted(index.added.intersection(split.train)))
        extraction.begin(count)
    return task, before


def refit(task: Task, run: Run, before: Network, positions: Sequence[int]) -> Fitted:
    """The head of ``before`` fitted again on some of the task's training pictures.

    Raises:
        DatasetError: they are of fewer than two classes.
    """
    clock, control = task.clock, task.control
    with clock.time("features"):
        training = task.extraction.fast(task.split.train)
        if len(positions) < len(task.split.train):
            training = training.only(positions)
    classes = ClassNumbers.of(training.labels.tolist(), task.index)
    with clock.time("fit"):
        control.report(Stage(StageName.FIT))
        targets = classes.targets(training)
        assert isinstance(before.head, LinearHead)
        every = before.head_kind is HeadKind.ALL_STAGES
        head = refit_logistic_regression(
            training.values,
            targets,
            len(classes.names),
            control,
            c=float(run.facts["c"]),
            groups=before.groups if every else before.groups[:1],
            start=_rows_for(before.head, run.trained_classes, classes.names),
            weights=task.weights(training.positions.tolist(), targets, len(classes.names)),
        )
        shares = stage_shares(training.values, head, task.network.groups)
    kept = ("c", "cross_validation", "features", "features_losses", "framing_losses")
    return Fitted(
        network=task.network.with_head(head),
        classes=classes,
        trained_on=training.positions.tolist(),
        extraction=task.extraction,
        facts={
            **{name: run.facts[name] for name in kept if name in run.facts},
            "epochs": 0,
            "stage_shares": shares,
            "training_precision": training.precision,
            "fast_decibels": run.facts.get("fast_decibels"),
        },
    )


def _rows_for(head: LinearHead, known: Sequence[str], names: Sequence[str]) -> LinearHead:
    """``head`` with a row for each of ``names``; nothing in those of classes that it lacks."""
    row = {name: number for number, name in enumerate(known)}
    weight = np.zeros((len(names), head.width), np.float32)
    bias = np.zeros(len(names), np.float32)
    for number, name in enumerate(names):
        if name in row:
            weight[number], bias[number] = head.weight[row[name]], head.bias[row[name]]
    return LinearHead(weight, bias)


def _classes_of(run: Run, index: DatasetIndex) -> ClassNumbers:
    """The classes of ``run``, by their numbers in ``index``."""
    place = {name: number for number, name in enumerate(index.classes)}
    known = enumerate(run.trained_classes)
    return ClassNumbers(
        run.trained_classes, {place[name]: number for number, name in known if name in place}
    )


def _what_changed(
    task: Task, run: Run, before: Fitted, after: Fitted, corrected: Collection[str], twins: int
) -> Learned:
    wanted = set(corrected)
    positions = [at for at, record in enumerate(task.index.records) if record.path in wanted]
    judged_by, training = set(task.held_out), set(task.split.train)
    learned_from = [at for at in positions if at in training]
    pictures = task.extraction.fast(task.split.train).only(learned_from)
    return Learned(
        run,
        len(pictures.positions),
        _right(before, pictures),
        _right(after, pictures),
        gain_over(task, before, after, Over.BEFORE),
        held_out=sum(at in judged_by for at in positions),
        beside=sum(at in task.index.added and at not in training for at in positions),
        twins=twins,
    )


def _right(fitted: Fitted, pictures: PictureFeatures) -> int:
    """How many of ``pictures`` it answers right; none of a class that it does not know."""
    if not len(pictures.positions):
        return 0
    answers = fitted.network.probabilities(pictures.values).argmax(axis=1)
    wanted = [fitted.classes.number.get(label, -1) for label in pictures.labels.tolist()]
    return int((answers == np.asarray(wanted)).sum())
