"""Progress on a terminal: a bar where there is one to draw on, plain lines elsewhere."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tlgui.engine.progress import BatchDone, BytesDone, Control, EpochDone, Notice, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

MEGABYTE = 1_000_000


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Control]:
    """A control whose events appear on stderr, and which Ctrl+C cancels."""
    if quiet:
        listener: Callable[[object], None] | None = None
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bar() as bar, _interruptible(Control(bar)) as control:
            yield control
        return
    else:
        listener = _say
    with _interruptible(Control(listener)) as control:
        yield control


@contextmanager
def _interruptible(control: Control) -> Iterator[Control]:
    """Let the first Ctrl+C cancel cleanly and the second one interrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield control
        return
    before = signal.getsignal(signal.SIGINT)

    def on_interrupt(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        control.cancel()

    signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield control
    finally:
        signal.signal(signal.SIGINT, before)


def _say(event: object) -> None:
    text = _sentence(event)
    if text and sys.stderr is not None:
        sys.stderr.write(text + "\n")


def _sentence(event: object) -> str:
    match event:
        case Stage(name, None):
            return f"{name.value} ..."
        case Stage(name, total):
            return f"{name.value}: {total} ..."
        case EpochDone():
            validation = (
                ""
                if event.validation_loss is None
                else f", validation {event.validation_loss:.4f} ({event.validation_accuracy:.1%})"
            )
            return (
                f"epoch {event.epoch}/{event.epochs}: "
                f"training {event.train_loss:.4f} ({event.train_accuracy:.1%}){validation}"
            )
        case Notice(message):
            return f"notice: {message}"
    return ""


@contextmanager
def _bar() -> Iterator[Callable[[object], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def listener(event: object) -> None:
            _draw(bar, task, event)

        yield listener


def _draw(bar: Progress, task: int, event: object) -> None:
    from rich.progress import TaskID

    match event:
        case Stage(name, total):
            unit = " (MB)" if name is StageName.DOWNLOAD else ""
            bar.reset(TaskID(task), description=name.value + unit, total=total)
        case BytesDone(done, total):
            whole = total and total / MEGABYTE
            bar.update(TaskID(task), completed=done / MEGABYTE, total=whole)
        case BatchDone(done, total):
            bar.update(TaskID(task), completed=done, total=total)
        case EpochDone(epoch, epochs):
            bar.update(TaskID(task), completed=epoch, total=epochs)
        case Notice(message):
            bar.console.print(f"notice: {message}", markup=False, highlight=False)
