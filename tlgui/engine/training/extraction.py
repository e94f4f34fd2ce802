"""The features of a whole data set: fast ones to learn from, exact ones for figures."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine import places
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.models import engines
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.agreement import compare
from tlgui.engine.training.estimate import remember_reading
from tlgui.engine.training.feature_cache import FeatureCache
from tlgui.engine.training.features import REFERENCE_PRECISION, EngineOnDemand, extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.devices import Device
    from tlgui.engine.errors import Message
    from tlgui.engine.models.heads import LinearHead
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.agreement import Agreement

# Pictures on which fast features are compared with the reference, by the head fitted on them.
AGREEMENT_SAMPLE = 64


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
    """Features of a data set's pictures: fast ones for training, exact ones for figures."""

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
        self._fast = EngineOnDemand(
            engines.fast_precision(device),
            lambda sample: engines.fast_engine(network, device, sample, control),
        )
        self._reference = EngineOnDemand(
            REFERENCE_PRECISION,
            lambda sample: engines.reference_engine(network, device, sample, control),
        )
        self.failures: dict[int, Message] = {}
        self.computed = 0
        self._last: tuple[tuple[int, ...], PictureFeatures] | None = None
        self.begin(total)

    @property
    def engine_seconds(self) -> float:
        """Time spent on making engines."""
        return self._fast.seconds + self._reference.seconds

    def begin(self, total: int) -> None:
        """Tell that ``total`` pictures are to be read from here on."""
        self._total, self._done = total, 0
        self._control.report(Stage(StageName.FEATURES, total))

    def fast(self, positions: Sequence[int]) -> PictureFeatures:
        """Features for training."""
        return self._extract(positions, self._fast, accept_exact=True)

    def reference(self, positions: Sequence[int]) -> PictureFeatures:
        """Features for figures that a user reads; those asked for last are still at hand."""
        if self._last is None or self._last[0] != tuple(positions):
            self._last = (tuple(positions), self._extract(positions, self._reference))
        return self._last[1]

    def agreement(self, positions: Sequence[int], head: LinearHead) -> Agreement | None:
        """How fast and exact features agree under ``head``; None where nothing can be read."""
        step = max(1, len(positions) // AGREEMENT_SAMPLE)
        sample = positions[::step][:AGREEMENT_SAMPLE]
        fast, reference = (
            self._extract(sample, self._fast),
            self._extract(sample, self._reference),
        )
        # A file may have vanished in between.
        both = np.intersect1d(fast.positions, reference.positions).tolist()
        fast, reference = fast.only(both), reference.only(both)
        if not both:
            return None
        return compare(head.probabilities(reference.values), head.probabilities(fast.values))

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
        start, making = time.perf_counter(), engine.seconds

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
            pictures=features.computed,
            seconds=time.perf_counter() - start - (engine.seconds - making),
        )
        for place, reason in features.failures:
            self.failures[positions[place]] = reason
        readable = [positions[place] for place in features.positions]
        labels = [self._index.records[position].class_index for position in readable]
        return PictureFeatures(
            np.asarray(readable, dtype=np.int64),
            np.asarray(labels, dtype=np.int64),
            features.values,
            features.precision,
        )
