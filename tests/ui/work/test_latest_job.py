"""The newest job for one purpose is heard, older ones are not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner


def say(word: str, *, control: Control) -> str:
    control.report(f"about to say {word}")
    return word


def fail(*, control: Control) -> None:
    raise ValueError("no")


def test_what_a_job_says_reaches_its_listeners_in_order(qtbot: QtBot, runner: JobRunner) -> None:
    heard: list[object] = []
    latest = LatestJob(runner, runner)

    latest.start(
        say,
        "hello",
        lane="files",
        progressed=heard.append,
        succeeded=heard.append,
        ended=lambda: heard.append(latest.job),
    )

    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == ["about to say hello", "hello", None]


def test_a_new_job_silences_the_one_before(qtbot: QtBot, runner: JobRunner) -> None:
    go_on = threading.Event()
    heard: list[object] = []

    def wait(*, control: Control) -> str:
        go_on.wait(300)
        return "old"

    latest = LatestJob(runner, runner)
    older = latest.start(
        wait,
        lane="files",
        succeeded=heard.append,
        cancelled=lambda: heard.append("cancelled"),
        ended=lambda: heard.append("ended"),
    )
    latest.start(say, "new", lane="files", succeeded=heard.append)

    assert older.is_over
    go_on.set()
    qtbot.waitUntil(lambda: heard == ["new"] and latest.job is None)


def test_the_users_own_cancel_is_told(qtbot: QtBot, runner: JobRunner) -> None:
    heard: list[str] = []
    latest = LatestJob(runner, runner)
    job = latest.start(
        say, "never", lane="files", succeeded=heard.append, cancelled=lambda: heard.append("ended")
    )

    job.cancel()

    assert heard == ["ended"]
    assert latest.job is None


def test_what_was_let_go_is_not_heard(qtbot: QtBot, runner: JobRunner) -> None:
    heard: list[object] = []
    latest = LatestJob(runner, runner)
    latest.start(
        say, "gone", lane="files", succeeded=heard.append, cancelled=lambda: heard.append(0)
    )

    latest.let_go()
    latest.let_go()

    last = LatestJob(runner, runner)
    last.start(fail, lane="files", succeeded=heard.append, failed=lambda _error: heard.append(1))
    qtbot.waitUntil(lambda: heard == [1])


def test_an_owner_that_is_gone_is_not_told(qtbot: QtBot, runner: JobRunner) -> None:
    owner = QObject()
    heard: list[object] = []
    job = LatestJob(runner, owner).start(say, "late", lane="files", succeeded=heard.append)
    ended = qtbot.waitSignal(job.ended)

    del owner
    with ended:
        pass

    assert heard == []
