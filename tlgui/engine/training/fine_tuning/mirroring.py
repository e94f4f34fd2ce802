"""Whether mirrored pictures mean the same: asked of a linear head that never saw any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.training.features import stream_features
from tlgui.engine.training.material.views import View, ViewedPreprocessing

if TYPE_CHECKING:
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
    draw = np.random.default_rng([task.recipe.seed, 3])
    order = draw.permutation(len(pictures.positions))
    asked, others = order[: min(ASKED, len(order) // 2)], order[min(ASKED, len(order) // 2) :]
    others = others[:LEARNED]
    if len(set(pictures.labels[others].tolist())) < 2:
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
