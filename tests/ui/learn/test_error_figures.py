"""Figures about errors: of batches, of bias and variance, of many trees instead of one."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.fakes import make_dataset
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.lessons.minima import TARGET
from tlgui.engine.lessons.regularizing import PASSES, Course, Variant
from tlgui.engine.progress import Control
from tlgui.ui.learn.lesson import Bench
from tlgui.ui.learn.lessons import dropout_norm, optimizers
from tlgui.ui.learn.lessons.bagging import BaggingFigure
from tlgui.ui.learn.lessons.batch_size import BatchSizeFigure
from tlgui.ui.learn.lessons.bias_variance import BiasVarianceFigure
from tlgui.ui.learn.lessons.dropout_norm import DropoutNormFigure
from tlgui.ui.learn.lessons.optimizers import OptimizersFigure

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.learn.measured import MeasuredFigure
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

FIGURES = (
    OptimizersFigure,
    BatchSizeFigure,
    BiasVarianceFigure,
    BaggingFigure,
    DropoutNormFigure,
)


@pytest.fixture
def bench(themed: QApplication, session: Session, runner: JobRunner, measured_once: None) -> Bench:
    return Bench(session, runner)


def measured(qtbot: QtBot, bench: Bench, figure: MeasuredFigure) -> None:
    qtbot.waitUntil(lambda: figure.result is not None and not bench.runner.jobs)


def put_up(qtbot: QtBot, bench: Bench, figure: MeasuredFigure) -> None:
    qtbot.addWidget(figure)
    figure.resize(900, 700)
    with qtbot.waitExposed(figure):
        figure.show()
    measured(qtbot, bench, figure)


def test_curvature_and_what_lies_between_are_told(qtbot: QtBot, bench: Bench) -> None:
    figure = BatchSizeFigure(bench)
    put_up(qtbot, bench, figure)
    small, large = figure.result.small, figure.result.large
    assert f"Batch 5: {small.steps:,} steps" in figure.told
    assert f"steepest direction {large.curvature:.2f}" in figure.told

    QTest.keyClick(figure.chart, Qt.Key.Key_Home)
    assert figure.told.startswith(f"At \u22121: training loss {figure.result.train[0]:.3f}")
    assert "with care" not in figure.told
    shallow = replace(figure.result, small=replace(small, loss=10 * TARGET))
    assert "With batch 5 it did not come down to 0.05" in figure.tell_result(shallow)
    figure.view.setCurrentIndex(1)
    assert figure.told.startswith("50% of the weights' length away")
    assert [line.name for line in figure.chart.lines] == ["batch 5", "batch 400"]

    figure.result = None
    figure.start.setCurrentIndex(1)
    measured(qtbot, bench, figure)
    figure.view.setCurrentIndex(0)
    between = figure.result.train[30]
    assert between > 3 * max(figure.result.small.loss, figure.result.large.loss)


def test_depths_are_gone_through_by_keys(qtbot: QtBot, bench: Bench) -> None:
    figure = BiasVarianceFigure(bench)
    put_up(qtbot, bench, figure)
    for depth, parts in enumerate(figure.result.parts, start=1):
        figure.chart.set_current(depth)
        figure.refresh()
        assert figure.told.startswith(
            f"Depth {depth}: bias {parts.bias:.3f} + variance {parts.variance:.3f}"
        )
        bias, variance, error = map(Decimal, re.findall(r"\d\.\d{3}", figure.told)[:3])
        assert bias + variance == error
    QTest.keyClick(figure.chart, Qt.Key.Key_Home)
    assert figure.told.startswith("Depth 1: ")

    few = figure.result
    figure.result = None
    figure.count.setValue(80)
    measured(qtbot, bench, figure)
    assert figure.result.parts[-1].variance > few.parts[-1].variance


def test_single_trees_are_the_first_place_of_both(qtbot: QtBot, bench: Bench) -> None:
    figure = BaggingFigure(bench)
    put_up(qtbot, bench, figure)
    QTest.keyClick(figure.chart, Qt.Key.Key_Home)
    first = figure.result.bagging.held_out[0]
    assert figure.told.startswith(f"Trees: 1. Bagging is wrong on {first:.1%}")
    assert "tree 1 of boosting, the tenth of the pictures that is hardest has 10%" in figure.told

    figure.side.setCurrentIndex(1)
    assert figure.chart.lines[1].ys == figure.result.boosting.train


@pytest.mark.parametrize("make", FIGURES)
def test_few_pictures_of_one_s_own_do(
    qtbot: QtBot, bench: Bench, tmp_path: Path, make: type[MeasuredFigure]
) -> None:
    make_dataset(tmp_path / "pictures", ("dress", "hat"), 12)
    index = scan(tmp_path / "pictures", Control())
    bench.session.set_index(index)
    bench.session.set_split(make_split(index))

    figure = make(bench)  # type: ignore[call-arg]  # each names itself
    put_up(qtbot, bench, figure)

    assert "of your pictures" in figure.told
    assert "nan" not in figure.told
    few = not isinstance(figure, OptimizersFigure)  # Which is asked for no number of them.
    assert ("training split has only 16" in figure.told) is few
    if isinstance(figure, BatchSizeFigure):
        assert figure.result.large.batch == 16


def test_dropout_is_shown_by_epoch_and_by_layer(qtbot: QtBot, bench: Bench) -> None:
    figure = DropoutNormFigure(bench)
    put_up(qtbot, bench, figure)
    result = figure.result
    assert [line.ys for line in figure.chart.lines] == [
        course.held_out for course in result.courses.values()
    ]
    assert figure.told.startswith("Epoch 60, ")
    assert f"{min(result.settled, 0.999):.1%} each time in evaluation" in figure.told

    QTest.keyClick(figure.chart, Qt.Key.Key_Home)
    figure.view.setCurrentIndex(2)
    assert [line.ys for line in figure.chart.lines] == [result.spread_norm, result.spread_plain]
    assert f"{result.spread_plain[-1]:.3f} without batch norm" in figure.told
    figure.view.setCurrentIndex(1)
    assert figure.chart.lines[0].ys == result.courses[Variant.NEITHER].train


def test_lines_are_told_apart_without_colours() -> None:
    assert len({style for _role, style in dropout_norm._LOOKS.values()}) == len(Variant)
    optimiser = dict(optimizers._LOOKS.values())
    assert optimiser["good"] != optimiser["bad"], "green against red alone"


def test_what_runs_away_is_told(qtbot: QtBot, bench: Bench) -> None:
    figure = DropoutNormFigure(bench)
    put_up(qtbot, bench, figure)
    gone = Course((2.3, math.nan), (2.3, math.nan), (0.1, 0.1))
    figure.result = replace(
        figure.result,
        courses=dict.fromkeys(Variant, gone),
        passes=(math.nan,) * PASSES,
        settled=math.nan,
    )
    figure.refresh()
    QTest.keyClick(figure.chart, Qt.Key.Key_End)
    figure.grab()

    assert "neither ran away (10%)" in figure.told
    assert "no numbers" in figure.told
    assert "nan" not in figure.told

    figure.result = replace(figure.result, passes=(0.2, 0.99997), settled=0.99996)
    figure.refresh()
    assert "20.0% to 99.9%" in figure.told
    assert "100.0%" not in figure.told
