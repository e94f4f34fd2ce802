"""Several looks at each picture, whose answers are averaged: test-time augmentation."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tlgui.engine.training.material.views import View

PARTS = 4
SMALLEST_PART = 0.7
"""Share of a picture's area that a part shows at least."""


class Looks(StrEnum):
    """What is looked at of each picture."""

    ONCE = "once"
    MIRROR = "mirror"
    CROPS = "crops"
    BOTH = "crops-and-mirror"

    def for_network(self, *, sees_mirrored: bool) -> Looks:
        """What is left to look at where the network itself sees each picture mirrored too."""
        return (
            {Looks.MIRROR: Looks.ONCE, Looks.BOTH: Looks.CROPS}.get(self, self)
            if sees_mirrored
            else self
        )

    @property
    def views(self) -> tuple[View, ...]:
        """The picture as it is, then its variants: the same whoever looks, and whenever."""
        # The command line names the looks before anything is computed.
        from tlgui.engine.training.material.views import View

        mirror = (View(mirror=True),) if self in (Looks.MIRROR, Looks.BOTH) else ()
        parts = PARTS if self in (Looks.CROPS, Looks.BOTH) else 0
        drawn = (View(self is Looks.BOTH, SMALLEST_PART, number + 1) for number in range(parts))
        return (View(), *mirror, *drawn)
