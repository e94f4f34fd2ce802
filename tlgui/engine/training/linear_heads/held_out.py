"""What a linear head answers for pictures that it did not learn from, of a whole data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from tlgui.engine.training.linear_heads.logistic_regression import (
    FINAL_TOLERANCE,
    SEARCH_TOLERANCE,
    choose_coordinates,
)
from tlgui.engine.training.linear_heads.regression import Regression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]

# Numbers that the answers of several folds may be: 256 MB.
AT_ONCE = 64_000_000
FEW = 5_000
"""Pictures up to which heads are solved to the end.

With few, the penalty is weak and the loss soon nearly flat: what stopped there was half learned.
"""


class HeldOut:
    """A head for each fold of a data set, asked about the pictures of that fold.

    Which features are looked at and how strong the penalty is, is chosen once, by
    cross-validation, as ``fit_logistic_regression`` does.

    Args:
        features: (N, width) float32.
        targets: (N,) class indices.
        classes: number of classes.
        folds: (N,) of each picture, from 0 on; what must not be learned apart shares one.
        control: checked at every evaluation of the objective.
        seed: of the folds by which the penalty is chosen.
        choices: of features, between which cross-validation decides.
        grouped: whether ``folds`` keep pictures together: cross-validation goes by them then.

    Raises:
        Cancelled: the user cancelled.
    """

    def __init__(
        self,
        features: Floats,
        targets: NDArray[np.int64],
        classes: int,
        folds: NDArray[np.int64],
        control: Control,
        *,
        seed: int = 0,
        choices: Sequence[tuple[int, ...]] = (),
        grouped: bool = False,
    ) -> None:
        self._targets, self._classes, self._folds = targets, classes, folds
        self._control = control
        validation, self._coordinates = choose_coordinates(
            features,
            targets,
            classes,
            control,
            seed=seed,
            choices=choices,
            # Heads that know the other frames of a clip would choose what tells clips apart.
            folds=folds if grouped else None,
        )
        self._c = validation.c
        self._tolerance = FINAL_TOLERANCE if len(features) <= FEW else SEARCH_TOLERANCE

    def probabilities(self, weights: Floats | None = None) -> Floats:
        """(N, classes) float32; a class that a fold's head never saw gets hardly any.

        Args:
            weights: (N,) of each picture where it is learned from; 1 by default. What weighs
                nothing is answered for all the same.

        Raises:
            Cancelled: the user cancelled.
        """
        count = int(self._folds.max()) + 1
        counted = np.ones(len(self._folds), np.float32) if weights is None else weights
        answers = np.empty((len(self._folds), self._classes), np.float32)
        at_once = max(1, AT_ONCE // max(1, answers.size))
        with threadpool_limits(1, "blas"):
            for first in range(0, count, at_once):
                some = np.arange(first, min(first + at_once, count))
                learned = (self._folds[:, None] != some) * counted[:, None]
                problem = Regression(self._coordinates, self._targets, self._classes, learned)
                # From nothing: a start that has seen a picture would remember it.
                solution = problem.solve(
                    self._c, problem.start(), self._control, tolerance=self._tolerance
                )
                told = problem.probabilities(solution)
                for place, fold in enumerate(some):
                    answers[self._folds == fold] = told[:, place, self._folds == fold].T
        return answers
