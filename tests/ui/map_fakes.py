"""Maps without a model: pictures of a class lie in a heap of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.insight.similar.axes import MainAxes, directions
from tlgui.engine.picture_map.arrangement import Arrangement
from tlgui.engine.picture_map.newcomers import Newcomer
from tlgui.engine.picture_map.survey import FEWEST, Answers, PictureMap, too_few
from tlgui.ui.map.map_jobs import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.errors import Message
    from tlgui.engine.picture_map.newcomers import Newcomers
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run


def fake_draw(
    index: DatasetIndex, split: Split | None, run: Run | None, *_asked: object, control: Control
) -> Drawn:
    """What ``map_jobs.draw`` gives; a run takes the first picture of each class for another."""
    if len(index.records) < FEWEST:
        raise too_few(len(index.records))
    labels = np.asarray([record.class_index for record in index.records], np.int64)
    count = len(labels)
    draw = np.random.default_rng(0)
    features = draw.standard_normal((count, 8)).astype(np.float32)
    features[np.arange(count), labels % 8] += 6
    # Found by no library: importing one takes longer than all else here.
    axes = MainAxes(features.mean(axis=0), np.eye(8, dtype=np.float32), np.full(8, 1 / 8))
    parts = np.full(count, -1, np.int8)
    if split is not None:
        parts[list(split.train)], parts[list(split.validation)] = 0, 1
    answers = None
    if run is not None:
        numbers = labels.copy()
        firsts = np.unique(labels, return_index=True)[1]
        numbers[firsts] = (labels[firsts] + 1) % len(index.classes)
        answers = Answers(index.classes, numbers, np.full(count, 0.9, np.float32), labels)
    drawn = PictureMap(
        index=index,
        positions=np.arange(count),
        labels=labels,
        parts=parts,
        seen=directions(axes.turned(features, control)),
        whole=axes.centred(features, control),
        axes=axes,
        flat=features[:, :2].copy(),
        share=0.25,
        answers=answers,
        failures={},
        key="made up",
        newcomers=_NOBODY,
    )
    return Drawn(drawn, None)


def fake_arrange(drawn: PictureMap, *, control: Control) -> Arrangement:
    """What ``map_jobs.arrange`` gives: heaps along a line."""
    control.check()
    places = drawn.flat / 20
    places[:, 0] += drawn.labels
    return Arrangement(places.astype(np.float32), len(places))


def fake_see(
    drawn: PictureMap, files: Sequence[Path], *, control: Control
) -> tuple[list[Newcomer], list[tuple[Path, Message]]]:
    """What ``map_jobs.see`` gives: each file looks like the first picture."""
    answer = "" if drawn.answers is None else drawn.answers.classes[0]
    first = (drawn.seen[0], drawn.whole[0].astype(np.float32), drawn.flat[0])
    return [Newcomer(file, *first, answer, 0.8) for file in files], []


_NOBODY: Newcomers = None  # type: ignore[assignment]  # ``fake_see`` stands in for it
