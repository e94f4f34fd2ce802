"""What the first training will need, got ready while the user still looks for a folder."""

from __future__ import annotations

import gc
import importlib
import threading
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.engine.errors import Message
from tlgui.ui.work.turns import in_turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.devices import Device
    from tlgui.engine.progress import Control
    from tlgui.ui.window.main_window import MainWindow
    from tlgui.ui.work.jobs import JobRunner

FIRST_MODULES = (
    "numpy",
    "shlex",
    "tlgui.engine.asked",
    "tlgui.engine.data.facts",
    "tlgui.engine.data.groups",
    "tlgui.engine.data.images",
    "tlgui.engine.data.index",
    "tlgui.engine.deploy.looks",
    "tlgui.engine.insight.curves",
    "tlgui.engine.insight.similar.leaks",
    "tlgui.engine.metrics",
    "tlgui.engine.models.choices",
    "tlgui.engine.models.layer_table",
    "tlgui.engine.models.scratch.shape",
    "tlgui.engine.presets",
    "tlgui.engine.project",
    "tlgui.engine.review.findings",
    "tlgui.engine.review.settled",
    "tlgui.engine.training.estimate",
    "tlgui.engine.training.fine_tuning.gain",
    "tlgui.engine.training.methods.as_is",
    "tlgui.engine.training.methods.feature_extraction",
    "tlgui.engine.training.methods.fine_tuning",
    "tlgui.engine.training.methods.from_scratch",
    "tlgui.engine.training.run",
    "tlgui.engine.training.run_changes",
    "tlgui.engine.training.run_writer",
    "tlgui.engine.training.unfinished",
)
"""What the pages import, as far as it is none of Qt's: see ``tlgui.ui.work.images``."""

LIBRARIES = (
    "torch",
    "timm",
    "tlgui.engine.workflow",
    "tlgui.engine.deploy.predictor",
    "scipy.optimize",
)
SLOW_PAGES = ("train", "results", "classify")
DATA_MODULE = "tlgui.ui.data.data_content"
PAGE_MODULES = tuple(f"tlgui.ui.{key}.{key}_page" for key in SLOW_PAGES)
LATER_MODULE = "tlgui.ui.model.model_page"
"""Of a page that is made when it is opened: it is quick, but for what it imports."""
LONGEST_WAIT_S = 2.0


class FirstModulesImported:
    """Told by ``get_ready`` when the window may import and make its pages."""


class WarmUp(QObject):
    """Imports modules and makes pages in the order in which they are needed.

    Imports hold the interpreter's lock much of the time, and a page that is made beside them takes
    several times as long: before the large libraries, the worker waits while the slow pages are
    imported and made, each in a turn of the event loop of its own, once a folder is on show that is
    being opened.
    """

    def __init__(self, window: MainWindow, runner: JobRunner) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._pages_made = threading.Event()

    def start(self) -> None:
        """Begin; all of it happens later."""
        job = self._runner.start(
            get_ready, self._pages_made, title=Message("Getting ready"), interruptible=False
        )
        job.progressed.connect(self._on_progress)
        job.succeeded.connect(self._window.show_device)

    def _on_progress(self, event: object) -> None:
        if isinstance(event, FirstModulesImported):
            data = self._window.data_page
            steps = (
                partial(importlib.import_module, DATA_MODULE),
                data.make_content,
                self._make_pages,
            )
            in_turns(steps, self)

    def _make_pages(self) -> None:
        steps: tuple[Callable[[], object], ...] = (
            *(partial(importlib.import_module, name) for name in PAGE_MODULES),
            *(partial(self._window.page, key) for key in SLOW_PAGES),
            partial(importlib.import_module, LATER_MODULE),
            self._pages_made.set,
        )
        latest = time.monotonic() + LONGEST_WAIT_S
        # What a folder shows first comes first.
        in_turns(steps, self, put_off=lambda: self._is_showing() and time.monotonic() < latest)

    def _is_showing(self) -> bool:
        """Whether workers still find what is shown of a folder that was opened."""
        return any(job.lane == "files" for job in self._runner.jobs)


def import_modules(names: tuple[str, ...], *, control: Control) -> None:
    """Import ``names``. A missing package is left to the job that needs it and can say so."""
    for name in names:
        control.check()
        with suppress(ImportError):
            importlib.import_module(name)
        # What was imported stays: no search for garbage needs to go through it.
        gc.freeze()


def get_ready(pages_made: threading.Event, *, control: Control) -> Device:
    """The device that models will run on, once all that they need is imported.

    After what the pages need it says so, and waits a moment for ``pages_made``.
    """
    from tlgui.engine.devices import load_torch_libraries

    import_modules(FIRST_MODULES, control=control)
    control.report(FirstModulesImported())
    # The loader has one lock for all: a page could need it for the first call into a library.
    pages_made.wait(LONGEST_WAIT_S)
    load_torch_libraries()
    import_modules(LIBRARIES, control=control)
    from tlgui.engine.devices import resolve_device
    from tlgui.engine.models.engines import import_openvino

    control.check()
    with suppress(ImportError):
        import_openvino()
    return resolve_device("auto")
