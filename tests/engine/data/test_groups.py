"""Pictures that belong together: proposed where names and pictures agree, and kept on one side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.clips import CLIPS, FRAMES, save, scene, write_clips
from tlgui.engine.data.groups import propose_groups
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division, GroupRule, Split, joined_groups
from tlgui.engine.data.split import draw_split
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex


def write_strangers(root: Path, pattern: str, a_class: int = 40) -> Path:
    draw = np.random.default_rng(1)
    for label in ("cat", "dog"):
        for number in range(a_class):
            name = pattern.format(
                label=label, number=number, tens=number // 5, token=draw.integers(1 << 40)
            )
            save(scene(draw), root / label / name)
    return root


def sides(index: DatasetIndex, split: Split) -> dict[str, set[str]]:
    """In which parts the frames of each clip lie."""
    found: dict[str, set[str]] = {}
    for name in ("train", "validation", "test"):
        for position in getattr(split, name):
            clip = index.records[position].path.rpartition("/")[2].partition("_")[0]
            found.setdefault(clip, set()).add(name)
    return found


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        ("clip{clip:02d}_{frame:04d}.png", GroupRule.NAMES),
        ("IMG_2021_patient{clip}_{frame}.png", GroupRule.NAMES),
        ("shot {clip}-{frame}.png", GroupRule.NAMES),
        ("run{clip:02d}-cam1-{frame}.png", GroupRule.NAMES),
        ("film{clip}/frame {frame}.png", GroupRule.FOLDERS),
    ],
)
def test_clips_are_proposed_with_their_evidence(
    tmp_path: Path, pattern: str, rule: GroupRule
) -> None:
    index = scan(write_clips(tmp_path, pattern), Control())

    found = propose_groups(index, Control())

    assert found is not None
    assert found.rule is rule
    assert [len(group) for group in found.groups] == [FRAMES] * CLIPS
    assert found.alike > 0.95
    told = str(found.sentence())
    assert "240 pictures lie in 16 groups of about 15" in told


@pytest.mark.parametrize(
    "pattern",
    [
        "{label}_{number:03d}.png",
        "{number:06d}.png",
        "{token:x}-{number}.png",
        # Names that would make groups, of pictures that have nothing in common.
        "batch{tens}_{number}.png",
        "day{tens}/{number}.png",
    ],
)
def test_strangers_are_not_proposed(tmp_path: Path, pattern: str) -> None:
    index = scan(write_strangers(tmp_path, pattern), Control())

    assert propose_groups(index, Control()) is None


def test_nothing_is_proposed_on_photos_of_clothes(real_pictures: Path) -> None:
    index = scan(real_pictures / "clothing" / "validation", Control())

    assert propose_groups(index, Control()) is None


def test_each_clip_lies_on_one_side(tmp_path: Path) -> None:
    index = scan(write_clips(tmp_path), Control())
    found = propose_groups(index, Control())
    assert found is not None

    apart = draw_split(index, Control())
    together = draw_split(index, Control(), groups=found.groups)

    assert max(len(parts) for parts in sides(index, apart).values()) > 1
    assert all(len(parts) == 1 for parts in sides(index, together).values())
    assert together.origin == "grouped"
    assert not together.keeps_parts(index)
    whole = [*together.train, *together.validation, *together.test]
    assert sorted(whole) == list(range(len(index.records)))
    # About a seventh each, of both classes.
    for part in (together.validation, together.test):
        assert 0.08 < len(part) / len(whole) < 0.22
        assert {index.records[position].class_index for position in part} == {0, 1}
    assert together == draw_split(index, Control(), groups=found.groups)
    assert together.train != draw_split(index, Control(), Division(1), groups=found.groups).train


def test_folders_for_test_stay_and_validation_is_of_whole_groups(tmp_path: Path) -> None:
    write_clips(tmp_path / "train")
    draw = np.random.default_rng(5)
    for label in "ab":
        save(scene(draw), tmp_path / "test" / label / "x.png")
    index = scan(tmp_path, Control())
    found = propose_groups(index, Control())
    assert found is not None

    split = draw_split(index, Control(), groups=found.groups)

    assert len(split.test) == 2
    assert split.keeps_parts(index)
    assert all(len(parts) == 1 for parts in sides(index, split).values())
    assert split.validation


def test_a_picture_that_cannot_be_read_has_no_say(tmp_path: Path) -> None:
    root = write_clips(tmp_path)
    for file in list(root.rglob("clip00_*"))[:5]:
        file.write_bytes(b"no picture")

    found = propose_groups(scan(root, Control()), Control())

    assert found is not None
    assert len(found.groups) == CLIPS


def test_groups_that_share_a_picture_are_one() -> None:
    assert joined_groups(6, [(0, 3), (4, 3), (5,)]) == [0, 1, 2, 0, 0, 5]
    assert joined_groups(3, []) == [0, 1, 2]


def test_groups_that_share_a_picture_are_counted_as_one() -> None:
    """A clip of 1 to 5, and 3 and 9 that somebody put together."""
    split = Split((), (), (), "grouped", 0, ((1, 2, 3, 4, 5), (3, 9), (6, 7)))

    numbers = split.group_numbers([1, 2, 3, 5, 9, 6, 8])

    assert numbers is not None
    clip, other, alone = set(numbers[:5].tolist()), int(numbers[5]), int(numbers[6])
    assert len(clip) == 1
    assert len({*clip, other, alone}) == 3
