"""Fine-tuning: from the best linear head on, the network's upper layers learn too.

Linear probing first, then fine-tuning (Kumar et al., ICLR 2022): the training begins with what
feature extraction finds, and where no epoch is better on the validation pictures, that is kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.progress import Notice
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.fine_tuning.augmentation import augmenter, changes_pictures
from tlgui.engine.training.fine_tuning.choices import Mirroring, Scope
from tlgui.engine.training.fine_tuning.gain import gain_over
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.linear_heads.scaling import Standardiser, balanced_weights
from tlgui.engine.training.method import Fitted, Learns, Method
from tlgui.engine.training.methods import feature_extraction
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import DTypeLike, NDArray

    from tlgui.engine.models.cut import Cut
    from tlgui.engine.models.modules import Tunable
    from tlgui.engine.models.network import Network
    from tlgui.engine.training.features import EngineOnDemand
    from tlgui.engine.training.fine_tuning.loop import Lesson, Trained
    from tlgui.engine.training.fine_tuning.rate_finder import RateTest
    from tlgui.engine.training.fine_tuning.rows import Rows
    from tlgui.engine.training.fine_tuning.sources import Source
    from tlgui.engine.training.fine_tuning.views import View
    from tlgui.engine.training.method import ClassNumbers, Task


def fit(task: Task) -> Fitted:
    """The network whose upper layers learned, or the linear head where that is better.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        RecipeError: the training diverged at once, or the backbone has no stochastic depth.
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.training.fine_tuning.checkpoint import load_state
    from tlgui.engine.training.fine_tuning.loop import train_epochs

    recipe = task.recipe
    assert isinstance(recipe, FineTuning)
    start = feature_extraction.fit(replace(task, recipe=_head_recipe(recipe)))
    # From here on there is something to keep only once the figures of the end are known.
    task.control.has_result = False
    with task.clock.time("features"):
        prepared = _prepare(task, recipe, start)
    state = None
    if prepared.lesson.folder is not None:
        state = load_state(prepared.lesson.folder, prepared.lesson.asked)
    with task.clock.time("fit"):
        trained = train_epochs(prepared.lesson, recipe, task.control, state)
    facts = {**start.facts, **prepared.facts, **_facts(trained)}
    if trained.best_epoch == 0:
        task.control.report(Notice(_NOT_BETTER))
        return replace(start, facts=facts, history=trained.history, ended_by=trained.ended_by)
    network = prepared.network(task.network, trained.temperature)
    extraction = Extraction(network, task.device, task.index, len(task.held_out), task.control)
    tuned = Fitted(
        network=network,
        classes=start.classes,
        trained_on=start.trained_on,
        extraction=extraction,
        facts=facts,
        history=trained.history,
        ended_by=trained.ended_by,
        problems=tuple(start.extraction.problems()),
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
    from tlgui.engine.training.fine_tuning.rate_finder import try_rates

    recipe = task.recipe
    assert isinstance(recipe, FineTuning)
    start = feature_extraction.fit(replace(task, recipe=_head_recipe(recipe)))
    return try_rates(_prepare(task, recipe, start).lesson, recipe, task.control)


METHOD = Method(
    recipe=FineTuning,
    title=Message("Fine-tuning"),
    sentence=Message("The head first, then the network's upper layers learn too."),
    term="fine_tuning",
    fit=fit,
    learns=Learns.STAGES,
    wants=20,
    goes_on=True,
)

_NOT_BETTER = Message(
    "No epoch was better on the validation pictures than the head on the frozen network:"
    " that head is kept."
)


@dataclass(frozen=True, eq=False)
class _Prepared:
    """All that the loop needs.

    Attributes:
        lesson: what is trained, and on what.
        standardise: of the head's inputs.
        prefix: of the library's names among those of the model.
        facts: for the run.
    """

    lesson: Lesson
    standardise: Standardiser
    prefix: str
    facts: dict[str, Any]

    def network(self, network: Network, temperature: float) -> Network:
        """``network`` with what the model learned, its scores divided by ``temperature``."""
        from tlgui.engine.models.network import tuned_network

        model = self.lesson.model
        state = model.body.state_dict()
        inner = self.prefix.removeprefix("body.")
        changed = {
            name.removeprefix(inner): tensor.detach().cpu().contiguous().numpy()
            for name, tensor in state.items()
        }
        # Smoothed labels make answers less sure than they deserve: that is taken back here.
        scale = np.float32(1 / temperature)
        head = self.standardise.unfold(
            model.head.weight.detach().cpu().numpy() * scale,
            model.head.bias.detach().cpu().numpy() * scale,
        )
        return tuned_network(network, changed).with_head(head)


def _prepare(task: Task, recipe: FineTuning, start: Fitted) -> _Prepared:
    from tlgui.engine.models import layers
    from tlgui.engine.models.cut import find_cut
    from tlgui.engine.training.fine_tuning.judging import start_temperature
    from tlgui.engine.training.fine_tuning.loop import Lesson
    from tlgui.engine.training.fine_tuning.rows import fit_on_disk
    from tlgui.engine.training.fine_tuning.views import views_of

    head = start.network.head
    assert head is not None
    library: Any = _body(task.network, 0.0).library
    trained = _trained(library, recipe)
    pictures = task.extraction.fast(list(start.trained_on))
    features = pictures.values[:, : head.width]
    groups = task.network.groups if head.width == sum(task.network.groups) else ()
    standardise = Standardiser.fit(features, groups)
    mirrored, facts = _mirrored(task, recipe, start)
    views = views_of(mirror=mirrored, parts=recipe.views, crop=recipe.crop, seed=recipe.seed)
    cut = None
    if trained and not changes_pictures(recipe):
        cut = find_cut(task.network, trained)
    if cut is not None and not fit_on_disk(len(features), len(views), cut.width, np.float16):
        cut = None
    learned, judged = _sources(task, recipe, start, cut, views)
    scale = np.float32(
        1 / start_temperature(recipe, head.logits(features), start.classes.targets(pictures))
    )
    model = _model(task.network, recipe, cut, standardise, head.weight * scale, head.bias * scale)
    prefix = "body.library." if cut is None else "body.body.library."
    by_name = {}
    for name, parameter in model.named_parameters():
        own = name.removeprefix(prefix)
        parameter.requires_grad_(name.startswith("head.") or own in trained)
        by_name[own] = parameter
    by_layer = [
        [by_name[name] for name in group if name in trained]
        for group in layers.depth_groups(library, coarse=False)
    ]
    weights = np.ones(len(learned.targets), np.float32)
    if recipe.class_weights:
        weights = balanced_weights(learned.targets, len(start.classes.names))
    lesson = Lesson(
        model=_on_device(model, task.device.name),
        layers=[layer for layer in by_layer if layer],
        source=learned,
        judged=judged,
        weights=weights,
        device=task.device,
        folder=None if task.folder is None else task.folder / "last",
        asked=_asked(task, recipe, learned),
    )
    numbers = {
        "cut": None if cut is None else cut.name,
        "views": learned.views,
        "parameters_trained": sum(
            each.numel() for each in model.parameters() if each.requires_grad
        ),
        **facts,
    }
    return _Prepared(lesson, standardise, prefix, numbers)


def _head_recipe(recipe: FineTuning) -> FeatureExtraction:
    """What feature extraction is asked for the head that the training begins with."""
    return FeatureExtraction(
        features=recipe.features,
        class_weights=recipe.class_weights,
        target_accuracy=recipe.target_accuracy,
        framing=recipe.framing,
        seed=recipe.seed,
        backbone=recipe.backbone,
        weights=recipe.weights,
        device=recipe.device,
    )


def _trained(library: Any, recipe: FineTuning) -> frozenset[str]:
    """The names of the body's parameters that train."""
    from tlgui.engine.models import layers

    stages = layers.depth_groups(library, coarse=True)
    count = {
        Scope.HEAD: 0,
        Scope.LAST_BLOCK: 1,
        Scope.LAST_STAGES: recipe.stages,
        Scope.EVERYTHING: len(stages),
    }[recipe.scope]
    return frozenset(name for stage in stages[max(0, len(stages) - count) :] for name in stage)


def _body(network: Network, drop_path: float) -> Any:
    if not drop_path:
        return network.build_body()
    try:
        return network.build_body(drop_path_rate=drop_path)
    except TypeError as error:
        raise RecipeError(
            Message("{name} has no stochastic depth.", name=network.backbone),
            Message("Set it to 0 (--drop-path 0)."),
        ) from error


def _model(
    network: Network,
    recipe: FineTuning,
    cut: Cut | None,
    standardise: Standardiser,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32],
) -> Tunable:
    import torch

    from tlgui.engine.models.cut import upper_body
    from tlgui.engine.models.modules import Tunable

    body = _body(network, recipe.drop_path)
    if recipe.scope is Scope.HEAD and not changes_pictures(recipe):
        body = torch.nn.Identity()
    return Tunable(
        body if cut is None else upper_body(body, cut),
        torch.from_numpy(standardise.mean),
        torch.from_numpy(standardise.scale),
        torch.from_numpy(weight * standardise.scale),
        torch.from_numpy(bias + weight @ standardise.mean),
        recipe.dropout,
    )


def _on_device(model: Tunable, device: str) -> Tunable:
    import torch

    moved: Tunable = model.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stub lacks the pair
    return moved


def _sources(
    task: Task, recipe: FineTuning, start: Fitted, cut: Cut | None, views: Sequence[View]
) -> tuple[Source, Source | None]:
    """The pictures to learn from and those to choose epochs by, as the model takes them."""
    from tlgui.engine.training.fine_tuning.sources import Files, Pictures
    from tlgui.engine.training.fine_tuning.views import View

    learned = _source(task, start.classes, start.trained_on, views, cut)
    judged = [
        position
        for position in task.split.validation
        if task.index.records[position].class_index in start.classes.number
        and position not in task.extraction.failures
    ]
    if isinstance(learned, (Pictures, Files)):
        learned = replace(learned, change=augmenter(recipe))
    return learned, _source(task, start.classes, judged, (View(),), cut) if judged else None


def _source(
    task: Task,
    classes: ClassNumbers,
    positions: Sequence[int],
    views: Sequence[View],
    cut: Cut | None,
) -> Source:
    from tlgui.engine.models.cut import lower_network
    from tlgui.engine.training.features import EngineOnDemand, Started
    from tlgui.engine.training.fine_tuning.rows import fit_on_disk, read_rows
    from tlgui.engine.training.fine_tuning.sources import (
        Activations,
        Files,
        Pictures,
        PixelsEngine,
        Vectors,
    )

    network, recipe = task.network, task.recipe
    assert isinstance(recipe, FineTuning)
    preprocessing = network.preprocessing
    files = [task.index.file(position) for position in positions]

    def rows_of(model: str, width: int, dtype: DTypeLike, engine: EngineOnDemand) -> Rows:
        return read_rows(files, model, preprocessing, views, width, dtype, engine, task.control)

    def targets_of(rows: Rows) -> NDArray[np.int64]:
        labels = [task.index.records[positions[place]].class_index for place in rows.places]
        return np.asarray([classes.number[label] for label in labels], np.int64)

    if recipe.scope is Scope.HEAD and not changes_pictures(recipe):
        width = task.extraction.fast(list(positions[:1])).values.shape[1]
        rows = rows_of(network.key, width, np.float32, task.extraction.training_engine)
        return Vectors(rows, targets_of(rows))
    if cut is not None:
        lower = lower_network(network, cut)
        extraction = Extraction(lower, task.device, task.index, 0, task.control)
        rows = rows_of(lower.key, cut.width, np.float16, extraction.training_engine)
        return Activations(rows, targets_of(rows), cut)
    width = preprocessing.height * preprocessing.width * 3
    if not fit_on_disk(len(files), len(views), width, np.uint8):
        labels = [task.index.records[position].class_index for position in positions]
        numbers = np.asarray([classes.number[label] for label in labels], np.int64)
        return Files(files, numbers, preprocessing, views)
    passing = EngineOnDemand("f32", lambda _sample: Started(PixelsEngine()))
    rows = rows_of(f"pixels {preprocessing}", width, np.uint8, passing)
    return Pictures(rows, targets_of(rows), preprocessing)


def _mirrored(task: Task, recipe: FineTuning, start: Fitted) -> tuple[bool, dict[str, Any]]:
    """Whether mirrored pictures are learned from, and what that was decided by."""
    if recipe.mirror is not Mirroring.AUTO:
        return recipe.mirror is Mirroring.YES, {}
    from tlgui.engine.training.fine_tuning.mirroring import mirroring_loses

    lost = mirroring_loses(task, start)
    return lost.harmless, {"mirror_accuracies": [lost.plain, lost.mirrored]}


def _asked(task: Task, recipe: FineTuning, learned: Source) -> str:
    """What tells this training from others: its settings, network, pictures and their classes."""
    parts = [recipe.to_json(), task.network.key, learned.targets.tolist(), learned.views]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _facts(trained: Trained) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "epochs": len(trained.history),
        "best_epoch": trained.best_epoch,
    }
    if trained.started is not None:
        facts["started"] = {
            "loss": trained.started.calibrated_loss,
            "accuracy": trained.started.accuracy,
        }
        facts["temperature"] = trained.temperature
    return facts
