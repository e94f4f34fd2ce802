from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
import weakref
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import Cancelled, DatasetError, Message
from tlgui.engine.progress import BatchDone, EpochDone, Notice, Stage, StageName
from tlgui.ui.work import jobs
from tlgui.ui.work.jobs import Job, JobRunner

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control


class Ears:
    """Everything a job said, in order."""

    def __init__(self, job: Job) -> None:
        self.said: list[tuple[str, object]] = []
        job.progressed.connect(lambda event: self.said.append(("progressed", event)))
        job.succeeded.connect(lambda result: self.said.append(("succeeded", result)))
        job.failed.connect(lambda error: self.said.append(("failed", error)))
        job.cancelled.connect(lambda: self.said.append(("cancelled", None)))
        job.ended.connect(lambda: self.said.append(("ended", None)))

    @property
    def words(self) -> list[str]:
        return [word for word, _value in self.said]

    @property
    def events(self) -> list[object]:
        return [value for word, value in self.said if word == "progressed"]


def wait_idle(qtbot: QtBot, runner: JobRunner) -> None:
    """Wait until the workers have left too, and what they posted was delivered."""
    qtbot.waitUntil(lambda: not runner._working)


def test_result_arrives_in_the_gui_thread_after_the_events(qtbot: QtBot, runner: JobRunner) -> None:
    def add(first: int, second: int, *, control: Control) -> int:
        assert threading.current_thread() is not threading.main_thread()
        control.report(Stage(StageName.LISTING))
        return first + second

    threads = []
    job = runner.start(add, 2, 3)
    job.succeeded.connect(lambda _result: threads.append(threading.current_thread()))
    ears = Ears(job)
    with qtbot.waitSignal(job.ended):
        pass
    assert ears.said == [
        ("progressed", Stage(StageName.LISTING)),
        ("succeeded", 5),
        ("ended", None),
    ]
    assert threads == [threading.main_thread()]


@pytest.mark.parametrize(
    "error", [DatasetError(Message("no")), ValueError("odd"), MemoryError(), SystemExit(3)]
)
def test_exception_in_worker_is_failed_then_ended(
    qtbot: QtBot, runner: JobRunner, error: BaseException
) -> None:
    def fail(*, control: Control) -> None:
        raise error

    job = runner.start(fail)
    ears = Ears(job)
    wait_idle(qtbot, runner)
    assert ears.said == [("failed", error), ("ended", None)]


def test_engine_that_raises_cancelled_by_itself_is_cancelled(
    qtbot: QtBot, runner: JobRunner
) -> None:
    def stop_means_cancel(*, control: Control) -> None:
        raise Cancelled

    ears = Ears(runner.start(stop_means_cancel))
    wait_idle(qtbot, runner)
    assert ears.words == ["cancelled", "ended"]


def test_cancel_before_start_never_runs_the_function(qtbot: QtBot, runner: JobRunner) -> None:
    gate, ran = threading.Event(), threading.Event()

    def hold(*, control: Control) -> None:
        gate.wait(300)

    def mark(*, control: Control) -> None:
        ran.set()

    runner.start(hold)
    waiting = runner.start(mark)
    ears = Ears(waiting)
    waiting.cancel()
    assert ears.words == ["cancelled", "ended"]
    gate.set()
    wait_idle(qtbot, runner)
    assert not ran.is_set()
    assert ears.words == ["cancelled", "ended"]


def test_cancel_frees_the_window_at_once_and_late_words_reach_nobody(
    qtbot: QtBot, runner: JobRunner
) -> None:
    begun, gate, let_go = threading.Event(), threading.Event(), threading.Event()

    def stubborn(*, control: Control) -> str:
        begun.set()
        gate.wait(300)
        let_go.set()
        control.report(Notice(Message("too late")))
        return "too late"

    job = runner.start(stubborn)
    ears = Ears(job)
    assert begun.wait(300)
    job.cancel()
    assert not let_go.is_set(), "the window waited for the worker"
    assert ears.words == ["cancelled", "ended"]
    assert runner.jobs == []
    gate.set()
    wait_idle(qtbot, runner)
    assert ears.words == ["cancelled", "ended"]


def test_cancel_after_the_end_says_nothing_more(qtbot: QtBot, runner: JobRunner) -> None:
    job = runner.start(lambda *, control: 1)
    ears = Ears(job)
    with qtbot.waitSignal(job.ended):
        pass
    job.cancel()
    assert ears.words == ["succeeded", "ended"]


def test_cancel_from_a_listener_ends_once(qtbot: QtBot, runner: JobRunner) -> None:
    def talk(*, control: Control) -> None:
        for _ in range(3):
            control.report(Notice(Message("word")))

    job = runner.start(talk)
    ears = Ears(job)
    job.progressed.connect(lambda _event: job.cancel())
    wait_idle(qtbot, runner)
    assert ears.words == ["progressed", "cancelled", "ended"]


def test_batches_are_thinned_and_nothing_else_is(
    qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count(1000.0, 0.001)  # A batch takes a millisecond.
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: next(clock)))

    def work(*, control: Control) -> None:
        for done in range(1, 501):
            control.report(BatchDone(done, None))
        control.report(BatchDone(7, 7))
        for epoch in range(200):
            control.report(EpochDone(epoch, 200, 1.0, 0.5, None, None))
            control.report(Notice(Message("n {epoch}", epoch=epoch)))

    job = runner.start(work)
    ears = Ears(job)
    with qtbot.waitSignal(job.ended):
        pass
    batches = [event for event in ears.events if isinstance(event, BatchDone)]
    assert 9 <= len(batches) <= 12  # 20 a second for half a second, and the last one
    assert batches[-1] == BatchDone(7, 7)
    epochs = [event.epoch for event in ears.events if isinstance(event, EpochDone)]
    assert epochs == list(range(200))
    assert sum(isinstance(event, Notice) for event in ears.events) == 200


def test_pause_holds_and_resume_goes_on(qtbot: QtBot, runner: JobRunner) -> None:
    steps: list[int] = []

    def count(*, control: Control) -> int:
        while not control.stop_requested:
            control.check()
            steps.append(1)
            time.sleep(0.005)
        return len(steps)

    job = runner.start(count)
    ears = Ears(job)
    qtbot.waitUntil(lambda: len(steps) > 2)
    job.pause()
    held = len(steps) + 1  # It may be on its way from the check to a last step.
    time.sleep(0.1)
    assert len(steps) <= held
    job.resume()
    qtbot.waitUntil(lambda: len(steps) > held)
    job.stop()
    wait_idle(qtbot, runner)
    assert ears.words == ["succeeded", "ended"]


def test_model_lane_runs_one_job_at_a_time(qtbot: QtBot, runner: JobRunner) -> None:
    busy, most = [0], [0]

    def work(*, control: Control) -> None:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        time.sleep(0.02)
        busy[0] -= 1

    for _ in range(4):
        runner.start(work)
    wait_idle(qtbot, runner)
    assert most == [1]


def test_background_job_makes_room_for_one_that_is_asked_for(
    qtbot: QtBot, runner: JobRunner
) -> None:
    running = threading.Event()

    def look(*, control: Control) -> None:
        while True:
            running.set()
            control.check()

    background = Ears(runner.start(look, background=True))
    assert running.wait(300)
    files = runner.start(lambda control: "listed", lane="files")
    with qtbot.waitSignal(files.ended):
        pass
    assert background.words == []
    asked = runner.start(lambda control: "trained")
    with qtbot.waitSignal(asked.succeeded):
        pass
    assert background.words == ["cancelled", "ended"]


def test_untitled_jobs_are_not_announced(qtbot: QtBot, runner: JobRunner) -> None:
    announced: list[Job] = []
    runner.started.connect(announced.append)
    titled = runner.start(lambda *, control: 1, title=Message("Work"))
    runner.start(lambda *, control: 1)
    wait_idle(qtbot, runner)
    assert announced == [titled]


def test_shutdown_cancels_running_and_waiting_jobs(qtbot: QtBot) -> None:
    runner = JobRunner()

    def work(*, control: Control) -> None:
        while True:
            control.check()
            time.sleep(0.005)

    ears = [Ears(runner.start(work)) for _ in range(3)]
    before = time.monotonic()
    assert runner.shutdown(wait_s=60)
    assert time.monotonic() - before < 60, "it waited for longer than they were there"
    assert [e.words for e in ears] == [["cancelled", "ended"]] * 3


def test_shutdown_keeps_what_can_go_on_and_cancel_does_not(qtbot: QtBot) -> None:
    runner = JobRunner()
    begun: list[int] = []
    kept: list[bool] = []

    def work(*, control: Control) -> None:
        begun.append(1)
        while not control.cancel_requested:
            time.sleep(0.005)
        kept.append(control.keeps)

    job = runner.start(work)
    qtbot.waitUntil(lambda: len(begun) == 1)
    job.cancel()
    job.cancel(keep=True)
    runner.start(work)
    qtbot.waitUntil(lambda: len(begun) == 2)
    assert runner.shutdown(wait_s=60)

    assert kept == [False, True], "what was cancelled before stays so"


def test_shutdown_says_when_a_worker_will_not_leave(qtbot: QtBot) -> None:
    runner = JobRunner()
    begun, gate = threading.Event(), threading.Event()

    def stubborn(*, control: Control) -> None:
        begun.set()
        gate.wait(300)

    runner.start(stubborn)
    assert begun.wait(300)
    assert not runner.shutdown(wait_s=0.1)
    gate.set()


@pytest.mark.skipif(sys.platform != "linux", reason="niceness belongs to a thread on Linux only")
@pytest.mark.parametrize("started_with", [0, 7])
def test_workers_yield_to_the_gui_thread(started_with: int) -> None:
    program = """
import os, threading
from tlgui.ui.work.jobs import _lower_priority
worker = threading.Thread(target=lambda: (_lower_priority(), told.append(os.getpriority(0, 0))))
told = [os.getpriority(os.PRIO_PROCESS, os.getpid())]
worker.start()
worker.join()
print(*told)
"""
    child = subprocess.run(
        ["nice", "-n", str(started_with), sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    window, worker = map(int, child.stdout.split())
    assert worker == min(window + 5, 19)


def test_split_names_survive_the_hop(qtbot: QtBot, runner: JobRunner) -> None:
    counts = {SplitName.VALIDATION: 3, SplitName.TRAIN: 2**40}
    results: list[object] = []
    job = runner.start(lambda *, control: counts)
    job.succeeded.connect(results.append)
    wait_idle(qtbot, runner)
    assert results[0] is counts


class Owner(QObject):
    """A Qt object whose methods are jobs; they end when they are told to."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def work(self, *, control: Control) -> None:
        self.gate.wait(300)

    def fail(self, *, control: Control) -> None:
        self.gate.wait(300)
        raise ValueError


@pytest.mark.parametrize("name", ["work", "fail"])
def test_worker_never_is_the_last_to_let_go_of_a_qt_object(
    qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    told = JobRunner._on_worker_left

    def linger(self: JobRunner, future: Future[None]) -> None:
        told(self, future)
        time.sleep(0.1)  # The GUI thread forgets the job while its worker still holds things.

    monkeypatch.setattr(JobRunner, "_on_worker_left", linger)
    freed_in: list[threading.Thread] = []
    owner = Owner()
    weakref.finalize(owner, lambda: freed_in.append(threading.current_thread()))
    gate = owner.gate
    runner.start(getattr(owner, name))
    del owner
    gate.set()
    qtbot.waitUntil(lambda: bool(freed_in))
    assert freed_in == [threading.main_thread()]


def test_a_worker_begins_once_the_turn_is_over_that_asks_for_it(
    qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the user sees goes first: both threads at once would take twice as long."""
    monkeypatch.setattr(jobs, "LONGEST_TURN_S", 60.0)
    begun = threading.Event()

    job = runner.start(lambda *, control: begun.set(), lane="files")

    assert not begun.wait(0.05), "nothing has turned yet"
    qtbot.waitUntil(lambda: job.is_over)
    assert begun.is_set()


def test_a_worker_does_not_wait_for_ever_for_a_turn_to_be_over(
    runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LONGEST_TURN_S", 0.01)
    begun = threading.Event()

    runner.start(lambda *, control: begun.set())

    assert begun.wait(60)
