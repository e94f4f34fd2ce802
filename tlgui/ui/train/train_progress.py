"""What a training job has done so far, kept from its events: stages, speed, time left."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.progress import BatchDone, EpochDone, Notice, Stage, StageName
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import find_method

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.training.recipe import Recipe

translate = QCoreApplication.translate

SPEED_WINDOW_S = 5.0
"""Speed is that of the last seconds: the first batches of a stage are slower."""

FEWEST_SECONDS_FOR_ESTIMATE = 1.0


@dataclass
class StageProgress:
    """One stage: how far, since when, how fast.

    Attributes:
        ended_at: seconds on the clock, None while it runs.
        before: seconds that earlier visits to the same stage took.
        marks: (seconds on the clock, steps done) lately.
        stepped: whether its steps are told one by one.
    """

    name: StageName
    total: int | None
    started_at: float
    ended_at: float | None = None
    done: int = 0
    before: float = 0.0
    marks: list[tuple[float, int]] = field(default_factory=list)
    stepped: bool = False

    def begin_at(self, done: int, now: float) -> None:
        """``done`` steps are finished, of which nobody knows how long they took."""
        self.done = done
        self.marks = [(now, done)]

    def advance(self, done: int, total: int | None, now: float) -> None:
        """``done`` steps are finished."""
        self.done = done
        if total is not None:
            self.total = total
        self.marks.append((now, done))
        while len(self.marks) > 2 and now - self.marks[0][0] > SPEED_WINDOW_S:
            self.marks.pop(0)

    @property
    def speed(self) -> float | None:
        """Steps a second lately; None before that can be told."""
        first = self.marks[0] if len(self.marks) > 1 else (self.started_at, 0)
        if not self.marks:
            return None
        seconds = self.marks[-1][0] - first[0]
        steps = self.marks[-1][1] - first[1]
        return steps / seconds if seconds > 0.05 and steps > 0 else None

    def seconds(self, now: float) -> float:
        """How long it has been running, or ran, earlier visits counted in."""
        return self.before + (self.ended_at if self.ended_at is not None else now) - self.started_at

    def seconds_left(self, now: float) -> float | None:
        """How long it will still take at this speed; None where that cannot be told yet."""
        if self.total is None or self.speed is None:
            return None
        if now - self.started_at < FEWEST_SECONDS_FOR_ESTIMATE:
            return None
        return max(self.total - self.done, 0) / self.speed


class TrainProgress:
    """Listens to the events of one training job.

    Attributes:
        stages: in the order in which they began.
        history: the epochs so far, of the model that is trained now.
        validation_pictures: by which they are judged; None where that is not known.
    """

    def __init__(
        self,
        pictures: int = 0,
        validation_pictures: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin now.

        Args:
            pictures: over which an epoch goes.
            validation_pictures: by which it is judged; None where that is not known.
            clock: in seconds.
        """
        self._pictures = pictures
        self.validation_pictures = validation_pictures
        self._clock = clock
        self.started_at = clock()
        self.stages: list[StageProgress] = []
        self.history: list[EpochDone] = []

    @property
    def stage(self) -> StageProgress | None:
        """The stage that runs, or ran last."""
        return self.stages[-1] if self.stages else None

    def hear(self, event: object) -> None:
        """Take one event; those of other kinds are passed over."""
        now = self._clock()
        match event:
            case Stage(name=name, total=total):
                self._end_stage(now)
                earlier = self.state_of(name)
                before = 0.0 if earlier is None else earlier.seconds(now)
                self.stages.append(StageProgress(name, total, now, before=before))
            case Notice(passing=True):
                self.history.clear()  # Another of several models, or of several folds.
            case BatchDone(done=done, total=total) if self.stage is not None:
                self.stage.stepped = True
                self.stage.advance(done, total, now)
            case EpochDone(epoch=epoch):
                if self.history and epoch <= self.history[-1].epoch:
                    self.history.clear()  # The next model: of another fold, or beside the last.
                self.history.append(event)
                if self.stage is not None:
                    self._end_epoch(self.stage, event, now)

    @staticmethod
    def _end_epoch(stage: StageProgress, event: EpochDone, now: float) -> None:
        if stage.stepped:
            return  # Its last step was told.
        if stage.total is not None and stage.total > event.epochs:
            # Steps are counted; these epochs are of a training that goes on.
            stage.begin_at(event.epoch * stage.total // event.epochs, now)
            return
        stage.advance(event.epoch, event.epochs, now)

    @property
    def pictures_a_second(self) -> float | None:
        """How fast pictures go through the running stage; None where it is not about pictures."""
        if self.stage is None or self.stage.speed is None:
            return None
        if self.stage.name is StageName.FEATURES:
            return self.stage.speed
        if self.stage.name is StageName.FIT and self.history:
            epochs = self.history[-1].epochs
            steps = (self.stage.total or epochs) / epochs
            return self.stage.speed * self._pictures / steps
        return None

    def end(self) -> None:
        """The job is over."""
        self._end_stage(self._clock())

    def state_of(self, name: StageName) -> StageProgress | None:
        """How far stage ``name`` is; None before it began. Of several visits, the last."""
        return next((stage for stage in reversed(self.stages) if stage.name is name), None)

    def seconds(self) -> float:
        """Since the start."""
        return self._clock() - self.started_at

    def seconds_left(self) -> float | None:
        """Until the end of the running stage, at its present speed."""
        return self.stage.seconds_left(self._clock()) if self.stage is not None else None

    def _end_stage(self, now: float) -> None:
        if self.stage is not None and self.stage.ended_at is None:
            self.stage.ended_at = now


def stage_title(name: StageName, recipe: Recipe | None = None) -> str:
    """What a stage does, in the user's words; ``recipe``: of the training that it is part of."""
    if name is StageName.FIT and recipe is not None and recipe.epochs_at_most:
        if find_method(recipe.method).learns is Learns.HEAD:
            return translate("TrainProgress", "Training the head")
        return translate("TrainProgress", "Training the network")
    titles = {
        StageName.LISTING: translate("TrainProgress", "Listing the folder"),
        StageName.CHECKING: translate("TrainProgress", "Checking pictures"),
        StageName.DOWNLOAD: translate("TrainProgress", "Downloading the weights"),
        StageName.LOADING_MODEL: translate("TrainProgress", "Loading the model"),
        StageName.FEATURES: translate("TrainProgress", "Reading pictures"),
        StageName.FIT: translate("TrainProgress", "Choosing the regularisation"),
        StageName.EVALUATION: translate("TrainProgress", "Evaluation"),
        StageName.SAVING: translate("TrainProgress", "Saving the run"),
    }
    return titles.get(name, str(name))


def clock_time(seconds: float) -> str:
    """``seconds`` as 0:19, 12:04 or 1:02:03."""
    whole = max(round(seconds), 0)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours}:{minutes:02d}:{whole % 60:02d}"
    return f"{minutes}:{whole % 60:02d}"


def spoken_time(seconds: float, *, whole: bool = False) -> str:
    """``seconds`` in words: 21 s, 3 min 5 s, 2 h 4 min; below ten with a decimal, or ``whole``."""
    if seconds < 9.95 and not whole:
        return translate("TrainProgress", "{seconds:.1f} s").format(seconds=seconds)
    full = round(seconds)
    if full < 60:
        return translate("TrainProgress", "{seconds} s").format(seconds=full)
    if full < 3600 and full % 60 == 0:
        return translate("TrainProgress", "{minutes} min").format(minutes=full // 60)
    if full < 3600:
        return translate("TrainProgress", "{minutes} min {seconds} s").format(
            minutes=full // 60, seconds=full % 60
        )
    return translate("TrainProgress", "{hours} h {minutes} min").format(
        hours=full // 3600, minutes=full % 3600 // 60
    )
