"""The head fitted exactly: multinomial logistic regression, its penalty by cross-validation."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from tlgui.engine.progress import BatchDone
from tlgui.engine.training.linear_heads.regression import Coordinates, Regression
from tlgui.engine.training.linear_heads.scaling import Standardiser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.models.heads import LinearHead
    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]

# Inverse strengths of the L2 penalty, as scikit-learn's ``C``: half decades.
C_GRID = tuple(float(f"{10.0 ** (exponent / 2):.1e}") for exponent in range(-8, 3))
# With few pictures each one left out of a fit is missed; with many it is not.
MANY_FOLDS, FEW_FOLDS, MANY_FOLDS_LIMIT = 5, 3, 1_000
# Relative gain of the objective below which L-BFGS ends.
SEARCH_TOLERANCE = 3e-4
FINAL_TOLERANCE = 1e-6
# Where in the grid the search begins; and how far from the strength that they are made for
# coordinates still serve.
FIRST_TRIED = len(C_GRID) // 2 - 1
FAR = 20.0
# Choosing C needs no more pictures than this; the final fit uses all.
CROSS_VALIDATION_LIMIT = 6_000


@dataclass(frozen=True, eq=False)
class Validation:
    """What cross-validation chose.

    Attributes:
        chosen: which of the choices of features.
        groups: widths of their groups.
        c: the inverse penalty.
        scores: (C, held-out loss) of each strength tried on these features.
        losses: the least held-out loss of each choice of features.
    """

    chosen: int
    groups: tuple[int, ...]
    c: float
    scores: tuple[tuple[float, float], ...]
    losses: tuple[float, ...]


@dataclass(frozen=True)
class RegressionFit:
    """A fitted logistic regression.

    Attributes:
        head: for raw features.
        validation: how its features and its penalty were chosen.
    """

    head: LinearHead
    validation: Validation


def fit_logistic_regression(
    features: Floats,
    targets: NDArray[np.int64],
    classes: int,
    control: Control,
    *,
    weights: Floats | None = None,
    seed: int = 0,
    choices: Sequence[tuple[int, ...]] = (),
    together: NDArray[np.int64] | None = None,
) -> RegressionFit:
    """Multinomial logistic regression on standardised features, C chosen by cross-validation.

    The objective is scikit-learn's: C times the sum of weighted losses plus half the squared
    norm of the weights, the bias left free.

    Args:
        features: (N, width) float32.
        targets: (N,) class indices.
        classes: number of classes.
        control: checked at every evaluation of the objective.
        weights: (N,) weight of each picture; 1 by default.
        seed: of the folds.
        choices: of features, between which cross-validation decides on the same folds: the
            widths of the groups at the front of them that a head may look at. All of them, as
            one group, by default.
        together: (N,) equal for pictures that stay in one fold, since the one tells the other;
            none by default.
    """
    folds = _folds_of_groups(targets, together, seed)
    task = _Task.of(features, targets, classes, weights, seed, folds)
    # Matrices this thin gain nothing from more threads, and OpenBLAS's threads wait by spinning:
    # beside any other work two take four times the time of one.
    with threadpool_limits(1, "blas"):
        validation, best = _validate(task, choices, control)
        coordinates = best.coordinates
        if len(task.sample) < len(targets) or _far(coordinates.strength, validation.c):
            looked_at = np.ascontiguousarray(features[:, : sum(validation.groups)])
            coordinates = Coordinates(
                best.standardise.apply(looked_at), validation.c, task.curvature
            )
        problem = Regression(coordinates, targets, classes, task.weights[:, None])
        solution = problem.solve(
            validation.c, problem.solution(*best.head), control, tolerance=FINAL_TOLERANCE
        )
        weight, bias = problem.heads(solution)
    return RegressionFit(best.standardise.unfold(weight[:, 0], bias[:, 0]), validation)


def refit_logistic_regression(
    features: Floats,
    targets: NDArray[np.int64],
    classes: int,
    control: Control,
    *,
    c: float,
    groups: tuple[int, ...],
    start: LinearHead,
    weights: Floats | None = None,
) -> LinearHead:
    """The head that ``fit_logistic_regression`` would give with the penalty and features chosen.

    The objective has one minimum: it is found from ``start`` as from anywhere, only sooner.

    Args:
        features: (N, width) float32.
        targets: (N,) class indices.
        classes: number of classes.
        control: checked at every evaluation of the objective.
        c: the inverse penalty.
        groups: widths of the groups at the front of the features that the head looks at.
        start: a head for raw features, with a row for each class, that answers about the same.
        weights: (N,) weight of each picture; 1 by default.
    """
    given = np.ones(len(targets), np.float32) if weights is None else weights
    with threadpool_limits(1, "blas"):
        looked_at = np.ascontiguousarray(features[:, : sum(groups)])
        standardise = Standardiser.fit(looked_at, groups)
        coordinates = Coordinates(standardise.apply(looked_at), c, _curvature(classes, given))
        problem = Regression(coordinates, targets, classes, given[:, None])
        weight, bias = standardise.fold(start)
        near = problem.solution(weight[:, None], bias[:, None])
        solution = problem.solve(c, near, control, tolerance=FINAL_TOLERANCE)
        weight, bias = problem.heads(solution)
    return standardise.unfold(weight[:, 0], bias[:, 0])


def choose_features(
    features: Floats,
    targets: NDArray[np.int64],
    classes: int,
    control: Control,
    *,
    weights: Floats | None = None,
    seed: int = 0,
    choices: Sequence[tuple[int, ...]],
    together: NDArray[np.int64] | None = None,
) -> Validation:
    """What ``fit_logistic_regression`` would choose, without the last fit on all pictures."""
    folds = _folds_of_groups(targets, together, seed)
    task = _Task.of(features, targets, classes, weights, seed, folds)
    with threadpool_limits(1, "blas"):
        return _validate(task, choices, control)[0]


def choose_coordinates(
    features: Floats,
    targets: NDArray[np.int64],
    classes: int,
    control: Control,
    *,
    seed: int = 0,
    choices: Sequence[tuple[int, ...]] = (),
    folds: NDArray[np.int64] | None = None,
) -> tuple[Validation, Coordinates]:
    """What ``fit_logistic_regression`` would choose, and coordinates of all pictures for it.

    ``folds`` (N,) are those of the cross-validation; drawn by default.
    """
    task = _Task.of(features, targets, classes, None, seed, folds)
    with threadpool_limits(1, "blas"):
        validation, best = _validate(task, choices, control)
        if len(task.sample) == len(targets) and not _far(best.coordinates.strength, validation.c):
            return validation, best.coordinates
        looked_at = np.ascontiguousarray(features[:, : sum(validation.groups)])
        standardised = best.standardise.apply(looked_at)
        return validation, Coordinates(standardised, validation.c, task.curvature)


@dataclass(frozen=True, eq=False)
class _Task:
    """What is to be fitted, and the pictures on which it is cross-validated.

    Attributes:
        features: (N, width).
        targets: (N,).
        classes: number of classes.
        weights: (N,) of each picture.
        sample: positions of the pictures for cross-validation.
        folds: the fold of each of them.
    """

    features: Floats
    targets: NDArray[np.int64]
    classes: int
    weights: Floats
    sample: NDArray[np.int64]
    folds: NDArray[np.int64]

    @property
    def curvature(self) -> float:
        """What a picture adds to the Hessian, about."""
        return _curvature(self.classes, self.weights)

    @classmethod
    def of(
        cls,
        features: Floats,
        targets: NDArray[np.int64],
        classes: int,
        weights: Floats | None,
        seed: int,
        folds: NDArray[np.int64] | None = None,
    ) -> _Task:
        if weights is None:
            weights = np.ones(len(targets), dtype=np.float32)
        generator = np.random.default_rng(seed)
        sample = _stratified_sample(targets, CROSS_VALIDATION_LIMIT, generator)
        drawn = _folds(targets[sample], generator) if folds is None else folds[sample]
        return cls(features, targets, classes, weights, sample, drawn)


@dataclass(frozen=True, eq=False)
class _Tried:
    """A choice of features, cross-validated.

    Attributes:
        standardise: of these features.
        coordinates: of the sample's standardised features.
        scores: (C, held-out loss) of the strengths tried.
        head: weights (classes, 1, width) and biases (classes, 1), the mean over the folds at the
            best of them: a start for the fit on all pictures.
    """

    standardise: Standardiser
    coordinates: Coordinates
    scores: tuple[tuple[float, float], ...]
    head: tuple[Floats, Floats]

    @property
    def best(self) -> tuple[float, float]:
        return min(self.scores, key=lambda score: score[1])


def _validate(
    task: _Task, choices: Sequence[tuple[int, ...]], control: Control
) -> tuple[Validation, _Tried]:
    choices = choices or ((task.features.shape[1],),)
    done = count(1)

    def tell() -> None:
        control.report(BatchDone(next(done)))

    # Each keeps one core busy: BLAS lets other threads run meanwhile.
    with ThreadPoolExecutor(len(choices)) as pool:
        tried = list(pool.map(lambda groups: _try_features(task, groups, control, tell), choices))
    losses = tuple(one.best[1] for one in tried)
    chosen = losses.index(min(losses))
    best = tried[chosen]
    return Validation(chosen, choices[chosen], best.best[0], best.scores, losses), best


def _try_features(
    task: _Task, groups: tuple[int, ...], control: Control, tell: Callable[[], None]
) -> _Tried:
    """The features of ``groups``, with the strengths between which their penalty was chosen.

    The loss falls and then rises along the grid: the search starts near its middle and walks
    downhill, each solution the start of the next.
    """
    looked_at = np.ascontiguousarray(task.features[:, : sum(groups)])
    standardise = Standardiser.fit(looked_at, groups)
    features = standardise.apply(looked_at)[task.sample]
    weights = task.weights[task.sample]
    held_out = task.folds == np.arange(task.folds.max() + 1)[:, None]
    learned = np.where(held_out, 0, weights).T
    picture_weights = np.broadcast_to(weights, held_out.shape)[held_out]
    heads: dict[int, tuple[Floats, Floats]] = {}
    losses: dict[int, float] = {}

    def regression(strength: float) -> tuple[Coordinates, Regression]:
        control.check()
        made = Coordinates(features, strength, task.curvature * float(1 - held_out.mean()))
        return made, Regression(made, task.targets[task.sample], task.classes, learned)

    best = FIRST_TRIED
    coordinates, problem = regression(C_GRID[best])

    def try_strength(place: int, nearby: tuple[Floats, Floats] | None) -> float:
        nonlocal coordinates, problem
        c = C_GRID[place]
        if _far(coordinates.strength, c):
            coordinates, problem = regression(c)
        start = problem.start() if nearby is None else problem.solution(*nearby)
        found = problem.solve(c, start, control, tolerance=SEARCH_TOLERANCE)
        heads[place] = problem.heads(found)
        held_out_losses = problem.losses(found)[held_out]
        losses[place] = float(np.average(held_out_losses, weights=picture_weights))
        tell()
        return losses[place]

    try_strength(best, None)
    for step in (1, -1):
        while 0 <= best + step < len(C_GRID) and best + step not in losses:
            if try_strength(best + step, heads[best]) >= losses[best]:
                break
            best += step
        if best != FIRST_TRIED:
            break
    scores = tuple((C_GRID[place], losses[place]) for place in sorted(losses))
    weight, bias = (part.mean(axis=1, keepdims=True) for part in heads[best])
    return _Tried(standardise, coordinates, scores, (weight, bias))


def _curvature(classes: int, weights: Floats) -> float:
    """What a picture adds to the Hessian, about: half of what it does before any is learned.

    As it is learned, answers get sure and it falls.
    """
    guess = 1 / max(2, classes)
    return 0.5 * guess * (1 - guess) * float(weights.mean())


def _far(strength: float, other: float) -> bool:
    """Whether coordinates for the one are none for the other."""
    return not 1 / FAR < strength / other < FAR


def _folds(targets: NDArray[np.int64], generator: np.random.Generator) -> NDArray[np.int64]:
    return spread_folds(targets, min(_how_many(targets), len(targets)), generator)


def _how_many(targets: NDArray[np.int64]) -> int:
    return MANY_FOLDS if len(targets) <= MANY_FOLDS_LIMIT else FEW_FOLDS


def _folds_of_groups(
    targets: NDArray[np.int64], together: NDArray[np.int64] | None, seed: int
) -> NDArray[np.int64] | None:
    """A fold for each picture, that of its group; None where nothing, or all, belongs together."""
    if together is None or len(np.unique(together)) in (1, len(targets)):
        return None
    from sklearn.model_selection import StratifiedGroupKFold

    # Classes and groups that are fewer than the folds are no mistake: some folds go without.
    count = min(_how_many(targets), len(np.unique(together)), int(np.bincount(targets).max()))
    if count < 2:
        return None
    parts = StratifiedGroupKFold(count, shuffle=True, random_state=seed % 2**32)
    folds = np.empty(len(targets), np.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for fold, (_rest, held_out) in enumerate(parts.split(folds, targets, together)):
            folds[held_out] = fold
    return folds


def spread_folds(
    targets: NDArray[np.int64], count: int, generator: np.random.Generator
) -> NDArray[np.int64]:
    """A fold for each picture, each class spread evenly; classes of one picture are allowed.

    Args:
        targets: (N,) class indices.
        count: of folds.
        generator: draws.
    """
    assigned = np.empty(len(targets), dtype=np.int64)
    offset = 0
    for label in np.unique(targets):
        members = generator.permutation(np.flatnonzero(targets == label))
        assigned[members] = (np.arange(len(members)) + offset) % count
        offset += len(members)
    return assigned


def _stratified_sample(
    targets: NDArray[np.int64], limit: int, generator: np.random.Generator
) -> NDArray[np.int64]:
    """At most about ``limit`` positions, ascending, each class in proportion and at least once."""
    if len(targets) <= limit:
        return np.arange(len(targets))
    parts = []
    for label in np.unique(targets):
        members = np.flatnonzero(targets == label)
        keep = max(1, round(len(members) * limit / len(targets)))
        parts.append(generator.permutation(members)[:keep])
    return np.sort(np.concatenate(parts))
