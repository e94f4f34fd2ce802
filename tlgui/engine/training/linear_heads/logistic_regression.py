"""The head fitted exactly: multinomial logistic regression, its penalty by cross-validation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from tlgui.engine.progress import BatchDone
from tlgui.engine.training.linear_heads.scaling import Standardiser

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """
    task = _Task.of(features, targets, classes, weights, seed)
    # Matrices this thin gain nothing from more threads, and OpenBLAS's threads wait by spinning:
    # beside any other work two take four times the time of one.
    with threadpool_limits(1, "blas"):
        validation, best = _validate(task, choices, control)
        axes, nearby = best.axes, best.solution
        if len(task.sample) < len(targets):
            looked_at = features[:, : sum(validation.groups)]
            everyone = _PrincipalAxes(best.standardise.apply(looked_at))
            turned = nearby[..., :-1] @ (axes.axes.T @ everyone.axes)
            nearby, axes = np.concatenate([turned, nearby[..., -1:]], axis=-1), everyone
        problem = _Regression(axes, targets, classes, task.weights[:, None])
        solution = problem.solve(validation.c, nearby, control, tolerance=FINAL_TOLERANCE)
        weight, bias = problem.head(solution)
    return RegressionFit(best.standardise.unfold(weight, bias), validation)


def choose_features(
    features: Floats,
    targets: NDArray[np.int64],
    classes: int,
    control: Control,
    *,
    weights: Floats | None = None,
    seed: int = 0,
    choices: Sequence[tuple[int, ...]],
) -> Validation:
    """What ``fit_logistic_regression`` would choose, without the last fit on all pictures."""
    task = _Task.of(features, targets, classes, weights, seed)
    with threadpool_limits(1, "blas"):
        return _validate(task, choices, control)[0]


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

    @classmethod
    def of(
        cls,
        features: Floats,
        targets: NDArray[np.int64],
        classes: int,
        weights: Floats | None,
        seed: int,
    ) -> _Task:
        if weights is None:
            weights = np.ones(len(targets), dtype=np.float32)
        generator = np.random.default_rng(seed)
        sample = _stratified_sample(targets, CROSS_VALIDATION_LIMIT, generator)
        folds = _folds(targets[sample], generator)
        return cls(features, targets, classes, weights, sample, folds)


@dataclass(frozen=True, eq=False)
class _Tried:
    """A choice of features, cross-validated.

    Attributes:
        standardise: of these features.
        axes: of the sample's standardised features.
        scores: (C, held-out loss) of the strengths tried.
        solution: the mean over the folds at the best of them: a start for the fit on all pictures.
    """

    standardise: Standardiser
    axes: _PrincipalAxes
    scores: tuple[tuple[float, float], ...]
    solution: NDArray[np.float64]

    @property
    def best(self) -> tuple[float, float]:
        return min(self.scores, key=lambda score: score[1])


def _validate(
    task: _Task, choices: Sequence[tuple[int, ...]], control: Control
) -> tuple[Validation, _Tried]:
    choices = choices or ((task.features.shape[1],),)
    tried: list[_Tried] = []
    for groups in choices:
        done = sum(len(one.scores) for one in tried)
        start = C_GRID.index(tried[-1].best[0]) if tried else len(C_GRID) // 2 - 1
        tried.append(_try_features(task, groups, start, done, control))
    losses = tuple(one.best[1] for one in tried)
    chosen = losses.index(min(losses))
    best = tried[chosen]
    return Validation(chosen, choices[chosen], best.best[0], best.scores, losses), best


def _try_features(
    task: _Task, groups: tuple[int, ...], start: int, done: int, control: Control
) -> _Tried:
    """The features of ``groups``, with the strengths between which their penalty was chosen.

    The loss falls and then rises along the grid: the search starts at the place ``start`` and
    walks downhill, each solution the start of the next.
    """
    looked_at = np.ascontiguousarray(task.features[:, : sum(groups)])
    standardise = Standardiser.fit(looked_at, groups)
    axes = _PrincipalAxes(standardise.apply(looked_at)[task.sample])
    weights = task.weights[task.sample]
    held_out = task.folds == np.arange(task.folds.max() + 1)[:, None]
    problem = _Regression(
        axes, task.targets[task.sample], task.classes, np.where(held_out, 0, weights).T
    )
    picture_weights = np.broadcast_to(weights, held_out.shape)[held_out]
    solutions: dict[int, NDArray[np.float64]] = {}
    losses: dict[int, float] = {}

    def try_strength(place: int, nearby: NDArray[np.float64]) -> float:
        c = C_GRID[place]
        solutions[place] = problem.solve(c, nearby, control, tolerance=SEARCH_TOLERANCE)
        held_out_losses = problem.losses(solutions[place])[held_out]
        losses[place] = float(np.average(held_out_losses, weights=picture_weights))
        control.report(BatchDone(done + len(losses)))
        return losses[place]

    best = start
    try_strength(best, problem.start())
    for step in (1, -1):
        while 0 <= best + step < len(C_GRID) and best + step not in losses:
            if try_strength(best + step, solutions[best]) >= losses[best]:
                break
            best += step
        if best != start:
            break
    scores = tuple((C_GRID[place], losses[place]) for place in sorted(losses))
    return _Tried(standardise, axes, scores, solutions[best].mean(axis=1, keepdims=True))


class _PrincipalAxes:
    """(N, width) standardised features in the coordinates of their principal axes."""

    def __init__(self, features: Floats) -> None:
        rows, width = features.shape
        if rows >= width:
            variances, axes = np.linalg.eigh(features.T @ features)
            keep = variances > variances[-1] * 1e-6
            axes = axes[:, keep]
        else:
            # Fewer pictures than features: every solution lies in the span of the pictures.
            variances, left = np.linalg.eigh((features @ features.T).astype(np.float64))
            keep = variances > variances[-1] * 1e-6
            axes = features.T @ (left[:, keep] / np.sqrt(variances[keep]))
        self.variances: NDArray[np.float64] = variances[keep].astype(np.float64)
        self.axes: Floats = axes.astype(np.float32)
        self.rotated: Floats = features @ self.axes


class _Regression:
    """Several logistic regressions on the same features, solved as one.

    The features are rotated onto their principal axes. That leaves the L2 penalty as it is and
    makes the Hessian nearly diagonal: scaled by the inverse root of that diagonal, L-BFGS needs a
    fraction of the steps. Folds share the features, so five cost little more than one.

    A solution is an array (classes, problems, axes + 1): weights on the rotated features, and the
    bias.

    Args:
        axes: of the standardised features.
        targets: (N,).
        classes: number of classes.
        weights: (N, problems): the weight of each picture in each of the problems.
    """

    def __init__(
        self, axes: _PrincipalAxes, targets: NDArray[np.int64], classes: int, weights: Floats
    ) -> None:
        self._variances = axes.variances
        self._axes = axes.axes
        self._rotated = axes.rotated
        # (problems, N): reductions over classes then run along contiguous memory.
        self._weights = np.ascontiguousarray(weights.T, dtype=np.float32)
        self._own_class = (targets, np.arange(weights.shape[1])[:, None], np.arange(len(targets)))
        self._shape = (classes, weights.shape[1], len(self._variances) + 1)

    def start(self) -> NDArray[np.float64]:
        """All weights zero."""
        return np.zeros(self._shape)

    def solve(
        self, c: float, start: NDArray[np.float64], control: Control, *, tolerance: float
    ) -> NDArray[np.float64]:
        """The solution at inverse penalty ``c``, searched from ``start``."""
        scale = self._scale(c, start)
        design = self._plain_design() * scale.astype(np.float32)
        penalty = scale**2 / c
        penalty[-1] = 0.0
        total = float(self._weights.sum())

        def objective(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            control.check()
            solution = flat.reshape(self._shape)
            probabilities, losses = self._evaluate(design, solution)
            loss = float(np.sum(self._weights * losses, dtype=np.float64))
            loss += 0.5 * float(np.sum(penalty * solution**2))
            probabilities[self._own_class] -= 1.0
            probabilities *= self._weights
            gradient = probabilities.reshape(-1, len(design)) @ design
            gradient = gradient.reshape(self._shape) + penalty * solution
            return loss / total, gradient.ravel() / total

        result = minimize(
            objective,
            (start / scale).ravel(),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 500, "ftol": tolerance, "gtol": 1e-7},
        )
        return np.asarray(result.x).reshape(self._shape) * scale

    def losses(self, solution: NDArray[np.float64]) -> Floats:
        """(problems, N): the loss of each picture under each problem's solution."""
        return self._evaluate(self._plain_design(), solution)[1]

    def head(self, solution: NDArray[np.float64]) -> tuple[Floats, Floats]:
        """Weight (classes, width) and bias (classes,) of the first problem."""
        weight = solution[:, 0, :-1].astype(np.float32) @ self._axes.T
        return weight, solution[:, 0, -1].astype(np.float32)

    def _plain_design(self) -> Floats:
        return np.column_stack([self._rotated, np.ones(len(self._rotated), dtype=np.float32)])

    def _evaluate(self, design: Floats, solution: NDArray[np.float64]) -> tuple[Floats, Floats]:
        """Probabilities (classes, problems, N) and losses (problems, N)."""
        classes, problems, width = self._shape
        logits = solution.reshape(-1, width).astype(np.float32) @ design.T
        logits = logits.reshape(classes, problems, len(design))
        logits -= logits.max(axis=0)
        own = logits[self._own_class]
        np.exp(logits, out=logits)
        sums = logits.sum(axis=0)
        logits /= sums
        return logits, np.log(sums) - own

    def _scale(self, c: float, start: NDArray[np.float64]) -> NDArray[np.float64]:
        """The inverse root of the Hessian's diagonal near ``start``, an entry a coordinate."""
        probabilities, _ = self._evaluate(self._plain_design(), start)
        curvature = float(
            np.average(np.mean(probabilities * (1 - probabilities), axis=0), weights=self._weights)
        )
        diagonal = np.append(self._variances, len(self._rotated)) * curvature
        diagonal[:-1] += 1.0 / c
        return np.asarray(1.0 / np.sqrt(diagonal))


def _folds(targets: NDArray[np.int64], generator: np.random.Generator) -> NDArray[np.int64]:
    """A fold for each picture, each class spread evenly; classes of one picture are allowed."""
    folds = MANY_FOLDS if len(targets) <= MANY_FOLDS_LIMIT else FEW_FOLDS
    count = min(folds, len(targets))
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
