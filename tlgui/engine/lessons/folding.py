"""Cross-validation on a few pictures: who is judged by which model, and how far folds differ.

The model is a ridge classifier on the pixels: weak, and fitted in a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.lessons.material import material
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

PICTURES = 200
RIDGE = 100.0
"""Of the penalty on the weights; pixels have deviation 1."""


@dataclass(frozen=True, eq=False)
class Folded:
    """What the models of all folds answered.

    Attributes:
        fold: (N,) the fold in which each picture is held out, from 0.
        right: (N,) whether it was then answered rightly.
        is_sample: whether the pictures are the sample's.
    """

    fold: NDArray[np.int64]
    right: NDArray[np.bool_]
    is_sample: bool

    @property
    def folds(self) -> int:
        """How many there are."""
        return int(self.fold.max()) + 1

    @property
    def accuracies(self) -> tuple[float, ...]:
        """Of each fold."""
        return tuple(float(self.right[self.fold == k].mean()) for k in range(self.folds))

    @property
    def mean(self) -> float:
        """Of the folds' accuracies."""
        return float(np.mean(self.accuracies))

    @property
    def deviation(self) -> float:
        """Standard deviation of the folds' accuracies."""
        return float(np.std(self.accuracies, ddof=1))


def cross_validated(
    index: DatasetIndex | None,
    split: Split | None,
    folds: int,
    seed: int,
    *,
    control: Control,
) -> Folded:
    """Judge each of at most ``PICTURES`` pictures by a model that did not learn from it.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided; the training pictures are taken.
        folds: at least 2.
        seed: of the division into folds.
        control: may end it.

    Raises:
        RecipeError: a class has fewer pictures than there are folds.
    """
    from sklearn.linear_model import RidgeClassifier
    from sklearn.model_selection import StratifiedKFold

    found = material(index, split, control, train=PICTURES, held_out=0)
    pixels, labels = found.train.reshape(len(found.train), -1), found.train_labels
    least = int(np.bincount(labels).min())
    if least < folds:
        raise RecipeError(
            Message(
                "A class has {count} pictures: too few for {folds} folds.", count=least, folds=folds
            ),
            Message("Take fewer folds."),
        )
    fold = np.zeros(len(labels), np.int64)
    right = np.zeros(len(labels), np.bool_)
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed).split(pixels, labels)
    for number, (learned, judged) in enumerate(parts):
        control.check()
        model = RidgeClassifier(RIDGE).fit(pixels[learned], labels[learned])
        fold[judged] = number
        right[judged] = model.predict(pixels[judged]) == labels[judged]
        control.report(BatchDone(number + 1, folds))
    return Folded(fold, right, found.is_sample)
