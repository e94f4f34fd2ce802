"""A project saved in another place, one whose pictures were moved, and a corrected copy of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.engine.errors import Message
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.file_manager import show_in_file_manager
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.clean_copy import CleanCopy
    from tlgui.engine.project import Project
    from tlgui.ui.kit.folder_question import FolderQuestion
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import Job, JobRunner
    from tlgui.ui.work.session import Session


class ProjectMoves(QObject):
    """Asks where to, and has the workers do it.

    Signals:
        moved: with the folder of the project that is to be opened now, and the ``Message`` that
            says what was done.
    """

    moved = Signal(object, object)

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        question: FolderQuestion,
        message_bar: MessageBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._question = question
        self._message_bar = message_bar

    def choose_place(self) -> None:
        """Ask where the open project should be kept, and save it there."""
        project = self._session.project
        if project is not None:
            self._question.ask_for_new(
                self.tr("Save project as"),
                self.tr("{name} project").format(name=one_line(project.name)),
                self.save_as,
            )

    def save_as(self, folder: Path) -> None:
        """Save the open project with its runs in ``folder``, and go on there."""
        from tlgui.ui.data.data_jobs import copy_project

        project = self._session.project
        if project is not None:
            title = Message("Saving the project {name}", name=one_line(project.name))
            self._follow(
                self._runner.start(
                    copy_project, project, folder, title=title, lane="files", writes=True
                ),
                Message(
                    "The project is saved in {path}, and kept there from now on.",
                    path=one_line(shown_path(folder)),
                ),
            )

    def choose_copy(self) -> None:
        """Ask where a copy of the pictures should be written as they were edited."""
        project = self._session.project
        if project is not None:
            self._question.ask_for_new(
                self.tr("Write a corrected copy"),
                self.tr("{name} corrected").format(name=one_line(project.name)),
                self.copy_as_edited,
            )

    def copy_as_edited(self, folder: Path) -> None:
        """Write the pictures of the open project into ``folder`` as they were edited."""
        from tlgui.ui.data.data_jobs import copy_as_edited

        project = self._session.project
        if project is None:
            return
        job = self._runner.start(
            copy_as_edited,
            project,
            folder,
            title=Message("Writing a corrected copy of {name}", name=one_line(project.name)),
            lane="files",
            writes=True,
        )
        job.succeeded.connect(self._tell_copied)
        job.failed.connect(lambda error: route_error(error, self._message_bar))

    def _tell_copied(self, done: CleanCopy) -> None:
        self._message_bar.show_message(
            "good",
            lambda: self.tr("{n} pictures were copied to {path}.").format(
                n=f"{done.copied:,}", path=one_line(shown_path(done.folder))
            ),
            lambda: self.tr(
                "{relabelled} have another class, {left_out} were left out; changes.csv lists them."
            ).format(relabelled=f"{done.relabelled:,}", left_out=f"{done.left_out:,}"),
            action=lambda: self.tr("Show"),
            on_action=lambda: show_in_file_manager(done.folder),
        )

    def choose_moved_folder(self, project: Project | None = None) -> None:
        """Ask where the pictures of ``project`` (else of the open one) are now."""
        moved = project or self._session.project
        if moved is not None:
            self._question.ask(
                self.tr("Where are the pictures of {name} now?").format(name=one_line(moved.name)),
                lambda folder: self.relink(moved, folder),
            )

    def relink(self, project: Project, folder: Path) -> None:
        """Take ``folder`` for the pictures of ``project``, and open it."""
        from tlgui.ui.data.data_jobs import relink_project

        self._follow(
            self._runner.start(relink_project, project, folder, lane="files"),
            Message(
                "The pictures of {name} are read from {path} now.",
                name=one_line(project.name),
                path=one_line(shown_path(folder)),
            ),
        )

    def _follow(self, job: Job, done: Message) -> None:
        job.succeeded.connect(lambda place: self.moved.emit(place, done))
        job.failed.connect(lambda error: route_error(error, self._message_bar))
