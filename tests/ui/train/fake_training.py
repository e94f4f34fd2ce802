"""Stands for the engine's training on the Train page."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from tests.ui.fakes import make_history, make_run
from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone, Notice, Stage, StageName
from tlgui.ui.train.run_rows import RunRow, row_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.train.train_page import TrainPage
    from tlgui.ui.train.training_job import TrainingTask


class FakeTraining:
    """Stands for the engine: reports what it is told to, ends when it is told to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.task: TrainingTask | None = None
        self.go_on = threading.Event()
        self.error: Exception | None = None
        self.epochs = 0
        self.stopped = False

    def run(self, task: TrainingTask, *, control: Control) -> RunRow:
        self.task = task
        control.report(Stage(StageName.LOADING_MODEL))
        control.report(Stage(StageName.FEATURES, 100))
        control.report(BatchDone(40, 100))
        control.report(Notice(Message("Two pictures were left out.")))
        history = make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.5])[: self.epochs]
        if history:
            control.report(Stage(StageName.FIT, 3))
        for epoch in history:
            control.has_result = True
            control.report(epoch)
        while not self.go_on.wait(0.01):
            control.check()
            if control.stop_requested:
                self.stopped = True
                break
        if self.error is not None:
            raise self.error
        return row_of(make_run(self.root / "made", task.index.root, history=history))


def state(page: TrainPage) -> str:
    label = page.findChild(QLabel, "train_state_label")
    assert isinstance(label, QLabel)
    return label.text()


def finish(qtbot: QtBot, page: TrainPage, training: FakeTraining) -> None:
    training.go_on.set()
    qtbot.waitUntil(lambda: not page.is_training)
