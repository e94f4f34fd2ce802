"""Ensembles: several models are trained where one was, and answer together.

Bagging (Breiman, Machine Learning 24, 1996) has each learn from a sample of the training pictures,
as many, drawn with repetition; or each begins with a seed of its own. Either makes them err on
other pictures, and what they answer on average errs less. Each is kept as soon as it is done: a
training that ended too soon goes on with the one that was under way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import Cancelled, DamagedError, DivergedError, Message
from tlgui.engine.models.ensemble import ensemble_of
from tlgui.engine.models.making import random_network
from tlgui.engine.progress import Notice
from tlgui.engine.training.by_epochs.company import company
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.fine_tuning.gain import Over, gain_over
from tlgui.engine.training.kept.members import keep_member, kept_member
from tlgui.engine.training.kept.parts import leave_out, left_out
from tlgui.engine.training.kept.places import forget_progress, has_progress, member_folder
from tlgui.engine.training.method import Fitted, RunEnd
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.recipe import EnsembleRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.models.network import Network
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
        if not task.recipe.folds:
            return method.fit(task)
        told = fold_told(task.recipe, fold) if fold else Message("The model that is kept")
        return _fit_on(task, method, told)
    if task.recipe.ensemble is EnsembleRule.SEEDS and not task.recipe.epochs_at_most:
        task.control.report(Notice(_NOTHING_RANDOM))
    members, stopped = _members(task, method, fold)
    if len(members) == 1:
        return replace(members[0], ended_by=RunEnd.STOPPED) if stopped else members[0]
    together = _together(task, members, stopped=stopped)
    if compared:
        _tell_gain(task, method, members, together)
    return together


def _members(task: Task, method: Method, fold: int) -> tuple[list[Fitted], bool]:
    """The trained members, and whether the user stopped.

    They are fewer than were asked for then, or where one diverged.
    """
    control, members, stopped = task.control, list[Fitted](), False
    for number in range(task.recipe.members):
        part = _of_member(task, number)
        told = _begun(task.recipe, number + 1, fold)
        reason = left_out(part)
        if reason is not None and members:
            control.report(Notice(_without(told, reason)))
            continue
        fitted = _kept(part, told)
        if fitted is not None:
            members.append(fitted)
            continue
        control.report(Notice(told, passing=True))
        try:
            fitted = _fit_on(part, method, told)
        except Cancelled:
            # A stop keeps what is done; a cancel is one all the same.
            control.has_result = bool(members)
            control.check()
            stopped = True
            break
        except DivergedError as error:
            # Those that are done are not lost by it.
            if not members:
                raise
            control.report(Notice(_without(told, error.message)))
            leave_out(part, error.message)
            continue
        # The first of several processes decides for all.
        stopped = company().same(control.stop_requested)
        if stopped and members:
            # A member that learned for a shorter time than the others.
            break
        members.append(fitted)
        if stopped:
            break
        keep_member(part, fitted)
    control.has_result = True
    return members, stopped


def _without(told: Message, reason: Message) -> Message:
    return Message("{part} is left out: {reason}", part=told, reason=reason)


def _kept(task: Task, told: Message) -> Fitted | None:
    """The member that was trained another day; None where it is to be trained now."""
    try:
        fitted = kept_member(task)
    except DamagedError as error:
        task.control.report(Notice(anew(told, error)))
        return None
    if fitted is not None:
        done = Message("{part} was trained before", part=told)
        task.control.report(Notice(done, passing=True))
    return fitted


def _fit_on(task: Task, method: Method, told: Message) -> Fitted:
    """Train one of several, or go on with it; anew where what it had kept is damaged."""
    task.control.has_result = has_progress(task.folder)
    try:
        return method.fit(task)
    except DamagedError as error:
        if task.folder is None:
            raise
        task.control.report(Notice(anew(told, error)))
        forget_progress(task.folder)
    return method.fit(task)


def anew(told: Message, error: DamagedError) -> Message:
    """That a part, ``told``, is trained again, since what was kept of it cannot be read."""
    return Message(
        "{part} is trained from its beginning again: {reason}", part=told, reason=error.message
    )


def fold_told(recipe: Recipe, number: int) -> Message:
    """Which fold it is, from 1, for people."""
    return Message("Fold {number} of {count}", number=number, count=recipe.folds)


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
    folder = None if task.folder is None else member_folder(task.folder, number + 1)
    task = replace(task, recipe=recipe, folder=folder, facts=dict(task.facts))
    if number and not recipe.pretrained:
        task = replace(task, network=_begun_otherwise(task))
    if recipe.ensemble is EnsembleRule.SEEDS:
        return task
    labels = [task.index.records[position].class_index for position in task.split.train]
    drawn = draw_sample(task.split.train, labels, np.random.default_rng(recipe.seed))
    split = replace(task.split, train=tuple(sorted(drawn)))
    return replace(task, split=split, drawn=drawn)


def _begun_otherwise(task: Task) -> Network:
    """The task's network with other random weights: those of the recipe's seed."""
    import torch

    network, recipe = task.network, task.recipe
    assert network.origin is not None
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        return random_network(recipe.found_backbone, network.origin, network.preprocessing)


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


def _together(task: Task, members: Sequence[Fitted], *, stopped: bool) -> Fitted:
    first = members[0]
    names = {member.classes.names for member in members}
    assert len(names) == 1, "each sample has pictures of every class"
    shares_body = len({member.network.body_key for member in members}) == 1
    network = ensemble_of([member.network for member in members], shares_body=shares_body)
    extraction = first.extraction
    if not shares_body:
        extraction = Extraction(network, task.device, task.index, len(task.held_out), task.control)
    learned = set().union(*(member.trained_on for member in members))
    undrawn = sorted({*task.split.train} - learned - {*task.extraction.failures})
    return Fitted(
        network=network,
        classes=first.classes,
        trained_on=sorted(learned),
        extraction=extraction,
        facts={
            **first.facts,
            "members": [_facts(member) for member in members],
            # Of the split that it learned from, what no sample happened to hold.
            "undrawn": [task.index.records[position].path for position in undrawn],
        },
        history=first.history,
        ended_by=RunEnd.STOPPED if stopped else RunEnd.COMPLETED,
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
