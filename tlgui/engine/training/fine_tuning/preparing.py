"""From what feature extraction made to a training that is ready to begin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.models.cut import find_cut
from tlgui.engine.training.by_epochs.choices import Mirroring, Scope
from tlgui.engine.training.fine_tuning.plan import Plan, keep_plan, kept_plan
from tlgui.engine.training.kept.asked import asked_of_epochs
from tlgui.engine.training.kept.places import PROGRESS_FOLDER
from tlgui.engine.training.linear_heads.scaling import Standardiser
from tlgui.engine.training.material.reading import read_material
from tlgui.engine.training.material.rows import fit_on_disk
from tlgui.engine.training.material.views import views_of
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.models.cut import Cut
    from tlgui.engine.models.modules import Tunable
    from tlgui.engine.models.network import Network
    from tlgui.engine.training.by_epochs.chunks import Lesson
    from tlgui.engine.training.fine_tuning.recipe import FineTuning
    from tlgui.engine.training.material.views import View
    from tlgui.engine.training.method import Fitted, Task


@dataclass(frozen=True, eq=False)
class Prepared:
    """All that the loop needs.

    Attributes:
        lesson: what is trained, and on what.
        standardise: of the head's inputs.
        prefix: of the library's names among those of the model.
        facts: for the run.
        trained_on: positions of the pictures that are learned from.
    """

    lesson: Lesson
    standardise: Standardiser
    prefix: str
    facts: dict[str, Any]
    trained_on: Sequence[int]

    def network(self, network: Network, temperature: float) -> Network:
        """``network`` with what the model learned, its scores divided by ``temperature``."""
        from tlgui.engine.models.making import tuned_network

        model = self.lesson.model
        state = model.body.state_dict()
        inner = self.prefix.removeprefix("body.")
        changed = {
            name.removeprefix(inner): tensor.detach().cpu().contiguous().numpy()
            for name, tensor in state.items()
            # Not what only learns with it.
            if name.removeprefix(inner) in network.tensors
        }
        # Smoothed labels make answers less sure than they deserve: that is taken back here.
        scale = np.float32(1 / temperature)
        head = self.standardise.unfold(
            model.head.weight.detach().cpu().numpy() * scale,
            model.head.bias.detach().cpu().numpy() * scale,
        )
        return tuned_network(network, changed).with_head(head)


def prepare(task: Task, recipe: FineTuning, start: Fitted) -> Prepared:
    """All that the loop needs, from what feature extraction made.

    Raises:
        RecipeError: the backbone has no stochastic depth.
        DatasetError: none of the training pictures can be read any more.
        BundleError: the disk is full; or what an earlier training decided is damaged.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.models import layers
    from tlgui.engine.training.by_epochs.chunks import Lesson
    from tlgui.engine.training.by_epochs.judging import start_temperature

    head = start.network.head
    assert head is not None
    folder = None if task.folder is None else task.folder / PROGRESS_FOLDER
    library: Any = _body(task.network, 0.0).library
    trained = layers.last_groups(library, recipe.groups_learning)
    pictures = task.extraction.fast(list(start.trained_on))
    features = pictures.values[:, : head.width]
    groups = task.network.groups if head.width == sum(task.network.groups) else ()
    plan, facts = _planned(task, recipe, start, folder, trained, Standardiser.fit(features, groups))
    standardise = plan.standardise
    cut = find_cut(task.network, trained) if plan.cut else None
    if (cut.name if cut is not None else "") != plan.cut:
        raise BundleError(
            Message("The training cannot go on: the network is cut elsewhere than it was."),
            Message("Train anew."),
        )
    views = _views(recipe, plan)
    material = read_material(task, recipe, start.trained_on, start.classes.number, cut, views)
    temperature = start_temperature(recipe, head.logits(features), start.classes.targets(pictures))
    scale = np.float32(1 / temperature)
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
    learned = material.learned
    weights = task.weights(material.trained_on, learned.targets, len(start.classes.names))
    lesson = Lesson(
        model=on_device(model, task.device.name),
        layers=[layer for layer in by_layer if layer],
        source=learned,
        judged=material.judged,
        weights=weights,
        device=task.device,
        folder=folder,
        asked=asked_of_epochs(task, material.trained_on, learned.targets, learned.views),
        temperature=temperature,
        clock=task.clock,
    )
    numbers = {
        "cut": plan.cut or None,
        "views": learned.views,
        "parameters_trained": sum(
            each.numel() for each in model.parameters() if each.requires_grad
        ),
        **facts,
    }
    return Prepared(lesson, standardise, prefix, numbers, material.trained_on)


def _planned(
    task: Task,
    recipe: FineTuning,
    start: Fitted,
    folder: Path | None,
    trained: Collection[str],
    standardise: Standardiser,
) -> tuple[Plan, dict[str, Any]]:
    """What was decided when the training began, or is decided now; and what by, for the run."""
    kept = None if folder is None else kept_plan(folder)
    if kept is not None:
        return kept, {"mirrored": kept.mirrored}
    mirrored, facts = _mirrored(task, recipe, start)
    plan = Plan(mirrored, "", standardise)
    if trained and not recipe.varies:
        cut = find_cut(task.network, trained)
        count, views = len(start.trained_on), len(_views(recipe, plan))
        if cut is not None and fit_on_disk(count, views, cut.width, np.float16):
            plan = replace(plan, cut=cut.name)
    if folder is not None:
        keep_plan(plan, folder)
    return plan, {"mirrored": mirrored, **facts}


def _views(recipe: FineTuning, plan: Plan) -> tuple[View, ...]:
    return views_of(mirror=plan.mirrored, parts=recipe.views, crop=recipe.crop, seed=recipe.seed)


def head_recipe(recipe: FineTuning) -> FeatureExtraction:
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


def _body(network: Network, drop_path: float) -> Any:
    if not drop_path:
        return network.build_body()
    try:
        return network.build_body(drop_path_rate=drop_path)
    except TypeError as error:
        raise no_stochastic_depth(network.backbone) from error


def no_stochastic_depth(name: str) -> RecipeError:
    """The refusal where blocks are to be skipped of a network that cannot skip any."""
    return RecipeError(
        Message("{name} has no stochastic depth.", name=name),
        Message("Set it to 0 (--drop-path 0)."),
    )


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
    if recipe.scope is Scope.HEAD and not recipe.varies:
        body = torch.nn.Identity()
    return Tunable(
        body if cut is None else upper_body(body, cut),
        torch.from_numpy(standardise.mean),
        torch.from_numpy(standardise.scale),
        torch.from_numpy(weight * standardise.scale),
        torch.from_numpy(bias + weight @ standardise.mean),
        recipe.dropout,
    )


def on_device(model: Tunable, device: str) -> Tunable:
    """``model`` where it trains, its maps channels last in memory."""
    import torch

    moved: Tunable = model.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stub lacks the pair
    return moved


def _mirrored(task: Task, recipe: FineTuning, start: Fitted) -> tuple[bool, dict[str, Any]]:
    """Whether mirrored pictures are learned from, and what that was decided by."""
    if recipe.mirror is not Mirroring.AUTO:
        return recipe.mirror is Mirroring.YES, {}
    from tlgui.engine.training.fine_tuning.mirroring import mirroring_loses

    lost = mirroring_loses(task, start)
    return lost.harmless, {"mirror_accuracies": [lost.plain, lost.mirrored]}
