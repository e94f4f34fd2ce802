"""The rules of the optimisers, step by step against PyTorch's, and the small network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.optimizers import (
    ADAM,
    EPOCHS,
    MOMENTUM,
    RULES,
    SGD,
    SURFACE_RATES,
    SURFACES,
    TRAIN,
    SurfaceName,
    compare,
    path,
    torch_optimizer,
)
from tlgui.engine.progress import BatchDone, Control

if TYPE_CHECKING:
    from tlgui.engine.training.by_epochs.choices import OptimizerName


def loss_of(name: SurfaceName, place: torch.Tensor) -> torch.Tensor:
    x, y = place
    losses: dict[SurfaceName, torch.Tensor] = {
        SurfaceName.VALLEY: (x**2 + 25 * y**2) / 2,
        SurfaceName.SADDLE: x**2 / 2 + (y**2 - 1) ** 2 / 4,
        SurfaceName.BEND: (1 - x) ** 2 / 2 + 2 * (y - x**2) ** 2,
    }
    return losses[name]


@pytest.mark.parametrize("name", SurfaceName)
@pytest.mark.parametrize("rule", RULES)
def test_paths_are_those_of_pytorch_s_optimisers(name: SurfaceName, rule: OptimizerName) -> None:
    surface = SURFACES[name]
    place = torch.nn.Parameter(torch.tensor(surface.start, dtype=torch.float64))
    optimizer = torch_optimizer(rule, [place], SURFACE_RATES[rule])
    expected = [place.detach().clone().numpy()]
    for _ in range(40):
        optimizer.zero_grad()
        loss_of(name, place).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        expected.append(place.detach().clone().numpy())

    found = path(surface, rule, surface.start, steps=40)

    assert np.allclose(found, np.stack(expected), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", SurfaceName)
def test_minima_are_where_loss_and_gradient_are_0(name: SurfaceName) -> None:
    surface = SURFACES[name]
    for minimum in surface.minima:
        place = np.array(minimum, np.float64)
        assert surface.loss(*place) == 0
        assert not surface.gradient(place).any()
    xs, ys = np.meshgrid(
        np.linspace(surface.low[0], surface.high[0], 99),
        np.linspace(surface.low[1], surface.high[1], 99),
    )
    assert surface.loss(xs, ys).min() >= 0
    assert np.allclose(
        surface.loss(xs, ys)[7, 11],
        float(loss_of(name, torch.tensor([xs[7, 11], ys[7, 11]], dtype=torch.float64))),
    )


@pytest.mark.parametrize("rule", RULES)
def test_each_comes_down_with_its_usual_rate(rule: OptimizerName) -> None:
    for surface in SURFACES.values():
        places = path(surface, rule, surface.start)
        assert np.isfinite(places).all()
        assert surface.loss(*places[-1]) < 0.4 * surface.loss(*places[0])


def test_too_large_a_rate_leaves_the_surface() -> None:
    places = path(SURFACES[SurfaceName.VALLEY], SGD, (-2.2, 0.9), factor=4)

    # The steep side multiplies by 1 - rate * 25: beyond 2 / 25 it grows.
    assert np.isnan(places[-1]).all()
    gone = int(np.isnan(places[:, 0]).argmax())
    assert np.isfinite(places[:gone]).all()
    assert np.isnan(places[gone:]).all()


def test_momentum_is_faster_in_the_valley() -> None:
    surface = SURFACES[SurfaceName.VALLEY]
    # After half of the steps, with less than half of the rate.
    plain, moved = (path(surface, rule, surface.start) for rule in (SGD, MOMENTUM))
    assert np.abs(moved[60, 0]) < 0.2
    assert np.abs(plain[:, 0]).tolist() == sorted(np.abs(plain[:, 0]).tolist(), reverse=True)


def test_one_network_learns_with_each_from_the_same_beginning() -> None:
    events: list[object] = []
    told = compare(None, None, control=Control(events.append))

    assert list(told.losses) == list(RULES)
    assert told.is_sample
    assert told.pictures == 2 * TRAIN
    assert {losses[0] for losses in told.losses.values()} == {told.losses[ADAM][0]}
    assert told.losses[ADAM][0] == pytest.approx(math.log(10), abs=0.3)
    for rule in RULES:
        assert len(told.losses[rule]) == len(told.accuracies[rule]) == EPOCHS + 1
        assert told.losses[rule][-1] < 0.5
        assert told.accuracies[rule][-1] > 0.8
    done = [event.done for event in events if isinstance(event, BatchDone)]
    assert done == list(range(1, len(RULES) * EPOCHS + 1))
    assert compare(None, None, control=Control()) == told


def test_it_can_be_ended() -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)
    with pytest.raises(Cancelled):
        compare(None, None, control=control)
