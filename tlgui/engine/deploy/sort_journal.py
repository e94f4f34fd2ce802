"""What a sorting wrote, row by row as it goes: to take it up again, and to take it back."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

FORMAT_VERSION = 1
NAME = "tlgui-sorted-"


@dataclass(frozen=True)
class CopiedFile:
    """A copy as it was left: what ``sorting.undo`` recognises it by."""

    path: Path
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Copied:
    """What ``sorting.copy`` did.

    Attributes:
        target: the folder that the user chose.
        files: the copies.
        folders: those that were made, parents before what is in them.
        failures: pictures that could not be read any more.
    """

    target: Path
    files: tuple[CopiedFile, ...]
    folders: tuple[Path, ...]
    failures: tuple[Path, ...]


@dataclass(frozen=True)
class SortedFile:
    """A picture as it was when it was copied, and its copy.

    Attributes:
        source: absolute path of the picture.
        copy: the copy, with the size and time that it was left with.
    """

    source: str
    copy: CopiedFile

    @property
    def is_there(self) -> bool:
        """Whether the copy lies where it was put, as it was left."""
        try:
            found = self.copy.path.lstat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.copy.size, self.copy.mtime_ns)


class SortJournal:
    """A file in the target folder: a row for each folder made and each copy that is about to be.

    A copy is noted before it appears under its name, so that none appears that is not noted: what
    was noted and is not there was never finished.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    @classmethod
    def begin(cls, target: Path, model: str, answers: str = "") -> SortJournal:
        """A new journal in ``target``.

        Args:
            target: the folder that is sorted into.
            model: fingerprint of the model whose answers it is for.
            answers: of the names and thresholds by which these become folders.

        Raises:
            BundleError: it cannot be written.
        """
        number = 0
        while True:
            stamp = time.strftime("%Y%m%d-%H%M%S") + (f"-{number}" if number else "")
            journal = cls(target / f"{NAME}{stamp}.jsonl")
            try:
                journal._file = journal.path.open("xb")
                journal._write(
                    {"format_version": FORMAT_VERSION, "model": model, "answers": answers}
                )
            except FileExistsError:
                number += 1
            except OSError as error:
                journal._give_up()
                raise _unwritable(journal.path, error) from error
            else:
                return journal

    def go_on(self) -> SortJournal:
        """Append to a journal that is there.

        Raises:
            BundleError: it cannot be written.
        """
        try:
            self._file = self.path.open("ab")
            self._file.write(b"\n")  # The last line may be torn.
            self._file.flush()
        except OSError as error:
            self._give_up()
            raise _unwritable(self.path, error) from error
        return self

    def note_folder(self, folder: Path) -> None:
        """``folder`` was made."""
        self._write({"folder": folder.relative_to(self.path.parent).as_posix()})

    def note_copy(self, source: Path, copy: CopiedFile) -> None:
        """``copy`` of ``source`` is about to appear under its name."""
        place = copy.path.relative_to(self.path.parent).as_posix()
        self._write(
            {"source": str(source), "copy": place, "size": copy.size, "mtime_ns": copy.mtime_ns}
        )

    def end(self) -> None:
        """All is copied.

        Raises:
            BundleError: that cannot be written; the copies are there.
        """
        try:
            self._write({"end": True})
            self.close()
        except OSError as error:
            self._give_up()
            raise _unwritable(self.path, error) from error

    def _give_up(self) -> None:
        # What is still to be written fails once more.
        with suppress(OSError):
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def model(self) -> str:
        """Fingerprint of the model whose answers these are."""
        return str(self._header.get("model", ""))

    @property
    def answers(self) -> str:
        """That of the names and thresholds by which they became folders; empty if nobody said."""
        return str(self._header.get("answers", ""))

    @property
    def has_ended(self) -> bool:
        """Whether the sorting came to its end."""
        return any(row.get("end") is True for row in self._rows())

    def files(self) -> list[SortedFile]:
        """The copies that were noted, whether they are still there or not."""
        target = self.path.parent
        return [
            SortedFile(
                str(row["source"]),
                CopiedFile(target / str(row["copy"]), int(row["size"]), int(row["mtime_ns"])),
            )
            for row in self._rows()
            if {"source", "copy", "size", "mtime_ns"} <= set(row)
        ]

    def copied(self) -> Copied:
        """All that ``sorting.undo`` takes back.

        Raises:
            BundleError: it names something outside of its folder.
        """
        target = self.path.parent
        folders = [target / str(row["folder"]) for row in self._rows() if "folder" in row]
        files = [file.copy for file in self.files()]
        for path in (*folders, *(file.path for file in files)):
            if ".." in path.parts or not path.is_relative_to(target):
                raise BundleError(
                    Message("{path} is damaged: it names files elsewhere.", path=self.path)
                )
        return Copied(target, tuple(files), tuple(folders), ())

    @property
    def _header(self) -> dict[str, Any]:
        return next((row for row in self._rows() if "model" in row), {})

    def _rows(self) -> Iterator[dict[str, Any]]:
        return json_lines(self.path)

    def _write(self, row: dict[str, object]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(row).encode("ascii") + b"\n")
        self._file.flush()


def _unwritable(path: Path, error: OSError) -> BundleError:
    return BundleError(
        Message("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error),
        Message("Choose a folder that you may write to, with room on its disk."),
    )


def journals(target: Path) -> Iterator[SortJournal]:
    """The journals of earlier sortings into ``target``, oldest first."""
    for path in sorted(target.glob(f"{NAME}*.jsonl")):
        yield SortJournal(path)


def open_journal(path: Path) -> SortJournal:
    """The journal at ``path``.

    Raises:
        BundleError: it is none.
    """
    journal = SortJournal(path)
    if not os.path.isfile(path) or not journal.model:
        raise BundleError(
            Message("{path} is no list of sorted pictures.", path=path),
            Message("`tlgui sort` says where it writes it: {name}….jsonl.", name=NAME),
        )
    return journal
