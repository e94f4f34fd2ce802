"""Real pictures with planted faults: labels exchanged, copies, a stranger, a broken file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from tests.engine import runs

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Planted:
    """What was planted where; paths in the data set.

    Attributes:
        root: the data set: handwritten digits, divided on disk.
        exchanged: path of each picture whose label is wrong, and its true class.
        copies: (copy, original) across the split, the second of them mirrored.
        conflict: (copy, original) in two classes of one part.
        strange: a picture of noise.
        broken: no picture.
    """

    root: Path
    exchanged: dict[str, str]
    copies: tuple[tuple[str, str], tuple[str, str]]
    conflict: tuple[str, str]
    strange: str
    broken: str


def plant(root: Path, a_class: int = 30, held_out: int = 8) -> Planted:
    """Digits in ``root``/train and ``root``/test, with faults."""
    runs.write_some_digits(root / "train", a_class=a_class)
    runs.write_some_digits(root / "test", a_class=held_out, skip=a_class)
    exchanged = {}
    for number, (wrong, right) in {3: ("1", "0"), 5: ("4", "7"), 8: ("0", "4")}.items():
        name = f"train/{wrong}/x{number}.png"
        (root / f"train/{right}/{number:03d}.png").rename(root / name)
        exchanged[name] = right
    first, second = f"test/7/{a_class:03d}.png", f"test/4/{a_class:03d}.png"
    _copy(root / first, root / "train/7/copy.jpg", quality=85)
    with Image.open(root / second) as image:
        ImageOps.mirror(image).save(root / "train/4/copy.png")
    _copy(root / "train/0/010.png", root / "train/1/conflict.jpg", quality=90)
    noise = np.random.default_rng(0).integers(0, 256, (60, 60, 3), np.uint8)
    Image.fromarray(noise).save(root / "train/7/noise.png")
    (root / "train/7/broken.png").write_bytes(b"no picture")
    return Planted(
        root,
        exchanged,
        (("train/7/copy.jpg", first), ("train/4/copy.png", second)),
        ("train/1/conflict.jpg", "train/0/010.png"),
        "train/7/noise.png",
        "train/7/broken.png",
    )


def _copy(source: Path, target: Path, quality: int) -> None:
    with Image.open(source) as image:
        image.save(target, quality=quality)
