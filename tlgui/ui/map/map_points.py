"""What a map shows of each picture: its place, its colour, whether it passes, is selected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Codes = NDArray[np.int64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Coloring:
    """By what pictures are coloured.

    Attributes:
        names: what each colour stands for.
        roles: the colours: roles of the palette, or ``#RRGGBB`` for light and for dark.
        codes: (N,) int64, which of them each picture has.
        quiet: colours that lie under the others: what is as one would expect.
    """

    names: tuple[str, ...]
    roles: tuple[str | tuple[str, str], ...]
    codes: Codes
    quiet: frozenset[int] = frozenset()

    def counts(self, there: Mask) -> list[int]:
        """Pictures of each colour, of those that are ``there``."""
        found: list[int] = np.bincount(self.codes[there], minlength=len(self.names)).tolist()
        return found


def no_points() -> Points:
    """A map of nothing."""
    nothing = np.empty(0, np.int64)
    return Points(np.empty((0, 2), np.float32), Coloring((), (), nothing))


@dataclass(eq=False)
class Points:
    """N pictures on the map.

    Attributes:
        places: (N, 2) float32 in the plane from -1 to 1.
        coloring: by what they are coloured.
        there: (N,) which are part of the data set still; others are not shown at all.
        passing: (N,) which pass the filter; others are faint, and cannot be chosen.
        selected: (N,) which are selected.
        chosen: the one that is looked at; -1 for none.
        near: places of those most like it.
    """

    places: Floats
    coloring: Coloring
    there: Mask = field(default_factory=lambda: np.empty(0, bool))
    passing: Mask = field(default_factory=lambda: np.empty(0, bool))
    selected: Mask = field(default_factory=lambda: np.empty(0, bool))
    chosen: int = -1
    near: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        count = len(self.places)
        if len(self.there) != count:
            self.there = np.ones(count, bool)
            self.passing = np.ones(count, bool)
            self.selected = np.zeros(count, bool)

    @property
    def shown(self) -> Mask:
        """(N,) which can be chosen."""
        return self.there & self.passing

    def filter(self, hidden: frozenset[int]) -> None:
        """Let those pass whose colour is not one of ``hidden``; what does not is not selected."""
        self.passing = ~np.isin(self.coloring.codes, list(hidden))
        self.selected &= self.shown
        if self.chosen >= 0 and not self.shown[self.chosen]:
            self.chosen, self.near = -1, ()
