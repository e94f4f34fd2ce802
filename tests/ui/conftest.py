"""Fixtures of the window's tests: no display, a home of their own, no thread left behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.scenes import Stagehand, without_models
from tests.window_fixtures import (
    WORKERS_LEAVE_S,
    garbage_collector,
    nothing_left_behind,
    qtbot,
    urgent_workers,
)
from tlgui.ui.data import data_jobs
from tlgui.ui.data.data_jobs import Findings
from tlgui.ui.look import theme
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.jobs import JobRunner
from tlgui.ui.work.session import Session

__all__ = ["garbage_collector", "nothing_left_behind", "qtbot", "urgent_workers"]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.window.main_window import MainWindow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # Said by the offscreen platform of what only a window manager can do.
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What takes long to make and is the same for all tests: the converted network."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tlgui-home"
    folder.mkdir()
    (folder / "cache").symlink_to(shared_cache, target_is_directory=True)
    monkeypatch.setenv("TLGUI_HOME", str(folder))
    return folder


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened folders are listed, but their pictures are not read: no model is loaded."""

    def look_closely(*_asked: object, control: Control) -> Findings:
        return Findings(frozenset(), ())

    monkeypatch.setattr(data_jobs, "look_closely", look_closely)
    monkeypatch.setattr(data_jobs, "find_doubtful", lambda *_asked, control: ())


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    # It stays: taken off, Qt would restyle all widgets that are still there, test after test.
    theme.apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def english_again(themed: QApplication) -> Iterator[QApplication]:
    """Whatever language a test switches to, the next one begins in English."""
    yield themed
    switch_language(themed, "en")


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    assert made.shutdown(wait_s=WORKERS_LEAVE_S)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def hand(
    qtbot: QtBot,
    themed: QApplication,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Stagehand:
    """Sets the scenes of the whole window, without models."""
    without_models(monkeypatch)
    return Stagehand(qtbot, runner, tmp_path)


@pytest.fixture
def window(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, no_reading: None
) -> Iterator[MainWindow]:
    """The main window, shown; no picture is read."""
    from tlgui.ui.window.main_window import MainWindow

    made = MainWindow(session, runner)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    for job in runner.jobs:
        job.cancel()
