"""The report of a run as a page: written in a worker, asked for by a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.engine.errors import BundleError, Message
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.file_manager import open_file
from tlgui.ui.kit.saving import ask_where
from tlgui.ui.words.language import chosen_language
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner


def save_report(run: Run, path: Path, language: str, *, control: Control) -> Path:
    """Write the page of ``run`` to ``path``; ``path``. For a worker.

    Raises:
        BundleError: it cannot be written, or the run's report is damaged.
    """
    from tlgui.engine.deploy.html_report import write_report
    from tlgui.engine.deploy.html_report.words import LANGUAGES

    try:
        write_report(run, path, language if language in LANGUAGES else "en", control)
    except OSError as error:
        raise BundleError(
            Message("{path} cannot be saved: {reason}.", path=path, reason=error.strerror or error),
            Message("Choose another place, or make room on the disk."),
        ) from error
    return path


class ReportSaver(QObject):
    """Asks where to, writes the page, and offers to open it.

    Args:
        runner: of the jobs.
        bar: where it is told.
        parent: of the question.
    """

    def __init__(self, runner: JobRunner, bar: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._page, self._bar = parent, bar
        self._saving = LatestJob(runner, self)

    def ask(self, run: Run) -> None:
        """Ask where to save the report of ``run``."""
        name = one_line(run.name or run.dataset_root.name or run.folder.name).replace("/", "-")
        ask_where(self._page, name, "html", lambda path: self.save(run, path), others=("pdf",))

    def save(self, run: Run, path: Path) -> None:
        """Write the report of ``run`` to ``path``."""
        self._saving.start(
            save_report,
            run,
            path,
            chosen_language(),
            title=Message("Writing the report"),
            succeeded=self._on_saved,
            failed=lambda error: route_error(error, self._bar),
        )

    def _on_saved(self, path: Path) -> None:
        self._bar.show_message(
            "good",
            lambda: self.tr("Saved {name}.").format(name=one_line(path.name)),
            lambda: self.tr("It holds everything: mail it, or put it where others read it."),
            action=lambda: self.tr("Open it"),
            on_action=lambda: open_file(path),
        )
