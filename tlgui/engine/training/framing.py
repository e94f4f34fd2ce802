"""How pictures are to be framed for the network: what is asked, and what is told of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.preprocessing import Framing
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


COMPARED_PICTURES = 1000
"""Training pictures, at most, on which the framings are compared."""


class FramingRule(StrEnum):
    """What is asked of the framing: one of them, or that cross-validation decides."""

    CENTRE = "centre"
    WHOLE = "whole"
    SQUEEZE = "squeeze"
    AUTO = "auto"

    @property
    def framing(self) -> Framing:
        """The framing that is asked for; with ``auto``, the one that comparing begins with."""
        return Framing.CENTRE if self is FramingRule.AUTO else Framing(self)


def framing_asked(settings: Mapping[str, Any]) -> FramingRule:
    """What a recipe's document asks of the framing; the usual where it says nothing of it."""
    asked = settings.get("framing")
    return FramingRule(asked) if asked in list(FramingRule) else FramingRule.CENTRE


def compared_positions(positions: Sequence[int]) -> tuple[int, ...]:
    """Those of ``positions`` on which framings are compared, from all over them."""
    step = max(1, -(-len(positions) // COMPARED_PICTURES))
    return tuple(positions[::step])


_NAMES = {
    Framing.CENTRE: Message("the centre of each picture"),
    Framing.WHOLE: Message("whole pictures with margins"),
    Framing.SQUEEZE: Message("whole pictures, squeezed"),
}


def framing_told(framing: Framing, facts: Mapping[str, Any]) -> Message | None:
    """What a run was shown of its pictures; None where it is what is usual.

    Args:
        framing: of the run.
        facts: of the run.
    """
    if facts.get("framing_losses"):
        return Message("Cross-validation decided: the network sees {what}.", what=_NAMES[framing])
    if framing is not Framing.CENTRE:
        return Message("The network sees {what}.", what=_NAMES[framing])
    return None
