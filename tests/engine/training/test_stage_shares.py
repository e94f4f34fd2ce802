"""Which stages a head goes by."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.models.heads import LinearHead
from tlgui.engine.training.methods.feature_extraction import stage_shares


def test_shares_are_those_of_the_variance_of_independent_groups() -> None:
    draw = np.random.default_rng(0)
    features = draw.normal(size=(20_000, 3)).astype(np.float32)
    # Two classes: what the first has more than the second is 3 a + 1 b + 0 c.
    weight = np.asarray([[3, 1, 5], [0, 0, 5]], np.float32)

    shares = stage_shares(features, LinearHead(weight, np.zeros(2, np.float32)), (1, 1, 1))

    assert sum(shares) == pytest.approx(1)
    np.testing.assert_allclose(shares, [0.9, 0.1, 0.0], atol=0.02)


def test_a_head_on_the_last_features_goes_by_them_alone() -> None:
    features = np.random.default_rng(0).normal(size=(50, 5)).astype(np.float32)
    head = LinearHead(np.eye(2, 3, dtype=np.float32), np.zeros(2, np.float32))

    assert stage_shares(features, head, (3, 2)) == [pytest.approx(1)]


def test_a_head_that_says_the_same_of_all_has_even_shares() -> None:
    features = np.zeros((4, 3), np.float32)
    head = LinearHead(np.ones((2, 3), np.float32), np.zeros(2, np.float32))

    assert stage_shares(features, head, (1, 2)) == [0.5, 0.5]
