"""Work of the GUI thread in parts, so that what is due between them is not kept waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QObject

PUT_OFF_MS = 10


def in_turns(
    steps: Iterable[Callable[[], object]],
    context: QObject,
    *,
    put_off: Callable[[], bool] = lambda: False,
) -> None:
    """Call ``steps`` in order, each in a turn of the event loop of its own.

    It returns at once. One that raises does not keep the next from its turn.

    Args:
        steps: what is called.
        context: once it is deleted, nothing more is called.
        put_off: whether something else is more urgent now; asked before each step.
    """
    left = iter(steps)

    def go_on() -> None:
        if put_off():
            QTimer.singleShot(PUT_OFF_MS, context, go_on)
            return
        step = next(left, None)
        if step is None:
            return
        try:
            step()
        finally:
            # Not 0, and counted from here: all that is due by now has its turn first.
            QTimer.singleShot(1, context, go_on)

    go_on()
