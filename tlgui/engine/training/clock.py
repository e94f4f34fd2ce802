"""Seconds spent in each part of a job."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clock:
    """Starts when it is made; parts may be timed more than once and add up."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        """Add the time that the block takes to ``part``."""
        start = time.perf_counter()
        yield
        spent = time.perf_counter() - start
        self._seconds[part] = self._seconds.get(part, 0.0) + spent

    def move(self, part: str, other: str, seconds: float) -> None:
        """Count ``seconds`` of ``part`` as those of ``other``."""
        self._seconds[part] -= seconds
        self._seconds[other] = self._seconds.get(other, 0.0) + seconds

    def rounded(self) -> dict[str, float]:
        """Seconds of each part and in ``total``, to the millisecond.

        ``other`` is what no part accounts for: the parts add up to the total.
        """
        total = round(time.perf_counter() - self._start, 3)
        parts = {name: round(value, 3) for name, value in self._seconds.items()}
        other = round(total - sum(parts.values()), 3)
        return {"total": total, **parts, "other": max(0.0, other)}
