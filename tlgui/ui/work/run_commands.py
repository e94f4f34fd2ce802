"""What the user does to runs, and can take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from tlgui.engine.errors import TlguiError
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.training.run_changes import change_classes, keep_decisions, rename_run
from tlgui.engine.training.run_writer import mark_left
from tlgui.ui.work.trash import move_to_trash, restore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tlgui.engine.training.run import Run
    from tlgui.engine.training.unfinished import Unfinished

translate = QCoreApplication.translate


class RenameRun(QUndoCommand):
    """Gives a run another name."""

    def __init__(
        self,
        run: Run,
        name: str,
        on_done: Callable[[Run], object],
        on_failed: Callable[[TlguiError], object],
    ) -> None:
        """Rename ``run``; ``on_done`` gets the run as it is after each step."""
        super().__init__(translate("RunCommands", "Rename a run"))
        self._run, self._names = run, (run.name, name)
        self._on_done, self._on_failed = on_done, on_failed

    def redo(self) -> None:
        self._rename(self._names[1])

    def undo(self) -> None:
        self._rename(self._names[0])

    def _rename(self, name: str) -> None:
        try:
            self._on_done(rename_run(self._run, name))
        except TlguiError as error:
            self.setObsolete(True)
            self._on_failed(error)


class ChangeDecisions(QUndoCommand):
    """Changes from how sure on a run accepts answers, or how sure they are."""

    def __init__(
        self,
        before: Run,
        after: Run,
        on_done: Callable[[Run], object],
        on_undone: Callable[[Run], object],
        on_failed: Callable[[TlguiError], object],
    ) -> None:
        """Keep those of ``after``; ``on_done`` and ``on_undone`` get the run as it is then."""
        moved = before.temperature == after.temperature
        super().__init__(
            translate("RunCommands", "Use another threshold")
            if moved
            else translate("RunCommands", "Correct the sureness")
        )
        self._before, self._after = before, after
        self._on_done, self._on_undone, self._on_failed = on_done, on_undone, on_failed

    def redo(self) -> None:
        self._keep(self._after, self._on_done)

    def undo(self) -> None:
        self._keep(self._before, self._on_undone)

    def _keep(self, run: Run, tell: Callable[[Run], object]) -> None:
        try:
            tell(keep_decisions(run))
        except TlguiError as error:
            self.setObsolete(True)
            self._on_failed(error)


class ChangeClasses(QUndoCommand):
    """Has a run answer with other classes."""

    def __init__(
        self,
        run: Run,
        changes: ClassChanges,
        on_done: Callable[[Run], object],
        on_undone: Callable[[Run], object],
        on_failed: Callable[[TlguiError], object],
    ) -> None:
        """Change them; ``on_done`` and ``on_undone`` get the run as it is then."""
        super().__init__(translate("RunCommands", "Change classes"))
        self._run, self._changes = run, changes
        self._before = run.changes or ClassChanges.none(run.trained_classes)
        self._on_done, self._on_undone, self._on_failed = on_done, on_undone, on_failed

    def redo(self) -> None:
        self._change(self._changes, self._on_done)

    def undo(self) -> None:
        self._change(self._before, self._on_undone)

    def _change(self, changes: ClassChanges, tell: Callable[[Run], object]) -> None:
        try:
            tell(change_classes(self._run, changes))
        except TlguiError as error:
            self.setObsolete(True)
            self._on_failed(error)


class DeleteRuns(QUndoCommand):
    """Moves runs to the trash."""

    def __init__(
        self,
        runs: Sequence[Run],
        on_gone: Callable[[list[Run]], object],
        on_back: Callable[[list[Run]], object],
        on_failed: Callable[[TlguiError], object],
    ) -> None:
        """Delete ``runs``.

        Args:
            runs: they go to the trash one by one.
            on_gone: gets those that are in the trash now.
            on_back: gets those that came back.
            on_failed: why one of them could not be moved; the others were.
        """
        super().__init__(translate("RunCommands", "Delete runs"))
        self._runs = list(runs)
        self._places: dict[Path, Path] = {}
        self._on_gone, self._on_back, self._on_failed = on_gone, on_back, on_failed

    def redo(self) -> None:
        error = None
        for run in self._runs:
            try:
                self._places[run.folder] = move_to_trash(run.folder)
            except TlguiError as raised:
                error = raised
        gone = [run for run in self._runs if run.folder in self._places]
        self.setObsolete(not gone)
        if gone:
            self._on_gone(gone)
        if error is not None:
            self._on_failed(error)

    def undo(self) -> None:
        error, back = None, []
        for run in self._runs:
            place = self._places.pop(run.folder, None)
            if place is None:
                continue
            try:
                restore(place, run.folder)
                back.append(run)
            except TlguiError as raised:
                error = raised
        self.setObsolete(not back)
        if back:
            self._on_back(back)
        if error is not None:
            self._on_failed(error)


class DiscardUnfinished(QUndoCommand):
    """Moves a training that ended too soon to the trash."""

    def __init__(
        self,
        unfinished: Unfinished,
        on_gone: Callable[[], object],
        on_back: Callable[[], object],
        on_failed: Callable[[TlguiError], object],
    ) -> None:
        """Discard ``unfinished``; the others are called after each step."""
        super().__init__(translate("RunCommands", "Discard an unfinished training"))
        self._unfinished = unfinished
        self._place: Path | None = None
        self._on_gone, self._on_back, self._on_failed = on_gone, on_back, on_failed

    def redo(self) -> None:
        try:
            self._place = move_to_trash(self._unfinished.folder)
        except TlguiError as error:
            self.setObsolete(True)
            self._on_failed(error)
            return
        self._on_gone()

    def undo(self) -> None:
        if self._place is None:
            return
        try:
            restore(self._place, self._unfinished.folder)
        except TlguiError as error:
            self.setObsolete(True)
            self._on_failed(error)
            return
        mark_left(self._unfinished)
        self._on_back()
