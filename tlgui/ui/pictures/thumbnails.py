"""Thumbnails made in the background, newest request first, kept on disk and in bounded memory."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPixmap

from tlgui.engine.errors import PictureError
from tlgui.engine.places import cache_folder
from tlgui.ui.pictures.thumbnail_cache import SMALL_FILE, ThumbnailCache
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage

    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import Job, JobRunner

THUMBNAIL_SIDE = 192
MEMORY_LIMIT = 96 * 1024 * 1024
WAITING_LIMIT = 600
"""Requests beyond this many are stale: what they are for has long been scrolled away."""

WORKERS = 2
_ARRIVALS_APART_MS = 40
_UNREADABLE_COST = 256


def thumbnail_side() -> int:
    """Pixels that a thumbnail needs on this screen."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    return round(THUMBNAIL_SIDE * min(max(ratio, 1.0), 2.0))


@dataclass(frozen=True)
class ThumbnailMade:
    """What a worker tells of one picture; ``image`` is None where it cannot be read."""

    path: Path
    image: QImage | None
    bit_depth: int | None


def make_thumbnail(path: Path, side: int, bit_depth: int | None = None) -> QImage | None:
    """The picture at ``path``, to fit into ``side`` x ``side``; None where it cannot be read."""
    from tlgui.engine.data.images import thumbnail

    try:
        pixels = thumbnail(path, side, bit_depth=bit_depth)
    except PictureError:
        return None
    return image_from_pixels(pixels)


class ThumbnailLoader(QObject):
    """Hands out thumbnails; those that are not there yet arrive later.

    Views ask while they paint, so that only what is on screen is ever asked for.

    Signals:
        arrived: with the path whose thumbnail is there now, or known to be unreadable.
        some_arrived: the same for all that came in the last moment: for views that repaint as a
            whole.
    """

    arrived = Signal(object)
    some_arrived = Signal()

    def __init__(
        self,
        runner: JobRunner,
        parent: QObject | None = None,
        *,
        side: int | None = None,
        make: Callable[[Path, int, int | None], QImage | None] = make_thumbnail,
        cache: ThumbnailCache | None = None,
    ) -> None:
        super().__init__(parent)
        self._cache = cache or ThumbnailCache(cache_folder() / "thumbnails")
        self._runner = runner
        self._side = side or thumbnail_side()
        self._make = make
        self._bit_depth: int | None = None
        self._kept: OrderedDict[Path, QPixmap | None] = OrderedDict()
        self._kept_bytes = 0
        self._waiting: OrderedDict[Path, None] = OrderedDict()
        self._lock = threading.Lock()
        self._jobs: list[Job] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ARRIVALS_APART_MS)
        self._timer.timeout.connect(self.some_arrived)

    def pixmap(self, path: Path) -> QPixmap | None:
        """The thumbnail of ``path``, or None: it arrives later or ``is_unreadable``."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        self._ask(path)
        return None

    def is_unreadable(self, path: Path) -> bool:
        """Whether it is known that ``path`` has no thumbnail."""
        return path in self._kept and self._kept[path] is None

    def set_bit_depth(self, bit_depth: int | None) -> None:
        """Say how many bits the 16-bit pictures of this data set use; all are made anew."""
        if bit_depth != self._bit_depth:
            self._bit_depth = bit_depth
            self.clear()
            self.some_arrived.emit()

    def drop_requests(self) -> None:
        """Forget what was asked for and not made yet: the view shows something else now."""
        with self._lock:
            self._waiting.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.drop_requests()
        self._kept.clear()
        self._kept_bytes = 0

    def _ask(self, path: Path) -> None:
        with self._lock:
            self._waiting[path] = None
            self._waiting.move_to_end(path)
            while len(self._waiting) > WAITING_LIMIT:
                self._waiting.popitem(last=False)
        self._start_worker()

    def _start_worker(self) -> None:
        if len(self._jobs) < WORKERS:
            job = self._runner.start(self._work, lane="files")
            if job.is_over:
                return
            self._jobs.append(job)
            job.progressed.connect(self._on_made)
            job.ended.connect(lambda: self._on_ended(job))

    def _work(self, *, control: Control) -> None:
        """Make what is asked for, newest first, in a worker's thread, until nothing is left."""
        while True:
            control.check()
            with self._lock:
                if not self._waiting:
                    return
                path, _ = self._waiting.popitem()
                depth = self._bit_depth
            control.report(ThumbnailMade(path, self._known_or_made(path, depth), depth))

    def _known_or_made(self, path: Path, depth: int | None) -> QImage | None:
        """The thumbnail of ``path``, from disk where it is there; in a worker's thread."""
        try:
            status = os.stat(path)
        except OSError:
            # It knows what a picture that is gone means.
            return self._make(path, self._side, depth)
        if status.st_size <= SMALL_FILE:
            return self._make(path, self._side, depth)
        image = self._cache.get(path, status, self._side, depth)
        if image is None:
            image = self._make(path, self._side, depth)
            if image is not None:
                self._cache.put(path, status, self._side, image, depth)
        return image

    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        with self._lock:
            left = bool(self._waiting)
        if left:
            # Asked for after the worker had found nothing more to do, and before this was known.
            self._start_worker()

    def _on_made(self, event: object) -> None:
        if not isinstance(event, ThumbnailMade) or event.bit_depth != self._bit_depth:
            return
        pixmap = None if event.image is None else QPixmap.fromImage(event.image)
        if event.path not in self._kept:
            self._kept_bytes += _cost(pixmap)
        self._kept[event.path] = pixmap
        while self._kept_bytes > MEMORY_LIMIT and len(self._kept) > 1:
            _path, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= _cost(oldest)
        self.arrived.emit(event.path)
        if not self._timer.isActive():
            self._timer.start()


def _cost(pixmap: QPixmap | None) -> int:
    return _UNREADABLE_COST if pixmap is None else pixmap.width() * pixmap.height() * 4
