"""The strip tells of one job at a time how far it is, as the page of that job does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.fakes import work_until_told
from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone, EpochDone, Stage, StageName
from tlgui.ui.train.train_progress import TrainProgress
from tlgui.ui.window.rail import StepState
from tlgui.ui.window.status_strip import StatusStrip, time_left_text
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.window.main_window import MainWindow
    from tlgui.ui.work.jobs import Job, JobRunner


def text(strip: StatusStrip, name: str) -> str:
    label = strip.findChild(QLabel, name)
    assert label is not None
    return label.text()


class Clock:
    """Shows the seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def strip(qtbot: QtBot, themed: QApplication, runner: JobRunner, clock: Clock) -> StatusStrip:
    made = StatusStrip(runner, clock=clock)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def job(qtbot: QtBot, strip: StatusStrip, runner: JobRunner) -> Iterator[Job]:
    """On show in ``strip`` from its start until the test has ended."""
    started = runner.start(work_until_told, title=Message("Training"))
    yield started
    with qtbot.waitSignal(started.ended):
        started.cancel()


def test_time_left_is_that_of_the_train_page_after_a_pause_too(
    strip: StatusStrip, job: Job, clock: Clock
) -> None:
    page = TrainProgress(100, clock=clock)
    job.progressed.connect(page.hear)
    job.resumed.connect(page.go_on)
    job.progressed.emit(Stage(StageName.FEATURES, 1000))
    for second in range(1, 21):
        clock.now = float(second)
        # Slow at first: what counts is the speed of late.
        job.progressed.emit(BatchDone(second if second < 10 else 10 * second, 1000))
    before = page.seconds_left()
    assert before is not None
    assert text(strip, "job_time_left") == time_left_text(before) == "about 1 min left"

    clock.now += 3600
    job.resume()
    clock.now += 1
    job.progressed.emit(BatchDone(210, 1000))

    after = page.seconds_left()
    assert after is not None
    assert text(strip, "job_time_left") == time_left_text(after) == "about 1 min left"


def test_time_left_is_told_in_another_language_at_once(
    qtbot: QtBot, english_again: QApplication, strip: StatusStrip, job: Job, clock: Clock
) -> None:
    job.progressed.emit(Stage(StageName.EXPORT, 6))
    clock.now = 60.0
    job.progressed.emit(BatchDone(3, 6))
    assert text(strip, "job_time_left") == "about 1 min left"

    switch_language(english_again, "ko")

    qtbot.waitUntil(lambda: "1" in text(strip, "job_time_left"))
    qtbot.waitUntil(lambda: "left" not in text(strip, "job_time_left"))


def test_time_left_counts_down_between_events(
    qtbot: QtBot, strip: StatusStrip, job: Job, clock: Clock
) -> None:
    job.progressed.emit(Stage(StageName.FIT))
    clock.now = 600.0
    job.progressed.emit(EpochDone(1, 3, 1.0, 0.5, None, None))
    assert text(strip, "job_time_left") == "about 20 min left"

    clock.now += 240
    qtbot.waitUntil(lambda: text(strip, "job_time_left") == "about 16 min left")


def test_an_export_is_told_at_its_own_step_while_it_classifies(
    qtbot: QtBot, themed: QApplication, window: MainWindow, runner: JobRunner
) -> None:
    job = runner.start(work_until_told, title=Message("Exporting"))
    for stage in (StageName.EXPORT, StageName.LOADING_MODEL, StageName.PREDICTION):
        job.progressed.emit(Stage(stage))

    assert window.rail.state("export") == (StepState.RUNNING, "classifying")
    assert window.rail.state("classify")[0] is StepState.EMPTY
    with qtbot.waitSignal(job.ended):
        job.cancel()


def test_what_waited_for_its_turn_on_show_is_told_as_far_as_it_is(
    qtbot: QtBot, themed: QApplication, runner: JobRunner
) -> None:
    strip = StatusStrip(runner)
    qtbot.addWidget(strip)
    first = runner.start(work_until_told, title=Message("Training"))
    second = runner.start(work_until_told, title=Message("Copying"), lane="files")
    second.progressed.emit(Stage(StageName.LISTING, 10))
    second.progressed.emit(BatchDone(4, 10))
    assert text(strip, "job_percent") == ""

    with qtbot.waitSignal(first.ended):
        first.cancel()

    assert text(strip, "job_percent") == "40%"
    assert strip._title.full_text == "Copying · listing files"
    with qtbot.waitSignal(second.ended):
        second.cancel()


def test_rail_and_strip_tell_the_epoch_in_another_language_at_once(
    qtbot: QtBot, english_again: QApplication, window: MainWindow, runner: JobRunner
) -> None:
    job = runner.start(work_until_told, title=Message("Training"))
    job.progressed.emit(Stage(StageName.FIT, 20))
    job.progressed.emit(EpochDone(3, 20, 1.0, 0.5, None, None))
    assert window.rail.state("train")[1] == "epoch 3 of 20"

    switch_language(english_again, "ko")
    qtbot.waitUntil(lambda: window.rail.state("train")[1] != "epoch 3 of 20")

    assert window.rail.state("train")[1] in window.strip._title.full_text
    with qtbot.waitSignal(job.ended):
        job.cancel()
