"""One of the open pictures, made small in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.progress import Control
    from tlgui.ui.learn.lesson import Bench


class OwnPicture(QObject):
    """The first of the open pictures, grey and small; read again when others are opened.

    Signals:
        loaded: with the picture, (side, side) whole numbers from 0, black, to 9, white.
    """

    loaded = Signal(object)

    def __init__(self, bench: Bench, side: int, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._side = bench, side
        self._job = LatestJob(bench.runner, self)
        bench.session.index_changed.connect(self._load)
        self._load()

    def _load(self) -> None:
        index = self._bench.session.index
        if index is None or not index.records:
            self._job.let_go()
            return
        self._job.start(
            _read,
            [index.file(position) for position in index.reading_order[:5]],
            self._side,
            succeeded=self._on_read,
            lane="files",
            background=True,
        )

    def _on_read(self, grey: NDArray[np.float64] | None) -> None:
        if grey is not None:
            self.loaded.emit(np.rint(9 * grey))


def _read(files: list[Path], side: int, *, control: Control) -> NDArray[np.float64] | None:
    """The first of ``files`` that can be read: (side, side), 0 to 1; None where none can."""
    from tlgui.engine.errors import PictureError
    from tlgui.engine.lessons.material import small_picture

    for file in files:
        control.check()
        try:
            picture = small_picture(file, side)
        except PictureError:
            continue
        return np.asarray(picture.mean(0, dtype=np.float64))
    return None
