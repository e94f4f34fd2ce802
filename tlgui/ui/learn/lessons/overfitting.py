"""Overfitting: the loss on what is learned falls, the other one rises again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tlgui.engine.errors import Message
from tlgui.engine.lessons.material import SIDE
from tlgui.engine.lessons.overfitting import Overfitted, overfit, stopping
from tlgui.ui.kit.charts.line_chart import Line
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_PICTURES, _PATIENCE = 40, 10


class OverfittingFigure(MeasuredFigure):
    """The two losses of a training that goes on too long, and where it would be stopped."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "overfitting_figure")
        self.count = number_field(20, 400, _PICTURES, step=20, waits=True)
        self.patience = number_field(1, 60, _PATIENCE)
        self.add_control(lambda: self.tr("Training pictures"), self.count, "overfitting_pictures")
        self.add_control(
            lambda: self.tr("Patience in epochs"), self.patience, "overfitting_patience"
        )
        self.chart = self.add_chart("overfitting_chart", lambda: self.tr("Loss by epoch"))
        self.count.valueChanged.connect(self.again)
        self.patience.valueChanged.connect(self.refresh)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return overfit, (*self.pictures, self.count.value())

    def _stopping(self, result: Overfitted) -> tuple[int, int | None]:
        return stopping([done.validation_loss or 0 for done in result.history], self._patience)

    @property
    def _patience(self) -> int:
        return self.patience.value()

    def show_result(self, result: Overfitted) -> None:
        epochs = tuple(float(done.epoch) for done in result.history)
        best, last = self._stopping(result)
        marks = [(float(best), self.tr("kept"))]
        if last is not None:
            marks.append((float(last), self.tr("stops")))
        learned = tuple(done.train_loss for done in result.history)
        judged = tuple(done.validation_loss or 0.0 for done in result.history)
        self.chart.show_lines(
            (
                Line(self.tr("training"), epochs, learned, "training"),
                Line(self.tr("validation"), epochs, judged, "validation", Qt.PenStyle.DashLine),
            ),
            across=self.tr("Epoch"),
            up=self.tr("Loss"),
            low=0,
            marks=marks,
        )
        if self.chart.current is None:
            self.chart.set_current(epochs[-1])

    def tell_result(self, result: Overfitted) -> str:
        done = result.history[int(self.chart.current or 0)]
        best, last = self._stopping(result)
        kept, end = result.history[best], result.history[-1]
        loss = self.tr(
            "Epoch {epoch}: training loss {train}, validation loss {validation}; right are "
            "{train_share} and {validation_share}."
        ).format(
            epoch=done.epoch,
            train=f"{done.train_loss:.3f}",
            validation=f"{done.validation_loss:.3f}",
            train_share=f"{done.train_accuracy:.0%}",
            validation_share=f"{done.validation_accuracy:.0%}",
        )
        stop = (
            self.tr("With this patience nothing stops it.")
            if last is None
            else self.tr(
                "Early stopping ends it after epoch {last} and keeps epoch 0, the random weights:"
                " so few pictures teach this network nothing that holds for others. Take more."
            ).format(last=last)
            if best == 0
            else self.tr(
                "Early stopping ends it after epoch {last} and keeps epoch {best}: validation "
                "loss {kept} instead of {end}."
            ).format(
                last=last,
                best=best,
                kept=f"{kept.validation_loss:.3f}",
                end=f"{end.validation_loss:.3f}",
            )
        )
        size = self.tr("{parameters} parameters learn from {n} pictures.").format(
            parameters=f"{result.parameters:,}", n=result.pictures
        )
        count = result.pictures + result.held_out
        measured = self.pictures_text(
            count, is_sample=result.is_sample, side=SIDE, wanted=self.count.value()
        )
        return "\n".join((loss, stop, f"{size} {measured}"))


LESSON = Lesson(
    number=7,
    key="overfitting",
    title=Message("Overfitting and early stopping"),
    idea=(
        Message(
            "A network with many parameters can learn few pictures by heart. Then the loss on the "
            "training pictures goes on falling, while the loss on pictures that it never saw "
            "rises again."
        ),
        Message(
            "Early stopping watches the validation loss. Where it has not become better for some "
            "epochs, the patience, training ends, and the weights of the best epoch are kept."
        ),
    ),
    to_try=Message(
        "Find the epoch with the lowest validation loss with the arrow keys. Change the patience: "
        "when does training stop too early? Then give it 400 pictures: how far apart are the "
        "curves now?"
    ),
    question=Question(
        text=Message("Which sign tells of overfitting most clearly?"),
        answers=(
            Message("Both losses are high and hardly fall"),
            Message("The training loss falls, the validation loss rises"),
            Message("Both losses fall to the same value"),
        ),
        right=1,
        why=Message(
            "What is still learned then helps with the training pictures only. Both losses high "
            "is underfitting: the network is too small, or was trained too briefly."
        ),
    ),
    make_figure=OverfittingFigure,
)
