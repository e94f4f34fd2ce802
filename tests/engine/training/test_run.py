"""A run folder is whole or not there, and nothing that it holds can do more than be refused."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engine.disks import DELAYS_S, FullDisk, kill_amid, out_of_reach
from tests.engine.runs import copied_run
from tests.engine.training.saved_runs import PREPROCESSING, record, save
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.report import load_report
from tlgui.engine.storage import write_json
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import Run, list_runs, open_run
from tlgui.engine.training.run_changes import keep_decisions, rename_run
from tlgui.engine.training.run_writer import PARTIAL_MARK, RunWriter, unfinished_runs
from tlgui.engine.training.unfinished import FILE


def test_run_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    saved = save(RunWriter(tmp_path / "runs" / "one"))
    run = open_run(tmp_path / "runs" / "one")

    assert run.folder == saved.folder == tmp_path / "runs" / "one"
    assert run.recipe == FeatureExtraction()
    assert run.classes == ("cat", "dog")
    assert run.files[SplitName.TRAIN] == ("cat/1.png", "dog/2.png")
    assert run.preprocessing == PREPROCESSING
    assert [epoch.epoch for epoch in run.history] == [1, 2]
    assert run.history[1].validation_loss is None
    assert run.threshold == 0.8
    assert run.headline_split is SplitName.VALIDATION
    assert load_report(run).accuracy == 0.5
    assert load_report(run).cell(1, 0) == [1]
    assert run.tensors()["classifier.bias"].tolist() == [1, 1]
    assert sorted(path.name for path in tmp_path.joinpath("runs").iterdir()) == ["one"]


def test_trained_run_opens_everywhere(trained_run: Run) -> None:
    assert Predictor.load(trained_run.folder).classes == trained_run.classes
    assert Explainer.load(trained_run.folder).classes == trained_run.classes
    assert load_report(trained_run).accuracy == trained_run.figures[SplitName.TEST]["accuracy"]


def test_list_has_the_newest_first_and_leaves_out_what_is_broken(tmp_path: Path) -> None:
    for number in (1, 3, 2):
        created = f"2026-01-0{number}T00:00:00+00:00"
        save(RunWriter(tmp_path / f"run{number}"), created=created)
    save(RunWriter(tmp_path / "broken"))
    (tmp_path / "broken" / "run.json").write_text("[]")
    (tmp_path / "no run").mkdir()
    (tmp_path / "a file").write_text("text")

    assert [run.folder.name for run in list_runs(tmp_path)] == ["run3", "run2", "run1"]
    assert list_runs(tmp_path / "a file") == []
    assert list_runs(tmp_path / "missing") == []


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 2500, "nul\0"])
def test_impossible_folder_is_no_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(BundleError, match="is not a run"):
        open_run(tmp_path / name)


def test_what_is_no_run_is_told_for_the_window_and_the_command_line_alike(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="is not a run") as raised:
        open_run(tmp_path)

    assert str(raised.value.hint) == "It may have been moved or deleted."


def test_torn_last_line_of_the_history_is_left_out(tmp_path: Path) -> None:
    save(RunWriter(tmp_path / "run"))
    history = tmp_path / "run" / "history.jsonl"
    history.write_bytes(history.read_bytes()[:-20])

    assert [epoch.epoch for epoch in open_run(tmp_path / "run").history] == [1]


def test_taken_place_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "taken"
    out.mkdir()
    (out / "thesis.txt").write_text("work")

    with pytest.raises(BundleError, match="taken exists already"):
        RunWriter(out)

    assert [path.name for path in tmp_path.rglob("*")] == ["taken", "thesis.txt"]


def test_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    for out in (tmp_path / "file" / "run", tmp_path / ("x" * 300)):
        with pytest.raises(BundleError) as error:
            RunWriter(out)
        assert error.value.hint is not None


@pytest.mark.skipif(sys.platform == "win32", reason="where one is cannot be replaced there")
def test_the_folder_one_is_in_may_become_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert save(RunWriter(Path())).folder == tmp_path / "here"


def test_only_old_leftovers_are_swept(tmp_path: Path) -> None:
    old = time.time() - 2 * 24 * 3600
    names = [f"{PARTIAL_MARK}killed", f"{PARTIAL_MARK}running"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / f".tlgui-partial-{name}").write_text("half")
    for path in (tmp_path / names[0], tmp_path / f".tlgui-partial-{names[0]}"):
        os.utime(path, (old, old))

    RunWriter(tmp_path / "run").discard()

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{PARTIAL_MARK}running",
        f".tlgui-partial-{PARTIAL_MARK}running",
    ]


def test_a_leftover_that_cannot_be_looked_at_is_not_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be a training that could go on."""
    leftover = tmp_path / f"{PARTIAL_MARK}killed"
    leftover.mkdir()
    old = time.time() - 2 * 24 * 3600
    os.utime(leftover, (old, old))
    out_of_reach(monkeypatch, leftover / FILE, errno.EIO)

    RunWriter(tmp_path / "run").discard()

    assert leftover.is_dir()
    assert unfinished_runs(tmp_path) == []


def test_what_a_killed_training_left_is_swept_at_once_and_a_living_one_is_not(
    tmp_path: Path,
) -> None:
    """Whether its writer lives is told by the lock that it holds, not by the age."""
    program = """
        import sys, time
        from pathlib import Path
        from tlgui.engine.training.run_writer import RunWriter

        writer = RunWriter(Path(sys.argv[1]) / sys.argv[2])
        print("begun", flush=True)
        time.sleep(60)
        """
    kill_amid(program, tmp_path, "killed", delay_s=0.0)
    assert len(list(tmp_path.iterdir())) == 2, "its folder and its lock"
    living = RunWriter(tmp_path / "living")

    RunWriter(tmp_path / "next").discard()

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == sorted([living.folder.name, f"{living.folder.name}.lock"])
    living.discard()
    assert list(tmp_path.iterdir()) == []


def test_full_disk_at_any_write_leaves_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 0
    for allowed in range(100):
        out = tmp_path / "run"
        writer = RunWriter(out)
        disk = FullDisk(allowed)
        with monkeypatch.context() as patch:
            disk.install(patch)
            try:
                save(writer)
            except BundleError as error:
                assert "No space left" in str(error)  # noqa: PT017 - the last one succeeds
                assert error.hint is not None  # noqa: PT017 - as above
                assert list(tmp_path.iterdir()) == []
                failures += 1
                continue
        break
    assert not disk.failed
    # history twice, five files by open, fsync and replace, and the folder itself
    assert failures >= 15
    assert open_run(out).classes == ("cat", "dog")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_kill_while_saving_leaves_a_whole_run_or_none(tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from tests.engine.training.saved_runs import save
        from tlgui.engine.training.run_writer import RunWriter
        import torch, safetensors.torch
        folder = Path(sys.argv[1])
        print("ready", flush=True)
        for number in range(10_000):
            save(RunWriter(folder / f"{number:05d}"))
        """
    for place, delay_s in enumerate(DELAYS_S):
        folder = tmp_path / str(place)
        folder.mkdir()
        kill_amid(program, folder, delay_s=delay_s)

        visible = [path for path in folder.iterdir() if not path.name.startswith(PARTIAL_MARK)]
        assert all(open_run(path).classes == ("cat", "dog") for path in visible)
        assert all(load_report(open_run(path)).accuracy == 0.5 for path in visible)
        assert len(list_runs(folder)) == len(visible)


def test_a_run_keeps_its_name_and_its_threshold(tmp_path: Path) -> None:
    run = open_run(copied_run(tmp_path / "run"))
    assert run.name == ""

    named = rename_run(run, "  the first\none ")
    changed = keep_decisions(replace(named, threshold=0.25))

    assert (changed.name, changed.threshold) == ("the first one", 0.25)
    again = open_run(run.folder)
    assert (again.name, again.threshold) == ("the first one", 0.25)
    assert again.figures == run.figures


def test_a_run_that_cannot_be_rewritten_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = open_run(copied_run(tmp_path / "run"))

    def full(self: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BundleError, match="No space left"):
        rename_run(run, "new")

    monkeypatch.undo()
    assert open_run(run.folder).name == ""
    assert not list(run.folder.glob(".tlgui-partial-*"))


def test_a_run_from_before_the_release_says_what_it_is_and_how_to_make_it_again(
    tmp_path: Path,
) -> None:
    save(RunWriter(tmp_path / "run"))
    write_json(
        tmp_path / "run" / "run.json", {"format_version": 1, "dataset_root": "/pictures/pets"}
    )

    with pytest.raises(BundleError) as error:
        open_run(tmp_path / "run")

    assert "before tlgui's first release" in str(error.value.message)
    assert "/pictures/pets" in str(error.value.hint)


def test_what_a_run_is_told_is_told_again_when_it_is_opened(tmp_path: Path) -> None:
    saved = save(RunWriter(tmp_path / "run"), name="the first")

    assert saved.name == "the first"
    assert saved.head == record().head


def test_a_head_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    head = {**record().head.to_json(), "kind": "oracle"}

    with pytest.raises(BundleError, match="oracle"):
        save(RunWriter(tmp_path / "run"), head=head)
