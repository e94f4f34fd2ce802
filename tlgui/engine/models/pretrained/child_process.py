"""The process that fetches a file, seen from the job that waits for it."""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.progress import Control

POLL_S = 0.1


def certificates() -> str:
    """The file of trusted authorities that came with Python; empty for those of the system."""
    found = None if os.environ.get("SSL_CERT_FILE") else importlib.util.find_spec("certifi")
    path = Path(found.origin).with_name("cacert.pem") if found and found.origin else None
    return str(path) if path is not None and os.path.isfile(path) else ""


class Child:
    """The process that fetches, heard without ever waiting for it for long."""

    def __init__(self, request: dict[str, Any], control: Control) -> None:
        self._control = control
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        script = Path(__file__).with_name("child.py")
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(script), json.dumps(request)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._listener = threading.Thread(target=self._listen, name="download", daemon=True)
        self._listener.start()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with suppress(OSError):
                stream.close()

    def tell(self, words: dict[str, Any]) -> None:
        """Send one line; that nobody reads it any more shows in the next event."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(json.dumps(words) + "\n")
            self._process.stdin.flush()

    def event(self, limit_s: float) -> dict[str, Any]:
        """What it tells next.

        Raises:
            TimeoutError: nothing for so long.
            Cancelled: on request.
        """
        end = time.monotonic() + limit_s
        while True:
            self._control.check()
            with suppress(queue.Empty):
                return self._events.get(timeout=POLL_S)
            if time.monotonic() > end:
                raise TimeoutError

    def _listen(self) -> None:
        for event in self._lines():
            self._events.put(event)
        # Of a process that ended without a word.
        self._events.put({"event": "failed", "fault": "network", "detail": "it was ended"})

    def _lines(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with suppress(ValueError):
                yield json.loads(line)


class Alone:
    """A block in which no other process fetches the same file: of tlgui, or of the hub's clients.

    Args:
        lock: the file that all of them lock meanwhile; its folder is there.
        control: ends the waiting.
    """

    def __init__(self, lock: Path, control: Control) -> None:
        self._lock = FileLock(lock)
        self._control = control

    def __enter__(self) -> None:
        while True:
            self._control.check()
            try:
                self._lock.acquire(timeout=POLL_S)
            except Timeout:
                continue
            return

    def __exit__(self, *_error: object) -> None:
        self._lock.release()
