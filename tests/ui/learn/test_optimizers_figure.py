"""The optimisers' figure: play, the start, the rate, who is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tlgui.engine.lessons.optimizers import ADAM, RULES, SGD, STEPS, SURFACES, SurfaceName, path
from tlgui.ui.learn.lesson import Bench
from tlgui.ui.learn.lessons.optimizers import OptimizersFigure

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def figure(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, measured_once: None
) -> OptimizersFigure:
    made = OptimizersFigure(Bench(session, runner))
    qtbot.addWidget(made)
    made.resize(900, 760)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.result is not None and not runner.jobs)
    return made


def test_play_runs_to_the_end_and_can_be_held(qtbot: QtBot, figure: OptimizersFigure) -> None:
    figure.step.setValue(STEPS - 3)
    figure.play.click()
    assert figure.play.text() == "Hold"
    qtbot.waitUntil(lambda: figure.step.value() == STEPS)
    assert figure.play.text() == "Play"

    figure.play.click()  # From the beginning.
    figure.play.click()
    held = figure.step.value()
    assert held < STEPS
    qtbot.wait(120)
    assert figure.step.value() == held


def test_start_is_moved_by_keys_and_mouse(figure: OptimizersFigure) -> None:
    surface = SURFACES[SurfaceName.VALLEY]
    QTest.keyClick(figure.view, Qt.Key.Key_Right)
    assert figure.view.start[0] == pytest.approx(surface.start[0] + 0.02 * 5.2)
    assert f"(\u2212{-figure.view.start[0]:.2f}, 0.90)" in figure.told

    place = figure.view.place_of(1.0, -0.5).toPoint()
    QTest.mouseClick(figure.view, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    assert figure.view.start == pytest.approx((1.0, -0.5), abs=0.02)
    expected = path(surface, ADAM, figure.view.start)
    assert figure._paths[ADAM][30] == pytest.approx(expected[30])

    QTest.keyClick(figure.view, Qt.Key.Key_Home)
    assert figure.view.start == surface.start
    for _ in range(60):
        QTest.keyClick(figure.view, Qt.Key.Key_Left)
    assert figure.view.start[0] == surface.low[0]


def test_too_large_a_rate_is_told_and_measured_anew(
    qtbot: QtBot, figure: OptimizersFigure, runner: JobRunner
) -> None:
    before = figure.result
    figure.factor.setCurrentIndex(4)
    figure.step.setValue(STEPS)
    assert "Left for good" in figure.told
    assert "SGD" in figure.told.split("Left for good")[1]
    qtbot.waitUntil(lambda: figure.result is not before and not runner.jobs)


def test_who_is_not_ticked_is_not_shown(figure: OptimizersFigure) -> None:
    assert len(figure.chart.lines) == len(RULES)
    figure.shown[SGD].click()
    assert figure.chart.lines[0].name == "Momentum"
    assert "SGD" not in figure.told
    for rule in RULES[1:-1]:
        figure.shown[rule].click()
    # One alone is neither the lowest nor the highest.
    assert "Loss of Adam there" in figure.told
    assert "highest" not in figure.told
    figure.shown[RULES[-1]].click()
    assert "None is ticked" in figure.told
    assert figure.chart.lines == ()
