"""Pictures that were added from elsewhere: an edit like any other."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.pictures import plain, write_classes
from tlgui.engine.clean_copy import TABLE, write_clean_copy
from tlgui.engine.data.groups import across_parts, propose_groups
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import DatasetIndex, Edited, ProblemKind, Split, SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.edits.edit import Edit, EditKind, Edits
from tlgui.engine.edits.journal import FILE, EditJournal, read_edits
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import DatasetError
from tlgui.engine.progress import Control
from tlgui.engine.project import Project, save_project, save_project_as

ADD, RESTORE, EXCLUDE = EditKind.ADD, EditKind.RESTORE, EditKind.EXCLUDE


@pytest.fixture
def pets(tmp_path: Path) -> DatasetIndex:
    return scan(write_classes(tmp_path / "pets", {"cat": 8, "dog": 8}))


@pytest.fixture
def new(tmp_path: Path) -> str:
    """A picture elsewhere."""
    file = tmp_path / "elsewhere" / "new.png"
    file.parent.mkdir()
    file.write_bytes(plain("PNG"))
    return file.as_posix()


def laid(index: DatasetIndex, *edits: Edit) -> DatasetIndex:
    return with_edits(index, Edits.of(edits))


def label_of(index: DatasetIndex, file: str) -> str | None:
    return next((index.classes[r.class_index] for r in index.records if r.path == file), None)


def test_an_added_picture_has_its_class_and_its_place(pets: DatasetIndex, new: str) -> None:
    edited = laid(pets, Edit(ADD, (new,), "dog"))

    assert label_of(edited, new) == "dog"
    assert edited.class_counts() == [8, 9]
    assert edited.edited == Edited(added=1)
    assert edited.edited.changes
    assert "1 were added" in str(edited.edited.sentence())
    paths = [record.path for record in edited.records]
    assert paths == sorted(paths)
    (position,) = edited.added
    assert edited.file(position) == Path(new)
    assert edited.nested == 0
    assert pets.added == frozenset()


def test_it_can_bring_a_new_class_be_relabelled_left_out_and_let_go(
    pets: DatasetIndex, new: str
) -> None:
    added = Edit(ADD, (new,), "emu")
    relabelled = Edit(EditKind.RELABEL, (new,), "cat")

    assert laid(pets, added).classes == ("cat", "dog", "emu")
    assert label_of(laid(pets, added, relabelled), new) == "cat"
    renamed = laid(pets, added, Edit(EditKind.RENAME, (), "emu", "owl"))
    assert label_of(renamed, new) == "owl"
    for gone in (Edit(EXCLUDE, (new,)), Edit(RESTORE, (new,)), Edit(EditKind.HIDE, (), "emu")):
        edited = laid(pets, added, gone)
        assert label_of(edited, new) is None
        assert edited.edited.added == 0
        assert edited.edited.excluded == 0, "of the folder nothing is left out"


def test_it_is_learned_from_whatever_the_parts(tmp_path: Path, new: str) -> None:
    drawn = scan(write_classes(tmp_path / "drawn", {"cat": 20, "dog": 20}))
    on_disk = scan(
        write_classes(
            tmp_path / "disk", {"train/cat": 9, "train/dog": 9, "test/cat": 3, "test/dog": 3}
        )
    )
    for index in (drawn, on_disk):
        groups = [tuple(range(start, start + 2)) for start in range(0, 12, 2)]
        edited = laid(index, Edit(ADD, (new,), "dog"))
        (position,) = edited.added
        moved = [tuple(place + 1 for place in group) for group in groups]
        for plain_groups, edited_groups in (((), ()), (groups, moved)):
            before = draw_split(index, Control(), groups=plain_groups)
            after = draw_split(edited, Control(), groups=edited_groups)
            assert position in after.train
            for one, other in ((before.validation, after.validation), (before.test, after.test)):
                held_out = [index.records[at].path for at in one]
                assert held_out == [edited.records[at].path for at in other]
    assert edited.records[position].split is SplitName.TRAIN


def test_one_that_was_left_out_comes_back_with_its_class(pets: DatasetIndex, new: str) -> None:
    added, out, back = Edit(ADD, (new,), "dog"), Edit(EXCLUDE, (new,)), Edit(RESTORE, (new,))
    relabelled = Edit(EditKind.RELABEL, (new,), "cat")
    renamed = Edit(EditKind.RENAME, (), "dog", "hound")

    assert label_of(laid(pets, added, out, back), new) == "dog"
    assert label_of(laid(pets, added, relabelled, out, back), new) == "dog", "as when it came"
    assert label_of(laid(pets, added, out, renamed, back), new) == "hound"
    assert label_of(laid(pets, added, out, back, back), new) is None


def held_out(index: DatasetIndex, split: Split) -> list[str]:
    return [index.records[position].path for position in (*split.validation, *split.test)]


def test_pictures_of_its_group_are_learned_from_with_it(tmp_path: Path, new: str) -> None:
    index = scan(write_classes(tmp_path / "pets", {"cat": 30, "dog": 30}))
    clips = [[index.records[at].path for at in range(at, at + 3)] for at in range(0, 60, 3)]
    edited = laid(index, Edit(ADD, (new,), "dog"))
    place = {record.path: at for at, record in enumerate(edited.records)}
    for chosen in clips:
        one_more = [[*clip, new] if clip is chosen else clip for clip in clips]
        groups = [tuple(place[file] for file in clip) for clip in one_more]

        split = draw_split(edited, Control(), groups=groups)

        assert {place[file] for file in (*chosen, new)} <= set(split.train)
        assert split.validation
        assert split.test


def test_its_copies_are_learned_from_with_it(tmp_path: Path) -> None:
    index = scan(write_classes(tmp_path / "pets", {"cat": 30, "dog": 30}))
    first = held_out(index, draw_split(index, Control()))[0]
    copy = tmp_path / "elsewhere.png"
    shutil.copy(index.root / first, copy)
    edited = laid(index, Edit(ADD, (copy.as_posix(),), Path(first).parent.name))

    split = draw_split(edited, Control())

    assert first not in held_out(edited, split)
    assert len(split.train) + len(held_out(edited, split)) == 61


def test_a_test_part_on_disk_stays_and_it_is_counted_what_is_known_of_it(
    tmp_path: Path, new: str
) -> None:
    counts = {"train/cat": 9, "train/dog": 9, "test/cat": 3, "test/dog": 3}
    index = scan(write_classes(tmp_path / "pets", counts))
    edited = laid(index, Edit(ADD, (new,), "dog"))
    (position,) = edited.added
    judged = next(at for at, each in enumerate(edited.records) if each.split is SplitName.TEST)
    shot = next(
        at
        for at, each in enumerate(edited.records)
        if each.split is SplitName.TRAIN and at != position
    )
    groups = ((position, shot, judged),)

    split = draw_split(edited, Control(), groups=groups)

    assert judged in split.test
    assert {position, shot} <= set(split.train)
    assert across_parts(edited, groups) == (1, 6)


def test_its_folder_makes_no_group_of_the_data_set(tmp_path: Path) -> None:
    index = scan(write_classes(tmp_path / "pets", {"cat": 8, "dog": 8}))
    elsewhere = write_classes(tmp_path / "clips", {f"clip{n}": 4 for n in range(6)})
    files = tuple(sorted(path.as_posix() for path in elsewhere.rglob("*.png")))

    edited = laid(index, Edit(ADD, files, "dog"))

    assert propose_groups(edited, Control()) is None


def test_one_that_is_gone_is_named_and_counted(pets: DatasetIndex, new: str) -> None:
    Path(new).unlink()

    edited = laid(pets, Edit(ADD, (new,), "dog"))

    assert edited.class_counts() == [8, 8]
    assert edited.edited == Edited(gone=1)
    assert [problem.kind for problem in edited.problems] == [ProblemKind.MISSING_FILE]
    assert "new.png, which you added, is not there" in str(edited.problems[0].message)


def test_it_wants_a_whole_path_and_a_class(new: str) -> None:
    with pytest.raises(DatasetError, match="whole path"):
        Edit(ADD, ("new.png",), "dog")
    with pytest.raises(DatasetError, match="No class"):
        Edit(ADD, (new,))


def test_it_is_undone_exported_and_taken_in(tmp_path: Path, new: str) -> None:
    journal = EditJournal(tmp_path / "project" / FILE)
    journal.add(Edit(ADD, (new,), "dog"))
    journal.undo()
    assert journal.edits().added == ()
    journal.redo()
    journal.export(tmp_path / "mine.jsonl")

    assert read_edits(tmp_path / "mine.jsonl") == (Edit(ADD, (new,), "dog"),)
    assert EditJournal(journal.path).edits().added == (new,)


def test_a_copy_beside_the_journal_moves_with_it(tmp_path: Path) -> None:
    """By its whole path it would be lost once the project is moved."""
    home = tmp_path / "project"
    copy = home / "pictures" / "new.png"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(plain("PNG"))
    journal = EditJournal(home / FILE)
    journal.add(Edit(ADD, (copy.as_posix(),), "dog"))
    journal.add(Edit(EditKind.RELABEL, (copy.as_posix(),), "cat"))
    assert EditJournal(home / FILE).edits().labels == {copy.as_posix(): "cat"}
    assert str(home) not in (home / FILE).read_text("utf-8")

    shutil.move(home, tmp_path / "moved")

    moved = (tmp_path / "moved" / "pictures" / "new.png").as_posix()
    found = EditJournal(tmp_path / "moved" / FILE).edits()
    assert (found.added, dict(found.labels)) == ((moved,), {moved: "cat"})
    EditJournal(tmp_path / "moved" / FILE).export(tmp_path / "out.jsonl")
    assert read_edits(tmp_path / "out.jsonl")[0].files == (moved,), "elsewhere it is named whole"


def test_copies_go_along_with_a_project_saved_elsewhere(
    pets: DatasetIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))
    project = Project(tmp_path / "project", pets.root, "2026-01-01T00:00:00")
    save_project(project)
    copy = project.pictures_folder / "new.png"
    copy.parent.mkdir()
    copy.write_bytes(plain("PNG"))
    EditJournal(project.edits_file).add(Edit(ADD, (copy.as_posix(),), "dog"))

    new = save_project_as(project, tmp_path / "mine", Control())
    shutil.rmtree(project.folder)

    edited = with_edits(pets, EditJournal(new.edits_file).edits())
    assert edited.edited == Edited(added=1)


def test_a_journal_from_before_opens(tmp_path: Path) -> None:
    path = tmp_path / FILE
    rows = [{"format_version": 1}, {"edit": {"kind": "exclude", "files": ["cat/1.png"]}}]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")

    assert EditJournal(path).done == (Edit(EXCLUDE, ("cat/1.png",)),)


def test_a_clean_copy_has_it_in_its_class(pets: DatasetIndex, tmp_path: Path, new: str) -> None:
    edited = laid(pets, Edit(ADD, (new,), "dog"), Edit(EXCLUDE, ("cat/000.png",)))

    done = write_clean_copy(pets, edited, tmp_path / "clean", Control())

    assert (done.copied, done.relabelled, done.left_out) == (16, 0, 1)
    assert (done.folder / "dog" / "new.png").read_bytes() == Path(new).read_bytes()
    with (done.folder / TABLE).open(encoding="utf-8-sig", newline="") as file:
        rows = {row["picture"]: row["what"] for row in csv.DictReader(file)}
    assert rows[new] == "added"


def test_one_that_was_put_into_a_class_since_counts_once(
    pets: DatasetIndex, tmp_path: Path
) -> None:
    stray = pets.root / "stray.png"
    stray.write_bytes(plain("PNG"))
    added = Edit(ADD, (stray.as_posix(),), "dog")
    assert laid(scan(pets.root), added).class_counts() == [8, 9]

    moved = pets.root / "dog" / "stray.png"
    stray.rename(moved)
    again = Edit(ADD, (moved.as_posix(),), "dog")

    assert laid(scan(pets.root), again).class_counts() == [8, 9]
