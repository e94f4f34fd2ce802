"""The lesson's Grad-CAM against torch-cam's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine.runs import copied_run, digits, train_on
from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.lessons import grad_cam
from tlgui.engine.lessons.grad_cam import GradCam, looked_into, sample_photos
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_changes import change_classes, keep_decisions

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture(scope="module")
def flower() -> GradCam:
    return looked_into(None, None, control=Control())


def test_sample_photos_are_there() -> None:
    assert all(file.is_file() for file in sample_photos())


def test_all_maps_together_are_torch_cam_s(flower: GradCam) -> None:
    network, classes, _temperature = grad_cam._network(None)
    explainer = Explainer._of_network(network, classes, "cpu")
    for number, name in enumerate(flower.classes):
        expected = explainer.explain_pixels(flower.pixels, classes.index(name), method="grad-cam")
        told = flower.heat_map(number, len(flower.maps))

        assert np.abs(told.values - expected.values).max() < 0.02
        assert flower.probabilities[number] == pytest.approx(
            float(expected.probabilities[classes.index(name)]), abs=1e-4
        )


def test_network_of_a_run_answers_with_its_classes(trained_run: Run) -> None:
    picture = trained_run.dataset_root / trained_run.files[SplitName.VALIDATION][0]
    explainer = Explainer.load(trained_run.folder)

    told = looked_into(picture, trained_run.folder, control=Control())

    assert told.is_own
    assert set(told.classes) <= set(trained_run.classes)
    expected = explainer.heat_map(picture, explainer.class_number(told.classes[0]), "grad-cam")
    together = told.heat_map(0, len(told.maps)).values
    assert np.abs(together - expected.values).max() < 0.02
    assert told.probabilities[0] == pytest.approx(float(expected.probabilities.max()), abs=1e-4)


def test_answers_are_as_sure_as_the_run_s(tmp_path: Path) -> None:
    folder = copied_run(tmp_path / "run")
    picture = next((digits() / "4").iterdir())
    learned = looked_into(picture, folder, control=Control())
    keep_decisions(replace(open_run(folder), temperature=3.0))

    told = looked_into(picture, folder, control=Control())

    assert told.classes == learned.classes
    assert told.probabilities[0] < learned.probabilities[0]
    expected = Explainer.load(folder).heat_map(picture, None, "grad-cam").probabilities
    assert told.probabilities[0] == pytest.approx(float(expected.max()), abs=1e-4)


def test_an_ensemble_answers_with_its_merged_classes(tmp_path: Path) -> None:
    recipe = FeatureExtraction(device="cpu", ensemble=EnsembleRule.BAGGING, members=2)
    run = train_on(digits(), tmp_path / "run", recipe)
    changed = change_classes(run, ClassChanges.none(run.classes).merged(("1", "7"), "strokes"))
    picture = next((digits() / "7").iterdir())

    told = looked_into(picture, changed.folder, control=Control())

    assert set(told.classes) <= {"0", "4", "strokes"}
    assert told.classes[0] == "strokes"


def test_sum_grows_map_by_map(flower: GradCam) -> None:
    order = flower.order(0)
    assert sorted(order.tolist()) == list(range(len(flower.maps)))
    one = flower.weights[0, order[0]] * flower.maps[order[0]]

    np.testing.assert_allclose(flower.summed(0, 1), np.maximum(one, 0), rtol=1e-5)
    assert list(flower.probabilities) == sorted(flower.probabilities, reverse=True)
    assert flower.heat_map(0, 10).values.max() == pytest.approx(1)
