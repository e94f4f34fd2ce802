"""The sentence under the learning curves says what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tlgui.engine.insight.curves import best_epoch, describe_curves
from tlgui.engine.progress import EpochDone

if TYPE_CHECKING:
    from collections.abc import Sequence


def rows(
    train: Sequence[float],
    validation: Sequence[float] | None,
    accuracy: Sequence[float] | None = None,
) -> list[EpochDone]:
    return [
        EpochDone(
            epoch=number + 1,
            epochs=len(train),
            train_loss=loss,
            train_accuracy=0.5,
            validation_loss=validation[number] if validation else None,
            validation_accuracy=(accuracy[number] if accuracy else 0.5) if validation else None,
        )
        for number, loss in enumerate(train)
    ]


@pytest.mark.parametrize(
    ("train", "validation", "verdict"),
    [
        ([], None, "No epoch is finished yet."),
        ([2.0, 1.5], [2.1, 1.6], "Just started."),
        ([2.0, 1.5, 1.0, 0.7], [2.1, 1.6, 1.2, 1.0], "Learning."),
        (
            [1.0, 0.8, 0.7, 0.65, 0.6, 0.58],
            [0.60, 0.595, 0.592, 0.590, 0.588, 0.585],
            "Still improving, slowly.",
        ),
        (
            [1.0, 0.8, 0.7, 0.65, 0.6, 0.58],
            [0.60, 0.50, 0.501, 0.499, 0.500, 0.500],
            "Learning.",
        ),
        (
            [1.0, 0.8, 0.7, 0.65, 0.6, 0.58, 0.57],
            [0.60, 0.50, 0.501, 0.500, 0.501, 0.500, 0.5],
            "Levelled off.",
        ),
        ([2.0, 1.0, 0.5, 0.2, 0.1], [2.0, 1.2, 1.0, 1.3, 1.6], "Overfitting from epoch 4."),
        ([2.0, 2.5, 3.0], [2.0, 2.5, 3.0], "Getting worse."),
        ([2.0, 2.0, 1.999], [2.0, 2.0, 2.0], "Not learning yet."),
        ([2.0, 1.5, float("nan")], [2.0, 1.5, 1.2], "The loss is no longer a number."),
        ([2.0, 1.5, 1.0], [2.0, 1.5, float("inf")], "The loss is no longer a number."),
        ([2.0, 1.5, 1.0], None, "Learning the training pictures."),
    ],
)
def test_verdict_names_the_shape_of_the_curves(
    train: list[float], validation: list[float] | None, verdict: str
) -> None:
    text = str(describe_curves(rows(train, validation)))

    assert text.splitlines()[0] == verdict
    assert len(text.splitlines()) == 2


def test_one_noisy_epoch_is_not_called_overfitting() -> None:
    text = str(describe_curves(rows([2.0, 1.0, 0.6, 0.5], [2.0, 1.2, 1.0, 1.2])))

    assert "Overfitting" not in text


def test_broken_loss_names_the_epoch_and_what_to_do() -> None:
    text = str(describe_curves(rows([2.0, float("inf")], [2.0, 1.0])))

    assert "epoch 2" in text
    assert "lower learning rate" in text


def test_best_epoch_has_the_lowest_validation_loss_and_is_the_earliest_of_equals() -> None:
    history = rows([3.0, 2.0, 1.0, 0.5], [3.0, 2.0, 2.0, 3.0], [0.4, 0.8, 0.9, 0.7])

    best = best_epoch(history)

    assert best is not None
    assert best.epoch == 2


def test_best_epoch_without_validation_has_the_lowest_training_loss() -> None:
    best = best_epoch(rows([3.0, 1.0, 2.0], None))

    assert best is not None
    assert best.epoch == 2
    assert best_epoch([]) is None


def test_an_epoch_that_broke_is_never_best() -> None:
    history = rows([3.0, float("nan")], [3.0, float("nan")], [0.4, 0.9])

    best = best_epoch(history)

    assert best is not None
    assert best.epoch == 1
