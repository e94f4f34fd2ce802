"""Our one resize gives what timm's transform gives, and refuses documents of nonsense."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import timm
import torch
from PIL import Image

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import BundleError

CONFIG: dict[str, Any] = {
    "input_size": (3, 224, 224),
    "interpolation": "bicubic",
    "mean": (0.5, 0.5, 0.5),
    "std": (0.5, 0.5, 0.5),
    "crop_pct": 0.875,
}
PREPROCESSING = Preprocessing.from_timm(CONFIG)


@pytest.mark.parametrize(
    "size", [(640, 480), (257, 256), (256, 300), (100, 80), (333, 999), (9, 7), (224, 224)]
)
@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
def test_prepared_picture_is_timms_within_two_levels(
    size: tuple[int, int], interpolation: str
) -> None:
    config = {**CONFIG, "interpolation": interpolation}
    # Full-range noise would overshoot, and Pillow clips between its two passes.
    pixels = np.random.default_rng(0).integers(64, 192, (size[1], size[0], 3), np.uint8)
    transform = timm.data.create_transform(**config, is_training=False)
    expected = (transform(Image.fromarray(pixels)) * 0.5 + 0.5) * 255

    found = Preprocessing.from_timm(config).prepare(pixels)

    assert found.shape == (224, 224, 3)
    assert found.dtype == np.uint8
    difference = torch.from_numpy(found).permute(2, 0, 1).float() - expected
    assert float(difference.abs().max()) <= 2.01


@pytest.mark.parametrize("size", [(4000, 3), (3, 4000), (1, 1), (1, 5000), (20_000, 2)])
def test_strips_and_dots_are_prepared_in_little_memory(size: tuple[int, int]) -> None:
    pixels = np.full((size[1], size[0], 3), (10, 200, 90), np.uint8)
    pixels.flags.writeable = False

    found = PREPROCESSING.prepare(pixels)

    assert found.shape == (224, 224, 3)
    assert (found == (10, 200, 90)).all()


def test_document_comes_back() -> None:
    assert Preprocessing.from_json(PREPROCESSING.to_json()) == PREPROCESSING


@pytest.mark.parametrize(
    "changes",
    [
        {"height": 0},
        {"height": 10**9},
        {"width": "wide"},
        {"resize_side": 10},
        {"height": float("inf")},
        {"interpolation": "guess"},
        {"mean": 0.5},
        {"mean": (0.5, 0.5)},
        {"mean": (0.5, 0.5, float("nan"))},
        {"std": (0.5, 0.0, 0.5)},
        {"std": (0.5, float("inf"), 0.5)},
    ],
)
def test_document_of_nonsense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BundleError):
        Preprocessing.from_json({**PREPROCESSING.to_json(), **changes})


@pytest.mark.parametrize("document", [None, [], "text", {}])
def test_document_of_another_kind_is_refused(document: object) -> None:
    with pytest.raises(BundleError, match="preprocessing"):
        Preprocessing.from_json(document)
