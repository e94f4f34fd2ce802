"""Heat maps asked for and answered: the part of the explain panel that runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from tlgui.engine.insight.cam import Explainer
    from tlgui.engine.insight.dense_map import Agreement, DenseClassifier, DenseMap
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.engine.progress import Control

METHOD_NAMES = {"grad-cam": "Grad-CAM", "finer-cam": "Finer-CAM"}
"""How the engine's methods are called in the literature."""

DENSE: tuple[str, ...] = ("dense", "dense-windows")
"""Class maps of the whole picture: place by place, and window by window."""


@dataclass(frozen=True)
class Question:
    """What the panel asks: why would this model see this class in this picture?

    Attributes:
        target: position of the class; None for the predicted one.
        method: of the heat map; empty for the model's usual one.
        changes: classes that the model answers with; None for those that it learned.
        temperature: by which its scores are divided.
    """

    run_folder: Path
    image: Path
    target: int | None
    method: str
    changes: ClassChanges | None = None
    temperature: float = 1.0


@dataclass(frozen=True)
class Explanation:
    """The answer, ready to be painted.

    Attributes:
        picture: what the model sees of the picture, in its own proportions.
        over: the heat map over it, at full strength.
        ranked: every class with its probability, best first.
        framing: how the picture was brought to the model's input.
        method: by which it was made; empty for the one that was asked.
        agreement: of a class map with parts of the picture classified one by one, where measured.
    """

    classes: tuple[str, ...]
    methods: tuple[str, ...]
    picture: QImage
    over: QImage
    target: int
    ranked: tuple[tuple[str, float], ...]
    framing: str
    method: str = ""
    agreement: Agreement | None = None


@dataclass
class ExplainerShelf:
    """Keeps the explainer that was used last. Touched only by the one thread of the model lane."""

    model: tuple[Path, ClassChanges | None] | None = None
    explainer: Explainer | None = field(default=None, repr=False)
    dense: DenseClassifier | None = field(default=None, repr=False)
    seen: tuple[Path, str, float, DenseMap] | None = field(default=None, repr=False)

    def answer(self, question: Question, *, control: Control) -> Explanation:
        """Compute what ``question`` asks; the model is loaded at the first one on a run."""
        from tlgui.engine.deploy.bundle import open_model
        from tlgui.engine.insight.cam import Explainer, overlay

        model = (question.run_folder, question.changes)
        if self.explainer is None or self.model != model:
            self.explainer = self.dense = self.seen = None
            run = open_model(question.run_folder)
            self.explainer = Explainer.of_run(run.answering(question.changes))
            self.model = model
        control.check()
        explainer = self.explainer
        method = question.method
        at_hand = (*explainer.methods, *(DENSE if explainer.is_convolutional else ()))
        if method and explainer.methods and method not in at_hand:
            method = explainer.methods[0]  # Chosen for another model, which had it.
        usual = "" if method in DENSE else method
        explainer.temperature = question.temperature
        heat_map = explainer.heat_map(question.image, question.target, usual)
        probabilities = [float(value) for value in heat_map.probabilities]
        order = sorted(range(len(probabilities)), key=lambda c: -probabilities[c])
        shown, agreement = heat_map.in_proportion(), None
        if method in DENSE:
            found = self._dense_map(question, control)
            shown, agreement = found.heat_map(heat_map.target), found.agreement
        dense: tuple[str, ...] = DENSE if explainer.is_convolutional else ()
        if self.dense is not None and not self.dense.has_places:
            dense = DENSE[1:]
            method = DENSE[1] if method in DENSE else method
        return Explanation(
            classes=tuple(explainer.classes),
            methods=(*explainer.methods, *dense),
            picture=image_from_pixels(shown.pixels),
            over=image_from_pixels(overlay(shown, 1.0)),
            target=heat_map.target,
            ranked=tuple((explainer.classes[c], probabilities[c]) for c in order),
            framing=explainer.framing,
            method=method,
            agreement=agreement,
        )

    def _dense_map(self, question: Question, control: Control) -> DenseMap:
        """The class map of the whole picture; kept for its other classes."""
        from tlgui.engine.deploy.bundle import open_model
        from tlgui.engine.insight.dense_map import DenseClassifier

        if self.dense is None:
            run = open_model(question.run_folder)
            self.dense = DenseClassifier.of_run(run.answering(question.changes))
        asked = (question.image, question.method, question.temperature)
        if self.seen is None or self.seen[:3] != asked:
            self.dense.temperature = question.temperature
            places = question.method == DENSE[0]
            self.seen = (*asked, self.dense.dense_map(question.image, control, places=places))
        return self.seen[3]
