"""The features of a whole data set: fast ones to learn from, exact ones for figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine import places
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.models import engines
from tlgui.engine.models.heads import group_slices
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.estimate import remember_reading
from tlgui.engine.training.feature_cache import FeatureCache
from tlgui.engine.training.features import (
    REFERENCE_PRECISION,
    EngineOnDemand,
    Started,
    extract,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.devices import Device
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control

# How far the variation between pictures must stand above the error of fast features, in decibels,
# in the part of the features where it stands lowest. A head fitted on features of 17 dB (X-rays in
# bf16) lost up to 5 points of accuracy, on those of 22 dB (hand signs) none.
ENOUGH_DECIBELS = 20.0


@dataclass(frozen=True)
class PictureFeatures:
    """Readable pictures of the index with their features.

    Attributes:
        positions: (N,) into ``DatasetIndex.records``.
        labels: (N,) their class indices in the index.
        values: (N, width) float32 features.
        precision: of the features.
    """

    positions: NDArray[np.int64]
    labels: NDArray[np.int64]
    values: NDArray[np.float32]
    precision: str

    def only(self, wanted: Sequence[int]) -> PictureFeatures:
        """Those at ``wanted`` positions of the index."""
        keep = np.isin(self.positions, np.asarray(wanted, dtype=np.int64))
        return replace(
            self,
            positions=self.positions[keep],
            labels=self.labels[keep],
            values=self.values[keep],
        )


class Extraction:
    """Features of a data set's pictures: fast ones for training, exact ones for figures.

    Attributes:
        failures: why a picture could not be read, by its position in the index.
        computed: pictures that were decoded and run through the network.
        decibels: how far the variation between pictures stands above the error of fast features;
            None where nothing had to be decided.
    """

    def __init__(
        self,
        network: Network,
        device: Device,
        index: DatasetIndex,
        total: int,
        control: Control,
    ) -> None:
        self._network = network
        self._index = index
        self._control = control
        self._total = self._done = 0
        self._cache = FeatureCache(places.cache_folder() / "features")
        self._device = device
        self._fast = EngineOnDemand(engines.fast_precision(device), self._decide)
        self._reference = EngineOnDemand(
            REFERENCE_PRECISION,
            lambda sample: Started(engines.reference_engine(network, device, sample, control)),
        )
        self.decibels: float | None = None
        self._made_within = self._taken_seconds = 0.0
        self.failures: dict[int, Message] = {}
        self.computed = 0
        self._passing: set[int] = set()
        self._last: tuple[tuple[int, ...], PictureFeatures] | None = None
        self._learned: tuple[tuple[int, ...], PictureFeatures] | None = None
        self.begin(total)

    def take_engine_seconds(self) -> float:
        """Time spent on making engines since it was asked before: folds and members share them."""
        # Deciding for the one may have made the other.
        spent = self._fast.seconds + self._reference.seconds - self._made_within
        since, self._taken_seconds = spent - self._taken_seconds, spent
        return since

    @property
    def training_engine(self) -> EngineOnDemand:
        """What computes features to learn from."""
        return self._fast

    def begin(self, total: int) -> None:
        """Tell that ``total`` pictures are to be read from here on."""
        self._total, self._done = total, 0
        self._control.report(Stage(StageName.FEATURES, total))

    def fast(self, positions: Sequence[int]) -> PictureFeatures:
        """Features for training; those asked for last are still at hand."""
        if self._learned is None or self._learned[0] != tuple(positions):
            found = self._extract(positions, self._fast, accept_exact=True)
            self._learned = (tuple(positions), found)
        return self._learned[1]

    def reference(self, positions: Sequence[int]) -> PictureFeatures:
        """Features for figures that a user reads; those asked for last are still at hand."""
        if self._last is None or self._last[0] != tuple(positions):
            self._last = (tuple(positions), self._extract(positions, self._reference))
        return self._last[1]

    def check_within_reach(self, positions: Sequence[int]) -> None:
        """Refuse where no picture at ``positions`` could be read, though they may be sound.

        Raises:
            DatasetError: there are some, and each failed for a reason that does not lie in it.
        """
        if positions and self._passing.issuperset(positions):
            raise pictures_gone(self._index.root)

    def _decide(self, sample: NDArray[np.uint8]) -> Started:
        """The engine for training: the fast one, unless its error drowns what pictures differ in.

        Decided on the first pictures of the data set, before anything is paid for twice: their
        features by the engine that is taken are kept.
        """
        fast = engines.fast_engine(self._network, self._device, sample, self._control)
        if fast.precision == REFERENCE_PRECISION:
            return Started(fast)
        before = self._reference.seconds
        reference = self._reference.get(sample).engine
        self._made_within = self._reference.seconds - before
        exact, quick = (
            np.concatenate(list(engine.infer(_in_batches(sample)))) for engine in (reference, fast)
        )
        decibels = least_decibels(exact, quick, self._network.groups)
        # One picture alone, or only copies of one, differ in nothing: that is no figure.
        self.decibels = decibels if np.isfinite(decibels) else None
        if decibels >= ENOUGH_DECIBELS:
            return Started(fast, quick)
        return Started(reference, exact)

    def problems(self) -> list[Problem]:
        """The pictures that could not be read."""
        return [
            Problem(self._index.records[position].path, ProblemKind.UNREADABLE, reason)
            for position, reason in sorted(self.failures.items())
        ]

    def _extract(
        self, positions: Sequence[int], engine: EngineOnDemand, *, accept_exact: bool = False
    ) -> PictureFeatures:
        before = self._done
        start, making = self._control.working_time(), engine.seconds

        def on_progress(done: int) -> None:
            self._done = before + done
            if self._done <= self._total:
                self._control.report(BatchDone(self._done, self._total))

        features = extract(
            [self._index.file(position) for position in positions],
            self._network.key,
            self._network.preprocessing,
            engine,
            self._cache,
            self._control,
            on_progress,
            accept_exact=accept_exact,
        )
        self.computed += features.computed
        remember_reading(
            self._network.backbone,
            self._network.body_key,
            engine.precision,
            fast=engine is self._fast,
            mirrored=self._network.mirrored,
            pictures=features.computed,
            seconds=self._control.working_time() - start - (engine.seconds - making),
        )
        for place, reason in features.failures:
            self.failures[positions[place]] = reason
        readable = [positions[place] for place in features.positions]
        self._passing.difference_update(readable)
        self._passing.update(positions[place] for place in features.passing)
        labels = [self._index.records[position].class_index for position in readable]
        return PictureFeatures(
            np.asarray(readable, dtype=np.int64),
            np.asarray(labels, dtype=np.int64),
            features.values,
            features.precision,
        )


def pictures_gone(root: Path) -> DatasetError:
    """That the pictures are no longer where they were listed."""
    return DatasetError(
        Message("The pictures are no longer at {path}.", path=root),
        Message("Bring the folder back, or open it where it is now."),
    )


def least_decibels(
    exact: NDArray[np.float32], other: NDArray[np.float32], groups: Sequence[int] = ()
) -> float:
    """How far the variation between pictures stands above the error of ``other``, in decibels.

    Args:
        exact: (N, width) features by the reference.
        other: the same by another engine.
        groups: widths of their parts; the part where it stands lowest counts.
    """
    error = np.mean((other - exact).astype(np.float64) ** 2, axis=0)
    variation = exact.var(axis=0, dtype=np.float64)
    least = np.inf
    for part in group_slices(groups or (exact.shape[1],)):
        noise, signal = float(error[part].mean()), float(variation[part].mean())
        if noise > 0:
            least = min(least, 10 * np.log10(signal / noise) if signal > 0 else -np.inf)
    return float(least)


def _in_batches(pixels: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    for start in range(0, len(pixels), engines.BATCH_SIZE):
        yield pixels[start : start + engines.BATCH_SIZE]
