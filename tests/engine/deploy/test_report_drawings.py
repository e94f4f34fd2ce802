"""What a report draws: places that follow from the values, nothing drawn that is not known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import runs
from tests.learning_curves import made_up_curve
from tlgui.engine.deploy.html_report import report_page
from tlgui.engine.deploy.html_report.drawings import (
    CLASSES_DRAWN,
    class_drawings,
    enough_plot,
    epoch_plots,
    sureness_plot,
)
from tlgui.engine.deploy.html_report.plots import Axis, Plot
from tlgui.engine.deploy.html_report.words import Words
from tlgui.engine.insight.learning_curve.curve import keep_learning_curve
from tlgui.engine.insight.report import evaluate
from tlgui.engine.progress import Control, EpochDone
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

WORDS = Words("en")


def test_values_lie_where_their_axes_say() -> None:
    plot = Plot(
        "",
        Axis(100, 1_600, (100, 400), str, by_factors=True),
        Axis(0, 1, (0, 0.5), "{:.0%}".format),
    )

    assert plot.x(100) == plot.left
    assert plot.x(1_600) == pytest.approx(plot.right, abs=0.1)
    assert plot.x(400) == pytest.approx((plot.left + plot.right) / 2, abs=0.1)
    assert (plot.y(0), plot.y(1)) == (plot.bottom, plot.top)
    assert [tick.text for tick in plot.ticks_up] == ["0%", "50%"]
    plot.add_line("train", (100, 400, 1_600), (0.0, None, 1.0))
    (line,) = plot.strokes
    assert line.points == f"{plot.left},{plot.bottom} {plot.x(1_600)},{plot.top}"


def test_epochs_have_both_curves_and_a_dot_on_the_one_that_is_kept() -> None:
    history = [
        EpochDone(number, 4, loss, 0.5, held, None if held is None else 0.6)
        for number, loss, held in ((1, 1.0, 0.9), (2, 0.8, 0.7), (3, math.nan, None), (4, 0.5, 0.8))
    ]

    loss, accuracy = epoch_plots(history, None, WORDS)

    train, held = loss.strokes
    assert (train.role, train.dashed, held.dashed) == ("train", False, True)
    # What is no number is left out.
    assert len(train.points.split()) == len(held.points.split()) == 3
    assert [(mark.x, mark.y) for mark in loss.marks] == [(loss.x(2), loss.y(0.7))]
    assert accuracy.up.written(0.5) == "50%"
    # None of them is kept: the head that it began with is.
    assert epoch_plots(history, 0, WORDS)[0].marks == []
    assert epoch_plots(history[:1], None, WORDS) == []


def test_of_very_many_classes_those_that_are_told_worst_are_drawn() -> None:
    draw = np.random.default_rng(0)
    count = CLASSES_DRAWN + 8
    targets = np.repeat(np.arange(count), 12)
    # The later a class, the less is known of it.
    sure = np.where(draw.random(len(targets)) < 1 - targets / count, 0.9, 0.01)
    probabilities = (draw.random((len(targets), count)) / count).astype(np.float32)
    probabilities[np.arange(len(targets)), targets] = sure
    names = [f"class {number}" for number in range(count)]
    report = evaluate(names, [f"{n}.png" for n in range(len(targets))], targets, probabilities)

    drawn = class_drawings(report, WORDS, Control())

    assert len(drawn) == CLASSES_DRAWN
    assert "class 0" not in {each.name for each in drawn}
    worst = min(report.per_class, key=lambda score: score.f1)
    assert drawn[0].name == worst.name
    for each in drawn:
        for plot in (each.precision, each.roc):
            # By chance dashed, and the class's own.
            assert [line.dashed for line in plot.strokes] == [True, False]


def test_the_curve_by_pictures_is_dashed_from_now_on() -> None:
    curve = made_up_curve()

    plot = enough_plot(curve, WORDS)

    known, ahead = plot.strokes
    now = f"{plot.x(1_600)},"
    assert known.points.split()[-1].startswith(now)
    assert ahead.points.split()[0].startswith(now)
    assert ahead.dashed
    assert len(plot.marks) == len(curve.points) + len(curve.forecasts)
    assert len(plot.bands) == 1
    few = enough_plot(made_up_curve(held_out=20), WORDS)
    assert (few.strokes, few.bands) == ([], [])
    assert len(few.marks) == len(curve.points)


def test_sureness_is_a_bar_for_answers_that_are_as_sure() -> None:
    sure = np.asarray([0.9, 0.9, 0.9, 0.9, 0.5, 0.5], np.float32)
    right = np.asarray([True, True, True, False, True, False])

    plot = sureness_plot(sure, right, WORDS)

    half, most = plot.bars
    assert (half.told, most.told) == ("50.0%: 50.0% (2)", "90.0%: 75.0% (4)")
    assert half.width < most.width
    assert half.y == plot.y(0.5)


def test_all_of_them_are_on_the_page() -> None:
    page = report_page(runs.trained_run(), "en", Control())

    for name in runs.trained_run().classes:
        assert f'aria-label="Precision and recall of {name}"' in page
        assert f'aria-label="ROC curve of {name}"' in page
    assert "How many pictures are enough" not in page


@pytest.mark.parametrize("held_out", [20, 1_000])
def test_a_line_is_spoken_of_where_there_is_one(tmp_path: Path, held_out: int) -> None:
    run = open_run(runs.copied_run(tmp_path / "run"))
    curve = made_up_curve(held_out=held_out)
    keep_learning_curve(run, curve)

    page = report_page(run, "en", Control())

    assert "How many pictures are enough" in page
    assert ("Line: the power law" in page) is bool(curve.line)
