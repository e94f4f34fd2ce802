"""Cross-validation: every picture is judged once, by a model that never saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import Message
from tlgui.engine.lessons.folding import Folded, cross_validated
from tlgui.engine.lessons.material import SIDE
from tlgui.ui.learn.figure import number_field
from tlgui.ui.learn.figures.fold_rows import FoldRows
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.learn.lesson import Bench

_ASKED_PICTURES, _ASKED_FOLDS = 200, 5


class FoldsFigure(MeasuredFigure):
    """The folds as rows, with each fold's accuracy."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "folds_figure", grows=False)
        self.folds = number_field(2, 10, 5, waits=True)
        self.seed = number_field(0, 99, 0, waits=True)
        for field in (self.folds, self.seed):
            field.valueChanged.connect(self.again)
        self.add_control(lambda: self.tr("Folds"), self.folds, "folds_count")
        self.add_control(lambda: self.tr("Seed"), self.seed, "folds_seed")
        self.rows = FoldRows("folds_rows", lambda: self.tr("Folds and their accuracy"))
        self.rows.moved.connect(self.refresh)
        self.body.insertWidget(0, self.rows)
        self.start_telling()

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return cross_validated, (*self.pictures, self.folds.value(), self.seed.value())

    def show_result(self, result: Folded) -> None:
        self.rows.show_folds(result)

    def tell_result(self, result: Folded) -> str:
        fold = self.rows.current
        held = int(np.sum(result.fold == fold))
        accuracies = result.accuracies
        count = len(result.fold)
        return "\n".join(
            (
                self.tr(
                    "Fold {n}: a model learns from {learned} pictures and is judged by the {held} "
                    "others (blue: right, orange and shorter: wrong): {accuracy}."
                ).format(
                    n=fold + 1,
                    learned=count - held,
                    held=held,
                    accuracy=f"{accuracies[fold]:.1%}",
                ),
                self.tr(
                    "All folds: mean {mean}, standard deviation {deviation}. One split alone could "
                    "have said anything from {low} to {high}."
                ).format(
                    mean=f"{result.mean:.1%}",
                    deviation=f"{result.deviation:.1%}",
                    low=f"{min(accuracies):.1%}",
                    high=f"{max(accuracies):.1%}",
                ),
                self.pictures_text(count, is_sample=result.is_sample, side=SIDE),
            )
        )


LESSON = Lesson(
    number=11,
    key="cross_validation",
    title=Message("Cross-validation"),
    idea=(
        Message(
            "A single split judges by few pictures, and another draw would have told another "
            "accuracy. Cross-validation divides the pictures into k folds: each is held out once, "
            "while a new model learns from all others."
        ),
        Message(
            "So every picture is judged once, by a model that never saw it. The mean of the folds "
            "is steadier than one split, and their spread tells how far to trust it."
        ),
    ),
    to_try=Message(
        "Go through the folds with the arrow keys: how far apart are the best and the worst? Draw "
        "another division with another seed: the folds change, the mean much less. What do 10 "
        "folds change?"
    ),
    question=Question(
        text=Message("{n} pictures, {k} folds. What happens?", n=_ASKED_PICTURES, k=_ASKED_FOLDS),
        answers=(
            Message(
                "{k} models, each learns from {n} pictures",
                k=_ASKED_FOLDS,
                n=_ASKED_PICTURES // _ASKED_FOLDS,
            ),
            Message(
                "{k} models, each learns from {n} pictures",
                k=_ASKED_FOLDS,
                n=_ASKED_PICTURES - _ASKED_PICTURES // _ASKED_FOLDS,
            ),
            Message("One model, judged {k} times", k=_ASKED_FOLDS),
        ),
        right=1,
        why=Message(
            "Each fold has {held} pictures; its model learns from the other {learned}. "
            "Training takes as many times as there are folds: that is the price.",
            held=_ASKED_PICTURES // _ASKED_FOLDS,
            learned=_ASKED_PICTURES - _ASKED_PICTURES // _ASKED_FOLDS,
        ),
    ),
    make_figure=FoldsFigure,
)
