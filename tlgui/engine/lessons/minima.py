"""Where small and large batches end: the loss between two solutions, and how steep it is there.

Sources: Goodfellow et al., "Qualitatively characterizing neural network optimization problems",
ICLR 2015 (the line between two solutions); Keskar et al., "On large-batch training for deep
learning: generalization gap and sharp minima", ICLR 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.lessons.small_networks import (
    fully_connected,
    judged,
    lessons_from,
    order_of,
    train_epoch,
)
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from torch import Tensor, nn

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.lessons.small_networks import Lessons
    from tlgui.engine.progress import Control

PICTURES = 400
HIDDEN = 32
RATE = 0.2
LEAST_RATE = RATE / 64
SIDE = 8
"""Of one's own pictures: larger ones need smaller steps, and longer."""
TARGET = 0.05
"""Both are trained until the training loss is so low: else depth, not width, would be compared."""
MOST_STEPS = 3000
ITERATIONS = 20
PLACES = tuple(float(place) for place in np.linspace(-1, 2, 61).round(2))
"""On the line: 0 is the solution of the small batch, 1 that of the large one."""
DISTANCES = tuple(float(share) for share in np.linspace(0, 0.6, 13).round(2))
"""Of the weights' own length."""
DIRECTIONS = 12


@dataclass(frozen=True)
class Solution:
    """Where training with one size of batch ended.

    Attributes:
        batch: pictures a step.
        steps: until it ended.
        loss: on the training pictures.
        held_out_loss: on those that were held out.
        accuracy: on those.
        curvature: the largest of all directions, the greatest eigenvalue of the loss's Hessian.
        around: mean training loss at each of ``DISTANCES`` away, in random directions.
    """

    batch: int
    steps: int
    loss: float
    held_out_loss: float
    accuracy: float
    curvature: float
    around: tuple[float, ...]


@dataclass(frozen=True)
class Minima:
    """Two solutions and the line through them.

    Attributes:
        small: of the small batch.
        large: of the large one.
        rate: the learning rate of both.
        train: training loss at each of ``PLACES``.
        held_out: loss of the pictures that were held out, likewise.
        pictures: that were used.
        is_sample: whether they are the sample's.
    """

    small: Solution
    large: Solution
    rate: float
    train: tuple[float, ...]
    held_out: tuple[float, ...]
    pictures: int
    is_sample: bool


def minima(
    index: DatasetIndex | None,
    split: Split | None,
    small: int,
    large: int,
    same_start: bool = True,
    *,
    control: Control,
    seed: int = 0,
) -> Minima:
    """Train with both sizes of batch, with SGD at the same rate, and look around.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        small: pictures a step.
        large: likewise.
        same_start: whether both begin with the same weights.
        control: hears ``BatchDone``; may end it.
        seed: of pictures, weights and order.
    """
    found = lessons_from(
        index, split, control, train=PICTURES, held_out=PICTURES, side=SIDE, seed=seed
    )
    # A batch holds all pictures at most.
    small, large = min(small, len(found.y)), min(large, len(found.y))
    seeds = (seed, seed if same_start else seed + 1)
    rate = RATE
    while True:
        trained = [
            _train(_network(found, one), found, batch, rate, control, number)
            for number, (one, batch) in enumerate(zip(seeds, (small, large), strict=True))
        ]
        # What has run away is begun anew, both, with half the rate.
        if all(network is not None for network, _steps in trained) or rate < LEAST_RATE:
            break
        rate /= 2
    solutions, ends = [], []
    for (network, steps), batch in zip(trained, (small, large), strict=True):
        if network is None:
            raise DatasetError(
                Message("Nothing was learned from these pictures: the loss ran away."),
                Message("Take larger batches, or other pictures."),
            )
        ends.append(_weights_of(network))
        solutions.append(_solution(network, found, batch, steps, control))
    probe = _network(found, seed)
    train, held_out = [], []
    for place in PLACES:
        control.check()
        _set(probe, (1 - place) * ends[0] + place * ends[1])
        train.append(judged(probe, found.x, found.y)[0])
        held_out.append(judged(probe, found.held_out, found.known)[0])
    first, second = solutions
    return Minima(
        first, second, rate, tuple(train), tuple(held_out), found.pictures, found.is_sample
    )


def curvature(network: nn.Module, x: Tensor, y: Tensor, seed: int = 0) -> float:
    """The greatest eigenvalue of the loss's Hessian, by power iteration.

    By how much the slope changes along the steepest direction; gradient descent is stable there
    while the learning rate is below 2 divided by it.
    """
    import torch
    from torch.nn.functional import cross_entropy

    parameters = list(network.parameters())
    slopes = torch.autograd.grad(cross_entropy(network(x), y), parameters, create_graph=True)
    slope = torch.cat([part.reshape(-1) for part in slopes])
    direction = torch.randn(slope.shape, generator=order_of(seed))
    found = 0.0
    for _ in range(ITERATIONS):
        direction = direction / direction.norm()
        parts = torch.autograd.grad(slope @ direction, parameters, retain_graph=True)
        turned = torch.cat([part.reshape(-1) for part in parts]).detach()
        found = float(turned @ direction)
        direction = turned
    return found


def _network(found: Lessons, seed: int) -> nn.Module:
    return fully_connected(found.inputs, (HIDDEN,), found.classes, seed)


def _train(
    network: nn.Module, found: Lessons, batch: int, rate: float, control: Control, number: int
) -> tuple[nn.Module | None, int]:
    """Train until the loss is at the target; the steps that it took, None where it ran away."""
    from torch.optim import SGD

    optimizer, order = SGD(network.parameters(), rate), order_of(0)
    each = -(-len(found.y) // batch)
    steps, first = 0, judged(network, found.x, found.y)[0]
    while True:
        loss = judged(network, found.x, found.y)[0]
        if not loss < 2 * first:  # Of NaN it is not true either.
            return None, steps
        if steps >= MOST_STEPS or loss <= TARGET:
            break
        train_epoch(network, optimizer, found.x, found.y, batch, order, control)
        steps += each
        control.report(BatchDone(number * MOST_STEPS + min(steps, MOST_STEPS), 2 * MOST_STEPS))
    if steps >= MOST_STEPS and judged(network, found.x, found.y)[0] > first / 2:
        return None, steps
    return network, steps


def _weights_of(network: nn.Module) -> Tensor:
    from torch.nn.utils import parameters_to_vector

    weights: Tensor = parameters_to_vector(network.parameters()).detach().clone()
    return weights


def _solution(
    network: nn.Module, found: Lessons, batch: int, steps: int, control: Control
) -> Solution:
    loss = judged(network, found.x, found.y)[0]
    held_out_loss, accuracy = judged(network, found.held_out, found.known)
    bend = curvature(network, found.x, found.y)
    weights = _weights_of(network)
    around = _around(network, weights, found, control)
    _set(network, weights)
    return Solution(batch, steps, loss, held_out_loss, accuracy, bend, around)


def _around(
    network: nn.Module, weights: Tensor, found: Lessons, control: Control
) -> tuple[float, ...]:
    import torch

    draw = order_of(1)
    drawn = [torch.randn(weights.shape, generator=draw) for _ in range(DIRECTIONS)]
    means = []
    for distance in DISTANCES:
        losses = []
        for direction in drawn:
            control.check()
            _set(network, weights + distance * weights.norm() * direction / direction.norm())
            losses.append(judged(network, found.x, found.y)[0])
        means.append(float(np.mean(losses)))
    return tuple(means)


def _set(network: nn.Module, weights: Tensor) -> None:
    from torch.nn.utils import vector_to_parameters

    vector_to_parameters(weights, network.parameters())
