"""Bias and variance: models from bootstrap samples, apart from the truth and from each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tlgui.engine.errors import Message
from tlgui.engine.lessons.bias_variance import DEPTHS, SIDE, Spread, spread
from tlgui.ui.kit.charts.line_chart import Line
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_NAMED = 4
"""So many classes are named of those that the models say."""


class BiasVarianceFigure(MeasuredFigure):
    """What the error of trees of each depth is made of."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "bias_variance_figure")
        self.count = number_field(40, 600, 400, step=40, waits=True)
        self.models = number_field(2, 50, 20, waits=True)
        self.add_control(lambda: self.tr("Training pictures"), self.count, "bias_variance_pictures")
        self.add_control(lambda: self.tr("Bootstrap samples"), self.models, "bias_variance_models")
        self.chart = self.add_chart(
            "bias_variance_chart", lambda: self.tr("Bias, variance and error by depth of the tree")
        )
        self.count.valueChanged.connect(self.again)
        self.models.valueChanged.connect(self.again)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return spread, (*self.pictures, self.count.value(), self.models.value())

    def show_result(self, result: Spread) -> None:
        depths = tuple(float(depth) for depth in DEPTHS)
        least = min(range(len(DEPTHS)), key=lambda place: result.parts[place].error)
        bias, variance, error = (
            tuple(getattr(parts, name) for parts in result.parts)
            for name in ("bias", "variance", "error")
        )
        dashed = Qt.PenStyle.DashLine
        self.chart.show_lines(
            (
                Line(self.tr("error"), depths, error, "text", dots=True),
                Line(self.tr("bias"), depths, bias, "training", dots=True),
                Line(self.tr("variance"), depths, variance, "validation", dashed, dots=True),
            ),
            across=self.tr("Depth of the trees"),
            up=self.tr("Squared error"),
            low=0,
            marks=((depths[least], self.tr("least error")),),
        )
        if self.chart.current is None:
            self.chart.set_current(2)

    def tell_result(self, result: Spread) -> str:
        depth = int(self.chart.current or 1)
        place = DEPTHS.index(depth)
        parts = result.parts[place]
        counted = zip(result.answers[place], result.classes, strict=True)
        named = sorted(counted, key=lambda each: -each[0])
        told = [f"{one_line(name)}: {count}" for count, name in named[:_NAMED] if count]
        if others := sum(count for count, _name in named[_NAMED:]):
            told.append(self.tr("others: {n}").format(n=others))
        said = "; ".join(told)
        lines = [
            self.tr("Depth {n}: bias {bias} + variance {variance} = error {error}.").format(
                n=depth,
                bias=f"{parts.bias:.3f}",
                variance=f"{parts.variance:.3f}",
                # As told, the two add up.
                error=f"{round(parts.bias, 3) + round(parts.variance, 3):.3f}",
            ),
            self.tr(
                "One held-out picture shows {truth}. What the {models} trees say: {said}."
            ).format(truth=one_line(result.truth), models=result.models, said=said),
            self.tr(
                "Wrong are {wrong} of the answers of single trees, and {mean} of those of their "
                "mean."
            ).format(wrong=f"{parts.wrong:.0%}", mean=f"{parts.wrong_of_mean:.0%}"),
            self.pictures_text(
                result.pictures, is_sample=result.is_sample, side=SIDE, wanted=self.count.value()
            ),
        ]
        return "\n".join(lines)


LESSON = Lesson(
    number=10,
    key="bias_variance",
    title=Message("Bias and variance"),
    idea=(
        Message(
            "Had one drawn other training pictures, another model would have come out. The "
            "bootstrap imitates that: from the training pictures as many are drawn again, with "
            "replacement, and a model learns from each such sample."
        ),
        Message(
            "Bias is how wrong their mean is: what this kind of model cannot tell apart. Variance "
            "is how far they lie from each other: what came from the chance of the draw. Both "
            "together are the error."
        ),
    ),
    to_try=Message(
        "The models are decision trees, which ask one pixel after the other. Go through the "
        "depths with the arrow keys: a shallow tree has bias, a deep one variance. "
        "Then take 80 training pictures instead of 400: which of the two grows, and where is the "
        "least error now?"
    ),
    question=Question(
        text=Message("A model has low bias and high variance. What helps most?"),
        answers=(
            Message("A model with more parameters"),
            Message("More training pictures, or the mean of several models"),
            Message("Training for longer"),
        ),
        right=1,
        why=Message(
            "Variance comes from the chance of the draw: more pictures make it smaller, and in a "
            "mean it cancels out. More parameters lower the bias, which is low already."
        ),
    ),
    make_figure=BiasVarianceFigure,
)
