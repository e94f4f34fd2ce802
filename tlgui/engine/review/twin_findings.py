"""Groups of near twins, told as findings: which picture is in question, and what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.data.names import shown
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import Message
from tlgui.engine.insight.similar.twins import Twinship, groups_of
from tlgui.engine.review.findings import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.insight.similar.twins import Twins

    Neighbours = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class TwinTeller:
    """Tells of twins; places are of pictures that were compared.

    Attributes:
        index: the pictures.
        positions: in ``index``, of each place.
        parts: of the split, by position.
        doubt: how doubtful the label of a place is, from 0 to 1.
        neighbours: the most similar others of a place.
    """

    index: DatasetIndex
    positions: Sequence[int]
    parts: Mapping[int, SplitName]
    doubt: Callable[[int], float]
    neighbours: Callable[[int], Neighbours]

    def findings(self, pairs: Sequence[Twins]) -> list[Finding]:
        """One for each group that hangs together."""
        partners: dict[int, list[Twins]] = {}
        for pair in pairs:
            partners.setdefault(pair.one, []).append(pair)
            partners.setdefault(pair.other, []).append(pair)
        groups = groups_of(pairs, len(self.positions))
        return [self._finding(group, partners) for group in groups]

    def _finding(self, group: Sequence[int], partners: Mapping[int, list[Twins]]) -> Finding:
        sides = {self._part(place) for place in group}
        labels = Counter(self._label(place) for place in group)
        asked, pair = self._in_question(group, partners, across=len(sides) > 1, labels=labels)
        other = pair.one + pair.other - asked
        near = {
            each.one + each.other - asked: each.likeness
            for each in sorted(partners[asked], key=lambda each: each.likeness)
        }
        others = sorted(
            (place for place in group if place != asked),
            key=lambda place: (place != other, -near.get(place, 0.0), place),
        )
        label = self._label(asked)
        suggested = ""
        if len(labels) > 1:
            del labels[label]
            suggested = labels.most_common(1)[0][0]
        if len(sides) > 1:
            kind, reason = FindingKind.TWINS_ACROSS_SPLITS, self._across_splits(asked, other, pair)
        elif suggested:
            kind, reason = FindingKind.TWINS_ACROSS_CLASSES, self._across(asked, other, pair)
        else:
            kind, reason = FindingKind.TWINS, self._same(asked, other, pair)
        files = tuple(self._path(place) for place in (asked, *others))
        told = self.neighbours(asked)
        return Finding(kind, files, label, suggested, pair.likeness, reason, told)

    def _in_question(
        self,
        group: Sequence[int],
        partners: Mapping[int, list[Twins]],
        *,
        across: bool,
        labels: Mapping[str, int],
    ) -> tuple[int, Twins]:
        """The picture to decide on, and the pair that says most clearly what is wrong.

        In two classes, the one whose label is more doubtful; in two parts of the split, the one
        that is learned from: without it the figures are true and no picture to judge by is lost.
        Otherwise the smaller file.
        """

        def apart(pair: Twins) -> tuple[bool, float]:
            ends = (pair.one, pair.other)
            if across:
                differ = len({self._part(place) for place in ends}) > 1
            else:
                differ = len({self._label(place) for place in ends}) > 1
            return differ, pair.likeness

        pair = max((each for place in group for each in partners[place]), key=apart)
        ends = (pair.one, pair.other)
        if len(labels) > 1 and self._label(pair.one) != self._label(pair.other):
            return max(ends, key=lambda place: (self.doubt(place), place)), pair
        if across:
            return max(ends, key=lambda place: (self._part(place) is SplitName.TRAIN, place)), pair
        return min(ends, key=lambda place: (self._size(place), -place)), pair

    def _across_splits(self, asked: int, other: int, pair: Twins) -> Message:
        names = {
            "other": shown(self._path(other)),
            "part": part_named(self._part(asked)),
            "other_part": part_named(self._part(other)),
        }
        return {
            Twinship.SAME_FILE: Message(
                "The same file is in {part} and, as {other}, in {other_part}: figures on it"
                " say little about new pictures.",
                **names,
            ),
            Twinship.SAME_PICTURE: Message(
                "The same picture, resized or stored anew, is in {part} and, as {other}, in"
                " {other_part}: figures on it say little about new pictures.",
                **names,
            ),
            Twinship.MIRRORED: Message(
                "The same picture, mirrored, is in {part} and, as {other}, in {other_part}:"
                " figures on it say little about new pictures.",
                **names,
            ),
            Twinship.NEARLY_EQUAL: Message(
                "Nearly the same picture is in {part} and, as {other}, in {other_part}: figures"
                " on it say little about new pictures.",
                **names,
            ),
        }[pair.ship]

    def _across(self, asked: int, other: int, pair: Twins) -> Message:
        names = {
            "other": shown(self._path(other)),
            "class_name": shown(self._label(asked)),
            "other_class": shown(self._label(other)),
        }
        return {
            Twinship.SAME_FILE: Message(
                "The same file is in {class_name} and, as {other}, in {other_class}.", **names
            ),
            Twinship.SAME_PICTURE: Message(
                "The same picture, resized or stored anew, is in {class_name} and, as {other}, in"
                " {other_class}.",
                **names,
            ),
            Twinship.MIRRORED: Message(
                "The same picture, mirrored, is in {class_name} and, as {other}, in {other_class}.",
                **names,
            ),
            Twinship.NEARLY_EQUAL: Message(
                "Nearly the same picture is in {class_name} and, as {other}, in {other_class}.",
                **names,
            ),
        }[pair.ship]

    def _same(self, asked: int, other: int, pair: Twins) -> Message:
        names = {"path": shown(self._path(asked)), "other": shown(self._path(other))}
        return {
            Twinship.SAME_FILE: Message("{path} and {other} are the same file.", **names),
            Twinship.SAME_PICTURE: Message(
                "{path} and {other} are the same picture, resized or stored anew.", **names
            ),
            Twinship.MIRRORED: Message(
                "{path} and {other} are the same picture, one of them mirrored.", **names
            ),
            Twinship.NEARLY_EQUAL: Message(
                "{path} and {other} are nearly the same picture.", **names
            ),
        }[pair.ship]

    def _path(self, place: int) -> str:
        return self.index.records[self.positions[place]].path

    def _size(self, place: int) -> int:
        return self.index.records[self.positions[place]].size

    def _label(self, place: int) -> str:
        return self.index.classes[self.index.records[self.positions[place]].class_index]

    def _part(self, place: int) -> SplitName | None:
        return self.parts.get(self.positions[place])


def part_named(part: SplitName | None) -> Message:
    """The part of the split, in a word."""
    if part is None:
        return Message("no part")
    return {
        SplitName.TRAIN: Message("training"),
        SplitName.VALIDATION: Message("validation"),
        SplitName.TEST: Message("test"),
    }[part]
