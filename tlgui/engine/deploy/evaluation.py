"""A trained run against a folder of labelled pictures that it has not seen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.index import NoClassFoldersError, scan
from tlgui.engine.data.quality import with_marks
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.insight.report import evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.deploy.predictor import Predictor
    from tlgui.engine.insight.report import Report
    from tlgui.engine.progress import Control


@dataclass(frozen=True)
class FolderEvaluation:
    """The report on a folder, and what was left out of it.

    Attributes:
        report: on the pictures of known classes that could be read.
        problems: of the folder and its pictures.
        unknown_class_images: pictures of classes that the model does not know.
        training_images: pictures among those judged that the model learned from.
    """

    report: Report
    problems: tuple[Problem, ...]
    unknown_class_images: int
    training_images: int


def evaluate_folder(predictor: Predictor, folder: Path, control: Control) -> FolderEvaluation:
    """Evaluate on ``folder``, which has one sub-folder a class.

    Raises:
        DatasetError: there is no such folder, or nothing in it can be judged.
    """
    try:
        index = scan(folder, control)
    except NoClassFoldersError as error:
        raise _without_class_folders(folder, predictor.classes) from error
    if not index.classes:
        raise _without_classes(index, predictor.classes)
    number = {name: place for place, name in enumerate(predictor.classes)}
    problems = list(index.problems)
    counts = index.class_counts()
    unknown = 0
    for name, count in zip(index.classes, counts, strict=True):
        if name not in number:
            unknown += count
            problems.append(
                Problem(
                    name,
                    ProblemKind.UNKNOWN_CLASS,
                    Message(
                        "The model does not know the class {name}: 1 picture left out.", name=name
                    )
                    if count == 1
                    else Message(
                        "The model does not know the class {name}: {count} pictures left out.",
                        name=name,
                        count=count,
                    ),
                )
            )
    judged = [record for record in index.records if index.classes[record.class_index] in number]
    paths = [index.root / record.path for record in judged]
    answers: dict[int, NDArray[np.float32]] = {}
    for position, known in predictor.probabilities(paths, control):
        if isinstance(known, Message):
            problems.append(Problem(judged[position].path, ProblemKind.UNREADABLE, known))
        else:
            answers[position] = known
    if not answers:
        raise _nothing_judged(index, predictor.classes, known=bool(judged))
    order = sorted(answers)
    targets = [number[index.classes[judged[position].class_index]] for position in order]
    report = evaluate(
        predictor.classes,
        [judged[position].path for position in order],
        np.asarray(targets, dtype=np.int64),
        np.stack([answers[position] for position in order]),
    )
    seen = len(with_marks([paths[position] for position in order], predictor.run.contents, control))
    if seen:
        problems.append(
            Problem(
                ".",
                ProblemKind.LEARNED_FROM,
                Message(
                    "The model learned from {count} of these {all} pictures: the figures flatter.",
                    count=seen,
                    all=len(order),
                ),
            )
        )
    return FolderEvaluation(report, tuple(problems), unknown, seen)


def _without_class_folders(folder: Path, classes: Sequence[str]) -> DatasetError:
    return DatasetError(
        Message(
            "{folder} has no class folders: its pictures lie directly in it, without a label.",
            folder=os.path.abspath(folder),
        ),
        _expected_folder(classes),
    )


def _without_classes(index: DatasetIndex, classes: Sequence[str]) -> DatasetError:
    return DatasetError(
        Message("{folder} has no picture that can be read.", folder=index.root),
        _expected_folder(classes),
    )


def _expected_folder(classes: Sequence[str]) -> Message:
    return Message(
        "Name a folder that holds one sub-folder per class, called as the model's classes:"
        " {names}.",
        names=", ".join(classes),
    )


def _nothing_judged(index: DatasetIndex, classes: Sequence[str], *, known: bool) -> DatasetError:
    if known:
        return DatasetError(
            Message("No picture in {folder} can be judged by this model.", folder=index.root),
            Message("Its classes are: {names}.", names=", ".join(classes)),
        )
    return DatasetError(
        Message(
            "No picture in {folder} can be judged by this model: it knows none of the classes"
            " {found}.",
            folder=index.root,
            found=", ".join(index.classes),
        ),
        _expected_folder(classes),
    )
