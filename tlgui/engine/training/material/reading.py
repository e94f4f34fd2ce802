"""The pictures that are learned from and judged by, read in the form that the model takes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DatasetError
from tlgui.engine.models.cut import lower_network
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.by_epochs.augmentation import augmenter
from tlgui.engine.training.by_epochs.choices import Scope
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.features import EngineOnDemand, Started, stream_features
from tlgui.engine.training.material.rows import fit_on_disk, none_readable, read_rows
from tlgui.engine.training.material.sources import (
    Activations,
    Files,
    Pictures,
    PixelsEngine,
    Vectors,
)
from tlgui.engine.training.material.views import View
from tlgui.engine.training.method import ClassNumbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import DTypeLike, NDArray

    from tlgui.engine.errors import Message
    from tlgui.engine.models.cut import Cut
    from tlgui.engine.training.by_epochs.augmentation_settings import AugmentationSettings
    from tlgui.engine.training.fine_tuning.recipe import FineTuning
    from tlgui.engine.training.material.rows import Rows
    from tlgui.engine.training.material.sources import Source
    from tlgui.engine.training.method import Task


@dataclass(frozen=True, eq=False)
class Material:
    """Pictures in the form that the model takes.

    Attributes:
        learned: those that are learned from.
        judged: those by which epochs are chosen; None where there are none.
        trained_on: positions of the former in the index.
    """

    learned: Source
    judged: Source | None
    trained_on: Sequence[int]


def read_material(
    task: Task,
    recipe: FineTuning,
    positions: Sequence[int],
    number: Mapping[int, int],
    cut: Cut | None,
    views: Sequence[View],
) -> Material:
    """Read what is learned from, and the validation pictures whose classes are known.

    Args:
        task: whose pictures.
        recipe: what is asked.
        positions: of the pictures that are learned from.
        number: of each class of the data set that the model knows, by the class's index there.
        cut: where the body is cut; None where the model takes pictures.
        views: of each picture that is learned from.

    Raises:
        DatasetError: none of the training pictures can be read any more.
        BundleError: the disk is full.
        Cancelled: the user cancelled.
    """
    frozen = recipe.scope is Scope.HEAD and not recipe.varies
    reader = _Reader(task, number, cut, frozen=frozen)
    learned, trained_on = reader.learned(recipe, positions, views)
    return Material(learned, reader.judged(), trained_on)


def read_pictures(
    task: Task, recipe: AugmentationSettings, views: Sequence[View]
) -> tuple[Material, ClassNumbers]:
    """Read all training and validation pictures, and tell which classes can be learned.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        BundleError: the disk is full.
        Cancelled: the user cancelled.
    """
    index, training = task.index, task.split.train
    labels = {index.records[position].class_index for position in training}
    first = _Reader(task, {label: label for label in labels}, None, frozen=False)
    learned, trained_on = first.learned(recipe, training, views)
    classes = ClassNumbers.of(learned.targets.tolist(), index)
    targets = np.asarray([classes.number[label] for label in learned.targets.tolist()], np.int64)
    assert isinstance(learned, Pictures | Files)
    judged = replace(first, number=classes.number).judged()
    return Material(replace(learned, targets=targets), judged, trained_on), classes


@dataclass(frozen=True, eq=False)
class _Reader:
    task: Task
    number: Mapping[int, int]
    cut: Cut | None
    frozen: bool

    def learned(
        self, recipe: AugmentationSettings, positions: Sequence[int], views: Sequence[View]
    ) -> tuple[Source, list[int]]:
        """The pictures that are learned from, and which of them can be read."""
        learned, trained_on = self._read(positions, views)
        if isinstance(learned, Pictures | Files):
            learned = replace(learned, change=augmenter(recipe))
        return learned, trained_on

    def judged(self) -> Source | None:
        """The validation pictures whose classes are known; None where there are none."""
        task = self.task
        known = [
            position
            for position in task.split.validation
            if task.index.records[position].class_index in self.number
            and position not in task.extraction.failures
        ]
        if not known:
            return None
        try:
            judged, _positions = self._read(known, (View(),))
        except DatasetError:  # They cannot be read any more.
            return None
        return judged

    def _read(self, positions: Sequence[int], views: Sequence[View]) -> tuple[Source, list[int]]:
        """Pictures at ``positions`` of the index, and which of them can be read."""
        task, cut = self.task, self.cut
        network = task.network
        if self.frozen:
            width = task.extraction.fast(list(positions[:1])).values.shape[1]
            engine = task.extraction.training_engine
            rows = self._rows(positions, network.key, width, np.float32, views, engine)
            return Vectors(rows, self._targets(rows, positions)), _read(rows, positions)
        if cut is not None:
            lower = lower_network(network, cut)
            extraction = Extraction(lower, task.device, task.index, 0, task.control)
            given = (positions, lower.key, cut.width)
            try:
                rows = self._rows(*given, np.float16, views, extraction.training_engine)
            except OverflowError:
                rows = self._rows(*given, np.float32, views, extraction.training_engine)
            return Activations(rows, self._targets(rows, positions), cut), _read(rows, positions)
        preprocessing = network.preprocessing
        width = preprocessing.height * preprocessing.width * 3
        passing = EngineOnDemand("f32", lambda _sample: Started(PixelsEngine()))
        if not fit_on_disk(len(positions), len(views), width, np.uint8):
            readable = self._readable(positions, passing)
            files = [task.index.file(position) for position in readable]
            return Files(files, self._numbers(readable), preprocessing, views), readable
        rows = self._rows(positions, f"pixels {preprocessing}", width, np.uint8, views, passing)
        return Pictures(rows, self._targets(rows, positions), preprocessing), _read(rows, positions)

    def _readable(self, positions: Sequence[int], passing: EngineOnDemand) -> list[int]:
        """Those whose pictures can be read, found out by reading each once."""
        task = self.task
        files = [task.index.file(position) for position in positions]
        task.control.report(Stage(StageName.FEATURES, len(files)))
        failures: dict[int, Message] = {}
        done = 0
        with closing(
            stream_features(files, task.network.preprocessing, passing, task.control)
        ) as stream:
            for part in stream:
                failures |= {positions[place]: reason for place, reason in part.failures}
                done += len(part.positions) + len(part.failures)
                task.control.report(BatchDone(done, len(files)))
        if len(failures) == len(files):
            raise none_readable(len(files))
        task.extraction.failures.update(failures)
        return [position for position in positions if position not in failures]

    def _rows(
        self,
        positions: Sequence[int],
        model: str,
        width: int,
        dtype: DTypeLike,
        views: Sequence[View],
        engine: EngineOnDemand,
    ) -> Rows:
        task = self.task
        files = [task.index.file(position) for position in positions]
        given = (files, model, task.network.preprocessing, views, width, dtype, engine)
        rows = read_rows(*given, task.control)
        for place, reason in rows.failures:
            task.extraction.failures[positions[place]] = reason
        return rows

    def _targets(self, rows: Rows, positions: Sequence[int]) -> NDArray[np.int64]:
        return self._numbers(_read(rows, positions))

    def _numbers(self, positions: Sequence[int]) -> NDArray[np.int64]:
        labels = [self.task.index.records[position].class_index for position in positions]
        return np.asarray([self.number[label] for label in labels], np.int64)


def _read(rows: Rows, positions: Sequence[int]) -> list[int]:
    return [positions[place] for place in rows.places]
