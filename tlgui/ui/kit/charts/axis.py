"""Where the ticks of an axis stand, and where a value lies on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

FACTORS = (1.0, 2.0, 5.0, 10.0)
LOGARITHMIC_FROM = 12.0
"""Values that differ by this factor do not fit beside each other on an even scale."""


@dataclass(frozen=True)
class Axis:
    """A scale from ``low`` to ``high`` with a tick at each of ``ticks``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """How far along the axis ``value`` lies: 0 at its start, 1 at its end."""
        if self.logarithmic:
            start, end = math.log(self.low), math.log(self.high)
            return (math.log(max(value, self.low)) - start) / (end - start)
        return (value - self.low) / (self.high - self.low)


def even_axis(low: float, high: float, ticks: int = 5) -> Axis:
    """About ``ticks`` steps of 1, 2 or 5 times a power of ten that hold ``low`` and ``high``."""
    width = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(width / ticks))
    step = next(factor * power for factor in FACTORS if factor * power * ticks >= width * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    places = tuple(round(number * step, 12) for number in range(first, last + 1))
    return Axis(places[0], places[-1], places)


def amount_axis(largest: float, smallest: float) -> Axis:
    """For amounts: from 0, or in powers where they are of different orders."""
    if smallest <= 0 or largest / smallest < LOGARITHMIC_FROM:
        return even_axis(0.0, largest * 1.08)
    start, end = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
    steps = [factor * 10.0**power for power in range(start, end + 1) for factor in FACTORS[:3]]
    low = max(step for step in steps if step <= smallest * 0.95 or step == steps[0])
    high = min(step for step in steps if step >= largest * 1.05 or step == steps[-1])
    return Axis(low, high, tuple(step for step in steps if low <= step <= high), True)
