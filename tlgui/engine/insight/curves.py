"""What learning curves mean, in a sentence for whoever has never read one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.progress import EpochDone

WINDOW = 5
"""Epochs that count as recent."""

FEWEST = 3
"""Epochs before a trend can be told from chance."""

MOVED = 0.01
"""Share of the loss by which it must change to count as a change."""

RISEN = 0.05
"""Share by which validation loss must rise above its best to count as overfitting."""


def best_epoch(history: Sequence[EpochDone]) -> EpochDone | None:
    """The epoch whose weights are kept: the lowest validation loss, the earliest of equals.

    Without a validation split, that with the lowest training loss; None without history.
    """
    finite = [row for row in history if _finite(row)]
    if not finite:
        return None

    def loss(row: EpochDone) -> float:
        return row.train_loss if row.validation_loss is None else row.validation_loss

    return min(finite, key=lambda row: (loss(row), row.epoch))


def describe_curves(history: Sequence[EpochDone]) -> Message:
    """What the curves say: a short verdict, a line break, and what it rests on.

    Judged by the losses, since accuracy moves in steps of one picture. Overfitting starts after
    the epoch of the lowest validation loss, once that loss has risen by ``RISEN`` while training
    loss went on falling (Goodfellow et al., "Deep Learning", 2016, section 7.8).

    Args:
        history: epochs in order, possibly of a run that still goes on.
    """
    if not history:
        return Message("No epoch is finished yet.\nThe curves start with the first one.")
    last = history[-1]
    if not _finite(last):
        return Message(
            "The loss is no longer a number.\n"
            "It broke in epoch {epoch}: try again with a lower learning rate.",
            epoch=last.epoch,
        )
    if len(history) < FEWEST:
        return Message(
            "Just started.\nA trend shows after {epochs} epochs.",
            epochs=FEWEST,
        )
    first = history[0]
    if last.train_loss > first.train_loss * (1 + RISEN):
        return Message(
            "Getting worse.\n"
            "Training loss rose from {first:.2f} to {last:.2f}: try a lower learning rate.",
            first=first.train_loss,
            last=last.train_loss,
        )
    if last.train_loss > first.train_loss * (1 - MOVED):
        return Message(
            "Not learning yet.\n"
            "Training loss has stayed at {last:.2f} for {epochs} epochs: "
            "try a higher learning rate.",
            last=last.train_loss,
            epochs=len(history),
        )
    return _describe_with_validation(history)


def _describe_with_validation(history: Sequence[EpochDone]) -> Message:
    """The verdict on curves whose training loss falls."""
    last = history[-1]
    rows = [(row.epoch, row.validation_loss) for row in history if row.validation_loss is not None]
    if last.validation_loss is None or len(rows) < FEWEST:
        return Message(
            "Learning the training pictures.\n"
            "Training loss is at {loss:.2f}; without validation pictures nobody can say "
            "whether it also helps on new ones.",
            loss=last.train_loss,
        )
    lowest_epoch, lowest = min(rows, key=lambda row: (row[1], row[0]))
    at_lowest = next(row for row in history if row.epoch == lowest_epoch)
    if (
        last.validation_loss > lowest * (1 + RISEN)
        and last.train_loss < at_lowest.train_loss
        and last.epoch - lowest_epoch >= 2
    ):
        return Message(
            "Overfitting from epoch {epoch}.\n"
            "Since then validation loss rose from {lowest:.2f} to {last:.2f} while training loss "
            "fell: it now memorises. The best epoch is kept.",
            epoch=lowest_epoch + 1,
            lowest=lowest,
            last=last.validation_loss,
        )
    epochs = min(WINDOW, len(rows) - 1)
    earlier = rows[-1 - epochs][1]
    recent = min(loss for _, loss in rows[-epochs:])
    if earlier > 0 and (earlier - recent) / earlier > RISEN:
        return Message(
            "Learning.\n"
            "Validation loss fell from {earlier:.2f} to {recent:.2f} in the last {epochs} epochs.",
            earlier=earlier,
            recent=recent,
            epochs=epochs,
        )
    if earlier > 0 and (earlier - recent) / earlier > MOVED:
        return Message(
            "Still improving, slowly.\n"
            "Validation loss fell from {earlier:.3f} to {recent:.3f} in the last {epochs} epochs: "
            "more epochs may still help a little.",
            earlier=earlier,
            recent=recent,
            epochs=epochs,
        )
    return Message(
        "Levelled off.\n"
        "Validation loss has stayed near {recent:.2f} for {epochs} epochs: "
        "more epochs will change little.",
        recent=recent,
        epochs=epochs,
    )


def _finite(row: EpochDone) -> bool:
    losses = (row.train_loss, row.validation_loss)
    return all(loss is None or math.isfinite(loss) for loss in losses)
