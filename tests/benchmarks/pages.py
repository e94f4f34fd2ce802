"""Milliseconds of processor time until each page after the first is made, shown and painted.

    python -m tests.benchmarks.pages [--times N]

Each page is made anew in one process whose modules are imported and whose icons are rendered: what
is left is Qt's work on the widgets. Its rival is the same page of another commit.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tlgui.ui.classify.classify_page import ClassifyPage
from tlgui.ui.export.export_page import ExportPage
from tlgui.ui.look import theme
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.results.results_page import ResultsPage
from tlgui.ui.train.train_page import TrainPage
from tlgui.ui.work.jobs import JobRunner
from tlgui.ui.work.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

PAGES = (ModelPage, TrainPage, ResultsPage, ClassifyPage, ExportPage)
WIDTH, HEIGHT = 1112, 824
"""Of a page in a window of the usual size."""


def milliseconds(app: QApplication, make: Callable[[], QWidget]) -> float:
    """Of processor time, until the page has been painted."""
    start = time.process_time()
    page = make()
    page.resize(WIDTH, HEIGHT)
    page.show()
    app.processEvents()
    taken = time.process_time() - start
    page.close()
    page.deleteLater()
    app.processEvents()
    gc.collect()
    return 1000 * taken


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=8)
    times = parser.parse_args().times
    app = QApplication([])
    theme.apply_theme(app, "light")
    session, runner = Session(), JobRunner()
    for page in PAGES:
        make = partial(page, session, runner)
        milliseconds(app, make)
        taken = [milliseconds(app, make) for _ in range(times)]
        median, least = statistics.median(taken), min(taken)
        sys.stdout.write(f"{page.__name__:14} {median:4.0f} ms, least {least:4.0f}\n")
    runner.shutdown()
    session.close()


if __name__ == "__main__":
    main()
