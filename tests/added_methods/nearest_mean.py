"""The class whose mean lies nearest: a method as one module, with one setting of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tlgui.engine.errors import Message
from tlgui.engine.training.method import ClassNumbers, Fitted, Method, Task
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import setting


@dataclass(frozen=True, kw_only=True)
class NearestMean(Recipe):
    """What the nearest mean is asked.

    Attributes:
        pull: how strongly a mean attracts.
    """

    method: ClassVar[str] = "nearest-mean"

    pull: float = setting(
        1.0,
        label=Message("Pull of a mean"),
        spoken=Message("pull"),
        sentence=Message("How strongly a mean attracts."),
        term="seed",
        low=0.1,
        high=10.0,
    )


def fit(task: Task) -> Fitted:
    """A linear head that answers with the nearest mean of the features."""
    import numpy as np

    from tlgui.engine.models.heads import LinearHead

    assert isinstance(task.recipe, NearestMean)
    training = task.extraction.reference(task.split.train)
    classes = ClassNumbers.of(training.labels.tolist(), task.index)
    targets = classes.targets(training)
    means = np.stack(
        [training.values[targets == number].mean(axis=0) for number in range(len(classes.names))]
    )
    weight = task.recipe.pull * means
    head = LinearHead(
        weight.astype(np.float32),
        (-0.5 * task.recipe.pull * (means**2).sum(axis=1)).astype(np.float32),
    )
    return Fitted(
        network=task.network.with_head(head),
        classes=classes,
        trained_on=training.positions.tolist(),
        extraction=task.extraction,
    )


METHOD = Method(
    recipe=NearestMean,
    title=Message("Nearest mean"),
    sentence=Message("A picture is of the class whose mean is nearest."),
    term="",
    fit=fit,
)
