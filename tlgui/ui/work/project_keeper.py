"""Keeps the open project: takes its lock, writes it when it changes, finds its window again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from tlgui.engine.errors import BundleError
from tlgui.ui.work.project_lock import ProjectLock

if TYPE_CHECKING:
    from tlgui.engine.progress import Control
    from tlgui.engine.project import Project
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import Job, JobRunner
    from tlgui.ui.work.session import Session

SAVE_AFTER_MS = 400


def write_project(project: Project, *, control: Control) -> None:
    """Save ``project``. For a worker."""
    from tlgui.engine.project import save_project

    control.check()
    save_project(project)


class ProjectKeeper(QObject):
    """The open project on disk, and the lock on it.

    Signals:
        page_restored: with the page that was on show when the project was last closed.
        save_failed: with the ``BundleError``.
    """

    page_restored = Signal(str)
    save_failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._lock = ProjectLock()
        self._written: Project | None = None
        self._job: Job | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SAVE_AFTER_MS)
        self._later.timeout.connect(self._save_in_background)
        session.project_changed.connect(self._on_project_changed)
        session.run_changed.connect(self._on_run_changed)

    def take(self, project: Project) -> None:
        """Hold ``project`` instead of the one before, which is saved first.

        Raises:
            BundleError: another window holds it, or it cannot be written there.
        """
        if self._lock.folder != project.folder:
            self._save_now()
        self._lock.take(project)
        self._written = None
        self._session.set_project(project)

    def close(self) -> None:
        """Save what is not saved yet, and let go."""
        self._save_now()
        self._later.stop()
        self._lock.release()

    def note_window(self, **state: Any) -> None:
        """Remember how the window stands; ``state`` must be JSON."""
        project = self._session.project
        if project is not None:
            self._session.set_project(replace(project, window={**project.window, **state}))

    def _on_project_changed(self, project: Project | None) -> None:
        if project is not None:
            self._later.start()

    def _on_run_changed(self, run: Run | None) -> None:
        # Another folder lets the run go before it takes the project along.
        project = self._session.project
        if run is not None and project is not None:
            # By its name where it lies in the project, which may be moved or copied.
            inside = run.folder.parent == project.runs_folder
            self.note_window(run=run.folder.name if inside else str(run.folder))

    def _save_in_background(self) -> None:
        project = self._session.project
        if project is None or project == self._written or project.folder != self._lock.folder:
            return
        self._written = project
        self._job = self._runner.start(write_project, project, lane="files")
        self._job.failed.connect(self._on_save_failed)

    def _on_save_failed(self, error: Exception) -> None:
        self._written = None
        self.save_failed.emit(error)

    def _save_now(self) -> None:
        project = self._session.project
        if project is None or project == self._written or project.folder != self._lock.folder:
            return
        from tlgui.engine.project import save_project
        from tlgui.log import log

        try:
            save_project(project)
            self._written = project
        except BundleError as error:
            # The window is about to go: nobody would read a message.
            log.warning("%s", error)
