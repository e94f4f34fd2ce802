"""The backbone race: the same split, honest differences, failures in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine import race as races
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import (
    BundleError,
    DatasetError,
    DeviceError,
    Message,
    RecipeError,
    TlguiError,
)
from tlgui.engine.insight.report import evaluate as report_on
from tlgui.engine.insight.report import load_report
from tlgui.engine.models.catalog import all_backbones, find_backbone
from tlgui.engine.models.making import built_body
from tlgui.engine.progress import Control
from tlgui.engine.race import Racer, compared, holm, race
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.race import Race
    from tlgui.engine.training.recipe import Recipe

LITE0, LITE1 = "tf_efficientnet_lite0", "tf_efficientnet_lite1.in1k"


@pytest.fixture(scope="module")
def ended() -> Race:
    index = scan(runs.digits(), Control())
    recipe = FeatureExtraction(device="cpu", features=FeatureSource.LAST)
    names = [LITE0, LITE1, "legacy_xception.tf_in1k"]
    return race(names, recipe, index, draw_split(index, Control()), Control())


def test_each_is_judged_on_the_same_pictures(ended: Race) -> None:
    first, second = (each for each in ended.racers if each.error is None)

    assert {first.name, second.name} == {LITE0, LITE1}
    one, other = first.reports[ended.split], second.reports[ended.split]
    assert ended.split is SplitName.TEST
    assert one.files == other.files
    assert not np.array_equal(one.probabilities, other.probabilities)
    assert (one.predictions == one.targets).mean() >= (other.predictions == other.targets).mean()
    for racer in (first, second):
        assert racer.milliseconds is not None
        assert racer.milliseconds > 0
        assert racer.size_bytes is not None
    sizes = {racer.name: racer.size_bytes or 0 for racer in (first, second)}
    assert 13e6 < sizes[LITE0] < sizes[LITE1] < 20e6


def test_backbone_without_weights_keeps_its_place_with_the_reason(ended: Race) -> None:
    last = ended.racers[-1]

    assert last.name == "legacy_xception.tf_in1k"
    assert last.error is not None
    assert "legacy_xception.tf_in1k" in str(last.error)
    assert last.differs_from_best is None


def test_race_of_one_is_refused() -> None:
    index = scan(runs.digits(), Control())
    split = draw_split(index, Control())

    with pytest.raises(RecipeError, match="two different"):
        race([LITE0, f"{LITE0}.in1k"], FeatureExtraction(), index, split, Control())


def racer(name: str, right: int, of: int) -> Racer:
    return judged(name, np.arange(of) < right)


def judged(name: str, right: NDArray[np.bool_]) -> Racer:
    of = len(right)
    targets = np.zeros(of, np.int64)
    answers = np.full((of, 2), 0.1, np.float32)
    answers[np.arange(of), (~right).astype(int)] = 0.9
    files = [f"{number}.png" for number in range(of)]
    report = report_on(("a", "b"), files, targets, answers, SplitName.TEST)
    return Racer(name, {SplitName.TEST: report}, 1.0, 1)


def test_only_what_the_pictures_show_is_called_a_difference() -> None:
    racers = [racer("much worse", 60, 100), racer("best", 95, 100), racer("a little", 93, 100)]

    best, little, much = compared(racers, SplitName.TEST)

    assert (best.name, best.differs_from_best) == ("best", None)
    assert (little.name, little.differs_from_best) == ("a little", False)
    assert (much.name, much.differs_from_best) == ("much worse", True)


def test_the_luckiest_of_equal_networks_is_rarely_called_better() -> None:
    draw = np.random.default_rng(0)
    called = 0
    for _race in range(200):
        right = draw.random((10, 200)) < 0.8
        ended = compared(
            [judged(str(place), row) for place, row in enumerate(right)], SplitName.TEST
        )
        called += any(each.differs_from_best for each in ended)

    assert called <= 14, "5 of 100, and what chance adds to that of 200"


def test_correction_is_that_of_holm() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_run_of_another_backbone_answers_as_its_figures_say(tmp_path: Path) -> None:
    """Its file of weights holds tensors with their axes in another order."""
    index = scan(runs.digits(), Control())
    recipe = FeatureExtraction(device="cpu", backbone=LITE1, features=FeatureSource.LAST)
    run = train(recipe, index, draw_split(index, Control()), tmp_path / "run", Control())
    report = load_report(run, SplitName.TEST)

    answers = Predictor(run, "cpu").predict([index.root / name for name in report.files], Control())

    found = [[dict(answer.ranked)[name] for name in run.classes] for answer in answers]
    np.testing.assert_allclose(found, report.probabilities, atol=1e-4)
    # Torch builds the network from the same tensors.
    built = run.network()
    np.testing.assert_array_equal(
        built.build_body().state_dict()["library.conv_stem.weight"].numpy(),
        built_body(find_backbone(LITE1)).tensors["conv_stem.weight"],
    )


@pytest.mark.parametrize("error", [DeviceError, BundleError, DatasetError])
def test_one_that_fails_does_not_take_the_others_along(
    monkeypatch: pytest.MonkeyPatch, error: type[TlguiError]
) -> None:
    index = scan(runs.digits(), Control())
    split = draw_split(index, Control())

    def run(recipe: Recipe, *_rest: object) -> Racer:
        if recipe.backbone == LITE1:
            raise error(Message("The memory of cpu is too small."))
        return racer(recipe.backbone, 90, 100)

    monkeypatch.setattr(races, "_run", run)

    ended = race(
        [LITE0, LITE1, "tf_efficientnet_lite2"], FeatureExtraction(), index, split, Control()
    )

    assert [each.error is None for each in ended.racers] == [True, True, False]
    assert "too small" in str(ended.racers[-1].error)


def test_backbone_whose_run_could_not_be_opened_is_refused_before_it_is_fetched(
    tmp_path: Path,
) -> None:
    index = scan(runs.digits(), Control())
    large = max(all_backbones().values(), key=lambda each: each.weights_bytes)

    with pytest.raises(RecipeError, match=r"GB: a run holds up to"):
        train(
            FeatureExtraction(device="cpu", backbone=large.name),
            index,
            draw_split(index, Control()),
            tmp_path / "run",
            Control(),
        )
