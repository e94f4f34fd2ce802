"""Folders to list, and what was listed of them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests import pictures

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex


PIXEL = pictures.plain("PNG", (2, 2))
linux_names = pytest.mark.skipif(sys.platform != "linux", reason="this system forbids the name")


def put(root: Path, *names: str, data: bytes = PIXEL) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def paths(index: DatasetIndex) -> list[str]:
    return [record.path for record in index.records]


def problems(index: DatasetIndex) -> set[tuple[str, str]]:
    return {(problem.path, problem.kind.name) for problem in index.problems} - {
        (problem.path, "FEW_PICTURES") for problem in index.problems
    }


def entries_on_disk(root: Path) -> int:
    """Everything that is no plain folder, counted without the code under test."""
    return sum(
        len(files) + sum(os.path.islink(os.path.join(parent, name)) for name in folders)
        for parent, folders, files in os.walk(root)
    )
