"""Which pictures tell whether mirrored ones mean the same."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.training.fine_tuning.mirroring import ASKED, LEARNED, divided


def test_half_of_few_are_asked_about_and_the_rest_is_learned_from() -> None:
    asked, others = divided(60, None, seed=0)

    assert len(asked) == len(others) == 30
    assert not set(asked) & set(others)


@pytest.mark.parametrize("seed", range(5))
def test_frames_of_a_clip_are_all_asked_about_or_all_learned_from(seed: int) -> None:
    groups = np.repeat(np.arange(40), 50)[np.random.default_rng(seed).permutation(2000)]

    asked, others = divided(2000, groups, seed)

    assert len(asked) == ASKED
    assert len(others) == LEARNED
    assert not set(groups[asked]) & set(groups[others])


def test_one_group_alone_is_not_asked_about() -> None:
    asked, others = divided(50, np.zeros(50, np.int64), seed=0)

    assert len(asked) == 0
    assert len(others) == 50
