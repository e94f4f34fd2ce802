"""How right a model still is where a region of every picture is painted over, or left alone.

An object may lie anywhere, a watermark, a ruler or the colour of a lightbox lies in one place: a
model that answers by those is right until they change (Geirhos et al., "Shortcut learning in deep
neural networks", Nature Machine Intelligence 2020).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, Message, PictureError
from tlgui.engine.insight.report import answer_report
from tlgui.engine.insight.shortcuts.regions import (
    CORNERS,
    EDGES,
    Region,
    colours_of,
    mask_of,
    painted_over,
    share_of,
)
from tlgui.engine.metrics import interval_of, paired_difference
from tlgui.engine.models.engines import reference_engine
from tlgui.engine.progress import BatchDone, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tlgui.engine.data.records import SplitName
    from tlgui.engine.data.resizing import Part
    from tlgui.engine.insight.cam import Explainer
    from tlgui.engine.insight.report import Report
    from tlgui.engine.models.engines import Engine
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

    Right = NDArray[np.bool_]

MOST = 240
"""Pictures that are looked at, from all over the split."""
FEWEST = 20
MOST_EXPLAINED = 120
"""Pictures whose heat maps are summed."""
TOLD_FROM = 0.05
"""Drop of the accuracy that is told, at the least that its interval allows."""
FOLDS, NEIGHBOURS = 5, 5
"""Of the pictures whose colours are compared."""
BATCH = 16
MAP_SIDE = 32
"""Places across and down of a class's mean heat map."""


@dataclass(frozen=True)
class RegionEffect:
    """What becomes of the accuracy without a region, and by it alone.

    Attributes:
        region: which.
        without: accuracy where it is painted over.
        change: 95% interval of the change that makes, on the same pictures.
        by_class: change of each class's recall; 0 where it has no picture.
        alone: accuracy where all but it is painted over; None where nobody asked.
        alone_change: 95% interval of ``alone`` less ``without``, on the same pictures.
        by_colour: share of the pictures whose class its coarse colours tell, without any network,
            by those of the other pictures.
        gives_away: whether that is, beyond doubt, more than halfway from chance to certainty, and
            more than the colours of as much in the middle tell.
    """

    region: Region
    without: float
    change: tuple[float, float]
    by_class: tuple[float, ...]
    alone: float | None = None
    alone_change: tuple[float, float] | None = None
    by_colour: float = 0.0
    gives_away: bool = False

    @property
    def is_suspect(self) -> bool:
        """Whether the user should look at it."""
        return self.is_used or self.gives_away

    @property
    def is_used(self) -> bool:
        """Whether answers hang on it more than on a region where an object may or may not be.

        Of the border, which is nearly half of a picture, whether it alone tells more than all the
        rest does.
        """
        if self.region is Region.BORDER:
            return self.alone_change is not None and self.alone_change[0] > 0
        return self.change[1] < -TOLD_FROM


@dataclass(frozen=True, eq=False)
class ShortcutCheck:
    """What was found on some held-out pictures of a run.

    Attributes:
        split: the pictures are of.
        classes: class names.
        pictures: how many were looked at.
        accuracy: of the model on them, as they are.
        effects: of each region.
        border_shares: of each class, which share of what speaks for it lies on the border; NaN
            where that is not known.
        maps: (C, 32, 32) float32, of each class the mean heat map, 1 at its peak; empty where there
            are no heat maps.
    """

    split: SplitName
    classes: tuple[str, ...]
    pictures: int
    accuracy: float
    effects: tuple[RegionEffect, ...]
    border_shares: tuple[float, ...]
    maps: NDArray[np.float32]

    @property
    def suspects(self) -> tuple[RegionEffect, ...]:
        """Regions that give classes away, the worst first; no edge beside such a corner."""
        found: list[RegionEffect] = []
        for kind in (CORNERS, EDGES, (Region.BORDER,)):
            here = [
                effect for effect in self.effects if effect.region in kind and effect.is_suspect
            ]
            found += [
                effect
                for effect in sorted(here, key=lambda each: each.without)
                if not any(effect.region.touches(other.region) for other in found)
                or effect.region in CORNERS
            ]
        return tuple(found)

    def sentences(self) -> list[Message]:
        """What that means, for the user."""
        told = [self._sentence(effect) for effect in self.suspects]
        if told:
            return told
        worst = min(
            (effect for effect in self.effects if effect.region is not Region.BORDER),
            key=lambda effect: effect.without,
        )
        return [
            Message(
                "Nothing speaks for a shortcut: of the answers on {count} pictures {accuracy} are"
                " right, {without} where the {region} is painted over, no corner or edge costs"
                " more; and what is inside tells more than the border.",
                count=self.pictures,
                accuracy=f"{self.accuracy:.0%}",
                without=f"{worst.without:.0%}",
                region=worst.region.name_told,
            )
        ]

    def _sentence(self, effect: RegionEffect) -> Message:
        given = {
            "region": effect.region.name_told,
            "share": f"{share_of(effect.region):.0%}",
            "whole": f"{self.accuracy:.0%}",
            "without": f"{effect.without:.0%}",
            "alone": f"{effect.alone or 0:.0%}",
            "colour": f"{effect.by_colour:.0%}",
        }
        if not effect.is_used:
            return Message(
                "The {region} ({share} of the picture) gives the class away: its colours alone tell"
                " {colour} of the pictures. This model does not hang on it ({without} of its"
                " answers are right without it, {whole} with it); another one may.",
                **given,
            )
        if effect.region is Region.BORDER:
            return Message(
                "By the border alone {alone} of the answers are right, by all that is inside"
                " {without}: the model looks at the surroundings.",
                **given,
            )
        return Message(
            "Without the {region} ({share} of the picture) {without} of the answers are right"
            " instead of {whole}; by it alone, {alone}. Something there gives the class away.",
            **given,
        )

    def facts(self) -> dict[str, Any]:
        """For documents."""
        return {
            "split": self.split.value,
            "pictures": self.pictures,
            "accuracy": self.accuracy,
            "suspects": [effect.region.value for effect in self.suspects],
            "regions": [
                {
                    "region": effect.region.value,
                    "share": share_of(effect.region),
                    "accuracy_without": effect.without,
                    "change_interval": list(effect.change),
                    "accuracy_alone": effect.alone,
                    "accuracy_by_colour": effect.by_colour,
                    "recall_change": dict(zip(self.classes, effect.by_class, strict=True)),
                }
                for effect in self.effects
            ],
            "border_shares": {
                name: None if np.isnan(share) else share
                for name, share in zip(self.classes, self.border_shares, strict=True)
            },
        }


def check_shortcuts(run: Run, control: Control, device: str = "auto") -> ShortcutCheck:
    """Look for regions of the pictures that the answers of ``run`` hang on.

    Some of its test pictures (validation where there is no test) are answered with a corner, an
    edge or the border painted over, and by those alone where that changes much.

    Raises:
        BundleError: too few of the pictures are still there.
        Cancelled: the user cancelled.
    """
    report = answer_report(run)
    assert report.split is not None
    looked = _read(run, report, control)
    network = run.network()
    engine = reference_engine(
        network, resolve_device(device), np.stack(looked.pixels[:BATCH]), control
    )
    answers = _Answers(looked, network, engine, len(report.classes), control)
    whole = answers.right()
    effects = [answers.effect(region, whole) for region in Region]
    shares, maps = _where_it_looks(run, looked, len(report.classes), control)
    return ShortcutCheck(
        report.split,
        report.classes,
        len(whole),
        float(whole.mean()),
        tuple(effects),
        shares,
        maps,
    )


@dataclass(frozen=True)
class _Looked:
    """Pictures as the network takes them, where in them the picture lies, classes and groups."""

    pixels: list[NDArray[np.uint8]]
    parts: list[Part]
    targets: NDArray[np.int64]
    groups: NDArray[np.int64] | None


def _read(run: Run, report: Report, control: Control) -> _Looked:
    known = run.preprocessing
    files = report.files
    count = min(MOST, len(files))
    pixels, parts, chosen = [], [], []
    for place in (at * len(files) // count for at in range(count)):
        control.check()
        try:
            picture = decode(
                run.dataset_root / files[place],
                minimum_side=known.minimum_side,
                bit_depth=known.bit_depth,
            )
        except PictureError:
            continue
        pixels.append(known.prepare(picture))
        parts.append(known.part_of_input(*picture.shape[:2]))
        chosen.append(place)
    if len(pixels) < FEWEST:
        raise BundleError(
            Message(
                "{found} of the pictures that this run was judged by are still there: too few to"
                " look for shortcuts.",
                found=len(pixels),
            ),
            Message("Open the folder that it learned from, or say where its pictures are now."),
        )
    groups = None if report.groups is None else report.groups[chosen]
    return _Looked(pixels, parts, report.targets[chosen], groups)


class _Answers:
    """Answers on the same pictures, painted over in one way or another."""

    def __init__(
        self, looked: _Looked, network: Network, engine: Engine, classes: int, control: Control
    ) -> None:
        self._looked, self._network, self._engine = looked, network, engine
        self._classes, self._control = classes, control
        # As they are, without each region, by the border alone.
        self._total = len(looked.pixels) * (len(Region) + 2)
        self._done = 0
        control.report(Stage(StageName.EVALUATION, self._total))

    def right(self, region: Region | None = None, *, alone: bool = False) -> Right:
        """(N,) whether each answer is right with ``region`` painted over, or by it alone."""
        found = [
            self._network.probabilities(values).argmax(axis=1)
            for values in self._engine.infer(self._batches(region, alone))
        ]
        return np.asarray(np.concatenate(found) == self._looked.targets)

    def effect(self, region: Region, whole: Right) -> RegionEffect:
        """What becomes of the answers without ``region``.

        Args:
            region: that is painted over.
            whole: whether each answer is right on the whole pictures.
        """
        by_colour = _by_colour(self._looked, region)
        without = self.right(region)
        change = paired_difference(whole, without)
        told = RegionEffect(
            region,
            float(without.mean()),
            change,
            self._by_class(whole, without),
            by_colour=float(by_colour.mean()),
            gives_away=_gives_away(region, by_colour, self._looked),
        )
        if region is not Region.BORDER and not told.is_suspect:
            return told
        alone = self.right(region, alone=True)
        difference = paired_difference(without, alone)
        return replace(told, alone=float(alone.mean()), alone_change=difference)

    def _batches(self, region: Region | None, alone: bool) -> Iterator[NDArray[np.uint8]]:
        looked = self._looked
        for start in range(0, len(looked.pixels), BATCH):
            self._control.check()
            chosen = list(
                zip(
                    looked.pixels[start : start + BATCH],
                    looked.parts[start : start + BATCH],
                    strict=True,
                )
            )
            yield np.stack(
                [
                    pixels if region is None else painted_over(pixels, part, region, alone=alone)
                    for pixels, part in chosen
                ]
            )
            self._done += len(chosen)
            self._total = max(self._total, self._done)
            self._control.report(BatchDone(self._done, self._total))

    def _by_class(self, whole: Right, without: Right) -> tuple[float, ...]:
        changes = []
        for number in range(self._classes):
            own = self._looked.targets == number
            changes.append(float(without[own].mean() - whole[own].mean()) if own.any() else 0.0)
        return tuple(changes)


def _by_colour(looked: _Looked, region: Region, *, inside: bool = False) -> Right:
    """(N,) whether the colours of ``region``, or of as much inside, tell each picture's class.

    By their nearest neighbours among the other pictures; those of one group are not asked about
    each other.
    """
    from sklearn.model_selection import GroupKFold, StratifiedKFold
    from sklearn.neighbors import KNeighborsClassifier

    pairs = zip(looked.pixels, looked.parts, strict=True)
    colours = np.stack([colours_of(pixels, part, region, inside=inside) for pixels, part in pairs])
    targets, groups = looked.targets, looked.groups
    right = np.zeros(len(targets), bool)
    most = int(np.bincount(targets).max()) if groups is None else len(np.unique(groups))
    if most < 2:
        return right
    folds = (StratifiedKFold if groups is None else GroupKFold)(min(FOLDS, most))
    with warnings.catch_warnings():
        # A class of fewer pictures than folds is missing in some: that is so.
        warnings.simplefilter("ignore")
        for known, asked in folds.split(colours, targets, groups):
            by_neighbours = KNeighborsClassifier(min(NEIGHBOURS, len(known)))
            told = by_neighbours.fit(colours[known], targets[known]).predict(colours[asked])
            right[asked] = told == targets[asked]
    return right


def _gives_away(region: Region, right: Right, looked: _Looked) -> bool:
    """Whether colours that tell so many pictures give classes away."""
    low, _high = interval_of(right, looked.groups)
    chance = float(np.bincount(looked.targets).max()) / len(right)
    if low <= (1 + chance) / 2:
        return False
    return paired_difference(_by_colour(looked, region, inside=True), right)[0] > 0


def _where_it_looks(
    run: Run, looked: _Looked, classes: int, control: Control
) -> tuple[tuple[float, ...], NDArray[np.float32]]:
    """Of each true class: which share of its heat lies on the border, and its mean heat map."""
    from tlgui.engine.insight.cam import Explainer

    explainer = Explainer.of_run(run)
    if not explainer.methods:
        return (float("nan"),) * classes, np.empty((0, MAP_SIDE, MAP_SIDE), np.float32)
    shares: list[list[float]] = [[] for _ in range(classes)]
    maps = np.zeros((classes, MAP_SIDE, MAP_SIDE), np.float32)
    count = min(MOST_EXPLAINED, len(looked.pixels))
    for place in (at * len(looked.pixels) // count for at in range(count)):
        control.check()
        number = int(looked.targets[place])
        heat = _heat(explainer, looked.pixels[place], looked.parts[place], number)
        if heat is not None:
            shares[number].append(float(heat[mask_of(Region.BORDER, *heat.shape)].sum()))
            maps[number] += heat
    peaks = maps.max(axis=(1, 2), keepdims=True)
    told = tuple(float(np.mean(each)) if each else float("nan") for each in shares)
    return told, (maps / np.where(peaks > 0, peaks, 1)).astype(np.float32)


def _heat(
    explainer: Explainer, pixels: NDArray[np.uint8], part: Part, target: int
) -> NDArray[np.float32] | None:
    """What speaks for the class, (32, 32) places whose sum is 1; None where nothing does."""
    from PIL import Image

    values = part.of(explainer.explain_pixels(pixels, target).values)
    size = (MAP_SIDE, MAP_SIDE)
    small = np.asarray(Image.fromarray(values).resize(size, Image.Resampling.BOX), np.float32)
    total = float(small.sum())
    return small / total if total > 0 else None
