"""Rows are computed once, kept, and looked at again; views are the same at every reading."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.engine import runs
from tlgui.engine.data.images import decode
from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.errors import Cancelled, DatasetError
from tlgui.engine.progress import BatchDone, Control
from tlgui.engine.training.features import EngineOnDemand, Started
from tlgui.engine.training.material import rows as rows_module
from tlgui.engine.training.material.rows import Rows, fit_on_disk, read_rows
from tlgui.engine.training.material.sources import PixelsEngine
from tlgui.engine.training.material.views import View, ViewedPreprocessing, views_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIDE = 16
PREPROCESSING = Preprocessing(SIDE, SIDE, 18, "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
WIDTH = SIDE * SIDE * 3


def read(
    files: Sequence[Path], views: Sequence[View] = (View(),), control: Control | None = None
) -> tuple[Rows, list[int]]:
    """The pixels of ``files``, and how many engines had to be made for them."""
    made: list[int] = []

    def make(_sample: object) -> Started:
        made.append(1)
        return Started(PixelsEngine())

    engine = EngineOnDemand("f32", make)
    found = read_rows(
        files, "pixels", PREPROCESSING, views, WIDTH, np.uint8, engine, control or Control()
    )
    return found, made


@pytest.fixture
def files(tmp_path: Path, fresh_home: Path) -> list[Path]:
    root = runs.write_some_digits(tmp_path / "pictures", digits=(0, 1), a_class=4)
    return sorted(root.rglob("*.png"))


def test_rows_are_the_pixels_and_come_from_the_disk_the_second_time(files: list[Path]) -> None:
    views = (View(), View(mirror=True))
    first, made = read(files, views)
    second, made_again = read(files, views)

    expected = PREPROCESSING.prepare(decode(files[3], minimum_side=18))
    assert made == [1]
    assert made_again == []
    assert np.array_equal(first.values[3, 0].reshape(SIDE, SIDE, 3), expected)
    assert np.array_equal(first.values[3, 1].reshape(SIDE, SIDE, 3), expected[:, ::-1])
    assert np.array_equal(np.asarray(first.values), np.asarray(second.values))
    assert first.places.tolist() == list(range(8))


def test_a_changed_file_is_computed_anew(files: list[Path]) -> None:
    before, _made = read(files)
    kept = np.array(before.values)
    Image.new("L", (8, 8), 200).save(files[0])

    after, made = read(files)

    assert made == [1]
    assert not np.array_equal(kept[0], after.values[0])
    assert np.array_equal(kept[1], after.values[1])


def test_what_cannot_be_read_is_left_out_and_named(files: list[Path]) -> None:
    files[2].write_bytes(b"no picture")

    for _time in (1, 2):
        found, _made = read(files, (View(), View(mirror=True)))
        assert found.places.tolist() == [0, 1, 3, 4, 5, 6, 7]
        assert [place for place, _reason in found.failures] == [2]


def test_nothing_readable_is_refused(files: list[Path]) -> None:
    for file in files:
        file.write_bytes(b"")

    with pytest.raises(DatasetError, match="None of the 8 pictures"):
        read(files)


def test_a_damaged_file_of_rows_is_made_again(files: list[Path], fresh_home: Path) -> None:
    read(files)
    (kept,) = fresh_home.rglob("rows/*.bin")
    kept.write_bytes(kept.read_bytes()[:-5])

    _found, made = read(files)

    assert made == [1]


def test_cancelling_leaves_nothing_behind(files: list[Path], fresh_home: Path) -> None:
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)

    with pytest.raises(Cancelled):
        read(files, (View(), View(mirror=True)), control)
    assert list(fresh_home.rglob("rows/*")) == []


@pytest.mark.parametrize(("free", "stays"), [(8 * WIDTH + 100, True), (8 * WIDTH - 100, False)])
def test_kept_rows_make_room_where_the_disk_has_none(
    files: list[Path], fresh_home: Path, monkeypatch: pytest.MonkeyPatch, free: int, stays: bool
) -> None:
    read(files)
    (first,) = fresh_home.rglob("rows/*.bin")
    usage = shutil.disk_usage(fresh_home)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    read(files, (View(mirror=True),))

    assert first.exists() is stays


def test_the_oldest_rows_make_room(
    files: list[Path], fresh_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_module, "SIZE_LIMIT", 8 * WIDTH + 10)
    read(files)
    first = set(fresh_home.rglob("rows/*.bin"))
    read(files, (View(mirror=True),))

    assert not first & set(fresh_home.rglob("rows/*.bin"))
    assert not fit_on_disk(8, 4, WIDTH, np.uint8)


def test_a_part_is_the_same_at_every_reading_and_another_for_another_view() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)
    views = views_of(mirror=True, parts=3, crop=0.5, seed=7)

    def seen(view: View) -> bytes:
        return ViewedPreprocessing.of(PREPROCESSING, view).prepare(pixels).tobytes()

    assert len(views) == 5
    assert [seen(view) for view in views] == [seen(view) for view in views]
    assert len({seen(view) for view in views}) == 5
    assert seen(View(crop=0.5, number=1, seed=7)) != seen(View(crop=0.5, number=1, seed=8))


@pytest.mark.parametrize("framing", Framing)
def test_a_view_has_the_shape_of_the_input_in_every_framing(framing: Framing) -> None:
    plain = Preprocessing(
        SIDE, 2 * SIDE, 2 * SIDE + 4, "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5), None, framing
    )
    seen = ViewedPreprocessing.of(plain, View(mirror=True, crop=0.3, number=1))
    pixels = np.random.default_rng(0).integers(0, 256, (70, 30, 3), np.uint8)

    assert seen.prepare(pixels).shape == (SIDE, 2 * SIDE, 3)
    assert seen.minimum_side > plain.minimum_side
