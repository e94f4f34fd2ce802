"""Bagging and boosting, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.bagging import MODELS, boost, together
from tlgui.engine.lessons.bias_variance import HELD_OUT, SIDE, bootstrap, flat
from tlgui.engine.lessons.material import material
from tlgui.engine.progress import BatchDone, Control


def test_rounds_of_boosting_are_scikit_learn_s() -> None:
    generator = np.random.default_rng(0)
    x = generator.normal(size=(120, 4))
    y = (x[:, 0] + x[:, 1] ** 2 > 0.5).astype(int) + (x[:, 2] > 0.8)
    model = AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=8, random_state=0)
    if "algorithm" in model.get_params():  # Older versions know another one too.
        model.set_params(algorithm="SAMME")
    model.fit(x, y)

    weights, says = np.full(120, 1 / 120), []
    for tree in model.estimators_:
        say, weights = boost(weights, tree.predict(x) != y, 3)
        says.append(say)

    assert says == pytest.approx(model.estimator_weights_.tolist())


def test_round_by_hand() -> None:
    say, weights = boost(np.full(4, 0.25), np.array([True, False, False, False]), 2)

    assert say == pytest.approx(np.log(3))
    # The wrong one weighs as much as all others together.
    assert weights.tolist() == pytest.approx([0.5, 1 / 6, 1 / 6, 1 / 6])


def test_model_without_mistake_and_model_that_guesses() -> None:
    even = np.full(4, 0.25)
    assert boost(even, np.zeros(4, bool), 2)[1] is even
    assert boost(even, np.array([True, True, False, False]), 2) == (0.0, even)


def test_bagging_is_the_mean_of_trees() -> None:
    told = together(None, None, 200, 4, control=Control())
    found = material(None, None, Control(), train=200, held_out=HELD_OUT, side=SIDE)
    x, y, judged = flat(found)
    total = np.zeros((len(judged), 10))
    for drawn in bootstrap(len(y), 5, 0):
        tree = DecisionTreeClassifier(max_depth=4, random_state=0).fit(x[drawn], y[drawn])
        total[:, tree.classes_] += tree.predict_proba(judged)

    expected = float((total.argmax(1) != found.held_out_labels).mean())
    assert told.bagging.held_out[4] == pytest.approx(expected)
    assert told.pictures == 200 + HELD_OUT


def test_shallow_trees_gain_from_boosting_deep_ones_from_bagging() -> None:
    events: list[object] = []
    shallow = together(None, None, 400, 2, control=Control(events.append))
    deep = together(None, None, 400, 10, control=Control())

    assert shallow.boosting.held_out[-1] < 0.5 * shallow.boosting.held_out[0]
    assert shallow.boosting.held_out[-1] < shallow.bagging.held_out[-1]
    assert deep.bagging.held_out[-1] < 0.5 * deep.bagging.held_out[0]
    for curves in (shallow.bagging, shallow.boosting):
        assert len(curves.train) == len(curves.held_out) == MODELS
    # All weigh alike at first; then what is hard weighs more.
    assert shallow.heavy[0] == pytest.approx(0.1)
    assert shallow.heavy[20] > 0.15
    done = [event.done for event in events if isinstance(event, BatchDone)]
    assert done == list(range(1, 2 * MODELS + 1))


def test_it_can_be_ended() -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)
    with pytest.raises(Cancelled):
        together(None, None, 100, 2, control=control)
