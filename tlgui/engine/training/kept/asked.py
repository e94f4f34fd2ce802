"""What tells a training from others: what was kept of another one is not gone on with."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.training.method import Task


def asked_of(task: Task) -> str:
    """What tells a task from others: its recipe, network, pictures, their classes and draws."""
    index = task.index

    def told(positions: Sequence[int]) -> list[list[object]]:
        return [
            [
                *_picture(task, position),
                index.classes[index.records[position].class_index],
                task.drawn.get(position, 1),
            ]
            for position in positions
        ]

    split = task.split
    pictures = [told(part) for part in (split.train, split.validation, split.test)]
    return _digest([task.recipe.said(), task.network.key, pictures])


def asked_of_epochs(
    task: Task, positions: Sequence[int], targets: NDArray[np.int64], views: int
) -> str:
    """What tells a training by epochs from others: its settings, network, pictures and classes.

    Args:
        task: what is asked.
        positions: of the pictures that are learned from, in the index.
        targets: (N,) their classes.
        views: of each picture.
    """
    pictures = [_picture(task, position) for position in positions]
    return _digest([task.recipe.said(), task.network.key, pictures, targets.tolist(), views])


def _picture(task: Task, position: int) -> list[object]:
    """A picture's path, and its file as it was when the job first looked at it."""
    identity = task.identity(position)
    return [task.index.records[position].path, identity.size, identity.mtime_ns]


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
