"""From scratch: a network with random weights learns all that it knows from one's own pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import Cancelled, Message
from tlgui.engine.training.by_epochs.choices import Mirroring
from tlgui.engine.training.estimate import EPOCHS_SECONDS
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.fine_tuning.preparing import Prepared, on_device
from tlgui.engine.training.kept.asked import asked_of_epochs
from tlgui.engine.training.kept.places import PROGRESS_FOLDER, has_progress
from tlgui.engine.training.linear_heads.scaling import Standardiser
from tlgui.engine.training.material.reading import read_pictures
from tlgui.engine.training.material.sources import lost_from
from tlgui.engine.training.material.views import views_of
from tlgui.engine.training.method import Fitted, Learns, Method
from tlgui.engine.training.scratch.begin import begin
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from tlgui.engine.models.modules import Tunable
    from tlgui.engine.training.by_epochs.chunks import Lesson
    from tlgui.engine.training.by_epochs.rate_test import RateTest
    from tlgui.engine.training.material.reading import Material
    from tlgui.engine.training.method import ClassNumbers, Task


def fit(task: Task) -> Fitted:
    """The network that learned from nothing but the training pictures.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        DivergedError: the training diverged before an epoch had ended.
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled, or stopped before an epoch had ended.
    """
    from tlgui.engine.training.by_epochs.checkpoint import load_state
    from tlgui.engine.training.by_epochs.loop import train_epochs

    recipe = task.recipe
    assert isinstance(recipe, FromScratch)
    task.control.has_result = has_progress(task.folder)
    with task.clock.time("features"):
        material, classes = _material(task, recipe)
    with task.clock.time("fit"):
        prepared = _prepared(task, recipe, material, classes)
    lesson = prepared.lesson
    state = None if lesson.folder is None else load_state(lesson.folder, lesson.asked)
    with task.clock.time("fit"):
        trained = train_epochs(lesson, recipe, task.control, state)
    if trained.best_epoch == 0:
        raise Cancelled
    task.extraction.failures.update(lost_from(lesson.source, material.trained_on))
    network = prepared.network(task.network, trained.temperature)
    extraction = Extraction(network, task.device, task.index, len(task.held_out), task.control)
    held_out = {task.index.records[position].path for position in task.held_out}
    return Fitted(
        network=network,
        classes=classes,
        trained_on=material.trained_on,
        extraction=extraction,
        facts={
            **task.facts,
            **prepared.facts,
            "epochs": len(trained.history),
            "best_epoch": trained.best_epoch,
            "temperature": trained.temperature,
            EPOCHS_SECONDS: round(trained.seconds, 3),
        },
        history=trained.history,
        ended_by=trained.ended_by,
        # Those held out are told by the figures' own extraction.
        problems=tuple(
            problem for problem in task.extraction.problems() if problem.path not in held_out
        ),
    )


def find_rate(task: Task) -> RateTest:
    """The loss of the same training while its rate rises; nothing is kept.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.training.by_epochs.rate_finder import try_rates

    recipe = task.recipe
    assert isinstance(recipe, FromScratch)
    task.control.has_result = False
    return try_rates(lesson_of(task), recipe, task.control)


def lesson_of(task: Task) -> Lesson:
    """What would be trained, and on what; raises what ``fit`` does."""
    recipe = task.recipe
    assert isinstance(recipe, FromScratch)
    return _prepared(task, recipe, *_material(task, recipe)).lesson


METHOD = Method(
    recipe=FromScratch,
    title=Message("From scratch"),
    sentence=Message("A network without any knowledge learns everything from your pictures."),
    term="from_scratch",
    fit=fit,
    learns=Learns.EVERYTHING,
    wants=1000,
    goes_on=True,
    find_rate=find_rate,
    begins_with=begin,
)


def _material(task: Task, recipe: FromScratch) -> tuple[Material, ClassNumbers]:
    mirrored = recipe.mirror is Mirroring.YES
    views = views_of(mirror=mirrored, parts=recipe.views, crop=recipe.crop, seed=recipe.seed)
    return read_pictures(task, recipe, views)


def _prepared(
    task: Task, recipe: FromScratch, material: Material, classes: ClassNumbers
) -> Prepared:
    from tlgui.engine.training.by_epochs.chunks import Lesson

    count = len(classes.names)
    width = task.network.groups[0]
    standardise = Standardiser(np.zeros(width, np.float32), np.ones(width, np.float32))
    model = _model(task, recipe, count, width)
    learned = material.learned
    weights = task.weights(material.trained_on, learned.targets, count)
    lesson = Lesson(
        model=on_device(model, task.device.name),
        layers=[list(model.body.parameters())],
        source=learned,
        judged=material.judged,
        weights=weights,
        device=task.device,
        folder=None if task.folder is None else task.folder / PROGRESS_FOLDER,
        asked=asked_of_epochs(task, material.trained_on, learned.targets, learned.views),
        begins_with_nothing=True,
        clock=task.clock,
        multiply_adds=_multiply_adds(model, task),
    )
    trained = sum(each.numel() for each in model.parameters())
    return Prepared(
        lesson,
        standardise,
        "body.library.",
        {"views": learned.views, "parameters_trained": trained},
        material.trained_on,
    )


def _model(task: Task, recipe: FromScratch, classes: int, width: int) -> Tunable:
    import torch

    from tlgui.engine.models.modules import Tunable

    asked: dict[str, Any] = {}
    if recipe.drop_path:
        asked["drop_path_rate"] = recipe.drop_path
    body: Any = task.network.build_body(**asked)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        head = torch.nn.Linear(width, classes)
        if recipe.found_backbone.name == "googlenet":
            # The tensors that remain are as they were; those within come on top.
            body.library.listen(classes)
    return Tunable(
        body,
        torch.zeros(width),
        torch.ones(width),
        head.weight.detach(),
        head.bias.detach(),
        recipe.dropout,
    )


def _multiply_adds(model: Tunable, task: Task) -> int:
    """Of one picture; 0 where that cannot be counted."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    shape = (1, 3, task.network.preprocessing.height, task.network.preprocessing.width)
    counter = FlopCounterMode(display=False)
    mode = model.training
    model.eval()
    with torch.inference_mode(), counter:
        model(torch.zeros(shape, device=model.head.weight.device))
    model.train(mode)
    return int(counter.get_total_flops()) // 2
