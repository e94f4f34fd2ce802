"""How large the gradient is that reaches each layer, with skip connections and without.

The two networks differ in nothing else: the same layers, the same first weights, the same
pictures. See He et al., "Deep Residual Learning for Image Recognition", 2016.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tlgui.engine.lessons.material import material

if TYPE_CHECKING:
    from torch import Tensor, nn

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

WIDTH = 8
PICTURES = 64


class Bend(StrEnum):
    """The activation function of the layers."""

    RELU = "relu"
    TANH = "tanh"
    SIGMOID = "sigmoid"


@dataclass(frozen=True)
class GradientSizes:
    """Gradients of the first step.

    Attributes:
        plain: root mean square of the gradient of each layer's weights, from the first layer on.
        skipping: the same with skip connections.
        pictures: how many the loss was computed on.
        is_sample: whether they are the sample's.
    """

    plain: tuple[float, ...]
    skipping: tuple[float, ...]
    pictures: int
    is_sample: bool


def layers_of(depth: int, channels: int, classes: int, seed: int) -> nn.ModuleList:
    """First a convolution to ``WIDTH`` maps, then ``depth`` of them, then a classifier."""
    import torch
    from torch import nn

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return nn.ModuleList(
            [
                nn.Conv2d(channels, WIDTH, 3, padding=1),
                *(nn.Conv2d(WIDTH, WIDTH, 3, padding=1) for _ in range(depth)),
                nn.Linear(WIDTH, classes),
            ]
        )


def weights_of(layers: nn.ModuleList) -> list[Tensor]:
    """The weights of the layers between the first and the last."""
    return [parameter for name, parameter in layers[1:-1].named_parameters() if "weight" in name]


def scores(layers: nn.ModuleList, pictures: Tensor, bend: Bend, *, skips: bool) -> Tensor:
    """(B, classes) scores of (B, channels, side, side) pictures."""
    import torch

    function: Any = getattr(torch, bend.value)
    first, *middle, last = layers
    values = function(first(pictures))
    for layer in middle:
        made = function(layer(values))
        values = values + made if skips else made
    told: Tensor = last(values.mean((2, 3)))
    return told


def gradient_sizes(
    index: DatasetIndex | None,
    split: Split | None,
    depth: int,
    bend: Bend,
    *,
    control: Control,
    seed: int = 0,
) -> GradientSizes:
    """Measure the gradients of one step, before anything is learned.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        depth: layers of each network.
        bend: their activation function.
        control: may end it.
        seed: of pictures and weights.
    """
    import torch
    from torch.nn.functional import cross_entropy

    found = material(index, split, control, train=PICTURES, held_out=0, seed=seed)
    pictures, labels = torch.from_numpy(found.train), torch.from_numpy(found.train_labels)
    sizes = []
    for skips in (False, True):
        control.check()
        layers = layers_of(depth, pictures.shape[1], len(found.classes), seed)
        loss = cross_entropy(scores(layers, pictures, bend, skips=skips), labels)
        gradients = torch.autograd.grad(loss, weights_of(layers))
        sizes.append(tuple(float(g.square().mean().sqrt()) for g in gradients))
    return GradientSizes(sizes[0], sizes[1], len(labels), found.is_sample)
