"""A method is one module, a setting one field: what both bring follows from there."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.added_methods import ADDED, added_method
from tests.cli.calls import env
from tests.engine import runs
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import RecipeError
from tlgui.engine.progress import Control
from tlgui.engine.training import methods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tlgui.engine.training.method import Method
    from tlgui.engine.training.recipe import Recipe


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Method]:
    """The method of ``tests/added_methods``, found as those of the package are."""
    monkeypatch.setenv("TLGUI_HOME", str(runs.shared_home()))
    with added_method(monkeypatch) as method:
        yield method


def test_an_added_method_trains_through_the_workflow(added: Method, tmp_path: Path) -> None:
    run = runs.train_on(runs.digits(), tmp_path / "run", asked(added, device="cpu"))

    assert run.recipe == asked(added, device="cpu")
    assert run.recipe.method == "nearest-mean"
    figures = run.figures[next(iter(run.figures))]
    assert figures["accuracy"] > 0.5
    (answer,) = Predictor(run, "cpu").predict([runs.digits() / "0" / "000.png"], Control())
    assert answer.label == "0"


def asked(method: Method, **settings: Any) -> Recipe:
    """A recipe of ``method``, whose own settings no type tells here."""
    return method.recipe(**settings)


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line in a process in which the method is added."""
    code = (
        "import sys\n"
        "from tlgui.engine.training import methods\n"
        f"methods.__path__.append({str(ADDED)!r})\n"
        "from tlgui.cli.main import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=env(),
        check=False,
        timeout=900,
    )


def test_an_added_method_trains_from_the_command_line(added: Method, tmp_path: Path) -> None:
    done = call(
        "train",
        runs.digits(),
        *("--out", tmp_path / "run", "--method", "nearest-mean", "--pull", "2", "--json"),
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["method"] == "nearest-mean"
    recipe = json.loads((tmp_path / "run" / "recipe.json").read_text("utf-8"))
    assert recipe["pull"] == 2.0


def test_a_setting_is_an_option_with_its_help(added: Method) -> None:
    text = " ".join(call("train", "--help").stdout.split())

    assert "--pull" in text
    assert "how strongly a mean attracts" in text
    assert "0.1 to 10.0" in text
    assert "nearest-mean" in text.replace("- ", "-")  # lines end at hyphens too


def test_a_setting_out_of_its_range_is_wrong_usage(added: Method, tmp_path: Path) -> None:
    done = call(
        "train",
        runs.digits(),
        *("--out", tmp_path / "run", "--method", "nearest-mean", "--pull", "99"),
    )

    assert done.returncode == 2
    assert "pull is 99.0; it must lie between 0.1 and 10.0" in done.stderr


def test_an_option_of_another_method_is_told_to_be_idle(added: Method, tmp_path: Path) -> None:
    done = call("train", runs.digits(), "--out", tmp_path / "run", "--pull", "2")

    assert done.returncode == 0, done.stderr
    assert "not used with --method feature-extraction: --pull" in done.stderr


def test_a_setting_is_checked_and_comes_back_from_json(added: Method) -> None:
    made = asked(added, pull=2.5)

    assert methods.read_recipe(made.to_json()) == made
    with pytest.raises(RecipeError, match="pull is 0"):
        asked(added, pull=0.0)
