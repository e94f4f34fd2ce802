"""Speed and time left of any job, whatever its events leave out."""

from __future__ import annotations

import pytest

from tlgui.engine.progress import BatchDone, EpochDone, Stage, StageName
from tlgui.ui.work.job_progress import JobProgress


def test_a_pause_is_not_part_of_the_speed() -> None:
    now = 0.0
    progress = JobProgress(clock=lambda: now)
    progress.hear(Stage(StageName.FEATURES, 100))
    for second in range(1, 11):
        now = float(second)
        progress.hear(BatchDone(second, 100))
    assert progress.seconds_left() == pytest.approx(90)

    now += 3600
    progress.go_on()
    assert progress.seconds_left() is None, "its speed is that before the pause no longer"
    now += 1
    progress.hear(BatchDone(11, 100))

    assert progress.seconds_left() == pytest.approx(89)


def test_a_job_without_stages_is_timed_from_its_start() -> None:
    now = 50.0
    progress = JobProgress(clock=lambda: now)
    now = 60.0

    progress.hear(BatchDone(20, 100))

    assert progress.seconds_left() == pytest.approx(40)


def test_epochs_count_where_what_came_before_them_had_no_end() -> None:
    now = 0.0
    progress = JobProgress(clock=lambda: now)
    progress.hear(Stage(StageName.FIT))
    for tried in range(1, 7):
        now += 0.5
        progress.hear(BatchDone(tried, None))
    for epoch in range(1, 4):
        now += 1
        progress.hear(EpochDone(epoch, 10, 1.0, 0.5, None, None))

    assert progress.stage is not None
    assert (progress.stage.done, progress.stage.total) == (3, 10)
    assert progress.seconds_left() == pytest.approx(7)


def test_time_left_counts_down_between_slow_steps_but_not_past_the_next() -> None:
    now = 0.0
    progress = JobProgress(clock=lambda: now)
    progress.hear(Stage(StageName.FIT))
    for epoch in (1, 2):
        now += 60
        progress.hear(EpochDone(epoch, 10, 1.0, 0.5, None, None))
    assert progress.seconds_left() == pytest.approx(480)

    now += 30
    assert progress.seconds_left() == pytest.approx(450)
    now += 3600
    assert progress.seconds_left() == pytest.approx(420)
