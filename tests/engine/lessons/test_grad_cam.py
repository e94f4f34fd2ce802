"""The lesson's Grad-CAM against torch-cam's."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.insight.cam import Explainer
from tlgui.engine.lessons import grad_cam
from tlgui.engine.lessons.grad_cam import GradCam, looked_into, sample_photos
from tlgui.engine.progress import Control


@pytest.fixture(scope="module")
def flower() -> GradCam:
    return looked_into(None, None, control=Control())


def test_sample_photos_are_there() -> None:
    assert all(file.is_file() for file in sample_photos())


def test_all_maps_together_are_torch_cam_s(flower: GradCam) -> None:
    network, classes = grad_cam._network(None)
    explainer = Explainer._of_network(network, classes, "cpu")
    for number, name in enumerate(flower.classes):
        expected = explainer.explain_pixels(flower.pixels, classes.index(name), method="grad-cam")
        told = flower.heat_map(number, len(flower.maps))

        assert np.abs(told.values - expected.values).max() < 0.02
        assert flower.probabilities[number] == pytest.approx(
            float(expected.probabilities[classes.index(name)]), abs=1e-4
        )


def test_sum_grows_map_by_map(flower: GradCam) -> None:
    order = flower.order(0)
    assert sorted(order.tolist()) == list(range(len(flower.maps)))
    one = flower.weights[0, order[0]] * flower.maps[order[0]]

    np.testing.assert_allclose(flower.summed(0, 1), np.maximum(one, 0), rtol=1e-5)
    assert list(flower.probabilities) == sorted(flower.probabilities, reverse=True)
    assert flower.heat_map(0, 10).values.max() == pytest.approx(1)
