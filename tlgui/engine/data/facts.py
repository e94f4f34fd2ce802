"""What a picture's file says of itself, without decoding its pixels."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.data.images import is_upright_as_loaded, opened_picture
from tlgui.engine.data.orientation import orientation

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFile import ImageFile

_FIRST_TURNED = 5
"""EXIF orientations from this one on exchange width and height."""


@dataclass(frozen=True)
class PictureFacts:
    """What is known of a picture from its header.

    Attributes:
        format: JPEG, PNG, GIF, TIFF, WEBP, BMP, AVIF or HEIF.
        width: pixels, upright.
        height: pixels, upright.
        frames: of an animation, or pages of a document; only the first is ever used.
        size: bytes of the file.
        mtime: time of last change, in seconds since 1970.
    """

    format: str
    width: int
    height: int
    frames: int
    size: int
    mtime: float


def picture_facts(path: Path) -> PictureFacts:
    """The facts of the picture at ``path``; only headers are read, of an animation each frame's.

    Raises:
        PictureError: the header is damaged, of an unknown format, or not a regular file's.
    """
    with opened_picture(path) as image:
        status = os.stat(path)
        width, height = image.size
        if not is_upright_as_loaded(image) and orientation(image.info) >= _FIRST_TURNED:
            width, height = height, width
        return PictureFacts(
            image.format or "", width, height, _frames(image), status.st_size, status.st_mtime
        )


def _frames(image: ImageFile) -> int:
    """How many frames there are, as far as they can be counted."""
    try:
        return max(1, int(getattr(image, "n_frames", 1)))
    except Exception:  # noqa: BLE001 - Pillow raises nearly anything where a later frame is damaged
        return 1
