"""Thumbnails on disk: what was made once is there at once the next time a folder is opened."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from tlgui.engine.errors import PictureError
from tlgui.engine.storage import TEMPORARY_MARK, sweep_temporaries
from tlgui.ui.work.images import as_jpeg, image_from_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

SIZE_LIMIT = 256 * 1024 * 1024
SMALL_FILE = 12 * 1024
"""Pictures whose files are no larger are not kept: they are decoded as fast as their copies."""

_VERSION = "1"
_KEPT_SHARE = 0.8
_QUALITY = 88
_USED_APART_S = 24 * 3600
_SUFFIX = ".jpg"


class ThumbnailCache:
    """A folder of thumbnails under hashed names, bounded in bytes, the longest unused go first.

    Safe for use by several threads, and by several windows on the same folder: files appear
    whole or not at all, and one that is damaged or was deleted is simply not known.
    """

    def __init__(self, folder: Path, size_limit: int = SIZE_LIMIT) -> None:
        self._folder = folder
        self._size_limit = size_limit
        self._lock = threading.Lock()
        self._size: int | None = None

    def get(
        self, path: Path, status: os.stat_result, side: int, bit_depth: int | None = None
    ) -> QImage | None:
        """The thumbnail of the file at ``path`` as it is now, or None."""
        from tlgui.engine.data.images import decode

        kept = self._file(path, status, side, bit_depth)
        try:
            age_s = time.time() - kept.stat().st_mtime
            # Not Qt's decoder: it takes a file that is cut off, and logs what is wrong with others.
            pixels = decode(kept)
        except (OSError, PictureError):
            return None
        if age_s > _USED_APART_S:
            with suppress(OSError):
                os.utime(kept)
        return image_from_pixels(pixels)

    def put(
        self,
        path: Path,
        status: os.stat_result,
        side: int,
        image: QImage,
        bit_depth: int | None = None,
    ) -> None:
        """Keep ``image``. A full or read-only disk keeps nothing, and nobody needs to know."""
        data = as_jpeg(image, _QUALITY)
        if data is None:
            return
        kept = self._file(path, status, side, bit_depth)
        temporary = kept.with_name(f"{TEMPORARY_MARK}{secrets.token_hex(6)}")
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            # Not flushed to disk: after a power failure a thumbnail is made anew.
            temporary.write_bytes(data)
            temporary.replace(kept)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            return
        self._count(len(data))

    def _file(self, path: Path, status: os.stat_result, side: int, bit_depth: int | None) -> Path:
        depth = "" if bit_depth is None else f"{bit_depth} bits "
        head = f"{_VERSION} {status.st_size} {status.st_mtime_ns} {side} {depth}".encode()
        name = hashlib.sha256(head + os.fsencode(os.path.abspath(path))).hexdigest()[:40]
        return self._folder / name[:2] / (name[2:] + _SUFFIX)

    def _count(self, added: int) -> None:
        """Note what was added; drop the longest unused where it is too much."""
        with self._lock:
            if self._size is None:
                self._size = sum(size for _used, size, _file in self._files())
            else:
                self._size += added
            if self._size > self._size_limit:
                self._drop_oldest()

    def _drop_oldest(self) -> None:
        files = sorted(self._files())
        left = sum(size for _used, size, _file in files)
        for _used, size, file in files:
            if left <= self._size_limit * _KEPT_SHARE:
                break
            with suppress(OSError):  # Another window may have dropped it.
                os.unlink(file)
            left -= size
        self._size = left

    def _files(self) -> list[tuple[float, int, str]]:
        """Time of last use, bytes and path of all that is kept."""
        found: list[tuple[float, int, str]] = []
        with suppress(OSError):
            for shelf in self._folder.iterdir():
                sweep_temporaries(shelf)
                with suppress(OSError), os.scandir(shelf) as entries:
                    for entry in entries:
                        if entry.name.endswith(_SUFFIX):
                            status = entry.stat()
                            found.append((status.st_mtime, status.st_size, entry.path))
        return found
