"""A whole app in a process of its own that does something the moment a stage begins.

    python -m tests.end_to_end.driver FOLDER STAGE ACTION

ACTION is ``stop``, ``cancel`` or ``close``. After stop and cancel the window is closed too, once
the job has ended. Prints what happened as JSON lines; the exit code is the app's.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from tests.end_to_end.window import click, find
from tlgui import app as application
from tlgui.engine.progress import EpochDone, Stage
from tlgui.ui.work.jobs import JobRunner

if TYPE_CHECKING:
    from tlgui.ui.window.main_window import MainWindow
    from tlgui.ui.work.jobs import Job

LONGEST_HOLD_S = 60


class Driver(QObject):
    """Opens the folder, trains, and acts when the stage that was asked for begins."""

    def __init__(self, stage: str, action: str) -> None:
        super().__init__()
        self._stage, self._action = stage, action
        self._acted_at = 0.0
        self._started = False
        self._window: MainWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._window is None:
            found = [w for w in QApplication.topLevelWidgets() if w.objectName() == "main_window"]
            if found:
                self._window = found[0]  # type: ignore[assignment]  # by its objectName
            return
        question = self._window.findChild(QWidget, "close_question")
        if question is not None and question.isVisible():
            click(question, "close_anyway_button")
            return
        if not self._started and self._stage not in ("listing", "checking"):
            button = self._window.findChild(QAbstractButton, "train_step_button")
            if button is not None and button.isEnabled() and "timm" in sys.modules:
                self._started = True
                click(self._window, "train_step_button")
                if self._stage == "epoch":
                    selector = find(self._window, QComboBox, "head_selector")
                    selector.setCurrentIndex(1)
                click(self._window, "train_button")

    def on_job(self, job: Job) -> None:
        """Watch a job that has just been started."""
        if job.background:
            return
        self._hold_at_stage(job)
        job.progressed.connect(lambda event: self._on_event(job, event))
        job.ended.connect(lambda: self._on_ended(job))

    def _hold_at_stage(self, job: Job) -> None:
        """Keep the worker in the stage until the user's wish has come to it: some last a moment."""
        control, report = job.control, job.control.report

        def held(event: object) -> None:
            report(event)
            end = time.monotonic() + LONGEST_HOLD_S
            while self._is_reached(event) and time.monotonic() < end:
                if control.cancel_requested or control.stop_requested:
                    return
                time.sleep(0.002)

        control.report = held  # type: ignore[method-assign]  # of this job only

    def _is_reached(self, event: object) -> bool:
        return (isinstance(event, Stage) and event.name.value == self._stage) or (
            isinstance(event, EpochDone) and self._stage == "epoch"
        )

    def _on_event(self, job: Job, event: object) -> None:
        if not self._is_reached(event) or self._acted_at:
            return
        self._acted_at = time.monotonic()
        self._tell(acted=self._action)
        if self._action == "stop":
            job.stop()
        elif self._action == "cancel":
            job.cancel()
        elif self._window is not None:
            self._window.close()

    def _on_ended(self, job: Job) -> None:
        if self._acted_at and self._action != "close" and job.title is not None:
            self._tell(ended_after_s=time.monotonic() - self._acted_at)
            if self._window is not None:
                QTimer.singleShot(0, self._window.close)

    @staticmethod
    def _tell(**facts: object) -> None:
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()


def watched_runner(driver: Driver) -> JobRunner:
    """A runner whose jobs ``driver`` sees."""
    runner = JobRunner()
    runner.started.connect(driver.on_job)
    return runner


def main() -> int:
    """Run the app; its exit code."""
    folder, stage, action = sys.argv[1:]
    app = QApplication(sys.argv[:1])
    driver = Driver(stage, action)
    # Watched from the first job on: listing a few pictures is over in a moment.
    vars(application)["JobRunner"] = partial(watched_runner, driver)
    code = application.run_window(Path(folder))
    threads = [thread.name for thread in threading.enumerate() if not thread.daemon]
    Driver._tell(left_window_at=time.time(), threads=threads)
    vars(application).pop("JobRunner")
    del driver, app
    return code


if __name__ == "__main__":
    sys.exit(main())
