"""The order in which findings are looked at."""

from __future__ import annotations

from itertools import permutations

from tlgui.engine.errors import Message
from tlgui.engine.review.findings import Finding, FindingKind, queue_order


def finding(kind: FindingKind, score: float, *files: str) -> Finding:
    return Finding(kind, files, "cat", "", score, Message("It is {what}.", what=kind))


def test_the_queue_goes_by_kind_then_by_doubt_then_by_path() -> None:
    wanted = [
        finding(FindingKind.TWINS_ACROSS_SPLITS, 0.1, "z.png", "y.png"),
        finding(FindingKind.TWINS_ACROSS_CLASSES, 0.1, "a.png", "b.png"),
        finding(FindingKind.SUSPECT_LABEL, 0.9, "d.png"),
        finding(FindingKind.SUSPECT_LABEL, 0.2, "a.png"),
        finding(FindingKind.SUSPECT_LABEL, 0.2, "b.png"),
    ]

    assert all(sorted(order, key=queue_order) == wanted for order in permutations(wanted))
