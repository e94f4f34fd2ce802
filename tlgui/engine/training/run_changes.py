"""What the user changes of a finished run: its name, when it is sure enough, its classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models.class_changes import write_class_changes
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.engine.training.run import Run

NAME_LIMIT = 120


def rename_run(run: Run, name: str) -> Run:
    """``run`` under the name ``name``, kept in its folder; an empty one takes the name away.

    Raises:
        BundleError: its ``run.json`` cannot be read or written; it is as it was.
    """
    name = " ".join(name.split())[:NAME_LIMIT]
    _rewrite(run, name=name)
    return replace(run, name=name)


def keep_decisions(run: Run) -> Run:
    """Keep in its folder from how sure on ``run`` accepts answers; gives it back.

    Raises:
        BundleError: its ``run.json`` cannot be read or written; it is as it was.
    """
    _rewrite(run, **run.decisions)
    return run


def change_classes(run: Run, changes: ClassChanges) -> Run:
    """``run`` with other classes to answer with, kept in its folder.

    Raises:
        BundleError: that cannot be written; it is as it was.
    """
    try:
        write_class_changes(run.folder, changes)
    except OSError as error:
        raise _unchangeable(run, error) from error
    return run.answering(changes)


def _rewrite(run: Run, **changes: object) -> None:
    path = run.folder / "run.json"
    document = read_json(path)
    try:
        write_json(path, {**document, **changes})
    except (OSError, TypeError) as error:
        raise _unchangeable(run, error) from error


def _unchangeable(run: Run, error: Exception) -> BundleError:
    return BundleError(
        Message(
            "The run {run} cannot be changed: {reason}.",
            run=run.folder.name,
            reason=getattr(error, "strerror", None) or error,
        ),
        Message("Make room on the disk, or see that you may write to its folder."),
    )
