"""Which learning rate: the loss while the rate rises step by step (Smith, WACV 2017)."""

from __future__ import annotations

from math import exp, isfinite, log
from typing import TYPE_CHECKING

from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.by_epochs.rate_test import FIRST_RATE, LAST_RATE, STEPS, RateTest

if TYPE_CHECKING:
    from tlgui.engine.progress import Control
    from tlgui.engine.training.by_epochs.chunks import Lesson
    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe

TOO_MUCH = 3.0
"""How many times its lowest value the loss may reach before the test ends."""
SMOOTHING = 0.8


def try_rates(lesson: Lesson, recipe: EpochRecipe, control: Control) -> RateTest:
    """Train for some steps at rising rates, and forget what was learned.

    Args:
        lesson: what is trained, and on what; its weights are the same afterwards, to the last bit.
        recipe: the optimiser and the loss; its rate and its schedule play no role.
        control: hears ``Stage`` and ``BatchDone``.

    Raises:
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled; the weights are as they were.
    """
    from tlgui.engine.training.by_epochs.loop import Loop

    loop = Loop(lesson, recipe, control, None)
    before = loop.weights()
    rates: list[float] = []
    losses: list[float] = []
    smoothed, lowest = 0.0, float("inf")
    control.report(Stage(StageName.FIT, STEPS))
    try:
        for step in range(STEPS):
            control.check()
            rate = exp(log(FIRST_RATE) + (log(LAST_RATE) - log(FIRST_RATE)) * step / (STEPS - 1))
            loss = loop.step_at(rate, step)
            if not isfinite(loss):
                break
            smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * loss
            shown = smoothed / (1 - SMOOTHING ** (step + 1))
            rates.append(rate)
            losses.append(shown)
            lowest = min(lowest, shown)
            control.report(BatchDone(step + 1, STEPS))
            if step > STEPS // 6 and shown > TOO_MUCH * lowest:
                break
    finally:
        loop.put(before)
    return RateTest(tuple(rates), tuple(losses))
