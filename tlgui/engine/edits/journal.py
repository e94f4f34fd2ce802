"""The edits of a project on disk: a row is added for each, and for each that is taken back.

Nothing that was written is ever changed. A process that is killed amid a row loses that one. Files
that lie beside the journal, copies of pictures that were added, are named from there: they are
found where the project is moved or copied.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tlgui.engine.edits.edit import Edit, Edits
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.storage import append_json_line, atomic_write, json_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FORMAT_VERSION = 1
FILE = "edits.jsonl"
HERE = "./"
"""Before the name of a file that lies beside the journal."""


class EditJournal:
    """The edits in a file, which appears with the first of them.

    What another process adds to the file is heard of before anything is done.

    Raises:
        BundleError: the file cannot be read, or a newer version wrote it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._size = 0
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self.refresh()

    @property
    def done(self) -> Sequence[Edit]:
        """The edits that hold, oldest first."""
        return tuple(self._done)

    @property
    def can_undo(self) -> bool:
        """Whether an edit holds."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether an edit was taken back, and none made since."""
        return bool(self._undone)

    def edits(self) -> Edits:
        """What all that hold come to."""
        return Edits.of(self._done)

    def edits_after(self, more: Iterable[Edit]) -> Edits:
        """What all that hold would come to with ``more`` made after them."""
        return Edits.of((*self._done, *more))

    def new_of(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Those of ``edits`` that do not hold yet: what was taken in before is not made again.

        One that was made at the same time and says the same is the same; of one that tells no time
        it is enough that it says the same.
        """
        known = Counter((edit, at) for edit in self._done for at in {edit.at, ""})
        new = []
        for edit in edits:
            if known[edit, edit.at]:
                known[edit, edit.at] -= 1
            else:
                new.append(edit)
        return tuple(new)

    def add(self, edit: Edit) -> None:
        """Make ``edit``; what was taken back before can not be done again then.

        Raises:
            BundleError: it cannot be written: nothing is changed.
        """
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        made = edit if edit.at else replace(edit, at=now)
        self._write({"edit": _stored(made, self.path.parent)})
        self._done.append(made)
        self._undone.clear()

    def undo(self) -> Edit | None:
        """Take the last one back; it, or None where there is none.

        Raises:
            BundleError: as for ``add``.
        """
        self.refresh()
        if not self._done:
            return None
        self._write({"undo": True})
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Edit | None:
        """Do again what was taken back last; it, or None where there is none.

        Raises:
            BundleError: as for ``add``.
        """
        self.refresh()
        if not self._undone:
            return None
        self._write({"redo": True})
        self._done.append(self._undone.pop())
        return self._done[-1]

    def go_to(self, done: Sequence[Edit]) -> None:
        """Have exactly ``done`` hold: what else holds is taken back, what is missing made.

        What another process did meanwhile is taken back too, and can be done again.

        Raises:
            BundleError: as for ``add``; some of the way may be gone then.
        """
        self.refresh()
        same = 0
        for mine, wanted in zip(self._done, done, strict=False):
            if mine != wanted:
                break
            same += 1
        while len(self._done) > same:
            self.undo()
        for edit in done[same:]:
            if self._undone and self._undone[-1] == edit:
                self.redo()
            else:
                self.add(edit)

    def export(self, path: Path) -> None:
        """Write the edits that hold to a file of their own.

        Raises:
            BundleError: it cannot be written.
        """
        import json

        rows: list[dict[str, Any]] = [{"format_version": FORMAT_VERSION}]
        rows += [{"edit": edit.to_json()} for edit in self._done]
        try:
            with atomic_write(path) as file:
                file.write("".join(f"{json.dumps(row)}\n" for row in rows).encode("ascii"))
        except OSError as error:
            raise _unwritable(path, error) from error

    def take_in(self, edits: Iterable[Edit]) -> None:
        """Make all of ``edits``, one after the other.

        Raises:
            BundleError: as for ``add``.
        """
        for edit in edits:
            self.add(edit)

    def refresh(self) -> bool:
        """Read what another process has added; whether there was something.

        Raises:
            BundleError: as for the journal itself.
        """
        if self._size_on_disk() == self._size:
            return False
        self._size = self._size_on_disk()
        self._done, self._undone = _replayed(self.path)
        return True

    def _size_on_disk(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def _write(self, row: dict[str, object]) -> None:
        self.refresh()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self._size:
                append_json_line(self.path, {"format_version": FORMAT_VERSION})
            elif not _ends_a_line(self.path):
                with self.path.open("ab") as file:
                    file.write(b"\n")  # The last row is torn: this one is whole.
            append_json_line(self.path, row)
        except OSError as error:
            # A row of which only a part was written must not count once the next is there.
            with suppress(OSError):
                os.truncate(self.path, self._size)
            raise _unwritable(self.path, error) from error
        self._size = self._size_on_disk()


def read_edits(path: Path) -> tuple[Edit, ...]:
    """The edits in a file that a journal is, or that it exported.

    Raises:
        BundleError: there is none, or it holds no edits.
    """
    if not os.path.isfile(path):
        raise BundleError(Message("There is no file {path}.", path=path))
    if not any("format_version" in row for row in json_lines(path)):
        raise BundleError(
            Message("{path} holds no edits.", path=path),
            Message("`tlgui edit FOLDER export FILE` writes such a file."),
        )
    return tuple(_replayed(path)[0])


def _replayed(path: Path) -> tuple[list[Edit], list[Edit]]:
    """The edits that hold, and those that were taken back, the next to be done again last."""
    done: list[Edit] = []
    undone: list[Edit] = []
    for number, row in enumerate(json_lines(path), 1):
        version = row.get("format_version", FORMAT_VERSION)
        if not isinstance(version, int) or version > FORMAT_VERSION:
            raise BundleError(
                Message("{path} was written by a newer version of tlgui.", path=path),
                Message("Update tlgui, then open it again."),
            )
        if row.get("undo") is True:
            if done:
                undone.append(done.pop())
        elif row.get("redo") is True:
            if undone:
                done.append(undone.pop())
        elif "edit" in row:
            try:
                done.append(Edit.from_json(_found(row["edit"], path.parent)))
            except (ValueError, DatasetError) as error:
                raise BundleError(
                    Message(
                        "{path} is damaged: edit {number} says nothing that tlgui knows.",
                        path=path,
                        number=number,
                    ),
                    Message("Update tlgui, or move the file away: the pictures are untouched."),
                ) from error
            undone.clear()
    return done, undone


def _stored(edit: Edit, folder: Path) -> dict[str, Any]:
    """The document of ``edit`` as it is written into a journal in ``folder``."""
    document = edit.to_json()
    here = f"{folder.absolute().as_posix()}/"
    if any(file.startswith(here) for file in edit.files):
        document["files"] = [
            HERE + file.removeprefix(here) if file.startswith(here) else file for file in edit.files
        ]
    return document


def _found(document: Any, folder: Path) -> Any:
    """The document of an edit with the files beside the journal named as a whole."""
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, list) or not any(str(file).startswith(HERE) for file in files):
        return document
    here = f"{folder.absolute().as_posix()}/"
    whole = [here + str(x)[len(HERE) :] if str(x).startswith(HERE) else x for x in files]
    return {**document, "files": whole}


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _unwritable(path: Path, error: OSError) -> BundleError:
    return BundleError(
        Message(
            "The edit cannot be kept in {path}: {reason}.",
            path=path,
            reason=error.strerror or str(error),
        ),
        Message("Make room on the disk, or give yourself the right to write there."),
    )
