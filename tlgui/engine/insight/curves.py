"""What learning curves mean, in a sentence for whoever has never read one."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tlgui.engine.progress import EpochDone

WINDOW = 5
"""Epochs that count as recent."""

FEWEST = 3
"""Epochs before a trend can be told from chance."""

FEWEST_WORSE = 5
"""Epochs before a rise of the training loss is more than how a run begins.

A head that was fitted already gets worse first where more than it learns, and the rate is at its
highest then.
"""

MOVED = 0.01
"""Share of the loss by which it must change to count as a change."""

RISEN = 0.05
"""Share by which validation loss must rise above its best to count as overfitting."""

JUMPED = 0.15
"""Share by which training loss must rise from one epoch to the next to count as a jump."""

JUMPS = 2
"""Jumps among the last epochs that are more than bad luck."""

EARLY = 0.4
"""Share of the epochs over which a schedule may hold the rate so high that the loss rises."""

UNDER = 0.85
"""Accuracy below which a network has not fitted its training pictures.

Where these are varied or blended while they are learned from, theirs is that of harder pictures:
what tells as many validation pictures right has fitted more than that says.
"""

ALIKE = 0.05
"""Difference of accuracy on training and validation pictures that is none."""

KNOWN = 0.99
"""Accuracy on the training pictures from which there is nothing left to learn of them."""

FEW_PICTURES = 50
"""Validation pictures below which small changes of a curve are chance: one is two points."""

TOLD_TEMPERATURE = 0.01
"""Difference from 1 from which dividing scores by a temperature is worth a word."""


def best_epoch(history: Sequence[EpochDone]) -> EpochDone | None:
    """The epoch whose weights are kept, or would be if the last of ``history`` were the last.

    That is what the training tells. Where it tells nothing, that with the lowest validation loss,
    the earliest of equals; without a validation split, with the lowest training loss. None without
    history, and where what it began with is better than every epoch so far.
    """
    if history and (best := history[-1].best) is not None:
        return next((row for row in history if row.epoch == best), None)
    finite = [row for row in history if _finite(row)]
    if not finite:
        return None

    def worth(row: EpochDone) -> tuple[float, int]:
        loss = row.train_loss if row.validation_loss is None else row.validation_loss
        return loss, row.epoch

    return min(finite, key=worth)


def describe_curves(
    history: Sequence[EpochDone], validation_pictures: int | None = None
) -> Message:
    """What the curves say: a short verdict, a line break, and what it rests on.

    Judged by the losses, since accuracy moves in steps of one picture. The first of these that
    holds is said:

    - a loss is no number any more;
    - the schedule still holds the rate high: the loss may rise now;
    - training loss rose over all by ``RISEN``; with fewer than ``FEWEST_WORSE`` epochs that is all
      that is said;
    - it jumped by ``JUMPED``, ``JUMPS`` times among the last epochs: the rate is too high;
    - it has not moved by ``MOVED``, though there is something left to learn;
    - overfitting: after the epoch of the lowest validation loss, that loss has risen by ``RISEN``
      while training loss went on falling (Goodfellow et al., "Deep Learning", 2016, section 7.8);
    - validation loss falls: by ``RISEN`` among the last epochs, or slowly, by ``MOVED``; at the
      end of a run that is a reason for more epochs;
    - underfitting: it has levelled off, and even training pictures are told right too rarely, as
      are those of validation;
    - it has levelled off.

    Where less than a fall by ``RISEN`` is to be told by less than ``FEW_PICTURES``, that is said
    instead.

    Args:
        history: epochs in order, possibly of a run that still goes on.
        validation_pictures: how many there are; None where that is not known.
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
        if last.epoch == last.epochs:
            return Message(
                "Too few epochs to tell.\nA trend shows after {epochs} epochs.", epochs=FEWEST
            )
        return Message(
            "Just started.\nA trend shows after {epochs} epochs.",
            epochs=FEWEST,
        )
    first = history[0]
    if last.train_loss > first.train_loss * (1 - MOVED) and _rate_is_high(history):
        return Message(
            "The learning rate is still high.\n"
            "The loss often rises meanwhile; it falls once the rate does."
        )
    if last.train_loss > first.train_loss * (1 + RISEN):
        if len(history) < FEWEST_WORSE:
            return Message(
                "Too few epochs to tell.\n"
                "Training loss rose from {first:.2f} to {last:.2f}; whether that lasts shows after"
                " {epochs} epochs.",
                first=first.train_loss,
                last=last.train_loss,
                epochs=FEWEST_WORSE,
            )
        return Message(
            "Getting worse.\n"
            "Training loss rose from {first:.2f} to {last:.2f}: try a lower learning rate.",
            first=first.train_loss,
            last=last.train_loss,
        )
    jumps = _jumps(history)
    if jumps >= JUMPS and last.train_accuracy < KNOWN:
        return Message(
            "Jumping up and down.\n"
            "Training loss rose sharply {count} times in the last {epochs} epochs: the learning"
            " rate is too high, try a third of it.",
            count=jumps,
            epochs=min(WINDOW, len(history) - 1),
        )
    if last.train_loss > first.train_loss * (1 - MOVED) and last.train_accuracy < KNOWN:
        return Message(
            "Not learning yet.\n"
            "Training loss has stayed at {last:.2f} for {epochs} epochs: "
            "try a higher learning rate.",
            last=last.train_loss,
            epochs=len(history),
        )
    return _describe_with_validation(history, validation_pictures)


def _rate_is_high(history: Sequence[EpochDone]) -> bool:
    """Whether a run has only begun, and its schedule holds the rate near its highest."""
    last = history[-1]
    rates = [row.learning_rate for row in history if row.learning_rate is not None]
    if len(rates) < len(history) or min(rates) == max(rates):
        return False
    return last.epoch <= EARLY * last.epochs and rates[-1] > max(rates) / 2


def _jumps(history: Sequence[EpochDone]) -> int:
    """How often training loss jumped among the last epochs."""
    losses = [row.train_loss for row in history[-WINDOW - 1 :]]
    return sum(later > earlier * (1 + JUMPED) for earlier, later in pairwise(losses))


def _describe_with_validation(
    history: Sequence[EpochDone], validation_pictures: int | None
) -> Message:
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
    epochs = min(WINDOW, len(rows) - 1)
    earlier = rows[-1 - epochs][1]
    recent = min(loss for _, loss in rows[-epochs:])
    gain = (earlier - recent) / earlier if earlier > 0 else 0.0
    overfitting = _overfitting(history, rows, last.validation_loss)
    few = validation_pictures is not None and 0 < validation_pictures < FEW_PICTURES
    if few and (overfitting is not None or gain <= RISEN):
        assert validation_pictures is not None
        return Message(
            "Too few validation pictures to tell.\n"
            "Each of the {count} counts for {points:.1f} points of accuracy: how the curves went"
            " lately may be chance.",
            count=validation_pictures,
            points=100 / validation_pictures,
        )
    if overfitting is not None:
        return overfitting
    if gain > RISEN:
        return _learning(history, rows, earlier, recent, epochs)
    if gain > MOVED:
        return Message(
            "Still improving, slowly.\n"
            "Validation loss fell from {earlier:.3f} to {recent:.3f} in the last {epochs} epochs: "
            "more epochs may still help a little.",
            earlier=earlier,
            recent=recent,
            epochs=epochs,
        )
    right, check = last.train_accuracy, last.validation_accuracy
    if right < UNDER and (check is None or (check < UNDER and right - check < ALIKE)):
        return Message(
            "Underfitting.\n"
            "Even of the training pictures only {train:.0%} are right, and it no longer improves:"
            " let more of the network learn, for more epochs, or vary the pictures less.",
            train=right,
        )
    return Message(
        "Levelled off.\n"
        "Validation loss has stayed near {recent:.2f} for {epochs} epochs: "
        "more epochs will change little.",
        recent=recent,
        epochs=epochs,
    )


def _overfitting(
    history: Sequence[EpochDone], rows: Sequence[tuple[int, float]], last_loss: float
) -> Message | None:
    """The verdict where validation loss rises and training loss falls; else None."""
    last = history[-1]
    lowest_epoch, lowest = min(rows, key=lambda row: (row[1], row[0]))
    at_lowest = next(row for row in history if row.epoch == lowest_epoch)
    if (
        last_loss <= lowest * (1 + RISEN)
        or last.train_loss >= at_lowest.train_loss
        or last.epoch - lowest_epoch < 2
    ):
        return None
    told = {"epoch": lowest_epoch + 1, "lowest": lowest, "last": last_loss}
    if last.best == 0:
        return Message(
            "Overfitting from epoch {epoch}.\n"
            "Since then validation loss rose from {lowest:.2f} to {last:.2f} while training loss "
            "fell: it now memorises. The head that it began with is better than every epoch.",
            **told,
        )
    return Message(
        "Overfitting from epoch {epoch}.\n"
        "Since then validation loss rose from {lowest:.2f} to {last:.2f} while training loss "
        "fell: it now memorises. The best epoch is kept.",
        **told,
    )


def _learning(
    history: Sequence[EpochDone],
    rows: Sequence[tuple[int, float]],
    earlier: float,
    recent: float,
    epochs: int,
) -> Message:
    """The verdict where validation loss falls."""
    last = history[-1]
    losses = [loss for _epoch, loss in rows]
    falls = losses[-1] == min(losses) and losses[-1] < losses[-3] * (1 - RISEN)
    if last.epoch >= last.epochs and falls:
        return Message(
            "Still improving at the end.\n"
            "Validation loss fell from {earlier:.2f} to {recent:.2f} in the last {epochs} epochs, "
            "to the very last: more epochs may help.",
            earlier=earlier,
            recent=recent,
            epochs=epochs,
        )
    return Message(
        "Learning.\n"
        "Validation loss fell from {earlier:.2f} to {recent:.2f} in the last {epochs} epochs.",
        earlier=earlier,
        recent=recent,
        epochs=epochs,
    )


def describe_kept(history: Sequence[EpochDone], facts: Mapping[str, Any]) -> Message | None:
    """Which epoch of an ended run is kept, beside the head that it began with.

    Args:
        history: of the run.
        facts: of the run: ``best_epoch``, 0 for the head, and ``started``, what that was worth.

    Returns:
        None where the run began with no head, or nobody judged it.
    """
    started, best = facts.get("started"), facts.get("best_epoch")
    if not isinstance(started, dict) or not isinstance(best, int) or not history:
        return None
    if best == 0:
        return Message(
            "The head that it began with is kept, {before:.1%} right on the validation pictures:"
            " no epoch was better.",
            before=started["accuracy"],
        )
    kept = next((row for row in history if row.epoch == best), None)
    if kept is None or kept.validation_accuracy is None:
        return None
    return Message(
        "Epoch {epoch} is kept: {after:.1%} right on the validation pictures, {before:.1%} by the"
        " head that it began with.",
        epoch=best,
        after=kept.validation_accuracy,
        before=started["accuracy"],
    )


def describe_temperature(history: Sequence[EpochDone], facts: Mapping[str, Any]) -> Message | None:
    """Why the loss of an ended run is another one than its best epoch told.

    Epochs are judged by the scores as they are; what is kept divides them by the temperature that
    suits the validation pictures best.

    Args:
        history: of the run.
        facts: of the run: ``temperature``, by which scores are divided.

    Returns:
        None where both are alike, or where several models were judged.
    """
    temperature = facts.get("temperature")
    several = "members" in facts or "folds" in facts
    if several or not isinstance(temperature, float) or not history:
        return None
    if abs(temperature - 1) < TOLD_TEMPERATURE:
        return None
    return Message(
        "The epochs' validation loss is that before scores are divided by their temperature,"
        " {temperature:.2f}; the result's is that after.",
        temperature=temperature,
    )


def _finite(row: EpochDone) -> bool:
    losses = (row.train_loss, row.validation_loss)
    return all(loss is None or math.isfinite(loss) for loss in losses)
