"""Pictures classified and copied into class folders, in one go that can be taken up again."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tlgui.engine.data.index import expand_pictures
from tlgui.engine.deploy.sort_journal import SortJournal, journals
from tlgui.engine.deploy.sorting import CopyPlan, copy, plan
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
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
    copied once. Where its classes have other names or thresholds since, those are copied that
    belong elsewhere now; what was copied before stays. No name that is there is taken.

    Raises:
        DatasetError: target and pictures lie in each other.
        BundleError: the target cannot be written.
        Cancelled: the user cancelled; what was copied stays, to go on from.
    """
    model, decided = predictor.fingerprint, _decided(predictor)
    files, problems = expand_pictures(paths, control)
    # Refused before anything is made or computed.
    plan([], target, paths, predictor.classes, include_unsure=include_unsure, exists=False)
    if not dry_run:
        _make(target)
    before = list(journals(target)) if os.path.isdir(target) else []
    before = [journal for journal in before if journal.model == model]
    known = _copies(journal for journal in before if journal.answers == decided)
    todo = [file for file in files if os.path.abspath(file) not in known]
    answers = predictor.predict(todo, control) if todo else []
    planned, in_place = _planned(
        answers,
        _copies(journal for journal in before if journal.answers != decided),
        lambda wanted: plan(
            wanted,
            target,
            paths,
            predictor.classes,
            include_unsure=include_unsure,
            exists=not dry_run,
        ),
    )
    skipped = len(files) - len(todo) + in_place
    unread = tuple(answer for answer in answers if answer.error is not None)
    result = Sorting(planned, 0, skipped, None, unread, (), tuple(problems))
    if dry_run:
        return result
    unfinished = [
        journal for journal in before if journal.answers in (decided, "") and not journal.has_ended
    ]
    if not planned.copies and not unfinished:
        return result  # A list of nothing could take nothing back.
    journal = unfinished[-1].go_on() if unfinished else SortJournal.begin(target, model, decided)
    try:
        copied = copy(planned, control, journal)
    except BaseException:
        journal.close()
        raise
    journal.end()
    return replace(
        result, copied=len(copied.files), journal=journal.path, gone=tuple(copied.failures)
    )


def _decided(predictor: Predictor) -> str:
    """What of the model its fingerprint leaves out: by which names and thresholds it sorts."""
    told = [predictor.classes, predictor.thresholds.of_each(predictor.classes)]
    return hashlib.blake2b(json.dumps(told).encode("ascii"), digest_size=16).hexdigest()


def _copies(before: Iterable[SortJournal]) -> dict[str, set[Path]]:
    """By the absolute path of each picture that has its copy: the folders of its copies."""
    found: dict[str, set[Path]] = {}
    for journal in before:
        for file in journal.files():
            if file.is_there and _unchanged(file.source, file.copy.size):
                found.setdefault(file.source, set()).add(file.copy.path.parent)
    return found


def _planned(
    answers: Sequence[Prediction],
    copies: Mapping[str, set[Path]],
    make: Callable[[Sequence[Prediction]], CopyPlan],
) -> tuple[CopyPlan, int]:
    """What ``make`` plans for those without a copy where it belongs; how many have one."""
    planned = make(answers)
    in_place = {
        each.source
        for each in planned.copies
        if each.target.parent in copies.get(os.path.abspath(each.source), ())
    }
    if in_place:
        planned = make([answer for answer in answers if answer.file not in in_place])
    return planned, len(in_place)


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
