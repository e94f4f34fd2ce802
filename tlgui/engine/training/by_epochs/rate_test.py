"""What was found of the learning rate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RateTest:
    """What a range test found.

    Attributes:
        rates: that were tried, rising.
        losses: the smoothed loss at each.
        suggested: a tenth of the rate at which the loss was lowest.
    """

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    suggested: float
