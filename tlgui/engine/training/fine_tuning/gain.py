"""What one way to answer gained over another, on the same pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import Message
from tlgui.engine.metrics import mcnemar, paired_difference, several_in_one

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.training.method import Fitted, Task

CHANCE = 0.05


class Over(StrEnum):
    """What something is compared with."""

    HEAD = "head"
    """The linear head that fine-tuning begins with."""

    ONE = "one model"
    """One model that learned from all training pictures, where several answer together."""

    BEFORE = "before"
    """The same model before it learned from corrected answers."""

    LOOK = "one look"
    """The same model with one look at each picture, where several are averaged."""


@dataclass(frozen=True)
class Gain:
    """How the same pictures are answered in two ways.

    Attributes:
        split: of the pictures: test where there is one, else validation; None for a folder that
            was never part of the run.
        pictures: how many they are.
        before: accuracy of the head that was begun with.
        after: of what came of it.
        interval: 95% of the difference.
        p_value: of McNemar's exact test; None where epochs were chosen on these pictures.
        over: what was there before.
        grouped: whether interval and test take into account which pictures belong together.
    """

    split: SplitName | None
    pictures: int
    before: float
    after: float
    interval: tuple[float, float]
    p_value: float | None
    over: Over = Over.HEAD
    grouped: bool = False

    def facts(self) -> dict[str, Any]:
        """For the run."""
        return {
            "split": None if self.split is None else self.split.value,
            "pictures": self.pictures,
            "before": self.before,
            "after": self.after,
            "interval": list(self.interval),
            "p_value": self.p_value,
            "over": self.over.value,
            **({"grouped": True} if self.grouped else {}),
        }

    @classmethod
    def from_facts(cls, facts: Any) -> Gain | None:
        """What ``facts`` gave; None where a run has no such."""
        try:
            low, high = facts["interval"]
            return cls(
                SplitName(facts["split"]),
                int(facts["pictures"]),
                float(facts["before"]),
                float(facts["after"]),
                (float(low), float(high)),
                None if facts["p_value"] is None else float(facts["p_value"]),
                Over(facts.get("over", Over.HEAD)),
                facts.get("grouped") is True,
            )
        except (AttributeError, LookupError, TypeError, ValueError):
            return None

    def message(self) -> Message:
        """In words: by how much, on what, and whether that is more than chance."""
        values: dict[str, object] = {
            "points": f"{100 * (self.after - self.before):+.1f}",
            "low": f"{100 * self.interval[0]:+.1f}",
            "high": f"{100 * self.interval[1]:+.1f}",
            "pictures": f"{self.pictures:,}",
        }
        if self.p_value is not None:
            values["p"] = f"{self.p_value:.2g}"
            values["test"] = name_of_test(grouped=self.grouped)
        if self.over is Over.BEFORE:
            values |= {"before": f"{100 * self.before:.1f}", "after": f"{100 * self.after:.1f}"}
        elif self.over is not Over.LOOK:
            values["pictures"] = self._pictures_told()
        told = {Over.HEAD: _over_head, Over.ONE: _over_one, Over.BEFORE: _over_before}
        chance = None if self.p_value is None else self.p_value >= CHANCE
        return told.get(self.over, _over_look)(values, chance)

    def _pictures_told(self) -> Message:
        """On which pictures it was measured."""
        if self.split is SplitName.TEST:
            return Message("{count:,} test pictures", count=self.pictures)
        return Message("{count:,} validation pictures", count=self.pictures)


def _over_head(values: Mapping[str, object], chance: bool | None) -> Message:
    if chance is None:
        return Message(
            "Against the head it began with: {points} points ({low} to {high}) on {pictures}. They"
            " chose the epoch too, which flatters it.",
            **values,
        )
    if chance:
        return Message(
            "Against the head it began with: {points} points ({low} to {high}) on {pictures},"
            " within chance ({test} p = {p}).",
            **values,
        )
    return Message(
        "Against the head it began with: {points} points ({low} to {high}) on {pictures}, more"
        " than chance ({test} p = {p}).",
        **values,
    )


def _over_one(values: Mapping[str, object], chance: bool | None) -> Message:
    if chance is None:
        return Message(
            "Against one model alone: {points} points ({low} to {high}) on {pictures}. They chose"
            " the epochs too, which flatters both.",
            **values,
        )
    if chance:
        return Message(
            "Against one model alone: {points} points ({low} to {high}) on {pictures}, within"
            " chance ({test} p = {p}).",
            **values,
        )
    return Message(
        "Against one model alone: {points} points ({low} to {high}) on {pictures}, more than"
        " chance ({test} p = {p}).",
        **values,
    )


def _over_before(values: Mapping[str, object], chance: bool | None) -> Message:
    if chance is None:
        return Message(
            "On the same {pictures} validation pictures: {before}% before, {after}% now ({points}"
            " points, {low} to {high}). They chose the epoch too, which flatters it.",
            **values,
        )
    if chance:
        return Message(
            "On the same {pictures} held-out pictures: {before}% before, {after}% now"
            " ({points} points, {low} to {high}), within chance.",
            **values,
        )
    return Message(
        "On the same {pictures} held-out pictures: {before}% before, {after}% now"
        " ({points} points, {low} to {high}), more than chance ({test} p = {p}).",
        **values,
    )


def _over_look(values: Mapping[str, object], chance: bool | None) -> Message:
    if chance:
        return Message(
            "Against one look at each picture: {points} points ({low} to {high}) on"
            " {pictures} pictures, within chance ({test} p = {p}).",
            **values,
        )
    return Message(
        "Against one look at each picture: {points} points ({low} to {high}) on"
        " {pictures} pictures, more than chance ({test} p = {p}).",
        **values,
    )


def gain_over(task: Task, start: Fitted, after: Fitted, over: Over = Over.HEAD) -> Gain | None:
    """What ``after`` gained over ``start``; None where no pictures are held out."""
    split = SplitName.TEST if task.split.test else SplitName.VALIDATION
    positions = task.split.test or task.split.validation
    if not positions:
        return None
    first, second = (_right(task, each, positions) for each in (start, after))
    if not len(first) or len(first) != len(second):
        return None
    gain = paired_gain(first, second, split, over, _groups(task, start, positions))
    chose = split is SplitName.VALIDATION and task.recipe.epochs_at_most > 0
    return replace(gain, p_value=None) if chose else gain


def paired_gain(
    before: NDArray[np.bool_],
    after: NDArray[np.bool_],
    split: SplitName | None,
    over: Over,
    groups: NDArray[np.int64] | None = None,
) -> Gain:
    """The gain where the same pictures, (N,), were answered right ``before`` and ``after``.

    ``groups``: (N,) equal for those that belong together; None where none do.
    """
    return Gain(
        split,
        len(before),
        float(before.mean()),
        float(after.mean()),
        paired_difference(before, after, groups),
        mcnemar(before, after, groups),
        over,
        groups is not None,
    )


def name_of_test(*, grouped: bool) -> Message:
    """What the test of two ways to answer the same pictures is called."""
    return Message("permutation test by group") if grouped else Message("McNemar")


def _groups(task: Task, fitted: Fitted, positions: tuple[int, ...]) -> NDArray[np.int64] | None:
    """The groups of the pictures that ``_right`` tells of; None where none belong together."""
    if not task.split.groups:
        return None
    pictures = fitted.extraction.reference(task.held_out).only(positions)
    known = fitted.classes.known(pictures).positions.tolist()
    return several_in_one(task.split.group_numbers(known))


def _right(task: Task, fitted: Fitted, positions: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which of the readable pictures it answers right, by the reference."""
    pictures = fitted.extraction.reference(task.held_out).only(positions)
    known = fitted.classes.known(pictures)
    answers = fitted.network.probabilities(known.values).argmax(axis=1)
    right: NDArray[np.bool_] = answers == fitted.classes.targets(known)
    return right
