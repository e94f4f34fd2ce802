"""How a gradient becomes a step: optimiser, rates layer by layer, schedule, loss."""

from __future__ import annotations

from math import cos, pi
from typing import TYPE_CHECKING, Any

from tlgui.engine.training.by_epochs.choices import (
    WITH_MOMENTUM,
    LossName,
    OptimizerName,
    ScheduleName,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from torch import Tensor, nn

    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
    from tlgui.engine.training.by_epochs.step_settings import StepSettings

_PLAIN_MOMENTUM = (OptimizerName.MOMENTUM, OptimizerName.NESTEROV)
SMALLEST_RATE = 0.01
"""Share of the rate at which a warm-up begins."""
MOMENTUM_TURN = 0.1
"""By how much one cycle lowers the momentum where the rate is highest."""
LAST_RATE = 0.001
"""Share of the rate at which a cosine ends."""


def make_optimizer(
    recipe: EpochRecipe, layers: Sequence[Sequence[nn.Parameter]], head: Sequence[nn.Parameter]
) -> torch.optim.Optimizer:
    """The optimiser that ``recipe`` asks for.

    Each of its groups has a ``share`` of the learning rate, a ``layer``: how many layers lie above
    it, and a ``decoupled_decay``, see ``draw_to_zero``.

    Args:
        recipe: what is asked.
        layers: parameters that train, layer by layer, the lowest first.
        head: those of the head.
    """
    from timm.optim import create_optimizer_v2

    groups: list[dict[str, Any]] = []
    for depth, parameters in enumerate([head, *reversed(layers)]):
        share = recipe.head_rate if depth == 0 else recipe.layer_decay ** (depth - 1)
        for decays in (True, False):
            # Norms and biases have one axis: what scales and shifts is not drawn to zero.
            some = [each for each in parameters if (each.ndim > 1) is decays]
            if some:
                decay = recipe.weight_decay if decays else 0.0
                coupled = recipe.optimizer is OptimizerName.ADAM
                groups.append(
                    {
                        "params": some,
                        "weight_decay": decay if coupled else 0.0,
                        "decoupled_decay": 0.0 if coupled else decay,
                        "share": share,
                        "layer": depth,
                    }
                )
    made: torch.optim.Optimizer = create_optimizer_v2(
        groups,
        opt="sgd" if recipe.optimizer is OptimizerName.SGD else recipe.optimizer.value,
        lr=recipe.learning_rate,
        weight_decay=0.0,
        momentum=recipe.momentum if recipe.optimizer in _PLAIN_MOMENTUM else 0.0,
        **_coefficients(recipe),
        **_in_one_pass(recipe, head),
    )
    return made


def draw_to_zero(optimizer: torch.optim.Optimizer) -> None:
    """Decay the weights apart from the gradient (Loshchilov & Hutter, ICLR 2019).

    One number then means the same to all optimisers; only the Adam of old has it in its gradient.
    """
    import torch

    with torch.no_grad():
        for group in optimizer.param_groups:
            if group["decoupled_decay"]:
                for parameter in group["params"]:
                    if parameter.grad is not None:
                        parameter.mul_(1 - group["lr"] * group["decoupled_decay"])


def _coefficients(recipe: EpochRecipe) -> dict[str, Any]:
    name = recipe.optimizer
    if name is OptimizerName.SGD:
        return {"nesterov": False}
    if name is OptimizerName.RMSPROP:
        return {"alpha": recipe.beta2}
    if name in (OptimizerName.MOMENTUM, OptimizerName.NESTEROV, OptimizerName.ADAGRAD):
        return {}
    if name is OptimizerName.LAMB:
        # Else it adapts only what it decays itself.
        return {"betas": (recipe.momentum, recipe.beta2), "always_adapt": True}
    return {"betas": (recipe.momentum, recipe.beta2)}


def _in_one_pass(recipe: EpochRecipe, head: Sequence[nn.Parameter]) -> dict[str, bool]:
    """Have a step read and write the weights once, where PyTorch knows how."""
    known = recipe.optimizer in (OptimizerName.ADAM, OptimizerName.ADAMW)
    here = all(parameter.device.type in ("cpu", "cuda") for parameter in head)
    return {"fused": True} if known and here else {}


def rate_share(recipe: EpochRecipe, done: float, plateaus: int) -> float:
    """The share of the learning rate after a part of the training.

    Args:
        recipe: what is asked.
        done: part of the training, 0..1.
        plateaus: how often the plateau schedule has found no gain.
    """
    if done < recipe.warmup:
        return SMALLEST_RATE + (1 - SMALLEST_RATE) * done / recipe.warmup
    left = (done - recipe.warmup) / (1 - recipe.warmup)
    name = recipe.schedule
    if name in (ScheduleName.ONE_CYCLE, ScheduleName.COSINE):
        return LAST_RATE + (1 - LAST_RATE) * (1 + cos(pi * min(1.0, left))) / 2
    if name is ScheduleName.STEP:
        # The last step is of the last epoch.
        epoch = min(int(done * recipe.epochs), recipe.epochs - 1)
        return float(recipe.step_factor ** (epoch // recipe.step_epochs))
    if name is ScheduleName.PLATEAU:
        return float(recipe.step_factor**plateaus)
    return 1.0


def turn_momentum(optimizer: torch.optim.Optimizer, recipe: EpochRecipe, share: float) -> None:
    """Lower the momentum while the learning rate is high, where one cycle is asked for.

    Both together would carry steps too far (Smith, "Super-convergence", 2018).

    Args:
        optimizer: of ``make_optimizer``.
        recipe: what is asked.
        share: of the largest learning rate that the next step takes.
    """
    if recipe.schedule is not ScheduleName.ONE_CYCLE:
        return
    momentum = max(0.0, recipe.momentum - MOMENTUM_TURN * min(1.0, share))
    for group in optimizer.param_groups:
        if "betas" in group:
            group["betas"] = (momentum, group["betas"][1])
        elif recipe.optimizer in WITH_MOMENTUM:
            group["momentum"] = momentum


def open_layers(recipe: EpochRecipe, layers: int, done: float) -> int:
    """How many layers above the lowest open one learn, the head not counted."""
    if not recipe.unfreeze or done >= 0.5:
        return layers
    return min(layers, 1 + int(2 * done * layers))


def losses_of(recipe: StepSettings, scores: Tensor, targets: Tensor) -> Tensor:
    """The loss of each picture, (B,), with smoothed labels.

    Args:
        recipe: what is asked.
        scores: (B, classes).
        targets: (B,) class numbers, or (B, classes) shares of each class.
    """
    from torch.nn import functional

    classes = scores.shape[1]
    shares = functional.one_hot(targets, classes).float() if targets.ndim == 1 else targets
    shares = shares * (1 - recipe.label_smoothing) + recipe.label_smoothing / classes
    if recipe.loss is LossName.CROSS_ENTROPY:
        return -(shares * functional.log_softmax(scores, dim=1)).sum(dim=1)
    if recipe.loss is LossName.BINARY_CROSS_ENTROPY:
        each = functional.binary_cross_entropy_with_logits(scores, shares, reduction="none")
        return each.sum(dim=1)
    return ((functional.softmax(scores, dim=1) - shares) ** 2).sum(dim=1)
