"""Copies into class folders: nothing overwritten, nothing outside, all of it taken back."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tlgui.engine.deploy.folder_names import (
    class_folder_names,
    name_key,
    safe_file_name,
    safe_name,
)
from tlgui.engine.deploy.predictor import Decision, Prediction
from tlgui.engine.deploy.sorting import CopyPlan, copy, plan, undo
from tlgui.engine.errors import BundleError, Cancelled, DatasetError, Message
from tlgui.engine.progress import BatchDone, Control

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CLASSES = ("dress", "hat")
NASTY = (
    "..",
    ".",
    "",
    "con",
    "CON.txt",
    "nul ",
    "COM1",
    "a/b",
    "a\\b",
    "../../etc",
    "trailing.",
    "trailing. . ",
    " leading",
    "x" * 250,
    "셔츠" * 120,
    "Dress",
    "dress",
    "DRESS",
    "\u00e9",
    "e\u0301",
    "tab\there",
    "line\nbreak",
    "\ud800",
    "a:b*c?",
    "unsure",
    "-rf",
    "$HOME",
)


def answer(file: Path, label: str = "dress", *, sure: bool = True) -> Prediction:
    decision = Decision.ACCEPTED if sure else Decision.UNSURE
    return Prediction(file, ((label, 0.9 if sure else 0.4), ("hat", 0.1)), decision, None)


def unreadable(file: Path) -> Prediction:
    return Prediction(file, (), None, Message("{name} cannot be read.", name=file.name))


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    for name in ("a.jpg", "b.jpg", "day 1/a.jpg", "day 2/a.jpg", "broken.jpg"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
        os.utime(file, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sorted"
    folder.mkdir()
    return folder


def plan_for(
    predictions: Sequence[Prediction],
    target: Path,
    pictures: Path,
    classes: Sequence[str] = CLASSES,
    *,
    include_unsure: bool = True,
) -> CopyPlan:
    return plan(predictions, target, [pictures], classes, include_unsure=include_unsure)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def all_answers(pictures: Path) -> list[Prediction]:
    return [
        answer(pictures / "a.jpg"),
        answer(pictures / "b.jpg", "hat"),
        answer(pictures / "day 1" / "a.jpg"),
        answer(pictures / "day 2" / "a.jpg", sure=False),
        unreadable(pictures / "broken.jpg"),
    ]


def test_a_plan_writes_nothing_and_says_all(pictures: Path, target: Path) -> None:
    planned = plan_for(all_answers(pictures), target, pictures)

    assert list(target.iterdir()) == []
    assert planned.counts == (("dress", 2), ("hat", 1), ("unsure", 1))
    assert (planned.unreadable, planned.unsure_left_out, planned.renamed) == (1, 0, 0)
    assert planned.size == sum(
        len(name) for name in ("a.jpg", "b.jpg", "day 1/a.jpg", "day 2/a.jpg")
    )
    assert planned.fits


def test_sub_folders_are_kept_and_files_are_copied_with_their_time(
    pictures: Path, target: Path
) -> None:
    heard: list[object] = []
    before = tree(pictures)

    copied = copy(plan_for(all_answers(pictures), target, pictures), Control(heard.append))

    assert tree(target) == {
        "dress/a.jpg": b"a.jpg",
        "dress/day 1/a.jpg": b"day 1/a.jpg",
        "hat/b.jpg": b"b.jpg",
        "unsure/day 2/a.jpg": b"day 2/a.jpg",
    }
    assert (target / "dress" / "a.jpg").stat().st_mtime == 1_600_000_000
    assert tree(pictures) == before
    assert len(copied.files) == 4
    assert heard[-1] == BatchDone(4, 4)


def test_unsure_ones_can_be_left_out(pictures: Path, target: Path) -> None:
    planned = plan_for(all_answers(pictures), target, pictures, include_unsure=False)

    assert planned.unsure_left_out == 1
    assert "unsure" not in dict(planned.counts)


def test_names_that_are_there_are_never_taken(pictures: Path, target: Path) -> None:
    (target / "dress").mkdir()
    (target / "dress" / "A.JPG").write_bytes(b"mine")
    (target / "hat").write_bytes(b"a file, no folder")

    planned = plan_for(all_answers(pictures), target, pictures)
    copy(planned, Control())

    found = tree(target)
    assert found["dress/A.JPG"] == b"mine"
    assert found["hat"] == b"a file, no folder"
    assert found["dress/a (2).jpg"] == b"a.jpg"
    assert found["hat (2)/b.jpg"] == b"b.jpg"
    assert planned.renamed == 1
    assert ("hat (2)", 1) in planned.counts


def test_pictures_of_the_same_name_from_two_places_get_numbers(
    tmp_path: Path, target: Path
) -> None:
    answers = []
    for place in ("one", "two", "three"):
        (tmp_path / place).mkdir()
        file = tmp_path / place / "IMG.jpg"
        file.write_bytes(place.encode())
        answers.append(answer(file))

    copy(plan(answers, target, [a.file for a in answers], CLASSES, include_unsure=True), Control())

    assert tree(target) == {
        "dress/IMG.jpg": b"one",
        "dress/IMG (2).jpg": b"two",
        "dress/IMG (3).jpg": b"three",
    }


def test_a_name_that_was_taken_after_the_plan_gets_a_number(pictures: Path, target: Path) -> None:
    planned = plan_for([answer(pictures / "a.jpg")], target, pictures)
    (target / "dress").mkdir()
    (target / "dress" / "a.jpg").write_bytes(b"just arrived")

    copied = copy(planned, Control())

    assert (target / "dress" / "a.jpg").read_bytes() == b"just arrived"
    assert copied.files[0].path.name == "a (2).jpg"


def test_undo_removes_exactly_the_copies_that_nobody_changed(pictures: Path, target: Path) -> None:
    (target / "hat").mkdir()
    copied = copy(plan_for(all_answers(pictures), target, pictures), Control())
    (target / "dress" / "a.jpg").write_bytes(b"retouched")
    (target / "unsure" / "notes.txt").write_text("mine", encoding="utf-8")

    undone = undo(copied)

    assert (undone.removed, undone.kept, undone.folders_kept) == (3, 1, 2)
    assert tree(target) == {"dress/a.jpg": b"retouched", "unsure/notes.txt": b"mine"}
    assert (target / "hat").is_dir(), "it was there before"
    assert not (target / "unsure" / "day 2").exists()
    assert undo(copied).removed == 0


def test_undo_without_changes_leaves_the_target_as_it_was(pictures: Path, target: Path) -> None:
    copied = copy(plan_for(all_answers(pictures), target, pictures), Control())

    undone = undo(copied)

    assert (undone.removed, undone.kept, undone.folders_kept) == (4, 0, 0)
    assert list(target.iterdir()) == []


def test_undo_counts_the_made_folders_that_hold_something_else(
    pictures: Path, target: Path
) -> None:
    (target / "hat").mkdir()
    copied = copy(plan_for(all_answers(pictures), target, pictures), Control())
    (target / "hat" / "mine.txt").write_text("it was there before", encoding="utf-8")
    (target / "dress" / "day 1" / "mine.txt").write_text("mine", encoding="utf-8")

    undone = undo(copied)

    assert (undone.removed, undone.kept) == (4, 0)
    assert undone.folders_kept == 2, "dress, and day 1 in it"


def test_cancel_removes_what_was_copied(pictures: Path, target: Path) -> None:
    def listen(event: object) -> None:
        if event == BatchDone(2, 4):
            control.cancel()

    control = Control(listen)

    with pytest.raises(Cancelled):
        copy(plan_for(all_answers(pictures), target, pictures), control)

    assert list(target.iterdir()) == []


def test_a_full_disk_removes_what_was_copied_and_is_told(
    pictures: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = shutil.copy2, []

    def full(source: Path, place: Path) -> None:
        calls.append(place)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real(source, place)

    monkeypatch.setattr(shutil, "copy2", full)

    with pytest.raises(BundleError, match="No space left on device"):
        copy(plan_for(all_answers(pictures), target, pictures), Control())

    assert list(target.iterdir()) == []


def test_a_picture_that_is_gone_is_named_and_the_rest_is_copied(
    pictures: Path, target: Path
) -> None:
    planned = plan_for(all_answers(pictures), target, pictures)
    (pictures / "a.jpg").unlink()

    copied = copy(planned, Control())

    assert copied.failures == (pictures / "a.jpg",)
    assert len(copied.files) == 3


@pytest.mark.parametrize("inside", ["", "day 1", "new"])
def test_a_target_inside_the_pictures_is_refused(pictures: Path, inside: str) -> None:
    folder = pictures / inside
    folder.mkdir(exist_ok=True)

    with pytest.raises(DatasetError, match=r"lies? inside") as caught:
        plan_for(all_answers(pictures), folder, pictures)

    assert caught.value.hint is not None


def test_pictures_inside_the_target_are_refused(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="lie inside the folder"):
        plan_for(all_answers(pictures), tmp_path, pictures)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_the_target_is_not_followed(pictures: Path, target: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (target / "dress").symlink_to(outside, target_is_directory=True)

    copy(plan_for(all_answers(pictures), target, pictures), Control())

    assert list(outside.iterdir()) == []
    assert (target / "dress (2)" / "a.jpg").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_target_that_is_a_link_into_the_pictures_is_refused(
    pictures: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(pictures / "day 1", target_is_directory=True)

    with pytest.raises(DatasetError, match="inside"):
        plan_for(all_answers(pictures), link, pictures)


def test_a_target_that_is_no_folder_is_refused(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is not a folder"):
        plan_for([], tmp_path / "missing", pictures)


def test_a_class_called_unsure_keeps_its_folder(pictures: Path, target: Path) -> None:
    answers = [answer(pictures / "a.jpg", "unsure"), answer(pictures / "b.jpg", sure=False)]

    planned = plan_for(answers, target, pictures, ("unsure", "dress"))

    assert dict(planned.counts) == {"unsure": 1, "unsure (2)": 1}


names = st.one_of(st.sampled_from(NASTY), st.text(max_size=300))


@given(names)
def test_safe_names_are_one_component_that_every_system_takes(name: str) -> None:
    for safe in (safe_name(name), safe_file_name(name)):
        assert safe
        assert safe not in (".", "..")
        assert not set(safe) & set('<>:"/\\|?*\0\n\t')
        assert safe == safe.strip(" ").rstrip(".")
        assert len(safe.encode()) <= 220
        stem = safe.partition(".")[0].strip().casefold()
        assert stem not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(st.lists(names, max_size=12))
def test_class_folders_have_names_of_their_own(labels: list[str]) -> None:
    folders = class_folder_names(labels)

    assert set(folders) == set(labels)
    assert len({name_key(name) for name in folders.values()}) == len(set(labels))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a.jpg", "b.jpg", "day 1/a.jpg", "day 2/a.jpg"]), names),
        max_size=6,
        unique_by=lambda pair: pair[0],
    )
)
def test_every_copy_lies_inside_the_target_and_undo_empties_it(
    pictures: Path, target: Path, chosen: list[tuple[str, str]]
) -> None:
    answers = [answer(pictures / file, label) for file, label in chosen]
    before = tree(pictures)

    copied = copy(
        plan_for(answers, target, pictures, [label for _file, label in chosen]), Control()
    )

    assert len(copied.files) == len(chosen)
    root = target.resolve()
    for file in copied.files:
        assert root in file.path.resolve().parents
    made = {file.path.relative_to(target).parts[0] for file in copied.files}
    assert len(made) == len({label for _file, label in chosen})
    assert undo(copied).removed == len(chosen)
    assert list(target.iterdir()) == []
    assert tree(pictures) == before
