"""Points against two axes: where they stand, how one goes from one to the next, what is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tlgui.ui.kit.charts.axis import amount_axis, even_axis
from tlgui.ui.kit.charts.scatter import Mark, Point, ScatterView
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

POINTS = (
    Point("slow", 40.0, 0.92, 0.88, 0.95, Mark.BEST, "slow, 92%"),
    Point("fast", 4.0, 0.80, 0.74, 0.85, Mark.WORSE, "fast, 80%"),
    Point("middle", 12.0, 0.91, 0.87, 0.94, Mark.EQUAL, "middle, 91%"),
)


@pytest.fixture
def view(qtbot: QtBot, themed: QApplication) -> ScatterView:
    made = ScatterView("plot")
    qtbot.addWidget(made)
    made.resize(600, 260)
    made.show_points(POINTS, "milliseconds", lambda tick: f"{tick:g}")
    made.show()
    return made


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 100.0, (0, 20, 40, 60, 80, 100)),
        (0.74, 0.95, (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)),
        (0.5, 0.5, None),
        (0.0, 0.0, None),
        (3.0, 3.1, None),
    ],
)
def test_even_axis_has_round_ticks_around_all(
    low: float, high: float, ticks: tuple[float, ...] | None
) -> None:
    axis = even_axis(low, high)

    assert axis.low <= low
    assert axis.high >= high
    assert axis.high > axis.low
    assert 2 <= len(axis.ticks) <= 8
    if ticks is not None:
        assert axis.ticks == pytest.approx(ticks)


def test_amounts_of_different_orders_stand_on_a_scale_of_powers() -> None:
    assert not amount_axis(20.0, 5.0).logarithmic
    assert amount_axis(20.0, 5.0).low == 0

    axis = amount_axis(300.0, 3.0)

    assert axis.logarithmic
    assert axis.share(axis.low) == 0
    assert axis.share(axis.high) == pytest.approx(1)
    assert axis.share(30.0) - axis.share(3.0) == pytest.approx(
        axis.share(300.0) - axis.share(30.0)
    ), "the same factor, the same way"
    assert all(0.0 <= axis.share(value) <= 1.0 for value in (3.0, 30.0, 300.0))


def test_amounts_that_are_zero_are_placed_too() -> None:
    axis = amount_axis(0.0, 0.0)

    assert 0.0 <= axis.share(0.0) <= 1.0


def test_points_stand_where_their_values_are(view: ScatterView) -> None:
    places = {point.name: view.place_of(point) for point in view.points}

    assert places["fast"].x() < places["middle"].x() < places["slow"].x()
    assert places["slow"].y() < places["middle"].y() < places["fast"].y(), "better is higher"
    for point in view.points:
        assert view.rect().contains(view.place_of(point).toPoint())
        assert view.rect().contains(view.place_of(point, point.low).toPoint())
        assert view.rect().contains(view.place_of(point, point.high).toPoint())


def test_marks_differ_in_form_not_only_in_colour(view: ScatterView) -> None:
    image = view.grab().toImage()
    palette = theme.palette()

    def centre(name: str) -> str:
        place = next(view.place_of(point) for point in view.points if point.name == name)
        return image.pixelColor(place.toPoint()).name().upper()

    assert centre("slow") == palette.training
    assert centre("middle") == palette.training
    assert centre("fast") == palette.surface, "a ring is empty"


def test_arrow_keys_go_from_point_to_point(qtbot: QtBot, view: ScatterView) -> None:
    told: list[str] = []
    view.chosen.connect(told.append)
    assert view.accessibleDescription() == "fast, 80%; middle, 91%; slow, 92%"

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(view, key)

    assert told == ["fast", "middle", "fast", "fast"]
    assert view.accessibleDescription() == "fast, 80%"


def test_a_click_near_a_point_chooses_it_and_one_elsewhere_nothing(view: ScatterView) -> None:
    told: list[str] = []
    view.chosen.connect(told.append)
    middle = view.place_of(next(point for point in view.points if point.name == "middle"))

    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert told == []
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle.toPoint() + QPoint(4, 3))
    assert told == ["middle"]


def test_points_on_one_place_are_painted(qtbot: QtBot, themed: QApplication) -> None:
    view = ScatterView("plot")
    qtbot.addWidget(view)
    view.resize(200, 260)
    same = [Point(f"n{n}", 5.0, 1.0, 1.0, 1.0, Mark.EQUAL, "") for n in range(9)]

    view.show_points(same, "ms", str)

    assert not view.grab().isNull()
