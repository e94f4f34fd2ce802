"""Findings that need no model: files with the same bytes, and pictures that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.data.images import shown
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import Message
from tlgui.engine.review.findings import Finding, FindingKind, queue_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tlgui.engine.data.records import DatasetIndex, Split


def certain_findings(
    index: DatasetIndex,
    split: Split | None,
    twins: Iterable[Sequence[int]],
    failures: Mapping[int, Message],
) -> list[Finding]:
    """What ``twins`` and ``failures`` come to, in the order of the queue.

    Args:
        index: the pictures.
        split: how they are divided, where they are.
        twins: positions whose files hold the same bytes, as ``quality.find_twins`` gives them.
        failures: why a picture cannot be read, by its position.
    """
    part = {} if split is None else parts_of(split)
    found = [_twins(index, sorted(group), part) for group in twins]
    found += [
        Finding(FindingKind.UNREADABLE, (index.records[at].path,), _label(index, at), "", 1.0, why)
        for at, why in failures.items()
    ]
    return sorted(found, key=queue_order)


def _twins(index: DatasetIndex, group: Sequence[int], part: Mapping[int, SplitName]) -> Finding:
    files = tuple(index.records[at].path for at in group)
    names = {"path": shown(files[0]), "other": shown(files[1])}
    if len({part.get(at) for at in group}) > 1:
        kind = FindingKind.TWINS_ACROSS_SPLITS
        reason = Message(
            "{path} and {other} are the same file, on two sides of the split: results on one say"
            " nothing about new pictures.",
            **names,
        )
    elif len({index.records[at].class_index for at in group}) > 1:
        kind = FindingKind.TWINS_ACROSS_CLASSES
        reason = Message("{path} and {other} are the same file, in two classes.", **names)
    else:
        kind = FindingKind.TWINS
        reason = Message("{path} and {other} are the same file.", **names)
    return Finding(kind, files, _label(index, group[0]), "", 1.0, reason)


def parts_of(split: Split) -> dict[int, SplitName]:
    """The part that each position is in; those that were left out are in none."""
    parts = dict.fromkeys(split.train, SplitName.TRAIN)
    parts |= dict.fromkeys(split.validation, SplitName.VALIDATION)
    return parts | dict.fromkeys(split.test, SplitName.TEST)


def _label(index: DatasetIndex, at: int) -> str:
    return index.classes[index.records[at].class_index]
