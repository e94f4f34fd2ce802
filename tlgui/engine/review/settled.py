"""What edits have made of a finding: whether it is still to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.edits.edit import LEFT_OUT, EditKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.edits.edit import Edits
    from tlgui.engine.review.findings import Finding


def what_was_done(finding: Finding, edits: Edits, labels: Mapping[str, str]) -> EditKind | None:
    """How ``finding`` was settled; None where it is open.

    Args:
        finding: what was found.
        edits: of the data set.
        labels: class of each picture as it was when that was found.
    """
    if (finding.kind.value, finding.files) in edits.kept:
        return EditKind.KEEP
    left = [file for file in finding.files if edits.labels.get(file) != LEFT_OUT]
    if len(left) < min(2, len(finding.files)):
        return EditKind.EXCLUDE
    if len(left) > 1 and any(set(left) <= set(group) for group in edits.groups):
        return EditKind.GROUP
    first = finding.files[0]
    for file in left:
        before = finding.label if file == first else labels.get(file)
        if edits.labels.get(file, before) != before:
            return EditKind.RELABEL
    return None
