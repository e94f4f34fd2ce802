"""Fixtures of all tests that open windows: their conftest files import them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.leaks import watched
from tests.stopwatch import PATIENT_MS
from tlgui.ui.work import jobs
from tlgui.ui.work.garbage import GarbageCollector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

WORKERS_LEAVE_S = 120
"""What cannot be interrupted, an import say, takes its time beside other work."""


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """pytest-qt's, whose 5 seconds are not enough on a computer that is busy with other things."""
    for wait in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENT_MS))
    return qtbot


@pytest.fixture(scope="package", autouse=True)
def garbage_collector(qapp: QApplication) -> Iterator[None]:
    """Python's garbage is collected in the GUI thread, as in the app."""
    collector = GarbageCollector(qapp)
    yield
    collector.stop()
    collector.deleteLater()


@pytest.fixture(autouse=True)
def urgent_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are as urgent as the tests that wait for them, which else wait for other programs."""
    monkeypatch.setattr(jobs, "_WORKER_NICENESS", 0)


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """A test that leaves a thread, a timer, a window or a process behind fails."""
    with watched():
        yield
