from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QWidget

from tests.leaks import Watch, imports_in_workers, watched
from tests.stopwatch import Stopwatch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_worker_that_did_not_end_is_told() -> None:
    watch, gate = Watch(), threading.Event()
    worker = threading.Thread(target=gate.wait, args=(30,), name="tlgui-files_7")
    worker.start()

    left = watch.left_behind(grace_s=0)

    gate.set()
    worker.join()
    assert left == ["thread tlgui-files_7"]
    assert not watch.left_behind()


def test_a_timer_that_still_runs_is_told(qapp: QApplication) -> None:
    watch = Watch()
    timer = QTimer(qapp)
    timer.setObjectName("forgotten")
    timer.start(60_000)

    left = watch.left_behind(grace_s=0)

    timer.stop()
    assert len(left) == 1
    assert left[0].startswith("timer QTimer forgotten of ")
    assert not watch.left_behind()
    timer.deleteLater()


def test_a_timer_without_a_parent_is_told(qapp: QApplication) -> None:
    timers = []

    def forget_a_timer() -> None:
        with watched() as watch:
            timers.append(QTimer())
            timers[0].start(60_000)
            assert watch.left_behind(grace_s=0) == ["timer QTimer without a name"]
            timers[0].stop()

    forget_a_timer()
    assert not timers[0].isActive()


def test_a_window_that_was_not_deleted_is_told(qapp: QApplication) -> None:
    watch = Watch()
    window, menu = QWidget(), QMenu()
    window.setObjectName("forgotten")

    left = watch.left_behind(grace_s=0)

    assert sorted(left) == ["window QMenu without a name", "window QWidget forgotten"]
    window.deleteLater()
    menu.deleteLater()
    del window, menu
    assert not watch.left_behind()


def test_a_window_that_only_a_cycle_keeps_is_no_leak(qapp: QApplication) -> None:
    watch = Watch()
    window = QWidget()
    window.itself = window  # type: ignore[attr-defined]  # the cycle
    del window

    assert not watch.left_behind()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_process_that_still_runs_is_told() -> None:
    watch = Watch()
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])

    left = watch.left_behind(grace_s=0)

    child.kill()
    child.wait()
    assert left == [f"process {child.pid}: {sys.executable} -c import time; time.sleep(60)"]
    assert not watch.left_behind()


def test_a_block_that_leaves_something_behind_fails(qapp: QApplication) -> None:
    timer = QTimer(qapp)

    def forget_it() -> None:
        with watched(grace_s=0):
            timer.start(60_000)

    with pytest.raises(AssertionError, match="left behind: timer"):
        forget_it()

    timer.stop()
    timer.deleteLater()


def test_watching_costs_next_to_nothing(qtbot: QtBot) -> None:
    for _ in range(20):
        qtbot.addWidget(QWidget())
    watch = Stopwatch()
    for _ in range(10):
        with watched():
            pass

    assert watch.seconds / 10 < 0.010


def test_a_worker_that_imports_a_part_of_the_window_is_told() -> None:
    def work() -> None:
        sys.modules.pop("tlgui.ui.work.trash", None)
        importlib.import_module("tlgui.ui.work.trash")

    def look() -> None:
        with watched():
            worker = threading.Thread(target=work, name="careless")
            worker.start()
            worker.join()

    with pytest.raises(
        AssertionError, match=r"imported by workers: tlgui\.ui\.work\.trash in careless"
    ):
        look()
    imports_in_workers.clear()
