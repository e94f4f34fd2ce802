"""What the Export page has the workers do. No widget is touched here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.deploy.export import Exported
    from tlgui.engine.deploy.run_copy import RunFile
    from tlgui.engine.errors import Message
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run


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


def find_unavailable(run: Run, *, control: Control) -> dict[str, Message]:
    """Why some formats cannot be made of ``run``, by their names."""
    from tlgui.engine.deploy.export import unavailable

    control.check()
    return unavailable(run)


def export_run(
    run: Run, out: Path, formats: Sequence[str], archive: bool, *, control: Control
) -> Exported:
    """Export ``run`` to the new folder ``out``.

    Raises:
        BundleError: it cannot be exported, or a format failed its test; nothing is left of it.
    """
    from tlgui.engine.deploy.export import export

    return export(run, out, formats, control, archive=archive)


def free_folder(parent: Path, name: str) -> Path:
    """A folder in ``parent`` that neither exists nor as a ZIP file: ``name``, ``name-2`` ..."""
    number, folder = 1, parent / name
    while folder.exists() or folder.with_name(f"{folder.name}.zip").exists():
        number += 1
        folder = parent / f"{name}-{number}"
    return folder
