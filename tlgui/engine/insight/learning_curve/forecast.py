"""From answers of heads that learned from more and more pictures to a curve that goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.insight.learning_curve.curve import (
    FEWEST_HELD_OUT,
    TIMES,
    CurvePoint,
    Estimate,
    Forecast,
    LearningCurve,
    Told,
)
from tlgui.engine.insight.learning_curve.power_law import fit_power_laws
from tlgui.engine.metrics import interval_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tlgui.engine.data.records import SplitName

    Floats = NDArray[np.float64]

RESAMPLED = 1_000
FEWEST_SIZES = 4
"""A power law has three numbers of its own: fewer points are told by any."""
LITTLE = 0.01
"""Less than a point is little."""
DOUBT = 0.2
"""By so much intervals are wider where the curve goes on: no curve is quite a power law. Without,
they held what came true on real pictures 92 times of 100; see ``tests/benchmarks/README.md``."""
LINE_POINTS = 33
_AT_ONCE = 10_000_000
"""Numbers of the resampled pictures that are held at a time."""


def curve_of(
    pictures: Sequence[int],
    wrong: NDArray[np.bool_],
    split: SplitName,
    groups: NDArray[np.int64] | None = None,
    seed: int = 0,
) -> LearningCurve:
    """The learning curve of P heads, and where it goes.

    Held-out pictures are drawn anew with repetition, by group where some belong together, and
    what differs from draw to draw of the training pictures is added: each time a power law is
    fitted. What these say of more pictures is the forecast and its interval.

    Args:
        pictures: (P,) that each head learned from; equal ones are draws of one size, the largest
            is all.
        wrong: (P, H) which held-out pictures each answers wrong.
        split: that they are of.
        groups: (H,) equal for those that belong together.
        seed: of the draws.
    """
    draw = np.random.default_rng(seed)
    measured = _Measured.of(np.asarray(pictures), wrong, groups)
    resampled = measured.resampled(draw)
    points = tuple(
        _point(int(size), wrong[rows], resampled[:, place])
        for place, (size, rows) in enumerate(zip(measured.sizes, measured.rows, strict=True))
    )
    if len(measured.rows[-1]) == 1:
        # One head on all pictures: it is told as everywhere else.
        interval = interval_of(~wrong[measured.rows[-1][0]], measured.group)
        points = (*points[:-1], replace(points[-1], interval=interval))
    curve = LearningCurve(split, wrong.shape[1], Told.UNCLEAR, points)
    if measured.group.max() + 1 < FEWEST_HELD_OUT:
        return replace(curve, told=Told.FEW_HELD_OUT)
    if len(points) < FEWEST_SIZES:
        return replace(curve, told=Told.FEW_LEARNED)
    return _continued(curve, measured, resampled, draw)


@dataclass(frozen=True, eq=False)
class _Measured:
    """Answers of heads, by the number of pictures that they learned from.

    Attributes:
        sizes: (S,) rising.
        rows: of each size, which heads are of it.
        wrong: (P, H) float32, 1 where a head is wrong.
        group: (H,) number of the group of each held-out picture, from 0 on.
        luck: how much better or worse a head is for the pictures that it happened to learn from:
            the variance of its error, as a share of error / pictures.
    """

    sizes: Floats
    rows: tuple[NDArray[np.int64], ...]
    wrong: NDArray[np.float32]
    group: NDArray[np.int64]
    luck: float

    @classmethod
    def of(
        cls,
        pictures: NDArray[np.int64],
        wrong: NDArray[np.bool_],
        groups: NDArray[np.int64] | None,
    ) -> _Measured:
        sizes = np.unique(pictures)
        rows = tuple(np.flatnonzero(pictures == size) for size in sizes)
        group = np.arange(wrong.shape[1])
        if groups is not None:
            group = np.unique(groups, return_inverse=True)[1]
        luck = _luck(sizes, rows, wrong, group)
        return cls(sizes.astype(np.float64), rows, wrong.astype(np.float32), group, luck)

    def means(self, errors: Floats) -> Floats:
        """(B, S) mean error of each size, of (B, P) errors."""
        return np.stack([errors[:, own].mean(axis=1) for own in self.rows], axis=1)

    def resampled(self, draw: np.random.Generator) -> Floats:
        """(B, S) mean errors, had other pictures been held out and learned from."""
        held_out, kinds = self.wrong.shape[1], int(self.group.max()) + 1
        step, parts = max(1, _AT_ONCE // held_out), []
        for start in range(0, RESAMPLED, step):
            count = min(step, RESAMPLED - start)
            times = draw.multinomial(kinds, np.full(kinds, 1 / kinds), size=count)
            weighed = times[:, self.group].astype(np.float32)
            parts.append((weighed @ self.wrong.T) / weighed.sum(axis=1, keepdims=True))
        means = self.means(np.concatenate(parts).astype(np.float64))
        # Of mistakes that nobody has seen yet there may be some: half a one before any picture,
        # as in Jeffreys' interval of a share.
        means += draw.gamma(0.5, size=(len(means), 1)) / kinds
        draws = np.asarray([len(own) for own in self.rows])
        deviation = np.sqrt(self.luck * means.mean(axis=0) / self.sizes / draws)
        found: Floats = np.clip(means + draw.normal(size=means.shape) * deviation, 0.0, 1.0)
        return found


def _luck(
    sizes: NDArray[np.int64],
    rows: Sequence[NDArray[np.int64]],
    wrong: NDArray[np.bool_],
    group: NDArray[np.int64],
) -> float:
    """The variance of an error from draw to draw of the training pictures: of error / pictures.

    Two heads that are equally good differ on so few held-out pictures: what such pictures change
    one by one is taken off, group by group. It is in the held-out pictures drawn anew already.
    """
    freedom, found = 0, 0.0
    for size, own in zip(sizes.tolist(), rows, strict=True):
        if len(own) > 1:
            sums = np.stack([np.bincount(group, weights=each) for each in wrong[own]])
            between = sums.sum(axis=1).var(ddof=1) - sums.var(axis=0, ddof=1).sum()
            whole = max(0.5, float(sums.sum(axis=1).mean()))
            found += (len(own) - 1) * size * float(between) / whole / wrong.shape[1]
            freedom += len(own) - 1
    return max(0.0, found) / max(1, freedom)


def _continued(
    curve: LearningCurve, measured: _Measured, resampled: Floats, draw: np.random.Generator
) -> LearningCurve:
    """``curve`` with the power law through it, and what that says of more pictures."""
    sizes, now = measured.sizes, measured.sizes[-1]
    # No error is told better than one picture can tell.
    covariance = np.cov(resampled.T) + np.eye(len(sizes)) / curve.held_out**2
    observed = measured.means(measured.wrong.mean(axis=1, dtype=np.float64)[None])
    best = fit_power_laws(sizes, observed, covariance)
    many = fit_power_laws(sizes, resampled, covariance, draw)
    between = np.geomspace(sizes[0], TIMES[-1] * now, LINE_POINTS).round()
    numbers = np.unique([*sizes, *between, *(times * now for times in TIMES)])
    expected = 1 - best.errors(numbers)[0]
    # One training with so many pictures is better or worse by chance.
    chance = np.sqrt(measured.luck * (1 - expected) / numbers)
    luck = chance * draw.normal(size=(len(resampled), 1))
    errors = many.errors(numbers)
    doubt = 1 + DOUBT * np.log2(numbers / now).clip(0.0, 1.0)
    spread = 1 - np.clip(_stretched(errors + luck, doubt), 0.0, 1.0)
    line = tuple(
        Estimate(int(number), float(value), _holding(float(value), spread[:, place]))
        for place, (number, value) in enumerate(zip(numbers, expected, strict=True))
    )
    here = int(np.searchsorted(numbers, now))
    lucky_now = chance[here] * draw.normal(size=len(resampled))
    forecasts = []
    for times in TIMES:
        there = int(np.searchsorted(numbers, times * now))
        gain = errors[:, here] + lucky_now - errors[:, there] - luck[:, there]
        each = line[there]
        forecasts.append(
            Forecast(
                each.pictures,
                each.accuracy,
                each.interval,
                times,
                _interval(_stretched(gain, doubt[there])),
            )
        )
    low, high = forecasts[0].gain
    told = Told.LITTLE if high < LITTLE else Told.HELPS if low > 0 else Told.UNCLEAR
    return replace(curve, told=told, line=line, forecasts=tuple(forecasts))


def _stretched(values: Floats, factor: Floats) -> Floats:
    """``values`` so many times as far from their middle."""
    middle = np.median(values, axis=0)
    found: Floats = middle + (values - middle) * factor
    return found


def _holding(value: float, values: Floats) -> tuple[float, float]:
    low, high = _interval(values)
    return min(low, value), max(high, value)


def _point(size: int, wrong: NDArray[np.bool_], resampled: Floats) -> CurvePoint:
    draws = tuple(float(1 - each) for each in wrong.mean(axis=1))
    return CurvePoint(size, sum(draws) / len(draws), _interval(1 - resampled), draws)


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
