"""Each state that a design was in, to go back and forth between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tlgui.engine.models.scratch.design import Design


@dataclass(frozen=True)
class Moment:
    """A design, and the row that was chosen then."""

    design: Design
    row: int


class DesignHistory:
    """All moments, as far back as it goes.

    Designs never change, so that moments are kept as they are: no commands that take steps back,
    which Qt's stack would hold and Python's search for cycles destroy.
    """

    def __init__(self, first: Moment) -> None:
        self._moments = [first]
        self._place = 0
        self._kind = ""

    @property
    def now(self) -> Moment:
        """The moment that is on show."""
        return self._moments[self._place]

    @property
    def can_undo(self) -> bool:
        """Whether there is a moment before."""
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a moment after, from which one came back."""
        return self._place + 1 < len(self._moments)

    def add(self, moment: Moment, kind: str = "") -> None:
        """Go on to ``moment``; what was undone is gone.

        Args:
            moment: the new one.
            kind: steps of one kind in a row count as one: the clicks on a number field, say. Empty
                for a step by itself.
        """
        joined = bool(kind) and kind == self._kind and self.can_undo and not self.can_redo
        self._moments[self._place + (0 if joined else 1) :] = [moment]
        self._place = len(self._moments) - 1
        self._kind = kind

    def undo(self) -> None:
        """Go to the moment before."""
        self._place -= 1 if self.can_undo else 0
        self._kind = ""

    def redo(self) -> None:
        """Go to the moment after."""
        self._place += 1 if self.can_redo else 0
        self._kind = ""
