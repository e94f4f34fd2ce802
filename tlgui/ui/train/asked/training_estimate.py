"""How long the next training would take, told from what is measured on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.engine.progress import BatchDone
from tlgui.ui.train.train_progress import spoken_time
from tlgui.ui.words.texts import pictures_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.training.estimate import Estimate


FEWEST_SECONDS = 1.0
"""A reading that runs tells its speed only after this long."""


class Reading:
    """How far the reading of the open folder in the background is."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._first: tuple[float, int] | None = None
        self._last: tuple[float, int] | None = None
        self._total = 0

    def hear(self, event: object) -> None:
        """Take in an event of the job that reads."""
        if isinstance(event, BatchDone) and event.total:
            # What was cached is done at once and tells nothing about the speed.
            mark = (self._clock(), event.done)
            self._first, self._last, self._total = self._first or mark, mark, event.total

    @property
    def left(self) -> int:
        """Pictures that are still to be read."""
        return self._total - self._last[1] if self._last is not None else 0

    @property
    def seconds_left(self) -> float | None:
        """How long they take; None before that can be told."""
        if self._first is None or self._last is None:
            return None
        seconds, done = self._last[0] - self._first[0], self._last[1] - self._first[1]
        return self.left * seconds / done if seconds >= FEWEST_SECONDS and done else None


class TrainingEstimate(QObject):
    """Words for how long one training takes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.estimate: Estimate | None = None
        self.reading: Reading | None = None

    @property
    def duration(self) -> str:
        """How long it takes in all, in two words; empty where a part of it was never measured."""
        if self.estimate is None or self.estimate.fit_seconds is None:
            return ""
        if self.estimate.download_bytes:
            return ""
        reading = self._reading_seconds
        if reading is None:
            return ""
        seconds = reading + self.estimate.fit_seconds
        # More digits than these nobody can know.
        rounded = max(1, round(seconds)) if seconds < 10 else 5 * round(seconds / 5)
        return self.tr("about {time}").format(time=spoken_time(rounded, whole=True))

    @property
    def sentence(self) -> str:
        """What the duration rests on, and what was never measured."""
        if self.estimate is None:
            return ""
        told = self._measured_sentence(self.estimate)
        if not self.estimate.download_bytes:
            return told
        size = f"{self.estimate.download_bytes / 1e6:,.0f}"
        first = self.tr("Weights of {size} MB are downloaded first.").format(size=size)
        return f"{first} {told}"

    def _measured_sentence(self, estimate: Estimate) -> str:
        reading = self._reading_seconds
        left = self.reading.left if self.reading is not None else estimate.unread
        if left is None or (left and reading is None):
            return self.tr("How long it takes is measured with the first pictures.")
        parts = [
            self.tr("{pictures} are still to be read.").format(pictures=pictures_text(left))
            if left
            else self.tr("All pictures are read.")
        ]
        if estimate.fit_seconds is None:
            if left and reading is not None:
                parts = [
                    self.tr("{pictures} are still to be read, in about {time}.").format(
                        pictures=pictures_text(left), time=spoken_time(max(reading, 1), whole=True)
                    )
                ]
            parts.append(self.tr("What follows is measured with the first run."))
        return " ".join(parts)

    @property
    def _reading_seconds(self) -> float | None:
        if self.reading is not None:
            known = self.reading.seconds_left
            if known is not None or self.reading.left:
                return known
        return self.estimate.reading_seconds if self.estimate is not None else None
