"""How sure answers are, and how right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from tlgui.engine.calibration import (
    calibration_interval,
    expected_calibration_error,
    fitted_temperature,
    temperature_interval,
    tempered,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


def answers(
    count: int, factor: float, seed: int = 0
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Answers whose scores are ``factor`` times those by which the truth is drawn."""
    draw = np.random.default_rng(seed)
    scores = draw.normal(size=(count, 5)) * 2
    truth = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    targets = (draw.random(count)[:, None] > truth.cumsum(axis=1)).sum(axis=1)
    told = np.exp(factor * scores)
    told /= told.sum(axis=1, keepdims=True)
    return told.astype(np.float32), np.minimum(targets, 4).astype(np.int64)


@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_the_temperature_that_was_put_in_is_found(factor: float) -> None:
    probabilities, targets = answers(20_000, factor)

    assert fitted_temperature(probabilities, targets) == pytest.approx(factor, rel=0.05)


def test_its_interval_holds_the_truth_in_95_of_100_cases_and_is_1_where_chance_is_all() -> None:
    held: list[bool] = []
    clear: list[bool] = []
    for seed in range(100):
        for factor, found in ((1.0, clear), (1.5, held)):
            probabilities, targets = answers(200, factor, seed)
            best = fitted_temperature(probabilities, targets)
            low, high = temperature_interval(probabilities, targets, best)
            assert low < best < high
            found.append(low <= factor <= high)

    assert 88 <= sum(held) <= 100
    assert 88 <= sum(clear) <= 100


def test_its_interval_holds_the_truth_where_pictures_belong_together() -> None:
    groups = np.repeat(np.arange(40), 6)
    by_group, alone = 0, 0
    for seed in range(100):
        told, truth = answers(40, 1.5, seed)
        probabilities, targets = np.repeat(told, 6, axis=0), np.repeat(truth, 6)
        best = fitted_temperature(probabilities, targets)
        low, high = temperature_interval(probabilities, targets, best, groups)
        assert low < best < high
        by_group += low <= 1.5 <= high
        low, high = temperature_interval(probabilities, targets, best)
        alone += low <= 1.5 <= high

    assert by_group >= 90
    assert alone < 70, "six frames of a clip are no six pictures"
    one = np.zeros(len(groups), np.int64)
    assert temperature_interval(probabilities, targets, best, one) == (0.1, 10.0)


def test_answers_divided_by_it_are_calibrated_and_say_the_same() -> None:
    probabilities, targets = answers(20_000, 3.0)
    fresh, truth = answers(20_000, 3.0, seed=1)

    better = tempered(fresh, fitted_temperature(probabilities, targets))

    before, after = (
        expected_calibration_error(each.max(axis=1), each.argmax(axis=1) == truth)
        for each in (fresh, better)
    )
    assert before > 0.15
    assert after < 0.02
    assert (better.argmax(axis=1) == fresh.argmax(axis=1)).all()


def test_divided_probabilities_are_pytorch_s() -> None:
    scores = torch.randn(50, 7, generator=torch.Generator().manual_seed(0))

    found = tempered(scores.softmax(dim=1).numpy(), 1.7)

    np.testing.assert_allclose(found, (scores / 1.7).softmax(dim=1).numpy(), atol=1e-6)


def test_probabilities_of_nothing_do_no_harm() -> None:
    certain = np.eye(3, dtype=np.float32)
    targets = np.asarray([0, 1, 0])

    temperature = fitted_temperature(certain, targets)

    assert np.isfinite(tempered(certain, temperature)).all()
    assert temperature == pytest.approx(10, rel=0.01), "sure and wrong: as unsure as allowed"


@pytest.mark.parametrize("frames", [1, 4])
def test_the_interval_of_calibrated_answers_reaches_to_0(frames: int) -> None:
    reaches = 0
    for seed in range(40):
        told, truth = (np.repeat(each, frames, axis=0) for each in answers(80, 1.0, seed))
        sure, right = told.max(axis=1), told.argmax(axis=1) == truth
        groups = np.repeat(np.arange(80), frames) if frames > 1 else None
        low, high = calibration_interval(sure, right, groups=groups)
        assert low <= expected_calibration_error(sure, right) <= high
        reaches += low == 0

    assert reaches >= 35


def test_the_interval_of_answers_that_are_too_sure_holds_what_many_of_them_show() -> None:
    many, truths = answers(200_000, 3.0, seed=1_000)
    wanted = expected_calibration_error(many.max(axis=1), many.argmax(axis=1) == truths)
    held = 0
    for seed in range(40):
        told, truth = answers(300, 3.0, seed)
        low, high = calibration_interval(told.max(axis=1), told.argmax(axis=1) == truth)
        held += low <= wanted <= high

    assert wanted > 0.15
    assert held >= 35


def test_the_interval_holds_the_error_and_narrows_with_more_pictures() -> None:
    widths = []
    for count in (100, 10_000):
        probabilities, targets = answers(count, 3.0)
        sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == targets
        low, high = calibration_interval(sure, right)
        assert low <= expected_calibration_error(sure, right) <= high
        widths.append(high - low)

    assert widths[1] < widths[0] / 3
    groups = np.repeat(np.arange(100), 6)
    sure, right = (np.repeat(each[:100], 6) for each in (sure, right))
    low, high = calibration_interval(sure, right, groups=groups)
    assert high - low > 1.5 * np.diff(calibration_interval(sure, right))[0]
    assert calibration_interval(np.empty(0, np.float32), np.empty(0, bool)) == (0.0, 0.0)
