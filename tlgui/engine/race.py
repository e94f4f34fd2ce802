"""The backbone race: several networks, the same split, and which differences are real."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.records import SplitName
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import DatasetError, Message, RecipeError, TlguiError
from tlgui.engine.metrics import mcnemar
from tlgui.engine.models import engines
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.progress import Notice
from tlgui.engine.training.framing_choice import with_best_framing
from tlgui.engine.training.methods import find_method
from tlgui.engine.workflow import evaluate, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.insight.report import Report
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe

ALPHA = 0.05
"""Chance, at most, that a race calls at least one difference real that is none."""

TIMED = 15
"""Pictures that are answered one by one to time a network."""


@dataclass(frozen=True)
class Racer:
    """How one backbone fared.

    Attributes:
        name: of the backbone.
        reports: on the pictures that were not learned from; empty where it failed.
        milliseconds: that the network takes for one picture, in fp32, decoding left out: the
            median of one after the other, on this computer.
        size_bytes: of its weights, head included.
        seconds: that reading, learning and judging took.
        p_value: of the paired test (exact McNemar, by group where pictures belong together) against
            the best, corrected (Holm) for all pairs of racers, as any of them might have been the
            best; None for the best itself, and where it failed.
        error: why it failed; None where it did not.
    """

    name: str
    reports: dict[SplitName, Report]
    milliseconds: float | None = None
    size_bytes: int | None = None
    seconds: float = 0.0
    p_value: float | None = None
    error: TlguiError | None = None

    @property
    def differs_from_best(self) -> bool | None:
        """Whether the difference from the best is real; None for the best, or a failed one."""
        return None if self.p_value is None else self.p_value < ALPHA


@dataclass(frozen=True)
class Race:
    """What came of a race.

    Attributes:
        racers: the best first, failed ones last.
        split: of the pictures that decide: test where there are such, else validation.
    """

    racers: tuple[Racer, ...]
    split: SplitName


def race(
    names: Sequence[str], recipe: Recipe, index: DatasetIndex, split: Split, control: Control
) -> Race:
    """Train ``recipe`` with each of the backbones ``names`` on the same split.

    A backbone that cannot be had or used is reported in its place, and does not end the race.

    Raises:
        RecipeError: fewer than two different backbones, or one that is not in the catalogue.
        TlguiError: all of them failed; the first one's reason.
        Cancelled: the user cancelled; what was read stays cached.
    """
    backbones = list(dict.fromkeys(find_backbone(name).name for name in names))
    if len(backbones) < 2:
        raise RecipeError(
            Message("A race needs two different backbones."),
            Message("Name each with --backbone; `tlgui models --ready` lists those at hand."),
        )
    if not split.validation and not split.test:
        raise RecipeError(Message("There are no pictures to judge the backbones on."))
    racers = []
    for place, name in enumerate(backbones, 1):
        told = Message("{place} of {count}: {name}", place=place, count=len(backbones), name=name)
        control.report(Notice(told))
        try:
            racers.append(_run(replace(recipe, backbone=name), index, split, control))
        except TlguiError as error:
            racers.append(Racer(name, {}, error=error))
    finished = [racer for racer in racers if racer.error is None]
    if not finished:
        assert racers[0].error is not None
        raise racers[0].error
    decides = SplitName.TEST if SplitName.TEST in finished[0].reports else SplitName.VALIDATION
    return Race(compared(racers, decides), decides)


def _run(recipe: Recipe, index: DatasetIndex, split: Split, control: Control) -> Racer:
    start = control.working_time()
    task = with_best_framing(prepare(recipe, index, split, control))
    fitted = find_method(recipe.method).fit(task)
    judged = evaluate(task, fitted)
    if not judged.reports:
        raise DatasetError(
            Message(
                "{name} can be judged on none of the pictures held out for that.",
                name=recipe.backbone,
            ),
            Message("Their classes are not among those it knows, or they cannot be read."),
        )
    seconds = control.working_time() - start
    network = fitted.network
    return Racer(
        recipe.backbone,
        judged.reports,
        milliseconds_a_picture(network, recipe.device, control),
        sum(array.nbytes for array in network.folded().tensors.values()),
        seconds,
    )


def milliseconds_a_picture(network: Network, device: str, control: Control) -> float:
    """What one forward pass of ``network`` takes for a picture by itself, in fp32."""
    preprocessing = network.preprocessing
    shape = (1, preprocessing.height, preprocessing.width, 3)
    picture = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    engine = engines.reference_engine(network, resolve_device(device), picture, control)
    taken = []
    for _ in range(TIMED + 3):
        control.check()
        start = time.perf_counter()
        next(iter(engine.infer([picture])))
        taken.append(time.perf_counter() - start)
    return 1000 * median(taken[3:])


def compared(racers: Sequence[Racer], split: SplitName) -> tuple[Racer, ...]:
    """The racers in their order, with what the paired test says of each against the best."""
    finished = [racer for racer in racers if racer.error is None]
    ranked = sorted(finished, key=lambda racer: (-_accuracy(racer, split), racer.milliseconds or 0))
    if not ranked:
        return tuple(racers)
    best, *others = ranked
    # The best was chosen on the same pictures: whoever it is, all pairs were compared.
    right = [_right(racer, split) for racer in ranked]
    groups = best.reports[split].groups
    p_values = holm([mcnemar(one, other, groups) for one, other in combinations(right, 2)])
    # Those of the best against each of the others come first.
    judged = [
        replace(each, p_value=p) for each, p in zip(others, p_values[: len(others)], strict=True)
    ]
    return (best, *judged, *(racer for racer in racers if racer.error is not None))


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values of several tests, corrected for their number (Holm, 1979)."""
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda each: p_values[each])):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = largest
    return corrected


def _accuracy(racer: Racer, split: SplitName) -> float:
    return float(_right(racer, split).mean())


def _right(racer: Racer, split: SplitName) -> Any:
    report = racer.reports[split]
    return report.predictions == report.targets
