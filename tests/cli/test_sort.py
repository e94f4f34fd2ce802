"""``tlgui sort``: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


def test_sort_copies_into_class_folders_and_takes_it_back(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    into = tmp_path / "sorted"
    (labelled / "0" / "broken.png").write_bytes(b"no picture")

    done = tlgui_says("sort", trained, labelled, "--into", into, "--with-unsure", "--json")

    assert done.code == 0
    document = done.document
    assert {"copied", "skipped", "undo_file", "problems"} <= set(document)
    assert document["copied"] == 16
    assert document["skipped"] == 0
    assert sum(document["folders"].values()) == 16
    assert [row["kind"] for row in document["problems"]] == ["unreadable"]
    assert len(list(into.rglob("*.png"))) == 16

    again = tlgui_says("sort", trained, labelled, "--into", into, "--with-unsure", "--json")
    assert (again.document["copied"], again.document["skipped"]) == (0, 16)
    assert again.document["undo_file"] is None, "nothing was copied that could be taken back"
    assert len(list(into.glob("*.jsonl"))) == 1
    refused = tlgui_says("sort", "--undo", document["undo_file"], "--dry-run")
    assert refused.code == 2
    assert len(list(into.rglob("*.png"))) == 16, "a dry run takes nothing away"
    undone = tlgui_says("sort", "--undo", document["undo_file"], "--json")
    assert undone.code == 0
    assert undone.document["removed"] == 16
    assert list(into.rglob("*.png")) == []


def test_the_way_back_can_be_typed_as_it_is_printed(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    done = tlgui_says("sort", trained, labelled, "--into", tmp_path / "two words", "--with-unsure")

    way_back = shlex.split(done.out.splitlines()[-1].partition("tlgui ")[2])
    undone = tlgui_says(*way_back, "--json")

    assert undone.document["removed"] == 16


def test_a_dry_run_says_what_would_be_copied(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    into = tmp_path / "sorted"

    told = tlgui_says("sort", trained, labelled, "--into", into, "--dry-run", "--with-unsure")

    assert told.code == 0
    assert "16 pictures would be copied" in told.out
    assert not into.exists()


@pytest.mark.parametrize(
    "arguments",
    [("sort",), ("sort", "run"), ("sort", "run", "x.png"), ("sort", "run", "--undo", "file")],
)
def test_sort_without_what_it_needs_is_wrong_usage(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...]
) -> None:
    refused = tlgui_says(*arguments)

    assert refused.code == 2
    assert refused.err.startswith("error: ")


def test_a_target_among_the_pictures_is_refused(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    refused = tlgui_says("sort", trained, labelled, "--into", labelled / "sorted")

    assert refused.code == 1
    assert "lies inside" in refused.err
    assert not (labelled / "sorted").exists()


def test_undo_of_what_is_no_sorting_is_refused(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    refused = tlgui_says("sort", "--undo", tmp_path / "notes.txt")

    assert refused.code == 1
    assert (tmp_path / "notes.txt").read_text() == "mine"
