"""Which learning rate to take: found by trying rising ones, shown as a plot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from tlgui.engine.errors import Message, TlguiError
from tlgui.engine.progress import BatchDone, Stage
from tlgui.ui.kit.charts.rate_chart import RateChart, Rates
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.train_progress import stage_title
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.train.asked.train_settings import TrainSettings
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@dataclass(frozen=True, eq=False)
class RateTask:
    """All that a worker needs to try rates."""

    recipe: Recipe
    index: DatasetIndex
    split: Split


def try_rates(task: RateTask, *, control: Control) -> Rates:
    """The loss at rising rates. For a worker.

    Raises:
        TlguiError: the training cannot begin.
    """
    from tlgui.engine.workflow import find_rate

    found = find_rate(task.recipe, task.index, task.split, control)
    # More digits than these nobody can tell from the plot.
    suggested = float(f"{found.suggested:.1e}")
    return Rates(found.rates, found.losses, suggested, found.is_clear, found.falls_on)


class RateFinder(QWidget):
    """A button, then a job with its progress, then a plot with the rate to take."""

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        settings: TrainSettings,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rate_finder")
        # It takes the width that the settings have.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._session, self._settings, self._bar = session, settings, message_bar
        self._finding = LatestJob(runner, self)
        self._task: RateTask | None = None
        self._stage: Stage | None = None
        self._rates: Rates | None = None
        self._find = make_button(
            lambda: self.tr("Find a rate") if self._rates is None else self.tr("Find again"),
            "find_rate_button",
            "small",
            tooltip=lambda: self.tr(
                "Tries some steps at rising learning rates; nothing of it is kept."
            ),
        )
        self._use = make_button("", "use_rate_button", "small")
        self._cancel = make_button(lambda: self.tr("Cancel"), "cancel_rate_button", "small")
        self._progress = QProgressBar()
        self._progress.setObjectName("rate_progress")
        self._progress.setTextVisible(False)
        self._doing = make_label("", "small", "rate_doing", wrap=True)
        self.chart = RateChart(runner)
        self._told = make_label("", "small", "rate_told", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        for button in (self._use, self._find, self._cancel):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE_S)
        layout.setSpacing(theme.SPACE_S)
        for widget in (self._doing, self._progress, self.chart, self._told):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._find.clicked.connect(self.start)
        self._cancel.clicked.connect(self._on_cancel)
        self._use.clicked.connect(self._take)
        settings.changed.connect(self.show_asked)
        session.index_changed.connect(lambda _index: self._forget())
        session.split_changed.connect(lambda _split: self._tell())
        live(self, self._tell)

    def start(self) -> None:
        """Try rates for what is asked."""
        task = self._asked()
        if task is None or self._finding.job is not None:
            return
        self._task, self._stage, self._rates = task, None, None
        self._finding.start(
            try_rates,
            task,
            title=Message(
                "Finding a learning rate for {backbone}", backbone=recipe_network_text(task.recipe)
            ),
            succeeded=self._on_found,
            failed=lambda error: route_error(error, self._bar),
            progressed=self._on_progressed,
            ended=self._tell,
        )
        self._progress.setRange(0, 0)
        self._tell()

    def show_asked(self) -> None:
        """Say where what is asked is no longer what was tried."""
        self._tell()

    def set_locked(self, locked: bool) -> None:
        """A training needs what this uses: it comes first."""
        if locked and self._finding.job is not None:
            self._finding.let_go()
            self._tell()

    def _asked(self) -> RateTask | None:
        index, split = self._session.index, self._session.split
        try:
            recipe = self._settings.recipe()
        except TlguiError:
            return None
        if index is None or split is None or self._settings.method.find_rate is None:
            return None
        return RateTask(recipe, index, split)

    def _forget(self) -> None:
        self._finding.let_go()
        self._task = self._rates = None
        self._tell()

    def _on_cancel(self) -> None:
        if self._finding.job is not None:
            self._finding.job.cancel()

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, Stage):
            self._stage = event
            self._progress.setRange(0, event.total or 0)
            self._progress.setValue(0)
            self._tell()
        elif isinstance(event, BatchDone) and event.total:
            self._progress.setRange(0, event.total)
            self._progress.setValue(event.done)

    def _on_found(self, rates: Rates) -> None:
        self._rates = rates

    def _take(self) -> None:
        if self._rates is not None:
            self._settings.set_value("learning_rate", self._rates.suggested)

    def _tell(self) -> None:
        """Show what the state has to show."""
        busy, rates = self._finding.job is not None, self._rates
        self._progress.setAccessibleName(self.tr("Progress of the search for a learning rate"))
        while_busy: tuple[QWidget, ...] = (self._doing, self._progress, self._cancel)
        with_result: tuple[QWidget, ...] = (self.chart, self._told, self._use)
        for widget in while_busy:
            widget.setVisible(busy)
        for widget in with_result:
            widget.setVisible(rates is not None and not busy)
        self._find.setVisible(not busy)
        words = self.tr("Find a rate") if rates is None else self.tr("Find again")
        self._find.setText(words)
        self._find.setAccessibleName(words)
        self._find.setEnabled(self._asked() is not None)
        if busy:
            self._doing.setText(self._stage_text())
        if rates is None or busy:
            self.chart.show_rates(None)
            return
        if self.chart.rates is not rates:
            self.chart.show_rates(rates)
        self._use.setText(self.tr("Use {rate}").format(rate=_written(rates.suggested)))
        self._use.setAccessibleName(self._use.text())
        self._told.setText(self._result_text(rates))
        self.chart.setAccessibleName(self.tr("Loss at rising learning rates"))
        self.chart.setAccessibleDescription(self._told.text())

    def _stage_text(self) -> str:
        if self._stage is None or self._task is None:
            return self.tr("Getting ready…")
        if self._stage.total and self._stage.name.value == "fit":
            return self.tr("Trying rising rates…")
        return f"{stage_title(self._stage.name, self._task.recipe)}…"

    def _result_text(self, rates: Rates) -> str:
        if not rates.is_clear:
            return self.tr("The loss falls at no rate by more than chance: keep the usual one.")
        if rates.falls_on:
            told = self.tr(
                "The loss falls up to {lowest}, the highest rate tried: a tenth of that, {rate},"
                " is a rate to train with."
            )
        else:
            told = self.tr(
                "The loss is lowest near {lowest} and rises after it: a tenth of that, {rate}, is"
                " a rate to train with."
            )
        # What is suggested is a tenth of it.
        lowest = _written(float(f"{10 * rates.suggested:.1g}"))
        told = told.format(lowest=lowest, rate=_written(rates.suggested))
        asked = self._asked()
        if asked is not None and self._task is not None and _steps(asked) == _steps(self._task):
            return told
        return " ".join((told, self.tr("The settings were others then.")))


def _written(rate: float) -> str:
    return f"{rate:g}".replace("e-0", "e-")


def _steps(task: RateTask) -> tuple[object, ...]:
    """What of a task the steps at a rate depend on."""
    usual = type(task.recipe)()
    same: dict[str, Any] = {
        name: getattr(usual, name)
        for name in (
            *("learning_rate", "epochs", "schedule", "warmup", "step_epochs", "step_factor"),
            *("judge", "patience", "target_accuracy", "average", "unfreeze"),
        )
    }
    return replace(task.recipe, **same), id(task.split)
