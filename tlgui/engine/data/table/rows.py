"""The rows of a table on disk: CSV, TSV, a workbook or JSON lines."""

from __future__ import annotations

import codecs
import csv
import json
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.names import shown
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

LARGEST = 1024**3
"""Bytes of a table."""


def rows_of(table: Path) -> Iterator[Sequence[object]]:
    """The header and the rows of a table.

    Raises:
        DatasetError: it cannot be read.
    """
    try:
        if table.stat().st_size > LARGEST:
            raise ValueError("it is too large for a table of labels")
        yield from _READERS[table.suffix.lower()](table)
    except DatasetError:
        raise
    except FileNotFoundError as error:
        raise DatasetError(
            Message("There is no table {path}.", path=shown(str(table))),
            Message("It may have been moved, renamed or deleted: open it where it is now."),
        ) from error
    except PermissionError as error:
        raise DatasetError(
            Message("The table {path} may not be read by you.", path=shown(str(table))),
            Message("Give yourself the right to read it, or copy it to where you may."),
        ) from error
    except (OSError, ValueError, csv.Error, KeyError) as error:
        raise DatasetError(
            Message(
                "The table {path} cannot be read: {reason}.",
                path=table,
                reason=getattr(error, "strerror", None) or str(error).rstrip("."),
            ),
            Message("CSV, TSV, XLSX and JSON lines are read."),
        ) from error


def _encoding(table: Path) -> str:
    """How the text of a table is stored: as UTF-8, or as spreadsheets do in Korea and the West.

    Text in one of the older encodings is taken for another only where nothing in it tells.

    Raises:
        ValueError: it is no text.
    """
    data = table.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in data:
        raise ValueError("it is no text")
    # A mark in front is no part of the first column's name.
    for encoding in ("utf-8-sig", "cp949", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ValueError("it is no text")


def _separated(separator: str) -> Callable[[Path], Iterator[Sequence[object]]]:
    def read(table: Path) -> Iterator[Sequence[object]]:
        # Some spreadsheets write semicolons.
        with table.open(encoding=_encoding(table), newline="") as file:
            first = file.readline()
            file.seek(0)
            used = ";" if separator == "," and first.count(";") > first.count(",") else separator
            yield from csv.reader(file, delimiter=used, strict=True)

    return read


def _json_lines(table: Path) -> Iterator[Sequence[object]]:
    """Objects, a line each; the first one's names are the header, and later ones may be added."""
    names: list[str] = []
    with table.open(encoding=_encoding(table)) as file:
        try:
            rows = [json.loads(line) for line in file if line.strip()]
        except RecursionError as error:
            raise ValueError("a line is too deep") from error
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line is no object")
    for row in rows:
        names += [name for name in row if name not in names]
    yield names
    for row in rows:
        yield [row.get(name, "") for name in names]


def _workbook(table: Path) -> Iterator[Sequence[object]]:
    from openpyxl import load_workbook

    try:
        book: Any = load_workbook(table, read_only=True, data_only=True)
        try:
            yield from book.worksheets[0].iter_rows(values_only=True)
        finally:
            book.close()
    except (OSError, MemoryError):
        raise
    except Exception as error:  # what is damaged within raises anything
        raise ValueError("it is no workbook, or damaged") from error


_READERS: dict[str, Callable[[Path], Iterator[Sequence[object]]]] = {
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".xlsx": _workbook,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
"""Of each of the suffixes that tell tables from folders."""


def text_of(cell: object) -> str:
    """What a cell says, without the blanks around it."""
    if cell is None or isinstance(cell, (dict, list)):
        return ""
    # Spreadsheets hold the class 3 as 3.0.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
