"""The Train page: choose how the head learns, watch it learn, find earlier runs."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.engine.progress import EpochDone, Notice
from tlgui.engine.project import folder_for_run
from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import can_go_on
from tlgui.ui.kit.columns import Columns, empty_column
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.saving import tell_saved
from tlgui.ui.kit.widgets import EmptyState, PageHeader, page_layout
from tlgui.ui.train.asked.asked_column import AskedColumn
from tlgui.ui.train.run_rows import RunRow, method_text, trained_text
from tlgui.ui.train.runs_card import RunsCard
from tlgui.ui.train.train_buttons import TrainButtons
from tlgui.ui.train.train_progress import TrainProgress
from tlgui.ui.train.training_job import (
    TrainingTask,
    folder_to_go_on,
    run_training,
)
from tlgui.ui.train.training_news import (
    folder_text,
    job_title,
    tell_failed,
    tell_trained,
    tell_trained_elsewhere,
)
from tlgui.ui.train.training_view import TrainingView
from tlgui.ui.train.unfinished_card import UnfinishedCard
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.texts import pictures_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.project import Project
    from tlgui.engine.training.run import Run
    from tlgui.engine.training.unfinished import Unfinished
    from tlgui.ui.work.jobs import Job, JobRunner
    from tlgui.ui.work.session import Session

STACK_BELOW = 800
REFRESH_MS = 200


class TrainPage(QWidget):
    """Starts one training job at a time and shows how it goes.

    Signals:
        data_requested: the user wants to open a folder first.
        model_requested: the user wants to choose another network.
        open_requested: with the folder of a run that the user wants to open.
        results_requested: the user wants to see the run that has just ended, or that they opened.
    """

    data_requested = Signal()
    model_requested = Signal()
    open_requested = Signal(object)
    results_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train_page")
        self._session = session
        self._runner = runner
        self._training = LatestJob(runner, self)
        self._progress: TrainProgress | None = None
        self._task: TrainingTask | None = None
        self._asked_before: dict[str, Any] | None = None
        self._gone_wrong: Literal["", "failed", "cancelled"] = ""
        self._passing = False  # Whether the last notice is of a moment that goes by.
        self.header = PageHeader(lambda: self.tr("Train"))
        self.message_bar = MessageBar()
        self._make_buttons()
        layout = page_layout(self, self.header, self.message_bar)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_content())
        layout.addWidget(self._pages, 1)
        self._refresh = QTimer(self)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self._show_progress)
        self.asked.changed.connect(self._on_settings_changed)
        self.asked.method.network_asked.connect(self.model_requested)
        for chart in (self.view.loss_chart, self.view.accuracy_chart):
            chart.saved.connect(lambda path: tell_saved(self.message_bar, path))
            chart.save_failed.connect(lambda error: route_error(error, self.message_bar))
        self.runs_card.run_opened.connect(self._on_run_opened)
        self.unfinished_card.go_on_asked.connect(self.go_on)
        self.unfinished_card.listed.connect(self._tell_gone_wrong)
        session.project_changed.connect(self._on_project_changed)
        session.index_changed.connect(self._on_index_changed)
        session.split_changed.connect(self._on_split_changed)
        session.run_changed.connect(self._on_run_changed)
        self._on_project_changed(session.project)
        self._on_index_changed(session.index)
        live(self, self._tell)

    @property
    def _job(self) -> Job | None:
        return self._training.job

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
        self._start(TrainingTask(recipe, index, split, out))

    def go_on(self, unfinished: Unfinished) -> None:
        """Go on with a training that ended too soon, as it was asked for then."""
        index = self._session.index
        if self._job is not None or index is None:
            return
        self.message_bar.clear()
        try:
            split = unfinished.split(index)
        except TlguiError as error:
            route_error(error, self.message_bar)
            return
        out = folder_to_go_on(unfinished, self._session.runs_folder)
        self._start(TrainingTask(unfinished.recipe, index, split, out, unfinished))
        self.unfinished_card.forget(unfinished)
        # The fields tell what the job does; what was asked before comes back with its end.
        self._asked_before = self.asked.document()
        self.settings.restore(unfinished.recipe.to_json())
        self.asked.show_asked(locked=True)

    def _start(self, task: TrainingTask) -> None:
        self._task = task
        self._progress = TrainProgress(len(task.split.train), len(task.split.validation))
        self._training.start(
            run_training,
            task,
            title=job_title(task),
            goes_on=can_go_on(task.recipe),
            progressed=self._on_progressed,
            succeeded=self._on_succeeded,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )
        self._show_running(task)

    def _make_buttons(self) -> None:
        self.buttons = TrainButtons(self.header)
        self.pause_button, self.cancel_button = self.buttons.pause, self.buttons.cancel
        self.stop_button, self.train_button = self.buttons.stop, self.buttons.train
        self.train_button.clicked.connect(self.start)
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.stop_button.clicked.connect(self._on_stop_clicked)

    def _make_empty(self) -> QWidget:
        empty = EmptyState(
            "folder",
            lambda: self.tr("No pictures yet"),
            lambda: self.tr("Open a folder that has one sub-folder of pictures for each class."),
            "train_empty_state",
        )
        empty.add_button(
            lambda: self.tr("Go to Data"), "train_open_data_button", self.data_requested.emit
        )
        return empty

    def _make_content(self) -> QWidget:
        self.columns = Columns(
            self._make_asked,
            self._make_right,
            shares=(0, 1),
            stack_below=STACK_BELOW,
            parent=self._pages,
        )
        return self.columns

    def _make_asked(self, parent: QWidget) -> QWidget:
        self.asked = AskedColumn(self._session, self._runner, self.message_bar, parent)
        self.settings = self.asked.settings
        return self.asked

    def _make_right(self, parent: QWidget) -> QWidget:
        column, cards = empty_column(parent)
        shared = self._session, self._runner, self.message_bar, column
        self.view = TrainingView(self._runner, column)
        self.unfinished_card = UnfinishedCard(*shared)
        self.runs_card = RunsCard(*shared)
        self.runs = self.runs_card.table
        cards.addWidget(self.view)
        cards.addWidget(self.unfinished_card)
        cards.addWidget(self.runs_card, 1)
        return column

    def _on_project_changed(self, project: Project | None) -> None:
        if self._job is not None:
            # The fields tell what the job does; those of another folder wait until it is over.
            return
        if project is not None and project.settings != self.asked.document():
            self.settings.restore(project.settings)
            self._show_idle()
            self._ask_estimate()

    def _on_index_changed(self, index: DatasetIndex | None) -> None:
        self._pages.setCurrentIndex(0 if index is None else 1)
        self.runs_card.forget()
        if self._job is None:
            self.message_bar.clear()
        self.runs_card.list_runs()
        self.unfinished_card.list_unfinished()
        if self._job is not None and self._task is not None:
            self._tell_running(self._task)
        self._show_idle()
        self._ask_estimate()

    def _on_split_changed(self) -> None:
        self._show_idle()
        self._ask_estimate()

    def _keep_asked(self) -> None:
        """Keep what the fields ask for with the project."""
        project, asked = self._session.project, self.asked.document()
        if project is not None and asked is not None:
            self._session.set_project(replace(project, settings=asked))

    def _on_settings_changed(self) -> None:
        self._keep_asked()
        self._show_idle()
        self._ask_estimate()

    def _ask_estimate(self) -> None:
        if self._job is None:
            self.asked.estimate()

    def _on_run_opened(self, run: Run) -> None:
        self._session.set_run(run)
        self.results_requested.emit()

    def _on_run_changed(self, _run: Run | None) -> None:
        self._show_idle()

    def _on_progressed(self, event: object) -> None:
        if self._progress is None or self._task is None:
            return
        self._progress.hear(event)
        if isinstance(event, Notice):
            self._passing = event.passing
            self.message_bar.show_message("info", lambda: text_of(event.message))
        if isinstance(event, EpochDone):
            self.view.set_history(self._progress.history, event.epochs)
            self.stop_button.setEnabled(True)

    def _on_succeeded(self, row: RunRow) -> None:
        if self._progress is None or self._task is None:
            return
        # What the run says of itself, as everywhere; of one that went on, its parts together.
        seconds = row.run.seconds.get("total", self._progress.seconds())
        self._progress.end()
        task = self._task
        self._leave_job()
        if not self._is_of_folder(task):
            # The run waits among the runs of the folder that it learned from.
            tell_trained_elsewhere(
                self.message_bar, row, task.index, lambda: self.open_requested.emit(row.run.folder)
            )
            return
        self._session.set_run(row.run)
        self.runs_card.list_runs()
        tell_trained(self.message_bar, row, seconds, self.results_requested.emit)

    def _on_failed(self, error: Exception) -> None:
        task = self._task
        earlier = None if task is None else task.unfinished
        here = task is not None and self._is_of_folder(task)
        if earlier is not None and not os.path.isdir(earlier.folder):
            # Nothing is left to go on with: what failed is there to be changed and tried again.
            self._asked_before = None
            if here:
                self._keep_asked()
        again: Callable[[], object] | None = self.start if here else None
        if here and earlier is not None:
            again = partial(self._try_again, earlier)
        self._leave_job()
        self._gone_wrong = "failed"
        self._tell()
        tell_failed(
            self.message_bar,
            error,
            on_again=again,
            on_folder=self.data_requested.emit,
        )

    def _is_of_folder(self, task: TrainingTask) -> bool:
        """Whether ``task`` is of the folder that is open: another may have been opened since."""
        session = self._session
        return session.index is not None and session.runs_folder == task.out.parent

    def _try_again(self, unfinished: Unfinished) -> None:
        if os.path.isdir(unfinished.folder):
            self.go_on(unfinished)
        else:  # Nothing is left of it to go on with; the fields ask for the same.
            self.start()

    def _on_cancelled(self) -> None:
        self._leave_job()
        if self._task is not None and self._task.unfinished is not None:
            self.unfinished_card.list_unfinished(once_ended=True)
        self._gone_wrong = "cancelled"
        if self._passing:
            self.message_bar.clear()
        self._tell()

    def _leave_job(self) -> None:
        self._training.let_go()
        self._refresh.stop()
        if self._asked_before is not None:
            self.settings.restore(self._asked_before)
            self._asked_before = None
        self._on_project_changed(self._session.project)
        self._show_idle()
        self._ask_estimate()
        self.unfinished_card.list_unfinished()

    def _on_pause_clicked(self) -> None:
        if self._job is None or self._progress is None:
            return
        if self._job.control.paused:
            self._job.resume()
            self._progress.go_on()
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

    def _tell(self) -> None:
        """Say everything again that depends on the state."""
        self.asked.estimates.tell()
        if self._job is not None and self._task is not None:
            self._tell_running(self._task)
            self._show_progress()
            return
        gone_wrong = self._gone_wrong
        self._show_idle()
        self._gone_wrong = gone_wrong
        self._tell_gone_wrong()

    def _tell_gone_wrong(self) -> None:
        """Say how the last training ended, where it did not end well."""
        kept = self._is_kept(self._task)
        if self._gone_wrong and self._task is not None:
            # What is on show is of an earlier run.
            self._tell_running(self._task)
            self.view.clear(self._task.recipe)
        if self._gone_wrong == "failed":
            self.view.card.say(
                self.tr("The training failed."),
                self.tr("How far it came is kept: it can go on.")
                if kept
                else self.tr("Nothing was kept of this run."),
            )
        elif self._gone_wrong == "cancelled":
            self.view.card.say(
                self.tr("Cancelled."),
                self.tr("How far it came is kept: it can go on.")
                if kept
                else self.tr("Nothing was kept of this run but what it read."),
            )

    def _is_kept(self, task: TrainingTask | None) -> bool:
        """Whether the training that did not end well can go on."""
        if task is None or task.unfinished is None:
            return task is not None and self.unfinished_card.holds(task.out)
        # Once it is cancelled it is kept for sure, and listed as soon as its worker has left.
        return self._gone_wrong == "cancelled" or self.unfinished_card.holds(task.unfinished.out)

    def _show_idle(self) -> None:
        """Show what could be trained, or the run that is on show."""
        if self._job is not None:
            return
        self._gone_wrong = ""
        index, split, run = self._session.index, self._session.split, self._session.run
        self.asked.show_asked(locked=False)
        self.unfinished_card.set_locked(False)
        self.buttons.show_idle(
            offered=index is not None,
            possible=split is not None and not self.asked.is_refused,
            learns=self.settings.method.learns is not Learns.NOTHING,
        )
        if run is not None:
            self.view.show_run(run)
            learned_from = run.counts.get("train", 0)
            text = (
                self.tr("{backbone}, {method} · learned from {pictures}")
                if learned_from
                else self.tr("{method} with {backbone}")
            )
            self.header.set_summary(
                text.format(
                    backbone=recipe_network_text(run.recipe),
                    method=trained_text(run),
                    pictures=pictures_text(learned_from),
                )
            )
            return
        self.view.show_ready(split, self.asked.recipe())
        self.header.set_summary(
            self.tr("{method} with {backbone}").format(
                method=text_of(self.settings.method.title), backbone=self.settings.network_text
            )
            if index is not None
            else self.tr("Needs a folder of pictures.")
        )

    def _show_running(self, task: TrainingTask) -> None:
        self._gone_wrong = ""
        self.buttons.show_running(
            stops=task.recipe.epochs_at_most > 0 and not task.recipe.folds,
            by_steps=isinstance(task.recipe, EpochRecipe),
            resumed=task.unfinished is not None,
        )
        self.unfinished_card.set_locked(True)
        self.asked.show_asked(locked=True)
        self._tell_running(task)
        self.view.card.clear_figures()
        self.view.set_history((), task.recipe.epochs_at_most)
        self._refresh.start()
        self._show_progress()
        self.columns.reveal(self.view)

    def _tell_running(self, task: TrainingTask) -> None:
        opened = self._session.index
        if opened is not None and opened.root == task.index.root:
            text = self.tr("{method} with {backbone} · {pictures}")
        else:
            text = self.tr("{method} with {backbone} on {folder} · {pictures}")
        self.header.set_summary(
            text.format(
                method=method_text(task.recipe).capitalize(),
                backbone=recipe_network_text(task.recipe),
                folder=folder_text(task.index),
                pictures=pictures_text(len(task.split.train)),
            )
        )

    def _show_progress(self) -> None:
        """Show how far the running job is; several times a second."""
        if self._job is None or self._progress is None or self._task is None:
            return
        paused = self._job.control.paused
        self.buttons.show_paused(paused=paused)
        self.view.show_progress(self._progress, self._task.recipe, paused=paused)
