"""Which pictures to label next."""

from __future__ import annotations

import numpy as np

from tlgui.engine.corrections.labelling import SPREAD, label_order


def rows(*margins: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Answers over two classes with these margins."""
    return np.asarray([[(1 + m) / 2, (1 - m) / 2] for m in margins], np.float32)


def directions(*degrees: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    turned = np.deg2rad(degrees)
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


def test_the_least_sure_comes_first_and_the_sure_come_last() -> None:
    order = label_order(directions(0, 90, 180), rows(0.9, 0.1, 0.99))

    assert order.tolist() == [1, 0, 2]


def test_of_two_that_are_alike_one_waits() -> None:
    """By the margin alone the first three, all but the same picture, would be asked about."""
    order = label_order(directions(0, 1, 2, 90), rows(0.10, 0.11, 0.12, 0.3))

    assert order.tolist()[:2] == [0, 3]


def test_what_is_like_a_labelled_one_waits() -> None:
    features, answers = directions(0, 90), rows(0.1, 0.2)

    assert label_order(features, answers).tolist() == [0, 1]
    assert label_order(features, answers, directions(1)).tolist() == [1, 0]


def test_every_picture_has_its_place_once() -> None:
    draw = np.random.default_rng(0)
    features = draw.normal(size=(SPREAD + 60, 8)).astype(np.float32)
    answers = draw.dirichlet(np.ones(5), size=len(features)).astype(np.float32)

    order = label_order(features, answers)

    assert sorted(order.tolist()) == list(range(len(features)))
    ranked = np.sort(answers, axis=1)
    margins = (ranked[:, -1] - ranked[:, -2])[order[SPREAD:]]
    assert (np.diff(margins) >= 0).all(), "the rest comes by its margin"


def test_nothing_and_one_class_are_in_order() -> None:
    assert label_order(np.empty((0, 4), np.float32), np.empty((0, 2), np.float32)).tolist() == []
    one = label_order(directions(0, 90), np.ones((2, 1), np.float32))
    assert sorted(one.tolist()) == [0, 1]
