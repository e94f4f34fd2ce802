"""An estimate is made anew for whatever takes another time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.asked import Asked
from tlgui.engine.training.estimate import Estimate
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.train.asked import method_estimates
from tlgui.ui.train.asked.method_card import MethodCard
from tlgui.ui.train.asked.method_estimates import MethodEstimates

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
    estimated: list[Recipe] = []

    def estimate(
        recipes: dict[str, Recipe], *_data: object, control: Control
    ) -> dict[str, Estimate]:
        estimated.append(recipes[recipe.method])
        return {name: Estimate(0, 0.0, float(each.passes)) for name, each in recipes.items()}

    monkeypatch.setattr(method_estimates, "estimate_trainings", estimate)
    index = make_dataset(tmp_path / "pictures")
    split = make_split(index)
    card = MethodCard()
    qtbot.addWidget(card)
    made = MethodEstimates(card, runner, card)
    made.ask(Asked().adopting(recipe.to_json()), index, split)
    qtbot.waitUntil(lambda: not runner.jobs)
    other = replace(recipe, **changes)

    made.ask(Asked().adopting(other.to_json()), index, split)

    qtbot.waitUntil(lambda: not runner.jobs)
    assert estimated == ([recipe, other] if anew else [recipe])
