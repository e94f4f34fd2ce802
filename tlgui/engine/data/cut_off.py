"""How much of its pictures a data set loses where a network is shown their centre only."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from tlgui.engine.data.facts import picture_facts
from tlgui.engine.errors import Message, PictureError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control

LOOKED_AT = 300
"""Pictures, at most, whose headers are read."""

FAR_TOO_LITTLE = 1 / 3
"""A picture of which the network sees a smaller share of the area is cut."""

MANY = 0.1
"""Share of cut pictures from which on people are told."""


@dataclass(frozen=True)
class CutOff:
    """What the centre crop costs the pictures of a data set.

    Attributes:
        looked_at: pictures whose size is known.
        cut: those of them that lose more than two thirds of their area.
        share_seen: the median, over those that are cut, of the share that the network sees.
        examples: positions of some that are cut, from all over the data set.
    """

    looked_at: int
    cut: int
    share_seen: float
    examples: tuple[int, ...] = ()

    @property
    def is_much(self) -> bool:
        """Whether so many pictures are cut that people should know."""
        return self.cut > 0 and self.cut >= MANY * self.looked_at

    def sentence(self) -> Message:
        """What is lost, in figures."""
        return Message(
            "{cut} of {all} pictures lose most of their area: the network sees the centre only,"
            " {share} of such a picture.",
            cut=f"{self.cut:,}",
            all=f"{self.looked_at:,}",
            share=f"{self.share_seen:.0%}",
        )


def find_cut_off(
    index: DatasetIndex, positions: Sequence[int], crop: float, control: Control
) -> CutOff:
    """What the centre crop costs, from the sizes of some of the pictures at ``positions``.

    Args:
        index: the pictures.
        positions: of those that are learned from.
        crop: share of the shorter side that the network sees.
        control: checked at every picture.

    Raises:
        Cancelled: the user cancelled.
    """
    step = max(1, -(-len(positions) // LOOKED_AT))
    shares: dict[int, float] = {}
    for position in positions[::step]:
        control.check()
        try:
            facts = picture_facts(index.file(position))
        except (PictureError, OSError):
            continue
        shares[position] = crop**2 * min(facts.width, facts.height) / max(facts.width, facts.height)
    cut = [position for position, share in shares.items() if share < FAR_TOO_LITTLE]
    return CutOff(
        looked_at=len(shares),
        cut=len(cut),
        share_seen=median(shares[position] for position in cut) if cut else 1.0,
        examples=tuple(cut[:: max(1, -(-len(cut) // 3))]),
    )
