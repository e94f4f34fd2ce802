"""Which pictures of a data set pass the filters; quick enough for 100,000 at a key press."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from tlgui.engine.data.records import ProblemKind, SplitName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.engine.progress import Control

EVERYTHING = "all"
NEEDS_A_LOOK = "needs a look"
PARTS: tuple[str, ...] = (EVERYTHING, *SplitName, NEEDS_A_LOOK)
"""What can be asked for: all pictures, one split, or those with problems."""


_PATHS_AT_ONCE = 4000


@dataclass(frozen=True)
class PictureFilter:
    """What the user asks to see.

    Attributes:
        part: one of ``PARTS``.
        class_index: the only class to show, or None for all.
        words: all of them must be in the picture's path or its class's name, in any case.
    """

    part: str = EVERYTHING
    class_index: int | None = None
    words: str = ""


class Catalogue:
    """A data set, turned so that filters need no look at each record's attributes.

    Attributes:
        index: the data set.
        class_of: the class of each picture, by position.
    """

    def __init__(self, index: DatasetIndex) -> None:
        self.index = index
        self.class_of: list[int] = list(map(attrgetter("class_index"), index.records))
        self._paths: list[str] | None = None
        self._places: list[int] | None = None

    def prepare(self, *, control: Control) -> None:
        """Make ready what finding by words needs; for a worker's thread, ahead of the first key."""
        control.check()
        self._paths = self._folded_paths()

    def position_of(self, path: str) -> int | None:
        """The position of the picture at ``path``, relative to the root."""
        records = self.index.records
        at = bisect_left(records, path, key=attrgetter("path"))
        return at if at < len(records) and records[at].path == path else None

    def noted(self, problems: Iterable[Problem]) -> dict[int, list[Problem]]:
        """The problems that are about a picture, by its position."""
        found: dict[int, list[Problem]] = {}
        for problem in problems:
            if problem.kind is ProblemKind.MISSING_FILE:
                continue  # No picture; of a table there may be very many.
            position = self.position_of(problem.path)
            if position is not None:
                found.setdefault(position, []).append(problem)
        return found

    def passing(
        self, wanted: PictureFilter, split: Split | None, noted: Mapping[int, object]
    ) -> Sequence[int]:
        """The positions that pass ``wanted``, in the order in which people read names."""
        positions: Sequence[int]
        if wanted.part == NEEDS_A_LOOK:
            positions = self._in_order(noted)
        elif split is not None and wanted.part in tuple(SplitName):
            positions = self._in_order(getattr(split, wanted.part))
        else:
            positions = self.index.reading_order
        if wanted.class_index is not None:
            class_of = self.class_of
            positions = [at for at in positions if class_of[at] == wanted.class_index]
        for word in wanted.words.casefold().split():
            positions = self._with_word(word, positions)
        return positions

    def _in_order(self, positions: Iterable[int]) -> list[int]:
        if self._places is None:
            self._places = [0] * len(self.index.records)
            for place, position in enumerate(self.index.reading_order):
                self._places[position] = place
        return sorted(positions, key=self._places.__getitem__)

    def _folded_paths(self) -> list[str]:
        # One call for many paths, which hold no NUL: four times as fast as one call for each. Not
        # for all of them: no other thread runs meanwhile.
        records = self.index.records
        folded: list[str] = []
        for start in range(0, len(records), _PATHS_AT_ONCE):
            some = records[start : start + _PATHS_AT_ONCE]
            folded += "\0".join(map(attrgetter("path"), some)).casefold().split("\0")
        return folded

    def _with_word(self, word: str, positions: Sequence[int]) -> list[int]:
        if self._paths is None:
            self._paths = self._folded_paths()
        paths = self._paths
        # The path holds the class in most folders, but names may have been merged.
        classes = {at for at, name in enumerate(self.index.classes) if word in name.casefold()}
        if not classes:
            return [at for at in positions if word in paths[at]]
        class_of = self.class_of
        return [at for at in positions if class_of[at] in classes or word in paths[at]]


def split_of(split: Split | None, position: int) -> SplitName | None:
    """The part of ``split`` that the picture at ``position`` is in, or None."""
    if split is None:
        return None
    return next((name for name in SplitName if position in getattr(split, name)), None)
