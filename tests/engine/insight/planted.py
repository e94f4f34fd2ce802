"""Pictures whose class only a coloured corner tells, and a run on them, trained once for all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock

from tests.clips import save, scene
from tests.engine.runs import at_home, scratch, shared_home, train_on
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

COLOURS = {"red": (255, 0, 0), "blue": (0, 40, 255)}
A_CLASS = 90


def write_planted(root: Path, corner: int = 12) -> Path:
    """Scenes of 48 x 48 that have nothing to do with their class, but for a corner."""
    draw = np.random.default_rng(3)
    for name, colour in COLOURS.items():
        for number in range(A_CLASS):
            pixels = scene(draw)
            pixels[48 - corner :, 48 - corner :] = colour
            save(pixels, root / name / f"{number:03d}.png")
    return root


@cache
def planted_run() -> Run:
    """A run on ``write_planted``. Nobody may change its folder."""
    folder = scratch() / "runs" / "planted"
    with FileLock(scratch() / "planted.lock"), at_home(shared_home()):
        if folder.is_dir():
            return open_run(folder)
        return train_on(write_planted(scratch() / "planted"), folder)
