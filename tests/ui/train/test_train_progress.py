"""Speed, time left and the words for times."""

from __future__ import annotations

import pytest

from tests.ui.fakes import make_history
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.ui.train.train_progress import TrainProgress, clock_time, spoken_time


def test_speed_and_time_left_are_those_of_the_last_seconds() -> None:
    now = 0.0
    progress = TrainProgress(clock=lambda: now)
    progress.hear(Stage(StageName.FEATURES, 1000))
    for second in range(1, 11):
        now = float(second)
        # Slow for five seconds, then ten times as fast.
        done = second * 10 if second <= 5 else 50 + (second - 5) * 100
        progress.hear(BatchDone(done, 1000))

    assert progress.pictures_a_second == pytest.approx(100)
    assert progress.seconds_left() == pytest.approx((1000 - 550) / 100)


def test_steps_of_an_epoch_tell_pictures_a_second_and_time_left() -> None:
    """4 epochs of 10 steps over 300 pictures, a step a second."""
    now = 0.0
    progress = TrainProgress(300, 80, clock=lambda: now)
    progress.hear(Stage(StageName.FIT, 40))
    for step in range(1, 13):
        now = float(step)
        progress.hear(BatchDone(step, 40))
        if step == 10:
            progress.hear(make_history([0.5] * 4, [0.5] * 4)[0])

    assert progress.pictures_a_second == pytest.approx(30)
    assert progress.seconds_left() == pytest.approx(28)


def test_what_was_done_before_a_training_goes_on_tells_no_speed() -> None:
    now = 0.0
    progress = TrainProgress(300, 80, clock=lambda: now)
    progress.hear(Stage(StageName.FIT, 40))
    for row in make_history([0.5] * 4, [0.5] * 4)[:2]:
        progress.hear(row)
    for step in range(21, 24):
        now = 2.0 * (step - 20)
        progress.hear(BatchDone(step, 40))

    assert progress.pictures_a_second == pytest.approx(15)
    assert progress.seconds_left() == pytest.approx(34)


def test_no_speed_is_claimed_before_it_can_be_known() -> None:
    progress = TrainProgress(clock=lambda: 0.0)
    progress.hear(Stage(StageName.FEATURES, 1000))
    assert progress.pictures_a_second is None
    assert progress.seconds_left() is None

    progress.hear(Stage(StageName.EVALUATION))
    assert progress.pictures_a_second is None, "no pictures are read here"


@pytest.mark.parametrize(
    ("seconds", "clock", "spoken"),
    [
        (0.42, "0:00", "0.4 s"),
        (21.4, "0:21", "21 s"),
        (59.6, "1:00", "1 min"),
        (185, "3:05", "3 min 5 s"),
        (7443, "2:04:03", "2 h 4 min"),
    ],
)
def test_times_are_told_in_words(seconds: float, clock: str, spoken: str) -> None:
    assert clock_time(seconds) == clock
    assert spoken_time(seconds) == spoken
