"""How far a training is that ended too soon, for those who may go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.errors import DamagedError
from tlgui.engine.training.by_epochs.checkpoint import read_history
from tlgui.engine.training.kept.files import is_done
from tlgui.engine.training.kept.parts import is_left_out
from tlgui.engine.training.kept.places import PROGRESS_FOLDER, fold_folder, member_folder
from tlgui.engine.training.recipe import EnsembleRule

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.progress import EpochDone
    from tlgui.engine.training.recipe import Recipe


@dataclass(frozen=True)
class Reached:
    """How far it is.

    Attributes:
        folds: of a cross-validation that are done.
        members: of an ensemble that are done: of the fold's that is under way, or of the one
            that is kept.
        history: the epochs that the model under way has done.
    """

    folds: int = 0
    members: int = 0
    history: tuple[EpochDone, ...] = ()


def how_far(folder: Path, recipe: Recipe) -> Reached:
    """How far the training of ``recipe`` in ``folder`` is.

    Raises:
        DamagedError: of one model alone, what it kept cannot be read. Of several, only what one
            had learned is lost then.
    """
    folds = members = 0
    while folds < recipe.folds and is_done(fold_folder(folder, folds + 1)):
        folds += 1
    if folds < recipe.folds:
        folder = fold_folder(folder, folds + 1)
    if several := recipe.ensemble is not EnsembleRule.NONE:
        passed = 0
        while passed < recipe.members:
            member = member_folder(folder, passed + 1)
            if not (is_done(member) or is_left_out(member)):
                break
            passed += 1
            members += is_done(member)
        folder = member_folder(folder, passed + 1)
    progress = folder / PROGRESS_FOLDER
    if (several or recipe.folds) and not any(progress.glob("*.safetensors")):
        return Reached(folds, members)
    try:
        return Reached(folds, members, read_history(progress))
    except DamagedError:
        if several or recipe.folds:
            return Reached(folds, members)
        raise
