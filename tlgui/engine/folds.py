"""Cross-validation: every picture is judged once, by a model that did not learn from it.

The pictures are divided into folds; of each, a model that learned from all others answers. What is
kept in the end is the model that learned from all of them. A fold's answers are kept as soon as
they are there: a cross-validation that ended too soon goes on with the fold that was under way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine import ensembles
from tlgui.engine.data.quality import find_twins
from tlgui.engine.data.records import SplitName, joined_groups
from tlgui.engine.errors import DamagedError, Message, RecipeError
from tlgui.engine.insight.report import evaluate as report_on
from tlgui.engine.progress import Notice
from tlgui.engine.training.kept.answers import FoldAnswers, keep_answers, kept_answers
from tlgui.engine.training.kept.places import fold_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.insight.report import Report
    from tlgui.engine.training.method import ClassNumbers, Fitted, Task

HELD_OUT_SHARE = 0.15
"""Of what a fold's model learns from, by which it chooses its epoch."""


@dataclass(frozen=True, eq=False)
class OutOfFold:
    """What the models of all folds answered.

    Attributes:
        positions: (N,) of the pictures in the index, sorted.
        labels: (N,) their class indices there.
        probabilities: (N, C) float32, in the order of the data set's classes; 0 for a class that
            a fold's model never saw.
        accuracies: of each fold.
        held_back: the pictures that the split has for validation: what is reopened divides as
            before.
    """

    positions: np.ndarray[Any, np.dtype[np.int64]]
    labels: np.ndarray[Any, np.dtype[np.int64]]
    probabilities: np.ndarray[Any, np.dtype[np.float32]]
    accuracies: tuple[float, ...]
    held_back: tuple[str, ...] = ()

    def report(self, task: Task, classes: ClassNumbers) -> Report:
        """Its figures, in the classes of the model that is kept."""
        known = np.isin(self.labels, list(classes.number))
        columns = sorted(classes.number, key=classes.number.__getitem__)
        shares = self.probabilities[known][:, columns]
        return report_on(
            classes.names,
            [task.index.records[position].path for position in self.positions[known]],
            np.asarray([classes.number[label] for label in self.labels[known].tolist()], np.int64),
            shares / shares.sum(axis=1, keepdims=True),
            SplitName.VALIDATION,
            task.split.group_numbers(self.positions[known].tolist()),
        )

    def facts(self) -> dict[str, Any]:
        """For the run: the accuracy of each fold, their mean and standard deviation."""
        return {
            "count": len(self.accuracies),
            "accuracies": list(self.accuracies),
            "mean": float(np.mean(self.accuracies)),
            "deviation": float(np.std(self.accuracies, ddof=1)),
            "held_back": list(self.held_back),
        }


def check_folds(task: Task, pool: Sequence[int]) -> None:
    """Refuse so many folds where some would be empty.

    Raises:
        RecipeError: a class has fewer pictures than there are folds, or none has more than one.
    """
    labels = [task.index.records[position].class_index for position in pool]
    counts = np.bincount(labels, minlength=len(task.index.classes))
    fewest = int(counts[counts > 0].min())
    if fewest < task.recipe.folds:
        name = task.index.classes[int(np.argmin(np.where(counts > 0, counts, np.inf)))]
        raise RecipeError(
            Message(
                "The class {name} has {count} pictures: too few for {folds} folds.",
                name=name,
                count=fewest,
                folds=task.recipe.folds,
            ),
            Message("Take at most {count} folds (--folds).", count=fewest)
            if fewest > 1
            else Message("Each class wants two pictures at least."),
        )


def cross_validate(task: Task) -> OutOfFold:
    """Train a model for each fold, and have it answer for the pictures of the fold.

    Copies of a file stay in one fold. Features are read once for all folds.

    Raises:
        RecipeError: too few pictures for so many folds; or what the method refuses.
        Cancelled: the user cancelled.
    """
    index, recipe = task.index, task.recipe
    pool = np.asarray(sorted((*task.split.train, *task.split.validation)), np.int64)
    check_folds(task, pool.tolist())
    labels = np.asarray([index.records[position].class_index for position in pool], np.int64)
    probabilities = np.zeros((len(pool), len(index.classes)), np.float32)
    answered = np.zeros(len(pool), bool)
    accuracies = []
    for number, (learned, judged) in enumerate(_parts(task, pool, labels), 1):
        told = ensembles.fold_told(recipe, number)
        part = _of_fold(task, pool[learned], pool[judged], number)
        answers = _kept(part, told)
        if answers is None:
            task.control.report(Notice(told, passing=True))
            task.extraction.begin(len(pool))
            answers = _answer(ensembles.fit(part, compared=False, fold=number), part)
            # Half of the folds are not worth a run: a stop among them is a cancel.
            task.control.has_result = False
            task.control.check()
            keep_answers(part, answers)
        places = np.searchsorted(pool, answers.positions)
        probabilities[places] = answers.probabilities
        answered[places] = True
        right = answers.probabilities.argmax(axis=1) == labels[places]
        accuracies.append(float(right.mean()) if len(right) else float("nan"))
    task.control.report(Notice(Message("Now the model that is kept"), passing=True))
    return OutOfFold(
        pool[answered],
        labels[answered],
        probabilities[answered],
        tuple(accuracies),
        tuple(index.records[position].path for position in task.split.validation),
    )


def _parts(
    task: Task, pool: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]
) -> list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    given = {"n_splits": task.recipe.folds, "shuffle": True, "random_state": task.recipe.seed}
    place = {int(position): number for number, position in enumerate(pool)}
    together = (*task.split.groups, *find_twins(task.index, task.control))
    inside = [[place[position] for position in some if position in place] for some in together]
    groups = joined_groups(len(pool), [some for some in inside if len(some) > 1])
    if len(set(groups)) < len(pool):
        return list(StratifiedGroupKFold(**given).split(pool, labels, groups))
    return list(StratifiedKFold(**given).split(pool, labels))


def _kept(task: Task, told: Message) -> FoldAnswers | None:
    """What the fold's model answered another day; None where it is to be trained now."""
    try:
        answers = kept_answers(task)
    except DamagedError as error:
        task.control.report(Notice(ensembles.anew(told, error)))
        return None
    if answers is not None:
        done = Message("{part} was trained before", part=told)
        task.control.report(Notice(done, passing=True))
    return answers


def _of_fold(
    task: Task, learned: np.ndarray[Any, Any], judged: np.ndarray[Any, Any], number: int
) -> Task:
    """The task of one fold; a method that goes by epochs holds some of its pictures back."""
    held_back: np.ndarray[Any, Any] = np.empty(0, np.int64)
    if task.recipe.epochs_at_most:
        from sklearn.model_selection import train_test_split

        labels = [task.index.records[position].class_index for position in learned]
        count = max(round(HELD_OUT_SHARE * len(learned)), len(set(labels)))
        if np.bincount(labels).max() > 1 and len(learned) - count >= len(set(labels)):
            single = min(np.unique(labels, return_counts=True)[1]) < 2
            learned, held_back = train_test_split(
                learned,
                test_size=count,
                random_state=task.recipe.seed,
                stratify=None if single else labels,
            )
    split = replace(
        task.split,
        train=tuple(sorted(learned.tolist())),
        validation=tuple(sorted(held_back.tolist())),
        test=tuple(sorted(judged.tolist())),
    )
    folder = None if task.folder is None else fold_folder(task.folder, number)
    return replace(task, split=split, folder=folder)


def _answer(fitted: Fitted, task: Task) -> FoldAnswers:
    """What the model of a fold answers for its pictures."""
    pictures = fitted.extraction.reference(task.split.test)
    rows = fitted.network.probabilities(pictures.values)
    probabilities = np.zeros((len(rows), len(task.index.classes)), np.float32)
    for label, column in fitted.classes.number.items():
        probabilities[:, label] = rows[:, column]
    return FoldAnswers(pictures.positions, probabilities)
