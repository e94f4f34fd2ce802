"""The training loop: what is frozen stays, what goes wrong is survived, nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load, save

from tests.engine.training.by_epochs.lessons import asked, lesson
from tlgui.engine.errors import BundleError, Cancelled, DeviceError, Message, RecipeError
from tlgui.engine.models.modules import Tunable
from tlgui.engine.progress import BatchDone, Control, EpochDone, Notice
from tlgui.engine.training.by_epochs import checkpoint, chunks, loop, steps
from tlgui.engine.training.by_epochs.checkpoint import FILE, load_state
from tlgui.engine.training.by_epochs.choices import Arithmetic
from tlgui.engine.training.by_epochs.chunks import Lesson
from tlgui.engine.training.by_epochs.judging import Verdict
from tlgui.engine.training.by_epochs.loop import train_epochs
from tlgui.engine.training.by_epochs.modes import set_mode
from tlgui.engine.training.by_epochs.rate_finder import try_rates
from tlgui.engine.training.method import RunEnd

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import Tensor


def copied(given: Lesson) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in given.model.state_dict().items()}


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> list[str]:
    return [name for name in one if torch.equal(one[name], other[name])]


def test_what_is_frozen_is_the_same_to_the_last_bit() -> None:
    recipe = asked(weight_decay=0.1, dropout=0.2, average=0.5)
    given = lesson(recipe)
    before = copied(given)

    train_epochs(given, recipe, Control())

    unchanged = set(same(before, given.model.state_dict()))
    frozen = {name for name in before if name.startswith(("body.first.", "body.norm."))}
    statistics = {name for name in before if "running" in name or "batches" in name}
    assert unchanged == frozen | statistics | {"mean", "scale"}


def test_statistics_follow_only_in_what_learns_where_that_is_asked() -> None:
    recipe = asked(adapt_norms=True)
    given = lesson(recipe)
    before = copied(given)

    train_epochs(given, recipe, Control())

    after = given.model.state_dict()
    assert torch.equal(before["body.norm.running_mean"], after["body.norm.running_mean"])
    assert not torch.equal(
        before["body.second_norm.running_mean"], after["body.second_norm.running_mean"]
    )


def test_the_same_seed_gives_the_same_weights_to_the_last_bit() -> None:
    recipe = asked(dropout=0.3)
    one, other = lesson(recipe), lesson(recipe)

    train_epochs(one, recipe, Control())
    train_epochs(other, recipe, Control())

    assert len(same(copied(one), copied(other))) == len(copied(one))


class InterruptedHereError(Exception):
    """As good as killed: nothing after it runs."""


def save_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    monkeypatch.setattr(checkpoint, "SAVE_SHARE", float("inf"))


@pytest.mark.parametrize(
    "settings", [{}, {"average": 0.9, "optimizer": "lamb"}, {"adapt_norms": True}]
)
def test_going_on_from_any_step_ends_with_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, object]
) -> None:
    save_every_step(monkeypatch)
    recipe = asked(dropout=0.2, epochs=4, **settings)
    undisturbed = lesson(recipe)
    whole = train_epochs(undisturbed, recipe, Control())

    for number, end in enumerate((1, 5, 6, 13, 23)):

        def stop(event: object, end: int = end) -> None:
            if isinstance(event, BatchDone) and event.done == end:
                raise InterruptedHereError

        folder = tmp_path / str(number)
        given = lesson(recipe, folder=folder, asked="this")
        with pytest.raises(InterruptedHereError):
            train_epochs(given, recipe, Control(stop))
        again = lesson(recipe, folder=folder, asked="this")
        state = load_state(folder, "this")
        ended = train_epochs(again, recipe, Control(), state)

        assert len(same(copied(undisturbed), copied(again))) == len(copied(again)), end
        assert [row.train_loss for row in ended.history] == [
            row.train_loss for row in whole.history
        ]
        assert ended.best_epoch == whole.best_epoch
        assert ended.started == whole.started


@pytest.mark.parametrize("epoch", [1, 3, 4])
def test_killed_before_an_epoch_is_judged_it_is_judged_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: int
) -> None:
    save_every_step(monkeypatch)
    recipe = asked(epochs=4)
    undisturbed = lesson(recipe)
    whole = train_epochs(undisturbed, recipe, Control())
    end_epoch, ended = loop.Loop._end_epoch, 0

    def killed(self: loop.Loop, seconds: float) -> bool:
        nonlocal ended
        ended += 1
        if ended == epoch:
            raise InterruptedHereError
        return end_epoch(self, seconds)

    monkeypatch.setattr(loop.Loop, "_end_epoch", killed)
    with pytest.raises(InterruptedHereError):
        train_epochs(lesson(recipe, folder=tmp_path, asked="this"), recipe, Control())
    again = lesson(recipe, folder=tmp_path, asked="this")
    gone_on = train_epochs(again, recipe, Control(), load_state(tmp_path, "this"))

    assert [row.epoch for row in gone_on.history] == [1, 2, 3, 4]
    assert gone_on.best_epoch == whole.best_epoch
    assert len(same(copied(undisturbed), copied(again))) == len(copied(again))


def test_a_checkpoint_of_other_settings_or_a_torn_one_is_refused(tmp_path: Path) -> None:
    recipe = asked(epochs=1)
    train_epochs(lesson(recipe, folder=tmp_path, asked="this"), recipe, Control())

    with pytest.raises(BundleError, match="other settings"):
        load_state(tmp_path, "that")
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BundleError, match="damaged"):
        load_state(tmp_path, "this")
    assert load_state(tmp_path / "elsewhere", "this") is None


def poisoned_from(step: int) -> Callable[..., Tensor]:
    """``losses_of``, which gives no number any more from that step on."""
    calls: list[int] = []

    def poisoned(*inputs: Any) -> Tensor:
        calls.append(1)
        return steps.losses_of(*inputs) * (float("nan") if len(calls) >= step else 1.0)

    return poisoned


def test_an_infinite_loss_ends_it_with_the_last_good_weights(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recipe = asked(epochs=6)
    heard: list[object] = []
    given = lesson(recipe)

    monkeypatch.setattr(chunks, "losses_of", poisoned_from(21))
    trained = train_epochs(given, recipe, Control(heard.append))

    told = [str(event.message) for event in heard if isinstance(event, Notice)]
    assert trained.ended_by is RunEnd.EARLY
    assert len(trained.history) == 3
    assert len(told) == 1
    assert "at step 21, in epoch 4" in told[0]
    assert f"epoch {trained.best_epoch} is kept" in told[0]
    assert all(bool(torch.isfinite(value).all()) for value in copied(given).values())


def test_an_infinite_loss_at_once_is_a_rate_too_high() -> None:
    recipe = asked(learning_rate=10.0, optimizer="sgd", gradient_clip=0.0, warmup=0.0, epochs=3)
    given = lesson(recipe, judged=0)
    with torch.no_grad():
        given.model.head.bias.fill_(float("inf"))

    with pytest.raises(RecipeError, match="infinite at step 1"):
        train_epochs(given, recipe, Control())


def test_what_began_with_nothing_and_diverges_in_its_first_epoch_is_a_rate_too_high(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recipe, control = asked(), Control()
    given = lesson(recipe, begins_with_nothing=True)
    monkeypatch.setattr(chunks, "losses_of", poisoned_from(4))

    with pytest.raises(RecipeError, match=r"infinite at step 4: the learning rate 0\.01 is too"):
        train_epochs(given, recipe, control)
    assert control.notices == []


def test_memory_too_small_halves_what_is_computed_at_once_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # In bf16 a step is rounded anew for each part of a batch.
    recipe = asked(batch_size=32, epochs=3, arithmetic=Arithmetic.FP32)
    heard: list[object] = []
    plain, given = lesson(recipe), lesson(recipe)
    train_epochs(plain, recipe, Control())
    forward = type(given.model).forward

    def small(self: object, *inputs: Tensor) -> Tensor:
        if len(inputs[0]) > 8:
            raise torch.OutOfMemoryError("CUDA out of memory")
        scores: Tensor = forward(self, *inputs)  # type: ignore[arg-type]  # handed on
        return scores

    monkeypatch.setattr(loop.Loop, "_judge", lambda _self, _factor=1.0: None)
    monkeypatch.setattr(type(given.model), "forward", small)
    trained = train_epochs(given, recipe, Control(heard.append))
    monkeypatch.undo()

    told = [str(event.message) for event in heard if isinstance(event, Notice)]
    assert [text.partition("from here on ")[2][:2] for text in told] == ["8 "]
    assert len(trained.history) == 3
    for name, value in copied(plain).items():
        if value.is_floating_point() and trained.best_epoch == 3:
            assert torch.allclose(value, copied(given)[name], atol=1e-4), name


def test_memory_too_small_for_one_picture_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = asked()
    given = lesson(recipe, judged=0)

    def never(_self: object, *_inputs: Tensor) -> Tensor:
        raise MemoryError

    monkeypatch.setattr(type(given.model), "forward", never)
    with pytest.raises(DeviceError, match="memory"):
        train_epochs(given, recipe, Control())


def test_stop_keeps_the_best_so_far_and_cancel_nothing() -> None:
    recipe = asked(epochs=50)
    stopping = Control()

    def after_two(event: object) -> None:
        if isinstance(event, EpochDone) and event.epoch == 2:
            stopping.stop()

    stopping._listener = after_two
    trained = train_epochs(lesson(recipe), recipe, stopping)
    cancelled = Control()
    cancelled.cancel()

    assert trained.ended_by is RunEnd.STOPPED
    assert 2 <= len(trained.history) <= 3
    with pytest.raises(Cancelled):
        train_epochs(lesson(recipe), recipe, cancelled)


def test_it_ends_after_epochs_without_gain() -> None:
    recipe = asked(epochs=50, patience=2, learning_rate=0.05)

    trained = train_epochs(lesson(recipe), recipe, Control())

    assert trained.ended_by is RunEnd.EARLY
    assert len(trained.history) == trained.best_epoch + 2


@pytest.mark.parametrize(("start", "best"), [(0.5, [1, 1, 3]), (0.31, [1, 1, 3]), (0.2, [0, 0, 0])])
def test_each_epoch_tells_which_would_be_kept_by_what_decides_it(
    monkeypatch: pytest.MonkeyPatch, start: float, best: list[int]
) -> None:
    # The plain losses fall; what decides is the loss once scores are divided by a temperature.
    verdicts = [
        Verdict(loss, 0.8, 1.5, calibrated)
        for loss, calibrated in ((0.9, start), (0.50, 0.30), (0.48, 0.34), (0.47, 0.25))
    ]
    monkeypatch.setattr(loop.Loop, "_judge", lambda *_given: verdicts.pop(0))
    recipe = asked(epochs=3)

    trained = train_epochs(lesson(recipe), recipe, Control())

    assert [row.best for row in trained.history] == best
    assert trained.best_epoch == best[-1]


def test_balanced_sampling_shows_every_class_as_often() -> None:
    recipe = asked(balanced_sampling=True, batch_size=8)
    given = lesson(recipe)
    targets = given.source.targets
    targets = np.where(targets == 0, 1, targets)  # class 1 has twice as many
    uneven = Lesson(
        given.model, given.layers, type(given.source)(given.source.rows, targets), None,  # type: ignore[attr-defined, call-arg]  # vectors
        given.weights, given.device,
    )  # fmt: skip
    drawn = np.concatenate(
        [loop.Loop(uneven, recipe, Control(), None)._order(e)[0] for e in range(40)]
    )

    shares = np.bincount(targets[drawn], minlength=4)[1:] / len(drawn)
    assert np.allclose(shares, 1 / 3, atol=0.03)


def test_the_rate_finder_leaves_every_weight_as_it_was() -> None:
    recipe = asked(adapt_norms=True)
    given = lesson(recipe)
    before = copied(given)

    found = try_rates(given, recipe, Control())

    assert len(same(before, given.model.state_dict())) == len(before)
    assert list(found.rates) == sorted(found.rates)
    assert len(found.rates) == len(found.losses) > 20
    assert 1e-5 < found.suggested < 0.3
    recipe = asked(learning_rate=found.suggested, epochs=10)
    trained = train_epochs(lesson(recipe), recipe, Control())
    assert trained.history[-1].train_loss < trained.history[0].train_loss


def test_epochs_without_gain_are_counted_over_an_end_too_soon(tmp_path: Path) -> None:
    recipe = asked(epochs=50, patience=2, learning_rate=0.05)
    whole = train_epochs(lesson(recipe), recipe, Control())
    train_epochs(lesson(recipe, folder=tmp_path, asked="this"), recipe, Control())

    again = lesson(recipe, folder=tmp_path, asked="this")
    ended = train_epochs(again, recipe, Control(), load_state(tmp_path, "this"))

    assert len(ended.history) == len(whole.history)
    assert ended.ended_by is RunEnd.EARLY


def test_what_was_kept_before_the_beginning_s_figures_were_goes_on_without(tmp_path: Path) -> None:
    recipe = asked(epochs=1)
    train_epochs(lesson(recipe, folder=tmp_path, asked="this"), recipe, Control())
    content = (tmp_path / FILE).read_bytes()
    with safe_open(tmp_path / FILE, "pt") as file:
        document = json.loads(file.metadata()["state"])
    del document["started"]
    (tmp_path / FILE).write_bytes(save(load(content), {"state": json.dumps(document)}))

    again = lesson(recipe, folder=tmp_path, asked="this")
    ended = train_epochs(again, recipe, Control(), load_state(tmp_path, "this"))

    assert len(ended.history) == 1
    assert ended.started is None


def test_a_disk_that_fills_is_told_once_and_the_training_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe, heard = asked(epochs=4), Control()

    def full(*_given: object) -> None:
        raise BundleError(Message("The disk is full."))

    save_every_step(monkeypatch)
    monkeypatch.setattr(checkpoint, "save_state", full)
    trained = train_epochs(lesson(recipe, folder=tmp_path), recipe, heard)

    assert len(trained.history) == 4
    assert [str(notice) for notice in heard.notices] == ["The disk is full."]


def test_weights_that_are_good_for_nothing_at_an_epoch_s_end_end_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recipe = asked(epochs=5)
    given = lesson(recipe)
    judge_scores, judged = loop.judge_scores, []  # type: ignore[attr-defined]  # what it judges by

    def infinite(*scores: Tensor) -> object:
        judged.append(1)
        verdict = judge_scores(*scores)
        return replace(verdict, loss=float("inf")) if len(judged) == 4 else verdict

    monkeypatch.setattr(loop, "judge_scores", infinite)
    control = Control()
    trained = train_epochs(given, recipe, control)

    assert trained.ended_by is RunEnd.EARLY
    assert len(trained.history) == 2
    assert "became infinite at step 18, in epoch 3" in str(control.notices[0])


def test_memory_too_small_for_judging_halves_too(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = asked(epochs=2, batch_size=4)
    given, control = lesson(recipe), Control()
    forward = type(given.model).forward

    def small(self: object, *inputs: Tensor) -> Tensor:
        if len(inputs[0]) > 4:
            raise RuntimeError("MPS backend out of memory")
        scores: Tensor = forward(self, *inputs)  # type: ignore[arg-type]  # handed on
        return scores

    monkeypatch.setattr(type(given.model), "forward", small)
    trained = train_epochs(given, recipe, control)

    assert trained.started is not None
    assert len(trained.history) == 2
    assert control.notices


def test_the_beginning_is_judged_as_the_head_that_would_be_kept() -> None:
    recipe = asked(epochs=1, learning_rate=1e-8)
    given = lesson(recipe)
    train_epochs(given, asked(epochs=20), Control())
    plain = train_epochs(given, recipe, Control()).started
    with torch.no_grad():
        for parameter in given.model.head.parameters():
            parameter.div_(20)
    divided = replace(given, temperature=20.0)
    started = train_epochs(divided, recipe, Control()).started

    assert plain is not None
    assert started is not None
    assert started.calibrated_loss == pytest.approx(plain.calibrated_loss, rel=1e-3)


def test_dropout_is_felt_where_only_the_head_learns() -> None:
    recipe = asked(dropout=0.5)
    given = lesson(recipe)
    given.model.body.requires_grad_(requires_grad=False)

    set_mode(given.model, adapt_norms=False)

    assert given.model.dropout.training
    assert not given.model.body.training


@pytest.mark.parametrize("name", ["levit_128s", "efficientformer_l1"])
def test_attention_that_keeps_its_biases_learns_them(name: str) -> None:
    import timm

    torch.manual_seed(0)
    body = timm.create_model(name, num_classes=0)
    width = body(torch.randn(2, 3, 224, 224)).shape[1]
    model = Tunable(
        body, torch.zeros(width), torch.ones(width), torch.randn(2, width), torch.zeros(2), 0.0
    )
    pictures = torch.randn(2, 3, 224, 224)
    model.eval()
    with torch.inference_mode():
        model(pictures)

    for _step in range(2):
        set_mode(model, adapt_norms=False)
        model.zero_grad()
        model(pictures).square().mean().backward()
        biases = [value for key, value in model.named_parameters() if "attention_biases" in key]
        assert biases
        assert all(value.grad is not None for value in biases)
