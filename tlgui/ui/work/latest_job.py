"""The newest job for one purpose: what an older one still says reaches nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from tlgui.engine.errors import Message
    from tlgui.ui.work.jobs import Job, JobRunner, Lane


@dataclass(frozen=True)
class _Listeners:
    """Who is to hear of a job."""

    succeeded: Callable[[Any], object] | None = None
    failed: Callable[[Exception], object] | None = None
    progressed: Callable[[object], object] | None = None
    cancelled: Callable[[], object] | None = None
    ended: Callable[[], object] | None = None


class LatestJob(QObject):
    """Starts jobs for one purpose, one at a time: a new one cancels the one before.

    Listeners of a job that was replaced or let go are not called any more, ``ended`` included;
    nor are any once ``owner`` is gone. Lives in the GUI thread.
    """

    def __init__(self, runner: JobRunner, owner: QObject) -> None:
        super().__init__(owner)
        self._runner = runner
        self._job: Job | None = None
        self._listeners = _Listeners()

    @property
    def job(self) -> Job | None:
        """The newest job, until it is over or let go."""
        return self._job

    def start(
        self,
        function: Callable[..., object],
        *args: object,
        succeeded: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
        progressed: Callable[[object], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        ended: Callable[[], object] | None = None,
        title: Message | None = None,
        lane: Lane = "model",
        background: bool = False,
        writes: bool = False,
        goes_on: bool = False,
    ) -> Job:
        """Run ``function(*args, control=...)`` as ``JobRunner.start`` does.

        Args:
            function: called in the worker's thread; must not touch widgets.
            args: its arguments.
            succeeded: called with what it returned.
            failed: called with the exception that it raised.
            progressed: called with each of its events.
            cancelled: called where the user cancelled the job itself.
            ended: called after one of the three endings, when ``job`` is None again.
            title: what the status strip says; None keeps the job out of the strip.
            lane: where it queues.
            background: nobody asked for it; see ``JobRunner.start``.
            writes: it writes files that the user asked for; see ``JobRunner.start``.
            goes_on: what it has done can be gone on with; see ``JobRunner.start``.
        """
        self.let_go()
        job = self._runner.start(
            function,
            *args,
            title=title,
            lane=lane,
            background=background,
            writes=writes,
            goes_on=goes_on,
        )
        self._job = job
        self._listeners = _Listeners(succeeded, failed, progressed, cancelled, ended)
        for signal, slot in self._wires(job):
            signal.connect(slot)
        return job

    def let_go(self) -> None:
        """End the newest job and hear no more of it."""
        job, self._job = self._job, None
        if job is not None:
            for signal, slot in self._wires(job):
                signal.disconnect(slot)
            job.cancel()

    def _wires(self, job: Job) -> tuple[tuple[SignalInstance, Callable[..., None]], ...]:
        # Methods of a Qt object: Qt itself takes the wires away with the owner.
        return (
            (job.succeeded, self._on_succeeded),
            (job.failed, self._on_failed),
            (job.progressed, self._on_progressed),
            (job.cancelled, self._on_cancelled),
            (job.ended, self._on_ended),
        )

    def _on_succeeded(self, result: object) -> None:
        self._tell(self._listeners.succeeded, result)

    def _on_failed(self, error: Exception) -> None:
        self._tell(self._listeners.failed, error)

    def _on_progressed(self, event: object) -> None:
        self._tell(self._listeners.progressed, event)

    def _on_cancelled(self) -> None:
        self._tell(self._listeners.cancelled)

    def _on_ended(self) -> None:
        self._job = None
        self._tell(self._listeners.ended)

    @staticmethod
    def _tell(listener: Callable[..., object] | None, *values: object) -> None:
        if listener is not None:
            listener(*values)
