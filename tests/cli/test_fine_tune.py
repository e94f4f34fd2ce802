"""``tlgui train --method fine-tune``: settings are options, a rate is found, it goes on."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.calls import env
from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome

QUICK = (
    *("--method", "fine-tune", "--scope", "last-block", "--views", "0", "--mirror", "no"),
    *("--device", "cpu", "--learning-rate", "1e-4"),
)


def test_the_run_is_told_as_every_other(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says(
        "train", runs.digits(), "--out", tmp_path / "run", *QUICK, "--epochs", "2",
        "--optimizer", "nesterov", "--schedule", "cosine", "--json",
    )  # fmt: skip

    assert outcome.code == 0, outcome.err
    told = json.loads(outcome.out)
    assert told["method"] == "fine-tune"
    assert told["epochs"] == 2
    assert told["ended_by"] == "completed"
    assert "epoch 2/2" in outcome.err
    recipe = json.loads((tmp_path / "run" / "recipe.json").read_text("utf-8"))
    assert (recipe["optimizer"], recipe["schedule"]) == ("nesterov", "cosine")


def test_a_rate_is_found_and_nothing_is_kept(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("train", runs.digits(), *QUICK, "--find-rate", "--json")

    assert outcome.code == 0, outcome.err
    told = json.loads(outcome.out)
    assert 1e-7 < told["suggested"] < 0.2
    assert len(told["tried"]) > 10
    assert list(tmp_path.iterdir()) == []


def test_a_rate_is_found_on_the_pictures_that_are_asked_for(
    tlgui_says: Callable[..., Outcome],
) -> None:
    outcome = tlgui_says("train", runs.digits(), *QUICK, "--find-rate", "--groups", "names")

    assert outcome.code == 1
    assert "No groups can be told from the names of these pictures." in outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--find-rate",), "means something with --method fine-tune or from-scratch only"),
        ((), "--out is missing"),
        (("--resume", "nowhere", "--find-rate"), "--find-rate cannot be changed now"),
        (("--again", "nowhere", "--out", "x", "--find-rate"), "--find-rate cannot be changed now"),
        ((*QUICK, "--find-rate", "--groups", "moons"), "there is no moons"),
        (("--resume", "nowhere", "--epochs", "3"), "--epochs cannot be changed now"),
        (
            ("--method", "fine-tune", "--scope", "the-middle", "--out", "x"),
            "there is no the-middle",
        ),
        (("--method", "fine-tune", "--dropout", "2", "--out", "x"), "dropout is 2.0"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...], said: str
) -> None:
    outcome = tlgui_says("train", runs.digits(), *arguments)

    assert outcome.code == 2
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_nothing_to_go_on_with_is_told(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("train", "--resume", tmp_path / "run")

    assert outcome.code == 1
    assert "no training to go on with" in outcome.err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C of another process")
def test_ctrl_c_keeps_how_far_it_came(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    out = tmp_path / "run"
    command = ["train", runs.digits(), "--out", out, *QUICK, "--epochs", "40"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tlgui", *map(str, command)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env(),
    )
    end = time.monotonic() + 120
    while not list(tmp_path.glob(".partial-*/last/*.safetensors")) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=900)
    assert process.returncode == 130, err
    assert f"tlgui train --resume {out}" in err
    (kept,) = tmp_path.glob(".partial-*/last/*.safetensors")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    refused = tlgui_says("train", "--resume", out)
    assert "is damaged" in refused.err
    assert "Go on with" not in refused.err
    kept.write_bytes(whole)

    outcome = tlgui_says("train", "--resume", out, "--json")

    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)["epochs"] == 40
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
