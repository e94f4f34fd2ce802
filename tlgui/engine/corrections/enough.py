"""Whether more pictures would help: what the second half of those that there are has brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.corrections.learning import begin_again, refit
from tlgui.engine.training.fine_tuning.gain import Gain, Over, gain_over
from tlgui.engine.training.linear_heads.logistic_regression import spread_folds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

FEWEST = 2
"""Training pictures of each class in a half; with fewer it tells nothing."""


def what_doubling_brought(run: Run, index: DatasetIndex, control: Control) -> Gain | None:
    """How much better ``run``'s head answers than one that learned from half of its pictures.

    Twice as many again bring less, as a rule: errors fall with a power of the number of pictures
    (Hestness et al., "Deep learning scaling is predictable, empirically", 2017).

    Args:
        run: trained; ``why_not`` has nothing against it.
        index: its data set as edited.
        control: asked whether to go on.

    Returns:
        None where no pictures are held out, or half of them are too few to learn from.

    Raises:
        BundleError: the run is damaged.
        Cancelled: the user cancelled.
    """
    task, before = begin_again(run, index, control)
    training = task.extraction.fast(task.split.train)
    half = _half(training.positions.tolist(), training.labels.tolist(), run.recipe.seed)
    counts = np.bincount([index.records[position].class_index for position in half])
    if not task.held_out or counts[np.unique(training.labels)].min(initial=FEWEST) < FEWEST:
        return None
    fitted = [refit(task, run, before, positions) for positions in (half, task.split.train)]
    return gain_over(task, fitted[0], fitted[1], Over.HALF)


def _half(positions: Sequence[int], labels: Sequence[int], seed: int) -> list[int]:
    """Half of ``positions``, of each class half."""
    part = spread_folds(np.asarray(labels, np.int64), 2, np.random.default_rng(seed))
    return [position for position, fold in zip(positions, part, strict=True) if fold == 0]
