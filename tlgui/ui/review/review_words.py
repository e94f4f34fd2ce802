"""What the review calls the kinds of findings, and what was done about one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tlgui.engine.data.records import SplitName
from tlgui.engine.edits.edit import EditKind
from tlgui.engine.review.findings import FindingKind

translate = QCoreApplication.translate


def kind_name(kind: FindingKind) -> str:
    """The kind as a few words."""
    names = {
        FindingKind.TWINS_ACROSS_SPLITS: translate("Review", "Twins across splits"),
        FindingKind.TWINS_ACROSS_CLASSES: translate("Review", "Twins across classes"),
        FindingKind.TWINS: translate("Review", "Twins"),
        FindingKind.SUSPECT_LABEL: translate("Review", "Doubtful labels"),
        FindingKind.OUTLIER: translate("Review", "Unlike their class"),
        FindingKind.UNREADABLE: translate("Review", "Unreadable"),
        FindingKind.UNSURE: translate("Review", "Unsure"),
    }
    return names[kind]


def what_was_done(kind: EditKind, label: str) -> str:
    """A word for how a finding was settled; ``label`` is the class that its picture has now."""
    if kind is EditKind.RELABEL:
        return translate("Review", "Relabelled: {name}").format(name=label)
    return {
        EditKind.EXCLUDE: translate("Review", "Left out"),
        EditKind.GROUP: translate("Review", "Kept together"),
    }.get(kind, translate("Review", "Kept as it is"))


def part_name(part: SplitName) -> str:
    """The part of the split that a picture is in."""
    return {
        SplitName.TRAIN: translate("Review", "training"),
        SplitName.VALIDATION: translate("Review", "validation"),
        SplitName.TEST: translate("Review", "test"),
    }[part]
