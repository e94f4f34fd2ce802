"""Our one resize gives what timm's transform gives, and refuses documents of nonsense."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import timm
import torch
from PIL import Image

from tlgui.engine.data.preprocessing import Framing, Preprocessing
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


@pytest.mark.parametrize("framing", [Framing.WHOLE, Framing.SQUEEZE])
@pytest.mark.parametrize(
    "size", [(4000, 3), (3, 4000), (1, 1), (20_000, 2), (120, 640), (640, 480), (224, 224)]
)
def test_nothing_is_cut_off_where_the_whole_is_seen(
    framing: Framing, size: tuple[int, int]
) -> None:
    framed = replace(PREPROCESSING, mean=(0.25, 0.5, 1.0), framing=framing)
    pixels = np.full((size[1], size[0], 3), (10, 200, 90), np.uint8)
    pixels.flags.writeable = False

    found = framed.prepare(pixels)
    part = framed.part_of_input(size[1], size[0])

    assert found.shape == (224, 224, 3)
    assert (part.of(found) == (10, 200, 90)).all()
    margin = np.ones((224, 224), bool)
    part.of(margin)[:] = False
    assert (found[margin] == (64, 128, 255)).all()
    assert margin.any() == (framing is Framing.WHOLE and size[0] != size[1])
    seen = framed.part_of_picture(size[1], size[0])
    assert (seen.width, seen.height) == size


@pytest.mark.parametrize(
    ("size", "share"), [((300, 400), 0.574), ((120, 640), 0.1436), ((256, 256), 0.7656)]
)
def test_centre_sees_the_share_that_it_says(size: tuple[int, int], share: float) -> None:
    part = PREPROCESSING.part_of_picture(size[1], size[0])
    assert part.height * part.width / (size[0] * size[1]) == pytest.approx(share, rel=0.02)
    # A picture that is black but for that part comes out without black, but for a blurred rim.
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    part.of(pixels)[:] = 255
    assert (PREPROCESSING.prepare(pixels)[6:-6, 6:-6] > 250).all()


@pytest.mark.parametrize("framing", Framing)
def test_document_comes_back(framing: Framing) -> None:
    framed = replace(PREPROCESSING, framing=framing)
    assert Preprocessing.from_json(framed.to_json()) == framed


@pytest.mark.parametrize(
    "changes",
    [
        {"height": 0},
        {"height": 10**9},
        {"width": "wide"},
        {"resize_side": 10},
        {"height": float("inf")},
        {"interpolation": "guess"},
        {"framing": "guess"},
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
