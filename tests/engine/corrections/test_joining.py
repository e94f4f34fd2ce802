"""What corrected pictures are to a data set, by path and by content."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.engine import runs
from tlgui.engine.corrections.joining import copied_into, sorted_out
from tlgui.engine.data.index import scan
from tlgui.engine.edits.edit import Edit, EditKind, Edits
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import BundleError, DatasetError
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    return runs.write_some_digits(tmp_path / "data", digits=(0, 1), a_class=4)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Digits that the data set does not have."""
    return runs.write_some_digits(tmp_path / "new", digits=(0, 1), a_class=2, skip=6)


def test_a_picture_from_elsewhere_is_added_by_its_whole_path(pets: Path, new: Path) -> None:
    file = new / "0" / "006.png"

    found = sorted_out({file: "1"}, scan(pets), Control())

    assert found.edits() == (Edit(EditKind.ADD, (file.as_posix(),), "1"),)
    assert found.labels == {file.as_posix(): "1"}


def test_a_picture_of_the_data_set_is_relabelled_whatever_it_is_called(
    pets: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "another name.png"
    shutil.copy(pets / "0" / "001.png", copy)

    found = sorted_out({copy: "1", pets / "0" / "002.png": "1"}, scan(pets), Control())

    assert found.edits() == (Edit(EditKind.RELABEL, ("0/001.png", "0/002.png"), "1"),)
    assert not found.added


def test_what_has_that_class_already_is_no_edit(pets: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.png"
    shutil.copy(pets / "0" / "001.png", copy)

    found = sorted_out({copy: "0"}, scan(pets), Control())

    assert found.edits() == ()
    assert found.known == {"0/001.png": "0"}
    assert found.held_out({"0/001.png"}) == ["0/001.png"]
    assert found.held_out({"0/002.png"}) == []


def test_another_content_of_the_same_size_is_another_picture(pets: Path, tmp_path: Path) -> None:
    whole = (pets / "0" / "001.png").read_bytes()
    other = tmp_path / "other.png"
    other.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))

    assert sorted_out({other: "1"}, scan(pets), Control()).added


def test_what_was_added_before_is_relabelled(pets: Path, new: Path) -> None:
    file = new / "0" / "006.png"
    listed = scan(pets)
    once = sorted_out({file: "1"}, listed, Control()).edits()

    again = sorted_out({file: "0"}, with_edits(listed, Edits.of(once)), Control())

    assert again.edits() == (Edit(EditKind.RELABEL, (file.as_posix(),), "0"),)


def test_a_picture_that_is_gone_is_named(pets: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"gone\.png"):
        sorted_out({tmp_path / "gone.png": "1"}, scan(pets), Control())


def test_copies_do_not_overwrite_one_another(new: Path, tmp_path: Path) -> None:
    first, second = new / "0" / "006.png", new / "1" / "006.png"
    folder = tmp_path / "project" / "pictures"

    copies = copied_into(folder, [first, second], Control())
    again = copied_into(folder, [second], Control())

    assert [copy.name for copy in copies.values()] == ["006.png", "006 (2).png"]
    assert [copy.read_bytes() for copy in copies.values()] == [
        first.read_bytes(),
        second.read_bytes(),
    ]
    assert again[second] == copies[second], "what is there already is taken"
    assert len(list(folder.iterdir())) == 2


def test_no_room_for_copies_is_told(new: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(BundleError, match="cannot be copied"):
        copied_into(tmp_path / "file" / "pictures", [new / "0" / "006.png"], Control())


def test_a_picture_beside_the_class_folders_is_added(pets: Path, new: Path) -> None:
    stray = pets / "stray.png"
    shutil.copy(new / "0" / "006.png", stray)
    index = scan(pets)

    found = sorted_out({stray: "1"}, index, Control())

    assert found.edits() == (Edit(EditKind.ADD, (stray.as_posix(),), "1"),)
    assert len(with_edits(index, Edits.of(found.edits())).added) == 1
