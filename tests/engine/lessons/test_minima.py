"""Two solutions, the line between them, and the curvature, against the whole Hessian."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import cross_entropy

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.minima import (
    DISTANCES,
    PICTURES,
    PLACES,
    TARGET,
    Minima,
    curvature,
    minima,
)
from tlgui.engine.lessons.small_networks import fully_connected
from tlgui.engine.progress import BatchDone, Control


@pytest.fixture(scope="module")
def told() -> Minima:
    return minima(None, None, 5, 400, control=Control())


def test_curvature_is_the_greatest_eigenvalue_of_the_hessian() -> None:
    torch.manual_seed(0)
    x, y = torch.randn(30, 1, 2, 2), torch.randint(0, 3, (30,))
    network = fully_connected(4, (), 3, seed=0)
    linear = network[-1]
    assert isinstance(linear, torch.nn.Linear)

    def loss(weights: torch.Tensor) -> torch.Tensor:
        scores = x.flatten(1) @ weights[:12].reshape(3, 4).T + weights[12:]
        return cross_entropy(scores, y)

    at = torch.cat([linear.weight.detach().reshape(-1), linear.bias.detach()])
    hessian = torch.autograd.functional.hessian(loss, at)  # type: ignore[no-untyped-call]

    expected = float(torch.linalg.eigvalsh(hessian)[-1])
    assert curvature(network, x, y) == pytest.approx(expected, rel=0.02)


def test_both_are_trained_as_far_and_the_line_goes_through_both(told: Minima) -> None:
    for solution in (told.small, told.large):
        assert solution.loss <= TARGET
        assert solution.accuracy > 0.9
        assert solution.around[0] == pytest.approx(solution.loss, rel=1e-4)
        assert len(solution.around) == len(DISTANCES)
        assert list(solution.around) == sorted(solution.around)
    at = {place: number for number, place in enumerate(PLACES)}
    assert told.train[at[0.0]] == pytest.approx(told.small.loss, rel=1e-4)
    assert told.train[at[1.0]] == pytest.approx(told.large.loss, rel=1e-4)
    assert told.held_out[at[1.0]] == pytest.approx(told.large.held_out_loss, rel=1e-4)
    assert told.is_sample
    assert told.pictures == 2 * PICTURES


def test_the_large_batch_ends_where_it_is_steeper(told: Minima) -> None:
    assert told.large.curvature > 1.5 * told.small.curvature
    assert told.large.around[-1] - told.large.loss > told.small.around[-1] - told.small.loss


def test_between_solutions_from_other_weights_lies_a_hill() -> None:
    apart = minima(None, None, 20, 400, same_start=False, control=Control())

    between = [loss for place, loss in zip(PLACES, apart.train, strict=True) if 0.2 < place < 0.8]
    assert max(between) > 5 * max(apart.small.loss, apart.large.loss)


def test_it_can_be_ended() -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)
    with pytest.raises(Cancelled):
        minima(None, None, 5, 400, control=control)
