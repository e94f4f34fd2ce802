"""Figures that are too good: frames of clips on both sides are told, whole clips are not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.clips import write_clips
from tests.engine import runs
from tests.engine.insight.similar.photos import CHANGES, pieces, write
from tlgui.engine.data.groups import propose_groups
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.insight.similar import leaks
from tlgui.engine.insight.similar.leaks import Leak, find_leaks, leak_of_run
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.workflow import prepare, train

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.method import Task
    from tlgui.engine.training.run import Run

RECIPE = FeatureExtraction(device="cpu")


def task_on(root: Path, *, grouped: bool = False) -> Task:
    index = scan(root)
    found = propose_groups(index, Control()) if grouped else None
    split = draw_split(index, Control(), groups=found.groups if found else ())
    return prepare(RECIPE, index, split, Control())


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clips(tmp_path_factory.mktemp("clips") / "data")


def test_frames_on_both_sides_are_all_told(home: Path, clips: Path) -> None:
    task = task_on(clips)

    found = find_leaks(task)

    for part, positions in (
        (SplitName.VALIDATION, task.split.validation),
        (SplitName.TEST, task.split.test),
    ):
        assert found[part] == Leak(len(positions), len(positions))
        assert found[part].share == 1


def test_whole_clips_on_one_side_are_not(home: Path, clips: Path) -> None:
    found = find_leaks(task_on(clips, grouped=True))

    assert {part: leak.pictures for part, leak in found.items()} == {
        SplitName.VALIDATION: 0,
        SplitName.TEST: 0,
    }


def test_a_training_tells_it_beside_its_figures(home: Path, clips: Path, tmp_path: Path) -> None:
    index = scan(clips)
    split = draw_split(index, Control())

    run = train(RECIPE, index, split, tmp_path / "run", Control())

    count = len(split.test)
    told = [str(notice) for notice in run.notices]
    assert any(f"{count} of {count} test pictures have a near twin" in each for each in told)
    assert run.facts["near_twins"]["test"] == {"pictures": count, "looked_at": count}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, False),
        ({"near_twins": {"test": {"pictures": 1, "looked_at": 50}}}, True),
        ({"near_twins": {"test": {"pictures": 1, "looked_at": 500}}}, False),
        ({"near_twins": {"test": {"pictures": 0, "looked_at": 0}}}, False),
        ({"near_twins": {"test": None}}, False),
        ({"near_twins": ["test"]}, False),
        ({"near_twins": {"test": {"pictures": "many", "looked_at": 1}}}, False),
    ],
)
def test_what_a_run_says_is_told_where_it_is_enough(
    facts: dict[str, object], *, told: bool
) -> None:
    assert (leak_of_run(facts, SplitName.TEST) is not None) is told
    assert leak_of_run(facts, SplitName.VALIDATION) is None


def test_pictures_without_twins_are_not_talked_of(trained_run: Run) -> None:
    assert not any("near twin" in str(notice) for notice in trained_run.notices)
    assert trained_run.facts["near_twins"]["test"]["pictures"] == 0


@pytest.mark.parametrize("change", CHANGES)
def test_changed_copies_are_told(home: Path, tmp_path: Path, change: str) -> None:
    photos = pieces()
    for label, some in (("a", photos[::2]), ("b", photos[1::2])):
        write(some, tmp_path / "train" / label)
        write([CHANGES[change](photo) for photo in some[:5]], tmp_path / "test" / label)

    task = task_on(tmp_path)
    found = find_leaks(task)

    learned = {task.index.records[at].path for at in task.split.train}
    originals = {f"train/{label}/{number:03d}.png" for label in "ab" for number in range(5)}
    assert found[SplitName.TEST] == Leak(len(originals & learned), 10)


def test_a_network_that_learns_from_scratch_goes_by_fingerprints(home: Path, clips: Path) -> None:
    task = replace(task_on(clips), recipe=FromScratch(device="cpu"))

    found = find_leaks(task)

    assert found[SplitName.TEST].share == 1


def test_where_nothing_is_learned_nothing_leaks(home: Path, clips: Path) -> None:
    assert find_leaks(replace(task_on(clips), recipe=AsIs(device="cpu"))) == {}


def test_of_very_many_a_sample_is_asked_about(
    home: Path, clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_on(clips)
    monkeypatch.setattr(leaks, "PAIRS_COMPARED", 20 * len(task.split.train))

    found = find_leaks(task)

    assert sum(leak.looked_at for leak in found.values()) == 20
    assert all(leak.share == 1 for leak in found.values())


def test_what_cannot_be_read_is_passed_over(home: Path, tmp_path: Path) -> None:
    root = runs.write_some_digits(tmp_path / "data", a_class=10)
    for name in ("0/003.png", "1/004.png", "4/002.png"):
        (root / name).write_bytes(b"no picture")

    found = find_leaks(task_on(root))

    assert all(leak.pictures == 0 for leak in found.values())
