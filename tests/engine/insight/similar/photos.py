"""Small real photos: pieces of the two that scikit-learn brings, none of them overlapping."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIDE = 104
LEAST_SPREAD = 30
"""Grey levels by which the pixels of a piece vary: there is more to see than a clear sky."""


def pieces() -> list[Image.Image]:
    """Pieces of 104 x 104 pixels of a temple and of a flower; always the same."""
    from sklearn.datasets import load_sample_images

    tiles = [
        photo[top : top + SIDE, left : left + SIDE]
        for photo in load_sample_images().images
        for top in range(0, photo.shape[0] - SIDE + 1, SIDE)
        for left in range(0, photo.shape[1] - SIDE + 1, SIDE)
    ]
    return [Image.fromarray(tile) for tile in tiles if tile.mean(axis=2).std() > LEAST_SPREAD]


def _stored_anew(image: Image.Image) -> Image.Image:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=40)
    return Image.open(BytesIO(buffer.getvalue())).convert("RGB")


def _brighter(image: Image.Image) -> Image.Image:
    values = np.asarray(image).astype(np.float64) * 1.1
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "stored anew": _stored_anew,
    "resized": lambda image: image.resize((61, 61), Image.Resampling.LANCZOS),
    "mirrored": ImageOps.mirror,
    "mirrored and stored anew": lambda image: _stored_anew(ImageOps.mirror(image)),
    "brighter": _brighter,
}


def write(images: list[Image.Image], folder: Path) -> list[Path]:
    """The files of ``images``, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:03d}.png" for number in range(len(images))]
    for image, file in zip(images, files, strict=True):
        image.save(file)
    return files
