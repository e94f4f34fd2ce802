from __future__ import annotations

import json
import signal
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.disks import DELAYS_S, FullDisk, kill_amid
from tlgui.engine.edits.edit import Edit, EditKind, Edits
from tlgui.engine.edits.journal import FILE, EditJournal, read_edits
from tlgui.engine.errors import BundleError

FILES = tuple(f"{name}/{number}.png" for name in ("cat", "dog") for number in range(4))
NAMES = ("cat", "dog", "emu", "가오리")


def random_edits() -> st.SearchStrategy[Edit]:
    files = st.lists(st.sampled_from(FILES), min_size=2, max_size=3, unique=True).map(tuple)
    name = st.sampled_from(NAMES)
    return st.one_of(
        st.builds(lambda f, n: Edit(EditKind.RELABEL, f, n), files, name),
        st.builds(
            lambda k, f: Edit(k, f), st.sampled_from([EditKind.EXCLUDE, EditKind.RESTORE]), files
        ),
        st.builds(lambda f: Edit(EditKind.KEEP, f, about="twins"), files),
        st.builds(lambda f: Edit(EditKind.GROUP, f), files),
        st.builds(lambda a, b: Edit(EditKind.RENAME, (), a, b), name, name),
        st.builds(lambda n: Edit(EditKind.HIDE, (), n), name),
    )


def edit(number: int) -> Edit:
    return Edit(EditKind.RELABEL, (f"cat/{number}.png",), "dog")


def test_edits_are_found_again(tmp_path: Path) -> None:
    journal = EditJournal(tmp_path / "new" / FILE)
    assert not journal.path.exists()
    assert not journal.can_undo

    journal.add(edit(1))
    journal.add(edit(2))

    again = EditJournal(journal.path)
    assert again.done == (edit(1), edit(2))
    assert again.edits().labels == {"cat/1.png": "dog", "cat/2.png": "dog"}
    assert all(each.at for each in again.done)


def test_undo_at_any_depth_outlives_the_process(tmp_path: Path) -> None:
    path = tmp_path / FILE
    for number in range(4):
        EditJournal(path).add(edit(number))
    assert [EditJournal(path).undo() for _ in range(3)] == [edit(3), edit(2), edit(1)]
    assert EditJournal(path).redo() == edit(1)
    assert EditJournal(path).done == (edit(0), edit(1))

    EditJournal(path).add(edit(9))

    assert EditJournal(path).redo() is None, "a new edit ends what could be done again"
    assert EditJournal(path).done == (edit(0), edit(1), edit(9))


def test_one_goes_to_any_earlier_or_later_state(tmp_path: Path) -> None:
    journal = EditJournal(tmp_path / FILE)
    journal.take_in([edit(1), edit(2), edit(3)])
    early = journal.done[:1]
    journal.undo()
    journal.add(edit(4))
    late = journal.done

    journal.go_to(early)
    assert journal.done == early
    assert EditJournal(journal.path).can_redo
    journal.go_to(late)
    assert journal.done == late
    journal.go_to(())
    assert not journal.can_undo
    journal.go_to((edit(7), edit(8)))
    journal.go_to((edit(7), edit(8)))

    assert list(EditJournal(journal.path).done) == [edit(7), edit(8)]


def test_nothing_written_is_changed(tmp_path: Path) -> None:
    journal = EditJournal(tmp_path / FILE)
    journal.add(edit(1))
    before = journal.path.read_bytes()

    journal.undo()
    journal.add(edit(2))
    journal.undo()
    journal.redo()

    assert journal.path.read_bytes().startswith(before)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(random_edits(), st.sampled_from(["undo", "redo"])), max_size=25))
def test_undone_to_the_beginning_and_redone_to_the_end(steps: list[Edit | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = EditJournal(Path(folder) / FILE)
        states = [Edits()]  # after so many edits that hold
        for step in steps:
            if isinstance(step, Edit):
                journal.add(step)
            elif step == "undo":
                journal.undo()
            else:
                journal.redo()
            held = len(journal.done)
            if isinstance(step, Edit):
                states = [*states[:held], journal.edits()]
            assert journal.edits() == states[held]
        end = journal.edits()
        undone = 0
        while journal.undo() is not None:
            undone += 1
            assert journal.edits() == states[len(journal.done)]
        assert journal.edits() == Edits()
        for _ in range(undone):
            journal.redo()
        assert journal.edits() == end
        assert EditJournal(journal.path).edits() == end


def test_a_thousand_random_edits_undone_and_redone(tmp_path: Path) -> None:
    import random

    draw = random.Random(20261128)
    journal = EditJournal(tmp_path / FILE)
    for _ in range(1000):
        kind = draw.choice([EditKind.RELABEL, EditKind.EXCLUDE, EditKind.RESTORE, EditKind.RENAME])
        files = () if kind is EditKind.RENAME else tuple(draw.sample(FILES, 2))
        label = draw.choice(NAMES) if kind in (EditKind.RELABEL, EditKind.RENAME) else ""
        journal.add(Edit(kind, files, label, draw.choice(NAMES) if not files else ""))
    end = journal.edits()

    for _ in range(1000):
        assert journal.undo() is not None
    assert journal.undo() is None
    assert journal.edits() == Edits()
    for _ in range(1000):
        assert journal.redo() is not None

    assert journal.edits() == end
    assert EditJournal(journal.path).edits() == end


@pytest.mark.parametrize("torn", [b'{"edit": {"kind": "rel', b'{"undo": tr', b"{"])
def test_a_torn_row_is_lost_and_no_other(tmp_path: Path, torn: bytes) -> None:
    journal = EditJournal(tmp_path / FILE)
    journal.add(edit(1))
    with journal.path.open("ab") as file:
        file.write(torn)

    again = EditJournal(journal.path)
    assert again.done == (edit(1),)
    again.add(edit(2))

    assert EditJournal(journal.path).done == (edit(1), edit(2))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_kill_while_editing_loses_at_most_the_last(tmp_path: Path) -> None:
    program = """
        import itertools, sys
        from pathlib import Path
        from tlgui.engine.edits.edit import Edit, EditKind
        from tlgui.engine.edits.journal import EditJournal
        journal = EditJournal(Path(sys.argv[1]))
        told = Path(sys.argv[2]).open("ab", buffering=0)
        for number in itertools.count(len(journal.done)):
            journal.add(Edit(EditKind.RELABEL, (f"{number}" + "x" * 20_000,), "dog"))
            told.write(b"%d\\n" % number)
            print(number, flush=True)
        """
    path = tmp_path / FILE
    for delay_s in DELAYS_S:
        kill_amid(program, path, tmp_path / "told", delay_s=delay_s)

        told = (tmp_path / "told").read_text().splitlines()
        done = EditJournal(path).done
        assert [each.files[0].rstrip("x") for each in done] == [str(n) for n in range(len(done))]
        assert len(done) in (int(told[-1]) + 1, int(told[-1]) + 2)


def test_a_full_disk_changes_nothing_and_the_next_edit_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = EditJournal(tmp_path / FILE)
    journal.add(edit(1))
    for allowed in range(2):
        with monkeypatch.context() as patch:
            FullDisk(allowed).install(patch)
            for act in (lambda: journal.add(edit(2)), journal.undo):
                with pytest.raises(BundleError, match="No space left"):
                    act()
        assert journal.done == EditJournal(journal.path).done == (edit(1),)

    journal.add(edit(3))

    assert EditJournal(journal.path).done == (edit(1), edit(3))


def test_what_another_process_adds_is_heard_of(tmp_path: Path) -> None:
    mine, other = EditJournal(tmp_path / FILE), EditJournal(tmp_path / FILE)
    other.add(edit(1))

    mine.add(edit(2))

    assert list(mine.done) == [edit(1), edit(2)]
    assert other.undo() == edit(2)
    assert mine.refresh()
    assert list(mine.done) == [edit(1)]
    assert not mine.refresh()


def test_edits_go_to_another_project_by_a_file(tmp_path: Path) -> None:
    journal, other = EditJournal(tmp_path / FILE), EditJournal(tmp_path / "other" / FILE)
    for number in range(3):
        journal.add(edit(number))
    journal.undo()
    other.add(edit(7))

    journal.export(tmp_path / "mine.jsonl")
    other.take_in(read_edits(tmp_path / "mine.jsonl"))

    assert other.done == (edit(7), edit(0), edit(1))
    assert read_edits(journal.path) == journal.done


def test_edits_that_were_taken_in_are_known_again(tmp_path: Path) -> None:
    journal, other = EditJournal(tmp_path / FILE), EditJournal(tmp_path / "other" / FILE)
    for number in (1, 2, 1):
        journal.add(edit(number))
    other.take_in(journal.done)

    assert other.new_of(journal.done) == ()
    journal.add(edit(3))
    assert other.new_of(journal.done) == (edit(3),)
    # Taken back, it can be taken in again; and the same done at another time is another one.
    other.undo()
    assert other.new_of(journal.done) == (edit(1), edit(3))
    later = replace(journal.done[1], at="2020-01-01T00:00:00+00:00")
    assert other.new_of((later,)) == (later,)
    assert other.new_of((replace(later, at=""),)) == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"format_version": 2}, "newer version"),
        ({"edit": {"kind": "paint", "files": ["a"]}}, "damaged: edit 2"),
        ({"edit": {"kind": "relabel", "files": ["a"]}}, "damaged: edit 2"),
        ({"edit": 3}, "damaged: edit 2"),
    ],
)
def test_rows_that_say_nothing_known_are_refused(
    tmp_path: Path, row: dict[str, object], message: str
) -> None:
    path = tmp_path / FILE
    path.write_text(json.dumps({"format_version": 1}) + "\n" + json.dumps(row) + "\n")

    with pytest.raises(BundleError, match=message):
        EditJournal(path)


def test_a_file_without_edits_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    for path in (tmp_path / "letter.txt", tmp_path / "nowhere"):
        with pytest.raises(BundleError):
            read_edits(path)
