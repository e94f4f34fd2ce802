"""Ensembles: several models are trained where one was, and answer together.

Bagging (Breiman, Machine Learning 24, 1996) has each learn from a sample of the training pictures,
as many, drawn with repetition; or each begins with a seed of its own. Either makes them err on
other pictures, and what they answer on average errs less.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import Cancelled, Message
from tlgui.engine.models.ensemble import ensemble_of
from tlgui.engine.progress import Notice
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.fine_tuning.gain import Over, gain_over
from tlgui.engine.training.method import Fitted, RunEnd
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.recipe import EnsembleRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.training.method import Method, Task
    from tlgui.engine.training.recipe import Recipe


_NOTHING_RANDOM = Message(
    "A head that is solved at once differs little from seed to seed: with bagging, or epoch by"
    " epoch, models differ more."
)


def fit(task: Task, *, compared: bool = True, fold: int = 0) -> Fitted:
    """What the recipe asks for: one model by its method, or several that answer together.

    A stop keeps the members that are done; stopped within the first, that is what there is.

    Args:
        task: what is learned from what.
        compared: whether several are compared with one alone, where that is quick.
        fold: of the recipe's folds, from 1, for which they are; 0 for none of them.

    Raises:
        Cancelled: the user cancelled; and what the method raises.
    """
    method = find_method(task.recipe.method)
    if task.recipe.ensemble is EnsembleRule.NONE:
        return method.fit(task)
    if task.recipe.ensemble is EnsembleRule.SEEDS and not task.recipe.epochs_at_most:
        task.control.report(Notice(_NOTHING_RANDOM))
    members = _members(task, method, fold)
    if len(members) == 1:
        return replace(members[0], ended_by=RunEnd.STOPPED)
    together = _together(task, members)
    if compared:
        _tell_gain(task, method, members, together)
    return together


def _members(task: Task, method: Method, fold: int) -> list[Fitted]:
    """The trained members; fewer than were asked for where the user stopped."""
    control, members = task.control, list[Fitted]()
    for number in range(task.recipe.members):
        control.report(Notice(_begun(task.recipe, number + 1, fold), passing=True))
        try:
            fitted = method.fit(_of_member(task, number))
        except Cancelled:
            # A stop keeps what is done; a cancel is one all the same.
            control.has_result = bool(members)
            control.check()
            break
        if control.stop_requested and members:
            # A member that learned for a shorter time than the others.
            break
        members.append(fitted)
        if control.stop_requested:
            break
    control.has_result = True
    return members


def _begun(recipe: Recipe, number: int, fold: int) -> Message:
    if not fold:
        return Message("Model {number} of {count}", number=number, count=recipe.members)
    return Message(
        "Fold {fold} of {folds}, model {number} of {count}",
        fold=fold,
        folds=recipe.folds,
        number=number,
        count=recipe.members,
    )


def _of_member(task: Task, number: int) -> Task:
    """What one member is to do: with its seed, or on its sample."""
    recipe = replace(task.recipe, seed=(task.recipe.seed + number) % 2**32)
    # What goes on another day is one training, not several.
    task = replace(task, recipe=recipe, folder=None, facts=dict(task.facts))
    if recipe.ensemble is EnsembleRule.SEEDS:
        return task
    labels = [task.index.records[position].class_index for position in task.split.train]
    drawn = draw_sample(task.split.train, labels, np.random.default_rng(recipe.seed))
    split = replace(task.split, train=tuple(sorted(drawn)))
    return replace(task, split=split, drawn=drawn)


def draw_sample(
    positions: Sequence[int], labels: Sequence[int], generator: np.random.Generator
) -> dict[int, int]:
    """How often each position is drawn, of those that are: as many draws as there are positions.

    Drawn within each class, so that none is missing.
    """
    drawn: Counter[int] = Counter()
    by_class: dict[int, list[int]] = {}
    for position, label in zip(positions, labels, strict=True):
        by_class.setdefault(label, []).append(position)
    for _label, among in sorted(by_class.items()):
        drawn.update(generator.choice(among, size=len(among)).tolist())
    return dict(drawn)


def _together(task: Task, members: Sequence[Fitted]) -> Fitted:
    first = members[0]
    names = {member.classes.names for member in members}
    assert len(names) == 1, "each sample has pictures of every class"
    shares_body = len({member.network.body_key for member in members}) == 1
    network = ensemble_of([member.network for member in members], shares_body=shares_body)
    extraction = first.extraction
    if not shares_body:
        extraction = Extraction(network, task.device, task.index, len(task.held_out), task.control)
    asked = task.recipe.members
    return Fitted(
        network=network,
        classes=first.classes,
        trained_on=sorted(set().union(*(member.trained_on for member in members))),
        extraction=extraction,
        facts={**first.facts, "members": [_facts(member) for member in members]},
        history=first.history,
        ended_by=RunEnd.COMPLETED if len(members) == asked else RunEnd.STOPPED,
        problems=first.problems,
    )


def _facts(member: Fitted) -> dict[str, Any]:
    """What a run keeps of a member."""
    told = ("features", "c", "best_epoch", "epochs")
    return {name: member.facts[name] for name in told if name in member.facts}


def _tell_gain(task: Task, method: Method, members: Sequence[Fitted], together: Fitted) -> None:
    """What answering together gained over one model that learned from all training pictures.

    With seeds the first member is such a model. Beside bagging one is made where that takes
    seconds; a training by epochs for the sake of a comparison is not worth its time.
    """
    if task.recipe.ensemble is EnsembleRule.SEEDS:
        alone = members[0]
    elif task.recipe.epochs_at_most:
        return
    else:
        alone = method.fit(replace(task, folder=None))
    gain = gain_over(task, alone, together, Over.ONE)
    if gain is not None:
        together.facts["gain"] = gain.facts()
        task.control.report(Notice(gain.message()))
