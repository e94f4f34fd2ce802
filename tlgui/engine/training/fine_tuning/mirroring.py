"""Whether mirrored pictures mean the same: asked of a linear head that never saw any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.training.features import stream_features
from tlgui.engine.training.material.views import View, ViewedPreprocessing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.method import Fitted, Task

ASKED = 200
"""Pictures that the head is asked about."""
FEWEST = 30
"""Of fewer one answer more or less decides."""
LEARNED = 1500
"""Pictures that it learns from, at most."""
LOSS_ALLOWED = 0.05
"""Share of answers that may get worse: less is chance, more means that sides matter."""


@dataclass(frozen=True)
class Mirrored:
    """What a head answers on pictures that it did not learn from.

    Attributes:
        plain: its accuracy on them as they are.
        mirrored: on their mirror images.
        pictures: how many they are.
        chance: accuracy of who always says the largest class.
    """

    plain: float
    mirrored: float
    pictures: int = ASKED
    chance: float = 0.0

    @property
    def harmless(self) -> bool:
        """Whether it knows them as well in the mirror; not where it hardly knows anything."""
        knows = self.pictures >= FEWEST and self.plain > (1 + self.chance) / 2
        return knows and self.mirrored >= self.plain - LOSS_ALLOWED


def mirroring_loses(task: Task, start: Fitted) -> Mirrored:
    """What mirroring does to some training pictures in the eyes of a head fitted on the others.

    Args:
        task: whose training pictures.
        start: what feature extraction made of them.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    pictures = task.extraction.fast(list(start.trained_on))
    groups = task.split.group_numbers(pictures.positions.tolist())
    asked, others = divided(len(pictures.positions), groups, task.recipe.seed)
    if not len(asked) or len(set(pictures.labels[others].tolist())) < 2:
        return Mirrored(0.0, -1.0)
    width = (task.network.groups or (pictures.values.shape[1],))[0]
    scale = StandardScaler().fit(pictures.values[others, :width])
    head = LogisticRegression(C=0.01, max_iter=100).fit(
        scale.transform(pictures.values[others, :width]), pictures.labels[others]
    )
    plain = head.score(scale.transform(pictures.values[asked, :width]), pictures.labels[asked])
    files = [task.index.file(int(pictures.positions[place])) for place in asked]
    seen = ViewedPreprocessing.of(task.network.preprocessing, View(mirror=True))
    right = count = 0
    engine = task.extraction.training_engine
    for part in stream_features(files, seen, engine, task.control):
        if len(part.positions):
            labels = pictures.labels[asked[part.positions]]
            right += int((head.predict(scale.transform(part.values[:, :width])) == labels).sum())
            count += len(labels)
    chance = float(np.bincount(pictures.labels[asked]).max() / len(asked))
    return Mirrored(float(plain), right / max(1, count), count, chance)


def divided(
    count: int, groups: NDArray[np.int64] | None, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of pictures that the head is asked about, and of others that it learns from.

    Args:
        count: of all pictures.
        groups: (count,) equal for those that belong together, which are all asked about or all
            learned from: a head that knows the next frame would not know its mirror image. None
            where all are independent.
        seed: of the draw.
    """
    draw = np.random.default_rng([seed, 3])
    order = draw.permutation(count)
    wanted = min(ASKED, count // 2)
    if groups is None:
        return order[:wanted], order[wanted:][:LEARNED]
    # Group by group, in the order in which one of its pictures is drawn first.
    turns = np.unique(groups[order], return_index=True)[1]
    turn = turns[np.unique(groups, return_inverse=True)[1]]
    order = order[np.argsort(turn[order], kind="stable")]
    ends = np.flatnonzero(np.diff(turn[order])) + 1
    end = int(ends[np.abs(ends - wanted).argmin()]) if len(ends) else 0
    asked, others = draw.permutation(order[:end]), draw.permutation(order[end:])
    return asked[:ASKED], others[:LEARNED]
