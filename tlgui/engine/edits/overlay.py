"""A folder as its user sees it: what was listed, with the edits laid over it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from stat import S_ISREG
from typing import TYPE_CHECKING

from tlgui.engine.data.folders import problem_order
from tlgui.engine.data.index import class_name, few_to_learn_from
from tlgui.engine.data.names import natural_key, shown
from tlgui.engine.data.records import (
    Edited,
    ImageRecord,
    Problem,
    ProblemKind,
    SplitName,
    joined,
)
from tlgui.engine.edits.edit import LEFT_OUT
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.edits.edit import Edits

_BY_COUNT = frozenset((ProblemKind.FEW_PICTURES, ProblemKind.CLASS_NOT_IN_TRAINING))
"""Problems that follow from how many pictures a class has."""
_FROM_ELSEWHERE = -1
"""The class on disk of a picture that was added."""


def with_edits(index: DatasetIndex, edits: Edits, *, may_be_empty: bool = False) -> DatasetIndex:
    """``index`` with other labels, what was added, without what is left out, with groups made.

    The files stay where they are: a picture's path may name another class than its own, and that
    of an added one is absolute. Edits of pictures that are no longer there are counted in
    ``edited.gone``; an added one that is gone is a problem.

    Args:
        index: as ``scan`` gave it: edits are not laid over edits.
        edits: of that folder.
        may_be_empty: whether nothing may be left: to tell of edits, and to take them back.

    Raises:
        DatasetError: nothing is left, and that may not be.
    """
    if not edits:
        return index
    disk = index.classes
    labels = [edits.label_of(each.path, disk[each.class_index]) for each in index.records]
    pairs = [pair for pair in zip(index.records, labels, strict=True) if pair[1] != LEFT_OUT]
    left_out = len(index.records) - len(pairs)
    added, missing = _added(index, edits)
    if added:
        pairs = sorted([*pairs, *added], key=lambda pair: pair[0].path)
    if not pairs and index.records and not may_be_empty:
        raise DatasetError(
            Message("All pictures of {path} are left out by edits.", path=index.root),
            Message("Take edits back, the last one first."),
        )
    classes = sorted({label for _record, label in pairs}, key=natural_key)
    number = {label: at for at, label in enumerate(classes)}
    records = tuple(
        record
        if record.class_index == number[label]
        else replace(record, class_index=number[label])
        for record, label in pairs
    )
    relabelled = sum(
        label != disk[record.class_index]
        for record, label in pairs
        if record.class_index != _FROM_ELSEWHERE
    )
    position = {record.path: at for at, record in enumerate(records)}
    grouped = [[position[file] for file in group if file in position] for group in edits.groups]
    grouped = [group for group in grouped if len(group) > 1]
    # A table may name groups too; edits may take pictures out of them.
    before = [[index.records[at].path for at in group] for group in index.groups]
    kept = [[position[file] for file in group if file in position] for group in before]
    groups = joined([*grouped, *(group for group in kept if len(group) > 1)])
    listed = {record.path for record in (*index.records, *(record for record, _label in added))}
    named = {*edits.labels, *(file for group in edits.groups for file in group)}
    gone = {file for file in named - listed if edits.labels.get(file) != LEFT_OUT}
    return replace(
        index,
        classes=tuple(classes),
        records=records,
        problems=_problems(index, edits, pairs, classes, missing),
        groups=groups,
        edited=Edited(relabelled, left_out, sum(map(len, joined(grouped))), len(gone), len(added)),
        added=frozenset(position[record.path] for record, _label in added),
    )


def _added(
    index: DatasetIndex, edits: Edits
) -> tuple[list[tuple[ImageRecord, str]], list[Problem]]:
    """The pictures that were added, with their classes, and what is wrong with those that are not.

    They are for learning: nobody drew them.
    """
    split = SplitName.TRAIN if index.has_splits else None
    found, missing = [], []
    here = f"{index.root.as_posix().rstrip('/')}/"
    inside = [file for file in edits.added if file.startswith(here)]
    # One that was put into a class since is there without having been added.
    listed = {here + record.path for record in index.records} if inside else set[str]()
    for file in edits.added:
        label = edits.labels.get(file, LEFT_OUT)
        if label == LEFT_OUT or file in listed:
            continue
        try:
            status = os.stat(file)
        except (OSError, ValueError):
            status = None
        if status is None or not status.st_size or not S_ISREG(status.st_mode):
            name = shown(file)
            told = Message("{name}, which you added, is not there: it is left out.", name=name)
            missing.append(Problem(file, ProblemKind.MISSING_FILE, told))
            continue
        record = ImageRecord(file, _FROM_ELSEWHERE, split, status.st_size, status.st_mtime_ns)
        found.append((record, label))
    return found, missing


def _problems(
    index: DatasetIndex,
    edits: Edits,
    pairs: Iterable[tuple[ImageRecord, str]],
    classes: Sequence[str],
    missing: Iterable[Problem],
) -> tuple[Problem, ...]:
    """What is still wrong: not with what is left out, and with classes as they are now."""
    kept = [*missing]
    kept += [
        problem
        for problem in index.problems
        if problem.kind not in _BY_COUNT
        and edits.labels.get(problem.path) != LEFT_OUT
        and not (problem.kind is ProblemKind.EMPTY_CLASS and _named(problem.path) in classes)
    ]
    paths: dict[str, str] = {}
    training: Counter[str] = Counter()
    for record, label in pairs:
        elsewhere = record.class_index == _FROM_ELSEWHERE
        if not elsewhere and label == index.classes[record.class_index]:
            depth = 1 if record.split is None else 2
            paths.setdefault(label, "/".join(record.path.split("/")[:depth]))
        training[label] += record.split in (None, SplitName.TRAIN)
    for record, label in pairs:
        paths.setdefault(label, record.path)
    for label in classes:
        found = few_to_learn_from(paths[label], label, training[label], others=training.total() > 0)
        if found is not None:
            kept.append(found)
    return tuple(sorted(kept, key=problem_order))


def _named(folder: str) -> str:
    return class_name(folder.rpartition("/")[2])
