"""Many trees instead of one: side by side on bootstrap samples, or one after the other.

Sources: Breiman, "Bagging predictors", Machine Learning 24, 1996; Freund & Schapire, "A
decision-theoretic generalization of on-line learning", 1997, for several classes as SAMME: Zhu,
Zou, Rosset, Hastie, "Multi-class AdaBoost", 2009.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.lessons.bias_variance import HELD_OUT, SIDE, bootstrap, flat
from tlgui.engine.lessons.material import material
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

MODELS = 60
HEAVY = 0.1
"""Of the pictures with the largest weights it is told how much they weigh together."""


@dataclass(frozen=True)
class Curves:
    """Shares of wrong answers after 1, 2 ... models.

    Attributes:
        train: on the pictures that were learned from.
        held_out: on others.
    """

    train: tuple[float, ...]
    held_out: tuple[float, ...]


@dataclass(frozen=True)
class Together:
    """Both ways with trees of one depth.

    Attributes:
        bagging: each tree by itself, their probabilities averaged.
        boosting: each tree on what those before it got wrong, their votes weighted.
        heavy: for boosting, the part of all weight that the heaviest tenth of the pictures has
            when each tree learns.
        pictures: to learn from and held out together.
        is_sample: whether they are the sample's.
    """

    bagging: Curves
    boosting: Curves
    heavy: tuple[float, ...]
    pictures: int
    is_sample: bool


def together(
    index: DatasetIndex | None,
    split: Split | None,
    train: int,
    depth: int,
    *,
    control: Control,
    seed: int = 0,
) -> Together:
    """Learn trees of ``depth`` both ways.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        train: at most so many pictures to learn from.
        depth: of each tree.
        control: hears ``BatchDone`` of the trees; may end it.
        seed: of pictures, samples and trees.
    """
    found = material(index, split, control, train=train, held_out=HELD_OUT, side=SIDE, seed=seed)
    x, y, judged = flat(found)
    sides = (x, judged)
    known = (y, found.held_out_labels)
    classes = len(found.classes)
    means = [np.zeros((len(side), classes)) for side in sides]
    bagged: list[list[float]] = [[], []]
    for number, drawn in enumerate(bootstrap(len(y), MODELS, seed)):
        control.check()
        tree = _tree(depth, seed).fit(x[drawn], y[drawn])
        for place, side in enumerate(sides):
            means[place][:, tree.classes_] += tree.predict_proba(side)
            bagged[place].append(float((means[place].argmax(1) != known[place]).mean()))
        control.report(BatchDone(number + 1, 2 * MODELS))
    votes = [np.zeros((len(side), classes)) for side in sides]
    boosted: list[list[float]] = [[], []]
    weights, heavy = np.full(len(y), 1 / len(y)), []
    most = max(1, round(HEAVY * len(y)))
    for number in range(MODELS):
        control.check()
        heavy.append(float(np.sort(weights)[-most:].sum()))
        tree = _tree(depth, seed + number).fit(x, y, sample_weight=weights)
        answers = [tree.predict(side) for side in sides]
        say, weights = boost(weights, answers[0] != y, classes)
        for place, answered in enumerate(answers):
            votes[place][np.arange(len(answered)), answered] += say
            boosted[place].append(float((votes[place].argmax(1) != known[place]).mean()))
        control.report(BatchDone(MODELS + number + 1, 2 * MODELS))
    return Together(
        Curves(tuple(bagged[0]), tuple(bagged[1])),
        Curves(tuple(boosted[0]), tuple(boosted[1])),
        tuple(heavy),
        len(y) + len(judged),
        found.is_sample,
    )


def boost(
    weights: NDArray[np.float64], wrong: NDArray[np.bool_], classes: int
) -> tuple[float, NDArray[np.float64]]:
    """How much a model's vote counts, and the weights for the next one; a round of SAMME.

    A model that is no better than chance has no vote, and one that makes no mistake leaves the
    weights as they are.

    Args:
        weights: of the pictures, of sum 1.
        wrong: where the model is wrong.
        classes: how many classes there are.
    """
    error = float(weights[wrong].sum())
    if error <= 0:
        return 1.0, weights
    if error >= 1 - 1 / classes:
        return 0.0, weights
    say = float(np.log((1 - error) / error) + np.log(classes - 1))
    raised = weights * np.exp(say * wrong)
    return say, raised / raised.sum()


def _tree(depth: int, seed: int) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(max_depth=depth, random_state=seed)
