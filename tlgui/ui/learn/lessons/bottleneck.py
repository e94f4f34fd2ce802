"""The bottleneck: a 1 x 1 convolution makes the larger one cheap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSlider

from tlgui.engine.errors import Message
from tlgui.engine.lessons.bottleneck import Bottleneck, weights_of
from tlgui.ui.kit.charts.line_chart import Line, LineChart
from tlgui.ui.learn.figure import Figure, number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, live_text

if TYPE_CHECKING:
    from tlgui.ui.learn.lesson import Bench

_USUAL = Bottleneck()


class BottleneckFigure(Figure):
    """Weights against the number of maps in between, beside those of the direct way."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "bottleneck_figure")
        self.maps_in = number_field(1, 512, _USUAL.depth)
        self.maps_out = number_field(1, 512, _USUAL.filters)
        self.kernel = number_field(1, 11, _USUAL.kernel)
        self.add_control(lambda: self.tr("Maps in"), self.maps_in, "bottleneck_depth")
        self.add_control(lambda: self.tr("Maps out"), self.maps_out, "bottleneck_filters")
        self.add_control(lambda: self.tr("Kernel"), self.kernel, "bottleneck_kernel")
        for field in (self.maps_in, self.maps_out, self.kernel):
            field.valueChanged.connect(self._redraw)
        self.between = QSlider(Qt.Orientation.Horizontal)
        self.between.setFixedWidth(theme.px(200))
        self.between.setRange(1, _USUAL.depth)
        self.between.setValue(_USUAL.between)
        self.add_control(lambda: self.tr("Maps between"), self.between, "bottleneck_between")
        self.between.valueChanged.connect(self._redraw)
        self.chart = LineChart("bottleneck_chart")
        live_text(
            self.chart, self.chart.setAccessibleName, lambda: self.tr("Weights by maps between")
        )
        self.chart.moved.connect(lambda place: self.between.setValue(round(place)))
        self.body.addWidget(self.chart, 1)
        live(self, self._redraw)

    @property
    def bottleneck(self) -> Bottleneck:
        """What the fields ask for."""
        return Bottleneck(
            self.maps_in.value(), self.maps_out.value(), self.kernel.value(), self.between.value()
        )

    def _redraw(self) -> None:
        with QSignalBlocker(self.between):
            self.between.setRange(1, self.maps_in.value())
        now = self.bottleneck
        every = range(1, now.depth + 1)
        places = tuple(float(between) for between in every)
        through = tuple(
            float(Bottleneck(now.depth, now.filters, now.kernel, between).through)
            for between in every
        )
        self.chart.show_lines(
            (
                Line(self.tr("through 1 \u00d7 1"), places, through, "training"),
                Line(
                    self.tr("direct"),
                    places,
                    (float(now.direct),) * len(places),
                    "validation",
                    Qt.PenStyle.DashLine,
                ),
            ),
            across=self.tr("Maps between"),
            up=self.tr("Weights"),
            unit=lambda value: f"{value:,.0f}",
            low=0,
        )
        self.chart.set_current(now.between)
        self._tell(now)

    def _tell(self, now: Bottleneck) -> None:
        kernel = now.kernel
        lines = [
            self.tr("Direct: {formula} = {count} weights.").format(
                formula=f"{kernel}·{kernel}·{now.depth}·{now.filters}", count=f"{now.direct:,}"
            ),
            self.tr("With {n} maps between: {formula} = {count} weights, {share} of it.").format(
                n=now.between,
                formula=(
                    f"1·1·{now.depth}·{now.between} + {kernel}·{kernel}·{now.between}·{now.filters}"
                ),
                count=f"{now.through:,}",
                share=f"{now.through / now.direct:.0%}",
            ),
            self.tr("It saves weights with up to {n} maps between.").format(n=now.most_between)
            if now.most_between
            else self.tr("Here it saves no weights, however few maps are between."),
        ]
        self.tell("\n".join(lines))


LESSON = Lesson(
    number=4,
    key="bottleneck",
    title=Message("1 \u00d7 1 and the bottleneck"),
    idea=(
        Message(
            "A 1 \u00d7 1 convolution looks at one place only: it mixes the maps there into "
            "fewer, or more. It costs little, since its kernel has one cell."
        ),
        Message(
            "Before a larger kernel it narrows the way: the larger one then sees fewer maps, and "
            "many of its weights are gone. GoogLeNet and ResNet-50 are built like this."
        ),
    ),
    to_try=Message(
        "Move through the maps between with the arrow keys in the chart: with how many is half "
        "of the weights left? Then set the kernel to 5, and to 1: when does it save most?"
    ),
    question=Question(
        text=Message(
            "A kernel of 3 \u00d7 3 joins 32 maps with 64: {direct} weights. With 16 maps between, "
            "how many weights are left?",
            direct=f"{_USUAL.direct:,}",
        ),
        answers=(
            f"{weights_of(1, _USUAL.depth, _USUAL.between):,}",
            f"{_USUAL.widening:,}",
            f"{_USUAL.through:,}",
        ),
        right=2,
        why=Message(
            "1·1·32·16 = {first} to narrow, and 3·3·16·64 = {second} behind it: {sum} together.",
            first=f"{_USUAL.narrowing:,}",
            second=f"{_USUAL.widening:,}",
            sum=f"{_USUAL.through:,}",
        ),
    ),
    make_figure=BottleneckFigure,
)
