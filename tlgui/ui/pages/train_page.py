"""The Train page: choose how the head learns, watch it learn, find earlier runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import Message, TlguiError
from tlgui.engine.progress import EpochDone, Notice
from tlgui.engine.training.recipe import HeadFit
from tlgui.ui import theme
from tlgui.ui.columns import Columns
from tlgui.ui.errors import route_error, text_of
from tlgui.ui.message_bar import MessageBar
from tlgui.ui.method_card import MethodCard
from tlgui.ui.run_table import RunRow, RunTable, method_text, read_runs, split_text
from tlgui.ui.train_progress import TrainProgress, spoken_time
from tlgui.ui.train_settings import TrainSettings
from tlgui.ui.training_job import TrainingTask, folder_for_run, run_training
from tlgui.ui.training_view import TrainingView
from tlgui.ui.widgets import Card, EmptyState, PageHeader, make_button, make_label, page_layout

if TYPE_CHECKING:
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.training.run import Run
    from tlgui.ui.jobs import Job, JobRunner
    from tlgui.ui.session import Session

LEFT_WIDTH = 316
STACK_BELOW = 800
REFRESH_MS = 200


class TrainPage(QWidget):
    """Starts one training job at a time and shows how it goes.

    Signals:
        data_requested: the user wants to open a folder first.
        results_requested: the user wants to see the run that has just ended, or that they opened.
    """

    data_requested = Signal()
    results_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train_page")
        self._session = session
        self._runner = runner
        self._job: Job | None = None
        self._list_job: Job | None = None
        self._progress: TrainProgress | None = None
        self._task: TrainingTask | None = None
        self.header = PageHeader(self.tr("Train"))
        self.message_bar = MessageBar()
        self._make_buttons()
        self.settings = TrainSettings()
        self.view = TrainingView(runner)
        self.runs = RunTable()
        layout = page_layout(self, self.header, self.message_bar)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_content())
        layout.addWidget(self._pages, 1)
        self._refresh = QTimer(self)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self._show_progress)
        self.settings.head_selector.currentIndexChanged.connect(self._show_idle)
        self.runs.run_opened.connect(self._on_run_opened)
        session.index_changed.connect(self._on_index_changed)
        session.split_changed.connect(self._show_idle)
        session.run_changed.connect(self._on_run_changed)
        self._on_index_changed(session.index)

    @property
    def is_training(self) -> bool:
        """Whether a job of this page runs."""
        return self._job is not None

    def start(self) -> None:
        """Train with what the settings ask for."""
        index, split = self._session.index, self._session.split
        if self._job is not None or index is None or split is None:
            return
        self.message_bar.clear()
        try:
            recipe = self.settings.recipe()
        except TlguiError as error:
            route_error(error, self.message_bar)
            return
        out = folder_for_run(recipe, self._session.runs_folder)
        self._task = TrainingTask(recipe, index, split, out)
        self._progress = TrainProgress(pictures=len(split.train))
        job = self._runner.start(
            run_training,
            self._task,
            title=Message("Training {backbone}", backbone=recipe.backbone),
        )
        self._job = job
        job.progressed.connect(lambda event: self._on_progressed(job, event))
        job.succeeded.connect(lambda row: self._on_succeeded(job, row))
        job.failed.connect(lambda error: self._on_failed(job, error))
        job.cancelled.connect(lambda: self._on_cancelled(job))
        self._show_running(self._task)

    def _make_buttons(self) -> None:
        self.pause_button = make_button(self.tr("Pause"), "pause_button")
        self.cancel_button = make_button(self.tr("Cancel"), "cancel_button")
        self.cancel_button.setToolTip(self.tr("End now and keep nothing of this run."))
        self.stop_button = make_button(self.tr("Stop and keep best"), "stop_button", "primary")
        self.stop_button.setToolTip(
            self.tr("End after this epoch and keep the weights of the best one.")
        )
        self.train_button = make_button(self.tr("Train"), "train_button", "primary")
        for button in (self.pause_button, self.cancel_button, self.stop_button, self.train_button):
            self.header.add_button(button)
        self.train_button.clicked.connect(self.start)
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.stop_button.clicked.connect(self._on_stop_clicked)

    def _make_empty(self) -> QWidget:
        empty = EmptyState(
            "folder",
            self.tr("No pictures yet"),
            self.tr("Open a folder that has one sub-folder of pictures for each class."),
            "train_empty_state",
        )
        button = make_button(self.tr("Go to Data"), "train_open_data_button", "primary")
        button.clicked.connect(self.data_requested)
        empty.buttons.addWidget(button)
        return empty

    def _make_content(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(MethodCard())
        column.addWidget(self.settings)
        column.addStretch()
        left.setMinimumWidth(theme.px(LEFT_WIDTH))
        runs_card = Card(self.tr("Runs"))
        self._no_runs = make_label(
            self.tr("The runs on this folder are listed here."), "muted", "no_runs_label"
        )
        runs_card.body.addWidget(self._no_runs)
        runs_card.body.addWidget(self.runs, 1)
        self._runs_end = QWidget()
        self._runs_end.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        runs_card.body.addWidget(self._runs_end, 1)
        right_column = QWidget()
        right = QVBoxLayout(right_column)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.SPACE_M)
        right.addWidget(self.view)
        right.addWidget(runs_card, 1)
        self.columns = Columns(left, right_column, shares=(0, 1), stack_below=STACK_BELOW)
        return self.columns

    def _on_index_changed(self, index: DatasetIndex | None) -> None:
        self._pages.setCurrentIndex(0 if index is None else 1)
        self.runs.runs.set_rows(())
        self._show_run_count()
        if self._job is None:
            self.message_bar.clear()
        if index is not None:
            self._list_runs(index)
        self._show_idle()

    def _list_runs(self, index: DatasetIndex) -> None:
        if self._list_job is not None and not self._list_job.is_over:
            self._list_job.cancel()
        job = self._runner.start(read_runs, self._session.runs_folder, index.root, lane="files")
        self._list_job = job
        job.succeeded.connect(self._on_runs_listed)
        job.failed.connect(lambda error: route_error(error, self.message_bar))

    def _on_runs_listed(self, rows: list[RunRow]) -> None:
        self.runs.runs.set_rows(rows)
        self._show_run_count()
        run = self._session.run
        self.runs.runs.mark_shown(run.folder if run is not None else None)

    def _show_run_count(self) -> None:
        any_runs = bool(self.runs.runs.rows)
        self._no_runs.setVisible(not any_runs)
        self._runs_end.setVisible(not any_runs)
        self.runs.setVisible(any_runs)

    def _on_run_opened(self, run: Run) -> None:
        self._session.set_run(run)
        self.results_requested.emit()

    def _on_run_changed(self, run: Run | None) -> None:
        self.runs.runs.mark_shown(run.folder if run is not None else None)
        self._show_idle()

    def _on_progressed(self, job: Job, event: object) -> None:
        if job is not self._job or self._progress is None or self._task is None:
            return
        self._progress.hear(event)
        if isinstance(event, Notice):
            self.message_bar.show_message("info", text_of(event.message))
        if isinstance(event, EpochDone):
            self.view.set_history(self._progress.history, self._task.recipe.epochs)
            self.stop_button.setEnabled(True)

    def _on_succeeded(self, job: Job, row: RunRow) -> None:
        if job is not self._job or self._progress is None or self._task is None:
            return
        seconds = self._progress.seconds()
        self._progress.end()
        index = self._task.index
        self._leave_job()
        self.view.show_stages_of(self._progress, row.run.recipe)
        if self._session.index is not index:
            return  # Another folder was opened meanwhile; the run waits among that folder's runs.
        self._session.set_run(row.run)
        self._list_runs(index)
        lead = self.tr("Trained in {time}.").format(time=spoken_time(seconds))
        text = ""
        if row.accuracy is not None:
            lead = self.tr("Trained in {time}:").format(time=spoken_time(seconds))
            text = self.tr("{accuracy:.1%} on the {split} split.").format(
                accuracy=row.accuracy, split=split_text(row.split)
            )
        notices = " ".join(text_of(message) for message in row.run.notices)
        self.message_bar.show_message(
            "good",
            lead,
            f"{text} {notices}".strip(),
            action=self.tr("See results"),
            on_action=self.results_requested.emit,
        )

    def _on_failed(self, job: Job, error: Exception) -> None:
        if job is not self._job:
            return
        self._leave_job()
        self.view.card.say(
            self.tr("The training failed."), self.tr("Nothing was kept of this run.")
        )
        route_error(error, self.message_bar)

    def _on_cancelled(self, job: Job) -> None:
        if job is not self._job:
            return
        self._leave_job()
        self.view.card.say(
            self.tr("Cancelled."), self.tr("Nothing was kept of this run but what it read.")
        )

    def _leave_job(self) -> None:
        self._job = None
        self._refresh.stop()
        self._show_idle()

    def _on_pause_clicked(self) -> None:
        if self._job is None:
            return
        if self._job.control.paused:
            self._job.resume()
        else:
            self._job.pause()
        self._show_progress()

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_stop_clicked(self) -> None:
        if self._job is not None:
            self.stop_button.setEnabled(False)
            self._job.stop()

    def _show_idle(self) -> None:
        """Show what could be trained, or the run that is on show."""
        if self._job is not None:
            return
        index, split, run = self._session.index, self._session.split, self._session.run
        for button in (self.pause_button, self.cancel_button, self.stop_button):
            button.hide()
        self.train_button.setVisible(index is not None)
        self.train_button.setEnabled(split is not None)
        self.settings.set_locked(False)
        if run is not None:
            self.view.show_run(run)
            self.header.set_summary(
                self.tr("{backbone}, {method} · learned from {count:,} pictures").format(
                    backbone=run.recipe.backbone,
                    method=method_text(run.recipe),
                    count=run.counts.get("train", 0),
                )
            )
            return
        self.view.show_ready(split, gradient_descent=self.settings.gradient_descent)
        self.header.set_summary(
            self.tr("Feature extraction with {backbone}").format(backbone=self.settings.backbone)
            if index is not None
            else ""
        )

    def _show_running(self, task: TrainingTask) -> None:
        self.train_button.hide()
        self.pause_button.show()
        self.cancel_button.show()
        self.stop_button.setVisible(task.recipe.head is HeadFit.GRADIENT_DESCENT)
        self.stop_button.setEnabled(False)
        self.settings.set_locked(True)
        self.header.set_summary(
            self.tr("{method} with {backbone} · {count:,} pictures").format(
                method=method_text(task.recipe).capitalize(),
                backbone=task.recipe.backbone,
                count=len(task.split.train),
            )
        )
        self.view.card.clear_figures()
        self.view.set_history((), task.recipe.epochs)
        self._refresh.start()
        self._show_progress()
        self.columns.reveal(self.view)

    def _show_progress(self) -> None:
        """Show how far the running job is; several times a second."""
        if self._job is None or self._progress is None or self._task is None:
            return
        paused = self._job.control.paused
        self.pause_button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause_button.setAccessibleName(self.pause_button.text())
        self.view.show_progress(self._progress, self._task.recipe, paused=paused)
