"""The pictures that are learned from and judged by, read in the form that the model takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DatasetError
from tlgui.engine.models.cut import lower_network
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.features import EngineOnDemand, Started
from tlgui.engine.training.fine_tuning.augmentation import augmenter
from tlgui.engine.training.fine_tuning.choices import Scope
from tlgui.engine.training.material.rows import fit_on_disk, read_rows
from tlgui.engine.training.material.sources import (
    Activations,
    Files,
    Pictures,
    PixelsEngine,
    Vectors,
)
from tlgui.engine.training.material.views import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import DTypeLike, NDArray

    from tlgui.engine.models.cut import Cut
    from tlgui.engine.training.fine_tuning.recipe import FineTuning
    from tlgui.engine.training.material.rows import Rows
    from tlgui.engine.training.material.sources import Source
    from tlgui.engine.training.method import Fitted, Task


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
    task: Task, recipe: FineTuning, start: Fitted, cut: Cut | None, views: Sequence[View]
) -> Material:
    """Read what ``start`` learned from, and the validation pictures whose classes it knows.

    Args:
        task: whose pictures.
        recipe: what is asked.
        start: what feature extraction made of them.
        cut: where the body is cut; None where the model takes pictures.
        views: of each picture that is learned from.

    Raises:
        DatasetError: none of the training pictures can be read any more.
        BundleError: the disk is full.
        Cancelled: the user cancelled.
    """
    reader = _Reader(task, recipe, start, cut)
    learned, trained_on = reader.read(start.trained_on, views)
    if isinstance(learned, Pictures | Files):
        learned = replace(learned, change=augmenter(recipe))
    known = [
        position
        for position in task.split.validation
        if task.index.records[position].class_index in start.classes.number
        and position not in task.extraction.failures
    ]
    judged = None
    if known:
        try:
            judged, _positions = reader.read(known, (View(),))
        except DatasetError:  # They cannot be read any more: there is nothing to judge by.
            judged = None
    return Material(learned, judged, trained_on)


@dataclass(frozen=True, eq=False)
class _Reader:
    task: Task
    recipe: FineTuning
    start: Fitted
    cut: Cut | None

    def read(self, positions: Sequence[int], views: Sequence[View]) -> tuple[Source, list[int]]:
        """Pictures at ``positions`` of the index, and which of them can be read."""
        task, cut = self.task, self.cut
        network = task.network
        if self.recipe.scope is Scope.HEAD and not self.recipe.varies:
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
        if not fit_on_disk(len(positions), len(views), width, np.uint8):
            files = [task.index.file(position) for position in positions]
            return Files(files, self._numbers(positions), preprocessing, views), list(positions)
        passing = EngineOnDemand("f32", lambda _sample: Started(PixelsEngine()))
        rows = self._rows(positions, f"pixels {preprocessing}", width, np.uint8, views, passing)
        return Pictures(rows, self._targets(rows, positions), preprocessing), _read(rows, positions)

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
        return np.asarray([self.start.classes.number[label] for label in labels], np.int64)


def _read(rows: Rows, positions: Sequence[int]) -> list[int]:
    return [positions[place] for place in rows.places]
