"""Growing parts of the training pictures: each class its share, groups whole, each in the next."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tlgui.engine.corrections.parts import DRAWS, FEWEST, SHARES, Part, nested_parts


def parts_of(targets: np.ndarray, groups: np.ndarray | None = None, seed: int = 0) -> list[Part]:
    return nested_parts(targets, groups, np.random.default_rng(seed))


def drawn(parts: list[Part], draw: int) -> list[set[int]]:
    return [set(part.places.tolist()) for part in parts if part.draw == draw]


def test_parts_of_a_draw_grow_and_those_of_one_share_have_nothing_in_common() -> None:
    targets = np.repeat(np.arange(3), (320, 160, 80))

    parts = parts_of(targets)

    for draw in range(DRAWS):
        growing = drawn(parts, draw)
        assert all(small < large for small, large in pairwise(growing))
    for share in SHARES[:4]:
        same = [part.places for part in parts if part.share == share]
        together = np.concatenate(same)
        assert len(np.unique(together)) == len(together)
        assert len(same) == min(DRAWS, round(1 / share))
    (whole,) = [part.places for part in parts if part.share == 1]
    assert whole.tolist() == list(range(len(targets)))


@pytest.mark.parametrize("seed", range(5))
def test_each_class_has_its_share(seed: int) -> None:
    targets = np.repeat(np.arange(4), (400, 200, 100, 50))

    for part in parts_of(targets, seed=seed):
        counts = np.bincount(targets[part.places], minlength=4)
        assert np.abs(counts - part.share * np.bincount(targets)).max() <= 1


@pytest.mark.parametrize("seed", range(5))
def test_groups_stay_whole(seed: int) -> None:
    generator = np.random.default_rng(seed)
    groups = np.sort(generator.integers(60, size=600))
    # Some groups are of two classes.
    targets = (groups % 3 + (generator.random(600) < 0.1)) % 3

    parts = parts_of(targets, groups, seed)

    assert {part.share for part in parts} >= {1 / 4, 1 / 2, 3 / 4, 1.0}
    for part in parts:
        taken = np.isin(np.arange(600), part.places)
        for group in np.unique(groups):
            assert len(set(taken[groups == group].tolist())) == 1
    for draw in range(DRAWS):
        growing = drawn(parts, draw)
        assert all(small <= large for small, large in pairwise(growing))


def test_rare_classes_keep_two_and_lift_no_part_far_above_its_share() -> None:
    targets = np.repeat(np.arange(4), (1000, 1000, 5, 1))

    parts = parts_of(targets)

    assert {part.share for part in parts} == set(SHARES)
    for part in parts:
        counts = np.bincount(targets[part.places], minlength=4)
        assert counts[2] >= FEWEST
        assert counts[3] == 1
    few = np.repeat(np.arange(10), 8)
    assert min(len(part.places) for part in parts_of(few)) >= 2 * 10
    assert {part.share for part in parts_of(few)} == {1 / 4, 1 / 2, 3 / 4, 1.0}
    assert {part.share for part in parts_of(np.repeat(np.arange(5), 2))} == {1.0}
