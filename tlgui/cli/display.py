"""Whether a window can be opened here, found out without risking this process."""

from __future__ import annotations

import os
import subprocess
import sys

_PROBE_LIMIT_S = 30
_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


def display_named() -> bool:
    """Whether a display is named at all, found out without a child process.

    False only where a window is out of the question: Linux without one.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def window_possible() -> bool:
    """Whether Qt can start here.

    Where a display or one of its libraries is missing, Qt aborts the process without an
    exception: a child process tries first.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE],
            capture_output=True,
            timeout=_PROBE_LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
