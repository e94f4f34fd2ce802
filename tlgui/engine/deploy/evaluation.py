"""A trained run against a folder of labelled pictures that it has not seen."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.class_matching import match_classes
from tlgui.engine.data.index import NoClassFoldersError
from tlgui.engine.data.quality import with_marks
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.data.table import listed
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.edits.edit import NO_EDITS
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.insight.report import evaluate
from tlgui.engine.training.fine_tuning.gain import Over, paired_gain
from tlgui.engine.training.methods.as_is import class_finder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.deploy.predictor import Predictor
    from tlgui.engine.edits.edit import Edits
    from tlgui.engine.insight.report import Report
    from tlgui.engine.progress import Control
    from tlgui.engine.training.fine_tuning.gain import Gain

NAMES_TOLD = 50


@dataclass(frozen=True)
class FolderEvaluation:
    """The report on a folder, and what was left out of it.

    Attributes:
        report: on the pictures of known classes that could be read.
        problems: of the folder and its pictures.
        unknown_class_images: pictures of classes that the model does not know.
        training_images: pictures among those judged that the model learned from.
        gain: over one look at each picture; None where there is but one.
    """

    report: Report
    problems: tuple[Problem, ...]
    unknown_class_images: int
    training_images: int
    gain: Gain | None = None


def evaluate_folder(
    predictor: Predictor,
    folder: Path,
    control: Control,
    edits: Edits = NO_EDITS,
    columns: TableColumns | None = None,
) -> FolderEvaluation:
    """Evaluate on ``folder``, which has one sub-folder a class, or on a table.

    Pictures that the user added to it from elsewhere are not judged by: they are to be learned
    from, and were chosen for what a model answered.

    Args:
        predictor: what is judged.
        folder: of labelled pictures.
        control: hears what goes on.
        edits: of that folder.
        columns: which column of a table is which.

    Raises:
        DatasetError: there is no such folder, or nothing in it can be judged.
        RecipeError: its classes are the backbone's own, and nothing tells their other names.
    """
    try:
        index = with_edits(listed(folder, control, columns), replace(edits, added=()))
    except NoClassFoldersError as error:
        raise _without_class_folders(folder, predictor.classes) from error
    if not index.classes:
        raise _without_classes(index, predictor.classes)
    matched = match_classes(index, class_finder(predictor.run))
    problems = [*index.problems, *matched.problems]
    judged = [record for record in index.records if record.class_index in matched.number]
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
    targets = [matched.number[judged[position].class_index] for position in order]
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
    gain = None
    if predictor.looks is not Looks.ONCE:
        gain = _over_one_look(predictor, report, [paths[position] for position in order], control)
    return FolderEvaluation(report, tuple(problems), matched.left_out, seen, gain)


def _over_one_look(
    predictor: Predictor, report: Report, paths: Sequence[Path], control: Control
) -> Gain | None:
    """What the averaged answers of ``report`` gain; None where a picture cannot be read again."""
    once = dict(predictor.with_one_look().probabilities(paths, control))
    answers = [once[position] for position in range(len(paths))]
    known = [answer.argmax() for answer in answers if not isinstance(answer, Message)]
    if len(known) < len(paths):
        return None
    before = np.asarray(known) == report.targets
    after = report.predictions == report.targets
    return paired_gain(before, after, None, Over.LOOK, report.groups)


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
        names=_listed(classes),
    )


def _listed(names: Sequence[str]) -> str:
    """The names, the first ones where there are many."""
    return ", ".join(names[:NAMES_TOLD]) + (" ..." if len(names) > NAMES_TOLD else "")


def _nothing_judged(index: DatasetIndex, classes: Sequence[str], *, known: bool) -> DatasetError:
    if known:
        return DatasetError(
            Message("No picture in {folder} can be judged by this model.", folder=index.root),
            Message("Its classes are: {names}.", names=_listed(classes)),
        )
    return DatasetError(
        Message(
            "No picture in {folder} can be judged by this model: it knows none of the classes"
            " {found}.",
            folder=index.root,
            found=_listed(index.classes),
        ),
        _expected_folder(classes),
    )
