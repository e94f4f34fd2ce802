"""A hub on this computer, with the faults that a real one and the way to it have."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMIT = "c0ffee" + "0" * 34


class Hub(ThreadingHTTPServer):
    """Gives one file, whatever the name; the attributes say how badly.

    Attributes:
        contents: of the file.
        files: contents by the last part of the path, for a server with several files: it has no
            others.
        status: of every answer.
        etag: what the hub says that the file's hash is.
        announced: the size that it says; that of the contents by default.
        ends_after: bytes after which each transfer ends, one number a transfer; after the last
            one they are whole.
        holds_after: bytes after which every transfer stands still; None for never.
        silent: whether it takes connections and says nothing.
        ranges: whether it can begin in the middle.
        linked: whether it sends on to another host for the contents.
        asked: method, path and range of every request.
        tokens: what requests showed as their right.
    """

    daemon_threads = True

    def __init__(self, contents: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.contents = contents
        self.files: dict[str, bytes] = {}
        self.status = 200
        self.etag = hashlib.sha256(contents).hexdigest()
        self.announced = len(contents)
        self.ends_after: list[int] = []
        self.holds_after: int | None = None
        self.silent = False
        self.ranges = True
        self.linked = False
        self.asked: list[tuple[str, str, str]] = []
        self.tokens: list[str] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def ranges_asked(self) -> list[str]:
        return [asked for method, _path, asked in self.asked if method == "GET"]

    def handle_error(self, *_request: object) -> None:
        """Clients that hang up are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_arguments: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub = self.server
        asked = self.headers.get("Range", "")
        hub.asked.append((self.command, self.path, asked))
        hub.tokens.append(self.headers.get("Authorization", ""))
        if hub.silent:
            hub.over.wait(300)
            return
        if hub.linked and self.path.startswith("/timm/"):
            # Large files lie elsewhere; the hub itself tells their hash and size.
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{hub.server_port}/far")
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("X-Linked-Etag", f'"{hub.etag}"')
            self.send_header("X-Linked-Size", str(hub.announced))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        contents, status = hub.contents, hub.status
        if hub.files:
            found = hub.files.get(self.path.rpartition("/")[2])
            contents, status = (b"", 404) if found is None else (found, status)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and hub.ranges else 0
        whole = len(contents)
        self.send_response(206 if start and status == 200 else status)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        self.send_header("ETag", f'"{hub.etag}"')
        self.send_header("X-Repo-Commit", COMMIT)
        size = hub.announced if self.command == "HEAD" else whole - start
        self.send_header("Content-Length", str(size if status == 200 else 0))
        self.end_headers()
        if self.command == "HEAD" or status != 200:
            return
        end = start + hub.ends_after.pop(0) if hub.ends_after else whole
        if hub.holds_after is not None:
            self.wfile.write(contents[start : hub.holds_after])
            self.wfile.flush()
            hub.over.wait(300)
            return
        self.wfile.write(contents[start:end])


@contextmanager
def serving(contents: bytes) -> Iterator[Hub]:
    """A hub that runs within the block."""
    hub = Hub(contents)
    thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.over.set()
        hub.shutdown()
        hub.server_close()
        thread.join()
