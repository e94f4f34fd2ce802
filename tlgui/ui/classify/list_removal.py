"""Taking pictures from the list of answers, as a step that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tlgui.engine.deploy.predictor import Prediction


class Removal(QUndoCommand):
    """Pictures that were taken from the list; pushing it does nothing more."""

    def __init__(
        self,
        put_back: Callable[[Sequence[Prediction]], object],
        take_out: Callable[[Sequence[Prediction]], object],
        removed: Sequence[Prediction],
    ) -> None:
        super().__init__(QCoreApplication.translate("Removal", "Take pictures from the list"))
        self._put_back = put_back
        self._take_out = take_out
        self._removed = removed
        self._done = True

    def undo(self) -> None:
        self._done = False
        self._put_back(self._removed)

    def redo(self) -> None:
        if not self._done:
            self._done = True
            self._take_out(self._removed)
