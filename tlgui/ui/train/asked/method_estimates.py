"""How long each method would take on the open pictures, told on its card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.engine.data.split import typical_count
from tlgui.engine.errors import TlguiError
from tlgui.ui.train.asked.training_estimate import TrainingEstimate

if TYPE_CHECKING:
    from tlgui.engine.asked import Asked
    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.ui.train.asked.method_card import MethodCard
    from tlgui.ui.work.jobs import JobRunner


class MethodEstimates(QObject):
    """Keeps the cards' figures true to what is asked, and to what was measured.

    Attributes:
        of: the estimate of each method, by its name.
    """

    def __init__(self, card: MethodCard, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self.of = {name: TrainingEstimate(runner, self) for name in card.choices}
        for name, estimate in self.of.items():
            estimate.changed.connect(partial(self._show, name))

    def ask(self, asked: Asked, index: DatasetIndex, split: Split) -> None:
        """Estimate ``asked`` by each of the methods, the chosen one first."""
        typical = typical_count(index, split)
        for choice in self._card.choices.values():
            choice.set_typical(typical)
        for name, estimate in sorted(self.of.items(), key=lambda pair: pair[0] != asked.method):
            try:
                estimate.ask(asked.recipe(name), index, split)
            except TlguiError:
                estimate.clear()

    def ask_again(self) -> None:
        """Estimate the same anew: pictures were read meanwhile, or a run has ended."""
        for estimate in self.of.values():
            estimate.ask_again()

    def clear(self) -> None:
        """There is nothing to train."""
        for choice in self._card.choices.values():
            choice.set_typical(None)
        for estimate in self.of.values():
            estimate.clear()

    def tell(self) -> None:
        """Say everything again, in the language of now."""
        for name in self.of:
            self._show(name)

    def _show(self, name: str) -> None:
        estimate = self.of[name]
        self._card.choices[name].set_estimate(estimate.duration, estimate.sentence)
