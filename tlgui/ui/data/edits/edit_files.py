"""Edits written to a file of their own, and taken in from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.saving import ask_where, tell_saved
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.edits.edit import Edit
    from tlgui.engine.progress import Control
    from tlgui.engine.project import Project
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

Edits = tuple["Edit", ...]


def write_edits(project: Project, path: Path, *, control: Control) -> Path:
    """Write the edits of ``project`` to ``path``; ``path``. For a worker.

    Raises:
        BundleError: they cannot be read, or not be written there.
    """
    from tlgui.engine.edits.journal import EditJournal

    control.check()
    EditJournal(project.edits_file).export(path)
    return path


def add_edits(project: Project, path: Path, *, control: Control) -> tuple[Edits, Edits, int]:
    """The edits of ``project``, the same with those in ``path`` after them, and how many that has.

    Those that hold already are not made again. For a worker.

    Raises:
        BundleError: they cannot be read.
    """
    from tlgui.engine.edits.journal import EditJournal, read_edits

    control.check()
    journal, read = EditJournal(project.edits_file), read_edits(path)
    before = tuple(journal.done)
    return before, (*before, *journal.new_of(read)), len(read)


class EditFiles(QObject):
    """Asks for the file, and has the workers do it.

    Signals:
        taken_in: with the edits that hold, and those that are to hold.
    """

    taken_in = Signal(object, object)

    def __init__(
        self, session: Session, runner: JobRunner, message_bar: MessageBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._message_bar, self._window = session, message_bar, parent
        self._job = LatestJob(runner, self)

    def ask_where_to(self) -> None:
        """Ask for the file to write to."""
        project = self._session.project
        if project is not None:
            name = self.tr("{name} edits").format(name=one_line(project.name))
            ask_where(self._window, name, "jsonl", self.write)

    def write(self, path: Path) -> None:
        """Write the edits of the open project to ``path``."""
        project = self._session.project
        if project is not None:
            self._job.start(
                write_edits,
                project,
                path,
                lane="files",
                writes=True,
                succeeded=lambda written: tell_saved(self._message_bar, written),
                failed=lambda error: route_error(error, self._message_bar),
            )

    def ask_for_file(self) -> None:
        """Ask for the file to take edits from."""
        dialog = QFileDialog(self._window, self.tr("Take in edits"))
        dialog.setObjectName("take_in_edits_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("JSONL (*.jsonl)")
        dialog.fileSelected.connect(lambda chosen: self.take_in(Path(chosen)))
        dialog.open()

    def take_in(self, path: Path) -> None:
        """Make the edits in ``path`` after those of the open project."""
        project = self._session.project
        if project is not None:
            self._job.start(
                add_edits,
                project,
                path,
                lane="files",
                succeeded=lambda read: self._on_read(path, *read),
                failed=lambda error: route_error(error, self._message_bar),
            )

    def _on_read(self, path: Path, before: Edits, after: Edits, count: int) -> None:
        if after != before or not count:
            self.taken_in.emit(before, after)
            return
        name = one_line(path.name)
        self._message_bar.show_message(
            "info",
            lambda: self.tr("The edits in {name} hold here already.").format(name=name),
            lambda: self.tr("Nothing is changed."),
        )
