"""What a report draws of a run: sureness, epochs, classes, and how many pictures are enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.calibration import calibration_bins
from tlgui.engine.data.names import shown
from tlgui.engine.deploy.html_report.plots import Axis, Plot, even_axis
from tlgui.engine.insight.curves import best_epoch
from tlgui.engine.insight.sureness.class_curves import class_curves
from tlgui.engine.insight.sureness.correcting import BINS
from tlgui.engine.progress import BatchDone, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.deploy.html_report.words import Words
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.insight.report import Report
    from tlgui.engine.insight.sureness.class_curves import ClassCurves, Floats
    from tlgui.engine.progress import Control, EpochDone

CLASSES_DRAWN = 12
"""Those that are told worst: more drawings nobody reads."""
POINTS = 100
"""Of a line, at most: more are not told apart."""
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
HALVES = (0.0, 0.5, 1.0)


def percent(share: float) -> str:
    """A share, in words."""
    return f"{share:.1%}"


def _whole(share: float) -> str:
    return f"{share:.0%}"


def sureness_plot(confidences: NDArray[np.float32], right: NDArray[np.bool_], words: Words) -> Plot:
    """How often answers of each sureness are right: a reliability diagram."""
    plot = Plot(
        words.say("calibration"),
        Axis(0, 1, QUARTERS, _whole, words.say("sureness")),
        Axis(0, 1, QUARTERS, _whole),
        width=480,
        height=260,
    )
    bins = calibration_bins(confidences, right, BINS)
    most = max((each.count for each in bins), default=1)
    for each in bins:
        told = f"{percent(each.confidence)}: {percent(each.accuracy)} ({each.count})"
        plot.add_bar(each.confidence, each.accuracy, 3 + 22 * (each.count / most) ** 0.5, told)
    plot.add_line("held", (0, 1), (0, 1), dashed=True)
    return plot


def epoch_plots(history: Sequence[EpochDone], kept: int | None, words: Words) -> list[Plot]:
    """Loss and accuracy of every epoch, for training and for validation.

    Args:
        history: a row an epoch.
        kept: the epoch whose weights are kept, 0 for none of them; None for the best.
        words: of the report.
    """
    if len(history) < 2:
        return []
    best = best_epoch(history) if kept is None else None
    number = kept if best is None else best.epoch
    ways: tuple[
        tuple[str, Callable[[float], str], Callable[[EpochDone], tuple[float, float | None]]], ...
    ]
    ways = (
        ("curve_loss", lambda v: f"{v:g}", lambda row: (row.train_loss, row.validation_loss)),
        ("curve_accuracy", _whole, lambda row: (row.train_accuracy, row.validation_accuracy)),
    )
    plots = []
    for name, written, values in ways:
        rows = [values(row) for row in history]
        known = [value for row in rows for value in row if value is not None and np.isfinite(value)]
        epochs = [float(row.epoch) for row in history]
        across = even_axis(epochs[0], epochs[-1], lambda v: f"{v:g}")
        inside = [t for t in across.ticks if epochs[0] <= t <= epochs[-1] and t == round(t)]
        plot = Plot(
            words.say(name),
            Axis(epochs[0], epochs[-1], inside, lambda v: f"{v:g}", words.say("epoch")),
            even_axis(min(known, default=0.0), max(known, default=1.0), written),
            width=316,
            height=200,
        )
        for place, role in enumerate(("train", "held")):
            ys = [row[place] for row in rows]
            finite = [y if y is not None and np.isfinite(y) else None for y in ys]
            plot.add_line(role, epochs, finite, dashed=role == "held")
        for epoch, (_train, held) in zip(epochs, rows, strict=True):
            if epoch == number and held is not None:
                plot.add_mark("held", epoch, held, (held, held), words.say("kept", epoch=number))
        plots.append(plot)
    return plots


@dataclass(frozen=True)
class ClassDrawing:
    """One class beside all others.

    Attributes:
        name: of the class.
        precision: its precision and recall.
        roc: its ROC curve.
        told: the areas with their intervals, as the page says them.
    """

    name: str
    precision: Plot
    roc: Plot
    told: tuple[str, str]


def class_drawings(report: Report, words: Words, control: Control) -> list[ClassDrawing]:
    """Precision and recall, and ROC, of at most ``CLASSES_DRAWN`` classes, the worst told first."""
    numbers = [number for number in report.told if report.per_class[number].support]
    if len(numbers) > CLASSES_DRAWN:
        numbers = sorted(numbers, key=lambda number: report.per_class[number].f1)[:CLASSES_DRAWN]
    control.report(Stage(StageName.EVALUATION, len(numbers)))
    drawings = []
    for done, number in enumerate(numbers, 1):
        control.check()
        curves = class_curves(report, number)
        if curves is not None:
            drawings.append(_class_drawing(curves, words))
        control.report(BatchDone(done, len(numbers)))
    return drawings


def _class_drawing(curves: ClassCurves, words: Words) -> ClassDrawing:
    name = shown(curves.name)
    chance = curves.pictures / curves.total
    precision = _unit_square(words.say("precision_curve", name=name), words.say("recall"))
    precision.add_line("muted-line", (0, 1), (chance, chance), dashed=True)
    precision.add_line("train", *_thinned(curves.recall, curves.precision))
    roc = _unit_square(words.say("roc_curve", name=name), words.say("false_positives"))
    roc.add_line("muted-line", (0, 1), (0, 1), dashed=True)
    roc.add_line("train", *_thinned(curves.false_positives, curves.true_positives))
    return ClassDrawing(
        name,
        precision,
        roc,
        (
            _with_interval(curves.average_precision, curves.average_precision_interval),
            _with_interval(curves.area, curves.area_interval),
        ),
    )


def _unit_square(title: str, across: str) -> Plot:
    return Plot(
        title,
        Axis(0, 1, HALVES, _whole, across),
        Axis(0, 1, HALVES, _whole),
        width=156,
        height=146,
    )


def _with_interval(value: float, interval: tuple[float, float]) -> str:
    return f"{value:.3f} ({interval[0]:.3f} \u2013 {interval[1]:.3f})"


def _thinned(xs: Floats, ys: Floats) -> tuple[list[float], list[float]]:
    places = np.unique(np.linspace(0, len(xs) - 1, POINTS).round().astype(int))
    return xs[places].tolist(), ys[places].tolist()


def enough_plot(curve: LearningCurve, words: Words) -> Plot:
    """How right the model is by the pictures that it learned from, and where that goes."""
    first, now = curve.points[0], curve.points[-1]
    last = curve.line[-1].pictures if curve.line else now.pictures
    ends = [end for each in (*curve.points, *curve.line) for end in each.interval]
    plot = Plot(
        words.say("enough"),
        Axis(
            first.pictures,
            max(last, first.pictures + 1),
            curve.ticks,
            lambda value: f"{value:,.0f}",
            words.say("enough_across"),
            by_factors=True,
        ),
        even_axis(min(ends), min(1.0, max(ends)), _whole, words.say("curve_accuracy")),
        width=560,
        height=280,
    )
    xs = [each.pictures for each in curve.line]
    lows, highs = zip(*(each.interval for each in curve.line), strict=True) if xs else ((), ())
    if xs:
        plot.add_band("train", xs, lows, highs)
    for dashed in (False, True):
        some = [
            each
            for each in curve.line
            if (each.pictures > now.pictures) is dashed or each.pictures == now.pictures
        ]
        plot.add_line(
            "train",
            [each.pictures for each in some],
            [each.accuracy for each in some],
            dashed=dashed,
        )
    for each in (*curve.points, *curve.forecasts):
        low, high = each.interval
        told = (
            f"{each.pictures:,}: {percent(each.accuracy)} ({percent(low)} \u2013 {percent(high)})"
        )
        plot.add_mark("train", each.pictures, each.accuracy, each.interval, told)
    return plot
