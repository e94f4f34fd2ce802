"""Transfer learning: three ways to one's own classes, measured side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.errors import Message
from tlgui.engine.lessons.three_ways import ThreeWays, Way, compare
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.figures.way_rows import WayRow, WayRows
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_PICTURES = 60


class ThreeWaysFigure(MeasuredFigure):
    """Each way's stages, those that learn filled, and its accuracy on pictures it never saw."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "three_ways_figure", grows=False)
        self.count = number_field(20, 200, _PICTURES, step=20, waits=True)
        self.count.valueChanged.connect(self.again)
        self.add_control(lambda: self.tr("Training pictures"), self.count, "three_ways_pictures")
        self.rows = WayRows(
            "three_ways_rows", lambda: self.tr("The three ways and their accuracy"), len(Way)
        )
        self.rows.moved.connect(self.refresh)
        self.body.insertWidget(0, self.rows)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return compare, (*self.pictures, self.count.value())

    def _names(self) -> dict[Way, str]:
        return {
            Way.FEATURES: self.tr("Feature extraction"),
            Way.FINE_TUNING: self.tr("Fine-tuning"),
            Way.SCRATCH: self.tr("From scratch"),
        }

    def show_result(self, result: ThreeWays) -> None:
        names = self._names()
        self.rows.show_rows(
            tuple(
                WayRow(names[way], outcome.stages, outcome.accuracy, *outcome.interval)
                for way, outcome in result.outcomes.items()
            )
        )

    def _surprise(self, result: ThreeWays) -> list[str]:
        """Why random weights do better, where they clearly do."""
        scratch, features = (result.outcomes[way] for way in (Way.SCRATCH, Way.FEATURES))
        if scratch.interval[0] <= features.accuracy:
            return []
        return [
            self.tr(
                "From scratch does better here: these pictures are little like the photos that "
                "the network learned."
            )
        ]

    def tell_result(self, result: ThreeWays) -> str:
        way = list(result.outcomes)[self.rows.current]
        outcome = result.outcomes[way]
        what = {
            Way.FEATURES: self.tr("The embedded network stays as it is; only the head learns."),
            Way.FINE_TUNING: self.tr(
                "The last stage of the embedded network learns with the head, in small steps."
            ),
            Way.SCRATCH: self.tr("A small network learns all of its weights, from random ones."),
        }
        low, high = outcome.interval
        return "\n".join(
            (
                f"{self._names()[way]}: {what[way]}",
                self.tr(
                    "{learning} of {parameters} parameters learn from {n} pictures: {accuracy} of "
                    "{total} others are right (95% interval {low} to {high})."
                ).format(
                    learning=f"{outcome.learning:,}",
                    parameters=f"{outcome.parameters:,}",
                    n=result.pictures,
                    accuracy=f"{outcome.accuracy:.1%}",
                    total=outcome.total,
                    low=f"{low:.0%}",
                    high=f"{high:.0%}",
                ),
                *self._surprise(result),
                self.pictures_text(
                    result.pictures + outcome.total,
                    is_sample=result.is_sample,
                    wanted=self.count.value(),
                ),
            )
        )


LESSON = Lesson(
    number=13,
    key="three_ways",
    title=Message("Transfer learning's three ways"),
    idea=(
        Message(
            "A network that learned a million photos sees edges, textures and parts already. "
            "Feature extraction keeps it as it is and learns only a new head. Fine-tuning lets "
            "its last stages learn too. From scratch means random weights: all is to be learned."
        ),
        Message(
            "The fewer pictures there are, and the more they are like those photos, the more is "
            "gained by what was learned before."
        ),
    ),
    to_try=Message(
        "Go through the three ways with the arrow keys and compare how many parameters learn. "
        "Then take 20 pictures, and 200: which way gains most? The filled boxes are the stages "
        "that learn. Measuring takes some seconds."
    ),
    question=Question(
        text=Message("50 photos of each of two breeds of dogs, no GPU. What do you try first?"),
        answers=(
            Message("Feature extraction"),
            Message("Training from scratch"),
            Message("Fine-tuning all stages"),
        ),
        right=0,
        why=Message(
            "Photos of dogs are like those that the network learned, and a head has few "
            "parameters: little to learn from little. Fine-tuning can be tried after it; from "
            "scratch 100 photos are far too few."
        ),
    ),
    make_figure=ThreeWaysFigure,
)
