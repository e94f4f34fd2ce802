"""The window's entry: application, error hooks, composition. The only place that knows all."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from typing import IO, TYPE_CHECKING

if sys.platform == "win32":
    # torch 2.9 and later cannot load its DLLs once Qt has loaded its own.
    import torch  # noqa: F401

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tlgui.engine.allocator import share_one_heap
from tlgui.ui.kit.errors import route_error
from tlgui.ui.look import theme
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.window.warm_up import WarmUp
from tlgui.ui.words import preferences
from tlgui.ui.words.language import install_language
from tlgui.ui.work.garbage import GarbageCollector
from tlgui.ui.work.jobs import JobRunner
from tlgui.ui.work.session import Session
from tlgui.ui.work.turns import in_turns

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext


class ErrorHooks(QObject):
    """Catches what no page expected: in slots, in threads, in Qt itself; shows it once.

    Signals:
        caught: with an exception, from whichever thread.
    """

    caught = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.caught.connect(route_error, Qt.ConnectionType.QueuedConnection)
        self._python_hook = sys.excepthook
        self._thread_hook = threading.excepthook

    def install(self) -> None:
        """Take over Python's and Qt's hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(self._on_qt_message)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = self._python_hook
        threading.excepthook = self._thread_hook
        qInstallMessageHandler(None)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        self._write(kind, error, trace)
        self.caught.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._write(args.exc_type, args.exc_value, args.exc_traceback)
            self.caught.emit(args.exc_value)

    def _write(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        from tlgui.log import log

        log.error("unexpected", exc_info=(kind, error, trace))
        # Windowed builds have no stderr.
        if sys.stderr is not None:
            sys.__excepthook__(kind, error, trace)

    def _on_qt_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        """Qt's warnings are for developers: written where one can see them, never shown."""
        if kind == QtMsgType.QtDebugMsg:
            return
        from tlgui.log import log

        log.warning("Qt: %s", text)
        if sys.stderr is not None:
            sys.stderr.write(f"Qt: {text}\n")


SWITCH_INTERVAL_S = 0.001


def run_window(folder: Path | None = None, run: Path | None = None) -> int:
    """Open the window, on ``folder`` or on the finished ``run`` where one is given.

    Returns:
        The process's exit code.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    # A thread that asks for the interpreter's lock waits so long for it: the window must not wait
    # five milliseconds, Python's usual time, at each step that it takes beside a worker.
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    # Before there are others: a training runs in a thread of its own here.
    share_one_heap()
    app.setApplicationName("tlgui")
    app.setApplicationDisplayName("tlgui")
    app.setDesktopFileName("tlgui")
    hooks = ErrorHooks()
    hooks.install()
    install_language(app)
    scheme = preferences.scheme_choice()
    theme.use_font(app, own=preferences.font_choice() == "own")
    theme.apply_theme(app, None if scheme == "system" else scheme)
    session = Session()
    runner = JobRunner()
    # Its frame first: the page follows with the next turn of the event loop.
    window = MainWindow(session, runner, page="")

    warm_up = WarmUp(window, runner)
    crashes: list[IO[str] | None] = []

    def open_asked() -> None:
        if run is not None:
            window.data_page.open_run(run)
        elif folder is not None:
            window.open_folder(folder)

    def begin() -> None:
        from tlgui.log import start_log

        # Workers start last: beside their imports what the window paints takes twice as long.
        steps = (
            partial(window.show_page, "data"),
            lambda: crashes.append(start_log()),
            open_asked,
            warm_up.start,
        )
        in_turns(steps, window)

    window.first_painted.connect(begin)
    window.show()
    # Its ticks also let Python see Ctrl+C in a terminal, which it does only when it runs.
    collector = GarbageCollector()
    code = app.exec()
    workers_left = runner.shutdown()
    collector.stop()
    hooks.remove()
    if crashes:
        from tlgui.log import end_log

        end_log(crashes[0])
    window.deleteLater()
    if not workers_left:
        # A worker sits in something that cannot be interrupted. Python would wait for it at exit;
        # files are either whole or not there, so nothing is lost by going now.
        if sys.stderr is not None:
            sys.stderr.flush()
        os._exit(code)
    return code
