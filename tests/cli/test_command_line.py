"""The command line is a contract: its exit codes, and what it says when it refuses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tlgui
from tests.cli.calls import command, env
from tests.engine import runs
from tests.stopwatch import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.calls import Outcome


def test_doctor_tells_versions_devices_engines_and_caches(
    tlgui_says: Callable[..., Outcome],
) -> None:
    outcome = tlgui_says("doctor", "--json")

    assert outcome.code == 0
    document = outcome.document
    assert {"versions", "devices", "engines", "caches"} <= document.keys()
    assert document["versions"]["tlgui"] == tlgui.__version__
    assert {"torch", "timm", "python"} <= document["versions"].keys()
    assert "torch" in tlgui_says("doctor").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("scan",),
        ("train", "here"),
        ("scan", "here", "--frob"),
        ("predict", "run", "x.png", "--top-k", "0"),
        ("predict", "run", "x.png", "--top-k", "many"),
        ("predict", "run", "x.png", "--device", "abacus"),
        ("evaluate", "run", "folder", "--device", "abacus"),
        ("explain", "run", "x.png", "--out", "d", "--device", "abacus"),
        ("explain", "run", "x.png", "--out", "d", "--method", "x"),
        ("explain", "run", "x.png", "--out", "d", "--windows"),
        ("explain", "run", "x.png", "--out", "d", "--activations", "a", "--target", "b"),
        ("models", "resnet18", "--layers", "--textbook"),
        ("train", "here", "--out", "run", "--find-rate"),
        ("train", "here", "--out", "run", "--method", "fine-tune", "--epochs", "0"),
        ("train", "here", "--out", "run", "--method", "from-scratch", "--design", "nowhere.json"),
        *(
            ("train", "here", "--out", "run", "--method", "from-scratch", "--backbone", name)
            for name in ("design", "magicnet")
        ),
        ("x" * 300,),
        ("",),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_wrong(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...]
) -> None:
    outcome = tlgui_says(*arguments)

    assert outcome.code == 2
    assert outcome.out == ""
    error, hint = outcome.err.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("",),
        ("open", ""),
        ("scan", ""),
        ("train", "", "--out", "run"),
        ("train", "folder", "--out", ""),
        ("evaluate", "", "folder"),
        ("evaluate", "run", ""),
        ("predict", "", "x.png"),
        ("predict", "run", "x.png", ""),
        ("predict", "run", "x.png", "--csv", ""),
        ("explain", "", "x.png", "--out", "maps"),
        ("explain", "run", "", "--out", "maps"),
        ("explain", "run", "x.png", "--out", ""),
    ],
    ids=" ".join,
)
def test_an_empty_path_is_not_the_current_folder(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...]
) -> None:
    outcome = tlgui_says(*arguments)

    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.splitlines() == ["error: A path is empty.", "hint: Name a file or a folder."]


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan", "{missing}"),
        ("scan", "{file}"),
        ("scan", "{empty}"),
        ("train", "{missing}", "--out", "{empty}/run"),
        ("evaluate", "{empty}", "{empty}"),
        ("evaluate", "{long}", "{empty}"),
        ("predict", "{empty}", "{file}"),
        ("predict", "{missing}", "{file}"),
        ("explain", "{file}", "{file}", "--out", "{empty}"),
        ("open", "{missing}"),
        ("open", "{file}"),
        ("{missing}",),
        ("{file}",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("as_json", [False, True])
def test_bad_input_is_one_error_line_and_exit_code_1(
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    arguments: tuple[str, ...],
    as_json: bool,
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("text")
    names = {name: str(tmp_path / name) for name in ("missing", "file", "empty")}
    names["long"] = "x" * 5000

    has_json = arguments[0] in ("scan", "train", "evaluate", "predict", "explain")
    outcome = tlgui_says(
        *(argument.format_map(names) for argument in arguments),
        *(["--json"] if as_json and has_json else []),
    )

    assert outcome.code == 1
    assert outcome.out == ""
    lines = outcome.err.splitlines()
    assert sum(line.startswith("error: ") for line in lines) == 1
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("command", [["open"], []], ids=["open", "no command"])
def test_folders_of_pictures_projects_and_runs_open_in_the_window(
    trained: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    opened: list[dict[str, Path | None]] = []

    def run_window(**what: Path | None) -> int:
        opened.append(what)
        return 0

    monkeypatch.setattr("tlgui.app.run_window", run_window)
    project = tmp_path / "project"
    project.mkdir()
    (project / "project.json").write_text("{}")
    table = tmp_path / "labels.csv"
    table.write_text("path,label\n")
    export = tmp_path / "export"
    export.mkdir()
    (export / "bundle.json").write_text("{}")
    folders = (runs.digits(), project, project / "project.json", table, export)

    for given in (*folders, export / "bundle.json", trained):
        assert tlgui_says(*command, given).code == 0

    assert opened == [
        {"folder": runs.digits()},
        {"folder": project},
        {"folder": project},
        {"folder": table},
        {"folder": export},
        {"folder": export},
        {"run": trained},
    ]


def test_help_of_open_names_all_that_it_opens(tlgui_says: Callable[..., Outcome]) -> None:
    text = tlgui_says("open", "--help").out

    for word in ("pictures", "table", "project", "run", "export", "tlgui FOLDER"):
        assert word in text


def test_version_and_help_are_printed(tlgui_says: Callable[..., Outcome]) -> None:
    assert tlgui_says("--version").out.strip() == tlgui.__version__
    outcome = tlgui_says("--help")
    assert outcome.code == 0
    for name in ("scan", "train", "evaluate", "predict", "explain", "doctor", "demo"):
        assert name in outcome.out


def test_reader_that_leaves_early_is_no_traceback(trained: Path) -> None:
    process = subprocess.Popen(
        command("scan", runs.digits(), "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env(),
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=900)

    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
@pytest.mark.parametrize("times", [1, 2])
def test_interrupted_training_ends_soon_and_leaves_no_run_folder(
    trained: Path, tmp_path: Path, times: int
) -> None:
    root = runs.write_some_digits(tmp_path / "many", digits=tuple(range(10)), a_class=170)
    out = tmp_path / "runs" / "run"
    process = subprocess.Popen(
        command("train", root, "--out", out),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env(),
    )
    assert process.stderr is not None
    heard = b""
    while b"features" not in heard:
        line = process.stderr.readline()
        assert line, heard
        heard += line
    start = time.perf_counter()
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)

    out_text, err = process.communicate(timeout=900)

    assert not {b"fit", b"epoch"} & set(err.replace(b":", b" ").split()), "it went on learning"
    assert time.perf_counter() - start < 60 * PATIENCE
    assert process.returncode == 130
    assert out_text == b""
    assert b"Traceback" not in heard + err
    assert not out.exists()
    assert list(out.parent.iterdir()) == []


@pytest.mark.slow
def test_demo_works_in_an_empty_home_without_a_network(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    # Where the system cannot take the network away, any socket to it is an error.
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_, **__):\n"
        "    raise SystemExit('the network was asked for')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
    )
    changes = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "c"),
        "XDG_DATA_HOME": str(home / "d"),
        "PYTHONPATH": os.pathsep.join([str(guard), env()["PYTHONPATH"]]),
    }
    environment = env(changes)
    del environment["TLGUI_HOME"]
    isolated = ["unshare", "-n"]
    available = shutil.which("unshare") and not subprocess.run([*isolated, "true"]).returncode
    start = time.perf_counter()

    process = subprocess.run(
        [*(isolated if available else []), *command("demo", "--no-window", "--json")],
        capture_output=True,
        env=environment,
        check=False,
        timeout=900,
    )

    assert process.returncode == 0, process.stderr
    document = json.loads(process.stdout)
    assert document["classes"] == [str(digit) for digit in range(10)]
    assert sum(document["images"].values()) == 1797
    assert document["test"]["accuracy"] >= 0.9
    assert Path(document["run"], "best.safetensors").is_file()
    assert time.perf_counter() - start < 240 * PATIENCE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names")
def test_class_name_cannot_command_the_terminal(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    runs.write_some_digits(tmp_path, digits=(0,), a_class=2)
    (tmp_path / "0").rename(tmp_path / "red\x1b[31m\nerror: fake")

    outcome = tlgui_says("scan", tmp_path)

    assert "\x1b" not in outcome.out + outcome.err
    assert not any(line.startswith("error:") for line in outcome.out.splitlines())


def test_a_window_without_a_display_is_an_error_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    refused = tlgui_says(tmp_path)

    assert refused.code == 1
    assert refused.err.startswith("error: There is no display")


def test_a_word_that_is_neither_command_nor_folder_is_told_so(
    tlgui_says: Callable[..., Outcome],
) -> None:
    refused = tlgui_says("nowhere")

    assert refused.code == 2
    assert "neither a command nor a folder" in refused.err
