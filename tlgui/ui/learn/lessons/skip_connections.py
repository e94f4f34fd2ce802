"""Skip connections: what keeps the gradient of deep networks from vanishing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tlgui.engine.errors import Message
from tlgui.engine.lessons.gradients import Bend, GradientSizes, gradient_sizes
from tlgui.ui.kit.charts.line_chart import Line
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure
from tlgui.ui.words.texts import power_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_NAMES = {Bend.RELU: "ReLU", Bend.TANH: "tanh", Bend.SIGMOID: "sigmoid"}


class GradientFigure(MeasuredFigure):
    """The size of the gradient at each layer of two networks."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "gradient_figure")
        self.layers, self.bend = number_field(2, 60, 20, waits=True), QComboBox()
        for bend, name in _NAMES.items():
            self.bend.addItem(name, bend)
        self.add_control(lambda: self.tr("Layers"), self.layers, "gradient_depth")
        self.add_control(lambda: self.tr("Activation function"), self.bend, "gradient_bend")
        self.chart = self.add_chart(
            "gradient_chart", lambda: self.tr("Size of the gradient by layer")
        )
        self.layers.valueChanged.connect(self.again)
        self.bend.currentIndexChanged.connect(self.again)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return gradient_sizes, (*self.pictures, self.layers.value(), Bend(self.bend.currentData()))

    def show_result(self, result: GradientSizes) -> None:
        layers = tuple(float(number + 1) for number in range(len(result.plain)))
        plain = tuple(size or math.nan for size in result.plain)
        self.chart.show_lines(
            (
                Line(
                    self.tr("with skip connections"),
                    layers,
                    result.skipping,
                    "training",
                    dots=True,
                ),
                Line(
                    self.tr("without"),
                    layers,
                    plain,
                    "validation",
                    Qt.PenStyle.DashLine,
                    dots=True,
                ),
            ),
            across=self.tr("Layer, from the picture on"),
            up=self.tr("Gradient, root mean square"),
            unit=power_text,
            logarithmic=True,
        )
        if self.chart.current is None:
            self.chart.set_current(1)

    def tell_result(self, result: GradientSizes) -> str:
        layer = int(self.chart.current or 1)
        plain, skipping = result.plain[layer - 1], result.skipping[layer - 1]
        lines = [
            self.tr(
                "Layer {n} of {count}: {skipping} with skip connections, {plain} without."
            ).format(
                n=layer,
                count=len(result.plain),
                skipping=power_text(skipping),
                plain=power_text(plain),
            )
        ]
        if result.plain[0] and result.skipping[0]:
            lines.append(
                self.tr(
                    "From the last layer to the first the gradient becomes {skipping} times as "
                    "large with them, {plain} times without."
                ).format(
                    skipping=power_text(result.skipping[0] / result.skipping[-1]),
                    plain=power_text(result.plain[0] / result.plain[-1]),
                )
            )
        lines.append(self.pictures_text(result.pictures, is_sample=result.is_sample))
        return "\n".join(lines)


LESSON = Lesson(
    number=5,
    key="skip_connections",
    title=Message("Skip connections"),
    idea=(
        Message(
            "A layer learns by its gradient, and the gradient comes back from the loss through "
            "every layer behind it. Each multiplies it, often by less than 1: after many layers "
            "almost nothing is left. This is the vanishing gradient."
        ),
        Message(
            "A skip connection adds what comes in to what comes out. On that way the gradient "
            "passes unchanged, however deep the network is."
        ),
    ),
    to_try=Message(
        "Go to layer 1 in the chart with the Home key and compare the two. Then change the number "
        "of layers: which of the two depends on it? Try the sigmoid too."
    ),
    question=Question(
        text=Message("A block computes y = x + f(x). By what does it multiply the gradient?"),
        answers=("f\u2032(x)", "1 + f\u2032(x)", "x · f\u2032(x)"),
        right=1,
        why=Message(
            "The derivative of x is 1. Even where f\u2032(x) is near 0, the gradient comes "
            "through; without the skip connection only f\u2032(x) would be left."
        ),
    ),
    make_figure=GradientFigure,
)
