"""Below which confidence answers are unsure, in a few words and class by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.metrics import threshold_share_text
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.metrics import Thresholds

MOST_NAMED = 12
"""Classes that are named one by one."""


def threshold_text(thresholds: Thresholds, classes: Sequence[str]) -> str:
    """What counts as unsure; where classes have thresholds of their own, from which to which."""
    translate = QCoreApplication.translate
    low, high = map(threshold_share_text, thresholds.span(classes))
    if low == high:
        return translate("thresholds", "unsure below {share}").format(share=low)
    told = translate("thresholds", "unsure below {low} to {high}, by class")
    return told.format(low=low, high=high)


def threshold_lines(thresholds: Thresholds, classes: Sequence[str]) -> str:
    """A line for each class with a threshold of its own, and one for the others; empty for none."""
    translate = QCoreApplication.translate
    own = [name for name in classes if name in thresholds.by_class]
    if not own:
        return ""
    told = translate("thresholds", "{name}: unsure below {share}")
    lines = [
        told.format(name=one_line(name), share=threshold_share_text(thresholds.of(name)))
        for name in own[:MOST_NAMED]
    ]
    if len(own) > MOST_NAMED:
        more = translate("thresholds", "and {n} more")
        lines.append(more.format(n=f"{len(own) - MOST_NAMED:,}"))
    if len(own) < len(classes):
        others = translate("thresholds", "the others: unsure below {share}")
        lines.append(others.format(share=threshold_share_text(thresholds.common)))
    return "\n".join(lines)
