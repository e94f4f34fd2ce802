"""Near twins: planted copies are found and named for what they are, strangers are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine.insight.similar.photos import CHANGES, pieces, write
from tlgui.engine.insight.similar.fingerprints import fingerprint
from tlgui.engine.insight.similar.twins import (
    Twins,
    Twinship,
    copies,
    groups_of,
    look_alikes,
    nearly_equal,
    united,
)
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image


PLANTED = 12


def fingerprints(images: list[Image.Image], folder: Path) -> np.ndarray:
    return np.stack([fingerprint(file) for file in write(images, folder)])


@pytest.mark.parametrize("change", CHANGES)
def test_all_planted_copies_are_found_and_nothing_else(tmp_path: Path, change: str) -> None:
    photos = pieces()
    changed = [CHANGES[change](photo) for photo in photos[:PLANTED]]

    found = copies(fingerprints([*photos, *changed], tmp_path), Control())

    ship = Twinship.MIRRORED if "mirrored" in change else Twinship.SAME_PICTURE
    wanted = [(place, len(photos) + place, ship) for place in range(PLANTED)]
    assert [(pair.one, pair.other, pair.ship) for pair in found] == wanted
    assert all(pair.likeness > 0.965 for pair in found)


def test_strangers_of_a_kind_are_no_twins(tmp_path: Path) -> None:
    assert copies(fingerprints(pieces(), tmp_path), Control()) == []


def test_what_the_network_sees_alike_must_look_it_too(tmp_path: Path) -> None:
    photos = pieces()
    count = len(photos)
    pixels = fingerprints([*photos, photos[0].crop((3, 2, 104, 101)), photos[5]], tmp_path)
    draw = np.random.default_rng(0)
    features = draw.standard_normal((len(pixels), 40)).astype(np.float32)
    # A moment later; and another thing that the network takes for the same.
    features[count] = features[0] + 0.05 * draw.standard_normal(40)
    features[count + 1] = features[7] + 0.05 * draw.standard_normal(40)

    nearest = look_alikes(features, 4, Control())
    found = nearly_equal(features, nearest, pixels, Control())

    assert nearest.places[count + 1, 0] == 7
    assert [(pair.one, pair.other, pair.ship) for pair in found] == [
        (0, count, Twinship.NEARLY_EQUAL)
    ]


def test_a_pair_is_told_in_its_surest_way() -> None:
    pairs = [
        Twins(0, 3, Twinship.SAME_PICTURE, 0.99),
        Twins(0, 3, Twinship.NEARLY_EQUAL, 0.95),
        Twins(1, 2, Twinship.MIRRORED, 0.98),
    ]

    found = united(pairs, [(3, 0), (4, 6, 5)])

    assert [(pair.one, pair.other, pair.ship) for pair in found] == [
        (0, 3, Twinship.SAME_FILE),
        (1, 2, Twinship.MIRRORED),
        (4, 5, Twinship.SAME_FILE),
        (4, 6, Twinship.SAME_FILE),
    ]


def test_twins_of_twins_are_one_group() -> None:
    ends = [(0, 4), (4, 9), (2, 3), (7, 9)]
    pairs = [Twins(one, other, Twinship.SAME_PICTURE, 1.0) for one, other in ends]

    assert groups_of(pairs, 10) == [(0, 4, 7, 9), (2, 3)]
    assert groups_of([], 10) == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_hardly_any_pictures(tmp_path: Path, count: int) -> None:
    pixels = np.zeros((count, 24, 24, 3), np.uint8)
    features = np.zeros((count, 5), np.float32)

    nearest = look_alikes(features, 2, Control())

    assert copies(pixels, Control()) == []
    assert nearly_equal(features, nearest, pixels, Control()) == []
