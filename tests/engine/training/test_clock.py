"""What a training takes is told without pauses, and what folds share is counted once."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.engine import runs
from tests.engine.training.by_epochs.lessons import lesson
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.progress import Control, Stage, StageName
from tlgui.engine.training import extraction
from tlgui.engine.training.by_epochs.loop import train_epochs
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods import feature_extraction
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import prepare

if TYPE_CHECKING:
    from pathlib import Path

PAUSE_S = 1.0


class Pausing(Control):
    """Holds once, for ``PAUSE_S``, while a stage goes on; ``began`` is when the latest did."""

    def __init__(self, stage: StageName) -> None:
        super().__init__(self._hear)
        self._stage = stage
        self._within = self._held = False
        self.began = 0.0

    def check(self) -> None:
        if self._within and not self._held:
            self._held = True
            self.pause()
            threading.Timer(PAUSE_S, self.resume).start()
        super().check()

    def _hear(self, event: object) -> None:
        if isinstance(event, Stage):
            self._within = event.name is self._stage
            self.began = time.perf_counter()


def test_what_is_paused_while_pictures_are_read_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[float] = []

    def remember(*_asked: object, seconds: float, **_more: object) -> None:
        read.append(seconds)

    monkeypatch.setattr(extraction, "remember_reading", remember)
    root = runs.write_some_digits(tmp_path / "pictures", a_class=20)
    start = time.perf_counter()

    run = runs.train_on(root, tmp_path / "run", control=Pausing(StageName.FEATURES))

    spent = time.perf_counter() - start
    assert run.seconds["total"] <= spent - PAUSE_S
    assert sum(read) <= run.seconds["features"] + run.seconds["engine"] + 0.01


def test_an_epoch_s_seconds_are_those_of_work() -> None:
    recipe = FineTuning(epochs=2, batch_size=16)
    control = Pausing(StageName.FIT)

    trained = train_epochs(lesson(recipe), recipe, control)

    spent = time.perf_counter() - control.began
    assert len(trained.history) == 2
    assert 0 < trained.seconds < spent - PAUSE_S / 2
    assert sum(row.seconds or 0.0 for row in trained.history) <= trained.seconds


def test_seconds_of_engines_that_folds_share_are_moved_once() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    task: Any = prepare(FeatureExtraction(device="cpu"), index, draw_split(index, control), control)
    feature_extraction.fit(task)
    before = task.clock.rounded()["engine"]
    # As if an engine had taken so long to make.
    task.extraction.training_engine.seconds += 100

    for _fold in range(2):
        feature_extraction.fit(task)

    assert task.clock.rounded()["engine"] - before == pytest.approx(100)
