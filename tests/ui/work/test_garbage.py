from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from tlgui.ui.work import garbage
from tlgui.ui.work.garbage import FULL_SEARCH_EVERY, GarbageCollector

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner


class Cycle:
    """Keeps itself: only the search for cycles frees it."""

    def __init__(self, freed_in: list[threading.Thread]) -> None:
        self.me = self
        weakref.finalize(self, lambda: freed_in.append(threading.current_thread()))


def make_many_objects(*, control: Control) -> int:
    """More than makes Python search through everything by itself."""
    limit = 1
    for each in gc.get_threshold():
        limit *= each + 1
    return len([[] for _ in range(2 * limit)])


def test_garbage_of_the_window_is_not_freed_by_a_worker(qtbot: QtBot, runner: JobRunner) -> None:
    freed_in: list[threading.Thread] = []
    Cycle(freed_in)
    job = runner.start(make_many_objects)
    with qtbot.waitSignal(job.succeeded):
        pass
    gc.collect()
    assert freed_in == [threading.main_thread()]


def test_python_searches_again_once_the_collector_has_stopped(qtbot: QtBot) -> None:
    gc.enable()
    try:
        collector = GarbageCollector()
        assert not gc.isenabled()
        collector.stop()
        assert gc.isenabled()
    finally:
        gc.disable()


def test_what_a_long_search_leaves_is_not_searched_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_LONG_S", 0.0)  # Every search is long: fast computers too.
    in_use: list[list[int]] = [[] for _ in range(100_000)]
    frozen = gc.get_freeze_count()
    collector = GarbageCollector()
    for _ in range(FULL_SEARCH_EVERY):
        in_use.extend([] for _ in range(2 * gc.get_threshold()[0]))
        collector.collect()
    collector.stop()
    assert gc.get_freeze_count() - frozen >= len(in_use)
