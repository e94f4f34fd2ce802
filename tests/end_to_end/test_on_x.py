"""The flows once more on an X server, with a real pointer and a real keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.hands import ON_X

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOWS = Path(__file__).with_name("test_flows.py")
BY_HAND = "keyboard or dropped or copied"
"""Those in which keys, pointer and dragging are what is tried."""
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A display of its own."""
    reading, writing = os.pipe()
    with (tmp_path / "xvfb.log").open("w") as said:
        server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                "1600x1000x24",
                "-nolisten",
                "tcp",
            ],
            pass_fds=[writing],
            stdout=said,
            stderr=said,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, (tmp_path / "xvfb.log").read_text()
        if not _qt_starts_on(f":{number}"):
            server.terminate()
            pytest.skip("Qt lacks libraries for X here: the flows ran with Qt's events only")
        yield f":{number}"
        server.terminate()
        server.wait(timeout=900)


def _qt_starts_on(display: str) -> bool:
    probe = "from PySide6.QtWidgets import QApplication; QApplication([])"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    child = subprocess.run([sys.executable, "-c", probe], env=environment, check=False)
    return child.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="no Xvfb or no xdotool here: the flows ran with Qt's events only",
)
def test_flows_work_with_a_real_pointer_and_keyboard(display: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", ON_X: "1"}
    start = time.monotonic()
    child = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-x", str(FLOWS), "-k", BY_HAND),
            f"--basetemp={tmp_path / 'x'}",
        ],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    seconds = time.monotonic() - start
    assert child.returncode == 0, f"after {seconds:.0f} s:\n{child.stdout[-6000:]}{child.stderr}"
    assert " passed" in child.stdout
