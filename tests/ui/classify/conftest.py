"""Fixtures of the Classify page: a model without weights, pictures that name their answers."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.pictures import plain
from tests.ui.classify.driving import LOOKED, predict
from tests.ui.fakes import make_run
from tlgui.engine.deploy.predictor import Predicted
from tlgui.engine.progress import Control, Stage, StageName
from tlgui.ui.classify.classify_jobs import Outcome, PredictorShelf
from tlgui.ui.classify.classify_page import ClassifyPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.deploy.looks import Looks
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def predictor(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A model that needs no weights; it waits for the event after its first answer."""
    gate = threading.Event()
    gate.set()

    def classify(
        _shelf: PredictorShelf, _run: Path, paths: Sequence[Path], looks: Looks, *, control: Control
    ) -> Outcome:
        LOOKED.append(looks)
        files = [p for path in paths for p in (sorted(path.iterdir()) if path.is_dir() else [path])]
        control.report(Stage(StageName.PREDICTION, len(files)))
        for number, file in enumerate(files):
            control.check()
            control.report(Predicted((predict(file),)))
            while number == 0 and not gate.is_set():
                control.check()
                time.sleep(0.005)
        return Outcome(len(files), (), 0.5)

    monkeypatch.setattr(PredictorShelf, "classify", classify)
    return gate


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return make_run(tmp_path / "run", tmp_path / "data")


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    predictor: threading.Event,
    run: Run,
) -> ClassifyPage:
    made = ClassifyPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    session.set_run(run)
    return made


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    folder.mkdir()
    for name in ("sure-1", "fair-1", "unsure-1", "sure-2"):
        (folder / f"{name}.png").write_bytes(plain("PNG"))
    (folder / "broken-1.png").write_bytes(b"")
    return folder
