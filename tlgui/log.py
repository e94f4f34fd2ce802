"""The log file: what happened, for a bug report. Nothing in it leaves the computer."""

from __future__ import annotations

import faulthandler
import logging
from contextlib import suppress
from typing import IO

from tlgui import __version__
from tlgui.engine import places

LOG_NAME = "tlgui.log"
CRASH_NAME = "crash.log"
SIZE_LIMIT = 1_000_000
OLDER_FILES = 3

log = logging.getLogger("tlgui")
"""Where tlgui writes what happened."""


def start_log() -> IO[str] | None:
    """Write what happens to the user's log folder from now on, crashes of native code too.

    Returns:
        The file for crashes, to be given to ``end_log``; None where the folder cannot be written:
        tlgui works all the same.
    """
    # It brings sockets and queues along: not before the first paint.
    from logging.handlers import RotatingFileHandler

    log.setLevel(logging.INFO)
    log.propagate = False
    crashes = None
    with suppress(OSError):
        folder = places.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / LOG_NAME,
            maxBytes=SIZE_LIMIT,
            backupCount=OLDER_FILES,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        crashes = (folder / CRASH_NAME).open("a", encoding="utf-8")
        faulthandler.enable(crashes)
        log.info("tlgui %s starts", __version__)
    return crashes


def end_log(crashes: IO[str] | None) -> None:
    """Close what ``start_log`` opened."""
    log.info("tlgui ends")
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        handler.close()
    if crashes is not None:
        faulthandler.disable()
        crashes.close()
