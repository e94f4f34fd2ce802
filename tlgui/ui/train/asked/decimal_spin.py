"""A spin box that writes as many decimals as its number has."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QDoubleSpinBox

TYPED_DECIMALS = 10
"""What one may type; more would show where the steps of a float are not quite even."""
MOST_DECIMALS = 323
"""Qt counts no further."""


class DecimalSpin(QDoubleSpinBox):
    """Shows 0.9 as 0.900 and 0.00005 as it is; a plain spin box rounds it to what it writes."""

    def __init__(self, least_decimals: int) -> None:
        """An empty one; ``least_decimals`` are written even where they are zeros."""
        super().__init__()
        self._least = least_decimals
        # A whole number has none to type.
        self._typed = TYPED_DECIMALS if least_decimals else 0
        self.setDecimals(self._typed)

    def make_room_for(self, *values: float) -> None:
        """Round none of ``values``, which are about to be set."""
        self.setDecimals(max(self._typed, *map(decimals_of, values)))

    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        text, locale = super().textFromValue(value), self.locale()
        whole, point, decimals = text.partition(locale.decimalPoint())
        if not point:
            return text
        zero = locale.zeroDigit()
        return whole + point + decimals.rstrip(zero).ljust(self._least, zero)


def decimals_of(value: float) -> int:
    """How many decimals ``value`` has where it is written in full."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return min(max(0, -exponent), MOST_DECIMALS) if isinstance(exponent, int) else 0
