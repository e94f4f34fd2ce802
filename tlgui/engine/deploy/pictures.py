"""The pictures on which exports are measured: the run's own, or drawn ones where those are gone."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from tlgui.engine.data.images import decode
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.report import load_report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run

MOST = 200
CALIBRATION_MOST = 100
DRAWN = 32
HIDDEN = -1
"""The number of a class that is no answer."""
SIZES = ((240, 320), (400, 300), (256, 256), (120, 500))


@dataclass(frozen=True)
class Sample:
    """Pictures to try an export on.

    Attributes:
        files: of the pictures.
        targets: their true classes; None where they are not known.
        split: where they come from, ``TRAIN`` for what the model learned from; None for pictures
            that are no photographs but made up.
    """

    files: tuple[Path, ...]
    targets: tuple[int, ...] | None
    split: SplitName | None


def held_out_sample(run: Run) -> Sample:
    """Some of the run's validation pictures, evenly spread; none where they are gone.

    After cross-validation, the model that is kept learned from most of them: then test pictures,
    and only where there are none those that it learned from.

    Where their classes are known, none of a class that the run hides: it has no right answer.
    """
    learned = set(run.files[SplitName.TRAIN])
    validation = [
        (at, file) for at, file in enumerate(run.files[SplitName.VALIDATION]) if file not in learned
    ]
    sample = _sample(run, SplitName.VALIDATION, validation)
    if not run.recipe.folds:
        return sample
    test = _sample(run, SplitName.TEST, list(enumerate(run.files[SplitName.TEST])))
    # Of the folds, what no sample of a bagging drew is left: a few pictures.
    held_out = max(test, sample, key=lambda each: len(each.files))
    if held_out.files:
        return held_out
    sample = _sample(run, SplitName.VALIDATION, list(enumerate(run.files[SplitName.VALIDATION])))
    return replace(sample, split=SplitName.TRAIN)


def _sample(run: Run, split: SplitName, files: Sequence[tuple[int, str]]) -> Sample:
    """Some of ``files``, each with its place in the report of ``split``."""
    try:
        known = load_report(run, split).targets.tolist()
        whole = len(known) == len(run.files[split])
        targets: Sequence[int] | None = [known[at] for at, _file in files] if whole else None
    except BundleError:
        targets = None
    if targets is not None and run.changes is not None:
        numbers = run.changes.numbers
        targets = [numbers.get(target, HIDDEN) for target in targets]
    there = [
        at
        for at, (_place, file) in enumerate(files)
        if (targets is None or targets[at] != HIDDEN) and os.path.isfile(run.dataset_root / file)
    ]
    chosen = _spread(there, MOST)
    return Sample(
        tuple(_absolute(run, files[at][1]) for at in chosen),
        None if targets is None else tuple(targets[at] for at in chosen),
        split,
    )


def calibration_files(run: Run) -> tuple[Path, ...]:
    """Some of the run's training pictures, evenly spread; none where they are gone."""
    files = run.files[SplitName.TRAIN]
    there = [at for at, file in enumerate(files) if os.path.isfile(run.dataset_root / file)]
    return tuple(_absolute(run, files[at]) for at in _spread(there, CALIBRATION_MOST))


def draw_sample(folder: Path) -> Sample:
    """Made-up pictures, the same each time, of several shapes, written into ``folder``."""
    random = np.random.default_rng(0)
    files = []
    for number in range(DRAWN):
        height, width = SIZES[number % len(SIZES)]
        coarse = random.integers(0, 256, (3 + number % 7, 3 + number % 5, 3), np.uint8)
        drawn = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
        files.append(folder / f"drawn-{number:02d}.png")
        drawn.save(files[-1])
    return Sample(tuple(files), None, None)


def input_pictures(
    run: Run, files: Sequence[Path], batch: int = 16
) -> Iterator[NDArray[np.float32]]:
    """The pictures as the network takes them: (B, 3, H, W) float32, 0..1, a batch at a time.

    Raises:
        PictureError: one of them cannot be read.
    """
    preprocessing = run.preprocessing
    for start in range(0, len(files), batch):
        prepared = [
            preprocessing.prepare(
                decode(
                    file,
                    minimum_side=preprocessing.minimum_side,
                    bit_depth=preprocessing.bit_depth,
                )
            )
            for file in files[start : start + batch]
        ]
        scaled = np.stack(prepared).astype(np.float32) / np.float32(255)
        yield np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def _absolute(run: Run, file: str) -> Path:
    return Path(os.path.abspath(run.dataset_root / file))


def _spread(positions: Sequence[int], most: int) -> list[int]:
    count = min(most, len(positions))
    return [positions[at * len(positions) // count] for at in range(count)]
