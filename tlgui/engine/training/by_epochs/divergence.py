"""What is said where the loss becomes infinite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.errors import DivergedError, Message

if TYPE_CHECKING:
    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe


def diverged(recipe: EpochRecipe, step: int, epoch: int, best_epoch: int) -> Message:
    """Where it happened, what is kept, and what to do.

    Args:
        recipe: what was asked.
        step: at which it happened, counted from 1.
        epoch: likewise.
        best_epoch: whose weights are kept; 0 for the head that it began with.
    """
    kept = (
        Message("epoch {epoch}", epoch=best_epoch)
        if best_epoch
        else Message("the head that it began with")
    )
    return Message(
        "The loss became infinite at step {step}, in epoch {epoch}: {kept} is kept."
        " The learning rate {rate} may be too high; try {lower}.",
        step=step,
        epoch=epoch,
        kept=kept,
        rate=recipe.learning_rate,
        lower=_lower(recipe),
    )


def diverged_at_once(recipe: EpochRecipe, step: int) -> DivergedError:
    """The refusal where nothing is better than the beginning."""
    return DivergedError(
        Message(
            "The loss became infinite at step {step}: the learning rate {rate} is too high.",
            step=step,
            rate=recipe.learning_rate,
        ),
        Message("Try a learning rate of {lower}.", lower=_lower(recipe)),
    )


def _lower(recipe: EpochRecipe) -> str:
    return f"{recipe.learning_rate / 10:.2g}"
