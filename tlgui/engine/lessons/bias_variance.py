"""Bias and variance: the same model, learned from one bootstrap sample after another.

For squared errors of probabilities the two add up exactly: the mean error of the models is the
error of their mean (bias, with the noise that no model can foresee) and their spread around it
(variance). Source: Geman, Bienenstock, Doursat, "Neural networks and the bias/variance dilemma",
Neural Computation 4, 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.lessons.material import material
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.lessons.material import Material
    from tlgui.engine.progress import Control

DEPTHS = tuple(range(1, 13))
"""Of the decision trees: the deeper, the more they can tell apart."""
HELD_OUT = 300
SIDE = 8


@dataclass(frozen=True)
class Parts:
    """What the error of models of one size is made of, a mean over the held-out pictures.

    Attributes:
        bias: squared error of the mean of all models.
        variance: mean squared distance of the models from their mean.
        error: mean squared error of the models; the sum of both.
        wrong: mean share of wrong answers of the models.
        wrong_of_mean: share of wrong answers of their mean.
    """

    bias: float
    variance: float
    error: float
    wrong: float
    wrong_of_mean: float


@dataclass(frozen=True)
class Spread:
    """Bias and variance by depth.

    Attributes:
        parts: one for each of ``DEPTHS``.
        answers: for one held-out picture, how many models name each class, by depth.
        classes: names of the classes.
        truth: what is on that picture.
        models: how many bootstrap samples were drawn.
        pictures: to learn from and held out together.
        is_sample: whether they are the sample's.
    """

    parts: tuple[Parts, ...]
    answers: tuple[tuple[int, ...], ...]
    classes: tuple[str, ...]
    truth: str
    models: int
    pictures: int
    is_sample: bool


def decompose(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> Parts:
    """Take the error of several models apart.

    Args:
        probabilities: (models, pictures, classes).
        labels: (pictures,) class numbers.
    """
    truth = np.eye(probabilities.shape[2])[labels]
    mean = probabilities.mean(0)
    return Parts(
        bias=float(((mean - truth) ** 2).sum(1).mean()),
        variance=float(((probabilities - mean) ** 2).sum(2).mean()),
        error=float(((probabilities - truth) ** 2).sum(2).mean()),
        wrong=float((probabilities.argmax(2) != labels).mean()),
        wrong_of_mean=float((mean.argmax(1) != labels).mean()),
    )


def spread(
    index: DatasetIndex | None,
    split: Split | None,
    train: int,
    models: int,
    *,
    control: Control,
    seed: int = 0,
) -> Spread:
    """Learn a tree of each depth from each of ``models`` bootstrap samples, and compare them.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        train: pictures in the training set, from which the samples are drawn.
        models: how many samples.
        control: hears ``BatchDone`` of the trees; may end it.
        seed: of pictures and samples.
    """
    found = material(index, split, control, train=train, held_out=HELD_OUT, side=SIDE, seed=seed)
    x, y, judged = flat(found)
    draws = bootstrap(len(y), models, seed)
    parts, answers = [], []
    shown = 0  # One picture stands for all: any other would do as well.
    for number, depth in enumerate(DEPTHS):
        told = []
        for place, drawn in enumerate(draws):
            control.check()
            told.append(tree_answers(x[drawn], y[drawn], judged, len(found.classes), depth, seed))
            control.report(BatchDone(number * models + place + 1, len(DEPTHS) * models))
        probabilities = np.stack(told)
        parts.append(decompose(probabilities, found.held_out_labels))
        named = probabilities[:, shown].argmax(1)
        answers.append(tuple(np.bincount(named, minlength=len(found.classes)).tolist()))
    return Spread(
        tuple(parts),
        tuple(answers),
        found.classes,
        found.classes[int(found.held_out_labels[shown])],
        models,
        len(y) + len(judged),
        found.is_sample,
    )


def flat(found: Material) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[Any]]:
    """Training pictures as rows of numbers, their labels, and the held-out ones as rows."""
    x = found.train.reshape(len(found.train), -1)
    return x, found.train_labels, found.held_out.reshape(len(found.held_out), -1)


def bootstrap(count: int, samples: int, seed: int) -> list[NDArray[np.int64]]:
    """``samples`` draws of ``count`` positions each, with replacement (Efron 1979)."""
    generator = np.random.default_rng(seed)
    return [generator.integers(0, count, count) for _ in range(samples)]


def tree_answers(
    x: NDArray[Any],
    y: NDArray[np.int64],
    judged: NDArray[Any],
    classes: int,
    depth: int,
    seed: int,
) -> NDArray[np.float64]:
    """Probabilities of a decision tree, (pictures, classes); 0 for a class it never saw."""
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=depth, random_state=seed).fit(x, y)
    told = np.zeros((len(judged), classes))
    told[:, tree.classes_] = tree.predict_proba(judged)
    return told
