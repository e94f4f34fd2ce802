"""Pictures classified and copied into class folders, in one go that can be taken up again."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tlgui.engine.data.index import expand_pictures
from tlgui.engine.deploy.sort_journal import SortJournal, journals
from tlgui.engine.deploy.sorting import CopyPlan, copy, plan
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.data.records import Problem
    from tlgui.engine.deploy.predictor import Prediction, Predictor
    from tlgui.engine.progress import Control


@dataclass(frozen=True)
class Sorting:
    """What a sorting did, or in a dry run would do.

    Attributes:
        plan: the copies of this time, and what was left out.
        copied: pictures copied now.
        skipped: pictures that an earlier sorting into the same folder had copied already.
        journal: the file by which it can be taken back; None in a dry run.
        unread: answers for pictures that could not be read, with their reason.
        gone: pictures that were gone when they were to be copied.
        problems: what of the paths could not be listed.
    """

    plan: CopyPlan
    copied: int
    skipped: int
    journal: Path | None
    unread: tuple[Prediction, ...]
    gone: tuple[Path, ...]
    problems: tuple[Problem, ...]


def sort_pictures(
    predictor: Predictor,
    paths: Sequence[Path],
    target: Path,
    control: Control,
    *,
    include_unsure: bool = False,
    dry_run: bool = False,
) -> Sorting:
    """Copy the pictures in ``paths`` into a folder for each class in ``target``.

    Killed and begun again with the same model and folder, it goes on where it was: each picture is
    copied once. No name that is there is taken.

    Raises:
        DatasetError: target and pictures lie in each other.
        BundleError: the target cannot be written.
        Cancelled: the user cancelled; what was copied stays, to go on from.
    """
    model = predictor.fingerprint
    files, problems = expand_pictures(paths, control)
    # Refused before anything is made or computed.
    plan([], target, paths, predictor.classes, include_unsure=include_unsure, exists=False)
    if not dry_run:
        _make(target)
    before = list(journals(target)) if os.path.isdir(target) else []
    known = _known(before, model)
    todo = [file for file in files if os.path.abspath(file) not in known]
    answers = predictor.predict(todo, control) if todo else []
    planned = plan(
        answers, target, paths, predictor.classes, include_unsure=include_unsure, exists=not dry_run
    )
    unread = tuple(answer for answer in answers if answer.error is not None)
    result = Sorting(planned, 0, len(files) - len(todo), None, unread, (), tuple(problems))
    if dry_run:
        return result
    unfinished = [journal for journal in before if journal.model == model and not journal.has_ended]
    if not planned.copies and not unfinished:
        return result  # A list of nothing could take nothing back.
    journal = unfinished[-1].go_on() if unfinished else SortJournal.begin(target, model)
    try:
        copied = copy(planned, control, journal)
    except BaseException:
        journal.close()
        raise
    journal.end()
    return replace(
        result, copied=len(copied.files), journal=journal.path, gone=tuple(copied.failures)
    )


def _known(before: Sequence[SortJournal], model: str) -> set[str]:
    """Absolute paths of the pictures that have their copy from the same model."""
    return {
        file.source
        for journal in before
        if journal.model == model
        for file in journal.files()
        if file.is_there and _unchanged(file.source, file.copy.size)
    }


def _unchanged(source: str, size: int) -> bool:
    try:
        return os.stat(source).st_size == size
    except OSError:
        return True  # It is gone: there is nothing to copy again.


def _make(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BundleError(
            Message(
                "{path} cannot be made: {reason}.", path=target, reason=error.strerror or error
            ),
            Message("Choose a folder that you may write to."),
        ) from error
