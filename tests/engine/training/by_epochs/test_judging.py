"""Scores are judged by what they say beside each other, not by how sure they are together."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine.training.by_epochs.lessons import asked
from tlgui.engine.training.by_epochs.choices import Judge
from tlgui.engine.training.by_epochs.judging import judge_scores, start_temperature
from tlgui.engine.training.by_epochs.steps import losses_of


def noisy_scores() -> tuple[torch.Tensor, torch.Tensor]:
    """(300, 4) scores that are calibrated as they are, and classes drawn by them."""
    draw = torch.Generator().manual_seed(0)
    scores = 2 * torch.randn(300, 4, generator=draw)
    return scores, torch.multinomial(scores.softmax(1), 1, generator=draw).flatten()


@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_scores_that_are_too_sure_are_worth_as_much(factor: float) -> None:
    scores, targets = noisy_scores()
    plain, scaled = judge_scores(scores, targets), judge_scores(factor * scores, targets)

    assert scaled.calibrated_loss == pytest.approx(plain.calibrated_loss, abs=1e-4)
    assert scaled.temperature == pytest.approx(factor * plain.temperature, rel=0.02)
    assert plain.temperature == pytest.approx(1.0, abs=0.2)
    assert scaled.accuracy == plain.accuracy
    assert scaled.loss >= scaled.calibrated_loss - 1e-6


def test_the_better_one_has_the_larger_score() -> None:
    scores, targets = noisy_scores()
    better = judge_scores(scores + torch.nn.functional.one_hot(targets, 4), targets)
    worse = judge_scores(scores, targets)

    assert all(better.score(judge) > worse.score(judge) for judge in Judge)


def test_a_head_begins_as_sure_as_smoothed_labels_allow() -> None:
    recipe = asked(label_smoothing=0.1)
    scores = 20 * np.eye(4, dtype=np.float32)[np.arange(40) % 4]
    targets = np.arange(40) % 4

    temperature = start_temperature(recipe, scores, targets)

    def loss(divisor: float) -> float:
        given = torch.from_numpy(scores) / divisor
        return float(losses_of(recipe, given, torch.from_numpy(targets)).mean())

    assert temperature > 1.5
    assert loss(temperature) <= min(loss(temperature * 0.9), loss(temperature * 1.1))
