"""What the Export page has the workers do. No widget is touched here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.deploy.export import Exported
    from tlgui.engine.deploy.run_copy import RunFile
    from tlgui.engine.errors import Message
    from tlgui.engine.insight.report import Report
    from tlgui.engine.metrics import Thresholds
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


@dataclass(frozen=True)
class Effect:
    """What other classes mean for the figures.

    Attributes:
        learned: the report of the classes that were learned.
        now: that of the classes that are answers; None where no picture is of one.
        left_out: pictures of hidden classes.
        thresholds: below which an answer is unsure.
    """

    learned: Report
    now: Report | None
    left_out: int
    thresholds: Thresholds


def find_effect(run: Run, *, control: Control) -> Effect | None:
    """What the changes of the classes mean for ``run`` on the split that leads; None for none.

    Raises:
        BundleError: it has no report.
    """
    from tlgui.engine.errors import BundleError
    from tlgui.engine.insight.report import answer_report, load_report

    control.check()
    if run.changes is None:
        return None
    learned = load_report(run)
    try:
        now = answer_report(run)
    except BundleError:
        return Effect(learned, None, len(learned.files), run.thresholds)
    return Effect(learned, now, len(learned.files) - len(now.files), run.thresholds)


def free_folder(parent: Path, name: str) -> Path:
    """A folder in ``parent`` that neither exists nor as a ZIP file: ``name``, ``name-2`` ..."""
    number, folder = 1, parent / name
    while os.path.exists(folder) or os.path.exists(folder.with_name(f"{folder.name}.zip")):
        number += 1
        folder = parent / f"{name}-{number}"
    return folder
