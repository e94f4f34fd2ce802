"""An estimate is what was measured on this computer, and nothing where nothing was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine.runs import digits, train_on, write_some_digits
from tlgui.engine import places
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.progress import Control
from tlgui.engine.training.by_epochs.choices import Scope
from tlgui.engine.training.estimate import (
    EPOCHS_SECONDS,
    Estimate,
    estimate_training,
    estimate_trainings,
    remember_reading,
    remember_training,
)
from tlgui.engine.training.feature_cache import FeatureCache, FileIdentity
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.framing import FramingRule
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

RECIPE = FeatureExtraction(device="cpu")


@pytest.fixture
def data() -> tuple[DatasetIndex, Split]:
    index = scan(digits(), Control())
    return index, make_split(index, seed=0)


def remember(fast: float = 100.0, exact: float = 50.0) -> None:
    """As if 1,000 pictures had been read at these speeds."""
    for name, speed in (("fast", fast), ("exact", exact)):
        remember_reading(
            RECIPE.backbone, "net", name, fast=name == "fast", pictures=1000, seconds=1000 / speed
        )


def estimate(data: tuple[DatasetIndex, Split], recipe: FeatureExtraction = RECIPE) -> Estimate:
    return estimate_training(recipe, *data, control=Control())


def test_nothing_measured_is_nothing_claimed(
    fresh_home: Path, data: tuple[DatasetIndex, Split]
) -> None:
    assert estimate(data) == Estimate()


def test_estimate_is_unread_pictures_at_the_measured_speed_plus_the_fit(
    fresh_home: Path, data: tuple[DatasetIndex, Split], trained_run: Run
) -> None:
    remember()
    assert estimate(data).seconds is None, "no fit was measured yet"
    remember_training(RECIPE, trained_run.counts["train"], trained_run.seconds)
    spent, (_index, split) = trained_run.seconds, data
    held_out = len(split.validation) + len(split.test)

    told = estimate(data)

    rest = spent["total"] - spent["features"] - spent.get("engine", 0.0)
    assert told.unread == len(split.train) + held_out
    assert told.seconds == pytest.approx(len(split.train) / 100 + held_out / 50 + rest, abs=0.05)
    assert estimate(data, FeatureExtraction(head=HeadFit.GRADIENT_DESCENT)).seconds is None


def test_several_models_take_several_times_as_long(
    fresh_home: Path, data: tuple[DatasetIndex, Split]
) -> None:
    remember()
    learned_from = len(data[1].train)
    seconds = {"total": 60.0, "fit": 50.0, "features": 6.0}
    recipe = replace(RECIPE, ensemble=EnsembleRule.BAGGING, members=5)
    remember_training(recipe, learned_from, seconds)

    def told(recipe: Recipe) -> float:
        found = estimate_training(recipe, *data, control=Control()).fit_seconds
        assert found is not None
        return found

    # Ten seconds a model; their heads stand on one network, which is judged once.
    assert told(recipe) == pytest.approx(50 + 4)
    assert told(RECIPE) == pytest.approx(10 + 4)
    # Four folds learn from three quarters each, and the last model from all.
    assert told(replace(RECIPE, folds=4)) == pytest.approx(4 * 10 + 4)
    assert told(replace(recipe, folds=4)) == pytest.approx(5 * 4 * 10 + 4)
    tuned = FineTuning(device="cpu", epochs=2)
    remember_training(tuned, learned_from, seconds, passes=2)
    several = replace(tuned, ensemble=EnsembleRule.SEEDS, members=3)
    assert told(several) == pytest.approx(3 * (50 + 4))
    # Where only heads learn, they share a network.
    assert replace(several, scope=Scope.HEAD).bodies == 1


def test_what_is_done_once_does_not_grow_with_the_epochs(
    fresh_home: Path, data: tuple[DatasetIndex, Split]
) -> None:
    remember()
    learned_from = len(data[1].train)
    seconds = {"total": 74.0, "fit": 60.0, "features": 10.0}
    recipe = FineTuning(device="cpu", epochs=2)
    remember_training(recipe, learned_from, seconds, passes=2, learning=20.0)

    def told(recipe: Recipe) -> float | None:
        return estimate_training(recipe, *data, control=Control()).fit_seconds

    assert told(recipe) == pytest.approx(60 + 4)
    # The head and what lies below the layers that learn take 40 seconds, an epoch takes 10.
    assert told(replace(recipe, epochs=8)) == pytest.approx(40 + 8 * 10 + 4)
    twice = replace(recipe, ensemble=EnsembleRule.SEEDS, members=2)
    assert told(twice) == pytest.approx(2 * (60 + 4))


def test_a_training_by_epochs_tells_what_they_took_alone(fresh_home: Path, tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "digits", (0, 1), 60)
    recipe = FromScratch(backbone="lenet5", device="cpu", epochs=2)

    run = train_on(root, tmp_path / "run", recipe)

    spent = run.facts[EPOCHS_SECONDS]
    assert 0 < spent <= run.seconds["fit"]
    index = scan(root, Control())
    told = estimate_training(recipe, index, make_split(index, seed=0), control=Control()).seconds
    more = estimate_training(
        replace(recipe, epochs=4), index, make_split(index, seed=0), control=Control()
    ).seconds
    assert told is not None
    assert more is not None
    assert more - told == pytest.approx(spent, rel=0.01)


def test_pictures_in_the_cache_cost_nothing(
    fresh_home: Path, data: tuple[DatasetIndex, Split]
) -> None:
    remember()
    index, split = data
    before = estimate(data).unread
    assert before is not None
    some = [FileIdentity.of(index.file(position)) for position in split.train[:5]]
    cache = FeatureCache(places.cache_folder() / "features")
    cache.store([(file, np.zeros(4, np.float32)) for file in some], "net fast")

    assert estimate(data).unread == before - 5


def test_what_several_methods_read_is_looked_up_once(
    fresh_home: Path, data: tuple[DatasetIndex, Split], monkeypatch: pytest.MonkeyPatch
) -> None:
    remember()
    recipes = {
        "features": RECIPE,
        "all": FineTuning(device="cpu"),
        "none": AsIs(device="cpu"),
        "squeezed": FeatureExtraction(device="cpu", framing=FramingRule.SQUEEZE),
    }
    alone = {
        name: estimate_training(recipe, *data, control=Control())
        for name, recipe in recipes.items()
    }
    asked: list[tuple[int, str]] = []
    lookup = FeatureCache.lookup

    def counted(cache: FeatureCache, files: list[FileIdentity], model: str) -> dict[int, object]:
        asked.append((len(files), model))
        return dict(lookup(cache, files, model))

    monkeypatch.setattr(FeatureCache, "lookup", counted)

    together = estimate_trainings(recipes, *data, control=Control())

    assert together == alone
    assert len(asked) == len(set(asked))


def test_where_nothing_learns_only_the_judged_pictures_are_read(
    fresh_home: Path, data: tuple[DatasetIndex, Split]
) -> None:
    remember()
    _index, split = data
    recipe = AsIs(device="cpu")
    seconds = {"total": 3.0, "fit": 0.5, "features": 2.0}
    remember_training(recipe, 0, seconds)

    told = estimate_training(recipe, *data, control=Control())

    held_out = len(split.validation) + len(split.test)
    assert told.unread == held_out
    assert told.reading_seconds == pytest.approx(held_out / 50)
    assert told.fit_seconds == pytest.approx(1.0), "all that is not reading"


def test_weights_to_download_are_told(
    fresh_home: Path, data: tuple[DatasetIndex, Split], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(fresh_home / "hub"))

    told = estimate(data, FeatureExtraction(device="cpu", backbone="resnet50.a1_in1k"))

    assert 90e6 < told.download_bytes < 110e6
    assert told.seconds is None
    assert estimate(data).download_bytes == 0


def test_a_handful_of_pictures_measures_nothing(fresh_home: Path) -> None:
    remember_reading("b", "net", "f32", fast=True, pictures=3, seconds=0.1)

    assert not (places.cache_folder() / "speed.json").exists()


def test_a_damaged_record_is_no_record(fresh_home: Path, data: tuple[DatasetIndex, Split]) -> None:
    remember()
    (places.cache_folder() / "speed.json").write_text('{"format_version": 1, "reading": 3}')

    assert estimate(data) == Estimate()


def test_training_leaves_its_speed_behind(fresh_home: Path, tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "digits", (0, 1), 60)
    train_on(root, tmp_path / "run")
    index = scan(root, Control())

    told = estimate((index, make_split(index, seed=0)))

    assert told.unread == 0
    assert told.seconds is not None
    assert 0 < told.seconds < 120
