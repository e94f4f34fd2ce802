"""``tlgui edit``: what it does to labels, and who goes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import runs
from tests.engine.disks import drives

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome

    Says = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    return runs.write_some_digits(tmp_path / "digits", digits=(0, 1, 2), a_class=8)


def counts(outcome: Outcome) -> dict[str, int]:
    return {row["name"]: row["images"] for row in outcome.document["classes"]}


def test_scan_train_and_evaluate_go_by_the_edits(
    digits: Path, tmp_path: Path, tlgui_says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(runs.shared_home()))
    assert tlgui_says("edit", digits, "relabel", "1", "0/000.png", "0/001.png").code == 0
    tlgui_says("edit", digits, "exclude", "2/000.png")
    tlgui_says("edit", digits, "group", "2/001.png", "2/002.png")

    scanned = tlgui_says("scan", digits, "--json")
    trained = tlgui_says("train", digits, "--out", tmp_path / "run", "--json")
    judged = tlgui_says("evaluate", tmp_path / "run", digits, "--json")

    edited = {"relabelled": 2, "excluded": 1, "grouped": 2, "gone": 0, "added": 0}
    assert scanned.document["edited"] == edited
    assert counts(scanned) == {"0": 6, "1": 10, "2": 7}
    assert sum(trained.document["images"].values()) == 23
    told = "2 pictures have another class than their folder, 1 are left out"
    assert told in trained.err
    assert any(told in notice for notice in trained.document["notices"])
    support = {row["name"]: row["support"] for row in judged.document["per_class"]}
    assert support == {"0": 6, "1": 10, "2": 7}
    from tlgui.engine.training.run import open_run

    run = open_run(tmp_path / "run")
    assert run.facts["edits"] == edited
    assert not any("2/000.png" in files for files in run.files.values())


def test_edits_are_listed_taken_back_and_done_again(digits: Path, tlgui_says: Says) -> None:
    tlgui_says("edit", digits, "hide", "2")
    tlgui_says("edit", digits, "rename", "1", "one")
    listed = tlgui_says("edit", digits)
    assert listed.out.splitlines()[:2] == ["    1  hide 2", "    2  rename 1 to one"]
    assert "16 pictures in 2 classes" in listed.out

    assert counts(tlgui_says("edit", digits, "undo", "2", "--json")) == {"0": 8, "1": 8, "2": 8}
    redone = tlgui_says("edit", digits, "redo", "--json")

    assert counts(redone) == {"0": 8, "1": 8}
    assert redone.document["can_redo"] is True
    assert [edit["kind"] for edit in redone.document["edits"]] == ["hide"]


def test_files_are_named_in_the_folder_or_from_here(
    digits: Path, tlgui_says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(digits / "0")

    edits = tlgui_says("edit", digits, "exclude", "000.png", "1/000.png", "--json").document

    assert edits["edits"][0]["files"] == ["0/000.png", "1/000.png"]


def test_files_are_named_in_the_folder_from_another_drive(
    digits: Path, tmp_path: Path, tlgui_says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "C").mkdir()
    monkeypatch.chdir(tmp_path / "C")
    drives(monkeypatch, digits, tmp_path / "C")

    edits = tlgui_says("edit", digits, "exclude", "0/000.png", "--json").document

    assert edits["edits"][0]["files"] == ["0/000.png"]


def test_classes_of_a_table_are_edited_whatever_they_are_called(
    digits: Path, tlgui_says: Says
) -> None:
    names = {"0": "n/a", "1": ".x", "2": "two"}
    rows = [f"{name}/{at:03}.png,{names[name]}" for name in names for at in range(8)]
    table = digits / "labels.csv"
    table.write_text("\n".join(["path,label", *rows]), "utf-8")

    assert tlgui_says("edit", table, "relabel", "n/a", "2/000.png").code == 0
    assert tlgui_says("edit", table, "hide", ".x").code == 0
    assert counts(tlgui_says("edit", table, "--json")) == {"n/a": 9, "two": 7}
    for words in (("rename", "two", "1/2"), ("relabel", "1/2", "2/001.png", "--new-class")):
        refused = tlgui_says("edit", table, *words)
        assert refused.code == 1
        assert "1/2 cannot be the name of a class" in refused.err
    merged = tlgui_says("edit", table, "rename", "two", "n/a", "--json")
    assert counts(merged) == {"n/a": 16}


def test_a_copy_is_written_and_the_folder_stays(
    digits: Path, tmp_path: Path, tlgui_says: Says
) -> None:
    before = {path: path.read_bytes() for path in digits.rglob("*.png")}
    tlgui_says("edit", digits, "relabel", "seven", "0/000.png", "--new-class")
    tlgui_says("edit", digits, "exclude", "1/000.png")

    done = tlgui_says("edit", digits, "apply", tmp_path / "clean", "--json").document
    divided = tlgui_says("edit", digits, "apply", tmp_path / "parts", "--divided")

    assert {path: path.read_bytes() for path in digits.rglob("*.png")} == before
    assert (done["copied"], done["relabelled"], done["left_out"]) == (23, 1, 1)
    assert counts(tlgui_says("scan", done["folder"], "--json")) == {
        "0": 7,
        "1": 7,
        "2": 8,
        "seven": 1,
    }
    assert divided.code == 0
    assert tlgui_says("scan", tmp_path / "parts", "--json").document["splits"]["validation"] > 0


def test_edits_go_out_to_a_file_and_into_another_folder(
    digits: Path, tmp_path: Path, tlgui_says: Says
) -> None:
    other = runs.write_some_digits(tmp_path / "other", digits=(0, 1, 2), a_class=8)
    tlgui_says("edit", digits, "exclude", "0/000.png", "0/001.png")

    tlgui_says("edit", digits, "export", tmp_path / "mine.jsonl")
    taken = tlgui_says("edit", other, "import", tmp_path / "mine.jsonl", "--json")

    assert counts(taken) == {"0": 6, "1": 8, "2": 8}
    assert len(taken.document["edits"]) == 1
    again = tlgui_says("edit", other, "import", tmp_path / "mine.jsonl", "--json")
    assert len(again.document["edits"]) == 1
    assert "1 edit of the file holds here already: nothing is changed." in again.err
    tlgui_says("edit", digits, "group", "1/000.png", "1/001.png")
    tlgui_says("edit", digits, "export", tmp_path / "more.jsonl")
    more = tlgui_says("edit", other, "import", tmp_path / "more.jsonl", "--json")
    assert [row["kind"] for row in more.document["edits"]] == ["exclude", "group"]
    assert "1 edit of the file holds here already.\n" in more.err


def test_a_file_that_is_there_is_written_over_only_where_that_is_wanted(
    digits: Path, tmp_path: Path, tlgui_says: Says
) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("path,label\n")

    refused = tlgui_says("edit", digits, "export", labels)
    assert refused.code == 1
    assert "exists already" in refused.err
    assert "--force" in refused.err
    assert labels.read_text() == "path,label\n"

    assert tlgui_says("edit", digits, "export", labels, "--force").code == 0
    assert labels.read_text().startswith('{"format_version"')


def test_what_is_no_picture_is_not_added(digits: Path, tmp_path: Path, tlgui_says: Says) -> None:
    table = tmp_path / "labels.jpg"
    table.write_text("path,label\n")

    refused = tlgui_says("edit", digits, "add", "1", table)

    assert refused.code == 1
    assert "labels.jpg is not a picture" in refused.err
    assert tlgui_says("edit", digits, "--json").document["edits"] == []


def test_a_picture_is_added_and_taken_back(
    digits: Path, tmp_path: Path, tlgui_says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = runs.write_some_digits(tmp_path / "new", digits=(1,), a_class=3, skip=30) / "1"
    monkeypatch.chdir(new)

    added = tlgui_says("edit", digits, "add", "1", "030.png", new / "031.png")

    assert "add " in added.out
    assert "2 added" in added.out
    scanned = tlgui_says("scan", digits, "--json")
    assert counts(scanned) == {"0": 8, "1": 10, "2": 8}
    assert scanned.document["edited"]["added"] == 2
    assert counts(tlgui_says("edit", digits, "relabel", "0", "030.png", "--json")) == {
        "0": 9,
        "1": 9,
        "2": 8,
    }
    assert counts(tlgui_says("edit", digits, "restore", "030.png", "--json"))["0"] == 8
    assert counts(tlgui_says("edit", digits, "undo", "3", "--json")) == {"0": 8, "1": 8, "2": 8}


def test_what_the_folder_has_already_is_relabelled_and_that_is_said(
    digits: Path, tmp_path: Path, tlgui_says: Says
) -> None:
    copy = tmp_path / "copy.png"
    copy.write_bytes((digits / "0" / "001.png").read_bytes())

    added = tlgui_says("edit", digits, "add", "1", copy)

    assert "0/001.png is in the folder already" in added.err
    document = tlgui_says("edit", digits, "--json").document
    assert document["edited"] == {
        "relabelled": 1,
        "excluded": 0,
        "grouped": 0,
        "gone": 0,
        "added": 0,
    }


def test_copies_of_added_pictures_outlive_them(
    digits: Path, tmp_path: Path, tlgui_says: Says
) -> None:
    new = runs.write_some_digits(tmp_path / "new", digits=(1,), a_class=1, skip=30)

    tlgui_says("edit", digits, "add", "1", new / "1" / "030.png", "--copy")
    (new / "1" / "030.png").unlink()

    assert counts(tlgui_says("scan", digits, "--json"))["1"] == 9


def test_a_run_learns_again_from_the_edits(
    digits: Path, tmp_path: Path, tlgui_says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(runs.shared_home()))
    new = runs.write_some_digits(tmp_path / "new", digits=(7,), a_class=6, skip=30) / "7"
    tlgui_says("train", digits, "--out", tmp_path / "run")
    tlgui_says("edit", digits, "add", "7", *sorted(new.iterdir()), "--new-class")

    again = tlgui_says(
        "train", "--again", tmp_path / "run", "--out", tmp_path / "new-run", "--json"
    )
    read = tlgui_says("predict", tmp_path / "new-run", new / "030.png", "--json").document

    assert again.code == 0, again.err
    assert again.document["classes"] == ["0", "1", "2", "7"]
    assert again.document["corrections"]["right_now"] == 6
    assert again.document["corrections"]["right_before"] == 0
    assert read["predictions"][0]["label"] == "7"
    told = tlgui_says("train", "--again", tmp_path / "run", "--out", tmp_path / "third")
    assert "Of 6 corrected pictures 0 were right before, 6 are now." in told.out
    refused = tlgui_says(
        "train", "--again", tmp_path / "run", "--seed", "1", "--out", tmp_path / "x"
    )
    assert refused.code == 2
    assert "--seed cannot be changed now" in refused.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("paint", "0/000.png"), 2, "no edit called paint"),
        (("relabel", "1"), 2, "tlgui edit FOLDER relabel CLASS FILE..."),
        (("relabel", "one", "0/000.png"), 1, "no class one"),
        (("exclude", "0/999.png"), 1, "0/999.png is no picture"),
        (("add", "1", "nowhere.png"), 1, "no file"),
        (("add", "one", "nowhere.png"), 1, "no class one"),
        (("add", "1"), 2, "tlgui edit FOLDER add CLASS FILE..."),
        (("undo", "many"), 2, "many is no number"),
        (("rename", "7", "seven"), 1, "no class 7"),
        (("import", "nowhere.jsonl"), 1, "no file nowhere.jsonl"),
        (("hide", "."), 1, "no class ."),
        (("export", "."), 1, "cannot be kept in .: Is a directory"),
        (("list", "all"), 2, "takes other words"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    digits: Path, tlgui_says: Says, words: tuple[str, ...], code: int, told: str
) -> None:
    outcome = tlgui_says("edit", digits, *words)

    assert outcome.code == code
    assert told in outcome.err
    assert tlgui_says("edit", digits, "--json").document["edits"] == []


def test_edits_that_leave_nothing_are_listed_kept_and_taken_back(
    digits: Path, tmp_path: Path, tlgui_says: Says
) -> None:
    for name in ("0", "1"):
        tlgui_says("edit", digits, "hide", name)
    for file in (digits / "2").iterdir():
        file.unlink()
    assert "left out by edits" in tlgui_says("scan", digits).err

    listed = tlgui_says("edit", digits)
    kept = tlgui_says("edit", digits, "export", tmp_path / "edits.jsonl", "--json")
    assert (listed.code, kept.code) == (0, 0)
    assert "0 pictures in 0 classes" in listed.out
    assert kept.document["images"] == 0
    assert counts(tlgui_says("edit", digits, "undo", "--json")) == {"1": 8}
    assert counts(tlgui_says("edit", digits, "redo", "--json")) == {}
    assert tlgui_says("edit", digits, "apply", tmp_path / "clean").code == 1
    assert counts(tlgui_says("edit", digits, "undo", "--json")) == {"1": 8}
    assert (tmp_path / "edits.jsonl").is_file()


def test_what_would_leave_nothing_is_refused(digits: Path, tlgui_says: Says) -> None:
    for name in ("0", "1"):
        tlgui_says("edit", digits, "hide", name)

    outcome = tlgui_says("edit", digits, "hide", "2")

    assert outcome.code == 1
    assert "left out by edits" in outcome.err
    assert counts(tlgui_says("edit", digits, "--json")) == {"2": 8}
