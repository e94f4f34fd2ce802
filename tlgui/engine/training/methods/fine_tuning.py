"""Fine-tuning: from the best linear head on, the network's upper layers learn too.

Linear probing first, then fine-tuning (Kumar et al., ICLR 2022): the training begins with what
feature extraction finds, and where no epoch is better on the validation pictures, that is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message
from tlgui.engine.progress import Notice
from tlgui.engine.training.estimate import EPOCHS_SECONDS
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.fine_tuning.gain import gain_over
from tlgui.engine.training.fine_tuning.preparing import head_recipe, prepare
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.kept.places import has_progress
from tlgui.engine.training.material.sources import lost_from
from tlgui.engine.training.method import Fitted, Learns, Method, RunEnd
from tlgui.engine.training.methods import feature_extraction

if TYPE_CHECKING:
    from tlgui.engine.training.by_epochs.loop import Trained
    from tlgui.engine.training.by_epochs.rate_test import RateTest
    from tlgui.engine.training.method import Task


def fit(task: Task) -> Fitted:
    """The network whose upper layers learned, or the linear head where that is better.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        RecipeError: the backbone has no stochastic depth.
        DivergedError: the training diverged before an epoch had ended, and nothing judges it.
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.training.by_epochs.checkpoint import load_state
    from tlgui.engine.training.by_epochs.loop import train_epochs

    recipe = task.recipe
    assert isinstance(recipe, FineTuning)
    start = feature_extraction.fit(replace(task, recipe=head_recipe(recipe)))
    # From here on there is something to keep only once the first step is done, or was long ago.
    task.control.has_result = has_progress(task.folder)
    # Of another size than reading features: an estimate would take the one for the other.
    with task.clock.time("fit"):
        prepared = prepare(task, recipe, start)
    state = None
    if prepared.lesson.folder is not None:
        state = load_state(prepared.lesson.folder, prepared.lesson.asked)
    with task.clock.time("fit"):
        trained = train_epochs(prepared.lesson, recipe, task.control, state)
    lost = lost_from(prepared.lesson.source, prepared.trained_on)
    start.extraction.failures.update(lost)
    facts = {**start.facts, **prepared.facts, **_facts(trained)}
    if trained.best_epoch == 0:
        # Where none was judged for another reason, the loop has told it.
        if trained.history:
            task.control.report(Notice(_NOT_BETTER))
        elif trained.ended_by is RunEnd.STOPPED:
            task.control.report(Notice(_STOPPED_AT_ONCE))
        return replace(start, facts=facts, history=trained.history, ended_by=trained.ended_by)
    network = prepared.network(task.network, trained.temperature)
    extraction = Extraction(network, task.device, task.index, len(task.held_out), task.control)
    held_out = {task.index.records[position].path for position in task.held_out}
    tuned = Fitted(
        network=network,
        classes=start.classes,
        trained_on=prepared.trained_on,
        extraction=extraction,
        facts=facts,
        history=trained.history,
        ended_by=trained.ended_by,
        # Those held out are told by the figures' own extraction.
        problems=tuple(
            problem for problem in start.extraction.problems() if problem.path not in held_out
        ),
    )
    with task.clock.time("evaluation"):
        gain = gain_over(task, start, tuned)
    if gain is not None:
        facts["gain"] = gain.facts()
        task.control.report(Notice(gain.message()))
    return tuned


def find_rate(task: Task) -> RateTest:
    """The loss of the same training while its rate rises: which rate to take; nothing is kept.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.training.by_epochs.rate_finder import try_rates

    recipe = task.recipe
    assert isinstance(recipe, FineTuning)
    start = feature_extraction.fit(replace(task, recipe=head_recipe(recipe)))
    task.control.has_result = False
    return try_rates(prepare(task, recipe, start).lesson, recipe, task.control)


METHOD = Method(
    recipe=FineTuning,
    title=Message("Fine-tuning"),
    sentence=Message("The head first, then the network's upper layers learn too."),
    term="fine_tuning",
    fit=fit,
    learns=Learns.STAGES,
    wants=50,
    goes_on=True,
    find_rate=find_rate,
)

_STOPPED_AT_ONCE = Message(
    "Stopped before the first epoch had ended: the head that it began with is kept."
)
_NOT_BETTER = Message(
    "No epoch was better on the validation pictures than the head on the frozen network:"
    " that head is kept."
)


def _facts(trained: Trained) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "epochs": len(trained.history),
        "best_epoch": trained.best_epoch,
        "temperature": trained.temperature if trained.best_epoch else 1.0,
        EPOCHS_SECONDS: round(trained.seconds, 3),
    }
    if trained.started is not None:
        facts["started"] = {
            "loss": trained.started.calibrated_loss,
            "accuracy": trained.started.accuracy,
        }
    return facts
