"""A window of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tlgui.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def window(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, no_reading: None
) -> Iterator[MainWindow]:
    made = MainWindow(session, runner)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    for job in runner.jobs:
        job.cancel()
