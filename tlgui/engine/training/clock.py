"""Seconds spent in each part of a job, those before it ended too soon counted in."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tlgui.engine.progress import Control

FORMAT_VERSION = 1
FILE = "spent.json"


class Clock:
    """Starts when it is made; parts may be timed more than once and add up.

    Args:
        control: of the job; while it holds that, no time passes. Without it all time counts.
    """

    def __init__(self, control: Control | None = None) -> None:
        self._now = time.perf_counter if control is None else control.working_time
        self._start = self._now()
        self._seconds: dict[str, float] = {}
        self._running: dict[str, float] = {}
        self._before: Mapping[str, float] = {}
        self._folder: Path | None = None

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        """Add the time that the block takes to ``part``."""
        start = self._running[part] = self._now()
        try:
            yield
        finally:
            self._running.pop(part, None)
            spent = self._now() - start
            self._seconds[part] = self._seconds.get(part, 0.0) + spent

    def move(self, part: str, other: str, seconds: float) -> None:
        """Count ``seconds`` of ``part`` as those of ``other``."""
        self._seconds[part] -= seconds
        self._seconds[other] = self._seconds.get(other, 0.0) + seconds

    def keep_in(self, folder: Path, *, resumed: bool) -> None:
        """Have ``keep`` write into ``folder``; ``resumed``: and count in what was kept there."""
        self._folder = folder
        if resumed:
            self._before = _read(folder / FILE)

    def keep(self) -> None:
        """Keep what was spent so far, for a job that may end too soon.

        Only a figure hangs on it: where it cannot be written, nothing is said.
        """
        if self._folder is not None:
            document = {"format_version": FORMAT_VERSION, "seconds": self.rounded()}
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                write_json(self._folder / FILE, document)

    def rounded(self) -> dict[str, float]:
        """Seconds of each part so far and in ``total``, to the millisecond.

        ``other`` is what no part accounts for: the parts add up to the total.
        """
        now = self._now()
        spent = dict(self._before)
        total = round(now - self._start + spent.pop("total", 0.0), 3)
        spent.pop("other", None)
        for part, seconds in self._seconds.items():
            spent[part] = spent.get(part, 0.0) + seconds
        for part, start in self._running.items():
            spent[part] = spent.get(part, 0.0) + now - start
        parts = {name: round(value, 3) for name, value in spent.items()}
        other = round(total - sum(parts.values()), 3)
        return {"total": total, **parts, "other": max(0.0, other)}


def _read(file: Path) -> dict[str, float]:
    """What ``keep`` wrote; nothing where there is none, or it cannot be read."""
    try:
        document = read_json(file)
        if document["format_version"] != FORMAT_VERSION:
            return {}
        found = {str(name): float(value) for name, value in document["seconds"].items()}
    except (BundleError, LookupError, TypeError, ValueError, AttributeError):
        return {}
    return found if all(0 <= value < float("inf") for value in found.values()) else {}
