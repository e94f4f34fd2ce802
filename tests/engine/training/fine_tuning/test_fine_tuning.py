"""Fine-tuning as a whole: from pictures to a run that answers as its figures say."""

from __future__ import annotations

import errno
import random
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, Cancelled, DatasetError
from tlgui.engine.insight.report import load_report
from tlgui.engine.progress import BatchDone, Control, EpochDone, Notice
from tlgui.engine.training import run_writer
from tlgui.engine.training.by_epochs import checkpoint, loop
from tlgui.engine.training.by_epochs.choices import Mirroring, Scope
from tlgui.engine.training.fine_tuning import preparing
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.material import rows
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_writer import unfinished_run, unfinished_runs
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run

QUICK: dict[str, Any] = {
    "device": "cpu",
    "scope": Scope.LAST_BLOCK,
    "epochs": 3,
    "views": 0,
    "mirror": Mirroring.NO,
    "learning_rate": 1e-4,
}


def tuned(out: Path, control: Control | None = None, **asked: Any) -> Run:
    return runs.train_on(
        runs.digits(), out, FineTuning(**{**QUICK, **asked}), control=control or Control()
    )


@pytest.fixture(scope="module")
def tuned_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with runs.at_home(runs.shared_home()):
        # Judged by nothing, the last epoch is kept: what is looked at here is no head alone.
        root = runs.write_some_digits(tmp_path_factory.mktemp("pictures"))
        control = Control()
        index = scan(root, control)
        split = draw_split(index, control)
        everything = (*split.train, *split.validation)
        split = type(split)(everything, (), split.validation, split.origin, split.seed)
        out = tmp_path_factory.mktemp("runs") / "run"
        return train(FineTuning(**QUICK), index, split, out, control)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What comes of ``QUICK`` where nothing ends it."""
    with runs.at_home(runs.shared_home()):
        return tuned(tmp_path_factory.mktemp("whole") / "run")


def test_the_run_answers_as_its_figures_say(tuned_run: Run) -> None:
    again = open_run(tuned_run.folder)
    report = load_report(again, SplitName.TEST)
    files = [again.dataset_root / file for file in report.files]

    rows = Predictor(again, "cpu").predict(files, Control())
    answers = np.asarray([[dict(row.ranked)[name] for name in again.classes] for row in rows])

    assert again.facts["best_epoch"] == 3
    assert again.recipe.method == "fine-tune"
    assert len(again.history) == 3
    assert np.abs(answers - report.probabilities).max() < 1e-4


def test_what_was_gained_over_the_head_is_told(tuned_run: Run) -> None:
    gain = tuned_run.facts["gain"]
    figures = tuned_run.figures[SplitName.TEST]

    assert gain["split"] == "test"
    assert gain["pictures"] == tuned_run.counts["test"]
    assert gain["after"] == pytest.approx(figures["accuracy"])
    assert gain["interval"][0] <= gain["after"] - gain["before"] <= gain["interval"][1]
    assert 0 <= gain["p_value"] <= 1
    assert any("Against the head it began with" in str(told) for told in tuned_run.notices)


def test_only_the_last_stage_changed(tuned_run: Run) -> None:
    before, after = weights_of(runs.trained_run()), weights_of(tuned_run)
    changed = {
        name
        for name, array in before.items()
        if not name.startswith("all_stages_head") and not np.array_equal(array, after[name])
    }

    assert changed
    assert all(name.startswith(("blocks.6.", "conv_head.", "bn2.")) for name in changed)
    assert not [name for name in changed if "running" in name]


def weights_of(run: Run) -> dict[str, NDArray[Any]]:
    from safetensors.numpy import load_file

    return load_file(run.folder / run.weights_file)


def test_epochs_tell_rate_and_time(tuned_run: Run) -> None:
    for row in tuned_run.history:
        assert row.learning_rate is not None
        assert 0 < row.learning_rate <= 1e-4
        assert row.seconds is not None
        assert row.seconds > 0
        assert row.validation_loss is None


def test_where_no_epoch_is_better_the_head_is_kept(tmp_path: Path) -> None:
    heard: list[object] = []
    run = tuned(tmp_path / "run", Control(heard.append), learning_rate=1e-8, epochs=1, head_rate=0)
    head = runs.train_on(runs.digits(), tmp_path / "head")

    told = [str(event.message) for event in heard if isinstance(event, Notice)]
    assert run.facts["best_epoch"] == 0
    assert any("that head is kept" in text for text in told)
    assert run.figures == head.figures


def test_where_no_epoch_was_judged_none_is_said_to_be_worse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()
    monkeypatch.setattr(loop.Loop, "_step", lambda *_given: False)

    run = tuned(tmp_path / "run", control)

    told = " ".join(map(str, run.notices))
    assert run.facts["best_epoch"] == 0
    assert "infinite at step 1, in epoch 1: the head that it began with is kept" in told
    assert "No epoch was better" not in told


@pytest.mark.parametrize("scope", [Scope.HEAD, Scope.EVERYTHING])
def test_other_scopes_train_too(tmp_path: Path, scope: Scope) -> None:
    run = tuned(tmp_path / "run", scope=scope, epochs=1)

    everything = scope is Scope.EVERYTHING
    assert (run.facts["parameters_trained"] > 1_000_000) is everything
    assert run.facts["cut"] is None
    assert len(run.history) == 1


def test_changed_pictures_are_learned_from_anew_at_every_step(tmp_path: Path) -> None:
    run = tuned(
        tmp_path / "run", epochs=1, rotation=20, colour=0.3, erasing=0.5, mixup=0.2, cutmix=1.0
    )

    assert run.facts["cut"] is None
    assert np.isfinite(run.history[0].train_loss)


def test_a_backbone_without_stochastic_depth_is_no_surprise(tmp_path: Path) -> None:
    run = tuned(tmp_path / "run", epochs=1, drop_path=0.2, dropout=0.2)

    assert len(run.history) == 1


def test_stop_keeps_what_was_reached(tmp_path: Path) -> None:
    control = Control()

    def after_one(event: object) -> None:
        if isinstance(event, EpochDone):
            control.stop()

    control._listener = after_one
    run = tuned(tmp_path / "run", control, epochs=50)

    assert run.ended_by is RunEnd.STOPPED
    assert len(run.history) == 1
    assert not (run.folder / "last").exists()


def cancelled_at(step: int, *, keep: bool = False) -> Control:
    control = Control()
    steps = 6

    def hear(event: object) -> None:
        if event == BatchDone(step, steps):
            control.cancel(keep=keep)

    control._listener = hear
    return control


def test_cancel_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        tuned(tmp_path / "run", cancelled_at(4))

    assert list(tmp_path.iterdir()) == []


def test_what_is_cancelled_to_be_kept_tells_how_far_it_is_and_goes_on(
    whole: Run, tmp_path: Path
) -> None:
    """The window closes while it trains."""
    with pytest.raises(Cancelled):
        tuned(tmp_path / "run", cancelled_at(4, keep=True))

    (found,) = unfinished_runs(tmp_path)
    assert [row.train_loss for row in found.reached().history] == [
        row.train_loss for row in whole.history[: len(found.reached().history)]
    ]
    assert 0 < len(found.reached().history) < len(whole.history)
    assert gone_on(tmp_path / "run") == [row.train_loss for row in whole.history]


def test_progress_that_is_damaged_is_told(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"checkpoint\.safetensors is damaged"):
        checkpoint.read_history(tmp_path)
    (tmp_path / checkpoint.FILE).write_bytes(b"cut off")
    with pytest.raises(BundleError, match="is damaged"):
        checkpoint.read_history(tmp_path)


def ended_too_soon(root: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A training that a full disk ends at the last moment, after everything was learned."""

    def full(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        save_every_step(context)
        context.setattr(run_writer, "write_json", full)
        with pytest.raises(BundleError, match="No space left"):
            runs.train_on(root, out, FineTuning(**QUICK))


def save_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    monkeypatch.setattr(checkpoint, "SAVE_SHARE", float("inf"))


def test_what_a_full_disk_ended_goes_on(
    whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_too_soon(runs.digits(), tmp_path / "run", monkeypatch)

    (found,) = unfinished_runs(tmp_path)
    assert found.out == tmp_path / "run"
    assert gone_on(tmp_path / "run") == [row.train_loss for row in whole.history]
    assert unfinished_runs(tmp_path) == []
    assert not (tmp_path / "run" / "last").exists()
    assert len(open_run(tmp_path / "run").history) == len(whole.history)
    assert weights_equal(open_run(tmp_path / "run"), whole)


def test_stop_at_the_start_of_what_goes_on_keeps_what_was_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_too_soon(runs.digits(), tmp_path / "run", monkeypatch)
    control = Control()
    control.stop()

    found = unfinished_run(tmp_path / "run")
    index = scan(found.dataset_root, Control())
    run = train(
        found.recipe, index, found.split(index), tmp_path / "run", control, unfinished=found
    )

    assert len(run.history) == 3


def test_what_goes_on_is_that_of_the_very_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_too_soon(runs.digits(), tmp_path / "run-2", monkeypatch)

    with pytest.raises(BundleError, match="no training to go on with"):
        unfinished_run(tmp_path / "run")
    assert unfinished_run(tmp_path / "run-2").out == tmp_path / "run-2"


def test_what_goes_on_decides_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended_too_soon(runs.digits(), tmp_path / "run", monkeypatch)
    # The disk has no room for rows now, had there been none.
    monkeypatch.setattr(preparing, "fit_on_disk", lambda *_given: False)

    gone_on(tmp_path / "run")

    assert open_run(tmp_path / "run").facts["cut"] == "blocks.6"


def gone_on(out: Path) -> list[float]:
    with runs.at_home(runs.shared_home()):
        found = unfinished_run(out)
        control = Control()
        index = scan(found.dataset_root, control)
        run = train(found.recipe, index, found.split(index), out, control, unfinished=found)
        return [row.train_loss for row in run.history]


def weights_equal(one: Run, other: Run) -> bool:
    first, second = weights_of(one), weights_of(other)
    return first.keys() == second.keys() and all(
        np.array_equal(first[name], second[name]) for name in first
    )


def test_an_unfinished_training_whose_pictures_are_gone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = runs.write_some_digits(tmp_path / "pictures")

    ended_too_soon(pictures, tmp_path / "runs" / "run", monkeypatch)
    found = unfinished_run(tmp_path / "runs" / "run")
    (pictures / "0" / "003.png").unlink()

    with pytest.raises(DatasetError, match=r"1 pictures are gone"):
        found.split(scan(pictures, Control()))


KILLS, FEW_KILLS = 20, 4
"""With ``--all-families``, and by default: each takes two seconds."""


def work(home: str, root: Path, out: Path) -> None:
    """In a process of its own: begin, or go on."""
    import os

    os.environ["TLGUI_HOME"] = home
    torch.set_num_threads(1)
    loop.SAVE_EVERY_S, checkpoint.SAVE_SHARE = 0.0, float("inf")
    control = Control()
    waiting = unfinished_runs(out.parent)
    index = scan(root, control)
    if waiting:
        found = waiting[0]
        train(found.recipe, index, found.split(index), out, control, unfinished=found)
    else:
        recipe = FineTuning(
            **{**QUICK, "epochs": 14, "batch_size": 8, "dropout": 0.1, "average": 0.9}
        )
        train(recipe, index, draw_split(index, control), out, control)


def test_killed_at_random_it_ends_with_the_same_weights(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    context = get_context("forkserver")
    context.set_forkserver_preload(
        [
            "tlgui.engine.workflow",
            "tlgui.engine.training.by_epochs.loop",
            "tlgui.engine.training.methods.fine_tuning",
            "timm",
            "torchvision",
            "openvino",
            "sklearn.linear_model",
            "tests.engine.training.fine_tuning.test_fine_tuning",
        ]
    )
    home, root = str(runs.shared_home()), runs.digits()
    begun = context.Process(target=work, args=(home, root, tmp_path / "whole" / "run"))
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    begun.start()
    begun.join(300)
    assert begun.exitcode == 0
    draw = random.Random(0)
    kills = 0
    wanted = KILLS if pytestconfig.getoption("--all-families") else FEW_KILLS
    out = tmp_path / "killed" / "run"
    while not out.exists():
        process = context.Process(target=work, args=(home, root, out))
        process.start()
        # It dies once it has begun to learn, some steps later or in the middle of a save.
        wait_for_progress(out.parent, process)
        process.join(draw.uniform(0.0, 0.2) if kills < wanted else 240)
        if process.is_alive():
            process.kill()
            process.join()
            kills += 1
        else:
            assert process.exitcode == 0

    assert kills == wanted
    assert weights_equal(open_run(out), open_run(tmp_path / "whole" / "run"))


def wait_for_progress(folder: Path, process: Any) -> None:
    """Until the training has kept something that it had not kept before."""
    import time

    def newest() -> float:
        found = [file.stat().st_mtime for file in folder.glob(".partial-*/last/*.safetensors")]
        return max(found, default=0.0)

    before, end = newest(), time.monotonic() + 120
    while newest() <= before and process.is_alive() and time.monotonic() < end:
        time.sleep(0.005)


def test_where_the_disk_has_no_room_pictures_are_decoded_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_home: Path
) -> None:
    monkeypatch.setattr(rows, "SIZE_LIMIT", 1000)
    run = tuned(tmp_path / "run", epochs=1, views=1)

    assert run.facts["cut"] is None
    assert run.facts["views"] == 2
    assert len(run.history) == 1
    assert list(fresh_home.rglob("rows/*")) == []
