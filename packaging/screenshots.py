"""Grab every page of the window, light and dark, as PNG.

    python packaging/screenshots.py FOLDER OUT [--run RUN] [--classify PATH] [--pages data,train]
                                    [--language ko]

Opens the real window without a display on FOLDER, waits for its jobs, and writes
``OUT/<page>.png`` and ``OUT/<page>-dark.png`` at 1320 x 860.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from tlgui.ui import theme
from tlgui.ui.jobs import JobRunner
from tlgui.ui.language import LANGUAGES, install_language
from tlgui.ui.main_window import DEFAULT_SIZE, MainWindow
from tlgui.ui.session import Session

PAGES = ("data", "train", "results", "classify")


def wait_for_jobs(app: QApplication, runner: JobRunner, limit_s: float = 600) -> None:
    """Turn the event loop until no job runs and what they brought has been painted."""
    end = time.monotonic() + limit_s
    quiet_since = None
    while time.monotonic() < end:
        app.processEvents()
        if runner.jobs:
            quiet_since = None
        elif quiet_since is None:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > 0.4:
            return
        time.sleep(0.01)
    raise SystemExit("a job did not end in time")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--run", type=Path, help="a finished run to show")
    arguments.add_argument("--classify", type=Path, nargs="*", default=[], help="pictures")
    arguments.add_argument("--pages", default=",".join(PAGES))
    arguments.add_argument("--empty", action="store_true", help="the pages before any work, too")
    arguments.add_argument("--language", choices=LANGUAGES, default="en")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    install_language(app, options.language)
    theme.apply_theme(app, "light")
    session, runner = Session(), JobRunner()
    window = MainWindow(session, runner)
    window.resize(DEFAULT_SIZE)
    window.show()
    pages = options.pages.split(",")

    def grab(prefix: str) -> None:
        for scheme, suffix in (("light", ""), ("dark", "-dark")):
            theme.apply_theme(app, scheme)
            for page in pages:
                window.show_page(page)
                wait_for_jobs(app, runner)
                window.grab().save(str(options.out / f"{prefix}{page}{suffix}.png"))

    if options.empty:
        grab("empty-")
    theme.apply_theme(app, "light")
    if options.run is not None:
        window.data_page.open_run(options.run)
    else:
        window.open_folder(options.folder)
    wait_for_jobs(app, runner)
    if options.classify:
        classify = window.page("classify")
        classify.classify(options.classify)  # type: ignore[attr-defined]
        wait_for_jobs(app, runner)
    grab("")
    window.close()
    runner.shutdown()


if __name__ == "__main__":
    main()
