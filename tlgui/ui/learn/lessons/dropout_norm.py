"""Dropout and batch normalisation: what each changes in the same network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tlgui.engine.errors import Message
from tlgui.engine.lessons.regularizing import PASSES, SIDE, Regularized, Variant, regularize
from tlgui.ui.kit.charts.line_chart import Line
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_LOOKS = {
    Variant.NEITHER: ("text", Qt.PenStyle.SolidLine),
    Variant.DROPOUT: ("validation", Qt.PenStyle.DashLine),
    Variant.NORM: ("training", Qt.PenStyle.DashDotLine),
    Variant.BOTH: ("good", Qt.PenStyle.DotLine),
}
_FACTORS = (1.0, 3.0, 10.0)
_HELD_OUT, _TRAIN, _SPREAD = "held out", "train", "spread"


class DropoutNormFigure(MeasuredFigure):
    """Four trainings side by side, or the spread of activations by layer."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "dropout_norm_figure")
        self.count = number_field(40, 400, 200, step=40, waits=True)
        self.dropped = number_field(10, 80, 50, step=10, waits=True)
        self.dropped.setSuffix("%")
        self.factor, self.view = QComboBox(), QComboBox()
        for factor in _FACTORS:
            self.factor.addItem("", factor)
        for key in (_HELD_OUT, _TRAIN, _SPREAD):
            self.view.addItem("", key)
        self.add_control(lambda: self.tr("Training pictures"), self.count, "dropout_norm_pictures")
        self.add_control(lambda: self.tr("Dropped"), self.dropped, "dropout_norm_dropped")
        self.add_control(lambda: self.tr("Learning rate"), self.factor, "dropout_norm_rate")
        self.add_control(lambda: self.tr("Shown"), self.view, "dropout_norm_view")
        self.chart = self.add_chart(
            "dropout_norm_chart", lambda: self.tr("Loss by epoch, or spread by layer")
        )
        self.count.valueChanged.connect(self.again)
        self.dropped.valueChanged.connect(self.again)
        self.factor.currentIndexChanged.connect(self.again)
        self.view.currentIndexChanged.connect(self._on_view_chosen)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return regularize, (
            *self.pictures,
            self.count.value(),
            self.dropped.value() / 100,
            float(self.factor.currentData()),
        )

    def refresh(self) -> None:
        for place, factor in enumerate(_FACTORS):
            text = self.tr("as usual") if factor == 1 else self.tr("{n:g} times").format(n=factor)
            self.factor.setItemText(place, text)
        views = (
            self.tr("loss on held-out pictures"),
            self.tr("loss on training pictures"),
            self.tr("spread of activations by layer"),
        )
        for place, text in enumerate(views):
            self.view.setItemText(place, text)
        super().refresh()

    def _on_view_chosen(self) -> None:
        self.chart.set_current(None)
        self.refresh()

    @property
    def _shown(self) -> str:
        return str(self.view.currentData())

    def _names(self) -> dict[Variant, str]:
        return {
            Variant.NEITHER: self.tr("neither"),
            Variant.DROPOUT: self.tr("dropout"),
            Variant.NORM: self.tr("batch norm"),
            Variant.BOTH: self.tr("both"),
        }

    def _losses(self, result: Regularized, variant: Variant) -> tuple[float, ...]:
        course = result.courses[variant]
        return course.held_out if self._shown == _HELD_OUT else course.train

    def show_result(self, result: Regularized) -> None:
        names = self._names()
        if self._shown == _SPREAD:
            layers = tuple(float(number + 1) for number in range(len(result.spread_plain)))
            spreads = {Variant.NORM: result.spread_norm, Variant.NEITHER: result.spread_plain}
            self.chart.show_lines(
                [
                    Line(names[variant], layers, values, *_LOOKS[variant], dots=True)
                    for variant, values in spreads.items()
                ],
                across=self.tr("Layer"),
                up=self.tr("Standard deviation before the ReLU"),
                low=0,
            )
        else:
            first = result.courses[Variant.NEITHER].train[0]
            lines = []
            for variant in Variant:
                losses = self._losses(result, variant)
                epochs = tuple(float(epoch) for epoch in range(len(losses)))
                lines.append(Line(names[variant], epochs, losses, *_LOOKS[variant]))
            # What runs away leaves the chart: the others would be flat beside it.
            self.chart.show_lines(
                lines, across=self.tr("Epoch"), up=self.tr("Loss"), low=0, high=1.3 * first
            )
        if self.chart.current is None:
            self.chart.set_current(self.chart.places[-1])

    def tell_result(self, result: Regularized) -> str:
        measured = self.pictures_text(
            result.pictures, is_sample=result.is_sample, side=SIDE, wanted=self.count.value()
        )
        here = int(self.chart.current or 0)
        if self._shown == _SPREAD:
            told = self.tr(
                "Before training, into the ReLU of layer {n}: standard deviation {plain} without "
                "batch norm, {norm} with it."
            ).format(
                n=here,
                plain=f"{result.spread_plain[here - 1]:.3f}",
                norm=f"{result.spread_norm[here - 1]:.3f}",
            )
        else:
            names = self._names()
            parts = []
            for variant in Variant:
                loss = self._losses(result, variant)[here]
                share = result.courses[variant].accuracy[here]
                value = f"{loss:.3f}" if math.isfinite(loss) else self.tr("ran away")
                parts.append(f"{names[variant]} {value} ({share:.0%})")
            told = self.tr("Epoch {n}, loss (and right of those held out): {parts}.").format(
                n=here, parts=", ".join(parts)
            )
        return "\n".join((told, self._passes_text(result), measured))

    def _passes_text(self, result: Regularized) -> str:
        passes = np.array(result.passes)
        if not np.isfinite(passes).all():
            return self.tr("The network with dropout ran away: its answers are no numbers.")
        return self.tr(
            "One picture sent {n} times through the network with dropout: its class gets {low} to "
            "{high} while activations are dropped, and {settled} each time in evaluation, where "
            "none are."
        ).format(
            n=PASSES,
            low=f"{passes.min():.1%}",
            high=_never_certain(float(passes.max())),
            settled=_never_certain(result.settled),
        )


def _never_certain(share: float) -> str:
    """In percent with a decimal, and never rounded up to 100%."""
    return f"{min(share, 0.999):.1%}"


LESSON = Lesson(
    number=6,
    key="dropout_norm",
    title=Message("Dropout and batch normalisation"),
    idea=(
        Message(
            "Dropout sets a random share p of the activations to 0 in each training step and "
            "divides the others by 1\u00a0\u2212\u00a0p. No neuron can rely on a single other one, "
            "which works against overfitting. In evaluation nothing is dropped."
        ),
        Message(
            "Batch normalisation takes the mean of the batch from each activation and divides by "
            "the standard deviation; a scale and a shift are learned. So values keep their size "
            "from layer to layer, and larger learning rates work. In evaluation running means "
            "from training are used."
        ),
    ),
    to_try=Message(
        "Which learns soonest, and which has the lowest loss on held-out pictures at the end? "
        "Then take 10 times the learning rate: who still learns? Look at the spread by layer to "
        "see why."
    ),
    question=Question(
        text=Message("Why does a network with dropout answer differently in training mode?"),
        answers=(
            Message("Each pass drops other activations"),
            Message("Its weights change with each picture that it is asked about"),
            Message("It was trained for too short a time"),
        ),
        right=0,
        why=Message(
            "What is dropped is drawn anew each time, so the same picture gets other answers. "
            "Before using such a network one switches to evaluation mode: model.eval() in PyTorch."
        ),
    ),
    make_figure=DropoutNormFigure,
)
