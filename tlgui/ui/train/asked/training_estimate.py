"""How long the next training would take, told from what is measured on this computer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.estimate import Estimate, estimate_training
from tlgui.ui.train.train_progress import spoken_time
from tlgui.ui.words.texts import pictures_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.work.jobs import Job, JobRunner

FEWEST_SECONDS = 1.0
"""A reading that runs tells its speed only after this long."""


class _Reading:
    """How far the reading of the open folder in the background is."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._first: tuple[float, int] | None = None
        self._last: tuple[float, int] | None = None
        self._total = 0

    def hear(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            # What was cached is done at once and tells nothing about the speed.
            mark = (self._clock(), event.done)
            self._first, self._last, self._total = self._first or mark, mark, event.total

    @property
    def left(self) -> int:
        return self._total - self._last[1] if self._last is not None else 0

    @property
    def seconds_left(self) -> float | None:
        if self._first is None or self._last is None:
            return None
        seconds, done = self._last[0] - self._first[0], self._last[1] - self._first[1]
        return self.left * seconds / done if seconds >= FEWEST_SECONDS and done else None


class TrainingEstimate(QObject):
    """Keeps an estimate up to date while pictures are read in the background.

    Signals:
        changed: ``duration`` and ``sentence`` say something else now.
    """

    changed = Signal()

    def __init__(
        self,
        runner: JobRunner,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._clock = clock
        self._question: tuple[Recipe, DatasetIndex, Split] | None = None
        self._estimate: Estimate | None = None
        self._reading: _Reading | None = None
        self._estimating = LatestJob(runner, self)
        runner.started.connect(self._on_started)
        for job in runner.jobs:
            self._on_started(job)

    def ask(self, recipe: Recipe, index: DatasetIndex, split: Split) -> None:
        """Estimate another training, where it differs in what takes time."""
        question = (recipe, index, split)
        if self._question is not None and _costs(question) == _costs(self._question):
            return
        self._question = question
        self._ask()

    def ask_again(self) -> None:
        """Estimate the same anew: pictures were read meanwhile, or a run has ended."""
        if self._question is not None:
            self._ask()

    def _ask(self) -> None:
        assert self._question is not None
        self._estimating.start(
            estimate_training, *self._question, lane="files", succeeded=self._on_estimated
        )

    def clear(self) -> None:
        """There is nothing to train."""
        self._estimating.let_go()
        self._question = None
        self._estimate = None
        self.changed.emit()

    @property
    def duration(self) -> str:
        """How long it takes in all, in two words; empty where a part of it was never measured."""
        if self._estimate is None or self._estimate.fit_seconds is None:
            return ""
        if self._estimate.download_bytes:
            return ""
        reading = self._reading_seconds
        if reading is None:
            return ""
        seconds = reading + self._estimate.fit_seconds
        # More digits than these nobody can know.
        rounded = max(1, round(seconds)) if seconds < 10 else 5 * round(seconds / 5)
        return self.tr("about {time}").format(time=spoken_time(rounded, whole=True))

    @property
    def sentence(self) -> str:
        """What the duration rests on, and what was never measured."""
        if self._estimate is None:
            return ""
        told = self._measured_sentence(self._estimate)
        if not self._estimate.download_bytes:
            return told
        size = f"{self._estimate.download_bytes / 1e6:,.0f}"
        first = self.tr("Weights of {size} MB are downloaded first.").format(size=size)
        return f"{first} {told}"

    def _measured_sentence(self, estimate: Estimate) -> str:
        reading = self._reading_seconds
        left = self._reading.left if self._reading is not None else estimate.unread
        if left is None or (left and reading is None):
            return self.tr("How long it takes is measured with the first pictures.")
        parts = [
            self.tr("{pictures} are still to be read.").format(pictures=pictures_text(left))
            if left
            else self.tr("All pictures are read.")
        ]
        if estimate.fit_seconds is None:
            if left and reading is not None:
                parts = [
                    self.tr("{pictures} are still to be read, in about {time}.").format(
                        pictures=pictures_text(left), time=spoken_time(max(reading, 1), whole=True)
                    )
                ]
            parts.append(self.tr("What follows is measured with the first run."))
        return " ".join(parts)

    @property
    def _reading_seconds(self) -> float | None:
        if self._reading is not None:
            known = self._reading.seconds_left
            if known is not None or self._reading.left:
                return known
        return self._estimate.reading_seconds if self._estimate is not None else None

    def _on_estimated(self, estimate: Estimate) -> None:
        self._estimate = estimate
        self.changed.emit()

    def _on_started(self, job: Job) -> None:
        if job.lane == "model":
            # Races and measurements read pictures too.
            if job.background:
                job.progressed.connect(self._on_progressed)
            job.ended.connect(self._on_read)

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, Stage) and event.name is StageName.FEATURES:
            self._reading = _Reading(self._clock)
        if self._reading is None and isinstance(event, BatchDone):
            return  # Of another stage.
        if self._reading is not None:
            self._reading.hear(event)
            self.changed.emit()

    def _on_read(self) -> None:
        self._reading = None
        self.ask_again()


def _costs(question: tuple[Recipe, DatasetIndex, Split]) -> tuple[object, ...]:
    """What of a training its time depends on."""
    recipe, index, split = question
    learns = (recipe.passes, recipe.trainings, recipe.bodies)
    reads = (recipe.framing, recipe.sees_mirrored)
    return recipe.backbone, recipe.pace, recipe.device, *learns, *reads, id(index), id(split)
