"""``python -m tlgui`` and the ``tlgui`` command: the window, or the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window at once where that is all that is asked; else let the command line decide.

    The command line's own imports cost as much as the window's first paint.
    """
    if len(sys.argv) == 1:
        from tlgui.app import run_window

        return run_window()
    import signal

    from tlgui.cli.main import run

    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    # What was to end has ended: a second Ctrl+C must not make a crash of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


if __name__ == "__main__":
    sys.exit(main())
