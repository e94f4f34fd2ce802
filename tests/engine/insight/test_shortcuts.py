"""What gives classes away beside the object is told; where nothing does, nothing is."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine import runs
from tests.engine.insight.planted import planted_run
from tlgui.engine.data.resizing import Part
from tlgui.engine.errors import BundleError, Cancelled
from tlgui.engine.insight.shortcuts.check import (
    MAP_SIDE,
    RegionEffect,
    ShortcutCheck,
    check_shortcuts,
)
from tlgui.engine.insight.shortcuts.regions import (
    CORNERS,
    EDGES,
    Region,
    colours_of,
    mask_of,
    painted_over,
    share_of,
)
from tlgui.engine.progress import BatchDone, Control

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

sides = st.integers(8, 60)


@pytest.fixture(scope="module")
def planted() -> ShortcutCheck:
    with runs.at_home(runs.shared_home()):
        return check_shortcuts(planted_run(), Control(), "cpu")


def test_a_planted_corner_is_told_and_nothing_else(planted: ShortcutCheck) -> None:
    assert [effect.region for effect in planted.suspects] == [Region.BOTTOM_RIGHT]
    (effect,) = planted.suspects
    assert planted.accuracy > 0.9
    assert effect.is_used
    assert effect.gives_away
    assert effect.by_colour == 1.0
    assert effect.without < 0.75
    assert effect.alone is not None
    assert effect.alone > 0.8
    assert min(effect.by_class) < -0.2
    (sentence,) = planted.sentences()
    assert "Without the bottom right corner (6% of the picture)" in str(sentence)


def test_other_regions_are_not_suspect_beside_it(planted: ShortcutCheck) -> None:
    for effect in planted.effects:
        if not effect.region.touches(Region.BOTTOM_RIGHT):
            assert not effect.is_suspect, effect.region
            assert effect.by_colour < 0.75


def test_where_it_looks_is_the_corner(planted: ShortcutCheck) -> None:
    assert planted.maps.shape == (2, MAP_SIDE, MAP_SIDE)
    assert planted.maps.max() == 1.0
    assert all(0 <= share <= 1 for share in planted.border_shares)
    quarter = MAP_SIDE // 2
    corner = planted.maps[:, quarter:, quarter:].sum()
    assert corner > 2 * planted.maps[:, :quarter, :quarter].sum()


def test_on_digits_nothing_is_told(tmp_path: Path) -> None:
    run = runs.train_on(runs.write_some_digits(tmp_path / "digits", a_class=60), tmp_path / "run")

    found = check_shortcuts(run, Control(), "cpu")

    assert found.suspects == ()
    (sentence,) = found.sentences()
    assert "Nothing speaks for a shortcut" in str(sentence)
    edges = [each for each in found.effects if each.region is not Region.BORDER]
    worst = min(edges, key=lambda effect: effect.without)
    assert f"{worst.without:.0%} where the {worst.region.name_told} is" in str(sentence)
    document = json.loads(json.dumps(found.facts()))
    assert document["suspects"] == []
    assert [row["region"] for row in document["regions"]] == [each.value for each in Region]


def test_it_tells_how_far_it_is_and_can_be_ended() -> None:
    seen: list[BatchDone] = []

    def listen(event: object) -> None:
        if isinstance(event, BatchDone):
            seen.append(event)
            if len(seen) == 5:
                control.cancel()

    control = Control(listen)
    with pytest.raises(Cancelled):
        check_shortcuts(planted_run(), control, "cpu")
    assert [event.done for event in seen] == sorted(event.done for event in seen)
    assert all(event.total is not None and event.done <= event.total for event in seen)


def test_pictures_that_are_gone_are_told(tmp_path: Path, trained_run: Run) -> None:
    shutil.copytree(trained_run.folder, tmp_path / "run")
    moved = replace(trained_run, folder=tmp_path / "run", dataset_root=tmp_path / "nowhere")

    with pytest.raises(BundleError, match="0 of the pictures"):
        check_shortcuts(moved, Control(), "cpu")


@given(height=sides, width=sides)
def test_regions_lie_where_they_say(height: int, width: int) -> None:
    top, bottom, left, right = (mask_of(edge, height, width) for edge in EDGES)
    assert np.array_equal(mask_of(Region.BORDER, height, width), top | bottom | left | right)
    for mask, line in ((top, [0]), (bottom, [height - 1])):
        assert mask[line].all()
        assert not mask[height // 2].any()
    for mask, line in ((left, [0]), (right, [width - 1])):
        assert mask[:, line].all()
        assert not mask[:, width // 2].any()
    for corner in CORNERS:
        mask = mask_of(corner, height, width)
        assert mask[0 if "top" in corner else -1, 0 if "left" in corner else -1]
        assert mask.sum() == max(1, round(height / 4)) * max(1, round(width / 4))


@given(seed=st.integers(0, 999), region=st.sampled_from(Region))
def test_the_same_colours_inside_are_as_many_and_others(seed: int, region: Region) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (32, 32, 3), np.uint8)
    whole = Part(0, 0, 32, 32)
    marked = pixels.copy()
    marked[mask_of(region, 32, 32)] = 0

    outer = colours_of(pixels, whole, region)
    inner = colours_of(pixels, whole, region, inside=True)

    assert len(outer) == round(share_of(region) * 256) * 3
    if region is not Region.BORDER:
        assert len(inner) == len(outer)
    if region.is_corner or region is Region.BORDER:
        assert np.array_equal(colours_of(marked, whole, region, inside=True), inner)
    assert not colours_of(marked, whole, region).any()


def test_shares_are_those_of_the_geometry() -> None:
    assert [share_of(region) for region in CORNERS] == [1 / 16] * 4
    assert [share_of(region) for region in EDGES] == [1 / 8] * 4
    assert share_of(Region.BORDER) == 1 - 0.75**2


@given(seed=st.integers(0, 999), region=st.sampled_from(Region), alone=st.booleans())
def test_only_what_is_meant_is_painted_over_in_the_colour_of_the_rest(
    seed: int, region: Region, alone: bool
) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (40, 50, 3), np.uint8)
    before, part = pixels.copy(), Part(4, 6, 32, 40)

    painted = painted_over(pixels, part, region, alone=alone)

    assert np.array_equal(pixels, before), "what was given stays"
    mask = mask_of(region, 32, 40) ^ alone
    inside, old = part.of(painted), part.of(before)
    assert np.array_equal(inside[~mask], old[~mask])
    assert (inside[mask] == np.rint(old[~mask].mean(axis=0))).all()
    outside = np.ones((40, 50), bool)
    part.of(outside)[:] = False
    assert np.array_equal(painted[outside], before[outside])


def _effect(region: Region, change: tuple[float, float], gives_away: bool = False) -> RegionEffect:
    return RegionEffect(region, 0.5, change, (), gives_away=gives_away)


def test_the_border_is_suspect_only_where_it_alone_tells_more_than_the_rest() -> None:
    border = replace(_effect(Region.BORDER, (-0.6, -0.5)), alone=0.9)

    assert not replace(border, alone_change=(-0.1, 0.2)).is_suspect
    assert replace(border, alone_change=(0.1, 0.5)).is_suspect
    assert not _effect(Region.LEFT, (-0.2, -0.05)).is_suspect
    assert _effect(Region.LEFT, (-0.2, -0.06)).is_suspect
    assert _effect(Region.LEFT, (-0.2, 0.1), gives_away=True).is_suspect
