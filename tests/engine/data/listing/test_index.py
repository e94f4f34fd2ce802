"""A folder is listed: its classes and splits, its problems, in one order, read by nobody."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import pictures
from tests.engine.data.listing.folders import entries_on_disk, paths, problems, put
from tlgui.engine.data.folders import ENTRIES_A_CHECK, OUTPUT_MARK
from tlgui.engine.data.images import decode
from tlgui.engine.data.index import FEW_PICTURES, NoClassFoldersError, expand_pictures, scan
from tlgui.engine.data.quality import find_duplicates
from tlgui.engine.data.records import ProblemKind, SplitName
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import Cancelled, DatasetError, PictureError
from tlgui.engine.progress import BatchDone, Control, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_each_folder_is_a_class(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"dog": 6, "cat": 7})
    index = scan(tmp_path)
    assert index.root == tmp_path
    assert index.classes == ("cat", "dog")
    assert index.class_counts() == [7, 6]
    assert index.split_counts() is None
    assert index.problems == ()
    assert index.ignored == 0
    assert paths(index) == sorted(paths(index))
    first = index.records[0]
    status = (tmp_path / "cat/000.png").stat()
    assert (first.path, first.size, first.mtime_ns) == (
        "cat/000.png",
        status.st_size,
        status.st_mtime_ns,
    )
    assert index.file(0) == tmp_path / "cat" / "000.png"


def test_numbered_classes_files_and_problems_come_in_natural_order(tmp_path: Path) -> None:
    put(
        tmp_path, *(f"{label}/{n}.png" for label in ("1", "10", "2", "B3", "a") for n in (1, 10, 2))
    )
    put(tmp_path, *(f"{number}/empty.png" for number in (2, 10)), data=b"")

    index = scan(tmp_path)

    assert index.classes == ("1", "2", "10", "a", "B3")
    assert {index.classes[r.class_index] for r in index.records if r.path.startswith("10/")} == {
        "10"
    }
    read = [index.records[position].path for position in index.reading_order]
    assert read[:6] == ["1/1.png", "1/2.png", "1/10.png", "2/1.png", "2/2.png", "2/10.png"]
    assert sorted(index.reading_order) == list(range(15))
    unreadable = [p.path for p in index.problems if p.kind is ProblemKind.UNREADABLE]
    assert unreadable == ["2/empty.png", "10/empty.png"]
    files, _ = expand_pictures([tmp_path / "10"])
    assert [file.name for file in files] == ["1.png", "2.png", "10.png", "empty.png"]


def test_folders_inside_a_class_are_flattened_into_it(tmp_path: Path) -> None:
    put(tmp_path, "cat/a.png", "cat/indoors/b.png", "cat/indoors/sofa/c.png", "dog/train/d.png")
    index = scan(tmp_path)
    assert index.classes == ("cat", "dog")
    assert index.class_counts() == [3, 1]


def test_pictures_in_sub_folders_of_their_class_are_counted(tmp_path: Path) -> None:
    names = ["cat/1.jpg", "cat/old/2.jpg", "cat/old/older/3.jpg", "dog/4.jpg"]
    pictures.write_files(tmp_path / "plain", dict.fromkeys(names, pictures.plain()))
    pictures.write_files(tmp_path / "split", {f"train/{name}": pictures.plain() for name in names})
    pictures.write_files(tmp_path / "split", {f"val/{name}": pictures.plain() for name in names})

    assert scan(tmp_path / "plain").nested == 2
    assert scan(tmp_path / "split").nested == 4


def test_empty_files_are_named_and_count_as_no_picture(tmp_path: Path) -> None:
    names = [f"{kind}/{number}.jpg" for kind in ("cat", "dog") for number in range(6)]
    pictures.write_files(
        tmp_path, dict.fromkeys(names, pictures.plain()) | {"dog/none.png": b"", "emu/x.jpg": b""}
    )

    index = scan(tmp_path)

    assert index.classes == ("cat", "dog")
    assert index.class_counts() == [6, 6]
    assert [(problem.path, problem.kind, str(problem.message)) for problem in index.problems] == [
        ("dog/none.png", ProblemKind.UNREADABLE, "none.png cannot be read: it is empty."),
        (
            "emu",
            ProblemKind.EMPTY_CLASS,
            "The class emu has no pictures; it is left out.",
        ),
        ("emu/x.jpg", ProblemKind.UNREADABLE, "x.jpg cannot be read: it is empty."),
    ]


def test_folders_of_heat_maps_are_ignored_and_counted(tmp_path: Path) -> None:
    names = [f"{kind}/{number}.jpg" for kind in ("cat", "dog") for number in range(6)]
    pictures.write_files(
        tmp_path, dict.fromkeys([*names, "maps/1.png", "cat/maps/2.png"], pictures.plain())
    )
    before = scan(tmp_path)
    assert before.classes == ("cat", "dog", "maps")

    for folder in ("maps", "cat/maps"):
        (tmp_path / folder / OUTPUT_MARK).touch()
    after = scan(tmp_path)

    assert after.classes == ("cat", "dog")
    assert after.class_counts() == [6, 6]
    assert after.problems == ()
    assert after.ignored == before.ignored + 2
    assert expand_pictures([tmp_path])[0] == [tmp_path / name for name in names]
    assert expand_pictures([tmp_path / "maps"])[0] == [tmp_path / "maps" / "1.png"], "asked for"


def test_nothing_is_decoded(tmp_path: Path) -> None:
    put(tmp_path, "cat/broken.jpg", "dog/text.png", data=b"x")
    assert paths(scan(tmp_path)) == ["cat/broken.jpg", "dog/text.png"]


@pytest.mark.parametrize("train", ["train", "Training", "TRAIN"])
@pytest.mark.parametrize("validation", ["val", "Valid", "validation", "VALIDATION"])
@pytest.mark.parametrize("test", ["test", "Testing"])
def test_split_folders_in_any_spelling(
    train: str, validation: str, test: str, tmp_path: Path
) -> None:
    for folder, count in ((train, 6), (validation, 2), (test, 3)):
        pictures.write_classes(tmp_path / folder, {"cat": count, "dog": count})
    index = scan(tmp_path)
    assert index.classes == ("cat", "dog")
    assert index.split_counts() == {
        SplitName.TRAIN: 12,
        SplitName.VALIDATION: 4,
        SplitName.TEST: 6,
    }
    assert index.problems == ()


def test_a_class_called_train_is_a_class_where_it_holds_pictures_only(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"train": 5, "bus": 5, "test": 5})
    index = scan(tmp_path)
    assert index.classes == ("bus", "test", "train")
    assert not index.has_splits


def test_pictures_beside_class_folders_are_named(tmp_path: Path) -> None:
    put(tmp_path, "stray.png", "train/cat/a.png", "train/dog/b.png", "train/loose.png")
    put(tmp_path, "test/unlabelled.png", "other/deep/c.png", "readme.txt")
    index = scan(tmp_path)
    assert paths(index) == ["train/cat/a.png", "train/dog/b.png"]
    assert problems(index) == {
        ("stray.png", "STRAY_PICTURE"),
        ("train/loose.png", "STRAY_PICTURE"),
        ("test/unlabelled.png", "STRAY_PICTURE"),
        ("other/deep/c.png", "STRAY_PICTURE"),
        ("readme.txt", "STRAY_PICTURE"),  # its content is a picture's
    }


def test_only_loose_pictures_is_refused_with_the_folder_above_as_a_hint(tmp_path: Path) -> None:
    put(tmp_path, "a.png", "b.png", f"maps/{OUTPUT_MARK}", "maps/a.png")
    with pytest.raises(NoClassFoldersError) as refused:
        scan(tmp_path)
    said = f"{tmp_path} has no class folders: its pictures lie directly in it."
    assert str(refused.value) == said
    assert str(refused.value.hint).startswith("Open the folder above")


def test_loose_pictures_beside_an_empty_class_folder_are_problems(tmp_path: Path) -> None:
    put(tmp_path, "a.png")
    (tmp_path / "cat").mkdir()
    index = scan(tmp_path)
    assert index.classes == ()
    assert problems(index) == {("a.png", "STRAY_PICTURE"), ("cat", "EMPTY_CLASS")}


def test_a_single_class_is_listed(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"cat": 5})
    assert scan(tmp_path).classes == ("cat",)


def test_an_empty_class_is_left_out_and_named(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"ant": 0, "cat": 5, "dog": 5})
    put(tmp_path, "bee/notes.txt", data=b"no picture")
    index = scan(tmp_path)
    assert index.classes == ("cat", "dog")
    assert index.class_counts() == [5, 5]
    assert problems(index) == {("ant", "EMPTY_CLASS"), ("bee", "EMPTY_CLASS")}


def test_a_class_with_few_training_pictures_is_named(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"cat": FEW_PICTURES, "dog": FEW_PICTURES - 1})
    (problem,) = scan(tmp_path).problems
    assert (problem.path, problem.kind) == ("dog", ProblemKind.FEW_PICTURES)
    assert str(FEW_PICTURES - 1) in str(problem.message)


def test_a_class_that_is_not_in_training_is_named(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path / "train", {"cat": 5, "dog": 5, "cow": 0})
    pictures.write_classes(tmp_path / "val", {"cat": 1, "emu": 9, "cow": 2})
    index = scan(tmp_path)
    assert index.classes == ("cat", "cow", "dog", "emu")
    assert problems(index) == {
        ("train/cow", "CLASS_NOT_IN_TRAINING"),
        ("val/emu", "CLASS_NOT_IN_TRAINING"),
    }


def test_hidden_and_system_files_are_ignored_and_counted(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"cat": 5, "dog": 5})
    junk = ["cat/.DS_Store", "cat/Thumbs.db", "cat/Desktop.ini", "cat/._000.png", ".gitignore"]
    put(tmp_path, *junk, "cat/@eaDir/t.png", "__MACOSX/cat/._a.png", ".hidden/cat/a.png")
    index = scan(tmp_path)
    assert index.classes == ("cat", "dog")
    assert len(index.records) == 10
    assert index.problems == ()
    assert index.ignored == len(junk) + 3


def test_files_of_unknown_suffix_are_pictures_if_they_begin_like_one(tmp_path: Path) -> None:
    put(tmp_path, "cat/no-suffix", "cat/photo.dat", "cat/UPPER.JPG", "dog/a.png")
    put(tmp_path, "cat/labels.txt", "cat/data.csv", "cat/empty", data=b"")
    put(tmp_path, "dog/model.bin", data=b"\x80\x02")
    index = scan(tmp_path)
    assert paths(index) == ["cat/UPPER.JPG", "cat/no-suffix", "cat/photo.dat", "dog/a.png"]
    assert index.ignored == 4


@pytest.mark.parametrize("where", ["nowhere", "file.txt", "empty", "no-pictures"])
def test_a_folder_that_is_no_data_set_is_refused_with_a_hint(where: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    put(tmp_path, "no-pictures/cat/notes.txt", data=b"none")
    with pytest.raises(DatasetError) as refused:
        scan(tmp_path / where)
    assert where in str(refused.value)
    assert refused.value.hint is not None
    assert "sub-folder per class" in str(refused.value.hint)


def test_found_is_used_and_problems_and_ignored_and_files_stay_as_they_are(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"cat": 8, "dog": 8})
    pictures.write_files(tmp_path / "cat", pictures.broken_files() | pictures.bombs())
    put(tmp_path, "dog/.DS_Store", "Thumbs.db", "dog/._a.png", "dog/n.txt", data=b"junk")
    put(tmp_path, "stray.png")
    (tmp_path / "dog/loop").symlink_to(tmp_path)
    (tmp_path / "dog/dangling.png").symlink_to("nothing")
    (tmp_path / "dog/twin.png").hardlink_to(tmp_path / "cat/000.png")
    (tmp_path / "dog/again.png").hardlink_to(tmp_path / "dog/000.png")

    def fingerprints() -> dict[str, str]:
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(tmp_path.rglob("*"))
            if path.is_file()
        }

    before = fingerprints()
    index = scan(tmp_path)
    of_entries = [p for p in index.problems if p.kind is not ProblemKind.EMPTY_CLASS]
    assert len(index.records) + len(of_entries) + index.ignored == entries_on_disk(tmp_path)

    unreadable = set()
    for at in range(len(index.records)):
        try:
            decode(index.file(at), minimum_side=32)
        except PictureError:
            unreadable.add(at)
    names = {Path(index.records[at].path).name for at in unreadable}
    listed_as_empty = {"empty.jpg"}
    assert names == (pictures.broken_files() | pictures.bombs()).keys() - listed_as_empty
    assert "empty.jpg cannot be read: it is empty." in [str(p.message) for p in index.problems]
    find_duplicates(index)
    split = make_split(index, unusable=unreadable)
    used = len(split.train) + len(split.validation) + len(split.test)
    assert used + len(unreadable) == len(index.records)
    assert fingerprints() == before


def test_problems_and_records_come_in_the_same_order_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, *(f"train/c{number}/{number}.png" for number in range(9)), "s.png", "t.png")
    put(tmp_path, "val/c1/x.png", "val/new/x.png", "val/new/y.png")
    (tmp_path / "train/c3/link").symlink_to(tmp_path / "train/c5")
    (tmp_path / "train/c4/5.png").hardlink_to(tmp_path / "train/c5/5.png")
    expected = scan(tmp_path)
    scandir = os.scandir

    class Backwards:
        """``os.scandir``, in the opposite order."""

        def __init__(self, path: str) -> None:
            with scandir(path) as entries:
                self.entries = list(entries)[::-1]

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __exit__(self, *error: object) -> None:
            return None

    monkeypatch.setattr(os, "scandir", Backwards)
    again = scan(tmp_path)
    assert again.records == expected.records
    assert [(p.path, p.kind, str(p.message)) for p in again.problems] == [
        (p.path, p.kind, str(p.message)) for p in expected.problems
    ]


def test_listing_reports_its_stage_and_progress(tmp_path: Path) -> None:
    put(tmp_path, *(f"cat/{number}.png" for number in range(5)), "dog/a.png", data=b"")
    events: list[object] = []
    scan(tmp_path, Control(events.append))
    assert events[0] == Stage(StageName.LISTING)
    assert events[-1] == BatchDone(8)


def test_listing_is_cancelled_within_a_thousand_entries(tmp_path: Path) -> None:
    folder = tmp_path / "cat"
    folder.mkdir()
    for number in range(3 * ENTRIES_A_CHECK):
        (folder / f"{number}.png").touch()
    seen: list[int] = []

    def listen(event: object) -> None:
        if isinstance(event, BatchDone):
            seen.append(event.done)
            control.cancel()

    control = Control(listen)
    with pytest.raises(Cancelled):
        scan(tmp_path, control)
    assert seen == [ENTRIES_A_CHECK]


@pytest.mark.skipif("TLGUI_DATA" not in os.environ, reason="TLGUI_DATA names no real pictures")
def test_real_folders_are_listed_without_problems() -> None:
    index = scan(Path(os.environ["TLGUI_DATA"]) / "clothing")
    assert len(index.classes) == 10
    assert index.problems == ()
    assert Counter(record.split for record in index.records).keys() == {
        SplitName.TRAIN,
        SplitName.VALIDATION,
    }
