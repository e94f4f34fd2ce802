"""Files that are either whole or not there: written aside, flushed, moved into place."""

from __future__ import annotations

import csv
import errno
import json
import os
import secrets
import time
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

TEMPORARY_MARK = ".tlgui-partial-"
JSON_SIZE_LIMIT = 64 * 1024 * 1024
"""Of a document, or of a row of a ``.jsonl`` file, in bytes."""
# What is older than this was left by a process that was killed.
ABANDONED_AFTER_S = 24 * 3600
_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


class MissingError(BundleError):
    """There is no such file."""


def is_there(path: Path) -> bool:
    """Whether anything lies at ``path``: for where a wrong no would lose something.

    Raises:
        OSError: it cannot be told: a network drive does not answer, a folder is forbidden.
    """
    try:
        os.stat(path)
    except OSError as error:
        if error.errno not in _MISSING:
            raise
        return False
    return True


@contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """A binary file to write into; it appears under ``path`` only once all of it is on disk.

    If the block raises, or the disk is full, an older file at ``path`` stays as it was.

    Raises:
        OSError: it cannot be written.
    """
    if not path.name:  # "." and "/": no file can be beside it that is to become it.
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    temporary = path.with_name(f"{TEMPORARY_MARK}{secrets.token_hex(6)}")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def sweep_temporaries(folder: Path) -> int:
    """Delete what killed writes left in ``folder`` a day ago or before; the number of files.

    Younger ones may belong to a write that is going on in another process.
    """
    swept = 0
    for leftover in folder.glob(f"{TEMPORARY_MARK}*"):
        with suppress(OSError):
            if is_abandoned(leftover):
                leftover.unlink()
                swept += 1
    return swept


def is_abandoned(path: Path) -> bool:
    """Whether nobody has changed ``path`` for so long that its writer must be gone."""
    return time.time() - path.stat().st_mtime > ABANDONED_AFTER_S


def write_json(path: Path, document: object) -> None:
    """Write ``document`` as JSON, atomically. NaN and infinity are refused."""
    text = json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False)
    with atomic_write(path) as file:
        file.write(text.encode("ascii"))


def read_json(path: Path) -> Any:
    """The JSON document at ``path``.

    Raises:
        MissingError: a BundleError too; it is missing.
        BundleError: it cannot be read, is too large, or not JSON.
    """
    data = _read_bounded(path)
    try:
        return json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BundleError(
            Message("{path} is damaged: it is not a valid JSON document.", path=path)
        ) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and infinity are no JSON


def _read_bounded(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > JSON_SIZE_LIMIT:
            raise _too_large(path, size)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _too_large(path: Path, size: int) -> BundleError:
    return BundleError(
        Message("{path} is too large to be read: {size} bytes.", path=path, size=size)
    )


def _unreadable(path: Path, error: OSError) -> BundleError:
    kind = MissingError if error.errno in _MISSING else BundleError
    return kind(
        Message("{path} cannot be read: {reason}.", path=path, reason=error.strerror or str(error))
    )


def append_json_line(path: Path, row: dict[str, object]) -> None:
    """Append one row to a ``.jsonl`` file and flush it to disk."""
    with path.open("ab") as file:
        file.write(json.dumps(row, allow_nan=False).encode("ascii") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a ``.jsonl`` file, none where it is missing; a torn line is left out.

    Raises:
        BundleError: it cannot be read, or a line is too large.
    """
    return list(json_lines(path))


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The same rows one by one, however many there are: one line is held at a time.

    Raises:
        BundleError: it cannot be read, or a line is too large.
    """
    for line in _lines(path):
        try:
            row = json.loads(line, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row


def _lines(path: Path) -> Iterator[bytes]:
    """None where there is no such file."""
    try:
        with path.open("rb") as file:
            while line := file.readline(JSON_SIZE_LIMIT + 1):
                if len(line) > JSON_SIZE_LIMIT:
                    raise _too_large(path, path.stat().st_size)
                yield line
    except OSError as error:
        if error.errno not in _MISSING:
            raise _unreadable(path, error) from error


def neutralise_cell(value: object) -> object:
    """``value``, made harmless for spreadsheets that would read it as a formula.

    Numbers pass as they are. Source: OWASP, "CSV Injection".
    """
    if isinstance(value, str):
        value = value.encode("utf-8", "backslashreplace").decode("utf-8")
        if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
            return "'" + value
    return value


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool = False
) -> None:
    """Write a CSV file in UTF-8, atomically, with cells that no spreadsheet will execute.

    Args:
        path: the file.
        header: names of the columns.
        rows: a cell a column.
        bom: begin with the UTF-8 mark: Excel on Windows takes the file for another encoding else.
    """
    import io

    sweep_temporaries(path.parent)
    with atomic_write(path) as raw:
        text = io.TextIOWrapper(
            raw, encoding="utf-8-sig" if bom else "utf-8", newline="", write_through=True
        )
        writer = csv.writer(text)
        writer.writerow([neutralise_cell(cell) for cell in header])
        for row in rows:
            writer.writerow([neutralise_cell(cell) for cell in row])
        text.detach()
