"""The sentence under the learning curves says what they show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tlgui.engine.insight.curves import (
    best_epoch,
    describe_curves,
    describe_kept,
    describe_temperature,
)
from tlgui.engine.progress import EpochDone

if TYPE_CHECKING:
    from collections.abc import Sequence


def rows(
    train: Sequence[float],
    validation: Sequence[float] | None,
    accuracy: Sequence[float] | None = None,
    *,
    learned: float = 0.95,
    epochs: int | None = None,
) -> list[EpochDone]:
    return [
        EpochDone(
            epoch=number + 1,
            epochs=epochs or len(train),
            train_loss=loss,
            train_accuracy=learned,
            validation_loss=validation[number] if validation else None,
            validation_accuracy=(accuracy[number] if accuracy else 0.5) if validation else None,
        )
        for number, loss in enumerate(train)
    ]


@pytest.mark.parametrize(
    ("train", "validation", "verdict"),
    [
        ([], None, "No epoch is finished yet."),
        ([2.0, 1.5], [2.1, 1.6], "Too few epochs to tell."),
        ([2.0, 1.5, 1.0, 0.7], [2.1, 1.6, 1.2, 1.0], "Still improving at the end."),
        ([2.0, 1.5, 1.0, 0.7], [2.1, 1.6, 1.0, 1.01], "Learning."),
        ([2.0, 1.2, 1.6, 1.1, 1.5, 1.0], [2.0, 1.3, 1.7, 1.2, 1.6, 1.1], "Jumping up and down."),
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
        ([2.0, 2.5, 3.0], [2.0, 2.5, 3.0], "Too few epochs to tell."),
        ([2.0, 2.5, 3.0, 3.1, 3.3], [2.0, 2.5, 3.0, 3.1, 3.3], "Getting worse."),
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


def test_a_run_of_which_little_is_done_has_just_started() -> None:
    text = str(describe_curves(rows([2.0, 1.5], [2.1, 1.6], epochs=20)))

    assert text.splitlines()[0] == "Just started."


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


def test_the_best_epoch_is_the_one_that_the_training_tells_whatever_the_losses_say() -> None:
    history = rows([3.0, 2.0, 1.0], [3.0, 2.0, 1.9])

    assert best_epoch([*history[:2], replace(history[2], best=2)]) == history[1]
    assert best_epoch([replace(history[0], best=0)]) is None


def test_best_epoch_without_validation_has_the_lowest_training_loss() -> None:
    best = best_epoch(rows([3.0, 1.0, 2.0], None))

    assert best is not None
    assert best.epoch == 2
    assert best_epoch([]) is None


def test_where_the_head_is_best_no_epoch_is_said_to_be_kept() -> None:
    history = rows([2.0, 1.0, 0.5, 0.2, 0.1], [2.0, 1.2, 1.0, 1.3, 1.6])

    assert "The best epoch is kept." in str(describe_curves(history))
    told = str(describe_curves([*history[:-1], replace(history[-1], best=0)]))
    assert "The head that it began with is better than every epoch." in told
    assert "is kept" not in told


def test_an_epoch_that_broke_is_never_best() -> None:
    history = rows([3.0, float("nan")], [3.0, float("nan")], [0.4, 0.9])

    best = best_epoch(history)

    assert best is not None
    assert best.epoch == 1


def verdict(history: Sequence[EpochDone], pictures: int | None = None) -> str:
    return str(describe_curves(history, pictures)).splitlines()[0]


def test_what_falls_is_not_called_the_end_while_more_epochs_come() -> None:
    falling = ([2.0, 1.5, 1.0, 0.7], [2.1, 1.6, 1.2, 1.0])

    assert verdict(rows(*falling, epochs=20)) == "Learning."


def test_a_network_that_gets_its_own_pictures_wrong_underfits() -> None:
    flat = ([1.3, 1.2, 1.1, 1.05, 1.04, 1.04, 1.04], [1.2, 1.05, 1.05, 1.05, 1.05, 1.05, 1.05])

    assert verdict(rows(*flat, [0.6] * 7, learned=0.62)) == "Underfitting."
    assert verdict(rows(*flat, [0.6] * 7, learned=0.95)) == "Levelled off."
    # Blended pictures are harder: what tells others right has fitted them.
    assert verdict(rows(*flat, [0.97] * 7, learned=0.56)) == "Levelled off."
    # What is told right of its own pictures but not of others is no underfitting.
    assert verdict(rows(*flat, [0.6] * 7, learned=0.8)) == "Levelled off."


def test_where_nothing_is_left_to_learn_a_flat_loss_is_no_fault() -> None:
    flat = ([0.6, 0.6, 0.6, 0.6], [0.7, 0.7, 0.7, 0.7])

    assert verdict(rows(*flat, learned=0.7)) == "Not learning yet."
    assert verdict(rows(*flat, learned=1.0)) == "Levelled off."


def test_few_validation_pictures_tell_a_large_change_but_no_small_one() -> None:
    memorises = rows([2.0, 1.0, 0.5, 0.2, 0.1], [2.0, 1.2, 1.0, 1.3, 1.6])
    learns = rows([2.0, 1.5, 1.0, 0.7], [2.1, 1.6, 1.2, 1.0], epochs=20)

    assert verdict(memorises, 400) == verdict(memorises) == "Overfitting from epoch 4."
    assert verdict(memorises, 20) == "Too few validation pictures to tell."
    assert "5.0 points" in str(describe_curves(memorises, 20))
    assert verdict(learns, 20) == "Learning."


def recorded(
    train: Sequence[tuple[float, float]],
    validation: Sequence[tuple[float, float]],
    rates: Sequence[float],
) -> list[EpochDone]:
    """Rows of (loss, accuracy)."""
    return [
        EpochDone(number + 1, len(train), *learned, *judged, rate)
        for number, (learned, judged, rate) in enumerate(zip(train, validation, rates, strict=True))
    ]


# Fine-tuned on 500 digits, the default recipe; 80 validation pictures.
DIGITS = recorded(
    [
        *((0.2587, 0.929), (0.5658, 0.836), (0.3812, 0.883), (0.4191, 0.881)),
        *((0.2753, 0.914), (0.1423, 0.981), (0.1091, 1.0), (0.1094, 1.0)),
    ],
    [
        *((0.7274, 0.775), (0.6367, 0.787), (0.9355, 0.738), (0.6449, 0.775)),
        *((0.4010, 0.900), (0.3544, 0.887), (0.3219, 0.925), (0.3080, 0.963)),
    ],
    [2.9e-4, 5.0e-4, 4.5e-4, 3.5e-4, 2.3e-4, 1.1e-4, 3.1e-5, 5e-7],
)
# The same at another rate, for up to 24 epochs, ended by patience.
DIGITS_TOO_FAST = rows(
    [0.04, 0.19, 0.223, 0.168, 0.192, 0.156, 0.188, 0.153, 0.155, 0.112, 0.133],
    [0.312, 0.467, 0.418, 0.467, 0.601, 0.674, 0.477, 0.492, 0.387, 0.527, 0.425],
    epochs=24,
)
# By SGD.
DIGITS_BY_SGD = rows(
    [0.042, 0.251, 0.313, 0.307, 0.357, 0.401, 0.462, 0.488, 0.527, 0.55, 0.537, 0.525],
    [0.342, 0.451, 0.559, 0.614, 0.458, 0.584, 0.535, 0.609, 0.667, 0.648, 0.622, 0.617],
)
# CIFAR-10 cut to 2,000 pictures, 300 of them to check with.
CIFAR = rows(
    [0.392, 0.489, 0.375, 0.265, 0.183, 0.132, 0.111, 0.106],
    [0.792, 0.684, 0.77, 0.647, 0.597, 0.57, 0.522, 0.527],
)
# A linear head on photos of clothes, by gradient descent; its last epochs.
CLOTHES_HEAD = rows(
    [0.0649, 0.0563, 0.0499, 0.0445, 0.0405, 0.0371, 0.0344, 0.032, 0.0301, 0.0283],
    [0.739, 0.7388, 0.7389, 0.7393, 0.7401, 0.7413, 0.7426, 0.7436, 0.744, 0.7441],
    learned=1.0,
)


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (DIGITS, "Still improving at the end."),
        (DIGITS[:3], "The learning rate is still high."),
        (DIGITS[:6], "Learning."),
        (DIGITS_TOO_FAST, "Getting worse."),
        (DIGITS_BY_SGD, "Getting worse."),
        (CIFAR, "Learning."),
        (CLOTHES_HEAD, "Levelled off."),
    ],
)
def test_what_is_said_of_recorded_trainings(history: list[EpochDone], said: str) -> None:
    assert verdict(history, 300) == said


STARTED = {"loss": 0.2255, "accuracy": 0.8875}


def test_the_epoch_that_is_kept_is_told_beside_the_head() -> None:
    told = str(describe_kept(DIGITS, {"best_epoch": 8, "started": STARTED}))

    assert told == (
        "Epoch 8 is kept: 96.3% right on the validation pictures, 88.8% by the head that it began"
        " with."
    )


def test_a_head_that_no_epoch_beat_is_what_is_kept() -> None:
    told = str(describe_kept(DIGITS, {"best_epoch": 0, "started": STARTED}))

    assert told.startswith("The head that it began with is kept, 88.8% right")


@pytest.mark.parametrize("facts", [{}, {"best_epoch": 3}, {"best_epoch": 99, "started": STARTED}])
def test_where_there_was_no_head_nothing_is_claimed(facts: dict[str, object]) -> None:
    assert describe_kept(DIGITS, facts) is None
    assert describe_kept([], {"best_epoch": 0, "started": STARTED}) is None


def test_that_the_result_has_another_loss_than_its_best_epoch_is_told() -> None:
    assert "1.38" in str(describe_temperature(DIGITS, {"temperature": 1.38}))


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"temperature": 1.0},
        {"temperature": 1.4, "members": [{}]},
        {"temperature": 1.4, "folds": {}},
    ],
)
def test_where_the_losses_are_alike_nothing_is_said(facts: dict[str, object]) -> None:
    assert describe_temperature(DIGITS, facts) is None
    assert describe_temperature([], {"temperature": 1.4}) is None
