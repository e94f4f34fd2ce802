"""What corrected answers are to a data set: pictures to add, labels to change, or nothing new.

A corrected picture may be one that the data set has already, under whatever name. Then it is not
added a second time; and one that the model is judged by stays that: it is never learned from.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.data.index import class_name
from tlgui.engine.data.names import shown
from tlgui.engine.data.quality import content_marks
from tlgui.engine.deploy.folder_names import numbered
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.storage import is_there

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control


@dataclass(frozen=True)
class Corrections:
    """Corrected pictures, by what they are to the data set. Labels by path.

    Attributes:
        added: pictures from elsewhere, by their whole paths.
        relabelled: pictures of the data set that get another class, by their paths in it.
        known: pictures of the data set that have that class already, by their paths in it.
    """

    added: Mapping[str, str]
    relabelled: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def labels(self) -> dict[str, str]:
        """All of them, by their paths in the data set that the edits make."""
        return {**self.added, **self.relabelled, **self.known}

    def edits(self) -> tuple[Edit, ...]:
        """What they come to: one edit for all that were done alike."""
        made = []
        for kind, labels in ((EditKind.ADD, self.added), (EditKind.RELABEL, self.relabelled)):
            by_label = defaultdict(list)
            for file, label in labels.items():
                by_label[label].append(file)
            made += [Edit(kind, tuple(files), label) for label, files in by_label.items()]
        return tuple(made)

    def held_out(self, judged_by: Collection[str]) -> list[str]:
        """Those of them that are among ``judged_by``: they are judged by, not learned from."""
        return [file for file in self.labels if file in judged_by]


def sorted_out(corrected: Mapping[Path, str], index: DatasetIndex, control: Control) -> Corrections:
    """What ``corrected`` pictures are to a data set: by path, and by what the files hold.

    Args:
        corrected: the right class of each.
        index: the data set, as edited.
        control: asked at each file that is read.

    Raises:
        DatasetError: a picture is gone.
        Cancelled: the user cancelled.
    """
    listed = {record.path: position for position, record in enumerate(index.records)}
    names = {file: _path_in(index, file, listed) for file in corrected}
    elsewhere = [file for file, name in names.items() if name not in listed]
    same = _same_content(elsewhere, index, control)
    added: dict[str, str] = {}
    relabelled: dict[str, str] = {}
    known: dict[str, str] = {}
    for file, label in corrected.items():
        position = listed.get(names[file], same.get(file))
        wanted = class_name(label)
        if position is None:
            added[names[file]] = wanted
        elif index.classes[index.records[position].class_index] == wanted:
            known[index.records[position].path] = wanted
        else:
            relabelled[index.records[position].path] = wanted
    return Corrections(added, relabelled, known)


def _path_in(index: DatasetIndex, file: Path, listed: Collection[str]) -> str:
    """The path that a picture has in ``index``; the whole, where it has none of ``listed``.

    It may lie in the folder of pictures and be in no class.
    """
    whole = file.absolute()
    root = index.root.absolute()
    inside = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else ""
    return inside if inside in listed else whole.as_posix()


def _same_content(files: Sequence[Path], index: DatasetIndex, control: Control) -> dict[Path, int]:
    """The position of the picture whose file holds the same as each of ``files``, where one does.

    Raises:
        DatasetError: one of ``files`` is gone.
    """
    sizes: dict[int, list[int]] = defaultdict(list)
    for position, record in enumerate(index.records):
        sizes[record.size].append(position)
    suspects: dict[int, None] = {}
    for file in files:
        try:
            suspects |= dict.fromkeys(sizes.get(os.stat(file).st_size, ()))
        except OSError as error:
            raise DatasetError(
                Message(
                    "{path} cannot be read: {reason}.",
                    path=shown(str(file)),
                    reason=error.strerror or str(error),
                ),
                Message("Bring it back, or take its correction back. Nothing was changed."),
            ) from error
    found = content_marks([index.file(position) for position in suspects], control)
    by_mark = {mark: at for at, mark in zip(suspects, found, strict=True) if mark}
    marks = content_marks(files, control)
    return {f: by_mark[mark] for f, mark in zip(files, marks, strict=True) if mark in by_mark}


def copied_into(folder: Path, files: Iterable[Path], control: Control) -> dict[Path, Path]:
    """Copies of ``files`` in ``folder``, by what they are copies of; one that is there is taken.

    Args:
        folder: made where it is missing.
        files: to copy.
        control: asked before each.

    Raises:
        BundleError: one cannot be copied; those before it stay.
        Cancelled: the user cancelled; what was copied stays.
    """
    copies = {}
    for file in files:
        control.check()
        number = 1
        try:
            folder.mkdir(parents=True, exist_ok=True)
            while True:
                copy = folder / numbered(file.name, number, is_file=True)
                if not is_there(copy):
                    shutil.copy2(file, copy)
                    break
                if copy.read_bytes() == file.read_bytes():
                    break
                number += 1
        except OSError as error:
            raise BundleError(
                Message(
                    "{path} cannot be copied to {folder}: {reason}.",
                    path=shown(str(file)),
                    folder=folder,
                    reason=error.strerror or str(error),
                ),
                Message("Make room there, or have pictures learned from where they lie."),
            ) from error
        copies[file] = copy
    return copies
