from __future__ import annotations

import csv
import errno
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.engine.disks import drives
from tests.pictures import write_classes
from tlgui.engine.clean_copy import COLUMNS, TABLE, write_clean_copy
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.edits.edit import Edit, EditKind, Edits
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import BundleError, Cancelled, DatasetError
from tlgui.engine.progress import BatchDone, Control

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.data.records import DatasetIndex

EDITS = Edits.of(
    [
        Edit(EditKind.RELABEL, ("cat/000.png",), "dog"),
        Edit(EditKind.EXCLUDE, ("cat/001.png",)),
        Edit(EditKind.RENAME, (), "emu", "nul"),
    ]
)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def pets(tmp_path: Path) -> DatasetIndex:
    root = write_classes(tmp_path / "pets", {"cat": 8, "dog": 8, "emu": 3, "cat/young": 2})
    return scan(root)


def test_the_copy_is_what_the_edits_say_and_the_pictures_stay_byte_for_byte(
    pets: DatasetIndex, tmp_path: Path
) -> None:
    before = contents(pets.root)
    edited = with_edits(pets, EDITS)

    done = write_clean_copy(pets, edited, tmp_path / "new" / "clean", Control())

    assert contents(pets.root) == before
    assert (done.copied, done.relabelled, done.left_out) == (20, 4, 1)
    again = scan(done.folder)
    assert dict(zip(again.classes, again.class_counts(), strict=True)) == {
        "_nul": 3,
        "cat": 8,
        "dog": 9,
    }
    copies = contents(done.folder)
    assert copies["dog/000 (2).png"] == before["cat/000.png"]
    assert copies["cat/young/001.png"] == before["cat/young/001.png"]
    with (done.folder / TABLE).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == COLUMNS
    assert len(rows) == len(pets.records)
    assert ["cat/000.png", "cat", "relabelled", "dog/000 (2).png", "dog", ""] in rows
    assert ["cat/001.png", "cat", "left out", "", "", ""] in rows
    assert ["emu/000.png", "emu", "relabelled", "_nul/000.png", "nul", ""] in rows
    assert ["dog/000.png", "dog", "copied", "dog/000.png", "dog", ""] in rows
    for row in rows:
        assert not row[3] or copies[row[3]] == before[row[0]]


def test_parts_are_written_as_drawn_and_read_again_as_such(
    pets: DatasetIndex, tmp_path: Path
) -> None:
    edited = with_edits(pets, EDITS)
    split = draw_split(edited, Control())

    done = write_clean_copy(pets, edited, tmp_path / "clean", Control(), split=split)

    counts = scan(done.folder).split_counts()
    assert counts is not None
    assert list(counts.values()) == [len(split.train), len(split.validation), len(split.test)]


def test_parts_on_disk_stay(tmp_path: Path) -> None:
    counts = {"train/cat": 3, "train/dog": 3, "val/cat": 2, "val/dog": 2}
    index = scan(write_classes(tmp_path / "pets", counts))
    edited = with_edits(index, Edits.of([Edit(EditKind.RELABEL, ("val/cat/000.png",), "dog")]))

    done = write_clean_copy(index, edited, tmp_path / "clean", Control())

    again = scan(done.folder)
    assert again.split_counts() == index.split_counts()
    assert again.class_counts() == [4, 6]


def test_a_copy_may_lie_on_another_drive(
    pets: DatasetIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drives(monkeypatch, pets.root, tmp_path / "D")

    done = write_clean_copy(pets, pets, tmp_path / "D" / "clean", Control())

    assert done.copied == len(pets.records)


def test_places_that_overlap_or_are_taken_are_refused(pets: DatasetIndex, tmp_path: Path) -> None:
    before = contents(tmp_path)
    (tmp_path / "link").symlink_to(pets.root, target_is_directory=True)
    for place in (pets.root, pets.root / "clean", tmp_path, tmp_path / "link" / "clean"):
        with pytest.raises(DatasetError):
            write_clean_copy(pets, pets, place, Control())

    assert contents(tmp_path).keys() >= before.keys()
    assert contents(pets.root).keys() == {name.removeprefix("pets/") for name in before}


def test_a_whole_drive_or_what_cannot_be_looked_into_is_no_place_for_a_copy(
    pets: DatasetIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "ismount", lambda path: str(path) in ("/", str(drive)))
        with pytest.raises(DatasetError, match="whole drive"):
            write_clean_copy(pets, pets, drive, Control())

    def forbidden(_folder: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "iterdir", forbidden)
    with pytest.raises(BundleError, match="Permission denied"):
        write_clean_copy(pets, pets, drive, Control())


@pytest.mark.skipif(sys.platform == "win32", reason="where one is cannot be replaced there")
def test_the_folder_one_is_in_may_become_the_copy(
    pets: DatasetIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    done = write_clean_copy(pets, pets, Path(), Control())

    assert done.folder == tmp_path / "here"
    assert len(scan(done.folder).records) == len(pets.records)


def test_cancelled_amid_or_a_full_disk_leave_nothing(
    pets: DatasetIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(Control):
        def report(self, event: object) -> None:
            if isinstance(event, BatchDone) and event.done == 3:
                self.cancel()

    with pytest.raises(Cancelled):
        write_clean_copy(pets, pets, tmp_path / "clean", Ended())
    assert os.listdir(tmp_path) == ["pets"]

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(BundleError, match="No space left"):
        write_clean_copy(pets, pets, tmp_path / "clean", Control())
    assert os.listdir(tmp_path) == ["pets"]


def test_a_picture_that_is_gone_is_named(pets: DatasetIndex, tmp_path: Path) -> None:
    (pets.root / "dog" / "003.png").unlink()

    with pytest.raises(DatasetError, match=r"dog.003\.png"):
        write_clean_copy(pets, pets, tmp_path / "clean", Control())
    assert os.listdir(tmp_path) == ["pets"]


def test_no_room_is_said_before_anything_is_copied(
    pets: DatasetIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10))

    with pytest.raises(BundleError, match="free"):
        write_clean_copy(pets, pets, tmp_path / "clean", Control())
    assert os.listdir(tmp_path) == ["pets"]


def test_a_class_called_as_a_part_is_read_again_as_a_class(tmp_path: Path) -> None:
    index = scan(write_classes(tmp_path / "pets", {"cat": 3, "dog": 3, "cat/young": 2}))
    edited = with_edits(index, Edits.of([Edit(EditKind.RENAME, (), "cat", "train")]))

    done = write_clean_copy(index, edited, tmp_path / "clean", Control())

    assert scan(done.folder).classes == ("dog", "train")
    assert scan(done.folder).split_counts() is None
