"""What a scan finds and a split divides: plain, frozen records."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from tlgui.engine.data.names import natural_key
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.data.names import NaturalKey

TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson")


class SplitName(StrEnum):
    """The three parts of a data set."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class GroupRule(StrEnum):
    """From what it is told which pictures belong together."""

    FOLDERS = "folders"
    NAMES = "names"
    TIMES = "times"
    TWINS = "twins"


class ProblemKind(StrEnum):
    """What can be wrong with a picture, a folder or a class."""

    UNREADABLE = "unreadable"
    NOT_A_FILE = "not a file"
    UNREADABLE_FOLDER = "unreadable folder"
    EMPTY_CLASS = "empty class"
    FEW_PICTURES = "few pictures"
    STRAY_PICTURE = "picture outside a class"
    DUPLICATE = "duplicate"
    DUPLICATE_ACROSS_SPLITS = "duplicate across splits"
    CONFLICTING_LABELS = "same picture, two classes"
    CLASS_NOT_IN_TRAINING = "class not in training"
    MERGED_CLASS_NAMES = "class names merged"
    UNKNOWN_CLASS = "unknown class"
    LEARNED_FROM = "learned from"
    MISSING_FILE = "file missing"
    DOUBLED_ROW = "row doubled"


@dataclass(frozen=True)
class Problem:
    """One thing found wrong, in words for the user.

    Attributes:
        path: relative to the data set's root, as the file system spells it.
    """

    path: str
    kind: ProblemKind
    message: Message


def first_of_each_kind(
    problems: Iterable[Problem], most: int
) -> tuple[list[Problem], dict[ProblemKind, int]]:
    """The first ``most`` problems of each kind, in their order; of what kinds are how many more."""
    told: list[Problem] = []
    counts: Counter[ProblemKind] = Counter()
    for problem in problems:
        counts[problem.kind] += 1
        if counts[problem.kind] <= most:
            told.append(problem)
    return told, {kind: count - most for kind, count in counts.items() if count > most}


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """One picture file, as listed. Nothing has been decoded yet.

    Attributes:
        path: relative to the root, with forward slashes, as the file system spells it. Absolute
            where the user added it from elsewhere.
        class_index: position of its class in ``DatasetIndex.classes``.
        split: the split whose folder it lies in, or None where the disk has no splits.
        size: bytes.
        mtime_ns: time of last change, in nanoseconds.
    """

    path: str
    class_index: int
    split: SplitName | None
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Edited:
    """How many pictures the user's edits are about, of those that are there.

    Attributes:
        relabelled: have another class than their folder says.
        excluded: are left out.
        grouped: are said to belong together with others.
        gone: pictures with edits that are no longer on disk.
        added: lie elsewhere.
    """

    relabelled: int = 0
    excluded: int = 0
    grouped: int = 0
    gone: int = 0
    added: int = 0

    @property
    def changes(self) -> bool:
        """Whether the pictures are others than the folder says."""
        return bool(self.relabelled or self.excluded or self.grouped or self.added)

    def sentence(self) -> Message:
        """What edits did, for the user."""
        if self.added:
            return Message(
                "As edited: {relabelled} pictures have another class than their folder, {excluded}"
                " are left out, {grouped} are kept together, {added} were added to learn from.",
                relabelled=self.relabelled,
                excluded=self.excluded,
                grouped=self.grouped,
                added=self.added,
            )
        return Message(
            "As edited: {relabelled} pictures have another class than their folder, {excluded} are"
            " left out, {grouped} are kept together.",
            relabelled=self.relabelled,
            excluded=self.excluded,
            grouped=self.grouped,
        )


@dataclass(frozen=True)
class Table:
    """The file that names the pictures and their classes, where it is not folders that do.

    Attributes:
        file: CSV, say; absolute.
        columns: which is which, as ``TableColumns`` reads it.
    """

    file: Path
    columns: str


def is_table(place: Path) -> bool:
    """Whether ``place`` is a file that labels are read from, by its name."""
    return place.suffix.lower() in TABLE_SUFFIXES and not os.path.isdir(place)


@dataclass(frozen=True)
class DatasetIndex:
    """A folder of labelled pictures, listed.

    Attributes:
        root: the folder, absolute.
        classes: class names (NFC), in natural order: 2 before 10.
        records: the pictures, sorted by path.
        problems: what was found wrong; nothing is dropped without a row here or a count below.
        ignored: hidden and system files, and folders of heat maps, that were passed over.
        groups: positions of pictures that the user says belong together; disjoint, ascending.
        edited: what the user's edits did to it.
        added: positions of pictures that the user added from elsewhere: they are learned from,
            never judged by.
        table: that names pictures and classes; folders say nothing then.
    """

    root: Path
    classes: tuple[str, ...]
    records: tuple[ImageRecord, ...]
    problems: tuple[Problem, ...]
    ignored: int
    groups: tuple[tuple[int, ...], ...] = ()
    edited: Edited = Edited()
    added: frozenset[int] = frozenset()
    table: Table | None = None

    @property
    def place(self) -> Path:
        """What is opened to see this again: the folder, or the table."""
        return self.root if self.table is None else self.table.file

    def file(self, position: int) -> Path:
        """Where picture number ``position`` lies."""
        return self.root / self.records[position].path

    @cached_property
    def reading_order(self) -> tuple[int, ...]:
        """Positions of the pictures as people read them: folder by folder, 2 before 10.

        Half a second for 100,000 pictures the first time.
        """
        folders: dict[str, list[tuple[NaturalKey, int]]] = {}
        for position, record in enumerate(self.records):
            folder, _, name = record.path.rpartition("/")
            folders.setdefault(folder, []).append((natural_key(name), position))
        return tuple(
            position
            for folder in sorted(folders, key=natural_key)
            for _, position in sorted(folders[folder])
        )

    @property
    def nested(self) -> int:
        """How many pictures lie in sub-folders of their class's folder; they count as its own."""
        if self.table is not None:
            return 0
        return sum(
            record.path.count("/") > (1 if record.split is None else 2)
            for position, record in enumerate(self.records)
            if position not in self.added
        )

    @property
    def has_splits(self) -> bool:
        """Whether the folders on disk say which picture is for training."""
        return any(record.split is not None for record in self.records)

    def class_counts(self) -> list[int]:
        """Pictures a class, in the order of ``classes``."""
        counts = [0] * len(self.classes)
        for record in self.records:
            counts[record.class_index] += 1
        return counts

    def split_counts(self) -> dict[SplitName, int] | None:
        """Pictures a split found on disk, or None where there are no split folders."""
        if not self.has_splits:
            return None
        counts = dict.fromkeys(SplitName, 0)
        for record in self.records:
            if record.split is not None:
                counts[record.split] += 1
        return counts


@dataclass(frozen=True)
class Division:
    """How a data set is asked to be divided.

    Attributes:
        seed: of the draw.
        groups: a ``GroupRule`` by which pictures are kept together; empty for none.
        anew: whether all parts are drawn, though the disk or the table has its own.
    """

    seed: int = 0
    groups: str = ""
    anew: bool = False


@dataclass(frozen=True)
class Split:
    """Disjoint positions into ``DatasetIndex.records``.

    Attributes:
        origin: ``folders`` where the disk decided, ``stratified`` where we did, ``grouped`` where
            we did and kept groups together.
        seed: of the random draw; the same seed on the same index gives the same split.
        groups: positions of pictures that stay together wherever they are divided; those that
            share one are one group.
        division: what was asked for; None where nobody knows any more.
    """

    train: tuple[int, ...]
    validation: tuple[int, ...]
    test: tuple[int, ...]
    origin: str
    seed: int
    groups: tuple[tuple[int, ...], ...] = ()
    division: Division | None = None

    def keeps_parts(self, index: DatasetIndex) -> bool:
        """Whether its parts are those of the disk, or of the table, where ``index`` has some.

        Where groups are kept together, validation alone is drawn then.
        """
        anew = self.division is not None and self.division.anew
        kept = self.origin == "grouped" and index.has_splits and not anew
        return self.origin == "folders" or kept

    def group_numbers(self, positions: Sequence[int]) -> NDArray[np.int64] | None:
        """(N,) int64, equal for those of ``positions`` that stay together; None without groups."""
        if not self.groups:
            return None
        import numpy as np

        groups = joined(self.groups)
        number = {position: count for count, group in enumerate(groups) for position in group}
        alone = range(len(groups), len(groups) + len(positions))
        return np.asarray(
            [number.get(position, own) for position, own in zip(positions, alone, strict=True)],
            np.int64,
        )


def joined_groups(count: int, groups: Iterable[Sequence[int]]) -> list[int]:
    """The group of each of ``count`` positions, by the lowest of its positions.

    Groups that share a position are one.
    """
    lowest = list(range(count))

    def root(position: int) -> int:
        while lowest[position] != position:
            lowest[position] = lowest[lowest[position]]
            position = lowest[position]
        return position

    for group in groups:
        for position in group:
            one, other = root(group[0]), root(position)
            lowest[max(one, other)] = min(one, other)
    return [root(position) for position in range(count)]


def joined(groups: Iterable[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """``groups`` with those that share a position made one; each ascending, all disjoint."""
    given = [tuple(group) for group in groups]
    count = max((position for group in given for position in group), default=-1) + 1
    members: dict[int, list[int]] = {}
    named = joined_groups(count, given)
    for position in sorted({position for group in given for position in group}):
        members.setdefault(named[position], []).append(position)
    return tuple(tuple(group) for group in members.values())
