"""Memory that a training gives back stays with the process while it trains, and goes at its end."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tlgui.engine.allocator import kept_memory

ROUNDS = """
import resource, sys
from contextlib import nullcontext
import numpy as np
from tlgui.engine.allocator import kept_memory

with kept_memory() if sys.argv[1] == "kept" else nullcontext():
    np.ones(1 << 23)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        np.ones(1 << 23)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(how: str) -> int:
    """Pages that were mapped anew while 64 MB were asked for twenty times."""
    done = subprocess.run(
        [sys.executable, "-c", ROUNDS, how], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's allocator only")
def test_memory_that_is_asked_for_again_is_not_mapped_anew() -> None:
    assert faults("kept") < faults("usual") / 4


def test_it_ends_where_what_was_done_fails() -> None:
    with pytest.raises(ValueError, match="stop"), kept_memory():
        raise ValueError("stop")
