"""Plots of a report: values made places in a drawing of its own units, which the page draws."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MARGIN_LEFT, MARGIN_BOTTOM, MARGIN = 40.0, 34.0, 8.0


@dataclass(frozen=True)
class Axis:
    """From where to where an axis goes, where its ticks stand and how they are written.

    Attributes:
        low: value at its beginning.
        high: value at its end.
        ticks: values that are told.
        written: how.
        name: below it, or beside it.
        by_factors: whether equal steps are equal factors.
    """

    low: float
    high: float
    ticks: Sequence[float]
    written: Callable[[float], str]
    name: str = ""
    by_factors: bool = False

    def share(self, value: float) -> float:
        """How far along the axis ``value`` lies: 0 at its beginning, 1 at its end."""
        if self.by_factors:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Tick:
    """A place on an axis, in units of the drawing, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True)
class Stroke:
    """A line of a plot: its role in the page's colours, and its points as SVG writes them."""

    role: str
    points: str
    dashed: bool = False


@dataclass(frozen=True)
class Mark:
    """A dot, with a bar from ``low`` to ``high`` where they differ, and what it tells."""

    role: str
    x: float
    y: float
    low: float
    high: float
    told: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar that stands on the axis across."""

    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass
class Plot:
    """Lines, bands, bars and dots over two axes, in a drawing of ``width`` x ``height`` units.

    Attributes:
        title: what it shows, for whoever does not see it.
    """

    title: str
    across: Axis
    up: Axis
    width: float = 420.0
    height: float = 220.0
    strokes: list[Stroke] = field(default_factory=list)
    bands: list[Stroke] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where the ground begins."""
        return MARGIN_LEFT

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.width - 2.5 * MARGIN

    @property
    def top(self) -> float:
        """Its upper edge."""
        return MARGIN

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.height - MARGIN_BOTTOM

    @property
    def ticks_across(self) -> list[Tick]:
        """Of the axis across."""
        return [Tick(self.x(tick), self.across.written(tick)) for tick in self.across.ticks]

    @property
    def ticks_up(self) -> list[Tick]:
        """Of the axis upwards."""
        return [Tick(self.y(tick), self.up.written(tick)) for tick in self.up.ticks]

    def x(self, value: float) -> float:
        """Where ``value`` lies across."""
        return round(self.left + self.across.share(value) * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        """Where it lies upwards; at the edge where the axis ends before it."""
        share = min(max(self.up.share(value), 0.0), 1.0)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    def add_line(
        self, role: str, xs: Sequence[float], ys: Sequence[float | None], *, dashed: bool = False
    ) -> None:
        """Draw a line through values; None is left out."""
        known = [(x, y) for x, y in zip(xs, ys, strict=True) if y is not None]
        if known:
            self.strokes.append(Stroke(role, self._points(known), dashed))

    def add_band(
        self, role: str, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float]
    ) -> None:
        """Shade what lies between two lines."""
        there = list(zip(xs, highs, strict=True))
        back = list(zip(xs, lows, strict=True))[::-1]
        self.bands.append(Stroke(role, self._points([*there, *back])))

    def add_mark(
        self, role: str, x: float, y: float, interval: tuple[float, float], told: str = ""
    ) -> None:
        """Put a dot, with a bar over ``interval``."""
        low, high = interval
        self.marks.append(Mark(role, self.x(x), self.y(y), self.y(low), self.y(high), told))

    def add_bar(self, x: float, y: float, width: float, told: str) -> None:
        """Stand a bar of ``width`` units at ``x``."""
        top = self.y(y)
        left = round(self.x(x) - width / 2, 1)
        self.bars.append(Bar(left, top, round(width, 1), round(self.bottom - top, 1), told))

    def _points(self, values: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in values)


def even_axis(
    low: float, high: float, written: Callable[[float], str], name: str = "", most: int = 5
) -> Axis:
    """An axis that holds ``low`` and ``high``, its ticks at round numbers."""
    from matplotlib.ticker import MaxNLocator

    ticks = [float(t) for t in MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)]
    return Axis(ticks[0], ticks[-1], ticks, written, name)
