"""Several processes train one model, as ``torchrun`` starts them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from tests.engine import runs
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.together import refuse_alone
from tlgui.engine.training.by_epochs.company import Company
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EPOCHS = 5
# Adam makes a full step of a gradient that is nothing but rounding: the plain descent tells.
ASKED = (
    *("--method", "from-scratch", "--backbone", "lenet5", "--device", "cpu"),
    *("--optimizer", "sgd", "--learning-rate", "0.05", "--batch-size", "15"),
    # In bf16 each process's share of a gradient is rounded by itself.
    *("--epochs", str(EPOCHS), "--arithmetic", "fp32"),
)
CLOSE = 1e-4


def command(words: Sequence[str], processes: int) -> list[str]:
    start = [sys.executable]
    if processes > 1:
        start += ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    return [*start, "-m", "tlgui", "train", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "TLGUI_HOME": str(runs.shared_home()), "OMP_NUM_THREADS": "1"}


def train(words: Sequence[str], processes: int) -> dict[str, Any]:
    done = subprocess.run(
        [*command(words, processes), "--json"],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def history(run: Path) -> np.ndarray[Any, Any]:
    rows = [json.loads(line) for line in (run / "history.jsonl").read_text().splitlines()]
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    return np.asarray([[row[name] for name in names] for row in rows])


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The run that one process makes, and what it says."""
    out = tmp_path_factory.mktemp("alone") / "run"
    return out, train((str(runs.digits()), *ASKED, "--out", str(out)), 1)


def test_two_processes_make_the_run_that_one_makes(
    alone: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    run, one = alone

    two = train((str(runs.digits()), *ASKED, "--out", str(tmp_path / "run")), 2)

    np.testing.assert_allclose(history(tmp_path / "run"), history(run), atol=CLOSE)
    weights = [load_file(folder / "best.safetensors") for folder in (run, tmp_path / "run")]
    assert weights[0].keys() == weights[1].keys()
    for name, values in weights[0].items():
        np.testing.assert_allclose(weights[1][name], values, atol=CLOSE)
    assert two["images"] == one["images"]
    assert two["test"]["accuracy"] == one["test"]["accuracy"]
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")
def test_killed_and_resumed_by_two_they_make_the_same_run(
    alone: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    run, _one = alone
    out = tmp_path / "run"
    start_and_kill((str(runs.digits()), *ASKED, "--out", str(out)), "epoch 2/")
    assert not out.exists()

    resumed = train(("--resume", str(out)), 2)

    assert resumed["epochs"] == EPOCHS
    np.testing.assert_allclose(history(out), history(run), atol=CLOSE)


@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")
def test_an_ensemble_killed_and_resumed_by_two_is_that_of_one(tmp_path: Path) -> None:
    asked = (*ASKED, "--epochs", "2", "--ensemble", "seeds", "--members", "3")
    train((str(runs.digits()), *asked, "--out", str(tmp_path / "whole")), 1)
    out = tmp_path / "run"
    start_and_kill((str(runs.digits()), *asked, "--out", str(out)), "Model 3")

    resumed = train(("--resume", str(out)), 2)

    assert resumed["epochs"] == 2
    weights = [load_file(run / "best.safetensors") for run in (tmp_path / "whole", out)]
    assert weights[0].keys() == weights[1].keys()
    for name, values in weights[0].items():
        np.testing.assert_allclose(weights[1][name], values, atol=CLOSE)


def start_and_kill(words: Sequence[str], told: str) -> None:
    """Have two processes train until the first one has said ``told``, and kill them."""
    with subprocess.Popen(
        command(words, 2),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if told in line:
                break
        os.killpg(process.pid, signal.SIGKILL)
        # The workers are no longer looked after: they are killed as well.
        kill_workers(words[-1])


def kill_workers(mark: str) -> None:
    """End the processes whose command line has ``mark``, and wait until they are gone."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        found = []
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    with open(f"{entry.path}/cmdline", "rb") as file:
                        words = file.read()
                except OSError:
                    continue
                if mark.encode() in words:
                    found.append(int(entry.name))
        if not found:
            return
        for number in found:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.1)
    raise AssertionError("the workers are still there")


def test_what_one_process_does_is_refused_for_several() -> None:
    together = Company(0, 2)

    refuse_alone(FromScratch(backbone="lenet5"), together)
    refuse_alone(AsIs(), Company())
    with pytest.raises(WrongUsageError, match="as-is takes one process"):
        refuse_alone(AsIs(), together)
