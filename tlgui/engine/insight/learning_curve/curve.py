"""How right a model is by how many pictures it learned from, and where that goes from there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from tlgui.engine.training.run import Run

FILE = "learning_curve.json"
"""In the folder of the run."""
FORMAT_VERSION = 1
TIMES = (2, 4)
"""How many times the pictures that there are is looked ahead."""
FEWEST_HELD_OUT = 30
APART = 1.4
"""Factor from one number that is named beside an axis to the next, at least."""
ELSEWHERE = 0.01
"""Difference between the last point and the curve from which on it is told."""


class Told(StrEnum):
    """What a curve says of more pictures."""

    HELPS = "helps"
    LITTLE = "little"
    UNCLEAR = "unclear"
    FEW_HELD_OUT = "few held out"
    FEW_LEARNED = "few learned"


@dataclass(frozen=True)
class Estimate:
    """How right a head is that learned from so many pictures.

    Attributes:
        pictures: so many.
        accuracy: measured, or expected by the power law.
        interval: 95% of it, on other pictures like the held-out ones.
    """

    pictures: int
    accuracy: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class CurvePoint(Estimate):
    """The mean of heads that each learned from other pictures.

    Attributes:
        draws: the accuracy of each, on the same held-out pictures.
    """

    draws: tuple[float, ...]


@dataclass(frozen=True)
class Forecast(Estimate):
    """What is expected of more pictures than there are.

    Attributes:
        times: as many.
        gain: 95% of what that adds to the accuracy now, the chance of one training and of
            another included.
    """

    times: int
    gain: tuple[float, float]


@dataclass(frozen=True)
class LearningCurve:
    """Accuracies by number of training pictures.

    Attributes:
        split: which held-out pictures judge.
        held_out: how many they are.
        told: what the curve says.
        points: measured, the fewest pictures first; the last has all.
        line: the power law, from the first point to the last forecast.
        forecasts: of more pictures; empty where nothing can be said.
    """

    split: SplitName
    held_out: int
    told: Told
    points: tuple[CurvePoint, ...]
    line: tuple[Estimate, ...] = ()
    forecasts: tuple[Forecast, ...] = ()

    @property
    def ticks(self) -> tuple[int, ...]:
        """Numbers of pictures, measured or looked ahead to, that an axis by factors can name."""
        told: list[int] = []
        for each in reversed((*self.points, *self.forecasts)):
            if not told or each.pictures * APART < told[-1]:
                told.append(each.pictures)
        return tuple(reversed(told))

    def sentences(self) -> list[Message]:
        """What the curve says, for the user."""
        now = self.points[-1]
        given = {
            "pictures": f"{now.pictures:,}",
            "held_out": f"{self.held_out:,}",
            "now": f"{100 * now.accuracy:.1f}",
        }
        if self.split is SplitName.TEST:
            first = Message(
                "Learned from {pictures} pictures, the model is right on {now}% of {held_out} test"
                " pictures.",
                **given,
            )
        else:
            first = Message(
                "Learned from {pictures} pictures, the model is right on {now}% of {held_out}"
                " validation pictures.",
                **given,
            )
        return [first, *self._stands_elsewhere(now), *self._ahead()]

    def _stands_elsewhere(self, now: CurvePoint) -> list[Message]:
        """That the curve, from which the rest is told, does not go through the last point."""
        here = [each.accuracy for each in self.line if each.pictures == now.pictures]
        if not here or abs(here[0] - now.accuracy) < ELSEWHERE:
            return []
        told = Message(
            "The curve through all points, which tells what follows, stands at {fitted}% there.",
            fitted=f"{100 * here[0]:.1f}",
        )
        return [told]

    def _ahead(self) -> list[Message]:
        if self.told is Told.FEW_HELD_OUT:
            return [
                Message(
                    "So few held-out pictures, or groups of them, do not tell where the curve goes:"
                    " at least {fewest} do.",
                    fewest=FEWEST_HELD_OUT,
                )
            ]
        if self.told is Told.FEW_LEARNED:
            return [
                Message(
                    "So few training pictures make no curve: it goes through parts of them with two"
                    " pictures of each class."
                )
            ]
        twice, four = self.forecasts
        given = {
            "gain_low": f"{100 * twice.gain[0]:+.1f}",
            "gain_high": f"{100 * twice.gain[1]:+.1f}",
            **_percents("twice", twice),
            **_percents("four", four),
        }
        if self.told is Told.LITTLE:
            return [
                Message(
                    "More pictures like these change little: with twice as many about {twice}%"
                    " ({twice_low} to {twice_high}) is expected.",
                    **given,
                )
            ]
        if self.told is Told.UNCLEAR:
            return [
                Message(
                    "With twice as many about {twice}% ({twice_low} to {twice_high}) is expected,"
                    " {gain_low} to {gain_high} points more: so few held-out pictures do not tell"
                    " whether more pictures like these help.",
                    **given,
                )
            ]
        return [
            Message(
                "More pictures like these help: with twice as many about {twice}% ({twice_low} to"
                " {twice_high}) is expected, {gain_low} to {gain_high} points more; with four times"
                " as many about {four}% ({four_low} to {four_high}).",
                **given,
            )
        ]

    def document(self) -> dict[str, Any]:
        """The curve as a plain document."""
        return {
            "split": self.split.value,
            "held_out": self.held_out,
            "told": self.told.value,
            "points": [{**_row(each), "draws": list(each.draws)} for each in self.points],
            "line": [_row(each) for each in self.line],
            "forecasts": [
                {"times": each.times, **_row(each), "gain": list(each.gain)}
                for each in self.forecasts
            ],
        }

    @classmethod
    def from_document(cls, document: Any) -> LearningCurve:
        """The curve that ``document`` told of.

        Raises:
            LookupError, TypeError, ValueError: it is something else.
        """
        curve = cls(
            SplitName(document["split"]),
            int(document["held_out"]),
            Told(document["told"]),
            tuple(
                CurvePoint(**_estimate(row), draws=tuple(float(each) for each in row["draws"]))
                for row in document["points"]
            ),
            tuple(Estimate(**_estimate(row)) for row in document["line"]),
            tuple(
                Forecast(**_estimate(row), times=int(row["times"]), gain=_pair(row["gain"]))
                for row in document["forecasts"]
            ),
        )
        known = len(TIMES) if curve.told in (Told.HELPS, Told.LITTLE, Told.UNCLEAR) else 0
        if not curve.points or len(curve.forecasts) != known:
            raise ValueError("its parts do not belong together")
        return curve


def _percents(name: str, forecast: Forecast) -> dict[str, str]:
    low, high = forecast.interval
    return {
        name: f"{100 * forecast.accuracy:.1f}",
        f"{name}_low": f"{100 * low:.1f}",
        f"{name}_high": f"{100 * high:.1f}",
    }


def _row(each: Estimate) -> dict[str, Any]:
    return {
        "pictures": each.pictures,
        "accuracy": each.accuracy,
        "interval": list(each.interval),
    }


def _estimate(row: Any) -> dict[str, Any]:
    return {
        "pictures": int(row["pictures"]),
        "accuracy": float(row["accuracy"]),
        "interval": _pair(row["interval"]),
    }


def _pair(values: Any) -> tuple[float, float]:
    low, high = values
    return float(low), float(high)


def keep_learning_curve(run: Run, curve: LearningCurve) -> None:
    """Keep ``curve`` in the folder of ``run``.

    Raises:
        OSError: it cannot be written.
    """
    write_json(run.folder / FILE, {"format_version": FORMAT_VERSION, **curve.document()})


def read_learning_curve(run: Run) -> LearningCurve | None:
    """What was kept of ``run``; None where nothing was, or nothing that is whole.

    It can be measured again.
    """
    with suppress(BundleError, LookupError, TypeError, ValueError):
        document = read_json(run.folder / FILE)
        if document["format_version"] == FORMAT_VERSION:
            return LearningCurve.from_document(document)
    return None
