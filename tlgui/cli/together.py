"""``torchrun -m tlgui train``: several processes train one model; the first one tells of it."""

from __future__ import annotations

import signal
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.cli.refusals import WrongUsageError
from tlgui.engine.errors import Message
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.training.by_epochs.company import Company
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.unfinished import Unfinished


@contextmanager
def joined() -> Iterator[Company]:
    """The processes that ``torchrun`` has started, until the block ends; else this one alone."""
    from tlgui.engine.training.by_epochs.company import join, leave

    company = join()
    if not company.leads:
        # The first one hears Ctrl+C, and what it decides holds for all.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield company
    finally:
        leave()


def refuse_alone(recipe: Recipe, company: Company) -> None:
    """Nothing, where several processes can do what is asked.

    Raises:
        WrongUsageError: it is no training by epochs of a whole network.
    """
    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe

    if company.size > 1 and not isinstance(recipe, EpochRecipe):
        raise WrongUsageError(
            Message("{method} takes one process: start it without torchrun.", method=recipe.method),
            Message("Several train together with --method fine-tune or --method from-scratch."),
        )


def help_to_train(
    folder: Path,
    recipe: Recipe,
    company: Company,
    columns: str = "",
    unfinished: Unfinished | None = None,
) -> None:
    """Do a helper's part of a training; nothing is told, and nothing stays behind."""
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.project import scan_as_edited
    from tlgui.engine.training.by_epochs.company import Released
    from tlgui.engine.workflow import train

    control = Control()
    index = scan_as_edited(folder, control, TableColumns.parse(columns))
    split = company.same(None)
    assert split is not None
    with tempfile.TemporaryDirectory() as place, suppress(Released):
        train(recipe, index, split, Path(place) / "run", control, unfinished=unfinished)
