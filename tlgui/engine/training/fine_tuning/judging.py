"""How good a network is on pictures that it does not learn from."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from tlgui.engine.training.fine_tuning.choices import Judge

if TYPE_CHECKING:
    from torch import Tensor

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


def judge_scores(scores: Tensor, targets: Tensor) -> Verdict:
    """What (N, classes) scores are worth for (N,) classes.

    The temperature is that of Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    """
    from math import log

    from scipy.optimize import minimize_scalar
    from torch.nn import functional

    def loss_at(logarithm: float) -> float:
        return float(functional.cross_entropy(scores / exp(logarithm), targets))

    limit = log(LARGEST_TEMPERATURE)
    found = minimize_scalar(loss_at, bounds=(-limit, limit), method="bounded")
    right = float((scores.argmax(dim=1) == targets).float().mean())
    return Verdict(loss_at(0.0), right, exp(float(found.x)), float(found.fun))
