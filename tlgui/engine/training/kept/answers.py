"""What the model of a fold answered, kept once it is done: the model itself is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import Message
from tlgui.engine.training.by_epochs.company import company
from tlgui.engine.training.kept.files import Kept
from tlgui.engine.training.kept.parts import keep_part, kept_part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.method import Task


@dataclass(frozen=True, eq=False)
class FoldAnswers:
    """What a fold's model answered.

    Attributes:
        positions: (N,) of the fold's pictures that could be read, in the index, sorted.
        probabilities: (N, C) float32, in the order of the data set's classes; 0 for one that the
            model never saw.
    """

    positions: NDArray[np.int64]
    probabilities: NDArray[np.float32]


def keep_answers(task: Task, answers: FoldAnswers) -> None:
    """Keep ``answers`` in the folder of ``task``, and no longer how far its training was.

    Where they cannot be kept that is told, and the cross-validation goes on.
    """
    if task.folder is None or not company().leads:
        return
    document = {
        "files": [task.index.records[place].path for place in answers.positions.tolist()],
        "classes": list(task.index.classes),
    }
    keep_part(
        task,
        Kept(document, {"probabilities": answers.probabilities}),
        lambda reason: Message(
            "A fold that is done cannot be kept to go on with: {reason}.", reason=reason
        ),
    )


def kept_answers(task: Task) -> FoldAnswers | None:
    """What was kept of the fold of ``task`` when it was done; None where it was not.

    Raises:
        DamagedError: it cannot be read.
        BundleError: it belongs to another training.
    """
    return kept_part(task, _answers)


def _answers(task: Task, kept: Kept) -> FoldAnswers:
    places = {record.path: position for position, record in enumerate(task.index.records)}
    files, classes = kept.document["files"], kept.document["classes"]
    rows: NDArray[Any] = kept.tensors["probabilities"]
    if rows.shape != (len(files), len(classes)):
        raise ValueError("it has answers for other pictures")
    positions = np.asarray([places[file] for file in files], np.int64)
    order = np.argsort(positions)
    probabilities = np.zeros((len(files), len(task.index.classes)), np.float32)
    probabilities[:, [task.index.classes.index(name) for name in classes]] = rows
    return FoldAnswers(positions[order], probabilities[order])
