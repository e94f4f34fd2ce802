"""Whether more pictures would help: heads that learn from growing parts of those that there are."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.corrections.learning import begin_again, is_solved, why_cut_off
from tlgui.engine.corrections.parts import nested_parts, sizes_of
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import DatasetError, Message, RecipeError
from tlgui.engine.insight.learning_curve.curve import keep_learning_curve
from tlgui.engine.insight.learning_curve.forecast import curve_of
from tlgui.engine.models.heads import HeadKind, LinearHead
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.linear_heads.logistic_regression import refit_logistic_regression
from tlgui.engine.training.method import ClassNumbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.corrections.parts import Part
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]


def why_no_curve(run: Run) -> tuple[Message, Message] | None:
    """Why ``run`` has no learning curve by pictures, and what to do; None where it can have one."""
    refused = why_cut_off(run)
    if refused is not None:
        return refused
    if not is_solved(run):
        return (
            Message(
                "There is a learning curve of linear heads that are solved at once, in seconds:"
                " this model would have to be trained anew for each of its points."
            ),
            Message(
                "Train by feature extraction on the same pictures: its curve tells much of theirs."
            ),
        )
    if run.headline_split is None:
        return (
            Message("There are no held-out pictures to judge by."),
            Message("Train with a validation split."),
        )
    return None


def measure_and_keep(run: Run, index: DatasetIndex, control: Control) -> LearningCurve:
    """``measure_curve``, kept in the folder of ``run`` where that may be written to.

    Raises:
        RecipeError, DatasetError, BundleError, Cancelled: as that does.
    """
    curve = measure_curve(run, index, control)
    with suppress(OSError):  # What was measured is told all the same.
        keep_learning_curve(run, curve)
    return curve


def measure_curve(run: Run, index: DatasetIndex, control: Control) -> LearningCurve:
    """How right ``run`` would be with fewer pictures, and what more of them would bring.

    The body, the features looked at and the penalty are the run's. Test pictures judge, where
    there are any, else validation pictures.

    Args:
        run: trained.
        index: its data set as edited.
        control: hears ``Stage`` and ``BatchDone``.

    Raises:
        RecipeError: ``run`` can have none.
        DatasetError: pictures of fewer than two classes, or none to judge by, are left.
        BundleError: the run is damaged.
        Cancelled: the user cancelled.
    """
    refused = why_no_curve(run)
    if refused is not None:
        raise RecipeError(*refused)
    task, before = begin_again(run, index, control)
    split = SplitName.TEST if task.split.test else SplitName.VALIDATION
    training = task.extraction.fast(task.split.train)
    classes = ClassNumbers.of(training.labels.tolist(), task.index)
    judged = task.extraction.reference(task.held_out).only(task.split.test or task.split.validation)
    judged = classes.known(judged)
    if not len(judged.positions):
        raise DatasetError(
            Message("None of the held-out pictures of this run can be read any more."),
            Message("Say on the Data page where they are now, or train on another folder."),
        )
    positions = training.positions.tolist()
    targets, names = classes.targets(training), classes.names
    every = before.head_kind is HeadKind.ALL_STAGES
    learner = Learner(
        training.values,
        targets,
        len(names),
        float(run.facts["c"]),
        before.groups if every else before.groups[:1],
        lambda places: task.weights(
            [positions[place] for place in places.tolist()], targets[places], len(names)
        ),
    )
    seed = run.recipe.seed
    parts = nested_parts(targets, task.split.group_numbers(positions), np.random.default_rng(seed))
    right = classes.targets(judged)
    # Far larger than what is learned from, and read once only for all heads.
    values = np.ascontiguousarray(judged.values[:, : sum(learner.groups)])
    wrong = [head.logits(values).argmax(axis=1) != right for head in learner.heads(parts, control)]
    return curve_of(
        sizes_of(parts),
        np.stack(wrong),
        split,
        task.split.group_numbers(judged.positions.tolist()),
        seed,
    )


@dataclass(frozen=True, eq=False)
class Learner:
    """What heads learn from, and how.

    Attributes:
        features: (N, width) of the training pictures.
        targets: (N,) their classes.
        classes: how many.
        c: the inverse penalty.
        groups: widths of the groups at the front of the features that heads look at.
        weights: of the pictures at some places, where these alone are learned from.
    """

    features: Floats
    targets: Places
    classes: int
    c: float
    groups: tuple[int, ...]
    weights: Callable[[Places], Floats]

    def heads(self, parts: Sequence[Part], control: Control) -> Iterator[LinearHead]:
        """A head for each of ``parts``.

        Each begins with the head of the smaller part within its own: never with one that has
        learned from other pictures, of which something might stay.

        Raises:
            Cancelled: the user cancelled.
        """
        total = sum(len(part.places) for part in parts)
        control.report(Stage(StageName.FIT, total))
        done, draw, head = 0, -1, self._nothing()
        for part in parts:
            if part.draw != draw:
                draw, head = part.draw, self._nothing()
            head = refit_logistic_regression(
                self.features[part.places],
                self.targets[part.places],
                self.classes,
                control,
                c=self.c,
                groups=self.groups,
                start=head,
                weights=self.weights(part.places),
            )
            done += len(part.places)
            control.report(BatchDone(done, total))
            yield head

    def _nothing(self) -> LinearHead:
        shape = self.classes, sum(self.groups)
        return LinearHead(np.zeros(shape, np.float32), np.zeros(self.classes, np.float32))
