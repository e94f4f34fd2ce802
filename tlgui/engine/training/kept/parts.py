"""Keeping a part of a training that is done, and having it again another day."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.progress import Notice
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training.by_epochs.company import company
from tlgui.engine.training.kept.asked import asked_of
from tlgui.engine.training.kept.files import FILE, Kept, damaged, read_kept, write_kept
from tlgui.engine.training.kept.places import forget_progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tlgui.engine.training.method import Task

Part = TypeVar("Part")

LEFT_OUT = "left-out.json"
_FORMAT_VERSION = 1


def keep_part(task: Task, kept: Kept, otherwise: Callable[[object], Message]) -> None:
    """Keep what came of ``task`` in its folder, and no longer how far its training was.

    Where it cannot be kept that is told, as ``otherwise`` puts it, and the training goes on.
    """
    assert task.folder is not None
    try:
        write_kept(task.folder, asked_of(task), kept)
    except OSError as error:
        task.control.report(Notice(otherwise(error.strerror or error)))
        return
    forget_progress(task.folder)
    task.clock.keep()


def leave_out(task: Task, reason: Message) -> None:
    """Keep in the folder of ``task`` that it comes to nothing, and why: it would do so again."""
    if task.folder is None or not company().leads:
        return
    # Where it cannot be kept, it is tried again another day.
    with suppress(OSError):
        task.folder.mkdir(parents=True, exist_ok=True)
        document = {"format_version": _FORMAT_VERSION, "reason": reason.to_json()}
        write_json(task.folder / LEFT_OUT, document)
        forget_progress(task.folder)


def is_left_out(folder: Path) -> bool:
    """Whether the part of a training in ``folder`` came to nothing."""
    return os.path.isfile(folder / LEFT_OUT)


def left_out(task: Task) -> Message | None:
    """Why ``task`` came to nothing, another day; None where it did not, or that cannot be read."""
    if task.folder is None or not task.resumed:
        return None
    path, together = task.folder / LEFT_OUT, company()
    together.wait_for_the_first()
    document = together.same(_left_out(path) if together.leads else None)
    with suppress(LookupError, TypeError, ValueError):
        if document is not None and document["format_version"] == _FORMAT_VERSION:
            return Message.from_json(document["reason"])
    return None


def _left_out(path: Path) -> Any:
    """The document at ``path``; None where there is none that can be read."""
    with suppress(BundleError):
        return read_json(path)
    return None


def kept_part(task: Task, read: Callable[[Task, Kept], Part]) -> Part | None:
    """What ``read`` makes of what was kept of ``task``, another day; None where nothing was.

    Raises:
        DamagedError: it cannot be read.
        BundleError: it belongs to another training.
    """
    if task.folder is None or not task.resumed:
        return None
    kept = read_kept(task.folder, asked_of(task))
    if kept is None:
        return None
    try:
        part = read(task, kept)
    except (LookupError, TypeError, ValueError) as error:
        raise damaged(task.folder / FILE, error) from error
    if company().leads:
        forget_progress(task.folder)
    return part
