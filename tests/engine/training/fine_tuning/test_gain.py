"""What is said of a gain hangs on the pictures on which it was measured."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tlgui.engine.data.records import Split, SplitName
from tlgui.engine.metrics import mcnemar, paired_difference
from tlgui.engine.training.fine_tuning import gain as gains
from tlgui.engine.training.fine_tuning.gain import Gain, Over, gain_over

HELD_OUT = tuple(range(100, 200))


def measured(monkeypatch: pytest.MonkeyPatch, over: Over, *, test: bool, epochs: int) -> Gain:
    before = np.arange(100) < 70
    after = np.arange(100) < 90
    answers: Any = {"before": before, "after": after}
    monkeypatch.setattr(gains, "_right", lambda _task, fitted, _positions: answers[fitted])
    none: tuple[int, ...] = ()
    validation, tested = (none, HELD_OUT) if test else (HELD_OUT, none)
    split = Split(tuple(range(100)), validation, tested, "stratified", 0)
    task: Any = SimpleNamespace(split=split, recipe=SimpleNamespace(epochs_at_most=epochs))
    found = gain_over(task, "before", "after", over)  # type: ignore[arg-type]  # stand-ins
    assert found is not None
    assert Gain.from_facts(found.facts()) == found
    return found


@pytest.mark.parametrize("over", [Over.HEAD, Over.ONE, Over.BEFORE])
def test_pictures_that_chose_the_epoch_prove_nothing(
    monkeypatch: pytest.MonkeyPatch, over: Over
) -> None:
    gain = measured(monkeypatch, over, test=False, epochs=5)

    assert gain.split is SplitName.VALIDATION
    assert gain.p_value is None
    assert "100 validation pictures" in str(gain.message())
    assert "They chose the epoch" in str(gain.message())
    assert "chance" not in str(gain.message())


@pytest.mark.parametrize("over", [Over.HEAD, Over.ONE])
def test_test_pictures_are_named_and_tested_on(monkeypatch: pytest.MonkeyPatch, over: Over) -> None:
    gain = measured(monkeypatch, over, test=True, epochs=5)

    assert gain.p_value == mcnemar(np.arange(100) < 70, np.arange(100) < 90)
    assert "on 100 test pictures, more than chance (McNemar p = 1.9e-06)" in str(gain.message())


def test_pictures_that_belong_together_are_tested_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = np.arange(100) // 5
    monkeypatch.setattr(gains, "_groups", lambda *_asked: groups)

    gain = measured(monkeypatch, Over.HEAD, test=True, epochs=5)

    assert gain.grouped
    before, after = np.arange(100) < 70, np.arange(100) < 90
    assert gain.p_value == mcnemar(before, after, groups) > mcnemar(before, after)
    assert gain.interval == paired_difference(before, after, groups)
    assert "more than chance (permutation test by group p = 0.12" not in str(gain.message())
    assert "within chance (permutation test by group p = 0.12" in str(gain.message())


def test_where_nothing_was_chosen_by_validation_pictures_they_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gain = measured(monkeypatch, Over.ONE, test=False, epochs=0)

    assert "on 100 validation pictures, more than chance" in str(gain.message())
