"""Copying into class folders, from the question for a folder to taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QFileDialog

from tlgui.engine.errors import Message
from tlgui.ui.classify.classify_jobs import copy_pictures, plan_copies, remove_copies
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.undo_offer import offer_undo
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.words.tooltips import shown_path
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.deploy.sort_journal import Copied
    from tlgui.engine.deploy.sorting import CopyPlan, Undone
    from tlgui.ui.classify.copy_card import CopyCard
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class ClassFolderCopies(QObject):
    """Plans, makes and takes back copies; one at a time.

    Signals:
        changed: the dry run was opened or closed, or a copy began or ended.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        card: CopyCard,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._message_bar = message_bar
        self._card = card
        self._window = parent
        self._dialog: QFileDialog | None = None
        self._working = LatestJob(runner, self)
        self._predictions: Sequence[Prediction] = ()
        self._sources: tuple[Path, ...] = ()
        self._classes: tuple[str, ...] = ()
        self._target: Path | None = None
        self.is_open = False
        card.confirmed.connect(self._on_confirmed)
        card.dismissed.connect(self.close)
        card.unsure_changed.connect(self._plan_again)
        card.target_requested.connect(self._ask_for_target)

    @property
    def is_busy(self) -> bool:
        """Whether pictures are being copied, or copies removed."""
        return self._working.job is not None and not self.is_open

    def ask(
        self,
        predictions: Sequence[Prediction],
        sources: Iterable[Path],
        classes: Sequence[str],
    ) -> None:
        """Ask for a folder, then show what would be copied into it."""
        self._predictions = predictions
        self._sources, self._classes = tuple(sources), tuple(classes)
        self._ask_for_target()

    def plan(self, target: Path) -> None:
        """Show what would be copied into ``target``."""
        self._target = target
        self.is_open = True
        self._message_bar.clear()
        self._plan_again()
        self.changed.emit()

    def close(self) -> None:
        """Close the dry run; nothing was copied."""
        if self.is_open:
            self.is_open = False
            self._working.let_go()
            self.changed.emit()

    def make(self, planned: CopyPlan, command: CopyCommand | None = None) -> None:
        """Copy; ``command`` is the step that is done again, None for a new one."""
        count = len(planned.copies)
        title = Message("Copying {n} pictures", n=f"{count:,}")
        self._start(
            copy_pictures,
            planned,
            title=title,
            succeeded=lambda copied: self._on_copied(copied, planned, command),
        )

    def take_back(self, copied: Copied) -> None:
        """Remove the copies that nobody changed since."""
        self._start(
            remove_copies, copied, title=Message("Removing the copies"), succeeded=self._on_removed
        )

    def _ask_for_target(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
        dialog = QFileDialog(self._window, self.tr("Choose a folder for the copies"))
        dialog.setObjectName("choose_class_folders_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.plan(Path(name)))
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _plan_again(self) -> None:
        if self._target is None or not self.is_open:
            return
        self._card.show_target(self._target)
        self._start(
            plan_copies,
            self._predictions,
            self._target,
            self._sources,
            self._classes,
            self._card.include_unsure,
            succeeded=self._card.show_plan,
            failed=self.close,
        )

    def _on_confirmed(self) -> None:
        planned = self._card.planned
        if planned is not None and self.is_open:
            self.is_open = False
            self.make(planned)

    def _start(
        self,
        function: Callable[..., object],
        *args: object,
        succeeded: Callable[..., object],
        failed: Callable[[], object] | None = None,
        title: Message | None = None,
    ) -> None:
        def on_failed(error: Exception) -> None:
            route_error(error, self._message_bar)
            if failed is not None:
                failed()

        self._working.start(
            function,
            *args,
            title=title,
            lane="files",
            writes=title is not None,  # Planning has none.
            succeeded=succeeded,
            failed=on_failed,
            ended=self.changed.emit,
        )
        self.changed.emit()

    def _on_copied(self, copied: Copied, planned: CopyPlan, command: CopyCommand | None) -> None:
        undo = self._session.undo
        if command is None:
            undo.push(CopyCommand(self, planned, copied))
        else:
            command.copied = copied
        shown = one_line(shown_path(copied.target))
        failed = len(copied.failures)

        def text() -> str:
            if not failed:
                return shown
            return self.tr("{place} · {n} could not be read any more and are missing.").format(
                place=shown, n=failed
            )

        offer_undo(
            self._message_bar,
            self._session,
            undo.index(),
            "warning" if failed else "good",
            lambda: self.tr("Copied {pictures}.").format(pictures=pictures_text(len(copied.files))),
            text,
        )

    def _on_removed(self, undone: Undone) -> None:
        def text() -> str:
            if undone.kept:
                return self.tr("{n} were changed since and stay.").format(n=f"{undone.kept:,}")
            if undone.folders_kept:
                return self.tr("Class folders with other files in them stay.")
            return self.tr("The folder is as it was before.")

        self._message_bar.show_message(
            "info",
            lambda: self.tr("Removed the copies: {pictures}.").format(
                pictures=pictures_text(undone.removed)
            ),
            text,
        )


class CopyCommand(QUndoCommand):
    """One copy into class folders, as a step that can be taken back and done again."""

    def __init__(self, copies: ClassFolderCopies, planned: CopyPlan, copied: Copied) -> None:
        super().__init__(QCoreApplication.translate("CopyCommand", "Copy into class folders"))
        self._copies = copies
        self._planned = planned
        self.copied = copied
        self._done = True

    def undo(self) -> None:
        self._done = False
        self._copies.take_back(self.copied)

    def redo(self) -> None:
        # Pushing a command does it, and this one is done already.
        if not self._done:
            self._done = True
            self._copies.make(self._planned, self)
