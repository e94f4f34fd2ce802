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
        accuracies: of each fold that has a picture which can be read.
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
            "deviation": float(np.std(self.accuracies, ddof=1)) if self.accuracies[1:] else 0.0,
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

    Copies of a file stay in one fold, and so do pictures that belong together. Features are read
    once for all folds.

    Raises:
        RecipeError: too few pictures, or groups of them, for so many folds; or what the method
            refuses.
        DatasetError: the pictures are out of reach; folds that are done are left to go on with.
        Cancelled: the user cancelled.
    """
    index, recipe = task.index, task.recipe
    pool = np.asarray(sorted((*task.split.train, *task.split.validation)), np.int64)
    check_folds(task, pool.tolist())
    labels = np.asarray([index.records[position].class_index for position in pool], np.int64)
    groups = _groups(task, pool)
    parts = _parts(task, labels, groups)
    probabilities = np.zeros((len(pool), len(index.classes)), np.float32)
    answered = np.zeros(len(pool), bool)
    accuracies = []
    for number, (learned, judged) in enumerate(parts, 1):
        told = ensembles.fold_told(recipe, number)
        own = None if groups is None else groups[learned]
        part = _of_fold(task, pool[learned], pool[judged], own, number)
        answers = _kept(part, told)
        if answers is None:
            task.control.report(Notice(told, passing=True))
            task.extraction.begin(len(pool))
            # Half of the folds are not worth a run: a stop among them is a cancel.
            with task.control.as_a_part():
                answers = _answer(ensembles.fit(part, compared=False, fold=number), part)
            task.control.has_result = False
            task.control.check()
            keep_answers(part, answers)
        places = np.searchsorted(pool, answers.positions)
        probabilities[places] = answers.probabilities
        answered[places] = True
        if len(places):
            right = answers.probabilities.argmax(axis=1) == labels[places]
            accuracies.append(float(right.mean()))
    task.control.report(Notice(Message("Now the model that is kept"), passing=True))
    return OutOfFold(
        pool[answered],
        labels[answered],
        probabilities[answered],
        tuple(accuracies),
        tuple(index.records[position].path for position in task.split.validation),
    )


def _groups(task: Task, pool: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
    """(N,) equal for pictures that stay in one fold: copies, and those of a group; None for none.

    Raises:
        RecipeError: there are fewer such than folds.
        Cancelled: the user cancelled.
    """
    place = {int(position): number for number, position in enumerate(pool)}
    together = (*task.split.groups, *find_twins(task.index, task.control))
    inside = [[place[position] for position in some if position in place] for some in together]
    groups = joined_groups(len(pool), [some for some in inside if len(some) > 1])
    count = len(set(groups))
    if count == len(pool):
        return None
    if count < task.recipe.folds:
        raise RecipeError(
            Message(
                "The pictures form {count} groups that stay together: too few for {folds} folds.",
                count=count,
                folds=task.recipe.folds,
            ),
            Message("Take at most {count} folds (--folds).", count=count)
            if count > 1
            else Message("Take no folds."),
        )
    return np.asarray(groups)


def _parts(
    task: Task, labels: np.ndarray[Any, Any], groups: np.ndarray[Any, Any] | None
) -> list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """What is learned from and judged in each fold, as places in the pool.

    Raises:
        RecipeError: no two classes would be learned from in one of them, or nothing judged.
    """
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    given = {"n_splits": task.recipe.folds, "shuffle": True, "random_state": task.recipe.seed}
    if groups is None:
        return list(StratifiedKFold(**given).split(labels, labels))
    parts = list(StratifiedGroupKFold(**given).split(labels, labels, groups))
    if any(len(set(labels[learned])) < 2 or not len(judged) for learned, judged in parts):
        raise RecipeError(
            Message(
                "In one of {folds} folds only one class would be left to learn from: its groups"
                " of pictures stay together.",
                folds=task.recipe.folds,
            ),
            Message("Take other folds (--folds), or none."),
        )
    return parts


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
    task: Task,
    learned: np.ndarray[Any, Any],
    judged: np.ndarray[Any, Any],
    groups: np.ndarray[Any, Any] | None,
    number: int,
) -> Task:
    """The task of one fold; a method that goes by epochs holds some of its pictures back.

    Args:
        task: of all folds.
        learned: (N,) positions of the pictures that are not judged.
        judged: of those that are.
        groups: (N,) of the former, equal for those that stay together; None where none do.
        number: of the fold, from 1.
    """
    held_back = np.zeros(len(learned), bool)
    if task.recipe.epochs_at_most:
        labels = np.asarray([task.index.records[position].class_index for position in learned])
        seed = task.recipe.seed
        if groups is None:
            held_back[_drawn(labels, seed)] = True
        else:
            held_back[_drawn_by_groups(labels, groups, seed)] = True
    split = replace(
        task.split,
        train=tuple(sorted(learned[~held_back].tolist())),
        validation=tuple(sorted(learned[held_back].tolist())),
        test=tuple(sorted(judged.tolist())),
    )
    folder = None if task.folder is None else fold_folder(task.folder, number)
    return replace(task, split=split, folder=folder)


def _drawn(labels: np.ndarray[Any, Any], seed: int) -> Sequence[int]:
    """Places of the pictures that a fold holds back, each drawn by itself; few may spare none."""
    from sklearn.model_selection import train_test_split

    classes, counts = np.unique(labels, return_counts=True)
    count = max(round(HELD_OUT_SHARE * len(labels)), len(classes))
    if counts.max() < 2 or len(labels) - count < len(classes):
        return []
    places = np.arange(len(labels))
    even = labels if counts.min() > 1 else None
    drawn: list[int] = train_test_split(places, test_size=count, random_state=seed, stratify=even)[
        1
    ].tolist()
    return drawn


def _drawn_by_groups(
    labels: np.ndarray[Any, Any], groups: np.ndarray[Any, Any], seed: int
) -> Sequence[int]:
    """The same of whole groups; none where a class would not be learned any more."""
    import warnings

    from sklearn.model_selection import StratifiedGroupKFold

    classes, counts = np.unique(labels, return_counts=True)
    parts = min(round(1 / HELD_OUT_SHARE), len(set(groups)), int(counts.max()))
    if parts < 2:
        return []
    with warnings.catch_warnings():
        # A class of fewer pictures than parts is missing in some: that is so.
        warnings.simplefilter("ignore")
        drawn = StratifiedGroupKFold(parts, shuffle=True, random_state=seed)
        for left, part in drawn.split(labels, labels, groups):
            if len(part) and len(set(labels[left])) == len(classes):
                found: list[int] = part.tolist()
                return found
    return []


def _answer(fitted: Fitted, task: Task) -> FoldAnswers:
    """What the model of a fold answers for its pictures."""
    pictures = fitted.extraction.reference(task.split.test)
    fitted.extraction.check_within_reach(task.split.test)
    rows = fitted.network.probabilities(pictures.values)
    probabilities = np.zeros((len(rows), len(task.index.classes)), np.float32)
    for label, column in fitted.classes.number.items():
        probabilities[:, label] = rows[:, column]
    return FoldAnswers(pictures.positions, probabilities)
