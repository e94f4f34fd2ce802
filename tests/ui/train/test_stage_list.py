"""The stages of a training: every second of a run belongs to one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar

from tests.engine import runs
from tlgui.engine.progress import BatchDone, BytesDone, Stage, StageName
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.ui.train.stage_list import PLAN, RUN_PARTS, StageList
from tlgui.ui.train.train_progress import TrainProgress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

REFUSED = (
    (StageName.LOADING_MODEL, 1.0),
    (StageName.FEATURES, 4.0),
    (StageName.FIT, 0.5),
    # Fast arithmetic did not do: both again.
    (StageName.FEATURES, 3.0),
    (StageName.FIT, 0.5),
    (StageName.EVALUATION, 0.1),
    (StageName.SAVING, 0.2),
)


def test_time_of_a_stage_that_was_done_twice_is_shown_whole(
    qtbot: QtBot, themed: QApplication
) -> None:
    now = 0.0
    progress = TrainProgress(clock=lambda: now)
    for name, seconds in REFUSED:
        progress.hear(Stage(name, 20 if name is StageName.FEATURES else None))
        if name is StageName.FEATURES:
            progress.hear(BatchDone(20, 20))
        now += seconds
    progress.end()

    states = {name: progress.state_of(name) for name in PLAN}

    shown = {name: state.seconds(now) for name, state in states.items() if state is not None}
    assert shown[StageName.FEATURES] == 7.0
    assert shown[StageName.FIT] == 1.0
    assert sum(shown.values()) == progress.seconds() == now
    stages = StageList()
    qtbot.addWidget(stages)
    stages.show_progress(progress)
    assert "7.0 s" in " ".join(label.text() for label in stages.findChildren(QLabel))


def test_a_download_has_its_row_while_it_is_part_of_the_training(
    qtbot: QtBot, themed: QApplication
) -> None:
    stages = StageList()
    qtbot.addWidget(stages)
    stages.show()
    progress = TrainProgress()
    progress.hear(Stage(StageName.LOADING_MODEL))
    stages.show_progress(progress, FeatureExtraction())
    assert "Downloading" not in shown(stages)

    progress.hear(Stage(StageName.DOWNLOAD, 97_781_545))
    progress.hear(BytesDone(40_310_784, 97_781_545))
    stages.show_progress(progress, FeatureExtraction())
    assert "Downloading the weights" in shown(stages)
    assert "40 of 98 MB" in shown(stages)
    bar = stages.findChild(QProgressBar, "stage_bar_download")
    assert isinstance(bar, QProgressBar)
    assert bar.isVisible()
    assert bar.value() / bar.maximum() == pytest.approx(40.3 / 97.8, abs=0.01)

    progress.hear(Stage(StageName.LOADING_MODEL))
    stages.show_progress(progress, FeatureExtraction())
    assert "Downloading the weights: done" in stages.accessibleDescription()


def test_where_nothing_learns_no_stage_says_so(qtbot: QtBot, themed: QApplication) -> None:
    stages = StageList()
    qtbot.addWidget(stages)
    stages.show()

    stages.show_progress(None, AsIs())
    assert "Choosing the regularisation" not in shown(stages)

    stages.show_progress(None, FeatureExtraction())
    assert "Choosing the regularisation" in shown(stages)


def shown(stages: StageList) -> str:
    """The texts of the rows that are in sight."""
    labels = stages.findChildren(QLabel)
    return "; ".join(label.text() for label in labels if label.isVisible() and label.text())


def test_parts_of_a_finished_run_are_all_shown_and_add_up_to_its_total() -> None:
    seconds = runs.trained_run().seconds
    shown = [part for parts in RUN_PARTS.values() for part in parts]

    assert set(RUN_PARTS) == set(PLAN)
    assert {"total", *shown} >= set(seconds)
    assert abs(sum(seconds.get(part, 0.0) for part in shown) - seconds["total"]) < 0.01
