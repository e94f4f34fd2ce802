"""One value in the place of another, as a step that is undone and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable


class ValueChange(QUndoCommand):
    """``after`` is taken now and when it is done again; ``before`` when it is undone."""

    def __init__(
        self, text: str, take: Callable[[Any], object], before: object, after: object
    ) -> None:
        super().__init__(text)
        self._take, self._before, self._after = take, before, after

    def undo(self) -> None:
        self._take(self._before)

    def redo(self) -> None:
        self._take(self._after)
