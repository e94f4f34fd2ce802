"""t-SNE in a process of its own: it can be ended at any step, and the window stays smooth."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.picture_map.tsne_child import STEPS
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]

LIMIT_S = 1_800.0
_POLL_S = 0.05
_STEP = re.compile(r"Iteration (\d+):")


def run_tsne(looks: Floats, start: Floats, control: Control) -> Floats:
    """(N, 2) places by scikit-learn's Barnes-Hut t-SNE.

    Args:
        looks: (N, K) what is compared, by distance.
        start: (N, 2) where pictures begin.
        control: hears ``BatchDone``; the process is killed once the user cancels.

    Raises:
        DatasetError: it ended in another way.
        Cancelled: the user cancelled.
    """
    with tempfile.TemporaryDirectory(prefix="tlgui-map-") as folder:
        asked, found = Path(folder, "asked.npz"), Path(folder, "found.npy")
        np.savez(asked, looks=looks, start=start)
        noise = _run(asked, found, control)
        try:
            places = np.load(found, allow_pickle=False)
        except (OSError, ValueError) as error:
            raise _failed(noise) from error
    if places.shape != start.shape or not np.isfinite(places).all():
        raise _failed(noise)
    return np.asarray(places, np.float32)


def _run(asked: Path, found: Path, control: Control) -> str:
    """Let the child do it; the last line that it said."""
    package = str(Path(__file__).resolve().parents[3])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-m", "tlgui.engine.picture_map.tsne_child", str(asked), str(found)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
        },
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    said = [""]
    listener = threading.Thread(target=_listen, args=(process, said, control), daemon=True)
    listener.start()
    end = time.monotonic() + LIMIT_S
    try:
        while time.monotonic() < end:
            control.check()
            try:
                process.wait(_POLL_S)
            except subprocess.TimeoutExpired:
                continue
            break
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        listener.join()
        assert process.stdout is not None
        process.stdout.close()
    return said[0]


def _listen(process: subprocess.Popen[str], said: list[str], control: Control) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip():
            said[0] = line.strip()
        step = _STEP.search(line)
        if step is not None:
            control.report(BatchDone(min(int(step.group(1)), STEPS), STEPS))


def _failed(noise: str) -> DatasetError:
    return DatasetError(
        Message("The pictures could not be arranged by their neighbours: {reason}.", reason=noise),
        Message("The map by main axes needs no arranging."),
    )
