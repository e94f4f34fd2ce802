"""A disk that is full, and processes that are killed amid their writes."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

DELAYS_S = (0.004, 0.017, 0.043)
"""After so long a process that writes all the time is killed."""


class FullDisk:
    """Lets so many calls that write pass, and fails all others."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self.failed = False

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Stand between the program and the disk."""
        patch.setattr(os, "fsync", self.around(os.fsync))
        for name in ("open", "replace", "rename"):
            patch.setattr(Path, name, self.around(getattr(Path, name)))

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            if call.__name__ == "open" and "r" in str(options.get("mode", arguments[1:])):
                return call(*arguments, **options)
            if self.allowed <= 0:
                self.failed = True
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self.allowed -= 1
            return call(*arguments, **options)

        return wrapped


def out_of_reach(patch: pytest.MonkeyPatch, place: Path, code: int = errno.EACCES) -> None:
    """Have the system answer nothing about ``place`` and what lies in it but an error."""

    def refusing(call: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Any, *arguments: Any, **options: Any) -> Any:
            name = "" if isinstance(path, int) else os.fsdecode(path)
            if name == str(place) or name.startswith(f"{place}{os.sep}"):
                raise OSError(code, os.strerror(code), name)
            return call(path, *arguments, **options)

        return asked

    patch.setattr(os, "stat", refusing(os.stat))
    patch.setattr(io, "open", refusing(open))


def drives(patch: pytest.MonkeyPatch, *roots: Path) -> None:
    """Have folders be drives of Windows, between which there is no way."""

    def apart(call: Callable[..., str]) -> Callable[..., str]:
        def asked(*arguments: Any) -> str:
            paths = arguments if isinstance(arguments[0], (str, Path)) else arguments[0]
            if len({root for root in roots for path in paths if is_within(path, root)}) > 1:
                raise ValueError("Paths don't have the same drive")
            return call(*arguments)

        return asked

    def is_within(path: str | Path, root: Path) -> bool:
        return f"{path}{os.sep}".startswith(f"{root}{os.sep}")

    patch.setattr(os.path, "commonpath", apart(os.path.commonpath))
    patch.setattr(os.path, "relpath", apart(os.path.relpath))


def kill_amid(program: str, *arguments: str | Path, delay_s: float) -> None:
    """Run ``program``, which prints a line once it has written, and kill it ``delay_s`` later.

    Args:
        program: Python source; writes on and on.
        arguments: ``sys.argv[1:]`` of it.
        delay_s: from its line to ``kill -9``.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    # Nothing hangs on how far it gets meanwhile; the delays only spread the places.
    time.sleep(delay_s)
    process.kill()
    process.communicate(timeout=900)
