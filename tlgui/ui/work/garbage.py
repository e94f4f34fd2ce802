"""Python's search for garbage in cycles, moved to the GUI thread."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500
FULL_SEARCH_EVERY = 60
_LONG_S = 0.03
"""A search that takes longer is felt: the next should not go through the same things again."""


class GarbageCollector(QObject):
    """Searches for cycles now and then in the GUI thread, instead of Python anywhere.

    By itself Python searches in whichever thread happens to make objects. What a worker's thread
    finds there may be widgets: deleted in the wrong thread, they crash the app.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._searches = 0
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Search through what is new, and sometimes through everything; nothing new, no search."""
        if gc.get_count()[0] <= gc.get_threshold()[0]:
            return
        self._searches += 1
        if self._searches % FULL_SEARCH_EVERY:
            gc.collect(1)
            return
        began = time.perf_counter()
        gc.collect()
        if time.perf_counter() - began > _LONG_S:
            # What is left is in use: libraries above all, hundreds of thousands of objects.
            gc.freeze()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
