"""The learning curve by pictures: drawn, moved along by keys, told in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.learning_curves import SIZES, made_up_curve
from tests.ui.live_texts import told_texts
from tests.ui.sheets import faults_of
from tlgui.ui.pictures.curve_sheet import CurveSheet
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.words.preferences import LanguageChoice


def here(sheet: CurveSheet) -> str:
    label = sheet.findChild(QLabel, "curve_sheet_here")
    assert isinstance(label, QLabel)
    return label.text()


def test_keys_go_from_dot_to_dot_and_each_is_told(qtbot: QtBot, themed: QApplication) -> None:
    curve = made_up_curve()
    sheet = CurveSheet(curve)
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.chart.places == (*SIZES, 3_200, 6_400)

    QTest.keyClick(sheet.chart, Qt.Key.Key_Home)
    assert here(sheet).startswith("100 pictures: ")
    assert "mean of 8 draws" in here(sheet)
    for _ in SIZES[1:]:
        QTest.keyClick(sheet.chart, Qt.Key.Key_Right)
    assert here(sheet).startswith("1,600 pictures: ")
    assert "draws" not in here(sheet)
    QTest.keyClick(sheet.chart, Qt.Key.Key_Right)
    twice = curve.forecasts[0]
    assert f"about {twice.accuracy:.1%} is expected" in here(sheet)
    assert "2 times as many" in here(sheet)
    assert here(sheet) in sheet.chart.accessibleDescription()
    assert str(curve.sentences()[1]) in sheet.chart.accessibleDescription()


def test_equal_factors_are_equal_steps(qtbot: QtBot, themed: QApplication) -> None:
    sheet = CurveSheet(made_up_curve())
    qtbot.addWidget(sheet)
    sheet.show()
    chart = sheet.chart

    across = [chart.place_of(size, 0.8).x() for size in (100, 200, 400, 800, 1_600, 3_200, 6_400)]
    steps = [right - left for left, right in pairwise(across)]
    assert max(steps) - min(steps) < 0.01
    # A click takes what is nearest on that scale: in the middle between 3,200 and 6,400.
    middle = (across[-2] + across[-1]) / 2
    for beside, size in ((-8, 3_200), (8, 6_400)):
        place = chart.place_of(size, 0.8).toPoint()
        place.setX(round(middle + beside))
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
        assert chart.current == size


def test_where_nothing_can_be_said_there_are_dots_alone(qtbot: QtBot, themed: QApplication) -> None:
    sheet = CurveSheet(made_up_curve(held_out=20))
    qtbot.addWidget(sheet)
    sheet.show()

    assert [line.name for line in sheet.chart.lines] == ["measured"]
    assert "do not tell where the curve goes" in sheet.chart.accessibleDescription()
    assert "power law" not in str(told_texts(sheet))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_is_named_reached_by_tab_and_not_clipped(
    qtbot: QtBot, themed: QApplication, language: LanguageChoice
) -> None:
    sheet = CurveSheet(made_up_curve())
    qtbot.addWidget(sheet)
    sheet.show()
    english = told_texts(sheet)
    switch_language(themed, language)
    try:
        assert (told_texts(sheet) == english) == (language == "en")
        assert faults_of(sheet, qtbot) == []
    finally:
        switch_language(themed, "en")
