"""Stop, cancel and close in each phase of the main job: the app ends well, nothing stays behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tlgui.engine.places import runs_folder

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("listing", "loading model", "features", "fit", "evaluation")


def drive(folder: Path, home: Path, stage: str, action: str) -> tuple[int, dict[str, Any], float]:
    """Exit code, what the driver told, and seconds from leaving the window to the process's end."""
    environment = {**os.environ, "TLGUI_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    # The tests' own package comes from the checkout, tlgui from where it was installed.
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(Path(sys.modules["tlgui"].__file__ or "").parents[1]), str(ROOT)]
    )
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.end_to_end.driver", str(folder), stage, action],
        env=environment,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    ended = time.time()
    told: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        told |= json.loads(line)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, told, ended - told.get("left_window_at", ended)


def runs_left(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("TLGUI_HOME", str(home))
    parent = runs_folder(folder)
    return list(parent.iterdir()) if parent.is_dir() else []


@pytest.mark.parametrize("stage", STAGES)
def test_closing_while_busy_asks_and_ends_with_exit_code_0(
    stage: str, digits: Path, tmp_path: Path, shared_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path if stage == "features" else shared_home  # features must not be cached there
    code, told, to_end_s = drive(digits, home, stage, "close")
    assert code == 0
    assert told["acted"] == "close"
    assert to_end_s < 5
    if home == tmp_path:
        assert runs_left(digits, home, monkeypatch) == []


@pytest.mark.parametrize("stage", ["loading model", "features", "fit", "evaluation"])
def test_cancel_frees_the_window_within_a_second_and_leaves_no_run(
    stage: str, digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, _ = drive(digits, tmp_path, stage, "cancel")
    assert code == 0
    assert told["ended_after_s"] < 1
    assert runs_left(digits, tmp_path, monkeypatch) == []


def test_stop_before_there_is_a_head_is_cancel(
    digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, _ = drive(digits, tmp_path, "features", "stop")
    assert code == 0
    assert told["acted"] == "stop"
    assert runs_left(digits, tmp_path, monkeypatch) == []


def test_stop_after_an_epoch_keeps_the_best_head(
    digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, _ = drive(digits, tmp_path, "epoch", "stop")
    assert code == 0
    assert told["acted"] == "stop"
    (run,) = runs_left(digits, tmp_path, monkeypatch)
    assert json.loads((run / "run.json").read_text())["ended_by"] == "stopped"
