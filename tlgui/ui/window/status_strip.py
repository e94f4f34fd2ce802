"""The strip at the bottom: the device, the running job with its progress, and a way to end it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from tlgui.engine.progress import BatchDone, EpochDone, Stage, StageName
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.work.job_progress import JobProgress

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.work.jobs import Job, JobRunner

STRIP_HEIGHT = 36
COUNT_DOWN_MS = 1000
"""How often the time left is told anew where no event tells it."""


def stage_text(name: StageName) -> str:
    """What a job is busy with, in the language of the window."""
    translate = QCoreApplication.translate
    return {
        StageName.LISTING: translate("stages", "listing files"),
        StageName.CHECKING: translate("stages", "checking pictures"),
        StageName.DOWNLOAD: translate("stages", "downloading"),
        StageName.LOADING_MODEL: translate("stages", "loading the model"),
        StageName.FEATURES: translate("stages", "reading pictures"),
        StageName.FIT: translate("stages", "learning"),
        StageName.EVALUATION: translate("stages", "evaluating"),
        StageName.ARRANGEMENT: translate("stages", "arranging pictures"),
        StageName.PREDICTION: translate("stages", "classifying"),
        StageName.HEAT_MAPS: translate("stages", "computing heat maps"),
        StageName.ACTIVATIONS: translate("stages", "computing activation maps"),
        StageName.EXPORT: translate("stages", "making the files"),
        StageName.SELF_TEST: translate("stages", "testing the export"),
        StageName.SAVING: translate("stages", "saving"),
    }[name]


def time_left_text(seconds: float) -> str:
    """``seconds`` as an estimate that does not pretend to be exact."""
    translate = QCoreApplication.translate
    if seconds < 5:
        return translate("time", "a few seconds left")
    if seconds < 55:
        return translate("time", "about {n} s left").format(n=5 * round(seconds / 5))
    if seconds < 55 * 60:
        return translate("time", "about {n} min left").format(n=max(1, round(seconds / 60)))
    return translate("time", "about {n} h left").format(n=f"{seconds / 3600:.1f}")


class StatusStrip(QWidget):
    """Follows every job that has a title; shows the oldest that is not over."""

    def __init__(
        self,
        runner: JobRunner,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Follow the jobs of ``runner``; ``clock`` is in seconds."""
        super().__init__(parent)
        self._clock = clock
        self.setObjectName("status_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(STRIP_HEIGHT))
        self._jobs: dict[Job, JobProgress] = {}
        self._keeps_something = False
        self._device = make_label("", "device", "device_chip")
        self._title = ElidedLabel(role="small")
        self._title.setObjectName("job_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._title.setMinimumWidth(theme.px(80))
        self._bar = QProgressBar()
        self._bar.setObjectName("job_progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(260)
        self._bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._percent = make_label("", "small", "job_percent")
        self._left = make_label("", "small", "job_time_left")
        self._facts = make_label("", "small", "status_facts")
        self._stop = make_button("", "status_stop_button", "small")
        self._stop.clicked.connect(self._on_stop_clicked)
        self._count_down = QTimer(self)
        self._count_down.setInterval(COUNT_DOWN_MS)
        self._count_down.timeout.connect(self._tell_progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, 0)
        layout.setSpacing(theme.SPACE_M)
        for widget in (self._device, self._title, self._bar, self._percent, self._left):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self._facts)
        layout.addWidget(self._stop)
        runner.started.connect(self._on_started)
        live(self, self._tell)

    def _tell(self) -> None:
        self._bar.setAccessibleName(self.tr("Progress"))
        if self.job is None:
            self._show_idle()
            return
        self._set_stop_text()
        self._tell_title()
        self._tell_progress()

    def set_device(self, text: str) -> None:
        """Name the device in its chip."""
        self._device.setText(text)

    def set_facts(self, text: str) -> None:
        """Say something lasting at the right end, shown while nothing runs."""
        self._facts.setText(text)

    @property
    def job(self) -> Job | None:
        """The job on show."""
        return next(iter(self._jobs), None)

    def _on_started(self, job: Job) -> None:
        progress = self._jobs[job] = JobProgress(self._clock)
        job.progressed.connect(lambda event: self._on_progressed(job, event))
        job.resumed.connect(progress.go_on)
        job.ended.connect(lambda: self._on_ended(job))
        if job is self.job:
            self._show_job(job)

    def _on_ended(self, job: Job) -> None:
        on_show = job is self.job
        del self._jobs[job]
        if not on_show:
            return
        if self.job is None:
            self._show_idle()
        else:
            self._show_job(self.job)

    def _show_idle(self) -> None:
        self._count_down.stop()
        self._title.set_full_text(self.tr("Ready"))
        for widget in (self._bar, self._percent, self._left, self._stop):
            widget.hide()
        self._facts.show()

    def _show_job(self, job: Job) -> None:
        self._keeps_something = job.control.has_result
        self._tell_title()
        self._tell_progress()
        self._count_down.start()
        self._set_stop_text()
        self._facts.hide()
        for widget in (self._bar, self._percent, self._left):
            widget.show()
        self._stop.setVisible(job.interruptible)

    def _on_progressed(self, job: Job, event: object) -> None:
        progress = self._jobs.get(job)
        if progress is None or job.title is None:
            return
        progress.hear(event)
        if job is not self.job:
            return
        if job.control.has_result != self._keeps_something:
            self._keeps_something = job.control.has_result
            self._set_stop_text()
        if isinstance(event, Stage | EpochDone):
            self._tell_title()
        if isinstance(event, Stage | EpochDone | BatchDone):
            self._tell_progress()

    def _tell_title(self) -> None:
        """Say which job it is, and what it is doing."""
        title, what = "", ""
        if self.job is not None:
            title = text_of(self.job.title) if self.job.title is not None else ""
            what = self._doing(self._jobs[self.job])
        already_said = what.casefold() == title.casefold()
        self._title.set_full_text(f"{title} · {what}" if what and not already_said else title)

    def _doing(self, progress: JobProgress) -> str:
        if progress.epoch is not None:
            told = self.tr("epoch {n} of {total}")
            return told.format(n=progress.epoch.epoch, total=progress.epoch.epochs)
        if progress.stage is None or progress.stage.name is None:
            return ""
        return stage_text(progress.stage.name)

    def _tell_progress(self) -> None:
        """Say how far the job on show is, and how long its stage will still take."""
        progress = self._jobs[self.job] if self.job is not None else None
        stage = None if progress is None else progress.stage
        if progress is None or stage is None or not stage.total:
            self._bar.setRange(0, 0)
            done = 0 if stage is None else stage.done
            self._percent.setText(self.tr("{n} done").format(n=f"{done:,}") if done else "")
            self._left.clear()
            return
        share = min(1.0, stage.done / stage.total)
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(share * 1000))
        self._percent.setText(f"{share:.0%}")
        left = progress.seconds_left() if share < 1 else None
        self._left.setText("" if left is None else time_left_text(left))

    def _set_stop_text(self) -> None:
        """Where there is something to keep, the button says Stop; before, Cancel."""
        if self._keeps_something:
            self._stop.setText(self.tr("Stop"))
            self._stop.setToolTip(self.tr("End after this step and keep the best so far"))
        else:
            self._stop.setText(self.tr("Cancel"))
            self._stop.setToolTip(self.tr("End this job and discard what it made"))
        self._stop.setAccessibleName(self._stop.text())

    def _on_stop_clicked(self) -> None:
        if self.job is None:
            return
        if self.job.control.has_result:
            self.job.stop()
        else:
            self.job.cancel()
