"""What was found of the learning rate."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_RATE = 1e-6
LAST_RATE = 1.0
STEPS = 60
LUCKY = STEPS // 6
"""Losses that are passed over: the first are those of a few lucky or unlucky pictures."""
ENOUGH = 2.0
"""How many times its stir the loss must fall by: few losses tell how much it stirs."""


@dataclass(frozen=True)
class RateTest:
    """What a range test found.

    Attributes:
        rates: that were tried, rising.
        losses: the smoothed loss at each.
    """

    rates: tuple[float, ...]
    losses: tuple[float, ...]

    @property
    def lowest(self) -> int:
        """Which of the losses is lowest, the first left out; 0 where there is none."""
        first = max(0, min(len(self.losses) - 1, LUCKY))
        return min(range(first, len(self.losses)), key=self.losses.__getitem__, default=0)

    @property
    def suggested(self) -> float:
        """A tenth of the rate at which the loss was lowest; the first where none was tried."""
        return self.rates[self.lowest] / 10 if self.rates else FIRST_RATE

    @property
    def falls_on(self) -> bool:
        """Whether the loss was lowest at the last of all rates: it may fall further beyond."""
        return self.lowest == STEPS - 1

    @property
    def is_clear(self) -> bool:
        """Whether the loss falls by more than it stirs at rates too small to change anything."""
        early = self.losses[len(self.losses) // 8 : max(2, len(self.losses) // 3)]
        if len(early) < 2:
            return False
        return min(early) - self.losses[self.lowest] > ENOUGH * (max(early) - min(early))
