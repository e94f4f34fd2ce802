"""How a long job tells what it is doing, and learns that it should stop.

A job takes a ``Control``. It reports events and calls ``check`` at least once a batch. The
command line, the window and a test's list listen to the same events.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tlgui.engine.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tlgui.engine.errors import Message


class StageName(StrEnum):
    """What a job is busy with, in the order in which jobs go through them."""

    LISTING = "listing"
    CHECKING = "checking"
    DOWNLOAD = "download"
    LOADING_MODEL = "loading model"
    FEATURES = "features"
    FIT = "fit"
    EVALUATION = "evaluation"
    ARRANGEMENT = "arranging"
    PREDICTION = "prediction"
    HEAT_MAPS = "heat maps"
    ACTIVATIONS = "activation maps"
    EXPORT = "exporting"
    SELF_TEST = "self-test"
    SAVING = "saving"


@dataclass(frozen=True)
class Stage:
    """A new stage begins. ``total`` is its number of steps, where that is known."""

    name: StageName
    total: int | None = None


@dataclass(frozen=True)
class BatchDone:
    """``done`` of ``total`` steps (pictures, folds ...) of the current stage are finished."""

    done: int
    total: int | None = None


@dataclass(frozen=True)
class BytesDone(BatchDone):
    """The steps of the current stage are bytes."""


@dataclass(frozen=True)
class EpochDone:
    """One pass over the training pictures.

    Attributes:
        epoch: counted from 1.
        epochs: how many there will be, at most.
        train_loss: mean over the pictures as they were learned from.
        train_accuracy: of them.
        validation_loss: None where there are no pictures for it.
        validation_accuracy: likewise.
        learning_rate: at its last step; None where it is not told.
        seconds: that it took; None where that is not told.
        best: the epoch that would be kept if this were the last, 0 for what it began with; None
            where that is not told.
    """

    epoch: int
    epochs: int
    train_loss: float
    train_accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    learning_rate: float | None = None
    seconds: float | None = None
    best: int | None = None


@dataclass(frozen=True)
class Notice:
    """Something the user should know that does not end the job.

    Attributes:
        message: what.
        passing: whether it means nothing any more once the job has ended.
    """

    message: Message
    passing: bool = False


class Control:
    """The two-way line between a job and whoever started it. Thread-safe.

    Events are the frozen dataclasses above, and those that a higher floor adds for itself
    (``Predicted``, say): whoever listens matches on their type.

    Args:
        listener: called with each event, in the job's own thread.

    Attributes:
        has_result: set by the job once there is something that Stop could keep; until then, and
            within ``as_a_part``, Stop is Cancel.
        notices: what was reported as ``Notice``, in order, without what only passes; what several
            models, or folds, reported alike is there once.
    """

    def __init__(self, listener: Callable[[object], None] | None = None) -> None:
        self._listener = listener
        self._has_result = self._is_a_part = False
        self.notices: list[Message] = []
        self._cancelled = threading.Event()
        self._keeps = False
        self._stopped = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._paused_s = 0.0

    @property
    def has_result(self) -> bool:
        """Whether there is something that Stop could keep."""
        return self._has_result and not self._is_a_part

    @has_result.setter
    def has_result(self, value: bool) -> None:
        self._has_result = value

    @contextmanager
    def as_a_part(self) -> Iterator[None]:
        """While a part is made that is worth nothing without the others."""
        self._is_a_part = True
        try:
            yield
        finally:
            self._is_a_part = False

    def report(self, event: object) -> None:
        """Tell the listener, if there is one."""
        if isinstance(event, Notice) and not event.passing and event.message not in self.notices:
            self.notices.append(event.message)
        if self._listener is not None:
            self._listener(event)

    def check(self) -> None:
        """Hold while paused; raise ``Cancelled`` once the job should end with nothing."""
        if not self._running.is_set():
            held_at = time.perf_counter()
            self._running.wait()
            self._paused_s += time.perf_counter() - held_at
        if self.cancel_requested:
            raise Cancelled

    def working_time(self) -> float:
        """Seconds by a clock that stands still while the job holds: only differences mean a thing.

        To be read in the thread that calls ``check``.
        """
        return time.perf_counter() - self._paused_s

    def cancel(self, *, keep: bool = False) -> None:
        """Ask the job to end and to discard what it made.

        Args:
            keep: whether what it could go on with another day is left; the first call decides.
        """
        if not self._cancelled.is_set():
            self._keeps = keep
        self._cancelled.set()
        self._running.set()

    def stop(self) -> None:
        """Ask the job to end after the current batch and to keep the best so far."""
        self._stopped.set()
        self._running.set()

    def pause(self) -> None:
        """Hold the job at its next check."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    @property
    def stop_requested(self) -> bool:
        """Whether ``stop`` was called."""
        return self._stopped.is_set()

    @property
    def cancel_requested(self) -> bool:
        """Whether the job should end with nothing: cancelled, or stopped too early."""
        return self._cancelled.is_set() or (self._stopped.is_set() and not self.has_result)

    @property
    def keeps(self) -> bool:
        """Whether a job that is cancelled leaves what it could go on with another day.

        One that was stopped too early for a result does so.
        """
        return self._keeps or not self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the job holds, or will hold at its next check."""
        return not self._running.is_set()
