"""When a range test tells a rate, and when it tells nothing."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.training.by_epochs.rate_test import RateTest

RATES = tuple(np.geomspace(1e-6, 1, 60).tolist())


def rate_test(fall: float, unrest: float, seed: int) -> RateTest:
    """A loss that falls by so much near 0.01 and rises after it, as it stirs."""
    draw = np.random.default_rng(seed)
    place = np.linspace(0, 1, 60)
    losses = 1 - fall * np.exp(-((place - 0.7) ** 2) / 0.01) + np.clip(place - 0.8, 0, 1) * 5
    losses += np.convolve(draw.normal(0, unrest, 64), np.full(5, 0.2), mode="valid")
    return RateTest(RATES, tuple(losses.tolist()))


@pytest.mark.parametrize("seed", range(20))
def test_a_fall_beyond_the_unrest_is_clear_and_noise_is_not(seed: int) -> None:
    assert rate_test(fall=0.3, unrest=0.02, seed=seed).is_clear
    assert not rate_test(fall=0.0, unrest=0.02, seed=seed).is_clear


def test_a_test_that_ended_at_once_tells_nothing() -> None:
    assert not RateTest((), ()).is_clear
    assert not RateTest(RATES[:2], (1.0, 0.5)).is_clear
    assert RateTest((), ()).suggested == 1e-6


def test_a_lucky_first_loss_is_passed_over() -> None:
    draw = np.random.default_rng(0)
    flat = 1 + draw.uniform(-0.01, 0.01, 60)
    flat[0] = 0.5
    found = RateTest(RATES, tuple(flat.tolist()))

    assert found.lowest >= 10
    assert found.suggested == RATES[found.lowest] / 10
    assert not found.is_clear


def test_a_loss_that_falls_to_the_end_is_told_from_one_that_rises() -> None:
    falling = tuple(np.linspace(1, 0.1, 60).tolist())

    assert RateTest(RATES, falling).falls_on
    assert not RateTest(RATES, (*falling[:59], 0.9)).falls_on
    assert not RateTest(RATES[:40], falling[:40]).falls_on, "it was infinite at the next"
