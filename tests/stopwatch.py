"""How long something took by itself, on a computer that may be busy with other things."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOR_ALL_THAT_S = 30.0
"""Whoever takes longer than this waits for something; no load of others explains it."""
PATIENT_MS = 300_000
"""What a test waits for comes within that, however busy the computer is; most within a second."""
PATIENCE = 4
"""How many times as long others may make anything take; what hangs takes far longer."""


class Stopwatch:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    @property
    def seconds(self) -> float:
        """Seconds without those that other processes took.

        The wall's clock counts what others do meanwhile, the processor's each core: the smaller of
        the two is this process's own doing. One that sleeps for long has no such excuse.
        """
        wall = time.perf_counter() - self._wall
        return wall if wall > FOR_ALL_THAT_S else min(wall, time.process_time() - self._processor)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block, other processes of its own counted in, takes much longer than that."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < PATIENCE * seconds
