"""Whether a faster path answers as the reference does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Where the reference's two best classes are closer than this, either may win.
MARGIN = 0.02


@dataclass(frozen=True)
class Agreement:
    """Two sets of answers on the same pictures, compared.

    Attributes:
        pictures: how many.
        same_class: on how many the most probable class is the same.
        max_difference: the largest difference of a probability.
        agrees: same class wherever the reference's two best differ by more than ``MARGIN``.
    """

    pictures: int
    same_class: int
    max_difference: float
    agrees: bool

    def to_json(self) -> dict[str, Any]:
        """A plain document."""
        return asdict(self)


def compare(reference: NDArray[np.float32], other: NDArray[np.float32]) -> Agreement:
    """Compare (N, C) probabilities of the reference with those of another path."""
    ranked = np.sort(reference, axis=1)
    decided = ranked[:, -1] - ranked[:, -2] > MARGIN
    same = reference.argmax(axis=1) == other.argmax(axis=1)
    return Agreement(
        pictures=len(reference),
        same_class=int(same.sum()),
        max_difference=float(np.abs(reference - other).max()),
        agrees=bool(same[decided].all()),
    )
