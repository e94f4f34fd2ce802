"""The head learned step by step: repeatable, stoppable, and never worse than its best epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tlgui.engine.errors import Cancelled, RecipeError
from tlgui.engine.metrics import log_loss
from tlgui.engine.progress import Control, EpochDone
from tlgui.engine.training.linear_heads.gradient_descent import (
    Descent,
    GradientDescentFit,
    LabelledFeatures,
    fit_gradient_descent,
)
from tlgui.engine.training.method import RunEnd

if TYPE_CHECKING:
    from collections.abc import Callable


def clusters(count: int, seed: int = 0, spread: float = 2.5) -> LabelledFeatures:
    """Overlapping clusters of three classes in 12 dimensions."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(3, 12))
    targets = np.arange(count) % 3
    features = centres[targets] * 2 + random.normal(size=(count, 12)) * spread
    return LabelledFeatures(features.astype(np.float32), targets)


TRAIN, VALIDATION = clusters(90), clusters(60, seed=1)


def fit(
    how: Descent,
    listener: Callable[[object], None] | None = None,
    validation: LabelledFeatures | None = VALIDATION,
    control: Control | None = None,
) -> GradientDescentFit:
    return fit_gradient_descent(TRAIN, validation, 3, how, control or Control(listener))


def descent(**changes: Any) -> Descent:
    usual = {"epochs": 30, "learning_rate": 1e-3, "batch_size": 16, "weight_decay": 1e-2}
    return Descent(**{**usual, "patience": 10, "seed": 0, **changes})


def diverging(**changes: Any) -> Descent:
    return descent(batch_size=8, learning_rate=1e37, **changes)


def test_same_seed_gives_the_same_head_to_the_bit_and_another_seed_another() -> None:
    one, same, other = (fit(descent(seed=seed)) for seed in (3, 3, 4))

    assert np.array_equal(one.head.weight, same.head.weight)
    assert one.history == same.history
    assert not np.array_equal(one.head.weight, other.head.weight)


def test_head_is_that_of_the_epoch_with_the_lowest_validation_loss() -> None:
    found = fit(descent(learning_rate=0.5, epochs=40, patience=40, weight_decay=0.0))

    losses = [epoch.validation_loss for epoch in found.history]
    assert len(losses) == 40
    assert found.best_epoch == int(np.argmin(losses)) + 1  # type: ignore[arg-type]
    assert found.best_epoch < 40
    probabilities = found.head.probabilities(VALIDATION.features)
    assert log_loss(VALIDATION.targets, probabilities) == pytest.approx(
        losses[found.best_epoch - 1], rel=1e-3
    )


def test_it_ends_early_after_patience_epochs_without_gain() -> None:
    found = fit(descent(learning_rate=0.5, epochs=200, patience=4))

    assert found.ended_by is RunEnd.EARLY
    assert len(found.history) == found.best_epoch + 4


def test_without_validation_the_training_loss_decides() -> None:
    found = fit(descent(epochs=5), validation=None)

    assert found.ended_by is RunEnd.COMPLETED
    assert found.best_epoch == 5
    assert found.history[0].validation_loss is None


def test_stop_keeps_the_best_so_far() -> None:
    control = Control(lambda event: control.stop() if epoch_is(event, 3) else None)

    found = fit(descent(), control=control)

    assert found.ended_by is RunEnd.STOPPED
    assert len(found.history) == 3
    assert found.head.weight.any()


def test_cancel_discards() -> None:
    control = Control(lambda event: control.cancel() if epoch_is(event, 2) else None)

    with pytest.raises(Cancelled):
        fit(descent(), control=control)


def epoch_is(event: object, number: int) -> bool:
    return isinstance(event, EpochDone) and event.epoch == number


def test_class_weights_let_the_rare_class_be_heard() -> None:
    rare = np.concatenate([np.flatnonzero(TRAIN.targets == 0)[:3], np.flatnonzero(TRAIN.targets)])
    data = LabelledFeatures(TRAIN.features[rare], TRAIN.targets[rare])
    weights = np.where(data.targets == 0, 10.0, 1.0).astype(np.float32)

    plain, weighted = (
        fit_gradient_descent(data, None, 3, descent(), Control(), weights=chosen)
        for chosen in (None, weights)
    )

    own = [
        found.head.probabilities(VALIDATION.features)[:, 0].mean() for found in (plain, weighted)
    ]
    assert own[1] > own[0] + 0.02


def test_loss_that_explodes_at_once_is_refused_with_epoch_rate_and_a_lower_one() -> None:
    with pytest.raises(RecipeError) as error:
        fit(diverging())

    assert "epoch 1" in str(error.value)
    assert "1e+37" in str(error.value)
    assert "1e+36" in str(error.value.hint)


def test_loss_that_explodes_later_keeps_the_best_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from torch.optim import AdamW

    steps = 0
    step_as_ever = AdamW.step

    def step(self: AdamW) -> None:
        nonlocal steps
        steps += 1
        step_as_ever(self)
        if steps > 2 * 12:  # 12 steps an epoch
            self.param_groups[0]["params"][0].data.fill_(float("nan"))

    monkeypatch.setattr(AdamW, "step", step)
    control = Control()

    found = fit(descent(batch_size=8), control=control)

    assert steps == 2 * 12 + 1
    assert [epoch.epoch for epoch in found.history] == [1, 2]
    assert found.best_epoch == 2
    assert np.isfinite(found.head.weight).all()
    (notice,) = map(str, control.notices)
    assert "epoch 3" in notice
    assert "0.001" in notice


def test_infinite_validation_loss_is_never_best() -> None:
    wild = LabelledFeatures(VALIDATION.features.copy(), VALIDATION.targets)
    wild.features[0, 0] = np.inf

    with pytest.raises(RecipeError, match="infinite in epoch 1"):
        fit(descent(), validation=wild)


def test_one_picture_a_step_and_one_picture_in_all_are_enough() -> None:
    found = fit(descent(epochs=2, batch_size=1))
    tiny = LabelledFeatures(TRAIN.features[:2], TRAIN.targets[:2])

    alone = fit_gradient_descent(tiny, None, 3, descent(epochs=2), Control())

    assert len(found.history) == 2
    assert np.isfinite(alone.head.weight).all()
