"""Jobs: engine functions run in worker threads, heard in the GUI thread. The only threads."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from tlgui.engine.errors import Cancelled
from tlgui.engine.progress import BatchDone, Control

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from tlgui.engine.errors import Message

Lane = Literal["model", "files"]
"""``model``: one job at a time, all that touches a model or the device. ``files``: small things."""

BATCH_EVENTS_PER_SECOND = 20
SHUTDOWN_WAIT_S = 5.0
LONGEST_TURN_S = 0.1
"""So long a worker waits for the GUI thread at most."""
_WORKER_NICENESS = 5
"""So much nicer than the window is, which may have been started by ``nice`` itself."""


class _Ending:
    """How the worker left the function; the last thing it says."""

    def __init__(self, *, result: object = None, error: BaseException | None = None) -> None:
        self.result = result
        self.error = error


class Job(QObject):
    """One engine function at work. Lives in the GUI thread.

    Exactly one of ``succeeded``, ``failed`` and ``cancelled`` is emitted, then ``ended`` once.
    After ``cancel`` nothing the worker still says reaches anybody, even where it goes on for a
    while.

    Signals:
        progressed: with an event of the engine, in order; ``BatchDone`` thinned.
        succeeded: with what the function returned.
        failed: with the exception it raised.
        cancelled: the user cancelled, or the function raised ``Cancelled``.
        ended: after one of the three above.
        resumed: it goes on after a pause.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    resumed = Signal()
    _arrived = Signal()

    def __init__(
        self,
        title: Message | None,
        lane: Lane,
        *,
        interruptible: bool = True,
        background: bool = False,
        writes: bool = False,
        goes_on: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.lane = lane
        self.interruptible = interruptible
        self.background = background
        self.writes = writes
        self.goes_on = goes_on
        self.control = Control(self._hear)
        self._inbox: deque[object] = deque()
        self._wake_pending = False
        self._lock = threading.Lock()
        self._last_batch_at = 0.0
        self._over = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_worth_asking(self) -> bool:
        """Whether something that the user waits for is lost where it is cancelled."""
        return (
            not self._over
            and self.title is not None
            and self.interruptible
            and not self.background
            and (self.lane == "model" or self.writes)
        )

    @property
    def is_over(self) -> bool:
        """Whether one of the three endings was emitted."""
        return self._over

    def cancel(self, *, keep: bool = False) -> None:
        """End now, as far as the window is concerned; the worker follows at its next check.

        Args:
            keep: whether it leaves what it could go on with another day.
        """
        self.control.cancel(keep=keep)
        self._end(_Ending(error=Cancelled()))

    def stop(self) -> None:
        """Ask the worker to finish early and keep what it has."""
        self.control.stop()

    def pause(self) -> None:
        """Hold at the next check."""
        self.control.pause()

    def resume(self) -> None:
        """Go on."""
        self.control.resume()
        self.resumed.emit()

    def _hear(self, event: object) -> None:
        """Take an event from the worker's thread; batch events at most so many a second."""
        if isinstance(event, BatchDone) and event.done != event.total:
            now = time.monotonic()
            if now - self._last_batch_at < 1 / BATCH_EVENTS_PER_SECOND:
                return
            self._last_batch_at = now
        self._post(event)

    def _post(self, event: object) -> None:
        # Under the lock, and never once over: an abandoned worker must not touch a Qt object that
        # the GUI thread may be deleting.
        with self._lock:
            if self._over:
                return
            self._inbox.append(event)
            if not self._wake_pending:
                self._wake_pending = True
                self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        while not self._over:
            with self._lock:
                if not self._inbox:
                    self._wake_pending = False
                    return
                event = self._inbox.popleft()
            if isinstance(event, _Ending):
                self._end(event)
            else:
                self.progressed.emit(event)

    def _end(self, ending: _Ending) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
            self._inbox.clear()
        if isinstance(ending.error, Cancelled):
            self.cancelled.emit()
        elif ending.error is not None:
            self.failed.emit(ending.error)
        else:
            self.succeeded.emit(ending.result)
        self.ended.emit()

    def _work(self, function: Callable[..., object], args: tuple[object, ...]) -> None:
        """Run in the worker's thread. Whatever happens, an ending is posted."""
        try:
            self.control.check()
            result = function(*args, control=self.control)
        except BaseException as error:  # noqa: BLE001 - carried to the GUI thread, shown there
            # No local keeps it: the error knows this frame, and the two would keep each other.
            self._post(_Ending(error=error))
        else:
            self._post(_Ending(result=result))


class _Work:
    """What a worker works on, held for it by the GUI thread until the worker has left.

    The executor's thread lets go of its work item after it has said that it is done. Were that the
    last reference to a Qt object (of which a method was run), the object would be deleted in the
    wrong thread, its timers going on without it.
    """

    def __init__(
        self,
        job: Job,
        function: Callable[..., object],
        args: tuple[object, ...],
        turn_over: threading.Event,
    ) -> None:
        self._turn_over = turn_over
        self._content: tuple[Job, Callable[..., object], tuple[object, ...]] | None = (
            job,
            function,
            args,
        )
        self.future: Future[None] | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the worker has left, or never came."""
        return self.future is not None and self.future.done()

    def __call__(self) -> None:
        """Run in the worker's thread, once the turn is over in which the GUI thread asked for it.

        Each would have the interpreter half of the time only: what the user sees goes first.
        """
        self._turn_over.wait(LONGEST_TURN_S)
        if self._content is not None:
            job, function, args = self._content
            job._work(function, args)

    def let_go(self) -> None:
        """Called in the GUI thread, after the worker has left."""
        self._content = None


class JobRunner(QObject):
    """Starts jobs on two lanes of worker threads and ends them all on the way out.

    Signals:
        started: with each new ``Job`` that has a title.
    """

    started = Signal(object)
    _worker_left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._closed = False
        self._worker_left.connect(self._sweep, Qt.ConnectionType.QueuedConnection)
        # Python threads, not Qt's pool: macOS gives the latter stacks of 512 KB, and numerical
        # libraries overflow them.
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            "model": ThreadPoolExecutor(1, "tlgui-model", _lower_priority),
            "files": ThreadPoolExecutor(2, "tlgui-files", _lower_priority),
        }
        self._working: dict[Job, _Work] = {}
        self._turn_over = threading.Event()
        self._turn_ends = QTimer(self)
        self._turn_ends.setSingleShot(True)
        self._turn_ends.setInterval(0)
        self._turn_ends.timeout.connect(self._end_turn)

    @property
    def jobs(self) -> list[Job]:
        """The jobs that are not over, oldest first."""
        return [job for job in self._working if not job.is_over]

    def start(
        self,
        function: Callable[..., object],
        *args: object,
        title: Message | None = None,
        lane: Lane = "model",
        interruptible: bool = True,
        background: bool = False,
        writes: bool = False,
        goes_on: bool = False,
    ) -> Job:
        """Run ``function(*args, control=...)`` in a worker thread.

        Connect to the job's signals right away: nothing is emitted before the event loop turns.

        Args:
            function: called in the worker's thread; must not touch widgets.
            args: its arguments.
            title: what the status strip says; None keeps the job out of the strip.
            lane: where it queues.
            interruptible: whether it makes sense to offer the user to end it.
            background: nobody asked for it: it ends as soon as another job wants its lane, and
                closing the window does not ask about it.
            writes: it writes files that the user asked for, so that closing the window asks about
                it on whichever lane it runs.
            goes_on: what it has done is kept where the window closes, and can be gone on with.
        """
        for other in list(self._working):
            if other.background and other.lane == lane and not other.is_over:
                other.cancel()
        job = Job(
            title,
            lane,
            interruptible=interruptible,
            background=background,
            writes=writes,
            goes_on=goes_on,
            parent=self,
        )
        if self._closed:
            job.cancel()  # The window is going: whoever asks now is about to go too.
            return job
        if not self._turn_ends.isActive():
            self._turn_over = threading.Event()
            self._turn_ends.start()
        work = self._working[job] = _Work(job, function, args, self._turn_over)
        work.future = self._lanes[lane].submit(work)
        job.ended.connect(self._sweep, Qt.ConnectionType.QueuedConnection)
        work.future.add_done_callback(self._on_worker_left)
        if title is not None:
            self.started.emit(job)
        return job

    def _end_turn(self) -> None:
        self._turn_over.set()

    def _on_worker_left(self, _future: Future[None]) -> None:
        # Called in the worker's thread, perhaps after the window is gone.
        with self._lock:
            if not self._closed:
                self._worker_left.emit()

    @Slot()
    def _sweep(self) -> None:
        """Let go of jobs whose worker has left too; an abandoned one is kept until it does."""
        for job in [j for j, work in self._working.items() if j.is_over and work.has_ended]:
            self._working.pop(job).let_go()
            job.deleteLater()

    def shutdown(self, wait_s: float = SHUTDOWN_WAIT_S) -> bool:
        """Cancel everything and wait for the workers; what can go on another day is kept.

        Returns:
            Whether all of them left within ``wait_s`` seconds. Where not, the caller should leave
            the process without waiting for threads.
        """
        for job in list(self._working):
            job.cancel(keep=True)
        with self._lock:
            self._closed = True
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)
        futures = [work.future for work in self._working.values() if work.future is not None]
        _done, left = wait([f for f in futures if not f.done()], timeout=wait_s)
        if not left:
            for lane in self._lanes.values():
                lane.shutdown(wait=True)
        return not left


def _lower_priority() -> None:
    """Make the worker's thread yield to the GUI thread.

    On Linux niceness belongs to a thread and its children (OpenMP's included): on a computer with
    two cores the window stays smooth while a model uses all of them. Elsewhere it belongs to the
    process, where it would slow the window too.
    """
    if sys.platform == "linux":
        try:
            window = os.getpriority(os.PRIO_PROCESS, os.getpid())
            worker = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, worker, min(window + _WORKER_NICENESS, 19))
        except OSError:
            return  # A sandbox may forbid it; nothing depends on it.
