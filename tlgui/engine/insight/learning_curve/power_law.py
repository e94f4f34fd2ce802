"""Errors that fall with a power of the number of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXPONENTS: Floats = np.geomspace(0.1, 1.5, 28)
"""Tried ones: deep networks were found to lie between 0.07 and 0.35, textbook bounds at 1/2 and 1
(Hestness et al., "Deep learning scaling is predictable, empirically", 2017)."""


@dataclass(frozen=True, eq=False)
class PowerLaws:
    """Several curves: error = floor + drop * (pictures / at) ** -exponent.

    Attributes:
        at: pictures at which an error is ``floor`` + ``drop``.
        floors: (B,) what no number of pictures takes away.
        drops: (B,).
        exponents: (B,).
    """

    at: float
    floors: Floats
    drops: Floats
    exponents: Floats

    def errors(self, pictures: Sequence[float] | Floats) -> Floats:
        """(B, K) errors at K numbers of pictures."""
        times = np.asarray(pictures, np.float64) / self.at
        falls: Floats = times ** -self.exponents[:, None]
        return self.floors[:, None] + self.drops[:, None] * falls


def fit_power_laws(
    pictures: Sequence[float] | Floats,
    errors: Floats,
    covariance: Floats,
    draw: np.random.Generator | None = None,
) -> PowerLaws:
    """The power laws that fit curves best, by weighted least squares; floor and drop not below 0.

    Points judged by the same pictures are too high or too low together: that says nothing of the
    shape, and is weighed so (generalised least squares). A handful of points tells the exponent
    badly all the same: many fit about as well, and say different things of larger numbers. Source:
    T. Viering and M. Loog, "The shape of learning curves: a review", 2021.

    Args:
        pictures: (S,) rising.
        errors: (B, S) of each curve.
        covariance: (S, S) of the errors of one.
        draw: takes each curve's exponent by how well it fits, as one of those that may be; None
            takes the best.
    """
    sizes = np.asarray(pictures, np.float64)
    root = np.linalg.cholesky(covariance)
    given = np.linalg.solve(root, errors.T).T
    level = np.linalg.solve(root, np.ones(len(sizes)))
    falls = np.linalg.solve(root, ((sizes / sizes[-1]) ** -EXPONENTS[:, None]).T).T
    flat, steep, both = level @ level, (falls**2).sum(axis=1), falls @ level
    on_level, on_fall = given @ level, given @ falls.T
    drops = (on_fall * flat - on_level[:, None] * both) / (flat * steep - both**2)
    # Where the best has a part below nothing, the best without that part is it.
    drops = np.maximum(drops, 0.0)
    floors = (on_level[:, None] - drops * both) / flat
    drops = np.where(floors < 0, np.maximum(on_fall / steep, 0.0), drops)
    floors = np.maximum(floors, 0.0)
    told = floors[..., None] * level + drops[..., None] * falls
    misfit = ((told - given[:, None]) ** 2).sum(axis=-1)
    if draw is None:
        taken = misfit.argmin(axis=1)
    else:
        chance = np.exp(-(misfit - misfit.min(axis=1, keepdims=True)) / 2)
        up_to = np.cumsum(chance / chance.sum(axis=1, keepdims=True), axis=1)
        taken = (up_to < draw.random((len(errors), 1))).sum(axis=1).clip(0, len(EXPONENTS) - 1)
    rows = np.arange(len(errors))
    return PowerLaws(float(sizes[-1]), floors[rows, taken], drops[rows, taken], EXPONENTS[taken])
