"""Multinomial logistic regressions solved by L-BFGS, in coordinates that suit it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.linalg import LinAlgError, cholesky, solve_triangular
from scipy.optimize import minimize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]

SOLVED_AT_ONCE = 1024
"""Pictures that are brought into other coordinates in one call."""


class Coordinates:
    """Standardised features X (N, width) in coordinates in which a regression is well-rounded.

    With P'P = h X'X + I / c, about the Hessian at the inverse penalty ``c``, weights w are sought
    as z = P w: L-BFGS then needs a fraction of the steps, at strengths near ``c`` too. And the
    penalty needs no weights: |w|^2 / c = |z|^2 - h |X w|^2, of scores that are there anyway.

    Attributes:
        strength: c.
        curvature: h, what a picture adds to the Hessian, about.
        design: (N, axes) float32, X in these coordinates.
    """

    def __init__(self, features: Floats, strength: float, curvature: float) -> None:
        self.strength = strength
        self.curvature = curvature
        rows, width = features.shape
        self._root: Floats | None = None
        if 2 * rows >= width:
            self._root = self._cholesky(features)
            self.design: Floats = np.empty_like(features, order="C")
            # In parts: SciPy holds the interpreter's lock meanwhile, and the window stands still.
            for start in range(0, rows, SOLVED_AT_ONCE):
                some = slice(start, start + SOLVED_AT_ONCE)
                turned = solve_triangular(
                    self._root, features[some].T, trans="T", check_finite=False
                )
                self.design[some] = turned.T
            return
        # Far fewer pictures than features: every solution lies in the span of the pictures, and
        # eigenvectors of a matrix so small cost less.
        variances, left = np.linalg.eigh((features @ features.T).astype(np.float64))
        keep = variances > variances[-1] * 1e-6
        self._axes: Floats = (features.T @ (left[:, keep] / np.sqrt(variances[keep]))).astype(
            np.float32
        )
        self._scale: Floats = np.sqrt(curvature * variances[keep] + 1 / strength).astype(np.float32)
        self.design = features @ self._axes / self._scale

    def weights(self, solution: NDArray[np.float64]) -> Floats:
        """(..., width) weights of features, of (..., axes) in these coordinates."""
        given = solution.astype(np.float32)
        if self._root is None:
            return np.asarray((given / self._scale) @ self._axes.T)
        flat = given.reshape(-1, given.shape[-1])
        found = solve_triangular(self._root, flat.T, check_finite=False).T
        return np.asarray(found.reshape(given.shape))

    def solution(self, weights: Floats) -> NDArray[np.float64]:
        """What has these weights: the other way round."""
        if self._root is None:
            return np.asarray((weights @ self._axes) * self._scale, dtype=np.float64)
        return np.asarray(weights @ self._root.T, dtype=np.float64)

    def _cholesky(self, features: Floats) -> Floats:
        for kind in (np.float32, np.float64):
            given: NDArray[Any] = features.astype(kind, copy=False)
            hessian = self.curvature * (given.T @ given)
            hessian[np.diag_indices_from(hessian)] += 1 / self.strength
            try:
                root = cholesky(hessian, overwrite_a=True, check_finite=False)
            except LinAlgError:
                # So many pictures and so weak a penalty that rounding hides it.
                if kind is np.float64:
                    raise
                continue
            break
        return np.asarray(root, dtype=np.float32)


class Regression:
    """Several logistic regressions on the same features, solved as one.

    Folds share the features, so five cost little more than one. A solution is an array (classes,
    problems, axes + 1): weights in the coordinates, and the bias, in units of its own.

    Args:
        coordinates: of the standardised features.
        targets: (N,).
        classes: number of classes.
        weights: (N, problems): the weight of each picture in each of the problems.
    """

    def __init__(
        self, coordinates: Coordinates, targets: NDArray[np.int64], classes: int, weights: Floats
    ) -> None:
        self._coordinates = coordinates
        rows, axes = coordinates.design.shape
        self._unit = np.float32(1 / np.sqrt(coordinates.curvature * rows))
        self._design = np.column_stack(
            [coordinates.design, np.full(rows, self._unit, dtype=np.float32)]
        )
        # (problems, N): reductions over classes then run along contiguous memory.
        self._weights = np.ascontiguousarray(weights.T, dtype=np.float32)
        self._own_class = (targets, np.arange(weights.shape[1])[:, None], np.arange(rows))
        self._shape = (classes, weights.shape[1], axes + 1)

    def start(self) -> NDArray[np.float64]:
        """All weights zero."""
        return np.zeros(self._shape)

    def solve(
        self, c: float, start: NDArray[np.float64], control: Control, *, tolerance: float
    ) -> NDArray[np.float64]:
        """The solution at inverse penalty ``c``, searched from ``start``."""
        classes, problems, width = self._shape
        known = self._coordinates
        share = known.strength / c
        total = float(self._weights.sum())

        def objective(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            control.check()
            solution = flat.reshape(-1, width)
            scores = solution.astype(np.float32) @ self._design.T
            slopes = scores - (solution[:, -1:] * self._unit).astype(np.float32)
            probabilities, losses = self._judged(scores.reshape(classes, problems, -1))
            loss = float(np.sum(self._weights * losses, dtype=np.float64))
            squares = float(np.sum(solution[:, :-1] ** 2))
            squares -= known.curvature * float(np.vdot(slopes, slopes))
            probabilities[self._own_class] -= 1.0
            probabilities *= self._weights
            residuals = probabilities.reshape(len(scores), -1)
            bias = residuals.sum(axis=1, dtype=np.float64) * self._unit
            residuals -= np.float32(share * known.curvature) * slopes
            gradient = (residuals @ self._design).astype(np.float64)
            gradient += share * solution
            gradient[:, -1] = bias
            return (loss + 0.5 * share * squares) / total, gradient.ravel() / total

        result = minimize(
            objective,
            start.ravel(),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 500, "ftol": tolerance, "gtol": 1e-7},
        )
        return np.asarray(result.x).reshape(self._shape)

    def losses(self, solution: NDArray[np.float64]) -> Floats:
        """(problems, N): the loss of each picture under each problem's solution."""
        classes, problems, width = self._shape
        scores = solution.reshape(-1, width).astype(np.float32) @ self._design.T
        return self._judged(scores.reshape(classes, problems, -1))[1]

    def probabilities(self, solution: NDArray[np.float64]) -> Floats:
        """(classes, problems, N): what each problem's solution answers for each picture."""
        classes, problems, width = self._shape
        scores = solution.reshape(-1, width).astype(np.float32) @ self._design.T
        return self._judged(scores.reshape(classes, problems, -1))[0]

    def heads(self, solution: NDArray[np.float64]) -> tuple[Floats, Floats]:
        """Weights (classes, problems, width) and biases (classes, problems)."""
        biases = (solution[..., -1] * self._unit).astype(np.float32)
        return self._coordinates.weights(solution[..., :-1]), biases

    def solution(self, weights: Floats, biases: Floats) -> NDArray[np.float64]:
        """What has these weights and biases: the other way round."""
        found = self._coordinates.solution(weights)
        return np.concatenate([found, (biases / self._unit)[..., None]], axis=-1)

    def _judged(self, scores: Floats) -> tuple[Floats, Floats]:
        """Probabilities (classes, problems, N) and losses (problems, N) of scores like the former.

        The scores are lost.
        """
        scores -= scores.max(axis=0)
        own = scores[self._own_class]
        np.exp(scores, out=scores)
        sums = scores.sum(axis=0)
        scores /= sums
        return scores, np.log(sums) - own
