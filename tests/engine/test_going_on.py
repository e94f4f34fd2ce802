"""Several models, or folds, that ended too soon: what is done is kept, and the end is the same."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.errors import BundleError, Cancelled, DatasetError, DivergedError, Message
from tlgui.engine.insight.report import load_report
from tlgui.engine.progress import BatchDone, Control, EpochDone, Notice
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training import clock
from tlgui.engine.training.by_epochs import checkpoint, loop
from tlgui.engine.training.by_epochs.choices import Mirroring, Scope
from tlgui.engine.training.fine_tuning import preparing
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.kept import files
from tlgui.engine.training.kept.places import PROGRESS_FOLDER, fold_folder, member_folder
from tlgui.engine.training.kept.reached import Reached
from tlgui.engine.training.linear_heads.scaling import Standardiser
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_writer import unfinished_run, unfinished_runs
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run
    from tlgui.engine.training.unfinished import Unfinished

SCRATCH = FromScratch(
    backbone="lenet5",
    device="cpu",
    epochs=3,
    batch_size=8,
    ensemble=EnsembleRule.SEEDS,
    members=3,
)
BAGGED = FeatureExtraction(device="cpu", ensemble=EnsembleRule.BAGGING, members=3)
BY_STEPS = replace(BAGGED, head=HeadFit.GRADIENT_DESCENT, epochs=3)
TUNED = FineTuning(
    device="cpu",
    scope=Scope.LAST_BLOCK,
    epochs=2,
    views=0,
    mirror=Mirroring.NO,
    learning_rate=1e-3,
    ensemble=EnsembleRule.BAGGING,
    members=2,
)
FOLDED = replace(SCRATCH, ensemble=EnsembleRule.NONE, epochs=2, folds=3)
ENLARGED = "The pictures are 8 pixels a side; LeNet-5 takes 32 at least: they are enlarged."
ONE = replace(SCRATCH, ensemble=EnsembleRule.NONE, epochs=2)
ALONE = replace(TUNED, ensemble=EnsembleRule.NONE)
FOLDED_HEADS = replace(BAGGED, members=2, folds=3)


class Ended(Exception):  # noqa: N818 - not an error
    """As good as killed: nothing after it runs."""


@pytest.fixture(autouse=True)
def saved_every_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "SAVE_SHARE", float("inf"))


def ended_at(number: int) -> Control:
    """A control under which a training ends with its event of that number, from 0."""
    heard = 0

    def hear(_event: object) -> None:
        nonlocal heard
        heard += 1
        if heard > number:
            raise Ended

    return Control(hear)


def ended_in(part: str) -> Control:
    """A control under which a training ends in the second epoch of the part that is so called."""
    entered = False

    def hear(event: object) -> None:
        nonlocal entered
        if isinstance(event, Notice):
            entered = entered or part in str(event.message)
        if isinstance(event, EpochDone) and entered and event.epoch == 2:
            raise Ended

    return Control(hear)


def ended_after_epoch(epoch: int) -> Control:
    """A control under which a training ends once that epoch was kept."""

    def hear(event: object) -> None:
        # It is kept after it was told.
        if isinstance(event, BatchDone) and done:
            raise Ended
        if isinstance(event, EpochDone) and event.epoch == epoch:
            done.append(epoch)

    done: list[int] = []
    return Control(hear)


def ended_at_notice(part: str) -> Control:
    """A control under which a training ends as the part that is so called begins."""

    def hear(event: object) -> None:
        if isinstance(event, Notice) and part in str(event.message):
            raise Ended

    return Control(hear)


def learned(out: Path, recipe: Recipe, control: Control | None = None) -> Run:
    return runs.train_on(runs.digits(), out, recipe, control=control or Control())


@cache
def whole(recipe: Recipe) -> tuple[Run, int]:
    """What comes of ``recipe`` where nothing ends it, and how many events it tells."""
    events: list[object] = []
    out = runs.scratch() / f"whole-{uuid4()}" / "run"
    return learned(out, recipe, Control(events.append)), len(events)


def gone_on(out: Path, control: Control | None = None) -> Run:
    found = unfinished_run(out)
    control = control or Control()
    index = scan(found.dataset_root, Control())
    return train(found.recipe, index, found.split(index), out, control, unfinished=found)


def left_in(part: str, out: Path, recipe: Recipe) -> Unfinished:
    with pytest.raises(Ended):
        learned(out, recipe, ended_in(part))
    return unfinished_run(out)


def same(one: Run, other: Run) -> bool:
    first, second = one.tensors(), other.tensors()
    return first.keys() == second.keys() and all(
        np.array_equal(first[name], second[name]) for name in first
    )


@pytest.mark.parametrize(
    "recipe",
    [SCRATCH, BAGGED, BY_STEPS, TUNED, FOLDED, FOLDED_HEADS],
    ids=["from scratch", "heads", "heads by steps", "fine-tuned", "folds", "folds of heads"],
)
def test_ended_anywhere_it_comes_to_the_same(recipe: Recipe, tmp_path: Path) -> None:
    wanted, events = whole(recipe)
    out = tmp_path / "ended" / "run"
    draw = random.Random(0)
    control, ends = ended_at(events // 2), 0
    while not out.exists():
        try:
            if unfinished_runs(out.parent):
                gone_on(out, control)
            else:
                learned(out, recipe, control)
        except Ended:
            ends += 1
        # Each time it comes a little further, until it is left alone.
        control = ended_at(draw.randrange(events // 4)) if ends < 6 else Control()

    again = open_run(out)
    assert ends > 3
    assert same(again, wanted)
    assert again.history == replace_seconds(wanted.history, again.history)
    assert again.facts.get("members") == wanted.facts.get("members")
    assert again.facts.get("folds") == wanted.facts.get("folds")
    for split in (SplitName.VALIDATION, SplitName.TEST):
        first, second = load_report(wanted, split), load_report(again, split)
        assert first.files == second.files
        np.testing.assert_array_equal(first.probabilities, second.probabilities)
    assert again.files == wanted.files
    assert not (out / PROGRESS_FOLDER).exists()
    assert unfinished_runs(out.parent) == []


def replace_seconds(rows: tuple[EpochDone, ...], like: tuple[EpochDone, ...]) -> Any:
    """``rows`` with the times of ``like``: those alone may differ."""
    return tuple(replace(row, seconds=own.seconds) for row, own in zip(rows, like, strict=True))


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    left_in("Model 3", tmp_path / "run", SCRATCH)
    told: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, Notice):
            told.append(str(event.message))
        if isinstance(event, EpochDone):
            told.append(f"epoch {event.epoch}")

    gone_on(tmp_path / "run", Control(hear))

    assert told[:3] == [
        ENLARGED,
        "Model 1 of 3 was trained before",
        "Model 2 of 3 was trained before",
    ]
    assert told.count("epoch 3") == 1


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    found = left_in("Model 2", tmp_path / "members" / "run", SCRATCH)
    reached = found.reached()
    assert (reached.folds, reached.members, len(reached.history)) == (0, 1, 1)
    found = left_in("Fold 3", tmp_path / "folds" / "run", FOLDED)
    assert (found.reached().folds, found.reached().members) == (2, 0)
    # What is done takes no more room than it must.
    assert not list(fold_folder(found.folder, 1).glob(PROGRESS_FOLDER))


def test_a_model_that_came_to_nothing_is_left_out_another_day_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, tried = loop.Loop._step, list[int]()

    def diverges(self: loop.Loop, *given: Any) -> bool:
        tried.append(self.recipe.seed)
        return self.recipe.seed != SCRATCH.seed + 1 and step(self, *given)

    monkeypatch.setattr(loop.Loop, "_step", diverges)
    found = left_in("Model 3", tmp_path / "run", SCRATCH)
    reached, control = found.reached(), Control()
    assert (reached.members, len(reached.history)) == (1, 1)
    assert SCRATCH.seed + 1 in tried
    tried.clear()

    run = gone_on(tmp_path / "run", control)

    assert set(tried) == {SCRATCH.seed + 2}
    assert any(str(notice).startswith("Model 2 of 3 is left out") for notice in control.notices)
    assert len(run.facts["members"]) == 2
    assert run.ended_by is RunEnd.COMPLETED


def test_folds_that_are_done_are_not_lost_where_another_diverges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, _events = whole(FOLDED)
    step, told = loop.Loop._step, list[str]()

    def hear(event: object) -> None:
        if isinstance(event, Notice):
            told.append(str(event.message))

    def diverges(self: loop.Loop, *given: Any) -> bool:
        return not any("Fold 3" in text for text in told) and step(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(loop.Loop, "_step", diverges)
        with pytest.raises(DivergedError):
            learned(tmp_path / "run", FOLDED, Control(hear))
        assert unfinished_run(tmp_path / "run").reached().folds == 2
        with pytest.raises(DivergedError):
            gone_on(tmp_path / "run", Control(hear))

    assert same(gone_on(tmp_path / "run"), wanted)


def test_a_damaged_model_is_trained_again_and_nothing_else_is_lost(tmp_path: Path) -> None:
    wanted, _events = whole(SCRATCH)
    found = left_in("Model 3", tmp_path / "run", SCRATCH)
    file = member_folder(found.folder, 1) / files.FILE
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.write_bytes(bytes(data))
    under_way = member_folder(found.folder, 3) / PROGRESS_FOLDER / checkpoint.FILE
    under_way.write_bytes(under_way.read_bytes()[:-100])
    control = Control()

    run = gone_on(tmp_path / "run", control)

    assert same(run, wanted)
    first, third = (str(notice) for notice in control.notices[1:3])
    assert first.startswith("Model 1 of 3 is trained from its beginning again: ")
    assert "its checksum is another" in first
    assert third.startswith("Model 3 of 3 is trained from its beginning again: ")


def test_a_damaged_fold_is_judged_again(tmp_path: Path) -> None:
    wanted, _events = whole(FOLDED)
    found = left_in("Fold 3", tmp_path / "run", FOLDED)
    (fold_folder(found.folder, 1) / files.FILE).write_bytes(b"cut off")
    control = Control()

    run = gone_on(tmp_path / "run", control)

    assert run.facts["folds"] == wanted.facts["folds"]
    assert str(control.notices[1]).startswith("Fold 1 of 3 is trained from its beginning again")


def test_with_other_pictures_it_is_refused_and_kept(tmp_path: Path) -> None:
    pictures = runs.write_some_digits(tmp_path / "pictures")
    index = scan(pictures, Control())
    split = draw_split(index, Control())
    with pytest.raises(Ended):
        train(SCRATCH, index, split, tmp_path / "runs" / "run", ended_in("Model 2"))
    found = unfinished_run(tmp_path / "runs" / "run")
    other = replace(split, train=split.train[1:])

    with pytest.raises(BundleError, match="belongs to a training with other settings"):
        train(SCRATCH, index, other, tmp_path / "runs" / "run", Control(), unfinished=found)

    assert unfinished_run(tmp_path / "runs" / "run").reached().members == 1


@pytest.mark.parametrize(
    "recipe", [SCRATCH, replace(SCRATCH, ensemble=EnsembleRule.NONE)], ids=["models", "one model"]
)
def test_with_a_picture_that_was_replaced_it_is_refused(recipe: Recipe, tmp_path: Path) -> None:
    pictures = runs.write_some_digits(tmp_path / "pictures")
    index = scan(pictures, Control())
    split = draw_split(index, Control())
    out = tmp_path / "runs" / "run"
    part = "Model 2" if recipe.trainings > 1 else ""
    control = ended_in(part) if part else ended_after_epoch(2)
    with pytest.raises(Ended):
        train(recipe, index, split, out, control)
    file = index.file(split.train[0])
    file.write_bytes(index.file(split.train[1]).read_bytes())
    os.utime(file, ns=(0, 0))

    with pytest.raises(BundleError, match="other settings or pictures"):
        gone_on(out)


def test_features_that_are_computed_otherwise_another_day_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, _events = whole(ALONE)
    with pytest.raises(Ended):
        learned(tmp_path / "run", ALONE, ended_after_epoch(1))
    other = Standardiser(np.zeros(1280, np.float32), np.ones(1280, np.float32))
    monkeypatch.setattr(preparing, "Standardiser", SimpleNamespace(fit=lambda *_given: other))

    assert same(gone_on(tmp_path / "run"), wanted)


@pytest.mark.parametrize("recipe", [ONE, ALONE, FOLDED], ids=["scratch", "tuned", "folds"])
def test_pictures_that_are_gone_at_the_end_are_waited_for(recipe: Recipe, tmp_path: Path) -> None:
    pictures = runs.write_some_digits(tmp_path / "pictures")
    away = tmp_path / "unplugged"
    index = scan(pictures, Control())
    split = draw_split(index, Control())
    # Without pictures to choose it by, the last epoch is kept.
    if not recipe.folds:
        split = replace(split, train=(*split.train, *split.validation), validation=())
    last = not recipe.folds

    def hear(event: object) -> None:
        nonlocal last
        if isinstance(event, Notice):
            last = last or "Fold 2" in str(event.message)
        if isinstance(event, EpochDone) and event.epoch == recipe.epochs_at_most and last:
            pictures.rename(away)

    out = tmp_path / "runs" / "run"
    with pytest.raises(DatasetError, match="no longer at"):
        train(recipe, index, split, out, Control(hear))
    away.rename(pictures)

    run = gone_on(out)

    assert run.figures[SplitName.TEST]["accuracy"] > 0
    if recipe.folds:
        assert same(run, whole(recipe)[0])


def test_what_was_begun_before_there_was_a_setting_goes_on() -> None:
    recipe = replace(SCRATCH, dropout=0.25)

    # A field more, with its default, changes nothing of it.
    assert set(recipe.said()) == {
        *("method", "backbone", "device", "epochs", "batch_size", "ensemble", "members", "dropout")
    }
    assert read_recipe(recipe.said()) == recipe


@pytest.mark.parametrize(
    "recipe", [SCRATCH, TUNED, FOLDED_HEADS], ids=["scratch", "tuned", "folds"]
)
def test_the_times_of_its_parts_are_added_up(recipe: Recipe, tmp_path: Path) -> None:
    part = "Fold 3" if recipe.folds else "Model 2"
    control = ended_at_notice(part)
    with pytest.raises(Ended):
        learned(tmp_path / "run", recipe, control)
    spent = unfinished_run(tmp_path / "run").folder / PROGRESS_FOLDER / clock.FILE
    document = read_json(spent)
    first = document["seconds"]
    assert 0 < first["fit"] <= first["total"]
    # As if the first part had taken an hour more.
    hour = {name: first[name] + 3600 for name in ("total", "fit")}
    write_json(spent, {**document, "seconds": first | hour})

    seconds = gone_on(tmp_path / "run").seconds

    assert 3600 < seconds["fit"] < seconds["total"] < 3900
    parts = [value for name, value in seconds.items() if name != "total"]
    assert sum(parts) == pytest.approx(seconds["total"], abs=0.01)


def test_where_the_time_of_a_part_cannot_be_read_it_goes_on(tmp_path: Path) -> None:
    found = left_in("Model 2", tmp_path / "run", SCRATCH)
    (found.folder / PROGRESS_FOLDER / clock.FILE).write_text("[]")

    assert 0 < gone_on(tmp_path / "run").seconds["total"] < 300


def test_a_stop_keeps_what_was_done_another_day(tmp_path: Path) -> None:
    left_in("Model 3", tmp_path / "run", SCRATCH)
    control = Control()
    control.stop()

    run = gone_on(tmp_path / "run", control)

    assert run.ended_by is RunEnd.STOPPED
    assert len(run.head.members) == 2


def test_a_cancel_that_keeps_can_be_gone_on_with_and_another_cannot(tmp_path: Path) -> None:
    def cancelling(*, keep: bool) -> Control:
        def hear(event: object) -> None:
            if isinstance(event, Notice) and str(event.message).startswith("Model 2"):
                control.cancel(keep=keep)

        control = Control(hear)
        return control

    with pytest.raises(Cancelled):
        learned(tmp_path / "run", BAGGED, cancelling(keep=False))
    assert unfinished_runs(tmp_path) == []
    with pytest.raises(Cancelled):
        learned(tmp_path / "run", BAGGED, cancelling(keep=True))
    assert unfinished_run(tmp_path / "run").reached() == Reached(members=1)


def test_a_picture_that_cannot_be_read_is_told_all_the_same(tmp_path: Path) -> None:
    pictures = runs.write_some_digits(tmp_path / "pictures")
    (pictures / "0" / "003.png").write_bytes(b"no picture")
    index = scan(pictures, Control())
    split = draw_split(index, Control())
    broken = next(
        position for position, record in enumerate(index.records) if record.path == "0/003.png"
    )
    split = replace(
        split,
        train=tuple(sorted({*split.train, broken})),
        validation=tuple(p for p in split.validation if p != broken),
        test=tuple(p for p in split.test if p != broken),
    )
    recipe = replace(BAGGED, ensemble=EnsembleRule.SEEDS, members=2)
    out = tmp_path / "runs" / "run"

    class Full(Exception):  # noqa: N818 - not an error
        pass

    def hear(event: object) -> None:
        if str(getattr(event, "name", "")) == "evaluation":
            raise Full

    with pytest.raises(Full):
        train(recipe, index, split, out, Control(hear))
    run = gone_on(out)

    assert [problem.path for problem in run.problems] == ["0/003.png"]


def test_what_several_models_tell_alike_is_kept_once() -> None:
    control = Control()
    for epoch in (1, 1, 2):
        control.report(Notice(Message("Epoch {epoch}", epoch=epoch)))

    assert [str(told) for told in control.notices] == ["Epoch 1", "Epoch 2"]


def test_members_that_begin_with_random_weights_begin_otherwise(tmp_path: Path) -> None:
    run = learned(tmp_path / "run", replace(SCRATCH, epochs=1, learning_rate=1e-8, members=2))

    tensors = run.tensors()
    first, second = (
        {
            name.removeprefix(f"members.{number}."): array
            for name, array in tensors.items()
            if name.startswith(f"members.{number}.")
        }
        for number in range(2)
    )
    # All but nothing was learned: what differs is what they began with.
    weights = [name for name in first if name.endswith("weight")]
    assert len(weights) > 2
    for name in weights:
        differs = np.subtract(first[name], second[name], dtype=np.float32)
        assert np.abs(differs).max() > 1e-2, name


KILLS, FEW_KILLS = 20, 4
"""With ``--all-families``, and by default."""


def work(home: str, root: Path, out: Path) -> None:
    """In a process of its own: begin, or go on."""
    import torch

    os.environ["TLGUI_HOME"] = home
    torch.set_num_threads(1)
    loop.SAVE_EVERY_S, checkpoint.SAVE_SHARE = 0.0, float("inf")
    waiting = unfinished_runs(out.parent)
    index = scan(root, Control())
    if waiting:
        found = waiting[0]
        train(found.recipe, index, found.split(index), out, Control(), unfinished=found)
    else:
        recipe = replace(SCRATCH, epochs=4, folds=2, members=2)
        train(recipe, index, draw_split(index, Control()), out, Control())


def test_killed_at_random_it_ends_with_the_same_weights(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tlgui.engine.workflow", "torch", "timm", __name__])
    home, root, out = str(runs.shared_home()), runs.digits(), tmp_path / "killed" / "run"
    whole = context.Process(target=work, args=(home, root, tmp_path / "whole" / "run"))
    for folder in ("whole", "killed"):
        (tmp_path / folder).mkdir()
    whole.start()
    whole.join(900)
    assert whole.exitcode == 0
    wanted = KILLS if pytestconfig.getoption("--all-families") else FEW_KILLS
    draw, kills = random.Random(0), 0
    while not out.exists():
        process = context.Process(target=work, args=(home, root, out))
        process.start()
        wait_for_news(out.parent, process)
        process.join(draw.uniform(0.0, 0.3) if kills < wanted else 900)
        if process.is_alive():
            process.kill()
            process.join()
            kills += 1
        else:
            assert process.exitcode == 0

    assert kills > 0
    again, before = open_run(out), open_run(tmp_path / "whole" / "run")
    assert same(again, before)
    assert again.facts["folds"] == before.facts["folds"]


def wait_for_news(folder: Path, process: Any) -> None:
    """Until the training has kept something that it had not kept before."""
    import time

    def kept() -> dict[Path, int]:
        found = {}
        for file in folder.rglob("*.safetensors"):
            try:
                found[file] = file.stat().st_mtime_ns
            except FileNotFoundError:
                continue
        return found

    before, end = kept(), time.monotonic() + 300
    while kept() == before and process.is_alive() and time.monotonic() < end:
        time.sleep(0.005)
