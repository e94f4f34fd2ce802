"""Gradients of the lesson on skip connections, against differences of the loss."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import cross_entropy

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.gradients import Bend, gradient_sizes, layers_of, scores, weights_of
from tlgui.engine.lessons.material import material
from tlgui.engine.progress import Control


@pytest.mark.parametrize("skips", [False, True])
@pytest.mark.parametrize("bend", Bend)
def test_gradient_is_the_loss_s_difference(bend: Bend, skips: bool) -> None:
    layers = layers_of(3, 1, 4, 0).double()
    pictures = torch.randn(6, 1, 8, 8, dtype=torch.float64, generator=torch.manual_seed(0))
    labels = torch.arange(6) % 4

    def loss() -> torch.Tensor:
        return cross_entropy(scores(layers, pictures, bend, skips=skips), labels)

    weight = weights_of(layers)[0]
    (gradient,) = torch.autograd.grad(loss(), [weight])
    with torch.no_grad():
        weight[2, 3, 1, 1] += 1e-5
        above = loss()
        weight[2, 3, 1, 1] -= 2e-5
        below = loss()

    assert float((above - below) / 2e-5) == pytest.approx(
        float(gradient[2, 3, 1, 1]), rel=1e-4, abs=1e-10
    )


def test_sizes_are_the_root_mean_squares_of_the_gradients() -> None:
    told = gradient_sizes(None, None, 4, Bend.RELU, control=Control())
    found = material(None, None, Control(), train=told.pictures, held_out=0)
    for sizes, skips in ((told.plain, False), (told.skipping, True)):
        layers = layers_of(4, 1, 10, 0)
        loss = cross_entropy(
            scores(layers, torch.from_numpy(found.train), Bend.RELU, skips=skips),
            torch.from_numpy(found.train_labels),
        )
        expected = torch.autograd.grad(loss, weights_of(layers))
        norms = [float(g.norm() / g.numel() ** 0.5) for g in expected]
        assert sizes == pytest.approx(norms, rel=1e-4)


@pytest.mark.parametrize("bend", Bend)
def test_gradient_vanishes_without_skips_only(bend: Bend) -> None:
    told = gradient_sizes(None, None, 30, bend, control=Control())

    assert len(told.plain) == len(told.skipping) == 30
    assert told.plain[0] < 1e-4 * told.plain[-1]
    assert told.skipping[0] > 0.1 * told.skipping[-1]


def test_it_can_be_ended() -> None:
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        gradient_sizes(None, None, 5, Bend.RELU, control=control)
