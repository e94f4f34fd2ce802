"""Bagging, and why boosting differs: the error by the number of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tlgui.engine.errors import Message
from tlgui.engine.lessons.bagging import MODELS, Together, together
from tlgui.engine.lessons.bias_variance import SIDE
from tlgui.ui.kit.charts.line_chart import Line
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench


class BaggingFigure(MeasuredFigure):
    """Trees side by side, and trees one after the other."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "bagging_figure")
        self.tree_depth = number_field(1, 12, 2, waits=True)
        self.count = number_field(40, 600, 400, step=40, waits=True)
        self.side = QComboBox()
        for held_out in (True, False):
            self.side.addItem("", held_out)
        self.add_control(lambda: self.tr("Depth of the trees"), self.tree_depth, "bagging_depth")
        self.add_control(lambda: self.tr("Training pictures"), self.count, "bagging_pictures")
        self.add_control(lambda: self.tr("Judged on"), self.side, "bagging_side")
        self.chart = self.add_chart(
            "bagging_chart", lambda: self.tr("Wrong answers by number of trees")
        )
        self.tree_depth.valueChanged.connect(self.again)
        self.count.valueChanged.connect(self.again)
        self.side.currentIndexChanged.connect(self.refresh)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return together, (*self.pictures, self.count.value(), self.tree_depth.value())

    def refresh(self) -> None:
        for place, text in enumerate((self.tr("held-out pictures"), self.tr("training pictures"))):
            self.side.setItemText(place, text)
        super().refresh()

    def _curves(self, result: Together) -> tuple[tuple[float, ...], tuple[float, ...]]:
        if self.side.currentData():
            return result.bagging.held_out, result.boosting.held_out
        return result.bagging.train, result.boosting.train

    def show_result(self, result: Together) -> None:
        trees = tuple(float(number) for number in range(1, MODELS + 1))
        bagged, boosted = self._curves(result)
        self.chart.show_lines(
            (
                Line(self.tr("bagging"), trees, bagged, "training"),
                Line(self.tr("boosting"), trees, boosted, "validation", Qt.PenStyle.DashLine),
            ),
            across=self.tr("Trees"),
            up=self.tr("Wrong answers"),
            unit=lambda value: f"{value:.0%}",
            low=0,
        )
        if self.chart.current is None:
            self.chart.set_current(MODELS)

    def tell_result(self, result: Together) -> str:
        trees = int(self.chart.current or 1)
        bagged, boosted = self._curves(result)
        heavy = result.heavy[trees - 1]
        lines = [
            self.tr(
                "Trees: {n}. Bagging is wrong on {bagged}, boosting on {boosted}. A single "
                "tree: {one} from a bootstrap sample, {whole} from all training pictures."
            ).format(
                n=trees,
                bagged=f"{bagged[trees - 1]:.1%}",
                boosted=f"{boosted[trees - 1]:.1%}",
                one=f"{bagged[0]:.1%}",
                whole=f"{boosted[0]:.1%}",
            ),
            self.tr(
                "For tree {n} of boosting, the tenth of the pictures that is hardest has {share} "
                "of the weight."
            ).format(n=trees, share=f"{heavy:.0%}"),
            self.pictures_text(
                result.pictures, is_sample=result.is_sample, side=SIDE, wanted=self.count.value()
            ),
        ]
        return "\n".join(lines)


LESSON = Lesson(
    number=12,
    key="bagging",
    title=Message("Bagging and boosting"),
    idea=(
        Message(
            "Bagging trains models side by side, each on a bootstrap sample of its own, and "
            "averages what they say. Their chance errors cancel out: it lowers variance. What all "
            "of them get wrong stays wrong: bias stays."
        ),
        Message(
            "Boosting trains models one after the other. After each, the pictures that it got "
            "wrong weigh more for the next one, and votes are weighted by how good a model was. "
            "So weak models add up to a strong one: it lowers bias."
        ),
    ),
    to_try=Message(
        "The models are decision trees. With depth 2 they are weak: who gains more by many of "
        "them? Then take depth 10. Look at the training pictures too: boosting soon makes hardly "
        "any mistake there, and gives its weight to the hardest ones."
    ),
    question=Question(
        text=Message(
            "Every tree of a forest makes the same mistake on a picture. What does bagging more "
            "trees do for it?"
        ),
        answers=(
            Message("Nothing: the mean of equal answers is the same answer"),
            Message("It corrects the mistake after enough trees"),
            Message("It gives the picture more weight"),
        ),
        right=0,
        why=Message(
            "Averaging helps only where models err in different ways. Giving a picture more "
            "weight because it was wrong is what boosting does."
        ),
    ),
    make_figure=BaggingFigure,
)
