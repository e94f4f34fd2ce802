"""What the Export page has the workers do. No widget is touched here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.deploy.run_copy import RunFile
    from tlgui.engine.progress import Control


def list_files(folder: Path, *, control: Control) -> tuple[RunFile, ...]:
    """The files of the run in ``folder``."""
    from tlgui.engine.deploy.run_copy import run_files

    control.check()
    return run_files(folder)


def save_copy(folder: Path, parent: Path, *, control: Control) -> Path:
    """Copy the run in ``folder`` into ``parent``; the copy's folder.

    Raises:
        BundleError: it cannot be copied; nothing is left of the copy.
    """
    from tlgui.engine.deploy.run_copy import copy_run

    return copy_run(folder, parent, control)
