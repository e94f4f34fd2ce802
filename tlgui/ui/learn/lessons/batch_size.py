"""Large and small batches: where each ends, and how wide the valley is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tlgui.engine.errors import Message
from tlgui.engine.lessons.minima import DISTANCES, PLACES, SIDE, TARGET, Minima, Solution, minima
from tlgui.ui.kit.charts.line_chart import Line
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_LINE, _AROUND = "line", "around"
_HIGHEST = 20
"""So many times the loss of the solutions is shown: farther out it hides what is near."""


class BatchSizeFigure(MeasuredFigure):
    """The loss along the line through two solutions, or around each of them."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "batch_size_figure")
        self.small = number_field(4, 50, 5, waits=True)
        self.large = number_field(50, 400, 400, step=50, waits=True)
        self.view, self.start = QComboBox(), QComboBox()
        for key in (_LINE, _AROUND):
            self.view.addItem(key, key)
        for same in (True, False):
            self.start.addItem("", same)
        self.add_control(lambda: self.tr("Small batch"), self.small, "batch_size_small")
        self.add_control(lambda: self.tr("Large batch"), self.large, "batch_size_large")
        self.add_control(lambda: self.tr("Both begin with"), self.start, "batch_size_start")
        self.add_control(lambda: self.tr("Shown is the loss"), self.view, "batch_size_view")
        self.chart = self.add_chart(
            "batch_size_chart", lambda: self.tr("Loss between and around the two solutions")
        )
        self.small.valueChanged.connect(self.again)
        self.large.valueChanged.connect(self.again)
        self.start.currentIndexChanged.connect(self.again)
        self.view.currentIndexChanged.connect(self._on_view_chosen)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return minima, (
            *self.pictures,
            self.small.value(),
            self.large.value(),
            bool(self.start.currentData()),
        )

    def refresh(self) -> None:
        starts = (self.tr("the same weights"), self.tr("weights of their own"))
        for place, text in enumerate(starts):
            self.start.setItemText(place, text)
        views = (self.tr("along the line between them"), self.tr("around each of them"))
        for place, text in enumerate(views):
            self.view.setItemText(place, text)
        super().refresh()

    def _on_view_chosen(self) -> None:
        self.chart.set_current(None)
        self.refresh()

    @property
    def _on_the_line(self) -> bool:
        return bool(self.view.currentData() == _LINE)

    def show_result(self, result: Minima) -> None:
        small, large = result.small, result.large
        if self._on_the_line:
            top = _HIGHEST * max(small.loss, large.loss, small.held_out_loss / 4, TARGET)
            self.chart.show_lines(
                (
                    Line(self.tr("training"), PLACES, result.train, "training"),
                    Line(
                        self.tr("held out"),
                        PLACES,
                        result.held_out,
                        "validation",
                        Qt.PenStyle.DashLine,
                    ),
                ),
                across=self.tr("Way from the small batch's solution (0) to the large one's (1)"),
                up=self.tr("Loss"),
                low=0,
                high=min(top, max(*result.train, *result.held_out)),
                marks=(
                    (0.0, self.tr("batch {n}").format(n=small.batch)),
                    (1.0, self.tr("batch {n}").format(n=large.batch)),
                ),
            )
        else:
            looks = ("training", Qt.PenStyle.SolidLine), ("validation", Qt.PenStyle.DashLine)
            self.chart.show_lines(
                [
                    Line(self.tr("batch {n}").format(n=one.batch), DISTANCES, one.around, *look)
                    for one, look in zip((small, large), looks, strict=True)
                ],
                across=self.tr("Distance in random directions, as a share of the weights' length"),
                up=self.tr("Training loss"),
                low=0,
            )
        if self.chart.current is None:
            self.chart.set_current(0.5)

    def tell_result(self, result: Minima) -> str:
        here = self.chart.current or 0.0
        if self._on_the_line:
            place = PLACES.index(here)
            lines = [
                self.tr("At {place}: training loss {train}, held out {held_out}.").format(
                    place=f"{here:g}".replace("-", "\N{MINUS SIGN}"),
                    train=f"{result.train[place]:.3f}",
                    held_out=f"{result.held_out[place]:.3f}",
                )
            ]
        else:
            place = DISTANCES.index(here)
            small, large = result.small, result.large
            lines = [
                self.tr(
                    "{share} of the weights' length away the loss has risen by {small} with "
                    "batch {a}, by {large} with batch {b}."
                ).format(
                    share=f"{here:.0%}",
                    small=f"{small.around[place] - small.loss:.3f}",
                    a=small.batch,
                    large=f"{large.around[place] - large.loss:.3f}",
                    b=large.batch,
                )
            ]
        lines += [self._solution_text(one) for one in (result.small, result.large)]
        behind = [one.batch for one in (result.small, result.large) if one.loss > TARGET]
        if len(behind) == 1:
            lines.append(
                self.tr(
                    "With batch {batch} it did not come down to {target} in that many steps: the"
                    " two do not stand equally deep, so compare them with care."
                ).format(batch=behind[0], target=f"{TARGET:g}")
            )
        rate = self.tr("Both with SGD, learning rate {rate}.").format(rate=f"{result.rate:g}")
        measured = self.pictures_text(
            result.pictures, is_sample=result.is_sample, side=SIDE, wanted=self.large.value()
        )
        lines.append(f"{rate} {measured}")
        return "\n".join(lines)

    def _solution_text(self, one: Solution) -> str:
        return self.tr(
            "Batch {batch}: {steps} steps to a training loss of {loss}; curvature in the "
            "steepest direction {curvature}; right of those held out {share}."
        ).format(
            batch=one.batch,
            steps=f"{one.steps:,}",
            loss=f"{one.loss:.3f}",
            curvature=f"{one.curvature:.2f}",
            share=f"{one.accuracy:.1%}",
        )


LESSON = Lesson(
    number=9,
    key="batch_size",
    title=Message("Large and small batches"),
    idea=(
        Message(
            "The gradient of a small batch is noisy: another draw of pictures points elsewhere. "
            "That shakes the weights out of narrow valleys of the loss, so small batches tend to "
            "end in wide ones, flat minima. A large batch follows its valley down, even a sharp "
            "one."
        ),
        Message(
            "In a flat minimum the loss hardly changes when the weights do. Pictures that were "
            "not learned from shift the loss a little: there a flat minimum forgives more. That "
            "is the idea; whether it helps is to be measured."
        ),
    ),
    to_try=Message(
        "Compare the curvature of the two, then show the loss around each: which rises faster? "
        "Bring the sizes closer together. Then let both begin with weights of their own: what "
        "lies between two solutions now?"
    ),
    question=Question(
        text=Message(
            "Both networks have the same training loss. What does a greater curvature tell?"
        ),
        answers=(
            Message("A small change of the weights raises the loss more"),
            Message("The network has more parameters"),
            Message("The network is certainly worse on new pictures"),
        ),
        right=0,
        why=Message(
            "Curvature is how fast the slope changes: in a sharp minimum a small step leads up "
            "steeply. On new pictures flat minima are often better, but not always; look at the "
            "held-out figures here."
        ),
    ),
    make_figure=BatchSizeFigure,
)
