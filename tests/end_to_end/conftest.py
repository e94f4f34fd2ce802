"""A real window on real components, in a home of its own, and a small folder of pictures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.window_fixtures import (
    WORKERS_LEAVE_S,
    garbage_collector,
    nothing_left_behind,
    qtbot,
    urgent_workers,
)
from tlgui.engine.progress import Control
from tlgui.engine.sample_sets.digits import write_digits
from tlgui.ui.look import theme
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.work.jobs import JobRunner
from tlgui.ui.work.session import Session

__all__ = ["garbage_collector", "nothing_left_behind", "qtbot", "urgent_workers"]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PICTURES_A_CLASS = 24


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "end_to_end" in item.nodeid:
            # Said by the offscreen platform of what only a window manager can do.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few handwritten digits a class, in class folders."""
    whole = write_digits(tmp_path_factory.mktemp("sample") / "digits", Control())
    small = tmp_path_factory.mktemp("pictures") / "digits"
    for folder in sorted(path for path in whole.iterdir() if path.is_dir()):
        (small / folder.name).mkdir(parents=True)
        for picture in sorted(folder.iterdir())[:PICTURES_A_CLASS]:
            shutil.copy(picture, small / folder.name)
    return small


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all tests here: the network is converted once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def window(
    qtbot: QtBot, shared_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The main window, shown; afterwards no job and no worker thread is left."""
    monkeypatch.setenv("TLGUI_HOME", str(shared_home))
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, "light")
    runner = JobRunner()
    made = MainWindow(Session(), runner)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.first_painted):
        made.show()
    yield made
    assert runner.shutdown(wait_s=WORKERS_LEAVE_S), "a worker thread did not end"
