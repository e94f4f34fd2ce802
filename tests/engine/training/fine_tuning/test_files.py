"""Pictures that are decoded each time their turn comes, and those that are gone by then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import PictureError
from tlgui.engine.training.material.sources import Files, lost_from
from tlgui.engine.training.material.views import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

PREPROCESSING = Preprocessing(16, 16, 18, "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Six pictures: places 0, 1, 2 are of class 0, the others of class 1."""
    root = runs.write_some_digits(tmp_path / "pictures", digits=(0, 1), a_class=3)
    found = [each for name in "01" for each in sorted((root / name).iterdir())]
    return Files(found, np.repeat(np.arange(2), 3), PREPROCESSING, [View()])


def batch(files: Files, *places: int) -> NDArray[Any]:
    pictures = np.asarray(places, np.int64)
    (seen,) = files.batch(pictures, np.zeros(len(pictures), np.int64))
    return np.asarray(seen)


def test_another_of_its_class_stands_in_for_a_picture_that_is_gone(files: Files) -> None:
    before = batch(files, 0, 1, 2, 3)
    Path(files.files[1]).unlink()

    after = batch(files, 0, 1, 2, 3)

    assert np.array_equal(after[[0, 2, 3]], before[[0, 2, 3]])
    assert np.array_equal(after[1], before[2]), "the next of its class"
    assert list(files.lost) == [1]
    assert files.files[1].name in str(files.lost[1])
    assert list(lost_from(files, [10, 11, 12, 13, 14, 15])) == [11]


def test_the_last_of_a_class_is_followed_by_its_first(files: Files) -> None:
    first = batch(files, 3)
    Path(files.files[5]).write_bytes(b"no picture any more")

    assert np.array_equal(batch(files, 5), first)


def test_a_picture_that_came_back_is_read(files: Files) -> None:
    before = batch(files, 4)
    content = Path(files.files[4]).read_bytes()
    Path(files.files[4]).unlink()
    batch(files, 4)
    Path(files.files[4]).write_bytes(content)

    assert np.array_equal(batch(files, 4), before)


def test_where_none_of_a_class_can_be_read_the_disk_is_gone(files: Files) -> None:
    for place in range(3):
        Path(files.files[place]).unlink()

    with pytest.raises(PictureError, match=files.files[1].name):
        batch(files, 1, 4)
