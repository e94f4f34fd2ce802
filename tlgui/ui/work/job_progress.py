"""How far a job is, kept from its events: stages, speed, time left."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tlgui.engine.progress import BatchDone, EpochDone, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.progress import StageName

SPEED_WINDOW_S = 5.0
"""Speed is that of the last seconds: the first batches of a stage are slower."""

FEWEST_SECONDS_FOR_ESTIMATE = 1.0


@dataclass
class StageProgress:
    """One stage: how far, since when, how fast.

    Attributes:
        name: None where the job did not tell.
        ended_at: seconds on the clock, None while it runs.
        before: seconds that earlier visits to the same stage took.
        marks: (seconds on the clock, steps done) lately.
        resumed: whether only the speed of what comes from ``marks`` on is known.
        stepped: whether its steps are told one by one, and of how many.
    """

    name: StageName | None
    total: int | None
    started_at: float
    ended_at: float | None = None
    done: int = 0
    before: float = 0.0
    marks: list[tuple[float, int]] = field(default_factory=list)
    resumed: bool = False
    stepped: bool = False

    def begin_at(self, done: int, now: float) -> None:
        """``done`` steps are finished, of which nobody knows how long they took."""
        self.done = done
        self.marks = [(now, done)]
        self.resumed = True

    def advance(self, done: int, total: int | None, now: float) -> None:
        """``done`` steps are finished."""
        self.done = done
        if total is not None:
            self.total = total
        if self.marks and done < self.marks[-1][1]:
            self.marks.clear()  # Something else is counted now.
        self.marks.append((now, done))
        while len(self.marks) > 2 and now - self.marks[0][0] > SPEED_WINDOW_S:
            self.marks.pop(0)

    @property
    def speed(self) -> float | None:
        """Steps a second lately; None before that can be told."""
        marks = self._timed_marks
        if len(marks) < 2:
            return None
        seconds = marks[-1][0] - marks[0][0]
        steps = marks[-1][1] - marks[0][1]
        return steps / seconds if seconds > 0.05 and steps > 0 else None

    @property
    def _timed_marks(self) -> list[tuple[float, int]]:
        """The marks; of a single one its start is known, unless it is that of a resumed job."""
        if len(self.marks) == 1 and not self.resumed:
            return [(self.started_at, 0), *self.marks]
        return self.marks

    def seconds(self, now: float) -> float:
        """How long it has been running, or ran, earlier visits counted in."""
        return self.before + (self.ended_at if self.ended_at is not None else now) - self.started_at

    def seconds_left(self, now: float) -> float | None:
        """How long it will still take at this speed; None where that cannot be told yet.

        It counts down between events too, but not past the end of the step that is being done.
        """
        speed = self.speed
        if self.total is None or speed is None:
            return None
        if now - self.started_at < FEWEST_SECONDS_FOR_ESTIMATE:
            return None
        (_, before), (told_at, told) = self._timed_marks[-2:]
        under_way = min((now - told_at) * speed, told - before)
        return max(self.total - self.done - under_way, 0) / speed


class JobProgress:
    """Listens to the events of one job.

    Attributes:
        stages: in the order in which they began.
        epoch: the last that ended in the running stage.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; ``clock`` is in seconds."""
        self._clock = clock
        self.started_at = clock()
        self.stages: list[StageProgress] = []
        self.epoch: EpochDone | None = None

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
                self.epoch = None
                earlier = self.state_of(name)
                before = 0.0 if earlier is None else earlier.seconds(now)
                self.stages.append(StageProgress(name, total, now, before=before))
            case BatchDone(done=done, total=total):
                stage = self._stage_that_steps()
                # Of how many, nobody knows: epochs that come later tell more.
                stage.stepped = stage.stepped or total is not None
                stage.advance(done, total, now)
            case EpochDone():
                self.epoch = event
                self._end_epoch(self._stage_that_steps(), event, now)

    def _stage_that_steps(self) -> StageProgress:
        if not self.stages:
            self.stages.append(StageProgress(None, None, self.started_at))
        return self.stages[-1]

    @staticmethod
    def _end_epoch(stage: StageProgress, event: EpochDone, now: float) -> None:
        if stage.stepped:
            return  # Its last step was told.
        if stage.total is not None and stage.total > event.epochs:
            # Steps are counted; these epochs are of a training that goes on.
            stage.begin_at(event.epoch * stage.total // event.epochs, now)
            return
        stage.advance(event.epoch, event.epochs, now)

    def go_on(self) -> None:
        """The job was paused until now: how long is not part of its speed."""
        if self.stage is not None and self.stage.marks:
            self.stage.begin_at(self.stage.done, self._clock())

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
