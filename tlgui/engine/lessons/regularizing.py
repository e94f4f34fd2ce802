"""Dropout and batch normalisation: the same network with neither, with one, and with both.

Sources: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting",
JMLR 15, 2014; Ioffe & Szegedy, "Batch normalization", ICML 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tlgui.engine.lessons.small_networks import judged, lessons_from, order_of, train_epoch
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from torch import Tensor, nn

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

WIDTHS = (128, 128, 128)
HELD_OUT = 300
SIDE = 8
BATCH = 20
RATE = 0.01
KEPT = 0.9
EPOCHS = 60
PASSES = 100
"""So often one picture goes through a network that drops activations."""


class Variant(StrEnum):
    """What stands behind each linear layer but the last."""

    NEITHER = "neither"
    DROPOUT = "dropout"
    NORM = "batch norm"
    BOTH = "both"

    @property
    def drops(self) -> bool:
        """Whether activations are dropped."""
        return self in (Variant.DROPOUT, Variant.BOTH)

    @property
    def norms(self) -> bool:
        """Whether they are normalised."""
        return self in (Variant.NORM, Variant.BOTH)


@dataclass(frozen=True)
class Course:
    """A training; number 0 is before the first step.

    Attributes:
        train: loss on the pictures that are learned from, nothing dropped.
        held_out: loss on others.
        accuracy: share right of those.
    """

    train: tuple[float, ...]
    held_out: tuple[float, ...]
    accuracy: tuple[float, ...]


@dataclass(frozen=True)
class Regularized:
    """What became of each variant.

    Attributes:
        courses: of each.
        spread_plain: the standard deviation of what goes into each ReLU of the network with
            neither, on a batch of the training pictures, before training.
        spread_norm: likewise with batch normalisation.
        passes: for one held-out picture, the probability of its class in each of ``PASSES``
            passes of the network with dropout, as in training.
        settled: the same as in evaluation, where nothing is dropped.
        pictures: to learn from and held out together.
        is_sample: whether they are the sample's.
    """

    courses: dict[Variant, Course]
    spread_plain: tuple[float, ...]
    spread_norm: tuple[float, ...]
    passes: tuple[float, ...]
    settled: float
    pictures: int
    is_sample: bool


def regularize(
    index: DatasetIndex | None,
    split: Split | None,
    train: int,
    dropped: float,
    factor: float = 1.0,
    *,
    control: Control,
    seed: int = 0,
) -> Regularized:
    """Train all variants from the same weights, in the same order.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        train: at most so many pictures to learn from.
        dropped: the share of activations that dropout sets to 0.
        factor: times the usual learning rate.
        control: hears ``BatchDone`` of the epochs of all; may end it.
        seed: of pictures, weights, order and what is dropped.
    """
    import torch

    found = lessons_from(
        index, split, control, train=train, held_out=HELD_OUT, side=SIDE, seed=seed
    )
    courses: dict[Variant, Course] = {}
    spreads: dict[Variant, tuple[float, ...]] = {}
    passes: tuple[float, ...] = ()
    settled = 0.0
    for number, variant in enumerate(Variant):
        network = make_network(found.inputs, found.classes, variant, dropped, seed)
        spreads[variant] = spread_by_layer(network, found.x[:100])
        optimizer = torch.optim.SGD(network.parameters(), RATE * factor, momentum=KEPT)
        order = order_of(seed)
        rows = []
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            for epoch in range(EPOCHS + 1):
                if epoch:
                    # The rest of a batch would be too few for a mean, so it waits for its turn.
                    train_epoch(
                        network, optimizer, found.x, found.y, BATCH, order, control, whole=True
                    )
                loss, right = judged(network, found.held_out, found.known)
                rows.append((judged(network, found.x, found.y)[0], loss, right))
                control.report(
                    BatchDone(number * (EPOCHS + 1) + epoch + 1, len(Variant) * (EPOCHS + 1))
                )
            if variant is Variant.DROPOUT:
                passes, settled = _passes(network, found.held_out[:1], int(found.known[0]))
        losses, held_out, accuracy = zip(*rows, strict=True)
        courses[variant] = Course(losses, held_out, accuracy)
    return Regularized(
        courses,
        spreads[Variant.NEITHER],
        spreads[Variant.NORM],
        passes,
        settled,
        found.pictures,
        found.is_sample,
    )


def make_network(
    inputs: int, classes: int, variant: Variant, dropped: float, seed: int
) -> nn.Sequential:
    """Linear layers, each but the last with what ``variant`` puts behind it, and a ReLU.

    The linear layers of all variants begin with the same weights.
    """
    import torch
    from torch import nn

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers: list[nn.Module] = [nn.Flatten()]
        for width in WIDTHS:
            layers.append(nn.Linear(inputs, width))
            if variant.norms:
                layers.append(nn.BatchNorm1d(width))
            layers.append(nn.ReLU())
            if variant.drops:
                layers.append(nn.Dropout(dropped))
            inputs = width
        return nn.Sequential(*layers, nn.Linear(inputs, classes))


def spread_by_layer(network: nn.Sequential, pictures: Tensor) -> tuple[float, ...]:
    """The standard deviation over the pictures, averaged over neurons, before each ReLU."""
    import torch
    from torch import nn

    network.train()
    running = {name: buffer.clone() for name, buffer in network.named_buffers()}
    told, values = [], pictures
    with torch.no_grad():
        for layer in network:
            if isinstance(layer, nn.ReLU):
                told.append(float(values.std(0, correction=0).mean()))
            if not isinstance(layer, nn.Dropout):
                values = layer(values)
        for name, buffer in network.named_buffers():
            buffer.copy_(running[name])  # Looking is not learning.
    return tuple(told)


def _passes(network: nn.Module, picture: Tensor, label: int) -> tuple[tuple[float, ...], float]:
    import torch

    with torch.inference_mode():
        network.train()
        dropping = network(picture.expand(PASSES, *picture.shape[1:])).softmax(1)[:, label]
        network.eval()
        settled = network(picture).softmax(1)[0, label]
    return tuple(dropping.tolist()), float(settled)
