"""How the open pictures are divided: what the user asks for, undone and redone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.engine.data.records import Division
from tlgui.ui.work.latest_job import LatestJob
from tlgui.ui.work.value_change import ValueChange

if TYPE_CHECKING:
    from tlgui.ui.data.data_jobs import Listing
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class Dividing(QObject):
    """Has the workers divide the open pictures as they are asked to be.

    Signals:
        divided: with the ``Listing`` that tells the split, or why there is none.
        failed: with the error, where something else went wrong.
    """

    divided = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job = LatestJob(runner, self)

    def let_go(self) -> None:
        """Want no more of what is being done."""
        self._job.let_go()

    def by_seed(self, seed: int) -> None:
        """Draw by another seed."""
        self._ask(self.tr("new split"), replace(self._asked(), seed=seed))

    def by_groups(self, rule: str, *, anew: bool | None = None) -> None:
        """Keep together what ``rule`` tells; nothing where it is empty.

        Args:
            rule: a ``GroupRule``.
            anew: whether all parts are drawn then; None for as it was.
        """
        asked = self._asked()
        wanted = replace(asked, groups=rule, anew=asked.anew if anew is None else anew)
        self._ask(self.tr("groups of pictures"), wanted)

    def by_own_draw(self, anew: bool) -> None:
        """Draw all parts, or take those that the disk or the table has."""
        self._ask(self.tr("new split"), replace(self._asked(), anew=anew))

    def _asked(self) -> Division:
        project, split = self._session.project, self._session.split
        if project is not None:
            # A run that was opened may have been divided by another seed.
            seed = project.seed if split is None else split.seed
            return replace(project.division, seed=seed)
        return Division(0 if split is None else split.seed)

    def _ask(self, what: str, wanted: Division) -> None:
        before = self._asked()
        if self._session.project is None:
            self._start(wanted)
        elif wanted != before:
            self._session.undo.push(ValueChange(what, self._take, before, wanted))

    def _take(self, wanted: Division) -> None:
        project = self._session.project
        if project is not None:
            self._session.set_project(
                replace(project, seed=wanted.seed, groups=wanted.groups, anew=wanted.anew)
            )
            self._start(wanted)

    def _start(self, wanted: Division) -> None:
        from tlgui.ui.data.data_jobs import divide

        index = self._session.index
        if index is not None:
            self._job.start(
                divide,
                index,
                wanted,
                lane="files",
                succeeded=self._on_divided,
                failed=self.failed.emit,
            )

    def _on_divided(self, listing: Listing) -> None:
        if listing.index is self._session.index:
            self.divided.emit(listing)
