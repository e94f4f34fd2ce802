"""Sizes and counts of the lessons, against PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from tlgui.engine.errors import RecipeError
from tlgui.engine.lessons.bottleneck import Bottleneck
from tlgui.engine.lessons.counting import Counted
from tlgui.engine.lessons.pooling import Pool, Pooling, changed_share, shifted


def parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize(
    "counted",
    [
        Counted(32, 3, 10, 5, 1, 2),
        Counted(9, 3, 8, 3, 2, 0),
        Counted(7, 1, 4, 3, 3, 1),
        Counted(10, 2, 3, 4, 3, 0),
        Counted(3, 1, 2, 3, 8, 1),
    ],
)
def test_size_and_parameters_are_pytorch_s(counted: Counted) -> None:
    layer = nn.Conv2d(
        counted.depth, counted.filters, counted.kernel, counted.stride, counted.padding
    )
    out = layer(torch.zeros(1, counted.depth, counted.side, counted.side))

    assert out.shape[1:] == (counted.filters, counted.output_side, counted.output_side)
    assert counted.parameters == parameters(layer)


def test_places_and_what_is_left_over_fill_the_side() -> None:
    counted = Counted(side=10, depth=1, filters=1, kernel=4, stride=4)

    assert counted.places == (0, 4)
    assert counted.left_over == 2
    assert Counted(9, 1, 1, 3, 2).left_over == 0


def test_kernel_that_does_not_fit_is_refused() -> None:
    with pytest.raises(RecipeError):
        _ = Counted(3, 1, 1, 5).output_side


@pytest.mark.parametrize("pool", Pool)
@pytest.mark.parametrize(("window", "stride"), [(2, 2), (3, 1), (3, 2), (4, 4)])
def test_pooling_is_pytorch_s(pool: Pool, window: int, stride: int) -> None:
    picture = np.random.default_rng(0).normal(size=(8, 8))
    layer = {Pool.MAX: nn.MaxPool2d, Pool.MEAN: nn.AvgPool2d}[pool](window, stride)
    expected = layer(torch.from_numpy(picture)[None, None])[0, 0].numpy()

    pooling = Pooling(picture, window, stride, pool)

    np.testing.assert_allclose(pooling.pooled, expected)
    assert pooling.shape == expected.shape
    last = pooling.seen(expected.size - 1)
    taken = last.max() if pool is Pool.MAX else last.mean()
    assert taken == pytest.approx(expected[-1, -1])


def test_a_shift_changes_few_pooled_numbers() -> None:
    picture = np.zeros((4, 4))
    picture[0, 0] = picture[2, 2] = 9

    moved = shifted(picture, 1)

    assert moved[2].tolist() == [0, 0, 0, 9]
    assert moved[0].tolist() == [9, 9, 0, 0]
    assert changed_share(picture, moved) == 3 / 16
    assert changed_share(Pooling(picture).pooled, Pooling(moved).pooled) == 0


@pytest.mark.parametrize(("depth", "filters", "kernel", "between"), [(32, 64, 3, 16), (8, 5, 5, 3)])
def test_bottleneck_s_weights_are_pytorch_s(
    depth: int, filters: int, kernel: int, between: int
) -> None:
    bottleneck = Bottleneck(depth, filters, kernel, between)
    narrow = nn.Conv2d(depth, between, 1, bias=False)
    wide = nn.Conv2d(between, filters, kernel, bias=False)

    assert bottleneck.direct == parameters(nn.Conv2d(depth, filters, kernel, bias=False))
    assert (bottleneck.narrowing, bottleneck.widening) == (parameters(narrow), parameters(wide))


def test_bottleneck_of_the_textbook() -> None:
    bottleneck = Bottleneck()

    assert (bottleneck.direct, bottleneck.through) == (18_432, 9_728)
    most = bottleneck.most_between
    assert Bottleneck(between=most).through < bottleneck.direct
    assert Bottleneck(between=most + 1).through >= bottleneck.direct
