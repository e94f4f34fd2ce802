"""How optimisers step: their rules on a surface of two numbers, and on one small network.

The rules are those of PyTorch's classes, whose papers are: momentum, Polyak 1964; Nesterov 1983 (as
in Sutskever et al., ICML 2013); Adagrad, Duchi et al., JMLR 2011; RMSprop, Tieleman & Hinton 2012;
Adam, Kingma & Ba, ICLR 2015.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.lessons.small_networks import (
    fully_connected,
    judged,
    lessons_from,
    order_of,
    train_epoch,
)
from tlgui.engine.progress import BatchDone
from tlgui.engine.training.by_epochs.choices import OptimizerName

if TYPE_CHECKING:
    from collections.abc import Iterable

    import torch
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

    Numbers = NDArray[np.float64]

SGD, MOMENTUM, NESTEROV = OptimizerName.SGD, OptimizerName.MOMENTUM, OptimizerName.NESTEROV
ADAGRAD, RMSPROP, ADAM = OptimizerName.ADAGRAD, OptimizerName.RMSPROP, OptimizerName.ADAM
RULES = (SGD, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM)
"""From the plain one to those that adapt, in the order in which they were found."""

KEPT = 0.9
"""The share of its speed that momentum keeps, and the share of the mean gradient in Adam."""
SQUARES_KEPT = {RMSPROP: 0.99, ADAM: 0.999}
STEPS = 120
FAR = 1e3
"""Who is so far from the middle has left the surface for good."""
SURFACE_RATES = {SGD: 0.05, MOMENTUM: 0.02, NESTEROV: 0.02, ADAGRAD: 0.4, RMSPROP: 0.04, ADAM: 0.1}
NETWORK_RATES = {
    SGD: 0.05,
    MOMENTUM: 0.02,
    NESTEROV: 0.02,
    ADAGRAD: 0.02,
    RMSPROP: 0.002,
    ADAM: 0.004,
}
EPOCHS = 15
BATCH = 25
HIDDEN = 32
TRAIN = 400


class SurfaceName(StrEnum):
    """Landscapes with one difficulty each."""

    VALLEY = "valley"
    SADDLE = "saddle"
    BEND = "bend"


@dataclass(frozen=True)
class Surface:
    """A loss that depends on two numbers.

    Attributes:
        name: which.
        low: the least of both numbers on show, across and upwards.
        high: the largest.
        start: where one begins.
        minima: where the loss is least.
    """

    name: SurfaceName
    low: tuple[float, float]
    high: tuple[float, float]
    start: tuple[float, float]
    minima: tuple[tuple[float, float], ...]

    def loss(self, x: Numbers | float, y: Numbers | float) -> Numbers:
        """The loss at each place; 0 is the least there is."""
        if self.name is SurfaceName.VALLEY:
            return np.asarray((x**2 + 25 * y**2) / 2)
        if self.name is SurfaceName.SADDLE:
            return np.asarray(x**2 / 2 + (y**2 - 1) ** 2 / 4)
        return np.asarray((1 - x) ** 2 / 2 + 2 * (y - x**2) ** 2)

    def gradient(self, place: Numbers) -> Numbers:
        """The derivatives of the loss by both numbers, (2,)."""
        x, y = place
        if self.name is SurfaceName.VALLEY:
            return np.array([x, 25 * y])
        if self.name is SurfaceName.SADDLE:
            return np.array([x, y**3 - y])
        return np.array([x - 1 - 8 * x * (y - x**2), 4 * (y - x**2)])


SURFACES = {
    surface.name: surface
    for surface in (
        Surface(SurfaceName.VALLEY, (-2.6, -1.3), (2.6, 1.3), (-2.2, 0.9), ((0, 0),)),
        Surface(SurfaceName.SADDLE, (-2.6, -1.6), (2.6, 1.6), (-2.2, 0.02), ((0, 1), (0, -1))),
        Surface(SurfaceName.BEND, (-1.9, -0.8), (1.9, 2.4), (-1.3, 1.9), ((1, 1),)),
    )
}


@dataclass
class Stepper:
    """One optimiser with its memory.

    Attributes:
        rule: which.
        rate: its learning rate.
    """

    rule: OptimizerName
    rate: float
    _mean: Numbers = field(default_factory=lambda: np.zeros(2))
    _squares: Numbers = field(default_factory=lambda: np.zeros(2))
    _steps: int = 0

    def step(self, gradient: Numbers) -> Numbers:
        """What is added to the place where the gradient was taken."""
        self._steps += 1
        if self.rule is SGD:
            return -self.rate * gradient
        if self.rule in (MOMENTUM, NESTEROV):
            self._mean = KEPT * self._mean + gradient
            ahead = gradient + KEPT * self._mean if self.rule is NESTEROV else self._mean
            return -self.rate * ahead
        if self.rule is ADAGRAD:
            self._squares = self._squares + gradient**2
            return -self.rate * gradient / (np.sqrt(self._squares) + 1e-10)
        kept = SQUARES_KEPT[self.rule]
        self._squares = kept * self._squares + (1 - kept) * gradient**2
        if self.rule is RMSPROP:
            return -self.rate * gradient / (np.sqrt(self._squares) + 1e-8)
        self._mean = KEPT * self._mean + (1 - KEPT) * gradient
        mean = self._mean / (1 - KEPT**self._steps)
        squares = self._squares / (1 - kept**self._steps)
        return -self.rate * mean / (np.sqrt(squares) + 1e-8)


def path(
    surface: Surface,
    rule: OptimizerName,
    start: tuple[float, float],
    factor: float = 1.0,
    steps: int = STEPS,
) -> Numbers:
    """The places that an optimiser comes to, (steps + 1, 2); where it has left for good, NaN.

    Args:
        surface: on which.
        rule: which optimiser.
        start: where it begins.
        factor: times its usual learning rate.
        steps: how many.
    """
    stepper = Stepper(rule, SURFACE_RATES[rule] * factor)
    places = np.full((steps + 1, 2), np.nan)
    place = places[0] = np.array(start, np.float64)
    for number in range(1, steps + 1):
        place = place + stepper.step(surface.gradient(place))
        if not np.isfinite(place).all() or np.abs(place).max() > FAR:
            break
        places[number] = place
    return places


@dataclass(frozen=True)
class Compared:
    """The same network on the same pictures, once with each optimiser.

    Attributes:
        losses: mean training loss before the first epoch and after each, by optimiser.
        accuracies: share right of the pictures that were held out, likewise.
        pictures: that were used.
        is_sample: whether they are the sample's.
    """

    losses: dict[OptimizerName, tuple[float, ...]]
    accuracies: dict[OptimizerName, tuple[float, ...]]
    pictures: int
    is_sample: bool


def compare(
    index: DatasetIndex | None,
    split: Split | None,
    factor: float = 1.0,
    *,
    control: Control,
    seed: int = 0,
) -> Compared:
    """Train one small network from the same weights, in the same order, with each optimiser.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        factor: times the usual learning rate of each.
        control: hears ``BatchDone`` of the epochs of all; may end it.
        seed: of pictures, weights and order.
    """
    found = lessons_from(index, split, control, train=TRAIN, held_out=TRAIN, seed=seed)
    losses, accuracies = {}, {}
    for number, rule in enumerate(RULES):
        network = fully_connected(found.inputs, (HIDDEN,), found.classes, seed)
        optimizer = torch_optimizer(rule, network.parameters(), NETWORK_RATES[rule] * factor)
        order = order_of(seed)
        told = [judged(network, found.x, found.y)]
        right = [judged(network, found.held_out, found.known)]
        for epoch in range(1, EPOCHS + 1):
            train_epoch(network, optimizer, found.x, found.y, BATCH, order, control)
            told.append(judged(network, found.x, found.y))
            right.append(judged(network, found.held_out, found.known))
            control.report(BatchDone(number * EPOCHS + epoch, len(RULES) * EPOCHS))
        losses[rule] = tuple(loss for loss, _share in told)
        accuracies[rule] = tuple(share for _loss, share in right)
    return Compared(losses, accuracies, found.pictures, found.is_sample)


def torch_optimizer(
    rule: OptimizerName, parameters: Iterable[torch.nn.Parameter], rate: float
) -> torch.optim.Optimizer:
    """PyTorch's optimiser for ``rule``."""
    from torch import optim

    parameters = list(parameters)
    if rule in (SGD, MOMENTUM, NESTEROV):
        kept = 0.0 if rule is SGD else KEPT
        return optim.SGD(parameters, rate, momentum=kept, nesterov=rule is NESTEROV)
    made: dict[OptimizerName, Any] = {
        ADAGRAD: optim.Adagrad,
        RMSPROP: optim.RMSprop,
        ADAM: optim.Adam,
    }
    optimizer: torch.optim.Optimizer = made[rule](parameters, lr=rate)
    return optimizer
