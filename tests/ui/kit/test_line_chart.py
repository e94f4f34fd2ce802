"""Lines with a cursor: moved by keys and mouse, drawn in whatever scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tlgui.ui.kit.charts.line_chart import Line, LineChart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LINES = (
    Line("a", (1, 2, 3), (0.5, math.nan, 2.0), "training"),
    Line("b", (1, 2, 3, 4), (1e-6, 1e-3, 1.0, 2.0), "validation", Qt.PenStyle.DashLine, dots=True),
)


@pytest.fixture
def chart(qtbot: QtBot, themed: QApplication) -> LineChart:
    made = LineChart("chart")
    qtbot.addWidget(made)
    made.resize(400, 260)
    made.show()
    made.show_lines(LINES, across="step", up="value")
    return made


def test_keys_move_the_cursor_from_value_to_value(chart: LineChart) -> None:
    heard: list[float] = []
    chart.moved.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left):
        QTest.keyClick(chart, key)

    assert heard == [1, 2, 4, 3, 1]
    assert chart.current == 1


def test_click_takes_the_nearest_value(chart: LineChart) -> None:
    place = chart.place_of(3, 1.0).toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)

    assert chart.current == 3


def test_cursor_stays_only_where_there_is_a_value(chart: LineChart) -> None:
    chart.set_current(3.2)
    assert chart.current == 3

    chart.show_lines((Line("c", (0, 3), (1, 2), "test"),), across="", up="")
    assert chart.current == 3
    chart.show_lines((Line("c", (0, 1), (1, 2), "test"),), across="", up="")
    assert chart.current is None


def test_powers_of_ten_are_evenly_apart(chart: LineChart) -> None:
    chart.show_lines((LINES[1],), across="", up="", logarithmic=True)

    heights = [chart.place_of(1, value).y() for value in (1e-6, 1e-3, 1.0)]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2])


def test_higher_is_further_up_and_drawn(chart: LineChart) -> None:
    assert chart.place_of(1, 2.0).y() < chart.place_of(1, 0.5).y()
    before = chart.grab().toImage()
    chart.set_current(2)
    assert chart.grab().toImage() != before
    chart.show_lines((), across="", up="")
    chart.grab()


def test_what_is_above_the_axis_leaves_the_chart(chart: LineChart) -> None:
    chart.show_lines(
        (Line("a", (0, 1, 2, 3), (0.0, 9.0, 9.0, 9.0), "training"),),
        across="",
        up="",
        low=0,
        high=1,
    )
    edge = round(chart.place_of(2, 1.0).y())
    across = round((chart.place_of(1, 1.0).x() + chart.place_of(2, 1.0).x()) / 2)

    def colored(x: int, height: int) -> int:
        image = chart.grab().toImage()
        shades = [image.pixelColor(x, y) for y in range(edge - 4, edge + height)]
        return sum(shade.saturation() > 60 for shade in shades)

    # Not flat along the edge, where it would be read as a value.
    assert colored(across, 4) == 0
    chart.set_current(2)
    assert colored(round(chart.place_of(2, 1.0).x()) - 3, 8) > 0
