"""Classified pictures copied into a folder for each class: planned, done, taken back.

The originals are only read. No name that is there is ever taken, and no copy leaves the folder
that the user chose.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.deploy.folder_names import (
    class_folder_names,
    name_key,
    numbered,
    safe_file_name,
    safe_name,
)
from tlgui.engine.deploy.predictor import Decision
from tlgui.engine.deploy.sort_journal import Copied, CopiedFile, SortJournal
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.places import is_within
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import TEMPORARY_MARK, sweep_temporaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.progress import Control

UNSURE_FOLDER = "unsure"


@dataclass(frozen=True)
class PlannedCopy:
    """One picture and where its copy will lie."""

    source: Path
    target: Path


@dataclass(frozen=True)
class CopyPlan:
    """What ``copy`` would do.

    Attributes:
        target: the folder that the user chose.
        copies: in the order of the predictions.
        counts: (folder name, pictures) for each folder that gets some, classes before unsure.
        unsure_left_out: pictures whose answer is unsure and that are not to be copied.
        unreadable: pictures that could not be read: never copied.
        renamed: copies that get another name than their picture has.
        size: of all copies, in bytes.
        free: bytes free at the target; None where the system does not say.
    """

    target: Path
    copies: tuple[PlannedCopy, ...]
    counts: tuple[tuple[str, int], ...]
    unsure_left_out: int
    unreadable: int
    renamed: int
    size: int
    free: int | None

    @property
    def fits(self) -> bool:
        """Whether there is room for it, as far as one can tell."""
        return self.free is None or self.size < self.free


@dataclass(frozen=True)
class Undone:
    """What ``undo`` did.

    Attributes:
        removed: copies that are gone now.
        kept: copies that stay because they were changed since.
        folders_kept: made folders that stay because something is in them.
    """

    removed: int
    kept: int
    folders_kept: int


def plan(
    predictions: Sequence[Prediction],
    target: Path,
    sources: Iterable[Path],
    classes: Iterable[str],
    *,
    include_unsure: bool,
    exists: bool = True,
) -> CopyPlan:
    """Where each picture would go; nothing is written.

    Sub-folders below a folder of ``sources`` are kept below the class folder.

    Args:
        predictions: the answers.
        target: an existing folder.
        sources: the files and folders that the user gave for classification.
        classes: all class names, so that folder names do not depend on what was found.
        include_unsure: copy unsure ones too, into a folder of their own.
        exists: whether the target must be there already.

    Raises:
        DatasetError: the target lies in a source, a source in the target, or it is no folder.
    """
    roots = tuple(dict.fromkeys(os.path.realpath(source) for source in sources))
    base = os.path.realpath(target)
    if not os.path.isdir(base) and (exists or os.path.lexists(base)):
        raise DatasetError(Message("{path} is not a folder.", path=target))
    _refuse_overlap(base, (*roots, *(os.path.realpath(p.file) for p in predictions)))
    place = _Place(target)
    labels = [*classes, *(p.label for p in predictions if p.label is not None)]
    folders = class_folder_names(labels)
    # Named last: a class called "unsure" keeps its own folder.
    unsure = class_folder_names([*folders.values(), f"{UNSURE_FOLDER}."])[f"{UNSURE_FOLDER}."]
    copies: list[PlannedCopy] = []
    counts: dict[str, int] = {}
    named: dict[str, str] = {}
    size = unreadable = unsure_left_out = renamed = 0
    for prediction in predictions:
        if prediction.error is not None or prediction.label is None:
            unreadable += 1
            continue
        accepted = prediction.decision is Decision.ACCEPTED
        if not accepted and not include_unsure:
            unsure_left_out += 1
            continue
        folder = folders[prediction.label] if accepted else unsure
        parts = (folder, *map(safe_name, _sub_folders(prediction.file, roots)))
        copied = place.claim(parts, prediction.file.name)
        copies.append(PlannedCopy(prediction.file, copied))
        renamed += copied.name != prediction.file.name
        named[folder] = copied.relative_to(target).parts[0]
        counts[folder] = counts.get(folder, 0) + 1
        with suppress(OSError):
            size += prediction.file.stat().st_size
    order = [*dict.fromkeys(folders[label] for label in labels), unsure]
    free = None
    with suppress(OSError):
        free = shutil.disk_usage(base).free
    return CopyPlan(
        target=target,
        copies=tuple(copies),
        counts=tuple((named[name], counts[name]) for name in order if name in counts),
        unsure_left_out=unsure_left_out,
        unreadable=unreadable,
        renamed=renamed,
        size=size,
        free=free,
    )


def copy(planned: CopyPlan, control: Control, journal: SortJournal | None = None) -> Copied:
    """Copy what ``planned`` says, with times and permissions; a name taken since gets a number.

    Args:
        planned: what to copy.
        control: hears ``Stage`` and ``BatchDone``.
        journal: notes each copy, so that one can go on from there: where there is one, what was
            copied stays whatever ends it.

    Raises:
        Cancelled: without a journal, what was copied is removed again.
        BundleError: the target cannot be written; likewise.
    """
    control.report(Stage(StageName.SAVING, len(planned.copies)))
    sweep_temporaries(planned.target)
    made = _Made(planned.target, journal)
    try:
        for done, one in enumerate(planned.copies, 1):
            control.check()
            made.add(one)
            control.report(BatchDone(done, len(planned.copies)))
    except OSError as error:
        if journal is not None:
            raise BundleError(
                Message(
                    "The pictures cannot be copied to {path}: {reason}. {count} are there already.",
                    path=planned.target,
                    reason=error.strerror or error,
                    count=len(made.copied().files),
                ),
                Message("Make room on its disk, then do the same again: it goes on from there."),
            ) from error
        undo(made.copied())
        raise BundleError(
            Message(
                "The pictures cannot be copied to {path}: {reason}. Nothing is left there.",
                path=planned.target,
                reason=error.strerror or error,
            ),
            Message("Choose a folder that you may write to, with room on its disk."),
        ) from error
    except BaseException:
        if journal is None:
            undo(made.copied())
        raise
    return made.copied()


def undo(copied: Copied) -> Undone:
    """Remove the copies that are as they were left, and the made folders that are empty then."""
    removed = kept = 0
    for file in copied.files:
        try:
            found = file.path.lstat()
            if (found.st_size, found.st_mtime_ns) != (file.size, file.mtime_ns):
                kept += 1
                continue
            file.path.unlink()
            removed += 1
        except FileNotFoundError:
            continue
        except OSError:
            kept += 1
    for folder in reversed(copied.folders):
        with suppress(OSError):  # Something of the user's is in it.
            folder.rmdir()
    folders_kept = sum(os.path.lexists(folder) for folder in copied.folders)
    return Undone(removed, kept, folders_kept)


class _Place:
    """Names in the target: those on disk, and those that were given out."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._folders: dict[tuple[str, ...], Path] = {(): target}
        self._taken: dict[Path, set[str]] = {}
        self._given: dict[Path, set[str]] = {}
        self._next: dict[tuple[Path, str], int] = {}

    def claim(self, parts: tuple[str, ...], name: str) -> Path:
        """A path for ``name`` in the sub-folder ``parts`` that nothing has and nobody will get."""
        folder = self._folder(parts)
        name = safe_file_name(name)
        taken = self._names(folder)
        number = self._next.get((folder, name_key(name)), 1)
        while name_key(numbered(name, number, is_file=True)) in taken:
            number += 1
        self._next[folder, name_key(name)] = number + 1
        chosen = numbered(name, number, is_file=True)
        taken.add(name_key(chosen))
        self._given.setdefault(folder, set()).add(name_key(chosen))
        return folder / chosen

    def _folder(self, parts: tuple[str, ...]) -> Path:
        if parts not in self._folders:
            parent = self._folder(parts[:-1])
            name, number = parts[-1], 1
            given = self._given.setdefault(parent, set())
            # A file of that name, or a link that leads out of the target, is left alone.
            while (
                not _can_be_folder(parent / numbered(name, number))
                or name_key(numbered(name, number)) in given
            ):
                number += 1
            self._folders[parts] = parent / numbered(name, number)
            for known in (given, self._names(parent)):
                known.add(name_key(numbered(name, number)))
        return self._folders[parts]

    def _names(self, folder: Path) -> set[str]:
        if folder not in self._taken:
            self._taken[folder] = _names_on_disk(folder)
        return self._taken[folder]


class _Made:
    """What was made so far."""

    def __init__(self, target: Path, journal: SortJournal | None) -> None:
        self._target = target
        self._journal = journal
        self._files: list[CopiedFile] = []
        self._folders: list[Path] = []
        self._failures: list[Path] = []

    def copied(self) -> Copied:
        return Copied(self._target, tuple(self._files), tuple(self._folders), tuple(self._failures))

    def add(self, one: PlannedCopy) -> None:
        try:
            with one.source.open("rb"):
                pass
        except OSError:
            self._failures.append(one.source)
            return
        self._make_folder(one.target.parent)
        # Whole under another name first: none that was killed half-way stands under its own.
        aside = self._target / f"{TEMPORARY_MARK}{secrets.token_hex(6)}"
        try:
            shutil.copy2(one.source, aside)
            left = aside.lstat()
            self._files.append(self._name(aside, one, left.st_size, left.st_mtime_ns))
        finally:
            aside.unlink(missing_ok=True)

    def _name(self, aside: Path, one: PlannedCopy, size: int, mtime_ns: int) -> CopiedFile:
        """Give ``aside`` the name that was planned, or the next that is free."""
        number = 1
        while True:
            path = one.target.with_name(numbered(one.target.name, number, is_file=True))
            number += 1
            if os.path.lexists(path):
                continue
            copied = CopiedFile(path, size, mtime_ns)
            if self._journal is not None:
                self._journal.note_copy(one.source.absolute(), copied)
            try:
                _move_to_free(aside, path)
            except FileExistsError:
                continue
            return copied

    def _make_folder(self, folder: Path) -> None:
        if folder == self._target:
            return
        self._make_folder(folder.parent)
        try:
            folder.mkdir()
        except FileExistsError:
            if not _can_be_folder(folder):
                raise
        else:
            self._folders.append(folder)
            if self._journal is not None:
                self._journal.note_folder(folder)


def _move_to_free(aside: Path, path: Path) -> None:
    """Move ``aside`` to ``path``; raise FileExistsError where another process was quicker."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system has links: there the name is reserved first.
        path.touch(exist_ok=False)
        aside.replace(path)


def _can_be_folder(path: Path) -> bool:
    """Whether ``path`` is free, or a real folder and no link to one."""
    return not os.path.lexists(path) or (
        os.path.isdir(path) and not os.path.islink(path) and not _is_junction(path)
    )


def _is_junction(path: Path) -> bool:
    # A junction of Windows is no symbolic link, but leads elsewhere like one.
    return os.path.normcase(os.path.realpath(path)) != os.path.normcase(
        os.path.join(os.path.realpath(path.parent), path.name)
    )


def _names_on_disk(folder: Path) -> set[str]:
    try:
        return {name_key(name) for name in os.listdir(folder)}
    except OSError:
        return set()


def _sub_folders(file: Path, roots: Iterable[str]) -> tuple[str, ...]:
    """The folders between the innermost of ``roots`` and ``file``."""
    parent = os.path.realpath(file.parent)
    best: tuple[str, ...] | None = None
    for root in roots:
        if is_within(parent, root):
            inside = os.path.relpath(parent, root)
            parts = () if inside == os.curdir else tuple(inside.split(os.sep))
            if best is None or len(parts) < len(best):
                best = parts
    return best or ()


def _refuse_overlap(base: str, sources: Iterable[str]) -> None:
    for source in sources:
        if is_within(source, base):
            raise DatasetError(
                Message(
                    "The pictures in {source} lie inside the folder {target}.",
                    source=source,
                    target=base,
                ),
                Message("Choose a folder outside of your pictures for the copies."),
            )
        if os.path.isdir(source) and is_within(base, source):
            raise DatasetError(
                Message(
                    "The folder {target} lies inside {source}, whose pictures were classified.",
                    source=source,
                    target=base,
                ),
                Message("Choose a folder outside of your pictures for the copies."),
            )
