"""Optimisers, schedules and losses: each does what it is called after."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import torch

from tests.engine.training.by_epochs.lessons import asked, lesson
from tlgui.engine.errors import RecipeError
from tlgui.engine.progress import Control
from tlgui.engine.training.by_epochs.choices import (
    WITH_MOMENTUM,
    LossName,
    OptimizerName,
    ScheduleName,
    Scope,
)
from tlgui.engine.training.by_epochs.loop import train_epochs
from tlgui.engine.training.by_epochs.steps import (
    losses_of,
    make_optimizer,
    open_layers,
    rate_share,
    turn_momentum,
)
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe

RATES = {
    OptimizerName.SGD: 0.3,
    OptimizerName.MOMENTUM: 0.1,
    OptimizerName.NESTEROV: 0.1,
    OptimizerName.ADAGRAD: 0.05,
    OptimizerName.RMSPROP: 0.001,
    OptimizerName.RADAM: 0.05,
    OptimizerName.LION: 0.003,
    OptimizerName.LAMB: 0.03,
}


@pytest.mark.parametrize("name", OptimizerName)
def test_every_optimiser_lowers_the_loss(name: OptimizerName) -> None:
    recipe = asked(optimizer=name, learning_rate=RATES.get(name, 0.01), epochs=10)

    trained = train_epochs(lesson(recipe), recipe, Control())

    assert trained.started is not None
    assert trained.best_epoch > 0
    assert trained.history[-1].train_loss < 0.7 * trained.history[0].train_loss
    assert (trained.history[trained.best_epoch - 1].validation_loss or 9) < trained.started.loss


@pytest.mark.parametrize("name", ScheduleName)
def test_every_schedule_lowers_the_loss(name: ScheduleName) -> None:
    recipe = asked(schedule=name, epochs=8)

    trained = train_epochs(lesson(recipe), recipe, Control())

    assert trained.history[-1].train_loss < 0.7 * trained.history[0].train_loss


@pytest.mark.parametrize("name", LossName)
def test_every_loss_teaches(name: LossName) -> None:
    recipe = asked(loss=name, epochs=10)

    trained = train_epochs(lesson(recipe), recipe, Control())

    assert trained.history[-1].train_accuracy > 0.8


def test_losses_are_those_of_the_library() -> None:
    scores, targets = torch.randn(5, 3), torch.tensor([0, 1, 2, 0, 1])
    functional = torch.nn.functional
    smoothed = losses_of(asked(label_smoothing=0.2), scores, targets)
    squared = losses_of(
        asked(loss=LossName.MEAN_SQUARED_ERROR, label_smoothing=0.0), scores, targets
    )

    expected = functional.cross_entropy(scores, targets, label_smoothing=0.2, reduction="none")
    distance = (scores.softmax(1) - functional.one_hot(targets, 3)) ** 2
    assert torch.allclose(smoothed, expected)
    assert torch.allclose(squared, distance.sum(1))


@pytest.mark.parametrize("schedule", [ScheduleName.ONE_CYCLE, ScheduleName.COSINE])
def test_the_rate_rises_then_falls_to_nearly_nothing(schedule: ScheduleName) -> None:
    recipe = asked(warmup=0.25, schedule=schedule)
    shares = [rate_share(recipe, step / 100, 0) for step in range(101)]

    assert all(one < other for one, other in pairwise(shares[:26]))
    assert max(shares) == pytest.approx(1.0, abs=0.02)
    assert all(one > other for one, other in pairwise(shares[26:]))
    assert shares[-1] < 0.01


@pytest.mark.parametrize("name", OptimizerName)
def test_one_cycle_lowers_the_momentum_while_the_rate_is_high(name: OptimizerName) -> None:
    once = asked(optimizer=name, schedule=ScheduleName.ONE_CYCLE)
    weights = [torch.nn.Parameter(torch.ones(2, 2))]

    def momentum(recipe: EpochRecipe, share: float) -> float | None:
        optimizer = make_optimizer(recipe, [], weights)
        turn_momentum(optimizer, recipe, share)
        (group,) = optimizer.param_groups
        found: float | None = group["betas"][0] if "betas" in group else group.get("momentum")
        return found

    if name not in WITH_MOMENTUM:
        assert not momentum(once, 1.0)
        return
    assert [momentum(once, share) for share in (0.0, 0.5, 1.0)] == pytest.approx([0.9, 0.85, 0.8])
    assert momentum(asked(optimizer=name, schedule=ScheduleName.COSINE), 1.0) == 0.9


def test_settings_without_a_say_are_known() -> None:
    def idle(**settings: Any) -> set[str]:
        recipe = asked(**settings)
        return {each.name for each in fields_of(FineTuning) if not each.means_something(recipe)}

    falling = {"step_epochs", "step_factor"}
    assert falling <= idle()
    assert not falling & idle(schedule=ScheduleName.STEP)
    assert not falling & idle(schedule=ScheduleName.PLATEAU)
    assert {"momentum", "beta2"} <= idle(optimizer=OptimizerName.SGD)
    assert "beta2" in idle(optimizer=OptimizerName.NESTEROV)
    assert "momentum" in idle(optimizer=OptimizerName.RMSPROP)
    assert not {"momentum", "beta2"} & idle(optimizer=OptimizerName.ADAMW)
    assert {"layer_decay", "unfreeze", "adapt_norms", "stages"} <= idle(scope=Scope.HEAD)
    assert not {"layer_decay", "unfreeze", "adapt_norms"} & idle(scope=Scope.EVERYTHING)


def test_steps_fall_by_the_factor_after_so_many_epochs() -> None:
    recipe = asked(schedule=ScheduleName.STEP, warmup=0.0, epochs=9, step_epochs=3, step_factor=0.5)

    assert [rate_share(recipe, epoch / 9 + 0.01, 0) for epoch in (0, 3, 6)] == [1.0, 0.5, 0.25]


def test_steps_fall_no_more_at_the_very_end() -> None:
    recipe = asked(schedule=ScheduleName.STEP, warmup=0.0, epochs=6, step_epochs=3)

    trained = train_epochs(lesson(recipe), recipe, Control())

    rates = [row.learning_rate for row in trained.history]
    assert rates == pytest.approx([0.01] * 3 + [0.001] * 3)


def test_plateau_falls_where_there_is_no_gain() -> None:
    recipe = asked(schedule=ScheduleName.PLATEAU, warmup=0.0, step_factor=0.1)

    assert rate_share(recipe, 0.9, 0) == 1.0
    assert rate_share(recipe, 0.1, 2) == pytest.approx(0.01)


def test_lower_layers_have_lower_rates_and_norms_no_decay() -> None:
    recipe = asked(layer_decay=0.5, weight_decay=0.3, head_rate=2.0)
    low, high, head = (
        [torch.nn.Parameter(torch.ones(2, 2)), torch.nn.Parameter(torch.ones(2))] for _ in range(3)
    )

    groups = make_optimizer(recipe, [low, high], head).param_groups
    share = {id(each): group["share"] for group in groups for each in group["params"]}
    decay = {id(each): group["decoupled_decay"] for group in groups for each in group["params"]}

    assert [share[id(part[0])] for part in (low, high, head)] == [0.5, 1.0, 2.0]
    assert [decay[id(each)] for each in low] == [0.3, 0.0]


def test_layers_open_one_by_one_from_the_top() -> None:
    opened = [open_layers(asked(unfreeze=True), 4, done / 100) for done in range(0, 101, 10)]

    assert opened[0] == 1
    assert opened == sorted(opened)
    assert opened[5:] == [4] * 6
    assert open_layers(asked(), 4, 0.0) == 4


def test_lamb_is_not_adam_by_another_name() -> None:
    moved = {}
    for name in (OptimizerName.LAMB, OptimizerName.ADAMW):
        recipe = asked(optimizer=name, epochs=1)
        given = lesson(recipe)
        train_epochs(given, recipe, Control())
        moved[name] = given.model.head.weight.detach().clone()

    assert not torch.allclose(moved[OptimizerName.LAMB], moved[OptimizerName.ADAMW], atol=1e-4)


@pytest.mark.parametrize(
    "settings",
    [{"optimizer": "nesterov", "momentum": 0.0}, {"adapt_norms": True, "batch_size": 1}],
)
def test_what_cannot_go_together_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(RecipeError):
        asked(**settings)
