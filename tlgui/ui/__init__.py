"""Everything that imports PySide6."""

from __future__ import annotations

import sys


def _keep_singletons_alive() -> None:
    """Survive PySide6 6.12 on Python 3.11.

    There each Qt method that returns nothing takes one reference of ``None`` away without having
    added it, and some that answer yes do so with ``True`` (measured: ``QObject.setObjectName``
    1,000 times, -1,000; 6.11.3 is right), until the interpreter aborts with "deallocating None".
    From Python 3.12 on these objects have no count to lose; before, a count that cannot run out is
    as good.
    """
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    import PySide6

    if PySide6.__version_info__ >= (6, 12):
        import ctypes

        for singleton in (None, True, False):
            ctypes.c_ssize_t.from_address(id(singleton)).value += 1 << 48


_keep_singletons_alive()
