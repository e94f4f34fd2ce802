"""Groups of near twins: proposed for clips whose names tell nothing, not for strangers."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.clips import CLIPS, FRAMES, write_clips, write_nameless_clips
from tests.engine import runs
from tests.engine.insight.similar.photos import CHANGES, pieces, write
from tlgui.engine.data.groups import propose_groups
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division, GroupRule, SplitName
from tlgui.engine.data.split import division_facts, draw_split
from tlgui.engine.insight.similar.grouping import (
    AUTO,
    find_groups,
    propose_twin_groups,
    split_in_groups,
    twin_groups,
)
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Nameless:
    """Clips; which file is of which stands in no name."""

    root: Path
    clip_of: dict[str, str]


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Nameless:
    root = tmp_path_factory.mktemp("nameless") / "data"
    return Nameless(root, write_nameless_clips(root))


def test_clips_are_found_though_no_name_tells_them(home: Path, nameless: Nameless) -> None:
    index = scan(nameless.root)

    found = find_groups(index, AUTO, Control())

    assert propose_groups(index, Control()) is None
    assert found is not None
    assert found.rule is GroupRule.TWINS
    assert (len(found.groups), found.pictures) == (CLIPS, CLIPS * FRAMES)
    for group in found.groups:
        assert len({nameless.clip_of[index.records[at].path] for at in group}) == 1
    assert "240 pictures have near twins, in 16 groups of about 15" in str(found.sentence())


def test_they_stay_on_one_side(home: Path, nameless: Nameless) -> None:
    index = scan(nameless.root)
    found = find_groups(index, GroupRule.TWINS, Control())
    assert found is not None

    split = draw_split(index, Control(), groups=found.groups)

    parts = [set(split.train), set(split.validation), set(split.test)]
    assert all(parts)
    for group in found.groups:
        assert sum(not part.isdisjoint(group) for part in parts) == 1


def test_a_few_twins_are_found_but_not_proposed(home: Path, tmp_path: Path) -> None:
    photos = pieces()
    write([*photos, CHANGES["mirrored"](photos[0])], tmp_path / "a")
    write([CHANGES["resized"](photos[1])], tmp_path / "b")
    index = scan(tmp_path)

    found = twin_groups(index, Control())

    assert found is not None
    assert found.pictures == 4
    assert propose_twin_groups(index, Control()) is None


def test_strangers_have_none(home: Path, tmp_path: Path) -> None:
    photos = pieces()
    write(photos[::2], tmp_path / "a")
    write(photos[1::2], tmp_path / "b")
    index = scan(tmp_path)

    for rule in (AUTO, GroupRule.TWINS, GroupRule.NAMES):
        assert find_groups(index, rule, Control()) is None


def test_names_come_before_twins_and_another_rule_is_not_taken_for_it(
    home: Path, tmp_path: Path
) -> None:
    index = scan(write_clips(tmp_path / "clips"))

    proposed = find_groups(index, AUTO, Control())

    assert proposed is not None
    assert proposed.rule is GroupRule.NAMES
    assert find_groups(index, GroupRule.FOLDERS, Control()) is None
    assert find_groups(index, "none", Control()) is None


def test_groups_by_names_are_found_where_folders_tell_some_too(home: Path, tmp_path: Path) -> None:
    index = scan(write_clips(tmp_path, "film{clip}/clip{clip:02d}_{frame}.png"))

    proposed = find_groups(index, AUTO, Control())
    named = find_groups(index, GroupRule.NAMES, Control())

    assert proposed is not None
    assert named is not None
    assert (proposed.rule, named.rule) == (GroupRule.FOLDERS, GroupRule.NAMES)
    assert set(named.groups) == set(proposed.groups)


def test_the_split_of_a_run_has_the_groups_that_were_kept_together(
    home: Path, tmp_path: Path
) -> None:
    index = scan(write_clips(tmp_path / "clips"))
    found = find_groups(index, GroupRule.NAMES, Control())
    assert found is not None
    split = draw_split(index, Control(), Division(groups="names"), groups=found.groups)
    parts = {SplitName.TRAIN: split.train, SplitName.VALIDATION: split.validation}
    files = {
        name: tuple(index.records[at].path for at in parts.get(name, split.test))
        for name in SplitName
    }
    facts = {**division_facts(index, split), "split_origin": split.origin}
    run: Any = SimpleNamespace(files=files, facts=facts, recipe=SimpleNamespace(seed=0))

    again = split_in_groups(run, index, Control())

    assert again == split


def test_clothes_have_no_groups(home: Path, real_pictures: Path) -> None:
    index = scan(real_pictures / "clothing")

    assert find_groups(index, AUTO, Control()) is None


def test_digits_have_no_groups(home: Path) -> None:
    assert find_groups(scan(runs.digits()), AUTO, Control()) is None
