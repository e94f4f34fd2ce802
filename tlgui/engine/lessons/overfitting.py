"""A network with more parameters than pictures, trained on and on, and where to stop it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.lessons.material import material
from tlgui.engine.progress import EpochDone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor, nn

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

HIDDEN = 64
EPOCHS = 120
LEARNING_RATE, SAMPLE_LEARNING_RATE = 2e-3, 5e-3
"""Digits have a twelfth of the inputs: at equal rates the network changes less in a step."""
BATCH = 20
HELD_OUT = 300


@dataclass(frozen=True)
class Overfitted:
    """What a training on few pictures came to.

    Attributes:
        history: each epoch; number 0 is before the first step.
        pictures: that were learned from.
        held_out: that were judged by.
        parameters: of the network.
        is_sample: whether the pictures are the sample's.
    """

    history: tuple[EpochDone, ...]
    pictures: int
    held_out: int
    parameters: int
    is_sample: bool


def stopping(losses: Sequence[float], patience: int) -> tuple[int, int | None]:
    """The epoch with the best loss until training stops, and the epoch at which it does.

    Args:
        losses: on pictures that are not learned from, from epoch 0 on.
        patience: epochs without a better loss before it stops.

    Returns:
        The best epoch, whose weights are kept, and the last one; None where none had to be.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, None


def overfit(
    index: DatasetIndex | None,
    split: Split | None,
    pictures: int,
    *,
    control: Control,
    seed: int = 0,
) -> Overfitted:
    """Train with Adam and without regularisation; each epoch is reported as ``EpochDone``.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        pictures: at most so many to learn from.
        control: hears of epochs; may end it.
        seed: of pictures, weights and order.
    """
    import torch
    from torch import nn
    from torch.nn.functional import cross_entropy

    found = material(index, split, control, train=pictures, held_out=HELD_OUT, seed=seed)
    learned = torch.from_numpy(found.train), torch.from_numpy(found.train_labels)
    judged = torch.from_numpy(found.held_out), torch.from_numpy(found.held_out_labels)
    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = nn.Sequential(
            nn.Flatten(),
            nn.Linear(learned[0][0].numel(), HIDDEN),
            nn.ReLU(),
            nn.Linear(HIDDEN, len(found.classes)),
        )
    optimizer = torch.optim.Adam(
        network.parameters(), SAMPLE_LEARNING_RATE if found.is_sample else LEARNING_RATE
    )
    history = []
    for epoch in range(EPOCHS + 1):
        if epoch:
            order = torch.randperm(len(learned[1]), generator=generator)
            for start in range(0, len(order), BATCH):
                batch = order[start : start + BATCH]
                control.check()
                optimizer.zero_grad()
                loss = cross_entropy(network(learned[0][batch]), learned[1][batch])
                loss.backward()  # type: ignore[no-untyped-call]  # of PyTorch
                optimizer.step()
        done = EpochDone(epoch, EPOCHS, *_judge(network, *learned), *_judge(network, *judged))
        history.append(done)
        control.report(done)
    count = sum(parameter.numel() for parameter in network.parameters())
    return Overfitted(tuple(history), len(learned[1]), len(judged[1]), count, found.is_sample)


def _judge(network: nn.Module, pictures: Tensor, labels: Tensor) -> tuple[float, float]:
    """Mean loss and accuracy; NaN without pictures."""
    import torch
    from torch.nn.functional import cross_entropy

    if not len(labels):
        return math.nan, math.nan
    with torch.inference_mode():
        told = network(pictures)
        right = (told.argmax(1) == labels).float().mean()
        return float(cross_entropy(told, labels)), float(right)
