"""Outliers: what points elsewhere than its class is far, even where there are several of it."""

from __future__ import annotations

import numpy as np

from tlgui.engine.review.outliers import FAR, strangeness


def pictures(strangers: int) -> tuple[np.ndarray, np.ndarray]:
    """Three classes of 80, and strangers of one kind at the end, in the classes in turn."""
    draw = np.random.default_rng(0)
    points = np.abs(draw.normal(0, 1, (3, 60))) + 0.5
    labels = np.arange(240) % 3
    features = points[labels] + draw.normal(0, 0.3, (240, 60))
    odd = -points[0] + draw.normal(0, 0.3, (strangers, 60))
    all_labels = np.concatenate([labels, np.arange(strangers) % 3])
    return np.concatenate([features, odd]).astype(np.float32), all_labels


def test_strangers_are_far_though_they_have_each_other() -> None:
    features, labels = pictures(12)

    found = strangeness(features, labels)

    assert (found[240:] > FAR).all()
    assert (found[:240] > FAR).sum() <= 2


def test_a_class_of_few_has_no_middle() -> None:
    features, labels = pictures(4)
    labels[240:] = 3

    assert not strangeness(features, labels)[240:].any()


def test_equal_pictures_are_not_strange() -> None:
    assert not strangeness(np.ones((30, 8), np.float32), np.zeros(30, np.int64)).any()
    assert len(strangeness(np.ones((0, 8), np.float32), np.zeros(0, np.int64))) == 0
