"""What was found of the learning rate."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH = 2.0
"""How many times its stir the loss must fall by: few losses tell how much it stirs."""


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

    @property
    def is_clear(self) -> bool:
        """Whether the loss falls by more than it stirs at rates too small to change anything."""
        # The first losses are those of a few lucky or unlucky pictures.
        early = self.losses[len(self.losses) // 8 : max(2, len(self.losses) // 3)]
        if len(early) < 2:
            return False
        return min(early) - min(self.losses) > ENOUGH * (max(early) - min(early))
