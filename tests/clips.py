"""Clips of nearly equal frames, whose classes say nothing about what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CLIPS, FRAMES = 16, 15


def scene(draw: np.random.Generator) -> NDArray[np.float64]:
    """A picture of large patches, 48 x 48."""
    coarse = draw.uniform(0, 255, (6, 6, 3))
    return np.asarray(np.kron(coarse, np.ones((8, 8, 1))), np.float64)


def save(pixels: NDArray[np.float64], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(file)


def write_clips(root: Path, pattern: str = "clip{clip:02d}_{frame:04d}.png") -> Path:
    """Clips of nearly equal frames, each of a class that is drawn at random."""
    draw = np.random.default_rng(0)
    for clip in range(CLIPS):
        base, label = scene(draw), "ab"[clip % 2]
        for frame in range(FRAMES):
            noise = draw.normal(0, 6, base.shape)
            save(base + noise, root / label / pattern.format(clip=clip, frame=frame))
    return root


def write_nameless_clips(root: Path) -> dict[str, str]:
    """The same, with names that do not tell which frame is of which clip.

    Returns:
        The clip of each file, by its path under ``root``.
    """
    clips = {}
    for folder in sorted(write_clips(root).iterdir()):
        for number, file in enumerate(sorted(folder.iterdir())):
            token = f"{number * 7919 % 1009:04d}{number * 104_729 % 997:04d}"
            clips[f"{folder.name}/{token}.png"] = file.name.partition("_")[0]
            file.rename(folder / f"{token}.png")
    return clips


def write_torn_clips(root: Path) -> Path:
    """The same in folders for training, validation and test, some frames of each clip in all."""
    for file in sorted(write_clips(root).rglob("*.png")):
        part = {13: "validation", 14: "test"}.get(int(file.stem[-4:]), "train")
        place = root / part / file.parent.name
        place.mkdir(parents=True, exist_ok=True)
        file.rename(place / file.name)
    for label in "ab":
        (root / label).rmdir()
    return root
