"""Calling the command line in tests, in this process and in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import tlgui
from tests.engine import runs

CLASSES = [str(digit) for digit in runs.DIGITS]
FIGURES = {"accuracy", "accuracy_interval", "macro_f1", "loss"}


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """All of stdout is one JSON document."""
        return json.loads(self.out)


def in_a_process(
    *arguments: str | Path | bytes, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), capture_output=True, env=env(environment), check=False, timeout=900
    )


def command(*arguments: str | Path | bytes) -> list[str | Path | bytes]:
    return [sys.executable, "-m", "tlgui", *arguments]


def env(changes: dict[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(tlgui.__file__).parents[1]), **(changes or {})}
