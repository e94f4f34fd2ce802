"""Folds of the lesson on cross-validation, against scikit-learn's own."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

from tlgui.engine.errors import Cancelled, RecipeError
from tlgui.engine.lessons.folding import PICTURES, RIDGE, cross_validated
from tlgui.engine.lessons.material import material
from tlgui.engine.progress import Control


@pytest.mark.parametrize("folds", [2, 5])
def test_accuracies_are_scikit_learn_s(folds: int) -> None:
    told = cross_validated(None, None, folds, 3, control=Control())
    found = material(None, None, Control(), train=PICTURES, held_out=0)
    expected = cross_val_score(
        RidgeClassifier(RIDGE),
        found.train.reshape(PICTURES, -1),
        found.train_labels,
        cv=StratifiedKFold(folds, shuffle=True, random_state=3),
    )

    assert told.accuracies == pytest.approx(expected)
    assert told.mean == pytest.approx(expected.mean())
    assert told.deviation == pytest.approx(expected.std(ddof=1))
    assert told.mean > 0.5


def test_each_picture_is_held_out_once() -> None:
    told = cross_validated(None, None, 5, 0, control=Control())

    assert np.bincount(told.fold).tolist() == [PICTURES // 5] * 5
    # Folds of one size: the mean of the folds is the share of all pictures.
    assert told.mean == pytest.approx(told.right.mean())


def test_more_folds_than_pictures_of_a_class_are_refused() -> None:
    with pytest.raises(RecipeError, match="too few for 50 folds"):
        cross_validated(None, None, 50, 0, control=Control())


def test_it_can_be_ended() -> None:
    control = Control(lambda _event: control.cancel())
    with pytest.raises(Cancelled):
        cross_validated(None, None, 5, 0, control=control)
