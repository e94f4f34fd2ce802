"""Where a training keeps how far it is: in the folder of its run, and likewise for each part."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROGRESS_FOLDER = "last"
"""In the folder of what is trained; a part of it has a folder in there, with such a one of its
own."""


def member_folder(folder: Path, number: int) -> Path:
    """The folder of an ensemble's model, counted from 1, within that of the ensemble."""
    return folder / PROGRESS_FOLDER / f"model-{number}"


def fold_folder(folder: Path, number: int) -> Path:
    """The folder of a fold's training, counted from 1, within that of the run."""
    return folder / PROGRESS_FOLDER / f"fold-{number}"


def has_progress(folder: Path | None) -> bool:
    """Whether something that can be gone on with was kept in ``folder``, or of a part of it."""
    return folder is not None and any((folder / PROGRESS_FOLDER).rglob("*.safetensors"))


def forget_progress(folder: Path) -> None:
    """Delete how far the training in ``folder`` was."""
    shutil.rmtree(folder / PROGRESS_FOLDER, ignore_errors=True)
