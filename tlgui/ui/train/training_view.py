"""How a training run goes: its stages or its curves, a verdict in words, and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tlgui.engine.errors import Message
from tlgui.engine.insight.curves import (
    best_epoch,
    describe_curves,
    describe_kept,
    describe_temperature,
)
from tlgui.engine.progress import StageName
from tlgui.engine.training.fine_tuning.gain import Gain
from tlgui.engine.training.framing import framing_told
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, what_helped
from tlgui.ui.kit.charts.curves import CurveChart
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.progress_card import ProgressCard
from tlgui.ui.kit.widgets import Card
from tlgui.ui.look import theme
from tlgui.ui.train.stage_list import StageList
from tlgui.ui.train.train_progress import TrainProgress, clock_time, stage_title
from tlgui.ui.words.texts import pictures_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.data.records import Split
    from tlgui.engine.progress import EpochDone
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner

TOP_HEIGHT = 212


def _validation_pictures(run: Run) -> int | None:
    """By which the epochs of ``run`` were judged: what was held back from its last training."""
    folds = run.facts.get("folds")
    if isinstance(folds, dict):
        return len(folds.get("held_back", ()))
    return run.counts.get("validation")


class TrainingView(QWidget):
    """Shows what could be trained, what is being trained, or a run that has ended."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stages = StageList()
        self.card = ProgressCard()
        self._top = QStackedWidget(self)
        stage_card = Card(lambda: self.tr("Stages"), self._top)
        stage_card.body.addSpacing(theme.SPACE_XS)
        stage_card.body.addWidget(self.stages)
        charts = QWidget(self._top)
        self.loss_chart = CurveChart("loss", runner, charts)
        self.accuracy_chart = CurveChart("accuracy", runner, charts)
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, charts)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(theme.SPACE_M)
        pair.addWidget(self.loss_chart)
        pair.addWidget(self.accuracy_chart)
        self._top.addWidget(stage_card)
        self._top.addWidget(charts)
        self._pair = pair
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._top)
        layout.addWidget(self.card)
        self._fit_top()

    @property
    def shows_curves(self) -> bool:
        """Whether the curves are on show, not the stages."""
        return self._top.currentIndex() == 1

    def show_ready(self, split: Split | None, recipe: Recipe | None) -> None:
        """Show what the next run would do; ``recipe``: None where what is asked is refused."""
        self.stages.show_progress(None, recipe)
        self.set_history((), 0)
        self._show_curves(recipe is not None and recipe.epochs_at_most > 0)
        self.card.clear_figures()
        if split is None:
            self.card.say(
                self.tr("These pictures cannot be split."),
                self.tr("Two classes with at least two pictures each are needed."),
            )
            return
        if recipe is not None and recipe.folds:
            pool = len(split.train) + len(split.validation)
            told = self.tr("{count:,} pictures in {folds} folds, each judged once.")
            self.card.say(self.tr("Ready to train."), told.format(count=pool, folds=recipe.folds))
            return
        self.card.say(
            self.tr("Ready to train."),
            self.tr("{train:,} pictures to learn from, {validation:,} to check with.").format(
                train=len(split.train), validation=len(split.validation)
            )
            if recipe is None or recipe.reads_training
            else self.tr("{count} to check with.").format(
                count=pictures_text(len(split.validation) + len(split.test))
            ),
        )

    def show_run(self, run: Run) -> None:
        """Show the curves and the verdict of a run that has ended."""
        self.card.clear_figures()
        self.stages.show_run(run.seconds, run.recipe)
        best = run.facts.get("best_epoch")
        self.set_history(
            run.history,
            len(run.history),
            best=best if isinstance(best, int) else None,
        )
        self._show_curves(bool(run.history))
        if run.history:
            self._say_curves(run.history, _validation_pictures(run), *self._outcome(run))
        else:
            self.card.say(*self._verdict(run))
        self._show_kept(run)
        total = run.seconds.get("total")
        if total is not None:
            self.card.left.set_value(clock_time(total), caption=lambda: self.tr("took"))

    def clear(self, recipe: Recipe) -> None:
        """Show nothing of a run: the stages of ``recipe``, none of which is done."""
        self.card.clear_figures()
        self.stages.show_progress(None, recipe)
        self._show_curves(False)

    def _verdict(self, run: Run) -> tuple[str, str]:
        """What came of a run without curves."""
        method = find_method(run.recipe.method)
        parts = []
        if isinstance(run.recipe, FeatureExtraction):
            parts.append(
                self.tr("Its regularisation was chosen by cross-validation on the training split.")
            )
        for told in (
            what_helped(run.recipe, run.facts),
            framing_told(run.preprocessing.framing, run.facts),
        ):
            if told is not None:
                parts.append(text_of(told))
        if method.learns is Learns.NOTHING:
            return text_of(method.title), " ".join([text_of(method.sentence), *parts])
        parts += [text_of(told) for told in self._several_told(run)]
        members = len(run.facts.get("members", ()))
        if members:
            return self.tr("Each of the {count} heads is fitted.").format(count=members), " ".join(
                parts
            )
        return self.tr("The head is fitted."), " ".join(parts)

    @staticmethod
    def _several_told(run: Run) -> list[Message]:
        """How the folds of a run were judged, and what its models gained over one."""
        folds, gain = run.facts.get("folds"), Gain.from_facts(run.facts.get("gain"))
        told = [] if gain is None else [gain.message()]
        if isinstance(folds, dict):
            shares = [f"{100 * each:.1f}" for each in folds["accuracies"]]
            told.append(
                Message(
                    "Accuracy in {count} folds: {mean}% on average, {low}% to {high}%.",
                    count=folds["count"],
                    mean=f"{100 * folds['mean']:.1f}",
                    low=min(shares, key=float),
                    high=max(shares, key=float),
                )
            )
        return told

    def set_history(
        self,
        history: Sequence[EpochDone],
        epochs: int,
        *,
        best: int | None = None,
    ) -> None:
        """Draw the curves of a run.

        Args:
            history: its epochs so far.
            epochs: of which it has so many at most.
            best: the one that is kept, 0 for none of them; None where its epochs tell that.
        """
        self.loss_chart.set_history(history, epochs, best=best)
        self.accuracy_chart.set_history(history, epochs, best=best)

    def show_progress(self, progress: TrainProgress, recipe: Recipe, *, paused: bool) -> None:
        """Show how far a running job is."""
        epoch_by_epoch = recipe.epochs_at_most > 0
        self.stages.show_progress(progress, recipe)
        self._show_curves(epoch_by_epoch and bool(progress.history))
        stage = progress.stage
        if progress.history:
            last = progress.history[-1]
            self.card.epoch.set_value(
                str(last.epoch), self.tr("of {epochs}").format(epochs=last.epochs)
            )
            self._show_best(best_epoch(progress.history))
            rate = last.learning_rate
            self.card.rate.set_value("" if rate is None else f"{rate:.1e}".replace("e-0", "e-"))
        if paused:
            self.card.say(self.tr("Paused."), self.tr("Resume goes on where it stopped."))
        elif progress.history and stage is not None and stage.name is StageName.FIT:
            self._say_curves(progress.history, progress.validation_pictures)
        else:
            self.card.say(*self._stage_sentence(progress, recipe))
        speed = progress.pictures_a_second
        self.card.speed.set_value("" if speed is None else f"{speed:,.0f}")
        left = progress.seconds_left()
        self.card.left.set_value(
            "" if left is None else clock_time(left), caption=lambda: self.tr("time left")
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # In another language or text size the charts need more room, or less.
            self._fit_top()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_top()

    def _show_curves(self, curves: bool) -> None:
        self._top.setCurrentIndex(1 if curves else 0)
        self._fit_top()

    def _fit_top(self) -> None:
        """Put the charts below each other where the room does not do for both."""
        charts = (self.loss_chart, self.accuracy_chart)
        needed = sum(chart.minimumSizeHint().width() for chart in charts) + theme.SPACE_M
        stack = self.width() < needed
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.TopToBottom if stack else directions.LeftToRight)
        height = theme.px(TOP_HEIGHT)
        both = stack and self.shows_curves
        self._top.setFixedHeight(2 * height + theme.SPACE_M if both else height)

    def _say_curves(
        self, history: Sequence[EpochDone], validation_pictures: int | None, *more: Message
    ) -> None:
        """Say what the curves mean, and ``more`` after it."""
        verdict = text_of(describe_curves(history, validation_pictures))
        lead, _, text = verdict.partition("\n")
        self.card.say(lead, " ".join((text, *map(text_of, more))), of_curves=True)

    @staticmethod
    def _outcome(run: Run) -> list[Message]:
        """What is kept of a run, and what it gained."""
        members = len(run.facts.get("members", ()))
        told = (
            describe_kept(run.history, run.facts),
            describe_temperature(run.history, run.facts),
            Message("The curves are those of the first of {count} models.", count=members)
            if members
            else None,
            *TrainingView._several_told(run),
        )
        return [message for message in told if message is not None]

    def _show_kept(self, run: Run) -> None:
        """Show how good what is kept of a run was found while it was trained."""
        best, started = run.facts.get("best_epoch"), run.facts.get("started")
        if best == 0:
            accuracy = f"{started['accuracy']:.1%}" if isinstance(started, dict) else ""
            self.card.best.set_value(accuracy, caption=lambda: self.tr("the head is kept"))
            return
        by_figures = best_epoch(run.history)
        kept = next((row for row in run.history if row.epoch == best), by_figures)
        self._show_best(kept, ended=True)

    def _show_best(self, best: EpochDone | None, *, ended: bool = False) -> None:
        if best is None or best.validation_accuracy is None:
            return
        self.card.best.set_value(
            f"{best.validation_accuracy:.1%}",
            self.tr("epoch {epoch}").format(epoch=best.epoch) if ended else "",
            caption=lambda: self.tr("best epoch") if ended else self.tr("best so far"),
        )

    def _stage_sentence(self, progress: TrainProgress, recipe: Recipe) -> tuple[str, str]:
        stage = progress.stage
        if stage is None or stage.name is None:
            return self.tr("Getting ready…"), ""
        title = f"{stage_title(stage.name, recipe)}…"
        if stage.name is StageName.FEATURES:
            return title, self.tr(
                "Every picture goes through the backbone once; the next run on them takes seconds."
            )
        if stage.name is StageName.FIT and not recipe.epochs_at_most:
            return title, self.tr(
                "Several strengths are tried by cross-validation inside the training split."
            )
        if stage.name is StageName.EVALUATION:
            return title, self.tr("The finished model is measured on pictures it never saw.")
        return title, ""
