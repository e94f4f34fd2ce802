"""What a map is drawn from: all pictures of a folder as a network sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.calibration import tempered
from tlgui.engine.data.class_matching import match_classes
from tlgui.engine.data.records import Split, SplitName
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import DatasetError, Message, RecipeError
from tlgui.engine.insight.similar.axes import MainAxes, directions
from tlgui.engine.picture_map.newcomers import Newcomers
from tlgui.engine.progress import Stage, StageName
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.framing_choice import with_best_framing
from tlgui.engine.training.methods.as_is import class_finder
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import split_of_run
from tlgui.engine.workflow import prepare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.extraction import PictureFeatures
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

FEWEST = 3
"""Pictures from which a map says something."""
COMPARED = 256
"""Pictures that are compared by all that is seen: those ahead along the main axes."""
NO_PART = -1
PARTS = tuple(SplitName)


@dataclass(frozen=True, eq=False)
class Answers:
    """What a run says of each picture.

    Attributes:
        classes: names of its classes.
        numbers: (N,) int64, the most probable class.
        sureness: (N,) float32, its probability.
        true: (N,) int64, the right class; -1 where the model does not know the picture's class.
    """

    classes: tuple[str, ...]
    numbers: Places
    sureness: Floats
    true: Places


@dataclass(frozen=True, eq=False)
class PictureMap:
    """N pictures as a network sees them, and where they lie in the plane of its main axes.

    Attributes:
        index: the folder, with edits laid over it where there are any.
        positions: (N,) int64 into ``index.records``, ascending: the pictures that could be read.
        labels: (N,) int64, their classes in ``index.classes``.
        parts: (N,) int8, place in ``PARTS`` of the part each is in; ``NO_PART`` for none.
        seen: (N, K) float32 of length 1, along the main axes.
        whole: (N, W) float16 of length 1, all that the network sees: products are the likeness of
            two pictures, -1..1.
        axes: along which ``seen`` is.
        flat: (N, 2) float32, along the two main axes.
        share: of all that pictures differ in, what the two axes show, 0..1.
        answers: of the run; None where there is none, or its classes are not known here.
        failures: why a picture could not be read, by its position in ``index.records``.
        key: what tells the network's features from any others.
        newcomers: sees further pictures as these were seen.
    """

    index: DatasetIndex
    positions: Places
    labels: Places
    parts: NDArray[np.int8]
    seen: Floats
    whole: NDArray[np.float16]
    axes: MainAxes
    flat: Floats
    share: float
    answers: Answers | None
    failures: dict[int, Message]
    key: str
    newcomers: Newcomers

    def nearest(self, whole: Floats, count: int, *, without: int = -1) -> tuple[Places, Floats]:
        """Places of the pictures most like ``whole``, the nearest first, and how alike they are.

        By the angle of what the network sees, not by places in the plane: all are compared along
        the main axes, and those ahead by all that is seen.

        Args:
            whole: (W,) of length 1, a row of ``whole`` or of a newcomer.
            count: how many; fewer where there are no more.
            without: a place that is left out.
        """
        whole = whole.astype(np.float32)
        along = self.seen @ directions((self.axes.axes @ whole)[None])[0]
        if 0 <= without < len(along):
            along[without] = -np.inf
        there = len(along) - (0 <= without < len(along))
        if min(count, there) < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        ahead = np.argpartition(-along, min(max(count, COMPARED), there) - 1)
        ahead = ahead[: min(max(count, COMPARED), there)]
        likeness = self.whole[ahead].astype(np.float32) @ whole
        best = np.argsort(-likeness, kind="stable")[:count]
        return ahead[best], likeness[best]


def survey(
    index: DatasetIndex,
    split: Split | None,
    run: Run | None,
    recipe: Recipe | None,
    control: Control,
    *,
    device: str = "auto",
) -> PictureMap:
    """See all pictures of ``index``. What was read before is not read again.

    Args:
        index: the pictures.
        split: how they are divided; of a run, its own counts, and only in its own folder.
        run: whose network looks, and answers; None for a pretrained one.
        recipe: names that network; the defaults where it is None.
        control: hears ``Stage`` and ``BatchDone``.
        device: that a run's network computes on.

    Raises:
        DatasetError: too few pictures can be read.
        WeightsError: the backbone's weights cannot be had, or are damaged.
        BundleError: the run's weights cannot be read.
        Cancelled: what was read until then stays cached.
    """
    if len(index.records) < FEWEST:
        raise too_few(len(index.records))
    if run is not None:
        # In another folder equal names mean nothing.
        split = split_of_run(run, index) if index.root == run.dataset_root else None
        control.report(Stage(StageName.LOADING_MODEL))
        network = run.network()
        chosen = resolve_device(device)
        extraction = Extraction(network, chosen, index, len(index.records), control)
    else:
        network, extraction = _pretrained(index, split, recipe, control)
        chosen = resolve_device(recipe.device if recipe is not None else "auto")
    pictures = extraction.fast(range(len(index.records)))
    if len(pictures.positions) < FEWEST:
        raise too_few(len(pictures.positions))
    width = network.groups[0] if network.groups else pictures.values.shape[1]
    last = np.ascontiguousarray(pictures.values[:, :width])
    axes = MainAxes.of(last, control)
    assert axes is not None
    turned = axes.turned(last, control)
    flat = np.zeros((len(turned), 2), np.float32)
    flat[:, : min(2, turned.shape[1])] = turned[:, :2]
    return PictureMap(
        index=index,
        positions=pictures.positions,
        labels=pictures.labels,
        parts=_parts(split, len(index.records))[pictures.positions],
        seen=directions(turned),
        whole=axes.centred(last, control),
        axes=axes,
        flat=flat,
        share=float(axes.shares[:2].sum()),
        answers=None if run is None else _answers(run, network, pictures, index),
        failures=dict(extraction.failures),
        key=f"{network.key} {pictures.precision}",
        newcomers=Newcomers(network, chosen, axes, run),
    )


def too_few(count: int) -> DatasetError:
    """Why there is no map of ``count`` pictures."""
    return DatasetError(
        Message(
            "A map needs at least {least} pictures that can be read; there are {count}.",
            least=FEWEST,
            count=count,
        ),
        Message("Open a folder with more pictures."),
    )


def _pretrained(
    index: DatasetIndex, split: Split | None, recipe: Recipe | None, control: Control
) -> tuple[Network, Extraction]:
    """The pretrained network that a training would begin with."""
    everything = Split(tuple(range(len(index.records))), (), (), "none", 0)
    task = prepare(recipe or FeatureExtraction(), index, split or everything, control)
    if split is not None:
        task = with_best_framing(task)
    task.extraction.begin(len(index.records))
    return task.network, task.extraction


def _parts(split: Split | None, count: int) -> NDArray[np.int8]:
    parts = np.full(count, NO_PART, np.int8)
    if split is not None:
        for number, name in enumerate(PARTS):
            parts[list(getattr(split, name.value))] = number
    return parts


def _answers(
    run: Run, network: Network, pictures: PictureFeatures, index: DatasetIndex
) -> Answers | None:
    try:
        known = match_classes(index, class_finder(run)).number
    except RecipeError:
        return None
    shares = tempered(network.probabilities(pictures.values), run.temperature)
    numbers = np.asarray(shares.argmax(axis=1), np.int64)
    right = np.full(len(index.classes), -1, np.int64)
    for label, number in known.items():
        right[label] = number
    return Answers(run.classes, numbers, shares.max(axis=1), right[pictures.labels])
