"""Dropout and batch normalisation, against their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.regularizing import (
    EPOCHS,
    HELD_OUT,
    PASSES,
    WIDTHS,
    Regularized,
    Variant,
    make_network,
    regularize,
    spread_by_layer,
)
from tlgui.engine.lessons.small_networks import order_of, train_epoch
from tlgui.engine.progress import BatchDone, Control


@pytest.fixture(scope="module")
def told() -> Regularized:
    return regularize(None, None, 200, 0.5, control=Control())


def linear_weights(network: nn.Module) -> list[torch.Tensor]:
    return [part.weight for part in network.modules() if isinstance(part, nn.Linear)]


def test_variants_begin_with_the_same_weights() -> None:
    plain, *others = (make_network(64, 10, variant, 0.5, 0) for variant in Variant)

    for other in others:
        for mine, its in zip(linear_weights(plain), linear_weights(other), strict=True):
            assert torch.equal(mine, its)


def test_spread_is_that_of_the_formula_and_looking_changes_nothing() -> None:
    x = torch.randn(50, 1, 4, 4, generator=order_of(0))
    network = make_network(16, 3, Variant.NEITHER, 0, 0)
    first = network[1]
    assert isinstance(first, nn.Linear)
    values = (x.flatten(1) @ first.weight.T + first.bias).detach().numpy()

    assert spread_by_layer(network, x)[0] == pytest.approx(float(values.std(0).mean()), rel=1e-4)

    normed = make_network(16, 3, Variant.NORM, 0, 0)
    before = {name: buffer.clone() for name, buffer in normed.named_buffers()}
    # Mean 0 and deviation 1, but for what is added to the variance against a division by 0.
    assert spread_by_layer(normed, x) == pytest.approx([1.0] * len(WIDTHS), abs=0.01)
    assert all(torch.equal(before[name], buffer) for name, buffer in normed.named_buffers())


def test_spread_shrinks_layer_by_layer_without_norm(told: Regularized) -> None:
    assert list(told.spread_plain) == sorted(told.spread_plain, reverse=True)
    assert told.spread_plain[-1] < 0.25 * told.spread_plain[0]
    assert told.spread_norm == pytest.approx([1.0] * len(WIDTHS), abs=0.02)


def test_norm_learns_sooner_and_dropout_generalises_better(told: Regularized) -> None:
    plain, dropout, norm = (
        told.courses[each] for each in (Variant.NEITHER, Variant.DROPOUT, Variant.NORM)
    )
    assert norm.train[5] < 0.2 * plain.train[5]
    assert dropout.held_out[-1] < plain.held_out[-1]
    assert dropout.train[20] > plain.train[20]
    for course in told.courses.values():
        assert len(course.train) == len(course.held_out) == len(course.accuracy) == EPOCHS + 1
        assert course.train[0] == pytest.approx(math.log(10), abs=0.1)
    assert told.pictures == 200 + HELD_OUT


def test_passes_differ_while_dropping_and_do_not_after(told: Regularized) -> None:
    assert len(told.passes) == PASSES
    assert np.std(told.passes) > 0
    assert 0 <= told.settled <= 1


def test_dropped_activations_keep_their_mean() -> None:
    layer = nn.Dropout(0.4)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        values = layer(torch.ones(100_000))

    assert float((values == 0).float().mean()) == pytest.approx(0.4, abs=0.01)
    assert float(values.max()) == pytest.approx(1 / 0.6)
    assert float(values.mean()) == pytest.approx(1, abs=0.01)


def test_a_last_batch_that_is_too_small_is_left_out() -> None:
    seen: list[int] = []

    class Counting(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 2)

        def forward(self, pictures: torch.Tensor) -> torch.Tensor:
            seen.append(len(pictures))
            scores: torch.Tensor = self.layer(pictures)
            return scores

    network = Counting()
    optimizer = torch.optim.SGD(network.parameters(), 0.1)
    x, y = torch.randn(25, 4), torch.randint(0, 2, (25,))
    for whole in (False, True):
        train_epoch(network, optimizer, x, y, 10, order_of(0), Control(), whole=whole)
    train_epoch(network, optimizer, x[:7], y[:7], 10, order_of(0), Control(), whole=True)

    assert seen == [10, 10, 5, 10, 10, 7]


def test_it_can_be_ended() -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)
    with pytest.raises(Cancelled):
        regularize(None, None, 100, 0.5, control=control)
