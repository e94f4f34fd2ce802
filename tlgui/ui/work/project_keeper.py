"""Keeps the open project: takes its lock, writes it when it changes, finds its window again."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from tlgui.engine.errors import BundleError
from tlgui.ui.work.project_lock import ProjectLock

if TYPE_CHECKING:
    from tlgui.engine.progress import Control
    from tlgui.engine.project import Project
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

SAVE_AFTER_MS = 400


class _Saving:
    """Saves a project; never an older state of it over a newer one, in whichever threads.

    Attributes:
        newest: what is to be on disk.
        written: what is there.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self.newest: Project | None = None
        self.written: Project | None = None

    def save(self, project: Project) -> None:
        """Save ``project`` where nothing newer is to be saved.

        Raises:
            BundleError: it cannot be written.
        """
        from tlgui.engine.project import save_project

        with self._lock:
            if project is self.newest:
                save_project(project)
                self.written = project


def write_project(saving: _Saving, project: Project, *, control: Control) -> None:
    """Save ``project``. For a worker."""
    control.check()
    saving.save(project)


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
        self._saving = _Saving()
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
        self._saving = _Saving()
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
        if project is None or project.folder != self._lock.folder:
            return
        if project == self._saving.newest:
            return
        self._saving.newest = project
        job = self._runner.start(write_project, self._saving, project, lane="files")
        job.failed.connect(self._on_save_failed)

    def _on_save_failed(self, error: Exception) -> None:
        self._saving.newest = None  # It is tried again with the next change.
        self.save_failed.emit(error)

    def _save_now(self) -> None:
        project = self._session.project
        if project is None or project.folder != self._lock.folder:
            return
        if project == self._saving.written:
            return
        from tlgui.log import log

        self._saving.newest = project
        try:
            self._saving.save(project)
        except BundleError as error:
            # The window is about to go: nobody would read a message.
            log.warning("%s", error)
