"""Fixtures of the Results page: a run, and the page without a model behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.fakes import fake_answer, make_dataset, make_run
from tlgui.ui.pictures.explanations import ExplainerShelf
from tlgui.ui.results.results_page import ResultsPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> ResultsPage:
    monkeypatch.setattr(ExplainerShelf, "answer", fake_answer)
    made = ResultsPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    return made


@pytest.fixture
def run(tmp_path: Path) -> Run:
    make_dataset(tmp_path / "pictures")
    return make_run(tmp_path / "run", tmp_path / "pictures")
