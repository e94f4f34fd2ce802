"""A folder of pictures written anew as its user sees it: classes, splits, a table of what changed.

The pictures are only read. The copy appears at once, when all of it is there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.data.index import SPLIT_FOLDERS
from tlgui.engine.data.names import shown
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.folder_names import (
    class_folder_names,
    name_key,
    numbered,
    safe_file_name,
    safe_name,
)
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.places import is_within
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import TEMPORARY_MARK, write_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tlgui.engine.data.records import DatasetIndex, ImageRecord, Split
    from tlgui.engine.progress import Control

TABLE = "changes.csv"
"""What became of each picture of the folder."""
COLUMNS = ("picture", "class", "what", "copy", "new class", "split")
LEFT_OUT, RELABELLED, COPIED, IN_NO_SPLIT = "left out", "relabelled", "copied", "in no split"
ADDED = "added"


@dataclass(frozen=True)
class CleanCopy:
    """A copy that was written.

    Attributes:
        folder: where it lies.
        copied: pictures in it.
        relabelled: of those, how many have another class than before.
        left_out: pictures of the folder that are not in it.
    """

    folder: Path
    copied: int
    relabelled: int
    left_out: int


@dataclass(frozen=True)
class _Planned:
    source: ImageRecord
    copy: str
    label: str
    part: str


def write_clean_copy(
    listed: DatasetIndex,
    edited: DatasetIndex,
    target: Path,
    control: Control,
    *,
    split: Split | None = None,
) -> CleanCopy:
    """Write the pictures of ``edited`` into class folders in ``target``, and the table.

    Sub-folders of a class stay; a name that two pictures would have gets a number.

    Args:
        listed: the folder as ``scan`` gave it.
        edited: the same with edits laid over it.
        target: new, or empty; outside the pictures.
        control: hears ``Stage`` and ``BatchDone``.
        split: positions in ``edited``: one folder a part, those in no part are left out. Without
            it the parts that the folder has on disk stay, if there are some.

    Raises:
        DatasetError: the place is taken or overlaps the pictures, or a picture is gone.
        BundleError: the place cannot be written, or has not enough room. Nothing is left there.
        Cancelled: nothing is left there.
    """
    target = Path(os.path.abspath(target))
    _check_place(listed, target)
    classes = {record.path: listed.classes[record.class_index] for record in listed.records}
    planned = _plan(edited, classes, split)
    control.report(Stage(StageName.SAVING, len(planned)))
    temporary = target.with_name(f"{TEMPORARY_MARK}{secrets.token_hex(6)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_room(planned, target)
        temporary.mkdir()
        for done, each in enumerate(planned, 1):
            control.check()
            _copy(listed.root / each.source.path, temporary / each.copy)
            control.report(BatchDone(done, len(planned)))
        write_csv(temporary / TABLE, COLUMNS, _rows(listed, edited, planned), bom=True)
        control.check()
        if os.path.exists(target):
            target.rmdir()
        temporary.rename(target)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(error, OSError):
            raise _unwritable(target, error) from error
        raise
    relabelled = sum(classes.get(each.source.path, each.label) != each.label for each in planned)
    left = sum(each.source.path in classes for each in planned)
    return CleanCopy(target, len(planned), relabelled, len(listed.records) - left)


def _unwritable(target: Path, error: OSError) -> BundleError:
    return BundleError(
        Message(
            "The copy cannot be written to {path}: {reason}. Nothing is left there.",
            path=target,
            reason=error.strerror or str(error),
        ),
        Message("Choose a folder that you may write to, with room on its disk."),
    )


def _check_place(listed: DatasetIndex, target: Path) -> None:
    try:
        taken = os.path.lexists(target) and (not os.path.isdir(target) or any(target.iterdir()))
    except OSError as error:
        raise _unwritable(target, error) from error
    if taken:
        raise DatasetError(
            Message("{path} exists already.", path=target),
            Message("Choose a new name, or an empty folder."),
        )
    if os.path.ismount(target):  # Nothing can be put in its place.
        raise DatasetError(
            Message("{path} is a whole drive.", path=target), Message("Choose a new folder on it.")
        )
    if listed.table is not None:
        return  # What lies beside the pictures is none of them: the table names them.
    pictures, place = os.path.realpath(listed.root), os.path.realpath(target)
    if is_within(place, pictures) or is_within(pictures, place):
        raise DatasetError(
            Message("{path} and the folder of pictures lie in each other.", path=target),
            Message("Choose a place outside: the pictures are never changed."),
        )


def _check_room(planned: Iterable[_Planned], target: Path) -> None:
    size = sum(each.source.size for each in planned)
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError:
        return
    if size >= free:
        raise BundleError(
            Message(
                "The copy takes {size:.1f} GB; there are {free:.1f} GB free at {path}.",
                size=size / 1e9,
                free=free / 1e9,
                path=target.parent,
            ),
            Message("Choose a place with more room."),
        )


def _plan(edited: DatasetIndex, classes: Mapping[str, str], split: Split | None) -> list[_Planned]:
    """Where each picture goes; those that stay in their class, on disk ``classes``, first."""
    parts: dict[int, str] | None = None
    if split is not None:
        parts = dict.fromkeys(split.train, SplitName.TRAIN.value)
        parts |= dict.fromkeys(split.validation, SplitName.VALIDATION.value)
        parts |= dict.fromkeys(split.test, SplitName.TEST.value)
    folders = class_folder_names(edited.classes)
    taken: set[tuple[str, ...]] = set()
    planned = []
    moved = [edited.classes[each.class_index] != classes.get(each.path) for each in edited.records]
    # What is moved gets a number where a name is taken, not what was there.
    for position in sorted(range(len(moved)), key=moved.__getitem__):
        record = edited.records[position]
        if parts is not None and position not in parts:
            continue
        on_disk = "" if record.split is None else record.split.value
        part = on_disk if parts is None else parts[position]
        label = edited.classes[record.class_index]
        folder = folders[label]
        above = 1 if record.split is None else 2
        # Fewer where a table names the pictures; of what was added, they are somebody else's.
        *around, name = record.path.split("/")
        inner = [] if position in edited.added else around[above:]
        if not part and folder.lower() in SPLIT_FOLDERS:
            inner = []  # A class called "train" with folders in it would be read as a split.
        place = (*((part,) if part else ()), folder, *map(safe_name, inner))
        planned.append(_Planned(record, _free(place, safe_file_name(name), taken), label, part))
    return planned


def _free(place: tuple[str, ...], name: str, taken: set[tuple[str, ...]]) -> str:
    """A path in the folder ``place`` that no other picture has."""
    # Folders that differ in case alone are one to some file systems.
    folder = tuple(map(name_key, place))
    number = 1
    while (*folder, name_key(numbered(name, number, is_file=True))) in taken:
        number += 1
    chosen = numbered(name, number, is_file=True)
    taken.add((*folder, name_key(chosen)))
    return "/".join((*place, chosen))


def _copy(source: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb"):
            pass
    except OSError as error:
        raise DatasetError(
            Message(
                "{path} cannot be read: {reason}.",
                path=shown(str(source)),
                reason=error.strerror or str(error),
            ),
            Message("Open the folder again, or leave that picture out. No copy was written."),
        ) from error
    shutil.copy2(source, copy)


def _rows(
    listed: DatasetIndex, edited: DatasetIndex, planned: Iterable[_Planned]
) -> Iterable[tuple[str, ...]]:
    copies = {each.source.path: each for each in planned}
    known = {record.path for record in edited.records}
    for record in listed.records:
        label = listed.classes[record.class_index]
        each = copies.get(record.path)
        if each is None:
            what = IN_NO_SPLIT if record.path in known else LEFT_OUT
            yield shown(record.path), label, what, "", "", ""
            continue
        what = COPIED if each.label == label else RELABELLED
        yield shown(record.path), label, what, each.copy, each.label, each.part
    for position in sorted(edited.added):
        each = copies.get(edited.records[position].path)
        if each is not None:
            yield shown(each.source.path), "", ADDED, each.copy, each.label, each.part
