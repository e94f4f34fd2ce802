"""Maps and filters as pictures: each by its own range, none lost in a mosaic."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.insight.map_pictures import filter_pictures, grey_of, mosaic, strongest_first


def test_range_of_a_map_is_that_of_grey() -> None:
    assert grey_of(np.array([[-1, 0], [1, 3]], np.float32)).tolist() == [[0, 64], [128, 255]]
    assert grey_of(np.full((2, 2), 7, np.float32)).tolist() == [[0, 0], [0, 0]]


def test_filters_are_shown_round_middle_grey() -> None:
    filters = np.zeros((3, 3, 2, 2), np.float32)
    filters[0, 0, 0, 0], filters[0, 1, 0, 0] = 0.2, -0.1
    filters[1, :, 1, 1] = -5

    shown = filter_pictures(filters)

    assert shown.shape == (3, 2, 2, 3)
    assert shown[0, 0, 0].tolist() == [255, 64, 128]
    assert shown[1, 1, 1].tolist() == [0, 0, 0]
    assert (shown[2] == 128).all()


def test_filters_of_other_channels_are_grey() -> None:
    filters = np.array([1, -1], np.float32).reshape(2, 1, 1, 1)

    assert filter_pictures(filters).tolist() == [[[[255, 255, 255]]], [[[0, 0, 0]]]]


def test_strongest_map_comes_first() -> None:
    maps = np.array([0, 3, -1, 3], np.float32).reshape(4, 1, 1)

    assert strongest_first(maps) == [1, 3, 0, 2]


@pytest.mark.parametrize(("count", "columns"), [(1, 0), (6, 0), (7, 3)])
def test_mosaic_holds_every_picture(count: int, columns: int) -> None:
    whole = mosaic([np.full((30, 40), number, np.uint8) for number in range(count)], columns)

    for number in range(count):
        assert (whole == number).sum() == 30 * 40


def test_small_maps_are_enlarged_to_squares() -> None:
    (whole,) = [mosaic([np.array([[0, 255]] * 2, np.uint8)])]

    assert whole.shape == (24, 24)
    assert (whole[:, :12] == 0).all()
