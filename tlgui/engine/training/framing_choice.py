"""Which framing suits a data set: decided by cross-validation where the recipe asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.preprocessing import Framing
from tlgui.engine.progress import Stage, StageName
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.framing import FramingRule, compared_positions

if TYPE_CHECKING:
    from tlgui.engine.training.extraction import PictureFeatures
    from tlgui.engine.training.method import Task


def with_best_framing(task: Task) -> Task:
    """The same task, under the framing whose features cross-validation finds best.

    Compared on the same folds of some training pictures, by a linear head on features of all
    stages; a tie goes to the centre. The losses are kept in the task's facts. Nothing is changed
    where the recipe asks for a framing, or where fewer than two classes can be read.

    Raises:
        Cancelled: what was finished until then stays cached.
    """
    if task.recipe.framing is not FramingRule.AUTO:
        return task
    some = compared_positions(task.split.train)
    losses: dict[str, float] = {}
    for framing in Framing:
        network = task.network.with_framing(framing)
        with task.clock.time("features"):
            extraction = Extraction(network, task.device, task.index, len(some), task.control)
            pictures = extraction.fast(some)
        with task.clock.time("fit"):
            loss = _held_out_loss(task, pictures)
        if loss is None:
            return task
        losses[framing.value] = loss
    best = Framing(min(losses, key=losses.__getitem__))
    network = task.network.with_framing(best)
    extraction = Extraction(
        network, task.device, task.index, len(task.split.train) + len(task.held_out), task.control
    )
    return replace(
        task, network=network, extraction=extraction, facts={**task.facts, "framing_losses": losses}
    )


def _held_out_loss(task: Task, pictures: PictureFeatures) -> float | None:
    """The cross-validated loss of a head on ``pictures``; None with fewer than two classes."""
    from tlgui.engine.training.linear_heads.logistic_regression import choose_features

    present, targets = np.unique(pictures.labels, return_inverse=True)
    if len(present) < 2:
        return None
    task.control.report(Stage(StageName.FIT))
    validated = choose_features(
        pictures.values,
        targets.astype(np.int64),
        len(present),
        task.control,
        seed=task.recipe.seed,
        choices=(task.network.groups or (pictures.values.shape[1],),),
        together=task.split.group_numbers(pictures.positions.tolist()),
    )
    return validated.losses[0]
