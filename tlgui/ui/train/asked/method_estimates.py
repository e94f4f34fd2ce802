"""How long each method would take on the open pictures, told on its card."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.engine.data.split import typical_count
from tlgui.engine.errors import TlguiError
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.estimate import estimate_trainings
from tlgui.ui.train.asked.training_estimate import Reading, TrainingEstimate
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tlgui.engine.asked import Asked
    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.training.estimate import Estimate
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.train.asked.method_card import MethodCard
    from tlgui.ui.work.jobs import Job, JobRunner


class MethodEstimates(QObject):
    """Keeps the cards' figures true to what is asked, and to what was measured.

    Attributes:
        of: the estimate of each method, by its name.
    """

    def __init__(
        self,
        card: MethodCard,
        runner: JobRunner,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._clock = clock
        self.of = {name: TrainingEstimate(self) for name in card.choices}
        self._question: tuple[dict[str, Recipe], DatasetIndex, Split] | None = None
        self._reading: Reading | None = None
        self._estimating = LatestJob(runner, self)
        runner.started.connect(self._on_started)
        for job in runner.jobs:
            self._on_started(job)

    def ask(self, asked: Asked, index: DatasetIndex, split: Split) -> None:
        """Estimate ``asked`` by each of the methods, where it differs in what takes time."""
        typical = typical_count(index, split)
        for choice in self._card.choices.values():
            choice.set_typical(typical)
        recipes = {}
        for name in self.of:
            try:
                recipes[name] = asked.recipe(name)
            except TlguiError:
                self.of[name].estimate = None
                self._show(name)
        question = (recipes, index, split)
        if self._question is None or _costs(question) != _costs(self._question):
            self._question = question
            self.ask_again()

    def ask_again(self) -> None:
        """Estimate the same anew: pictures were read meanwhile, or a run has ended."""
        if self._question is not None:
            self._estimating.start(
                estimate_trainings,
                *self._question,
                lane="files",
                succeeded=self.show_estimates,
            )

    def show_estimates(self, estimates: Mapping[str, Estimate]) -> None:
        """Show new ones, by the names of their methods."""
        for name, estimate in estimates.items():
            self.of[name].estimate = estimate
            self._show(name)

    def clear(self) -> None:
        """There is nothing to train."""
        self._estimating.let_go()
        self._question = None
        for name, choice in self._card.choices.items():
            choice.set_typical(None)
            self.of[name].estimate = None
        self.tell()

    def tell(self) -> None:
        """Say everything again, in the language of now."""
        for name in self.of:
            self._show(name)

    def _show(self, name: str) -> None:
        estimate = self.of[name]
        self._card.choices[name].set_estimate(estimate.duration, estimate.sentence)

    def _on_started(self, job: Job) -> None:
        if job.lane == "model":
            # Races and measurements read pictures too.
            if job.background:
                job.progressed.connect(self._on_progressed)
            job.ended.connect(self._on_read)

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, Stage) and event.name is StageName.FEATURES:
            self._set_reading(Reading(self._clock))
        if self._reading is None and isinstance(event, BatchDone):
            return  # Of another stage.
        if self._reading is not None:
            self._reading.hear(event)
            self.tell()

    def _on_read(self) -> None:
        self._set_reading(None)
        self.ask_again()

    def _set_reading(self, reading: Reading | None) -> None:
        self._reading = reading
        for estimate in self.of.values():
            estimate.reading = reading


def _costs(question: tuple[dict[str, Recipe], DatasetIndex, Split]) -> tuple[object, ...]:
    """What of the trainings their time depends on."""
    recipes, index, split = question
    parts = [
        (
            *(name, recipe.backbone, recipe.pace, recipe.device),
            *(recipe.passes, recipe.trainings, recipe.bodies),
            *(recipe.framing, recipe.sees_mirrored),
        )
        for name, recipe in recipes.items()
    ]
    return *parts, id(index), id(split)
