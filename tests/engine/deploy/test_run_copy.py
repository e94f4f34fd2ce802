"""A copy of a run is whole or not there, and takes nobody's name."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine.exports import exported
from tlgui.engine.deploy.bundle import open_export
from tlgui.engine.deploy.run_copy import copy_run, run_files
from tlgui.engine.errors import BundleError, Cancelled
from tlgui.engine.progress import BatchDone, Control
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def test_copy_opens_as_the_run_it_was_made_of(trained_run: Run, parent: Path) -> None:
    heard: list[object] = []

    copied = copy_run(trained_run.folder, parent, Control(heard.append))

    assert copied == parent / trained_run.folder.name
    again = open_run(copied)
    assert again.classes == trained_run.classes
    assert again.threshold == trained_run.threshold
    for name, tensor in trained_run.tensors().items():
        assert np.array_equal(again.tensors()[name], tensor)
    last = [event for event in heard if isinstance(event, BatchDone)][-1]
    assert last.done == last.total == sum(file.size for file in run_files(copied))


def test_an_export_is_copied_as_its_document_names_it(parent: Path, tmp_path: Path) -> None:
    export = tmp_path / "export"
    shutil.copytree(exported(), export)
    (export / "notes.txt").write_text("private", encoding="utf-8")

    copied = copy_run(export, parent, Control())

    assert sorted(os.listdir(copied)) == sorted(os.listdir(exported()))
    assert open_export(copied).classes == open_export(export).classes


def test_names_that_are_there_stay_as_they_were(trained_run: Run, parent: Path) -> None:
    (parent / trained_run.folder.name).write_text("mine", encoding="utf-8")

    first = copy_run(trained_run.folder, parent, Control())
    second = copy_run(trained_run.folder, parent, Control())

    assert (parent / trained_run.folder.name).read_text(encoding="utf-8") == "mine"
    assert first.name.endswith("(2)")
    assert second.name.endswith("(3)")


def test_only_the_files_of_a_run_are_copied(trained_run: Run, parent: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(trained_run.folder, run)
    (run / "notes.txt").write_text("private", encoding="utf-8")

    assert not (copy_run(run, parent, Control()) / "notes.txt").exists()


def test_cancel_leaves_nothing(trained_run: Run, parent: Path) -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)

    with pytest.raises(Cancelled):
        copy_run(trained_run.folder, parent, control)

    assert list(parent.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(trained_run: Run, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="cannot be copied"):
        copy_run(trained_run.folder, tmp_path / "missing", Control())


def test_a_full_disk_leaves_nothing(
    trained_run: Run, parent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(BundleError, match="No space left"):
        copy_run(trained_run.folder, parent, Control())

    assert list(parent.iterdir()) == []


def test_what_is_no_run_is_refused(parent: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="is not a run"):
        copy_run(tmp_path, parent, Control())
