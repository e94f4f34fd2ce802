"""A browser that is on this computer, without a window: the page is tried where it will be used.

The page is opened as it was written. A second page around it gives it pictures, as a person would
choose them, and prints the answers on the browser's console, which is read here.
"""

from __future__ import annotations

import base64
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

import numpy as np

from tlgui.engine.deploy.verify import UntriedError
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.places import asset_folder
from tlgui.engine.storage import atomic_write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

OPENING_LIMIT_S = 90.0
"""To start, and to open a page at all: one that may not read this folder shows another.

Beside other heavy work a browser takes half a minute.
"""
ANSWER_LIMIT_S = 120.0
"""To make the network ready, and for each picture after that."""

PROFILE = "profile"
"""Where in its folder a browser keeps what it knows of its user."""

_POLL_S = 0.05
_MARK = "tlgui:"
_CONSOLE = re.compile(r'"tlgui:([0-9a-z]*) ([^"]*)"')
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
)
_ON_MACOS = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
_ON_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
)
_OPTIONS = (
    "--headless=new",
    # So that one page may look into another that lies on the disk too.
    "--allow-file-access-from-files",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    # Nothing here asks anybody for anything.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@dataclass(frozen=True)
class Browser:
    """A browser of the Chromium family.

    Attributes:
        name: and version, for people.
        program: that starts it.
    """

    name: str
    program: str


def find_browser() -> Browser | None:
    """A browser of this computer that can be tried without a window, if there is one."""
    for program in _candidates():
        version = _version_of(program)
        if version is not None:
            return Browser(version, program)
    return None


def answers_in(
    browser: Browser, page: Path, files: Sequence[Path], folder: Path, control: Control
) -> dict[int, NDArray[np.float32]]:
    """What the page at ``page`` answers in ``browser``: probabilities by the place in ``files``.

    A picture that browsers do not read is left out.

    Args:
        browser: to open it in.
        page: a web page of a model.
        files: pictures.
        folder: for what the browser writes.
        control: asked all the while; the browser is ended once the user cancels.

    Raises:
        BundleError: the page is open, but its network does not start.
        UntriedError: the browser did not open it.
        Cancelled: the user cancelled.
    """
    around = folder / "around.html"
    text = (asset_folder("web") / "around.html").read_text("utf-8")
    addresses = [file.absolute().as_uri() for file in files]
    text = Template(text).substitute(page=page.absolute().as_uri(), pictures=json.dumps(addresses))
    around.write_text(text, "utf-8")
    found: dict[int, NDArray[np.float32]] = {}
    for kind, said in console_of(browser, around, folder, control):
        if kind == "failed":
            raise BundleError(
                Message(
                    "The page does not work in {name}: {reason}.",
                    name=browser.name,
                    reason=unquote(said).rstrip("."),
                ),
                Message("Nothing was kept. Choose other formats with --format."),
            )
        if kind == "unread":
            raise UntriedError(_silent(browser))
        if kind != "open" and not said.startswith("!"):
            found[int(kind)] = np.frombuffer(base64.b64decode(said), "<f4")
    return found


def console_of(
    browser: Browser, page: Path, folder: Path, control: Control
) -> Iterator[tuple[str, str]]:
    """What ``page`` says on the console by lines "tlgui:KIND TEXT", up to the one of kind "end".

    Raises:
        UntriedError: it says nothing for too long, or the browser ends.
        Cancelled: the user cancelled; the browser is gone.
    """
    process = _started(browser, page, folder, "--enable-logging=stderr", stderr=subprocess.PIPE)
    lines: queue.Queue[str | None] = queue.Queue()
    assert process.stderr is not None
    reader = threading.Thread(target=_read, args=(process.stderr, lines), daemon=True)
    reader.start()
    try:
        end = time.monotonic() + OPENING_LIMIT_S
        while True:
            control.check()
            try:
                line = lines.get(timeout=_POLL_S)
            except queue.Empty:
                if time.monotonic() > end:
                    raise UntriedError(_silent(browser)) from None
                continue
            if line is None:
                raise UntriedError(_silent(browser))
            said = _CONSOLE.search(line)
            if said is None:
                continue
            end = time.monotonic() + ANSWER_LIMIT_S
            if said[1] == "end":
                return
            yield said[1], said[2]
    finally:
        _end(process, folder)
        reader.join(timeout=5)
        process.stderr.close()


def print_pdf(browser: Browser, page: Path, out: Path, folder: Path, control: Control) -> None:
    """Have ``browser`` print ``page`` to ``out``, a PDF.

    Args:
        browser: to print with.
        page: on the disk.
        out: the file; not written where this raises.
        folder: for what the browser writes.
        control: asked all the while; the browser is ended once the user cancels.

    Raises:
        BundleError: the browser did not print it.
        Cancelled: the user cancelled.
    """
    printed = folder / "printed.pdf"
    options = (f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    process = _started(browser, page, folder, *options, stderr=subprocess.DEVNULL)
    end = time.monotonic() + ANSWER_LIMIT_S
    try:
        while process.poll() is None and time.monotonic() < end:
            control.check()
            time.sleep(_POLL_S)
    finally:
        _end(process, folder)
    if not os.path.isfile(printed) or not printed.read_bytes().startswith(b"%PDF"):
        raise BundleError(
            Message("{name} did not print the page.", name=browser.name),
            Message("Save it as HTML, open it in a browser and print it from there."),
        )
    with atomic_write(out) as file:
        file.write(printed.read_bytes())


def _started(
    browser: Browser, page: Path, folder: Path, *options: str, stderr: int
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            browser.program,
            *_OPTIONS,
            *options,
            # Its own walls cannot be built by root, as in containers.
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            f"--user-data-dir={folder / PROFILE}",
            page.absolute().as_uri(),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _silent(browser: Browser) -> Message:
    return Message("{name} did not open the page", name=browser.name)


def _read(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    with suppress(ValueError, OSError):  # It is closed once nobody listens.
        for line in stream:
            if _MARK in line:
                lines.put(line)
    lines.put(None)


def _end(process: subprocess.Popen[str], folder: Path) -> None:
    """End the browser and the processes that it started, which write to ``folder``."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    with suppress(OSError):
        # Its socket lies in the system's temporary folder: who is killed leaves it there.
        socket = Path(os.readlink(folder / PROFILE / "SingletonSocket"))
        if socket.parent.parent == Path(tempfile.gettempdir()):
            for name in ("SingletonSocket", "SingletonCookie"):
                (socket.parent / name).unlink(missing_ok=True)
            socket.parent.rmdir()


def _candidates() -> Iterator[str]:
    for name in _NAMES:
        program = shutil.which(name)
        if program is not None:
            yield program
    if sys.platform == "darwin":
        for name in _ON_MACOS:
            for place in (Path("/Applications"), Path.home() / "Applications"):
                yield str(place / f"{name}.app" / "Contents" / "MacOS" / name)
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            for name in _ON_WINDOWS:
                if root := os.environ.get(variable):
                    yield str(Path(root) / name)


def _version_of(program: str) -> str | None:
    """Name and version of the browser; None where it cannot be started."""
    if not os.path.isfile(program):
        return None
    if sys.platform == "win32":
        # It would open a window instead of telling its version.
        return Path(program).stem
    try:
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.match(r"(.+?) (\d+)[.\d]*", told)
    return None if found is None else f"{found[1]} {found[2]}"
