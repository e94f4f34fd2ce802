"""What a test of the window leaves behind: threads, timers, windows, processes.

And what it must not do at all: import Qt, or a module of the window, in a worker's thread. PySide
makes its types when they are first looked up, and crashes where two threads do so at once.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

imports_in_workers: list[str] = []


class _Witness(MetaPathFinder):
    """Finds nothing, and notes who asks."""

    def find_spec(self, name: str, *_where: object) -> None:
        thread = threading.current_thread()
        if thread is not threading.main_thread() and name.startswith(("PySide6.", "tlgui.ui.")):
            imports_in_workers.append(f"{name} in {thread.name}")


sys.meta_path.insert(0, _Witness())

GRACE_S = 2.0
"""How long what is about to go may take: a worker ends after its last job, a child is reaped."""


class Watch:
    """Knows what was there when it was made, and what has come since and is still there."""

    def __init__(self) -> None:
        self._threads = _threads()
        self._windows = _windows()
        self._timers = _timers(self._windows)
        self._processes = _processes()
        self.only_new_is_seen = False
        """Whether what was there before is frozen: out of sight of the garbage collector."""

    def left_behind(self, grace_s: float = GRACE_S) -> list[str]:
        """A sentence for each leak; it waits only where there seems to be one."""
        _delete_what_should_go()
        end = time.monotonic() + grace_s
        while (left := self._left()) and time.monotonic() < end:
            # What only a cycle keeps is no leak: it goes when Python looks for cycles.
            gc.collect()
            _delete_what_should_go()
            time.sleep(0.01)
        return left

    def _left(self) -> list[str]:
        windows = _windows()
        new_windows = [window for window in windows if not _has(self._windows, window)]
        found = _timers(windows, everywhere=self.only_new_is_seen)
        timers = [timer for timer in found if not _has(self._timers, timer)]
        threads = _threads() - self._threads
        processes = _processes().items() - self._processes.items()
        return [
            *(f"thread {thread.name}" for thread in threads),
            *(f"timer {_described(timer)}" for timer in timers),
            *(f"window {_described(window)}" for window in new_windows),
            *(f"process {process}: {command}" for process, command in processes),
        ]


@contextmanager
def watched(grace_s: float = GRACE_S) -> Iterator[Watch]:
    """A watch over the block; its end is an error where the block left something behind.

    What was there before is out of sight of the garbage collector inside: what is new can be gone
    through in a moment.
    """
    imports_in_workers.clear()
    watch = Watch()
    gc.freeze()
    watch.only_new_is_seen = True
    try:
        yield watch
        left = watch.left_behind(grace_s)
    finally:
        gc.unfreeze()
    assert not left, f"left behind: {'; '.join(left)}"
    assert not imports_in_workers, f"imported by workers: {'; '.join(imports_in_workers)}"


def _delete_what_should_go() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()


def _threads() -> set[threading.Thread]:
    return {t for t in threading.enumerate() if t.name.startswith("tlgui-")}


def _windows() -> list[QWidget]:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return []
    # The words of a tooltip are a window that goes by itself.
    return [w for w in app.topLevelWidgets() if not w.inherits("QTipLabel")]


def _timers(windows: list[QWidget], *, everywhere: bool = False) -> list[QTimer]:
    """The active timers of the app and of windows; ``everywhere``: also those of Python alone."""
    app = QApplication.instance()
    parents = [*([] if app is None else [app]), *windows]
    found = [timer for parent in parents for timer in parent.findChildren(QTimer)]
    if everywhere:
        for thing in gc.get_objects():
            if type(thing) is QTimer and not _has(found, thing):
                found.append(thing)
    return [timer for timer in found if shiboken6.isValid(timer) and timer.isActive()]


def _processes() -> dict[int, str]:
    """The children of this process that run, by id, with their command lines."""
    if sys.platform != "linux":
        return {}
    found = {}
    for children in Path("/proc/self/task").glob("*/children"):
        try:
            ids = children.read_text().split()
        except OSError:
            continue  # The thread has ended since.
        for child in ids:
            try:
                state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
                command = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ").strip()
            except OSError:
                continue  # So has the child.
            # Python's own helper of multiprocessing lives as long as Python.
            if state != "Z" and "resource_tracker" not in command:
                found[int(child)] = command
    return found


def _has(things: list[QWidget] | list[QTimer], thing: object) -> bool:
    return any(thing is each for each in things)


def _described(thing: QWidget | QTimer) -> str:
    parent = thing.parent()
    name = thing.objectName() or "without a name"
    return f"{type(thing).__name__} {name}" + (
        "" if parent is None else f" of {type(parent).__name__} {parent.objectName()}"
    )
