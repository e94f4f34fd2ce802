"""A network with more parameters than pictures, trained on and on, and where to stop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.lessons.small_networks import (
    fully_connected,
    judged,
    lessons_from,
    order_of,
    train_epoch,
)
from tlgui.engine.progress import EpochDone

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    from torch.optim import Adam

    found = lessons_from(index, split, control, train=pictures, held_out=HELD_OUT, seed=seed)
    network = fully_connected(found.inputs, (HIDDEN,), found.classes, seed)
    rate = SAMPLE_LEARNING_RATE if found.is_sample else LEARNING_RATE
    optimizer, order = Adam(network.parameters(), rate), order_of(seed)
    history = []
    for epoch in range(EPOCHS + 1):
        if epoch:
            train_epoch(network, optimizer, found.x, found.y, BATCH, order, control)
        learned = judged(network, found.x, found.y)
        done = EpochDone(epoch, EPOCHS, *learned, *judged(network, found.held_out, found.known))
        history.append(done)
        control.report(done)
    count = sum(parameter.numel() for parameter in network.parameters())
    return Overfitted(tuple(history), len(found.y), len(found.known), count, found.is_sample)
