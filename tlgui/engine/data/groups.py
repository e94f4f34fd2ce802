"""Pictures that belong together: frames of a clip, a burst, a patient.

Where some of a group are learned from and others judged by, the figures are too good: the model
knows what it is asked. Groups are told from sub-folders, from the names of files and from the time
of shooting, and proposed only where the pictures bear them out: those of a group must look more
alike than others of their class.
"""

from __future__ import annotations

import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.exif import MAKE, MODEL, TAKEN, exif_block, read_tags
from tlgui.engine.data.images import opened_picture, thumbnail
from tlgui.engine.data.records import GroupRule, SplitName
from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import Message, PictureError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control

Groups = tuple[tuple[int, ...], ...]

FEWEST = 4
"""Groups, from which on there is something to be divided."""
COVERED = 0.8
"""Share of the pictures that must lie in groups of two or more."""
LARGEST_SHARE = 0.5
"""Of the pictures of its classes that a group may be: more is a class's own name."""
PAIRS = 120
"""Pairs of each kind, at most, that are looked at."""
FEWEST_PAIRS = 8
ALIKE = 0.8
"""How often two of a group must be more alike than two others of their class."""
HASH_SIDE = 8
TIMES_PROBED = 100
"""Pictures, from all over them, that tell whether the others' times are worth reading."""
TIMES_AT_ONCE = 256
GAPS_S = (60, 10, 2)
"""Seconds between two shots of a burst, at most: what keeps most together first."""
MOST_PARTS = 3


@dataclass(frozen=True)
class Grouping:
    """Groups that were found, and what speaks for them.

    Attributes:
        rule: from what they are told.
        groups: positions of the pictures of each, ascending; only groups of two or more.
        alike: how often two of a group are more alike than two others of their class; of near
            twins, how alike they are in the mean.
    """

    rule: GroupRule
    groups: Groups
    alike: float

    @property
    def pictures(self) -> int:
        """That lie in a group."""
        return sum(map(len, self.groups))

    def sentence(self) -> Message:
        """What was found, with its evidence."""
        if self.rule is GroupRule.TWINS:
            return Message(
                "{pictures} pictures have near twins, in {groups} groups of about {size}: the same"
                " picture, resized, stored anew, mirrored or a moment later.",
                pictures=f"{self.pictures:,}",
                groups=f"{len(self.groups):,}",
                size=round(median(map(len, self.groups))),
            )
        return Message(
            "{pictures} pictures lie in {groups} groups of about {size}, by {rule}: two of a group"
            " are more alike than others of their class in {alike} of 100 cases.",
            pictures=f"{self.pictures:,}",
            groups=f"{len(self.groups):,}",
            size=round(median(map(len, self.groups))),
            rule=rule_words(self.rule),
            alike=round(100 * self.alike),
        )


def rule_words(rule: GroupRule) -> Message:
    """From what groups by ``rule`` are told."""
    return {
        GroupRule.FOLDERS: Message("sub-folders"),
        GroupRule.NAMES: Message("the beginnings of the files' names"),
        GroupRule.TIMES: Message("the time of shooting"),
        GroupRule.TWINS: Message("near twins"),
    }[rule]


def across_parts(index: DatasetIndex, groups: Groups) -> tuple[int, int]:
    """Of the pictures that disk or table set aside to judge by, those with others in training.

    Args:
        index: the pictures.
        groups: positions of those that belong together.

    Returns:
        How many have others of their group in training, and how many are set aside.
    """
    parts = [record.split for record in index.records]
    set_aside = sum(part is not None and part is not SplitName.TRAIN for part in parts)
    known = 0
    for group in groups:
        inside = [parts[position] for position in group]
        if SplitName.TRAIN in inside:
            known += len(inside) - inside.count(SplitName.TRAIN) - inside.count(None)
    return known, set_aside


def propose_groups(
    index: DatasetIndex, control: Control, only: GroupRule | None = None
) -> Grouping | None:
    """The groups that names or folders tell and the pictures bear out; None where there are none.

    Some hundred pictures are looked at, small.

    Args:
        index: the pictures.
        control: may cancel.
        only: by which rule; None for the first by which there are some.

    Raises:
        Cancelled: the user cancelled.
    """
    hashes: dict[int, int | None] = {}
    named = () if only is GroupRule.TIMES else _candidates(index)
    shot = _shot_together(index, control) if only in (None, GroupRule.TIMES) else ()
    for rule, groups in chain(named, shot):
        if only not in (None, rule):
            continue
        alike = _alike(index, groups, hashes, control)
        if alike is not None and alike >= ALIKE:
            kept = tuple(group for group in groups if len(group) > 1)
            return Grouping(rule, kept, alike)
    return None


def _candidates(index: DatasetIndex) -> Iterable[tuple[GroupRule, Groups]]:
    """Ways to divide the pictures into groups that are neither single ones nor whole classes."""
    folders = [_sub_folder(index, position) for position in range(len(index.records))]
    keys: list[tuple[GroupRule, list[str | None]]] = [(GroupRule.FOLDERS, folders)]
    stems = [record.path.rpartition("/")[2].rpartition(".")[0] for record in index.records]
    for parts in range(1, MOST_PARTS + 1):
        keys.append((GroupRule.NAMES, [_beginning(stem, parts) for stem in stems]))
    labels = [record.class_index for record in index.records]
    for rule, named in keys:
        # The same name in two classes may be one thing or two: both are tried.
        for within_class in (False, True):
            found: dict[object, list[int]] = defaultdict(list)
            for position, key in enumerate(named):
                if key is not None:
                    found[(key, labels[position] if within_class else None)].append(position)
            groups = tuple(tuple(group) for group in found.values())
            if _sensible(groups, labels):
                yield rule, groups


def _shot_together(index: DatasetIndex, control: Control) -> Iterable[tuple[GroupRule, Groups]]:
    """Bursts, where the files tell when they were shot; few are opened where they do not."""
    step = max(1, len(index.records) // TIMES_PROBED)
    probed = [shot_time(index.file(at)) for at in range(0, len(index.records), step)]
    if sum(time is not None for time in probed) < COVERED * len(probed):
        return
    shots: list[tuple[str, datetime, int]] = []
    with ThreadPoolExecutor(usable_cores()) as pool:
        for start in range(0, len(index.records), TIMES_AT_ONCE):
            control.check()
            positions = range(start, min(start + TIMES_AT_ONCE, len(index.records)))
            times = pool.map(shot_time, map(index.file, positions))
            pairs = zip(times, positions, strict=True)
            shots += [(*time, at) for time, at in pairs if time is not None]
    labels = [record.class_index for record in index.records]
    for gap_s in GAPS_S:
        groups = tuple(bursts(shots, gap_s))
        if _sensible(groups, labels):
            yield GroupRule.TIMES, groups


def shot_time(file: Path) -> tuple[str, datetime] | None:
    """The camera, and when it took the picture by its own clock; None where it does not say.

    Only the file's head is read.
    """
    try:
        with opened_picture(file) as picture:
            block = exif_block(picture.info)
        tags = {} if block is None else read_tags(block, {MAKE, MODEL, TAKEN})
        taken = datetime.strptime(str(tags.get(TAKEN)), "%Y:%m:%d %H:%M:%S")
    except (PictureError, OSError, ValueError):
        return None
    return f"{tags.get(MAKE, '')} {tags.get(MODEL, '')}", taken


def bursts(shots: Iterable[tuple[str, datetime, int]], gap_s: float) -> list[tuple[int, ...]]:
    """Positions of pictures that were shot one after the other.

    Args:
        shots: camera, time and position of each picture.
        gap_s: seconds from one picture to the next of a burst, at most.
    """
    found: list[list[int]] = []
    last: tuple[str, datetime] | None = None
    for camera, time, position in sorted(shots):
        if last is None or last[0] != camera or (time - last[1]).total_seconds() > gap_s:
            found.append([])
        found[-1].append(position)
        last = camera, time
    return [tuple(sorted(burst)) for burst in found]


def _sub_folder(index: DatasetIndex, position: int) -> str | None:
    record = index.records[position]
    if position in index.added:
        return None  # Its folders are none of the data set.
    above = 0 if index.table is not None else 1 if record.split is None else 2
    parts = record.path.split("/")
    return "/".join(parts[above:-1]) if len(parts) > above + 1 else None


def _beginning(stem: str, parts: int) -> str | None:
    """``stem`` without its last parts; a part ends at a separator, or where digits begin."""
    pieces = re.split(r"[ _.\-]+", stem)
    if len(pieces) > parts:
        return "_".join(pieces[:-parts])
    shorter = re.sub(r"\d+$", "", stem) if parts == 1 else ""
    return shorter or None


def _sensible(groups: Groups, labels: Sequence[int]) -> bool:
    several = [group for group in groups if len(group) > 1]
    if len(several) < FEWEST or sum(map(len, several)) < COVERED * len(labels):
        return False
    counts = np.bincount(labels)
    classes_in = [{labels[position] for position in group} for group in several]
    for group, classes in zip(several, classes_in, strict=True):
        if len(group) > LARGEST_SHARE * sum(int(counts[label]) for label in classes):
            return False
    return len(several) > len(counts)


def _alike(
    index: DatasetIndex, groups: Groups, hashes: dict[int, int | None], control: Control
) -> float | None:
    """How often a pair within a group is more alike than a pair of two groups of one class."""
    draw = np.random.default_rng(0)
    labels = [record.class_index for record in index.records]
    several = [group for group in groups if len(group) > 1]
    group_of = {position: number for number, group in enumerate(groups) for position in group}
    by_class: dict[int, list[int]] = defaultdict(list)
    for position in group_of:
        by_class[labels[position]].append(position)
    within, between = [], []
    for _ in range(PAIRS):
        group = several[int(draw.integers(len(several)))]
        one, other = draw.choice(group, 2, replace=False).tolist()
        within.append(_distance(index, one, other, hashes, control))
        others = draw.choice(by_class[labels[one]], 8).tolist()
        strangers = [each for each in others if group_of[each] != group_of[one]]
        if strangers:
            between.append(_distance(index, one, strangers[0], hashes, control))
    near = [value for value in within if value is not None]
    far = [value for value in between if value is not None]
    if min(len(near), len(far)) < FEWEST_PAIRS:
        return None
    closer = np.asarray(near)[:, None] < np.asarray(far)[None]
    equal = np.asarray(near)[:, None] == np.asarray(far)[None]
    return float(closer.mean() + equal.mean() / 2)


def _distance(
    index: DatasetIndex,
    one: int,
    other: int,
    hashes: dict[int, int | None],
    control: Control,
) -> int | None:
    """In how many of 64 steps two pictures differ; None where one cannot be read."""
    for position in (one, other):
        if position not in hashes:
            control.check()
            hashes[position] = _hash(index, position)
    first, second = hashes[one], hashes[other]
    return None if first is None or second is None else (first ^ second).bit_count()


def _hash(index: DatasetIndex, position: int) -> int | None:
    """Whether brightness rises from each place of a coarse picture to the next, as 64 bits."""
    from PIL import Image

    try:
        small = thumbnail(index.file(position), 8 * HASH_SIDE)
    except PictureError:
        return None
    size = (HASH_SIDE + 1, HASH_SIDE)
    grey = Image.fromarray(small).convert("L").resize(size, Image.Resampling.BOX)
    values: NDArray[np.int64] = np.asarray(grey, np.int64)
    bits = (values[:, 1:] > values[:, :-1]).ravel()
    return int("".join("1" if bit else "0" for bit in bits), 2)
