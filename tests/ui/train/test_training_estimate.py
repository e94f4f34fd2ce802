"""An estimate is made anew for whatever takes another time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.training.estimate import Estimate
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.train.asked import training_estimate
from tlgui.ui.train.asked.training_estimate import TrainingEstimate

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.work.jobs import JobRunner

TUNED = FineTuning(epochs=2)


@pytest.mark.parametrize(
    ("recipe", "changes", "anew"),
    [
        (TUNED, {"epochs": 20}, True),
        (TUNED, {"folds": 5}, True),
        (TUNED, {"ensemble": EnsembleRule.SEEDS}, True),
        (TUNED, {"framing": FramingRule.AUTO}, True),
        (TUNED, {"learning_rate": 1e-4}, False),
        (FeatureExtraction(), {"mirror_averaged": True}, True),
    ],
)
def test_what_changes_the_time_is_estimated_anew(
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    recipe: Recipe,
    changes: dict[str, Any],
    anew: bool,
) -> None:
    asked: list[Recipe] = []

    def estimate(recipe: Recipe, *_data: object, control: Control) -> Estimate:
        asked.append(recipe)
        return Estimate(0, 0.0, float(recipe.passes))

    monkeypatch.setattr(training_estimate, "estimate_training", estimate)
    index = make_dataset(tmp_path / "pictures")
    split = make_split(index)
    made = TrainingEstimate(runner)
    made.ask(recipe, index, split)
    qtbot.waitUntil(lambda: not runner.jobs)
    other = replace(recipe, **changes)

    made.ask(other, index, split)

    qtbot.waitUntil(lambda: not runner.jobs)
    assert asked == ([recipe, other] if anew else [recipe])
    made.deleteLater()
