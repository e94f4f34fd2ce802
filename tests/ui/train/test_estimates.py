"""How long a training would take, beside its method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.estimate import Estimate
from tlgui.ui.train.asked import method_estimates

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.train.train_page import TrainPage
    from tlgui.ui.work.jobs import JobRunner


def basis(page: TrainPage) -> tuple[str, str]:
    found = []
    for name in ("duration", "basis"):
        label = page.findChild(QLabel, f"method_feature_extraction_{name}")
        assert isinstance(label, QLabel)
        found.append(label.text())
    return found[0], found[1]


@pytest.mark.parametrize(
    ("estimate", "duration", "sentence"),
    [
        (Estimate(), "", "How long it takes is measured with the first pictures."),
        (Estimate(0, 0.0, 7.4), "about 7 s", "All pictures are read."),
        (Estimate(900, 30.0, 7.4), "about 35 s", "900 pictures are still to be read."),
        (
            Estimate(900, 30.0, 7.4, download_bytes=98_000_000),
            "",
            "Weights of 98 MB are downloaded first. 900 pictures are still to be read.",
        ),
        (
            Estimate(900, 30.0, None),
            "",
            "900 pictures are still to be read, in about 30 s. "
            "What follows is measured with the first run.",
        ),
    ],
)
def test_estimate_says_what_was_measured_and_what_was_not(
    qtbot: QtBot, page: TrainPage, estimate: Estimate, duration: str, sentence: str
) -> None:
    qtbot.waitUntil(lambda: basis(page)[1] != "")

    page.asked.estimates.show_estimates({"feature-extraction": estimate})

    assert basis(page) == (duration, sentence)


def test_estimate_follows_the_reading_in_the_background(
    qtbot: QtBot, page: TrainPage, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: basis(page)[1] != "")
    now = 0.0
    estimates = page.asked.estimates
    monkeypatch.setattr(estimates, "_clock", lambda: now)
    estimates.show_estimates({"feature-extraction": Estimate(100, None, 4.0)})
    estimates._on_progressed(Stage(StageName.FEATURES, 100))
    estimates._on_progressed(BatchDone(40, 100))
    assert basis(page) == ("", "How long it takes is measured with the first pictures.")

    now = 2.0
    estimates._on_progressed(BatchDone(60, 100))

    # 20 pictures in 2 s, 40 left, and 4 s for the fit: those of the cache say nothing.
    assert basis(page) == ("about 8 s", "40 pictures are still to be read.")


def test_estimates_are_made_anew_when_pictures_were_read_elsewhere(
    qtbot: QtBot, page: TrainPage, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A race or a measurement on the Model page tells the speed of this computer."""
    qtbot.waitUntil(lambda: basis(page)[1] != "")

    def estimate(
        recipes: dict[str, Recipe], *_data: object, control: Control
    ) -> dict[str, Estimate]:
        return dict.fromkeys(recipes, Estimate(900, 30.0, 7.4))

    monkeypatch.setattr(method_estimates, "estimate_trainings", estimate)
    runner.start(lambda *, control: None, title=Message("Measuring"))

    qtbot.waitUntil(lambda: basis(page)[0] == "about 35 s")
