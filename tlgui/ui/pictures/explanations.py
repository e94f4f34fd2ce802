"""Heat maps asked for and answered: the part of the explain panel that runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from tlgui.engine.insight.cam import Explainer
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.engine.progress import Control

METHOD_NAMES = {"grad-cam": "Grad-CAM", "finer-cam": "Finer-CAM"}
"""How the engine's methods are called in the literature."""


@dataclass(frozen=True)
class Question:
    """What the panel asks: why would this model see this class in this picture?

    Attributes:
        target: position of the class; None for the predicted one.
        method: of the heat map; empty for the model's usual one.
        changes: classes that the model answers with; None for those that it learned.
    """

    run_folder: Path
    image: Path
    target: int | None
    method: str
    changes: ClassChanges | None = None


@dataclass(frozen=True)
class Explanation:
    """The answer, ready to be painted.

    Attributes:
        picture: what the model sees of the picture, in its own proportions.
        over: the heat map over it, at full strength.
        ranked: every class with its probability, best first.
        framing: how the picture was brought to the model's input.
    """

    classes: tuple[str, ...]
    methods: tuple[str, ...]
    picture: QImage
    over: QImage
    target: int
    ranked: tuple[tuple[str, float], ...]
    framing: str


@dataclass
class ExplainerShelf:
    """Keeps the explainer that was used last. Touched only by the one thread of the model lane."""

    model: tuple[Path, ClassChanges | None] | None = None
    explainer: Explainer | None = field(default=None, repr=False)

    def answer(self, question: Question, *, control: Control) -> Explanation:
        """Compute what ``question`` asks; the model is loaded at the first one on a run."""
        from tlgui.engine.insight.cam import Explainer, overlay
        from tlgui.engine.training.run import open_run

        model = (question.run_folder, question.changes)
        if self.explainer is None or self.model != model:
            self.explainer = None
            run = open_run(question.run_folder)
            self.explainer = Explainer.of_run(run.answering(question.changes))
            self.model = model
        control.check()
        explainer = self.explainer
        heat_map = explainer.heat_map(question.image, question.target, question.method)
        probabilities = [float(value) for value in heat_map.probabilities]
        order = sorted(range(len(probabilities)), key=lambda c: -probabilities[c])
        shown = heat_map.in_proportion()
        return Explanation(
            classes=tuple(explainer.classes),
            methods=tuple(explainer.methods),
            picture=image_from_pixels(shown.pixels),
            over=image_from_pixels(overlay(shown, 1.0)),
            target=heat_map.target,
            ranked=tuple((explainer.classes[c], probabilities[c]) for c in order),
            framing=explainer.framing,
        )
