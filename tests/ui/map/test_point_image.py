"""Points as a picture, and which of them lie inside an outline."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from tlgui.ui.map.point_image import Dots, PointImage, inside, roomy

RED, BLUE, WHITE = 0xFF0000, 0x0000FF, 0xFFFFFF


def painted(layers: list[Dots], width: int = 60, height: int = 40) -> np.ndarray:
    image = PointImage().paint(width, height, WHITE, layers)
    return np.asarray([[image.pixel(x, y) & 0xFFFFFF for x in range(width)] for y in range(height)])


def test_each_point_has_its_colour_at_its_place_and_nothing_is_painted_elsewhere() -> None:
    places = np.asarray([(10, 10), (40, 30)], np.float32)

    found = painted([Dots(places, np.asarray([0, 1]), (RED, BLUE), 3.0)])

    assert found[10, 10] == RED
    assert found[30, 40] == BLUE
    near = np.zeros(found.shape, bool)
    for x, y in ((10, 10), (40, 30)):
        near[y - 4 : y + 5, x - 4 : x + 5] = True
    assert (found[~near] == WHITE).all()
    assert 15 <= (found[:20, :20] == RED).sum() <= 37
    assert 29 <= (found[:20, :20] != WHITE).sum() <= 49


def test_the_middle_of_a_point_is_in_sight_however_many_overlap() -> None:
    places = np.asarray([(20 + 2 * number, 20) for number in range(10)], np.float32)
    codes = np.arange(10) % 2

    found = painted([Dots(places, codes, (RED, BLUE), 4.0)])

    assert [int(found[20, 20 + 2 * n]) for n in range(10)] == [
        (RED, BLUE)[n % 2] for n in range(10)
    ]


def test_points_at_and_beyond_the_edges_do_no_harm() -> None:
    edge = [-500.0, -20.0, -19.0, -1.0, 0.0, 39.0, 59.0, 60.0, 77.0, 78.0, 500.0]
    places = np.asarray([(x, y) for x in edge for y in edge], np.float32)

    found = painted([Dots(places, np.zeros(len(places), np.int64), (RED,), 99.0)])

    assert found[0, 0] == RED
    assert PointImage().paint(1, 1, WHITE, []).pixel(0, 0) & 0xFFFFFF == WHITE


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=9),
    st.integers(0, 2**32 - 1),
)
def test_inside_is_what_qt_calls_inside(corners: list[tuple[int, int]], seed: int) -> None:
    # Between whole numbers: what lies on the outline itself is nobody's affair.
    places = np.random.default_rng(seed).integers(0, 20, (50, 2)) + np.asarray(
        [0.3717261, 0.6180339]
    )
    outline = QPolygonF([QPointF(x, y) for x, y in corners])

    found = inside(np.asarray(corners, np.float32), places.astype(np.float32))

    expected = [
        outline.containsPoint(QPointF(x, y), Qt.FillRule.OddEvenFill) for x, y in places.tolist()
    ]
    assert found.tolist() == expected


@pytest.mark.parametrize("corners", [[], [(0, 0)], [(0, 0), (5, 5)]])
def test_what_is_no_outline_holds_nothing(corners: list[tuple[int, int]]) -> None:
    outline = np.asarray(corners, np.float32).reshape(-1, 2)

    assert not inside(outline, np.ones((3, 2), np.float32)).any()


def test_pictures_have_room_and_the_first_come_first() -> None:
    places = np.random.default_rng(3).uniform(0, 300, (200, 2)).astype(np.float32)

    chosen = roomy(places, 40)

    assert chosen[0] == 0
    for n, one in enumerate(chosen):
        for other in chosen[n + 1 :]:
            assert np.abs(places[one] - places[other]).max() >= 40
    left = set(range(200)) - set(chosen)
    for one in left:
        assert any(
            np.abs(places[one] - places[other]).max() < 40 for other in chosen if other < one
        )
