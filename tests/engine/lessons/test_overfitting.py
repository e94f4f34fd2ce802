"""A network that learns few pictures by heart, and the epoch at which to stop."""

from __future__ import annotations

import math

import pytest

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.overfitting import EPOCHS, HELD_OUT, HIDDEN, overfit, stopping
from tlgui.engine.progress import Control, EpochDone


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [
        ([3, 2, 1, 2, 3, 0], 2, (2, 4)),
        ([3, 2, 1, 2, 0.5, 3], 2, (4, None)),
        ([3, 2, 1], 1, (2, None)),
        ([1, 2], 1, (0, 1)),
        ([2, 2, 2], 2, (0, 2)),
    ],
)
def test_training_stops_where_patience_ends(
    losses: list[float], patience: int, expected: tuple[int, int | None]
) -> None:
    assert stopping(losses, patience) == expected


def test_few_pictures_are_learned_by_heart() -> None:
    events: list[object] = []
    told = overfit(None, None, 40, control=Control(events.append))

    assert [event for event in events if isinstance(event, EpochDone)] == list(told.history)
    assert len(told.history) == EPOCHS + 1
    assert (told.pictures, told.held_out) == (40, HELD_OUT)
    assert told.parameters == (64 + 1) * HIDDEN + (HIDDEN + 1) * 10
    first, last = told.history[0], told.history[-1]
    # A network that knows nothing gives each of ten classes about a tenth.
    assert first.train_loss == pytest.approx(math.log(10), abs=0.3)
    assert last.train_accuracy == 1
    assert last.validation_loss is not None
    assert last.validation_loss > 5 * last.train_loss
    assert told == overfit(None, None, 40, control=Control())


def test_it_can_be_ended() -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, EpochDone) else None)
    with pytest.raises(Cancelled):
        overfit(None, None, 20, control=control)
