"""``tlgui scan``: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.cli.calls import CLASSES
from tests.clips import write_torn_clips
from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


def test_scan_lists_classes_splits_and_problems(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "set"
    runs.write_some_digits(root / "train", digits=(0, 1), a_class=3)
    runs.write_some_digits(root / "val", digits=(0, 1), a_class=2)
    (root / "train" / "empty").mkdir()

    outcome = tlgui_says("scan", root, "--json")

    assert outcome.code == 0
    document = outcome.document
    assert {"root", "classes", "images", "splits", "problems"} <= document.keys()
    assert document["root"] == str(root)
    assert document["classes"] == [{"name": "0", "images": 5}, {"name": "1", "images": 5}]
    assert document["images"] == 10
    assert document["splits"] == {"train": 6, "validation": 4, "test": 0}
    assert all({"path", "kind", "message"} <= problem.keys() for problem in document["problems"])
    assert any("empty" in problem["path"] for problem in document["problems"])


def test_scan_without_split_folders_has_no_splits(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("scan", runs.digits(), "--json")

    assert outcome.document["splits"] is None
    assert [row["name"] for row in outcome.document["classes"]] == CLASSES


def test_scan_for_people_counts_each_class(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("scan", runs.digits())

    assert outcome.code == 0
    assert "56 pictures in 4 classes" in outcome.out
    assert "sub-folder" not in outcome.out


def test_scan_counts_pictures_in_sub_folders_of_a_class(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    (root / "0" / "later").mkdir()
    (root / "0" / "000.png").rename(root / "0" / "later" / "000.png")

    document = tlgui_says("scan", root, "--json").document

    assert document["nested"] == 1
    assert document["problems"] == []
    assert "1 picture lies in a sub-folder of the class's folder" in tlgui_says("scan", root).out


def test_scan_says_one_picture_in_one_class(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0,), a_class=1)

    outcome = tlgui_says("scan", root)

    assert outcome.out.splitlines()[0] == f"{root}: 1 picture in 1 class"
    assert "1 problem:" in outcome.out


def test_scan_prints_the_first_problems_and_how_many_more(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    for number in range(23):
        shutil.copy(root / "0" / "000.png", root / f"stray{number:02d}.png")

    outcome = tlgui_says("scan", root)

    problems = tlgui_says("scan", root, "--json").document["problems"]
    strays = [row for row in problems if row["kind"] == "picture outside a class"]
    lines = outcome.out.splitlines()
    begin = lines.index(f"{len(problems)} problems:")
    assert len(strays) == 23
    assert sum(" lies outside the class folders" in line for line in lines[begin:]) == 20
    # Those of other kinds are not pushed out by the many.
    assert len(lines[begin + 1 : -1]) == len(problems) - 3
    assert lines[-1] == "  ... and 3 more: picture outside a class (--json lists all)"


def test_a_problem_names_its_path_once(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    (root / "stray.png").write_bytes((root / "0" / "000.png").read_bytes() + b"x")
    (root / "0" / "empty.png").touch()

    lines = tlgui_says("scan", root).out.splitlines()

    assert "  stray.png lies outside the class folders; it is left out." in lines
    assert "  0/empty.png: empty.png cannot be read: it is empty." in lines


def test_scan_says_what_it_ignored(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    (root / "0" / "note.txt").write_text("a note")

    outcome = tlgui_says("scan", root)

    assert "1 other file ignored (no picture, hidden or system)" in outcome.out.splitlines()


def test_a_folder_without_class_folders_is_one_error(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    folder = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6) / "0"

    for arguments in (("scan", folder), ("train", folder, "--out", tmp_path / "run")):
        outcome = tlgui_says(*arguments)

        assert outcome.code == 1
        assert outcome.out == ""
        *_, error, hint = outcome.err.splitlines()
        assert error == f"error: {folder} has no class folders: its pictures lie directly in it."
        assert hint == "hint: Open the folder above, which holds one sub-folder per class."


def test_scan_and_train_name_doubled_pictures(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = runs.write_some_digits(tmp_path / "set", digits=(0, 1), a_class=6)
    shutil.copy(root / "0" / "000.png", root / "1" / "same.png")

    problems = tlgui_says("scan", root, "--json").document["problems"]
    outcome = tlgui_says("train", root, "--out", tmp_path / "run", "--json")

    assert [(row["path"], row["kind"]) for row in problems] == [
        ("1/same.png", "same picture, two classes")
    ]
    assert outcome.document["problems"] == problems
    told = [line for line in outcome.err.splitlines() if "1/same.png" in line]
    assert [line.startswith("notice: ") for line in told] == [True]
    assert outcome.err.index("1/same.png") < outcome.err.index("features"), "before training"


def test_parts_that_tear_clips_apart_are_told_with_the_way_out(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    told = tlgui_says("scan", write_torn_clips(tmp_path / "clips")).out

    assert "32 of the 32 pictures that are set aside to judge by have others" in told
    assert "--groups names --divide-anew` keeps each of them on one side" in told
