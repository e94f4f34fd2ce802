"""Maps made by hand: pictures in three heaps, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.records import DatasetIndex, ImageRecord
from tlgui.engine.insight.similar.axes import MainAxes, directions
from tlgui.engine.picture_map.survey import PictureMap
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.picture_map.newcomers import Newcomers

HEAPS = 3


def made_map(
    count: int, *, width: int = 40, key: str = "made up", root: Path = Path("/pictures")
) -> PictureMap:
    """``count`` pictures, each third of which looks alike."""
    draw = np.random.default_rng(7)
    labels = np.arange(count) % HEAPS
    middles = 6 * draw.standard_normal((HEAPS, width))
    features = (middles[labels] + draw.standard_normal((count, width))).astype(np.float32)
    axes = MainAxes.of(features, Control())
    assert axes is not None
    turned = axes.turned(features, Control())
    records = tuple(
        ImageRecord(f"{label}/{at:05d}.png", int(label), None, 100 + at, at)
        for at, label in enumerate(labels.tolist())
    )
    index = DatasetIndex(root, tuple("abc"), records, (), 0)
    return PictureMap(
        index=index,
        positions=np.arange(count),
        labels=labels.astype(np.int64),
        parts=np.full(count, -1, np.int8),
        seen=directions(turned),
        whole=axes.centred(features, Control()),
        axes=axes,
        flat=turned[:, :2].copy(),
        share=float(axes.shares[:2].sum()),
        answers=None,
        failures={},
        key=key,
        newcomers=_NOBODY,
    )


def some_of(whole: PictureMap, places: Sequence[int]) -> PictureMap:
    """The same map with the pictures at ``places`` only."""
    from dataclasses import replace

    at = np.asarray(places)
    return replace(
        whole,
        positions=whole.positions[at],
        labels=whole.labels[at],
        parts=whole.parts[at],
        seen=whole.seen[at],
        whole=whole.whole[at],
        flat=whole.flat[at],
    )


_NOBODY: Newcomers = None  # type: ignore[assignment]  # no test of these maps drops a picture
