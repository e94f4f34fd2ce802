"""Whether a picture is like anything that was learned from: else its class is unknown.

A picture of something else gets an answer too, often a sure one. It is told by how far its
features lie from those of the nearest picture that was learned from (Sun et al., "Out-of-
distribution detection with deep nearest neighbors", ICML 2022). How far is too far, pictures say
that were held out: nearly all of them pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.similar.axes import directions
from tlgui.engine.models.weights import fingerprint
from tlgui.engine.storage import atomic_write

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.training.method import Fitted, Task
    from tlgui.engine.training.run import Run

    Floats = NDArray[np.float32]

FILE = "familiar.safetensors"
PASSING = 0.99
"""Share of the held-out pictures that pass."""
FEWEST_JUDGED = 30
"""Held-out pictures; fewer do not tell what one in a hundred looks like."""
MOST_KEPT = 5_000
MOST_COMPUTED = 1_000
"""Training pictures whose features are kept; where these would have to be computed for it."""
_AT_ONCE = 1_024


@dataclass(frozen=True, eq=False)
class Familiar:
    """Pictures that were learned from, by their features.

    Attributes:
        kept: (M, W) float16, features of length 1.
        limit: distance to the nearest above which a picture is unknown.
        judged: held-out pictures that told the limit.
    """

    kept: NDArray[np.float16]
    limit: float
    judged: int

    @classmethod
    def of_features(cls, learned: Floats, held_out: Floats) -> Familiar | None:
        """What features (M, W) of pictures learned from tell, and those (N, W) of others.

        Where the others are too few, each one learned from is judged by the rest. None where these
        are too few as well.
        """
        kept = directions(learned)
        if len(held_out) >= FEWEST_JUDGED:
            distances = nearest(directions(held_out), kept)
        elif len(kept) >= FEWEST_JUDGED:
            distances = _from_others(kept)
        else:
            return None
        limit = float(np.quantile(distances, PASSING, method="higher"))
        return cls(kept.astype(np.float16), limit, len(distances))

    def distances(self, features: Floats) -> Floats:
        """(N,) float32 in 0..2: one less the cosine of the angle to the nearest picture.

        Args:
            features: (N, W or more), as the body gives them.
        """
        kept = self._kept_single
        return nearest(directions(features[:, : kept.shape[1]]), kept)

    @cached_property
    def _kept_single(self) -> Floats:
        """``kept`` in the precision that is computed in: made once, not for each batch."""
        return self.kept.astype(np.float32)

    @cached_property
    def fingerprint(self) -> str:
        """What tells its answers from those of any other."""
        limit = np.asarray([self.limit])
        return fingerprint({"kept": np.ascontiguousarray(self.kept), "limit": limit})

    def facts(self) -> dict[str, Any]:
        """For the run."""
        return {"limit": self.limit, "pictures": len(self.kept), "judged": self.judged}

    def save(self, folder: Path) -> None:
        """Write it into the folder of a run.

        Raises:
            BundleError: that is not possible.
        """
        from safetensors.numpy import save

        try:
            with atomic_write(folder / FILE) as file:
                file.write(save({"kept": self.kept, "limit": np.asarray([self.limit])}))
        except OSError as error:
            raise BundleError(
                Message(
                    "{path} cannot be written: {reason}.",
                    path=folder / FILE,
                    reason=error.strerror or error,
                )
            ) from error


def nearest(asked: Floats, kept: Floats) -> Floats:
    """(N,) distance of each of ``asked`` (N, W) to the nearest of ``kept`` (M, W); of length 1."""
    found = [
        1 - (asked[start : start + _AT_ONCE] @ kept.T).max(axis=1)
        for start in range(0, len(asked), _AT_ONCE)
    ]
    return np.concatenate(found) if found else np.empty(0, np.float32)


def learn_familiar(task: Task, fitted: Fitted) -> Familiar | None:
    """What the pictures look like that were learned from, and how far others may be.

    Without enough held-out pictures, each one learned from is judged by the others.

    None where there are too few to tell.
    """
    if not fitted.trained_on:
        return None
    at_hand = fitted.extraction is task.extraction
    sample = _sample(task, fitted, MOST_KEPT if at_hand else MOST_COMPUTED)
    width = fitted.network.groups[0] if fitted.network.groups else None
    read = fitted.extraction.fast if at_hand else fitted.extraction.reference
    learned = read(sample).values[:, :width]
    pictures = fitted.classes.known(
        fitted.extraction.reference(task.held_out).only(task.split.validation)
    )
    return Familiar.of_features(learned, pictures.values[:, :width])


def familiar_of(run: Run) -> Familiar | None:
    """What ``run`` keeps of the pictures that it learned from; None where it keeps nothing.

    Raises:
        BundleError: it is damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        tensors = load((run.folder / FILE).read_bytes())
        kept, limit = tensors["kept"], float(tensors["limit"][0])
        if kept.ndim != 2 or not len(kept) or not np.isfinite(kept).all():
            raise ValueError("it holds no pictures")
        if not 0 <= limit <= 2:
            raise ValueError(f"its limit is {limit}")
    except FileNotFoundError:
        return None
    except (OSError, SafetensorError, LookupError, TypeError, ValueError) as error:
        raise BundleError(
            Message(
                "{file} of {run} is damaged: {reason}.", file=FILE, run=run.folder, reason=error
            ),
            Message("Without the file the model answers, and calls nothing unknown."),
        ) from error
    told = run.facts.get("familiar")
    judged = told.get("judged", 0) if isinstance(told, dict) else 0
    if not isinstance(judged, int):
        raise BundleError(
            Message("{path} is damaged: {reason}.", path=run.folder, reason=f"judged is {judged}")
        )
    return Familiar(kept.astype(np.float16), limit, judged)


def _from_others(learned: Floats) -> Floats:
    """(M,) the distance of each to the nearest of the others."""
    found = []
    for start in range(0, len(learned), _AT_ONCE):
        likeness = learned[start : start + _AT_ONCE] @ learned.T
        rows = np.arange(len(likeness))
        likeness[rows, start + rows] = -1
        found.append(1 - likeness.max(axis=1))
    return np.concatenate(found)


def _sample(task: Task, fitted: Fitted, most: int) -> list[int]:
    """At most ``most`` positions of pictures learned from, of each class in its share."""
    positions = np.asarray(sorted(fitted.trained_on), np.int64)
    if len(positions) <= most:
        return [int(position) for position in positions]
    from sklearn.model_selection import train_test_split

    labels = [task.index.records[position].class_index for position in positions]
    classes, counts = np.unique(labels, return_counts=True)
    # A draw by class wants one of each on either side.
    by_class = counts.min() > 1 and min(most, len(positions) - most) >= len(classes)
    chosen, _others = train_test_split(
        positions,
        train_size=most,
        random_state=task.recipe.seed,
        stratify=labels if by_class else None,
    )
    return sorted(int(position) for position in chosen)
