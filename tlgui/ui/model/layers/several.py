"""What an ensemble makes of a network's numbers: one network with several heads, or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.errors import TlguiError
from tlgui.engine.models.layer_table import FLOAT_BYTES
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.model.layers.layer_model import memory_text

if TYPE_CHECKING:
    from tlgui.engine.asked import Asked

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Several:
    """The models of an ensemble.

    Attributes:
        count: how many answer together.
        share: whether their heads stand on one network.
    """

    count: int
    share: bool

    @property
    def networks(self) -> int:
        """How many networks a picture passes."""
        return 1 if self.share else self.count


def several_asked(asked: Asked, method: str) -> Several | None:
    """The ensemble that is asked of ``method``; None where it is to be one model."""
    try:
        recipe = asked.recipe(method)
    except TlguiError:
        return None  # What it refuses is told on the Train page.
    if recipe.ensemble is EnsembleRule.NONE:
        return None
    return Several(recipe.members, share=recipe.bodies == 1)


def several_text(several: Several, model: int, head: int | None) -> str:
    """What the ensemble is made of.

    Args:
        several: its models.
        model: parameters of one of them.
        head: those of its head alone; None where nobody knows.
    """
    if not several.share:
        whole = several.count * model
        return translate(
            "Several",
            "As set on the Train page, {count} such networks answer together: {count} \u00d7"
            " {model:,} = {whole:,} parameters, {size} of weights, and {count} times the work for"
            " each picture.",
        ).format(
            count=several.count,
            model=model,
            whole=whole,
            size=memory_text(FLOAT_BYTES * whole),
        )
    if head is None:
        return translate(
            "Several",
            "As set on the Train page, {count} models answer together. Their heads stand on this"
            " one network: a picture takes about as long as with one.",
        ).format(count=several.count)
    return translate(
        "Several",
        "As set on the Train page, {count} models answer together. Their heads stand on this one"
        " network, {count} \u00d7 {head:,} = {heads:,} parameters: a picture takes about as long"
        " as with one.",
    ).format(count=several.count, head=head, heads=several.count * head)
