"""All that wants to be looked at in a data set, from what a pretrained network sees of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.groups import propose_groups
from tlgui.engine.data.names import shown
from tlgui.engine.data.quality import find_twins
from tlgui.engine.data.records import joined_groups
from tlgui.engine.errors import Message
from tlgui.engine.insight.similar.fingerprints import read_fingerprints
from tlgui.engine.insight.similar.twins import (
    copies,
    groups_of,
    look_alikes,
    nearly_equal,
    united,
)
from tlgui.engine.metrics import percent
from tlgui.engine.progress import Stage, StageName
from tlgui.engine.review.findings import NEIGHBOURS, Finding, FindingKind, parts_of, queue_order
from tlgui.engine.review.labels import Doubts, LabelsJudged, doubt, own_probabilities
from tlgui.engine.review.outliers import FAR, strangeness
from tlgui.engine.review.twin_findings import TwinTeller
from tlgui.engine.training.framing_choice import with_best_framing
from tlgui.engine.training.linear_heads.held_out import HeldOut
from tlgui.engine.training.linear_heads.logistic_regression import spread_folds
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.insight.similar.neighbours import Neighbours
    from tlgui.engine.insight.similar.twins import Twins
    from tlgui.engine.progress import Control
    from tlgui.engine.training.extraction import PictureFeatures
    from tlgui.engine.training.recipe import Recipe

FOLDS = 5
UNSURE = 0.1
"""Difference of the two largest probabilities up to which a picture counts as unsure."""


def find_all(
    index: DatasetIndex, split: Split, recipe: Recipe | None, control: Control
) -> list[Finding]:
    """What is doubtful in ``index``, in the order of the queue.

    Twins, labels that heads which did not learn from a picture doubt, pictures unlike their
    class, unreadable and unsure ones. A picture is in question once at most, for what comes first
    in the queue. What a training read already is not read again.

    Args:
        index: the pictures, with edits laid over them where there are any.
        split: how they are divided; all are looked at, whichever part they are in.
        recipe: names the backbone, its weights, the framing and the device; a run's, or None for
            the defaults. What its method learns does not count: features are the pretrained
            network's.
        control: hears ``Stage``, ``BatchDone`` and ``LabelsJudged``.

    Raises:
        WeightsError: the backbone's weights cannot be had, or are damaged.
        Cancelled: what was read until then stays cached.
    """
    task = with_best_framing(prepare(_looking(recipe), index, split, control))
    everything = range(len(index.records))
    pictures = task.extraction.fast(everything)
    prints = read_fingerprints([index.file(at) for at in pictures.positions], control)
    pictures = pictures.only(pictures.positions[prints.positions].tolist())
    failures = task.extraction.failures
    groups = task.network.groups or (pictures.values.shape[1],)
    survey = _Survey(index, split, pictures, prints.pixels, groups, control)
    found = survey.findings()
    found += [
        Finding(FindingKind.UNREADABLE, (index.records[at].path,), _label(index, at), "", 1.0, why)
        for at, why in failures.items()
    ]
    return _once_each(found)


def _looking(recipe: Recipe | None) -> FeatureExtraction:
    """The recipe whose features are looked at."""
    if recipe is None:
        return FeatureExtraction()
    looking = FeatureExtraction(device=recipe.device, seed=recipe.seed, framing=recipe.framing)
    if not recipe.pretrained:
        return looking
    return replace(looking, backbone=recipe.backbone, weights=recipe.weights)


def _once_each(found: Sequence[Finding]) -> list[Finding]:
    """In the order of the queue, each picture in question at its first place."""
    first: dict[str, Finding] = {}
    for finding in sorted(found, key=queue_order):
        first.setdefault(finding.files[0], finding)
    return list(first.values())


class _Survey:
    """Readable pictures of an index, with what speaks for and against each."""

    def __init__(
        self,
        index: DatasetIndex,
        split: Split,
        pictures: PictureFeatures,
        pixels: NDArray[np.uint8],
        groups: tuple[int, ...],
        control: Control,
    ) -> None:
        self._index = index
        self._split = split
        self._pictures = pictures
        self._groups = groups
        self._control = control
        last = np.ascontiguousarray(pictures.values[:, : groups[0]])
        self._nearest: Neighbours = look_alikes(last, NEIGHBOURS, control)
        place = {int(at): number for number, at in enumerate(pictures.positions)}
        same = ([place[at] for at in some if at in place] for some in find_twins(index, control))
        self._pairs: list[Twins] = united(
            [*copies(pixels, control), *nearly_equal(last, self._nearest, pixels, control)],
            [some for some in same if len(some) > 1],
        )
        self._strange = strangeness(last, pictures.labels)
        self._doubts = self._doubted(place)

    def findings(self) -> list[Finding]:
        """All but the unreadable ones."""
        teller = TwinTeller(
            self._index,
            self._pictures.positions.tolist(),
            parts_of(self._split),
            self._doubt,
            self._neighbours,
        )
        return [*teller.findings(self._pairs), *self._outliers(), *self._labels()]

    def _doubted(self, place: dict[int, int]) -> Doubts | None:
        """What held-out heads say; None where they are not to be believed."""
        labels = self._pictures.labels
        present, targets = np.unique(labels, return_inverse=True)
        if len(present) < 2:
            return None
        together = [*groups_of(self._pairs, len(labels))]
        told = propose_groups(self._index, self._control)
        proposed = () if told is None else told.groups
        for group in (*self._index.groups, *self._split.groups, *proposed):
            known = [place[at] for at in group if at in place]
            together += [tuple(known)] if len(known) > 1 else []
        unit = np.asarray(joined_groups(len(labels), together), np.int64)
        firsts, units = np.unique(unit, return_inverse=True)
        count = min(FOLDS, len(firsts))
        if count < 2:
            return None
        folds = spread_folds(targets[firsts], count, np.random.default_rng(0))[units]
        choices = tuple(dict.fromkeys((self._groups[:1], self._groups)))
        self._control.report(Stage(StageName.FIT))
        held_out = HeldOut(
            self._pictures.values,
            targets,
            len(present),
            folds,
            self._control,
            choices=choices,
            grouped=len(firsts) < len(labels),
        )
        doubts = doubt(held_out, targets, units)
        self._control.report(LabelsJudged(doubts.judge.sentence(), judge=doubts.judge))
        if not doubts.judge.doubts:
            return None
        self._present = present
        self._targets = targets
        # Nothing can be said of a class by heads that know no other picture of it.
        spread = {label: len(np.unique(folds[targets == label])) for label in range(len(present))}
        judged = [at for at in doubts.suspects.tolist() if spread[int(targets[at])] > 1]
        return replace(doubts, suspects=np.asarray(judged, np.int64))

    def _doubt(self, place: int) -> float:
        if self._doubts is None:
            return 0.0
        return 1.0 - float(self._doubts.probabilities[place, self._targets[place]])

    def _labels(self) -> list[Finding]:
        if self._doubts is None:
            return []
        shares = self._doubts.probabilities
        own = own_probabilities(shares, self._targets)
        found = []
        for place in self._doubts.suspects.tolist():
            best = int(shares[place].argmax())
            reason = Message(
                "A model that did not learn from it is {share} sure of {suggested}; {class_name}"
                " gets {own}.",
                share=percent(shares[place, best]),
                suggested=shown(self._class(best)),
                class_name=shown(self._class(self._targets[place])),
                own=percent(own[place]),
            )
            score = 1.0 - float(own[place])
            found.append(
                self._finding(FindingKind.SUSPECT_LABEL, place, self._class(best), score, reason)
            )
        order = np.sort(shares, axis=1)
        margins = order[:, -1] - order[:, -2]
        for place in np.flatnonzero(margins < UNSURE).tolist():
            second, best = np.argsort(shares[place])[-2:].tolist()
            reason = Message(
                "A model that did not learn from it cannot tell {one} ({share}) from {other}"
                " ({other_share}).",
                one=shown(self._class(best)),
                share=percent(shares[place, best]),
                other=shown(self._class(second)),
                other_share=percent(shares[place, second]),
            )
            score = 1.0 - float(margins[place])
            suggested = "" if best == self._targets[place] else self._class(best)
            found.append(self._finding(FindingKind.UNSURE, place, suggested, score, reason))
        return found

    def _outliers(self) -> list[Finding]:
        found = []
        for place in np.flatnonzero(self._strange >= FAR).tolist():
            label = _label(self._index, int(self._pictures.positions[place]))
            reason = Message("It looks unlike the other pictures of {name}.", name=shown(label))
            score = float(self._strange[place])
            found.append(self._finding(FindingKind.OUTLIER, place, "", score, reason))
        return found

    def _finding(
        self, kind: FindingKind, place: int, suggested: str, score: float, reason: Message
    ) -> Finding:
        position = int(self._pictures.positions[place])
        path, label = self._index.records[position].path, _label(self._index, position)
        return Finding(kind, (path,), label, suggested, score, reason, self._neighbours(place))

    def _neighbours(self, place: int) -> tuple[tuple[str, str], ...]:
        near = self._pictures.positions[[at for at in self._nearest.places[place] if at >= 0]]
        return tuple((self._index.records[at].path, _label(self._index, at)) for at in near)

    def _class(self, target: int) -> str:
        return self._index.classes[int(self._present[target])]


def _label(index: DatasetIndex, position: int) -> str:
    return index.classes[index.records[position].class_index]
