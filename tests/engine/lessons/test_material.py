"""Small pictures for lessons: drawn evenly, standardised, never from both sides of the split."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import DatasetError
from tlgui.engine.lessons.material import DIGITS_SIDE, material, small_picture
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path


def folder_of(place: Path, classes: int, each: int) -> Path:
    for label in range(classes):
        (place / f"class{label}").mkdir(parents=True)
        for number in range(each):
            color = (40 * label, 9 * number % 256, 30)
            Image.new("RGB", (40, 30), color).save(place / f"class{label}" / f"{number}.png")
    return place


def test_without_pictures_the_sample_is_taken() -> None:
    found = material(None, None, Control(), train=100, held_out=50)

    assert found.is_sample
    assert found.train.shape == (100, 1, DIGITS_SIDE, DIGITS_SIDE)
    assert found.held_out.shape == (50, 1, DIGITS_SIDE, DIGITS_SIDE)
    assert np.bincount(found.train_labels).tolist() == [10] * 10
    assert found.train.mean() == pytest.approx(0, abs=1e-5)
    assert found.train.std() == pytest.approx(1, abs=1e-4)
    # No picture is both learned from and judged by.
    seen = {picture.tobytes() for picture in found.train}
    assert sum(picture.tobytes() in seen for picture in found.held_out) <= 1


def test_own_pictures_are_drawn_class_by_class(tmp_path: Path) -> None:
    index = scan(folder_of(tmp_path / "pictures", 3, 20), Control())
    events: list[object] = []

    found = material(index, make_split(index), Control(events.append), train=12, held_out=6, side=8)

    assert not found.is_sample
    assert found.train.shape == (12, 3, 8, 8)
    assert np.bincount(found.train_labels).tolist() == [4, 4, 4]
    assert np.bincount(found.held_out_labels).tolist() == [2, 2, 2]
    assert found.classes == ("class0", "class1", "class2")
    assert len(events) == 18


def test_damaged_pictures_are_left_out(tmp_path: Path) -> None:
    place = folder_of(tmp_path / "pictures", 2, 20)
    index = scan(place, Control())
    for file in (place / "class1").iterdir():
        file.write_bytes(b"nothing")

    with pytest.raises(DatasetError, match="two classes"):
        material(index, make_split(index), Control())


def test_small_picture_is_the_mean_of_its_centre(tmp_path: Path) -> None:
    pixels = np.zeros((4, 8, 3), np.uint8)
    pixels[:2, 2:6] = 255
    Image.fromarray(pixels).save(tmp_path / "wide.png")

    small = small_picture(tmp_path / "wide.png", 2)

    np.testing.assert_array_equal(small, np.array([[[1, 1], [0, 0]]] * 3, np.float32))


def test_nothing_held_out_is_refused_where_it_is_judged_by(tmp_path: Path) -> None:
    index = scan(folder_of(tmp_path / "pictures", 2, 4), Control())
    split = replace(make_split(index), validation=(), test=())

    assert len(material(index, split, Control(), held_out=0).train)
    with pytest.raises(DatasetError, match="held out"):
        material(index, split, Control())
