"""Fixtures of the command line's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.calls import Outcome
from tests.engine import exports, runs
from tlgui.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(runs.shared_home()))


@pytest.fixture
def tlgui_says(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs the command line in this process; what it printed, native libraries included."""

    def call(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Outcome(code, out, err)

    return call


@pytest.fixture
def trained() -> Path:
    return runs.trained_run().folder


@pytest.fixture
def picture(trained: Path) -> Path:
    return runs.digits() / "0" / "000.png"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Pictures that the run has not seen."""
    return runs.write_some_digits(tmp_path / "labelled", a_class=4, skip=20)


@pytest.fixture
def exports_here() -> Iterator[None]:
    """Exports without processes of their own: much faster, and tried with them elsewhere."""
    with exports.in_this_process():
        yield
