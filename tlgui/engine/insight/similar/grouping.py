"""Near twins kept on one side: groups, where neither names nor folders tell any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tlgui.engine.data.groups import FEWEST, Grouping, propose_groups
from tlgui.engine.data.records import GroupRule
from tlgui.engine.insight.similar.fingerprints import read_fingerprints
from tlgui.engine.insight.similar.twins import copies, groups_of
from tlgui.engine.training.run import split_of_run

if TYPE_CHECKING:
    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

PROPOSED_FROM = 0.05
"""Share of the pictures that have a near twin from which groups are proposed."""
AUTO = "auto"


def find_groups(index: DatasetIndex, rule: str, control: Control) -> Grouping | None:
    """The groups that ``rule`` tells in ``index``; None where it tells none.

    Args:
        index: the pictures.
        rule: a ``GroupRule``; ``auto`` for what is proposed: by names or folders, or else by near
            twins, if there are enough of them; anything else for none.
        control: hears of the pictures that are read for it.

    Raises:
        Cancelled: the user cancelled.
    """
    if rule == GroupRule.TWINS:
        return twin_groups(index, control)
    if rule not in (AUTO, *GroupRule):
        return None
    if rule == AUTO:
        return propose_groups(index, control) or propose_twin_groups(index, control)
    return propose_groups(index, control, GroupRule(rule))


def split_in_groups(run: Run, index: DatasetIndex, control: Control) -> Split:
    """The split that ``run`` used, with the groups that it kept together: they are found again.

    Args:
        run: whose split.
        index: its pictures, as they are now.
        control: hears of the pictures that are read for it.

    Raises:
        Cancelled: the user cancelled.
    """
    split = split_of_run(run, index)
    rule = "" if split.division is None else split.division.groups
    found = find_groups(index, rule, control) if rule else None
    groups = index.groups if found is None else (*found.groups, *index.groups)
    return replace(split, groups=groups)


def propose_twin_groups(index: DatasetIndex, control: Control) -> Grouping | None:
    """Groups of near twins, where there are enough of them to make figures untrue.

    Raises:
        Cancelled: the user cancelled.
    """
    found = twin_groups(index, control)
    if found is None or len(found.groups) < FEWEST:
        return None
    return found if found.pictures >= PROPOSED_FROM * len(index.records) else None


def twin_groups(index: DatasetIndex, control: Control) -> Grouping | None:
    """All groups of pictures that are the same, or nearly, by their fingerprints.

    Each picture is read once, small; None where no two are alike.

    Raises:
        Cancelled: the user cancelled.
    """
    prints = read_fingerprints([index.file(at) for at in range(len(index.records))], control)
    pairs = copies(prints.pixels, control)
    if not pairs:
        return None
    positions = prints.positions.tolist()
    groups = tuple(
        tuple(positions[place] for place in group) for group in groups_of(pairs, len(positions))
    )
    alike = sum(pair.likeness for pair in pairs) / len(pairs)
    return Grouping(GroupRule.TWINS, groups, alike)
