"""Places in the plane by who is like whom: t-SNE, kept on disk for the next time.

Maaten & Hinton, "Visualizing Data using t-SNE", JMLR 2008; Barnes-Hut as in Maaten, JMLR 2014. It
begins with the main axes and a fixed seed (Kobak & Berens, Nature Communications 2019), so that
the same pictures come out the same. Of very many, a sample is arranged, and each of the others put
among those most like it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from tlgui.engine.picture_map.kept_places import KeptPlaces
from tlgui.engine.picture_map.tsne import run_tsne
from tlgui.engine.progress import Stage, StageName

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.picture_map.survey import PictureMap
    from tlgui.engine.progress import Control

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

MOST_ARRANGED = 8_000
"""Pictures that t-SNE itself arranges; of more, a sample of so many."""
FEWEST_ARRANGED = 10
"""Fewer have no neighbourhoods: they stay where the main axes put them."""
FEW_NEW = 0.1
"""Share of pictures that may be missing in what was kept: they are put among the others."""
NEAREST = 5
"""Of the most similar pictures say where another one goes."""
_AXES = 50
_BLOCK = 2_048


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Places of a map's pictures by their neighbourhoods.

    Attributes:
        places: (N, 2) float32.
        arranged: how many of them t-SNE arranged; the others were put among these.
    """

    places: Floats
    arranged: int


def kept_arrangement(drawn: PictureMap, *, same: bool = False) -> Arrangement | None:
    """What is on disk of an earlier ``arrange``; None where there is nothing that fits.

    Args:
        drawn: what is to be arranged.
        same: take it only where it was of exactly these pictures; else a few may have come since.
    """
    kept = KeptPlaces.of(drawn).read()
    if kept is None or (same and not kept.same):
        return None
    known = np.flatnonzero(~np.isnan(kept.places[:, 0]))
    new = np.flatnonzero(np.isnan(kept.places[:, 0]))
    if not len(known) or len(new) > FEW_NEW * len(kept.places):
        return None
    places = kept.places.copy()
    if len(new):
        places[new] = among(drawn.seen[new], drawn.seen[known], places[known])
    return Arrangement(places, min(kept.arranged, len(known)))


def arrange(drawn: PictureMap, control: Control) -> Arrangement:
    """Put each picture of ``drawn`` beside those that look alike to the network, and keep it.

    Args:
        drawn: at least one picture.
        control: hears ``Stage`` and ``BatchDone``.

    Raises:
        DatasetError: the process that computes it ended in another way.
        Cancelled: nothing is kept.
    """
    control.report(Stage(StageName.ARRANGEMENT))
    count = len(drawn.seen)
    if count < FEWEST_ARRANGED:
        return Arrangement(drawn.flat, count)
    chosen = np.arange(count)
    if count > MOST_ARRANGED:
        draw = np.random.default_rng(0)
        chosen = np.sort(draw.choice(count, MOST_ARRANGED, replace=False))
    found = run_tsne(drawn.seen[chosen, :_AXES], drawn.flat[chosen], control)
    places = np.empty((count, 2), np.float32)
    places[chosen] = found
    others = np.setdiff1d(np.arange(count), chosen)
    for start in range(0, len(others), _BLOCK):
        control.check()
        some = others[start : start + _BLOCK]
        places[some] = among(drawn.seen[some], drawn.seen[chosen], found)
    KeptPlaces.of(drawn).write(places, len(chosen))
    return Arrangement(places, len(chosen))


def among(looks: Floats, seen: Floats, places: Floats) -> Floats:
    """(Q, 2) where pictures go that look like ``looks``: amid those most like each.

    Of the most similar the ones that lie together count: those in other neighbourhoods would pull
    it to where nobody is.

    Args:
        looks: (Q, K) of length 1.
        seen: (N, K) of those that have places.
        places: (N, 2) theirs.
    """
    count = min(NEAREST, len(seen))
    with threadpool_limits(1, "blas"):
        likeness = looks @ seen.T
    nearest = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
    # The surest first: of equals it decides.
    order = np.argsort(-np.take_along_axis(likeness, nearest, axis=1), axis=1, kind="stable")
    around = places[np.take_along_axis(nearest, order, axis=1)]
    apart = np.linalg.norm(around[:, :, None] - around[:, None], axis=3)
    middle = apart.sum(axis=2).argmin(axis=1)
    close = np.argsort(apart[np.arange(len(looks)), middle], axis=1, kind="stable")
    close = close[:, : (count + 1) // 2]
    return np.asarray(np.take_along_axis(around, close[:, :, None], axis=1).mean(axis=1))
