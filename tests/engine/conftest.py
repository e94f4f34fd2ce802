"""Fixtures of the engine's tests: a home of their own, and one trained run for all."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.engine import exports, runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing touches the user's folders; converted models and features are shared."""
    monkeypatch.setenv("TLGUI_HOME", str(runs.shared_home()))
    return runs.shared_home()


@pytest.fixture
def fresh_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home in which nothing is cached."""
    folder = tmp_path / "fresh-home"
    monkeypatch.setenv("TLGUI_HOME", str(folder))
    return folder


@pytest.fixture
def trained_run() -> Run:
    return runs.trained_run()


@pytest.fixture
def exports_here() -> Iterator[None]:
    """Exports without processes of their own: much faster, and tried with them elsewhere."""
    with exports.in_this_process():
        yield


@pytest.fixture
def no_thread_left() -> Iterator[None]:
    """The threads that decode are gone after the test."""
    yield
    end = time.monotonic() + 20
    while time.monotonic() < end:
        left = [t.name for t in threading.enumerate() if t.name.startswith("decode")]
        if not left:
            return
        time.sleep(0.01)
    pytest.fail(f"threads left: {left}")
