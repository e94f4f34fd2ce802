"""The C library's allocator, told to keep what a training gives back and asks for again.

Every step makes and drops the same tensors. glibc takes those above 32 MB from the system each time
and returns them at once, so that each of their pages is cleared and mapped anew: a third of the
time of a step. On other systems nothing is changed.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_KEPT = 1 << 30
_USUAL = 32 << 20


def share_one_heap() -> None:
    """Let all threads that begin later allocate from the heap that can be told to keep memory.

    Those of threads end at 64 MB: what is larger comes from the system whatever they are told.
    """
    library = _glibc()
    if library is not None:
        library.mallopt(_ARENA_MAX, 1)


@contextmanager
def kept_memory() -> Iterator[None]:
    """While it lasts, memory that is given back stays with the process; at its end it goes."""
    library = _glibc()
    if library is None:
        yield
        return
    library.mallopt(_MMAP_THRESHOLD, _KEPT)
    library.mallopt(_TRIM_THRESHOLD, 2 * _KEPT - 1)
    try:
        yield
    finally:
        library.mallopt(_MMAP_THRESHOLD, _USUAL)
        library.mallopt(_TRIM_THRESHOLD, 2 * _USUAL)
        library.malloc_trim(0)


def _glibc() -> Any:
    """The C library where it is glibc; else None."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    library = ctypes.CDLL(None)
    # Others, musl say, lack the second.
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
