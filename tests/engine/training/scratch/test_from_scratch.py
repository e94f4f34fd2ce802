"""Learning from scratch as a whole: from pictures to a run that answers as its figures say."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil
import pytest
import torch
from PIL import Image

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.devices import Device
from tlgui.engine.errors import (
    BundleError,
    Cancelled,
    DatasetError,
    DeviceError,
    RecipeError,
)
from tlgui.engine.insight.report import load_report
from tlgui.engine.models.scratch.building import Blueprint
from tlgui.engine.models.scratch.design import Design
from tlgui.engine.models.scratch.design_layers import (
    Activation,
    BatchNormalisation,
    Convolution,
    Flatten,
    FullyConnected,
    GlobalAverage,
    MaxPooling,
)
from tlgui.engine.progress import BatchDone, Control, EpochDone
from tlgui.engine.training import run_writer
from tlgui.engine.training.by_epochs import checkpoint, loop
from tlgui.engine.training.by_epochs.chunks import Chunks
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.material import reading
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods import from_scratch
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_writer import unfinished_run, unfinished_runs
from tlgui.engine.training.scratch.recipe import Channels, FromScratch
from tlgui.engine.workflow import find_rate, prepare, train

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.training.run import Run

SMALL = Design(
    (
        Convolution(filters=8),
        BatchNormalisation(),
        Activation(),
        MaxPooling(),
        Flatten(),
        FullyConnected(units=16),
        Activation(),
    ),
    channels=1,
    side=8,
)
QUICK: dict[str, Any] = {
    "device": "cpu",
    "backbone": "design",
    "design": SMALL.text(),
    "epochs": 12,
    "learning_rate": 1e-2,
    "batch_size": 8,
}


def learned(out: Path, control: Control | None = None, **asked: Any) -> Run:
    return runs.train_on(
        runs.digits(), out, FromScratch(**{**QUICK, **asked}), control=control or Control()
    )


@pytest.fixture(scope="module")
def scratch_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with runs.at_home(runs.shared_home()):
        return learned(tmp_path_factory.mktemp("runs") / "run")


def test_it_learns_and_answers_as_its_figures_say(scratch_run: Run) -> None:
    again = open_run(scratch_run.folder)
    report = load_report(again, SplitName.TEST)
    files = [again.dataset_root / file for file in report.files]

    rows = Predictor(again, "cpu").predict(files, Control())
    answers = np.asarray([[dict(row.ranked)[name] for name in again.classes] for row in rows])

    assert np.abs(answers - report.probabilities).max() < 1e-4
    # Four classes: chance is a quarter.
    assert report.figures()["accuracy"] > 0.6
    assert again.history[-1].train_loss < again.history[0].train_loss / 2
    assert again.facts["channels"] == 1
    assert again.preprocessing.height == 8
    assert again.preprocessing.mean[0] == again.preprocessing.mean[2] != 0.5


def test_statistics_of_batch_normalisation_are_kept(scratch_run: Run) -> None:
    tensors = scratch_run.tensors()

    assert tensors["features.2.running_var"].tolist() != [1.0] * 8
    assert int(tensors["features.2.num_batches_tracked"]) > 0


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(
    scratch_run: Run, tmp_path: Path
) -> None:
    again, other = learned(tmp_path / "again"), learned(tmp_path / "other", seed=1, epochs=1)

    assert same_weights(again, scratch_run)
    assert not same_weights(other, scratch_run)


def same_weights(one: Run, other: Run) -> bool:
    first, second = one.tensors(), other.tensors()
    return all(np.array_equal(first[name], second[name]) for name in first)


def test_what_ended_too_soon_goes_on_to_the_same_weights(
    scratch_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    class Ended(Exception):  # noqa: N818 - not an error
        pass

    def ends_in_the_fifth_epoch(event: object) -> None:
        if isinstance(event, EpochDone) and event.epoch == 5:
            raise Ended

    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    monkeypatch.setattr(checkpoint, "SAVE_SHARE", float("inf"))
    out = tmp_path / "run"
    with pytest.raises(Ended):
        learned(out, Control(ends_in_the_fifth_epoch))
    found = unfinished_run(out)
    assert len(found.reached().history) in (4, 5)
    index = scan(found.dataset_root, Control())
    split = found.split(index)
    with monkeypatch.context() as context:
        context.setattr(run_writer, "write_json", full)
        with pytest.raises(BundleError, match="No space"):
            train(found.recipe, index, split, out, Control(), unfinished=found)
    found = unfinished_run(out)

    run = train(found.recipe, index, split, out, Control(), unfinished=found)

    assert same_weights(run, scratch_run)


def test_what_diverges_once_it_goes_on_is_refused_and_not_offered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends_in_the_first_epoch(event: object) -> None:
        if isinstance(event, BatchDone) and event.done == 2:
            raise MemoryError

    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    monkeypatch.setattr(checkpoint, "SAVE_SHARE", float("inf"))
    out = tmp_path / "run"
    with pytest.raises(MemoryError):
        learned(out, Control(ends_in_the_first_epoch))
    found = unfinished_run(out)
    index = scan(found.dataset_root, Control())
    monkeypatch.setattr(loop.Loop, "_step", lambda *_given: False)

    with pytest.raises(RecipeError, match="infinite at step 2: the learning rate"):
        train(found.recipe, index, found.split(index), out, Control(), unfinished=found)
    assert unfinished_runs(tmp_path) == []


def test_stop_before_the_first_epoch_keeps_nothing(tmp_path: Path) -> None:
    def hear(event: object) -> None:
        if isinstance(event, BatchDone):
            control.stop()

    control = Control(hear)
    with pytest.raises(Cancelled):
        learned(tmp_path / "run", control)
    assert not (tmp_path / "run").exists()


def test_stop_after_an_epoch_keeps_it(tmp_path: Path) -> None:
    def hear(event: object) -> None:
        if isinstance(event, EpochDone) and event.epoch == 2:
            control.stop()

    control = Control(hear)
    run = learned(tmp_path / "run", control)

    assert run.ended_by is RunEnd.STOPPED
    assert 1 <= run.facts["best_epoch"] <= 2


def test_pictures_that_are_too_small_are_enlarged_and_that_is_said(tmp_path: Path) -> None:
    run = learned(tmp_path / "run", backbone="mobilenetv2_100", design="", epochs=1)

    assert run.preprocessing.height == 64
    assert any("8 pixels a side" in str(notice) for notice in run.notices)
    assert run.network().build()(torch.zeros(1, 3, 64, 64)).shape == (1, 4)


def test_less_than_a_network_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="at least 64 pixels a side, not 32"):
        learned(tmp_path / "run", backbone="resnet18", design="", image_size=32)
    assert not (tmp_path / "run").exists()


def test_a_network_that_the_memory_cannot_hold_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 61,706 parameters, each some times: more than a megabyte, far less than is free.
    free = SimpleNamespace(available=1_000_000)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free)

    with pytest.raises(DeviceError, match="LeNet-5") as caught:
        learned(tmp_path / "run", backbone="lenet5", design="")

    assert caught.value.hint is not None
    assert not (tmp_path / "run").exists()


def test_what_cannot_be_is_refused_before_anything_begins() -> None:
    with pytest.raises(RecipeError, match="no design yet"):
        FromScratch(backbone="design")
    with pytest.raises(RecipeError, match="Row 1"):
        FromScratch(**{**QUICK, "design": Design((Convolution(kernel=99),), side=8).text()})
    with pytest.raises(RecipeError, match="pretrained network only"):
        FromScratch(framing=FramingRule.AUTO)
    with pytest.raises(RecipeError, match="magicnet"):
        FromScratch(backbone="magicnet")


@pytest.mark.parametrize("network", ["design", "cifar_cnn", "alexnet", "vgg11"])
def test_stochastic_depth_where_there_is_none_is_refused_before_pictures_are_read(
    tmp_path: Path, network: str
) -> None:
    index, split = of_pictures_that_are_gone(tmp_path / "pictures")
    recipe = FromScratch(**{**QUICK, "backbone": network, "drop_path": 0.2})

    with pytest.raises(RecipeError, match="has no stochastic depth") as caught:
        prepare(recipe, index, split, Control())
    assert "--drop-path 0" in str(caught.value.hint)


def test_stochastic_depth_is_known_where_blocks_can_be_skipped() -> None:
    assert Blueprint("resnet18").has_stochastic_depth
    assert not Blueprint("densenet121").has_stochastic_depth


def test_batches_of_one_are_refused_where_batch_normalisation_needs_more(tmp_path: Path) -> None:
    index, split = of_pictures_that_are_gone(tmp_path / "pictures")

    with pytest.raises(RecipeError, match="batches of one picture") as caught:
        prepare(FromScratch(**{**QUICK, "batch_size": 1}), index, split, Control())
    assert "network without batch normalisation" in str(caught.value.hint)


def of_pictures_that_are_gone(root: Path) -> tuple[DatasetIndex, Split]:
    """None of them can be read."""
    index = scan(runs.write_some_digits(root, a_class=4), Control())
    split = draw_split(index, Control())
    shutil.rmtree(root)
    root.mkdir()
    return index, split


def test_a_network_without_batch_normalisation_learns_from_one_picture_at_a_time(
    tmp_path: Path,
) -> None:
    run = learned(tmp_path / "run", backbone="lenet5", design="", batch_size=1, epochs=1)

    assert len(run.history) == 1
    assert np.isfinite(run.history[0].train_loss)


def coloured(root: Path, grey: bool, fmt: str = "png") -> Path:
    draw = np.random.default_rng(0)
    for name, level in (("dark", 60), ("light", 180)):
        (root / name).mkdir(parents=True)
        for number in range(8):
            pixels = draw.integers(level - 40, level + 40, (20, 30, 1 if grey else 3), np.uint8)
            picture = Image.fromarray(np.broadcast_to(pixels, (20, 30, 3)).copy())
            picture.save(root / name / f"{number}.{fmt}", quality=80)
    return root


@pytest.mark.parametrize("fmt", ["png", "jpg"])
@pytest.mark.parametrize("grey", [True, False])
def test_size_and_colour_follow_the_pictures(tmp_path: Path, grey: bool, fmt: str) -> None:
    root = coloured(tmp_path / "pictures", grey, fmt)
    index = scan(root, Control())
    split = draw_split(index, Control())

    def begun(**asked: Any) -> Any:
        return prepare(FromScratch(**asked), index, split, Control())

    task = begun(backbone="mnist_cnn")
    assert task.facts == {"channels": 1 if grey else 3, "side": 20}
    assert begun(backbone="mnist_cnn", channels=Channels.GREY).facts["channels"] == 1
    assert begun(backbone="mnist_cnn", channels=Channels.RGB).facts["channels"] == 3
    assert begun(backbone="mnist_cnn", image_size=24).facts["side"] == 24
    assert begun(backbone="lenet5").facts["side"] == 32


def test_one_class_that_can_be_read_is_too_few(tmp_path: Path) -> None:
    root = runs.write_some_digits(tmp_path / "pictures", digits=(0, 1))
    for file in (root / "1").iterdir():
        file.write_bytes(b"no picture")

    with pytest.raises(DatasetError, match="1 of 2 classes"):
        runs.train_on(root, tmp_path / "run", FromScratch(**QUICK))


@pytest.mark.parametrize("fit", [True, False], ids=["kept decoded", "decoded each time"])
def test_a_picture_that_cannot_be_read_is_left_out_and_named(
    fit: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "fit_on_disk", lambda *_given: fit)
    root = runs.write_some_digits(tmp_path / "pictures")
    index = scan(root, Control())
    split = draw_split(index, Control())
    broken = index.records[split.train[0]].path
    (root / broken).write_bytes(b"no picture")

    run = train(FromScratch(**{**QUICK, "epochs": 1}), index, split, tmp_path / "run", Control())

    assert [problem.path for problem in run.problems] == [broken]
    assert run.counts["train"] == len(split.train) - 1


def test_a_picture_that_vanishes_amid_a_training_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "fit_on_disk", lambda *_given: False)
    root = runs.write_some_digits(tmp_path / "pictures")
    index = scan(root, Control())
    split = draw_split(index, Control())
    gone = index.records[split.train[0]].path

    def hear(event: object) -> None:
        if isinstance(event, EpochDone) and event.epoch == 1:
            (root / gone).unlink()

    recipe = FromScratch(**{**QUICK, "epochs": 3})
    run = train(recipe, index, split, tmp_path / "run", Control(hear))

    assert [problem.path for problem in run.problems] == [gone]
    assert [row.epoch for row in run.history] == [1, 2, 3]


def test_the_classifiers_within_googlenet_learn_and_are_not_kept(tmp_path: Path) -> None:
    control = Control()
    index = scan(runs.digits(), control)
    split = draw_split(index, control)
    recipe = FromScratch(backbone="googlenet", epochs=1, device="cpu")
    task = prepare(recipe, index, split, control)
    lesson = from_scratch.lesson_of(task)
    model = lesson.model

    model.train()
    scores = model(torch.rand(4, 3, 64, 64))
    within = model.auxiliary_scores
    assert [tuple(each.shape) for each in within] == [tuple(scores.shape)] * 2
    sum(each.sum() for each in within).backward()  # type: ignore[union-attr]
    assert any("auxiliary" in name and p.grad is not None for name, p in model.named_parameters())
    model.eval()
    model(torch.rand(1, 3, 64, 64))
    assert model.auxiliary_scores == []
    assert not any("auxiliary" in name for name in task.network.tensors)


def test_the_loss_of_the_classifiers_within_googlenet_counts() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    recipe = FromScratch(backbone="googlenet", epochs=1, device="cpu")
    lesson = from_scratch.lesson_of(prepare(recipe, index, draw_split(index, control), control))
    pictures, views = np.arange(6), np.zeros(6, np.int64)

    told = Chunks(lesson, recipe, control).gradient(pictures, views, 6, seed=0)

    within = [p for name, p in lesson.model.named_parameters() if "auxiliary" in name]
    assert within
    assert all(p.grad is not None and float(p.grad.abs().max()) > 0 for p in within)
    # Three untrained classifiers: each one's loss is about that of a guess.
    assert told.loss == pytest.approx((1 + 2 * 0.3) * told.plain / 6, rel=0.15)


def test_multiply_adds_are_counted_where_the_model_is() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    task = prepare(FromScratch(**QUICK), index, draw_split(index, control), control)
    elsewhere = replace(task, device=Device("meta", "a device without a memory"))

    counted = from_scratch.lesson_of(elsewhere).multiply_adds

    assert counted == from_scratch.lesson_of(task).multiply_adds > 0


def test_what_is_drawn_more_often_does_not_count_for_more_as_well() -> None:
    index = scan(runs.digits(), Control())
    split = draw_split(index, Control())
    given: tuple[Any, ...] = ([0, 1, 2], np.asarray([0, 0, 1]), 2)

    def weights(**asked: bool) -> list[float]:
        recipe = FromScratch(**{**QUICK, "class_weights": True, **asked})
        counts: list[float] = prepare(recipe, index, split, Control()).weights(*given).tolist()
        return counts

    assert weights() == [0.75, 0.75, 1.5]
    assert weights(balanced_sampling=True) == [1.0, 1.0, 1.0]


def test_the_learning_rate_is_found_without_a_trace() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    split = draw_split(index, control)

    found = find_rate(FromScratch(**QUICK), index, split, control)

    assert found.rates[0] < found.suggested < found.rates[-1]


def test_all_convolutional_designs_answer_place_by_place(tmp_path: Path) -> None:
    design = Design((Convolution(filters=4), Activation(), GlobalAverage()), channels=3, side=8)
    run = learned(tmp_path / "run", design=design.text(), epochs=1)

    assert run.head.groups == (4,)
    assert run.facts["channels"] == 3
