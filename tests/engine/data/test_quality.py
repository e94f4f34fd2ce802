from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import pictures
from tlgui.engine.data.index import scan
from tlgui.engine.data.quality import content_marks, find_duplicates, with_marks
from tlgui.engine.data.records import ProblemKind
from tlgui.engine.errors import Cancelled
from tlgui.engine.progress import BatchDone, Control, Stage, StageName

if TYPE_CHECKING:
    from pathlib import Path

A, B = pictures.noisy("PNG", seed=1), pictures.noisy("PNG", seed=2)


def found(root: Path) -> list[tuple[str, ProblemKind]]:
    return [(problem.path, problem.kind) for problem in find_duplicates(scan(root))]


def test_different_pictures_are_no_duplicates(tmp_path: Path) -> None:
    pictures.write_classes(tmp_path, {"cat": 9, "dog": 9})
    assert found(tmp_path) == []


def test_each_kind_of_duplicate_is_named(tmp_path: Path) -> None:
    files = {
        "train/cat/1.png": A,
        "train/cat/2.png": A,
        "train/dog/3.png": B,
        "train/dog/4.png": A,
        "val/cat/5.png": A,
        "val/dog/6.png": B,
    }
    pictures.write_files(tmp_path, files)
    assert found(tmp_path) == [
        ("train/cat/2.png", ProblemKind.DUPLICATE),
        ("train/dog/4.png", ProblemKind.CONFLICTING_LABELS),
        ("val/cat/5.png", ProblemKind.CONFLICTING_LABELS),
        ("val/dog/6.png", ProblemKind.DUPLICATE_ACROSS_SPLITS),
    ]


def test_the_message_names_both_files_and_both_classes(tmp_path: Path) -> None:
    pictures.write_files(tmp_path, {"cat/1.png": A, "dog/2.png": A})
    (problem,) = find_duplicates(scan(tmp_path))
    sentence = str(problem.message)
    assert all(word in sentence for word in ("cat/1.png", "dog/2.png", "as dog", "as cat"))


@pytest.mark.parametrize("difference_at", [0, 16 * 1024 - 1, 16 * 1024, 2_000_000])
def test_files_that_differ_in_one_byte_anywhere_are_different(
    difference_at: int, tmp_path: Path
) -> None:
    data = bytearray(2_000_001)
    other = bytearray(data)
    other[difference_at] = 1
    files = {"cat/1.png": bytes(data), "cat/2.png": bytes(other), "dog/3.png": bytes(other)}
    pictures.write_files(tmp_path, files)
    assert found(tmp_path) == [("dog/3.png", ProblemKind.CONFLICTING_LABELS)]


def test_a_file_that_vanished_or_became_a_folder_is_skipped(tmp_path: Path) -> None:
    names = ("1", "2", "3", "4")
    pictures.write_files(tmp_path, {f"cat/{name}.png": A for name in names} | {"dog/5.png": B})
    index = scan(tmp_path)
    (tmp_path / "cat/1.png").unlink()
    (tmp_path / "cat/2.png").unlink()
    (tmp_path / "cat/2.png").mkdir()
    (problem,) = find_duplicates(index)
    assert problem.path == "cat/4.png"
    assert "cat/3.png" in str(problem.message)


def test_progress_reaches_the_total(tmp_path: Path) -> None:
    pictures.write_files(tmp_path, {"cat/1.png": A, "cat/2.png": A, "dog/3.png": B + b"x"})
    events: list[object] = []
    find_duplicates(scan(tmp_path), Control(events.append))
    assert events == [Stage(StageName.CHECKING, 2), BatchDone(2, 2)]


def test_the_search_is_cancelled_between_files(tmp_path: Path) -> None:
    pictures.write_files(tmp_path, {"cat/1.png": A, "dog/2.png": A})
    index = scan(tmp_path)
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        find_duplicates(index, control)


def test_marks_tell_copies_from_other_files_of_their_size(tmp_path: Path) -> None:
    black = bytes(100_000)
    files = {"small": b"abc", "other": b"abd", "black": black}
    for place in (0, 50_000, 99_999):
        files[f"spot at {place}"] = black[:place] + b"x" + black[place + 1 :]
    pictures.write_files(tmp_path, {f"a/{name}": data for name, data in files.items()})
    pictures.write_files(tmp_path, {f"b/renamed {name}": data for name, data in files.items()})
    first, second = (sorted((tmp_path / folder).iterdir()) for folder in "ab")

    marks = content_marks(first, Control())

    assert len(set(marks)) == len(files)
    assert content_marks(second, Control()) == marks
    assert content_marks([tmp_path / "gone", tmp_path], Control()) == ["", ""]
    for place, mark in enumerate(marks):
        assert with_marks([*second, tmp_path / "gone"], [mark, ""], Control()) == {place}
