"""The training job of the window: what it needs, where its run goes, what comes back."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.project import folder_for_run
from tlgui.ui.train.run_rows import RunRow, row_of

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.unfinished import Unfinished


@dataclass(frozen=True)
class TrainingTask:
    """All that a training job needs, taken from the page when it starts.

    Attributes:
        recipe: what to do.
        index: the pictures.
        split: which of them are for what.
        out: where the run will lie.
        unfinished: an earlier training that goes on.
    """

    recipe: Recipe
    index: DatasetIndex
    split: Split
    out: Path
    unfinished: Unfinished | None = None


def run_training(task: TrainingTask, *, control: Control) -> RunRow:
    """Train in a worker; the run with its headline."""
    from tlgui.engine.workflow import train

    run = train(
        task.recipe,
        task.index,
        task.split,
        task.out,
        control,
        unfinished=task.unfinished,
        # What was learned on earlier days is not lost by a click, whichever button it was.
        keep_cancelled=task.unfinished is not None,
    )
    return row_of(run)


def folder_to_go_on(unfinished: Unfinished, parent: Path) -> Path:
    """Where the run of a training that goes on lies in ``parent``: where it was to, if free."""
    wanted = parent / unfinished.out.name
    return folder_for_run(unfinished.recipe, parent) if os.path.exists(wanted) else wanted
