"""A finding: a picture that someone should look at, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tlgui.engine.data.records import SplitName

if TYPE_CHECKING:
    from tlgui.engine.data.records import Split
    from tlgui.engine.errors import Message

NEIGHBOURS = 6
"""Most similar pictures that are told of a finding, at most."""


class FindingKind(StrEnum):
    """What is doubtful about a picture, in the order of the queue: what costs most comes first."""

    TWINS_ACROSS_SPLITS = "twins across splits"
    TWINS_ACROSS_CLASSES = "twins across classes"
    TWINS = "twins"
    SUSPECT_LABEL = "suspect label"
    OUTLIER = "outlier"
    UNREADABLE = "unreadable"
    UNSURE = "unsure"


_PLACES = {kind: place for place, kind in enumerate(FindingKind)}


@dataclass(frozen=True)
class Finding:
    """One thing to look at.

    Attributes:
        kind: what is doubtful.
        files: paths in the data set, as its index spells them: the picture in question first,
            then its twins, if any.
        label: its class on disk.
        suggested: the class that the model would give it; empty where it suggests none.
        score: how doubtful, larger is more; comparable within a kind only.
        reason: why it is here, in a sentence.
        neighbours: (path, class on disk) of the most similar other pictures, the nearest first;
            at most ``NEIGHBOURS``.
    """

    kind: FindingKind
    files: tuple[str, ...]
    label: str
    suggested: str
    score: float
    reason: Message
    neighbours: tuple[tuple[str, str], ...] = ()


def queue_order(finding: Finding) -> tuple[int, float, tuple[str, ...]]:
    """The key by which findings are sorted for review: by kind, the most doubtful first."""
    return _PLACES[finding.kind], -finding.score, finding.files


def parts_of(split: Split) -> dict[int, SplitName]:
    """The part that each position is in; those that were left out are in none."""
    parts = dict.fromkeys(split.train, SplitName.TRAIN)
    parts |= dict.fromkeys(split.validation, SplitName.VALIDATION)
    return parts | dict.fromkeys(split.test, SplitName.TEST)
