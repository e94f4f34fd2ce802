"""Dividing a data set into what is learned from and what is judged by."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median_low
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.names import shown
from tlgui.engine.data.quality import find_twins
from tlgui.engine.data.records import (
    Division,
    GroupRule,
    Split,
    SplitName,
    Table,
    joined,
    joined_groups,
)
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control

VALIDATION_PERCENT = 15
TEST_PERCENT = 15
AT_RANDOM = Division()


def typical_count(index: DatasetIndex, split: Split) -> int:
    """Pictures to learn from that a usual class has: half of the classes have as many or more."""
    counts = Counter(index.records[position].class_index for position in split.train)
    return median_low(counts.values()) if counts else 0


def draw_split(
    index: DatasetIndex,
    control: Control,
    division: Division = AT_RANDOM,
    *,
    groups: Iterable[Sequence[int]] = (),
) -> Split:
    """As ``make_split`` does; files are compared first where pictures must be drawn.

    A picture that the user added is learned from with all of its group. Parts on disk stay as they
    are all the same: they are what others judge by, and ``across_parts`` counts those of their
    pictures whose group is learned from.

    Args:
        index: what was listed.
        control: hears of the comparison.
        division: what is asked for.
        groups: what its rule tells: positions of pictures that stay together, besides copies of a
            file and the groups of ``index``. The drawn parts are then made of whole groups.

    Raises:
        DatasetError: fewer than two classes have a picture to learn from.
        Cancelled: the user cancelled.
    """
    if division.anew:
        index = _without_parts(index)
    seed = division.seed
    on_disk = index.split_counts()
    drawn = on_disk is None or not on_disk[SplitName.VALIDATION]
    twins = find_twins(index, control) if drawn else ()
    together = tuple(tuple(group) for group in groups)
    if drawn and (together or _most_are_grouped(index)):
        found = _grouped_split(index, seed, (*together, *index.groups), twins)
        return replace(found, division=division)
    if index.groups:
        # Few of many: kept together as twins are, they leave the others where they were drawn.
        twins = joined((*twins, *index.groups))
    found = make_split(index, seed=seed, twins=twins)
    return replace(found, groups=(*together, *index.groups), division=division)


def _most_are_grouped(index: DatasetIndex) -> bool:
    """Whether groups are the rule, as where a table names the patient of each picture.

    They may hold pictures of several classes then: as twins they would all be learned from.
    """
    return sum(map(len, index.groups)) >= len(index.records) / 2 > 0


def _without_parts(index: DatasetIndex) -> DatasetIndex:
    return replace(index, records=tuple(replace(each, split=None) for each in index.records))


def make_split(
    index: DatasetIndex,
    *,
    seed: int = 0,
    unusable: Collection[int] = (),
    twins: Iterable[Collection[int]] = (),
) -> Split:
    """Training, validation and test positions of ``index``: disjoint, sorted, complete.

    Splits on disk are kept (``origin`` "folders"). Where validation is missing there, it is cut
    from training, 15% of each class; a missing test stays missing. Without splits on disk, each
    class is divided 70/15/15 (``origin`` "stratified"). A class keeps at least one picture in
    training and, from three pictures on, one in validation. Validation is empty only where no
    class has a picture to spare.

    Pictures of a class that has no training picture are left out: a model cannot be asked for
    what it never saw.

    Where we draw, twins stay together: no picture is judged by that was learned from. Those that
    lie in two classes stay in training, and so do pictures that the user added, with their twins:
    they were chosen for what the model answered.

    Args:
        index: what was listed.
        seed: another seed draws another split.
        unusable: positions to leave out, such as pictures that cannot be read.
        twins: groups of positions whose files hold the same bytes.

    Raises:
        DatasetError: fewer than two classes have a picture to learn from.
    """
    group = {position: tuple(positions) for positions in twins for position in positions}
    left_out = frozenset(unusable)
    added = index.added
    usable = [position for position in range(len(index.records)) if position not in left_out]
    if index.has_splits:
        origin = "folders"
        train, validation, test = _as_on_disk(index, usable)
        if train and not validation:
            drawn = [position for position in train if position not in added]
            validation, _ = _draw(index, drawn, group, seed, with_test=False)
    else:
        origin = "stratified"
        drawn = [position for position in usable if position not in added]
        validation, test = _draw(index, drawn, group, seed, with_test=True)
        train = usable
    held_out = {*validation, *test}
    train = [position for position in train if position not in held_out]
    _check_two_classes(index, train)
    return Split(tuple(train), tuple(sorted(validation)), tuple(sorted(test)), origin, seed)


def _grouped_split(
    index: DatasetIndex,
    seed: int,
    groups: Sequence[Sequence[int]],
    twins: Iterable[Sequence[int]],
) -> Split:
    """Whole groups for validation and, where the disk has no splits, for test: a seventh each."""
    usable: Sequence[int] = range(len(index.records))
    test: list[int] = []
    if index.has_splits:
        usable, _none, test = _as_on_disk(index, usable)
    group_of = joined_groups(len(index.records), (*groups, *twins))
    with_added = {group_of[position] for position in index.added}
    learned_from = [position for position in usable if group_of[position] in with_added]
    usable = [position for position in usable if group_of[position] not in with_added]
    labels = [index.records[position].class_index for position in usable]
    parts = _parts(labels, [group_of[position] for position in usable], seed)
    drawn = [sorted(usable[place] for place in part) for part in parts]
    validation = drawn[0]
    if not index.has_splits:
        test = drawn[1]
    held_out = {*validation, *test}
    train = [position for position in usable if position not in held_out]
    train = sorted([*train, *learned_from])
    learned = {index.records[position].class_index for position in train}
    kept = [
        [position for position in part if index.records[position].class_index in learned]
        for part in (validation, test)
    ]
    _check_two_classes(index, train)
    together = tuple(tuple(group) for group in groups)
    return Split(tuple(train), tuple(kept[0]), tuple(sorted(kept[1])), "grouped", seed, together)


def _parts(labels: Sequence[int], groups: Sequence[int], seed: int) -> list[list[int]]:
    """Two sevenths of the places, of whole groups, each with the classes in their shares."""
    import warnings

    from sklearn.model_selection import StratifiedGroupKFold

    number = min(7, len(set(groups)))
    if number < 3:
        return [[], []]
    folds = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        # A class of fewer groups than folds is missing in some: that is so.
        warnings.simplefilter("ignore")
        drawn = folds.split(labels, labels, groups)
        return [part.tolist() for _number, (_rest, part) in zip(range(2), drawn, strict=False)]


def _as_on_disk(
    index: DatasetIndex, usable: Iterable[int]
) -> tuple[list[int], list[int], list[int]]:
    parts: dict[SplitName, list[int]] = {name: [] for name in SplitName}
    for position in usable:
        split = index.records[position].split
        if split is not None:
            parts[split].append(position)
    learned = {index.records[position].class_index for position in parts[SplitName.TRAIN]}
    validation, test = (
        [position for position in parts[name] if index.records[position].class_index in learned]
        for name in (SplitName.VALIDATION, SplitName.TEST)
    )
    return parts[SplitName.TRAIN], validation, test


def _draw(
    index: DatasetIndex,
    positions: Iterable[int],
    group: Mapping[int, tuple[int, ...]],
    seed: int,
    *,
    with_test: bool,
) -> tuple[list[int], list[int]]:
    """Positions for validation and for test, drawn from each class of ``positions``.

    The draw ranks pictures by a hash of the seed and their path: it does not depend on the order
    of listing, and a picture that is added or left out moves few of the others.
    """
    by_class: dict[int, list[int]] = {}
    for position in positions:
        by_class.setdefault(index.records[position].class_index, []).append(position)
    validation: list[int] = []
    test: list[int] = []
    pairs: list[list[int]] = []
    for members in by_class.values():
        members.sort(key=lambda position: _rank(index.records[position].path, seed))
        units = _units(index, members, group)
        validation_count, test_count = _counts(len(members), with_test=with_test)
        chosen, units = _take(units, validation_count)
        validation += chosen
        chosen, units = _take(units, test_count)
        test += chosen
        if len(members) == len(units) == 2:
            pairs.append(members)
    if not validation:  # no class has three pictures: better to judge by a few than by none
        validation = [members[0] for members in pairs]
    return validation, test


def _units(
    index: DatasetIndex, members: Sequence[int], group: Mapping[int, tuple[int, ...]]
) -> list[list[int]]:
    """The ranked ``members`` of a class, twins together at the rank of the first of them.

    Those that have a twin in another class, or one that was added, are left out: they are not
    drawn.
    """
    units: dict[object, list[int]] = {}
    for position in members:
        twins = group.get(position, ())
        classes = {index.records[twin].class_index for twin in twins}
        if len(classes) < 2 and index.added.isdisjoint(twins):
            units.setdefault(twins or position, []).append(position)
    return [*units.values()]


def _take(units: list[list[int]], count: int) -> tuple[list[int], list[list[int]]]:
    """``count`` positions of the first units that fit, and the units that are left: at least one.

    Where none fits, the smallest is taken all the same.
    """
    taken: list[int] = []
    left: list[list[int]] = []
    for unit in units[:-1]:
        if len(taken) + len(unit) <= count:
            taken += unit
        else:
            left.append(unit)
    left += units[-1:]
    if count and not taken and len(left) > 1:
        taken = left.pop(left.index(min(left, key=len)))
    return taken, left


def _rank(path: str, seed: int) -> bytes:
    name = f"{seed}/{path}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name, digest_size=16).digest()


def _counts(members: int, *, with_test: bool) -> tuple[int, int]:
    """How many of a class's ``members`` go to validation and to test."""
    if members < 3:
        return 0, 0
    if not with_test:
        return max(1, _percent(members, VALIDATION_PERCENT)), 0
    held_out = max(1, _percent(members, VALIDATION_PERCENT + TEST_PERCENT))
    test = held_out * TEST_PERCENT // (VALIDATION_PERCENT + TEST_PERCENT)
    return held_out - test, test


def _percent(count: int, percent: int) -> int:
    """Of ``count``, rounded, halves up; in integers, so that it is the same everywhere."""
    return (count * percent + 50) // 100


def _check_two_classes(index: DatasetIndex, train: Iterable[int]) -> None:
    learned = sorted({index.records[position].class_index for position in train})
    if len(learned) >= 2:
        return
    if index.has_splits:
        hint = Message(
            "Put at least two class folders with pictures into the folder for training, or"
            " choose a folder that holds the class folders themselves."
        )
    else:
        hint = Message(
            "Make one sub-folder per class, at least two, and put the pictures of each class"
            " into its folder."
        )
    if not learned:
        raise DatasetError(Message("There is no usable training picture in any class."), hint)
    raise DatasetError(
        Message(
            "Only the class {class_name} has usable training pictures; a classifier needs two"
            " classes.",
            class_name=shown(index.classes[learned[0]]),
        ),
        hint,
    )


def division_facts(index: DatasetIndex, split: Split) -> dict[str, Any]:
    """What one must know to divide ``index`` in the same way again, as JSON."""
    told: dict[str, Any] = {}
    if split.division is not None:
        told["division"] = asdict(split.division)
    if index.table is not None:
        told["table"] = {"file": str(index.table.file), "columns": index.table.columns}
    return told


def read_division(facts: Mapping[str, Any]) -> Division | None:
    """What ``division_facts`` wrote; None where it is not there, or something else."""
    told = facts.get("division")
    if not isinstance(told, dict):
        return None
    seed, groups = told.get("seed"), told.get("groups")
    if not isinstance(seed, int) or groups not in ("", *GroupRule):
        return None
    return Division(seed, str(groups), told.get("anew") is True)


def read_table_place(facts: Mapping[str, Any]) -> Table | None:
    """The table that ``division_facts`` wrote; None where it is not there, or something else."""
    told = facts.get("table")
    if not isinstance(told, dict):
        return None
    file, columns = told.get("file"), told.get("columns")
    if not isinstance(file, str) or not isinstance(columns, str):
        return None
    return Table(Path(file), columns)
