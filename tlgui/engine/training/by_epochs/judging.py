"""How good a network is on pictures that it does not learn from."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from tlgui.engine.training.by_epochs.choices import Judge

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from tlgui.engine.training.by_epochs.step_settings import StepSettings

ENOUGH = 5000
"""Pictures that tell a temperature."""
MOST_SURE = 100.0
"""How many times surer than its loss allows a head may be that was solved for."""
LARGEST_TEMPERATURE = 4.0
"""And its inverse the smallest: few pictures must not make answers certain, or say nothing."""


@dataclass(frozen=True)
class Verdict:
    """What scores are worth.

    Attributes:
        loss: mean cross-entropy.
        accuracy: share of right answers.
        temperature: by which scores are best divided.
        calibrated_loss: the loss then: what counts is the order of answers and how sure they are
            beside each other, not how sure all are together, which smoothed labels change.
    """

    loss: float
    accuracy: float
    temperature: float
    calibrated_loss: float

    def score(self, judge: Judge) -> tuple[float, float]:
        """The larger the better, the first number first."""
        if judge is Judge.ACCURACY:
            return self.accuracy, -self.calibrated_loss
        return -self.calibrated_loss, self.accuracy


def start_temperature(
    recipe: StepSettings, scores: NDArray[np.float32], targets: NDArray[np.int64]
) -> float:
    """By what a head's scores are divided before it is trained on with the recipe's loss.

    A head that was solved for is surer of its training pictures than smoothed labels allow. The
    first steps would take that back wherever they can, in the backbone too, and ruin it.

    Args:
        recipe: the loss.
        scores: (N, classes) of the training pictures.
        targets: (N,) their classes.
    """
    import torch

    from tlgui.engine.training.by_epochs.steps import losses_of

    some = slice(None, None, max(1, len(scores) // ENOUGH))
    given, right = torch.from_numpy(scores[some]), torch.from_numpy(targets[some])

    def loss_at(temperature: float) -> float:
        return float(losses_of(recipe, given / temperature, right).mean())

    return _best_temperature(loss_at, MOST_SURE)


def _best_temperature(loss_at: Callable[[float], float], limit: float) -> float:
    from scipy.optimize import minimize_scalar

    bounds = (-log(limit), log(limit))
    found = minimize_scalar(
        lambda logarithm: loss_at(exp(logarithm)), bounds=bounds, method="bounded"
    )
    return exp(float(found.x))


def judge_scores(scores: Tensor, targets: Tensor) -> Verdict:
    """What (N, classes) scores are worth for (N,) classes.

    The temperature is that of Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    """
    from torch.nn import functional

    def loss_at(temperature: float) -> float:
        return float(functional.cross_entropy(scores / temperature, targets))

    temperature = _best_temperature(loss_at, LARGEST_TEMPERATURE)
    right = float((scores.argmax(dim=1) == targets).float().mean())
    plain, calibrated = loss_at(1.0), loss_at(temperature)
    if plain <= calibrated:
        return Verdict(plain, right, 1.0, plain)
    return Verdict(plain, right, temperature, calibrated)
