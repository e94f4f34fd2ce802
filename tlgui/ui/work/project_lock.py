"""One window a project: who holds it, and what the second window is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.project import Project

_LOCK_NAME = "lock"


class ProjectLock:
    """Holds at most one project. What a killed window left behind is taken over."""

    def __init__(self) -> None:
        self._lock: QLockFile | None = None
        self._folder: Path | None = None

    @property
    def folder(self) -> Path | None:
        """The project folder that is held."""
        return self._folder

    def take(self, project: Project) -> None:
        """Hold ``project``, and let go what was held before.

        Raises:
            BundleError: another window holds it, or its folder cannot be written; what was held
                before is still held.
        """
        if project.folder == self._folder:
            return
        try:
            project.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(project, error.strerror or str(error)) from error
        lock = QLockFile(str(project.folder / _LOCK_NAME))
        # By age nothing is stale: a window may stay open for days. A holder whose process is gone
        # is found out by its number.
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            if lock.error() != QLockFile.LockError.LockFailedError:
                raise _unwritable(project, "its lock file cannot be made")
            process, host, _program = lock.getLockInfo()
            raise BundleError(
                Message(
                    "{name} is open in another window of tlgui (process {process} on {host}).",
                    name=project.name,
                    process=process,
                    host=host,
                ),
                Message("Go on there, or close that window first."),
            )
        self.release()
        self._lock, self._folder = lock, project.folder

    def release(self) -> None:
        """Let go what is held."""
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._folder = None


def _unwritable(project: Project, reason: str) -> BundleError:
    return BundleError(
        Message(
            "The project of {name} cannot be kept in {path}: {reason}.",
            name=project.name,
            path=project.folder,
            reason=reason,
        ),
        Message("Make room on the disk, or give yourself the right to write there."),
    )
