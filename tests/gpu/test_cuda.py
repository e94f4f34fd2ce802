"""On a machine with CUDA: trains, races and answers there, compared with the CPU."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.progress import Control
from tlgui.engine.race import race
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.speed import measure_speed
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")

CLOSE = 0.02
"""Of two best probabilities: where they differ by more, both devices name the same class."""


def test_runs_of_both_devices_answer_alike(tmp_path: Path) -> None:
    index = scan(runs.digits(), Control())
    split = draw_split(index, Control())
    answers = []
    for device in ("cuda", "cpu"):
        run = train(FeatureExtraction(device=device), index, split, tmp_path / device, Control())
        files = [index.file(position) for position in (*split.validation, *split.test)]
        predictor = Predictor.load(run.folder, device)
        rows = [dict(each.ranked) for each in predictor.predict(files, Control())]
        answers.append([[row[name] for name in run.classes] for row in rows])
    on_cuda, on_cpu = (np.asarray(rows) for rows in answers)
    best = np.sort(on_cpu, axis=1)
    clear = best[:, -1] - best[:, -2] > CLOSE

    told = f"largest difference {np.abs(on_cuda - on_cpu).max():.4f}"
    sys.stdout.write(f"{torch.cuda.get_device_name()}: {told}\n")
    assert (on_cuda.argmax(1) == on_cpu.argmax(1))[clear].mean() >= 0.95


def test_race_runs_there() -> None:
    index = scan(runs.digits(), Control())
    names = ["tf_efficientnet_lite0", "tf_efficientnet_lite1.in1k"]

    ended = race(
        names, FeatureExtraction(device="cuda"), index, draw_split(index, Control()), Control()
    )

    told = [(each.name, each.milliseconds) for each in ended.racers]
    sys.stdout.write(f"{torch.cuda.get_device_name()}: {told}\n")
    assert all(each.error is None for each in ended.racers)


def test_measurement_tells_the_memory_of_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path))
    files = sorted(runs.digits().rglob("*.png"))

    measured = measure_speed(find_backbone("tf_efficientnet_lite0"), tmp_path, files, Control())

    told = [(each.engine, each.pictures_a_second, each.memory_bytes) for each in measured]
    sys.stdout.write(f"{torch.cuda.get_device_name()}: {told}\n")
    assert all("cuda" in each.engine for each in measured)
    # The weights alone are 19 MB.
    assert all(15e6 < each.memory_bytes < 20e9 for each in measured)
