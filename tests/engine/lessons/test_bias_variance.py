"""Bias and variance add up; deeper trees have less of one and more of the other."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.bias_variance import (
    DEPTHS,
    HELD_OUT,
    bootstrap,
    decompose,
    spread,
    tree_answers,
)
from tlgui.engine.progress import BatchDone, Control


def test_bias_and_variance_add_up_to_the_error() -> None:
    generator = np.random.default_rng(0)
    probabilities = generator.dirichlet(np.ones(4), (7, 50))
    labels = generator.integers(0, 4, 50)

    parts = decompose(probabilities, labels)

    assert parts.bias + parts.variance == pytest.approx(parts.error)
    one = decompose(probabilities[:1], labels)
    assert one.variance == 0
    assert one.wrong == one.wrong_of_mean


def test_formula_on_two_models_by_hand() -> None:
    # One is certain and right, the other certain and wrong: their mean says half.
    parts = decompose(np.array([[[1.0, 0.0]], [[0.0, 1.0]]]), np.array([0]))

    assert (parts.bias, parts.variance, parts.error) == (0.5, 0.5, 1.0)
    assert parts.wrong == 0.5


def test_bootstrap_leaves_out_about_a_third() -> None:
    draws = bootstrap(1000, 20, 0)

    shares = [len(np.unique(draw)) / 1000 for draw in draws]
    assert np.mean(shares) == pytest.approx(1 - np.exp(-1), abs=0.01)
    assert all(np.array_equal(a, b) for a, b in zip(draws, bootstrap(1000, 20, 0), strict=True))


def test_class_that_a_sample_lacks_gets_nothing() -> None:
    told = tree_answers(
        np.array([[0.0], [1.0]]), np.array([0, 2]), np.array([[0.0], [1.0]]), 3, 1, 0
    )

    assert told.tolist() == [[1, 0, 0], [0, 0, 1]]


def test_deeper_trees_have_less_bias_and_more_variance() -> None:
    events: list[object] = []
    told = spread(None, None, 300, 12, control=Control(events.append))

    assert len(told.parts) == len(told.answers) == len(DEPTHS)
    for parts, answers in zip(told.parts, told.answers, strict=True):
        assert parts.bias + parts.variance == pytest.approx(parts.error)
        assert sum(answers) == 12
        assert parts.wrong_of_mean < parts.wrong + 0.1
    first, last = told.parts[0], told.parts[-1]
    assert last.bias < 0.5 * first.bias
    assert last.variance > 5 * first.variance
    assert told.truth in told.classes
    assert told.pictures == 300 + HELD_OUT
    assert [event.done for event in events if isinstance(event, BatchDone)][-1] == 12 * len(DEPTHS)


def test_it_can_be_ended() -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)
    with pytest.raises(Cancelled):
        spread(None, None, 100, 5, control=control)
