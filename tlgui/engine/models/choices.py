"""Good choices among the backbones: one for each wish, found from published numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.errors import Message
from tlgui.engine.models.catalog import DEFAULT_BACKBONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tlgui.engine.models.catalog import Backbone

USEFUL_ACCURACY = 75.0
"""On ImageNet-1k, in percent: what a fast choice must reach."""

SMALL_ACCURACY = 70.0
"""What a small one must reach."""

PATIENCE = 3.0
"""Times the time of the one that comes along that an accurate choice may take."""

TRANSFORMERS = frozenset(("beit", "deit", "deit3", "eva", "swin_transformer", "vision_transformer"))


@dataclass(frozen=True)
class GoodChoice:
    """A backbone and why one would take it."""

    backbone: Backbone
    reason: Message


def good_choices(backbones: Iterable[Backbone]) -> list[GoodChoice]:
    """One backbone for each wish, the one that comes along first.

    Only such whose weights may be used commercially, can be had, and whose head exports to every
    format; the best by the numbers wins, whatever its name.

    Args:
        backbones: to choose among.
    """
    known = list(backbones)
    here = next(each for each in known if each.name == DEFAULT_BACKBONE)
    fair = [each for each in known if _is_fair(each)]
    patient = (here.cpu_speed or 0.0) / PATIENCE
    quick = [each for each in fair if (each.cpu_speed or 0.0) >= patient]
    chosen = [GoodChoice(here, Message("Comes along, ready at once"))]
    wishes: tuple[tuple[list[Backbone], Callable[[Backbone], float], Message], ...] = (
        (
            [each for each in fair if (each.accuracy or 0.0) >= USEFUL_ACCURACY],
            lambda each: each.cpu_speed or 0.0,
            Message("Fast without a graphics card"),
        ),
        (quick, lambda each: each.accuracy or 0.0, Message("Most accurate for its time")),
        (
            [each for each in fair if (each.accuracy or 0.0) >= SMALL_ACCURACY],
            lambda each: -float(each.weights_bytes),
            Message("Small to ship"),
        ),
        (
            [each for each in quick if each.family in TRANSFORMERS],
            lambda each: each.accuracy or 0.0,
            Message("A transformer: sees all parts together"),
        ),
    )
    for candidates, worth, reason in wishes:
        taken = {choice.backbone.name for choice in chosen}
        left = [each for each in candidates if each.name not in taken]
        if left:
            chosen.append(GoodChoice(max(left, key=worth), reason))
    return chosen


def _is_fair(backbone: Backbone) -> bool:
    return bool(
        backbone.commercial_use
        and backbone.hub_id
        and backbone.head == "linear"
        and backbone.accuracy
        and backbone.cpu_speed
    )
