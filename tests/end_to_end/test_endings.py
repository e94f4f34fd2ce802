"""Stop, cancel and close in each phase of the main job: the app ends well, nothing stays behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.stopwatch import PATIENCE
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.progress import Control
from tlgui.engine.project import project_of
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import read_ahead

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
        timeout=900,
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
    parent = project_of(folder).runs_folder
    return list(parent.iterdir()) if parent.is_dir() else []


@pytest.fixture(scope="module")
def warm_cache(digits: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the network is converted and all features are there."""
    home = tmp_path_factory.mktemp("warm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLGUI_HOME", str(home))
        index = scan(digits)
        read_ahead(FeatureExtraction(), index, make_split(index), Control())
    return home / "cache"


@pytest.fixture
def home(tmp_path: Path, warm_cache: Path, request: pytest.FixtureRequest) -> Path:
    """A home of its own; stages after the features find those made."""
    if request.node.callspec.params["stage"] not in ("listing", "loading model", "features"):
        shutil.copytree(warm_cache, tmp_path / "cache")
    return tmp_path


@pytest.mark.parametrize("stage", STAGES)
def test_closing_while_busy_asks_and_ends_with_exit_code_0(
    stage: str, digits: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, to_end_s = drive(digits, home, stage, "close")
    assert code == 0
    assert told["acted"] == "close"
    assert to_end_s < 5 * PATIENCE
    assert runs_left(digits, home, monkeypatch) == []


@pytest.mark.parametrize("stage", ["loading model", "features", "fit", "evaluation"])
def test_cancel_frees_the_window_within_a_second_and_leaves_no_run(
    stage: str, digits: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, _ = drive(digits, home, stage, "cancel")
    assert code == 0
    assert told["ended_after_s"] < 1 * PATIENCE
    assert runs_left(digits, home, monkeypatch) == []


@pytest.mark.parametrize("stage", ["features"])
def test_stop_before_there_is_a_head_is_cancel(
    stage: str, digits: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, _ = drive(digits, home, stage, "stop")
    assert code == 0
    assert told["acted"] == "stop"
    assert runs_left(digits, home, monkeypatch) == []


@pytest.mark.parametrize("stage", ["epoch"])
def test_stop_after_an_epoch_keeps_the_best_head(
    stage: str, digits: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told, _ = drive(digits, home, stage, "stop")
    assert code == 0
    assert told["acted"] == "stop"
    (run,) = runs_left(digits, home, monkeypatch)
    assert json.loads((run / "run.json").read_text())["ended_by"] == "stopped"
