"""Which files are pictures, told by their names or first bytes, and how one is opened."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tlgui.engine.data.names import shown
from tlgui.engine.errors import Message, PictureError

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE_SUFFIXES = frozenset(
    f".{kind}"
    for kinds in ("jpg jpeg jpe jfif mpo png apng webp bmp dib", "gif tif tiff avif heic heif hif")
    for kind in kinds.split()
)
"""Suffixes, lower case, of files that are listed as pictures without looking into them."""

HEAD_SIZE = 32
"""Bytes from the start of a file that ``picture_format`` wants to see."""

_BMP_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})


def picture_format(head: bytes) -> str | None:
    """The format that the first ``HEAD_SIZE`` bytes of a file speak of, or None.

    One of JPEG (which includes MPO), PNG, WEBP, BMP, GIF, TIFF, AVIF, HEIF. Nothing else is ever
    given to a parser: Pillow reads 40 more formats, and some of them start programs (EPS) or
    take 656 MB for a file of 284 bytes (BLP).
    """
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "TIFF"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    if head[4:8] == b"ftyp":
        brands = {head[at : at + 4] for at in (8, *range(16, HEAD_SIZE, 4))}
        if brands & {b"avif", b"avis"}:
            return "AVIF"
        if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}:
            return "HEIF"
    return None


@contextmanager
def open_regular(path: Path | str) -> Iterator[IO[bytes]]:
    """The file at ``path``, opened for reading, if it is a regular file.

    A named pipe is never waited for, and a device is never opened.

    Raises:
        PictureError: it is a folder, a pipe, a device or a link to nothing.
        OSError: it is missing or may not be read.
    """
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        if not os.path.islink(path):
            raise
        regular = False
    if not regular:
        raise PictureError(Message("{name} is not a regular file.", name=shown(Path(path).name)))
    with open(path, "rb", opener=_open_without_waiting) as file:
        yield file


def _open_without_waiting(path: str, flags: int) -> int:
    # The file may have become a pipe since it was looked at.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
