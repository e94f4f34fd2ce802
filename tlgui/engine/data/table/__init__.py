"""Labels from a table: a row a picture, with a column that names its file and one its class."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.data.folders import problem_order
from tlgui.engine.data.index import SPLIT_FOLDERS, class_name, scan
from tlgui.engine.data.names import natural_key, shown
from tlgui.engine.data.records import (
    DatasetIndex,
    ImageRecord,
    Problem,
    ProblemKind,
    Table,
    is_table,
)
from tlgui.engine.data.table.rows import rows_of, text_of
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.places import is_within, path_from
from tlgui.engine.progress import Control, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tlgui.engine.data.records import SplitName

CHECKED_EVERY = 1_000
ROWS_TOLD = 5
# Names that columns have in the tables that people keep, the likeliest first.
_USUAL = {
    "path": ("path", "file", "filename", "file_name", "filepath", "image", "image_path", "img"),
    "label": ("label", "class", "class_name", "category", "target", "labels", "species"),
    "split": ("split", "set", "subset", "partition"),
    "group": ("group", "group_id", "patient", "patient_id", "clip", "video", "subject", "animal"),
}


@dataclass(frozen=True)
class TableColumns:
    """Which column of a table is which; empty where there is none.

    Attributes:
        path: of the picture's file, relative to the table or absolute.
        label: of its class.
        split: of ``train``, ``validation`` or ``test``.
        group: of what it belongs together with.
    """

    path: str = ""
    label: str = ""
    split: str = ""
    group: str = ""

    @classmethod
    def parse(cls, text: str) -> TableColumns:
        """The columns of ``path=NAME,label=NAME,...``; what is not named is guessed.

        Raises:
            DatasetError: it is something else.
        """
        known = {field.name for field in fields(cls)}
        # A name of a column may have commas.
        parts = re.split(f",(?=(?:{'|'.join(known)})=)", text)
        named = dict(part.partition("=")[::2] for part in parts if part)
        if not named.keys() <= known or not all(named.values()):
            raise DatasetError(
                Message("{text} does not say which column is which.", text=text),
                Message("Write path=NAME,label=NAME and, where there are any, split= and group=."),
            )
        return cls(**named)

    def text(self) -> str:
        """What ``parse`` reads as these."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return ",".join(f"{part}={name}" for part, name in named if name)

    def among(self, names: Sequence[str], table: Path) -> TableColumns:
        """The same with what was left open guessed from the ``names`` of the columns.

        Raises:
            DatasetError: a column is not there, there are two of its name, or path or label
                cannot be told.
        """
        found = {}
        for field in fields(self):
            asked = getattr(self, field.name)
            if asked and asked not in names:
                raise DatasetError(
                    Message("{table} has no column {name}.", table=table, name=shown(asked)),
                    Message("Its columns: {names}.", names=_listed(names)),
                )
            found[field.name] = name = asked or _guess(field.name, names)
            if name and names.count(name) > 1:
                raise DatasetError(
                    Message(
                        "{table} has {count} columns called {name}: which one is meant cannot be"
                        " told.",
                        table=table,
                        count=names.count(name),
                        name=shown(name),
                    ),
                    Message("Give each column a name of its own."),
                )
        for part in ("path", "label"):
            if not found[part]:
                raise DatasetError(
                    Message(
                        "No column of {table} is told to be the {part}.", table=table, part=part
                    ),
                    Message(
                        "Say which: --columns path=NAME,label=NAME. Its columns: {names}.",
                        names=_listed(names),
                    ),
                )
        return TableColumns(**found)


@dataclass(frozen=True)
class TableHead:
    """What one sees of a table before its pictures are looked for.

    Attributes:
        names: of its columns.
        rows: the first ones, as text, as many cells as ``names``.
        columns: which is which, as far as the names and the rows tell; the rest is empty.
        files: of each column, how many of ``rows`` name a file there that exists.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: TableColumns
    files: tuple[int, ...]

    def files_found(self, name: str) -> int:
        """How many of ``rows`` name a file that exists in the column ``name``."""
        return self.files[self.names.index(name)]


def read_head(table: Path, count: int = 8) -> TableHead:
    """The columns of a table and its first ``count`` rows.

    Raises:
        DatasetError: it cannot be read, or is empty.
    """
    rows = rows_of(table)
    names = _header(table, rows)
    first = []
    for row in islice(rows, count):
        cells = [text_of(cell) for cell in row[: len(names)]]
        first.append((*cells, *[""] * (len(names) - len(cells))))
    files = tuple(
        sum(os.path.isfile(table.parent / cells[at]) for cells in first) for at in range(len(names))
    )
    guessed = {field.name: _guess(field.name, names) for field in fields(TableColumns)}
    if not guessed["path"] and any(files):
        guessed["path"] = names[files.index(max(files))]
    return TableHead(names, tuple(first), TableColumns(**guessed), files)


def _header(table: Path, rows: Iterator[Sequence[object]]) -> tuple[str, ...]:
    names = next(rows, None)
    if not names:
        raise DatasetError(Message("{path} is empty.", path=table))
    return tuple("" if name is None else str(name).strip() for name in names)


def listed(
    place: Path, control: Control | None = None, columns: TableColumns | None = None
) -> DatasetIndex:
    """The pictures of a folder, or of a table; raises what ``scan`` and ``read_table`` raise."""
    if is_table(place):
        return read_table(place, control, columns)
    return scan(place, control)


def read_table(
    table: Path, control: Control | None = None, columns: TableColumns | None = None
) -> DatasetIndex:
    """The pictures that a table names, with their classes; splits and groups where it has any.

    CSV, TSV, XLSX (its first sheet) or JSON lines. Files that are not there, rows without a label
    and rows that come twice are problems, with their number. A file that comes with two labels is
    left out: nobody knows which is right.

    Args:
        table: its file.
        control: asked now and then whether to go on.
        columns: which is which; guessed from their names by default.

    Raises:
        DatasetError: it cannot be read, lacks a column, or names no picture.
        Cancelled: the user cancelled.
    """
    control = control or Control()
    control.report(Stage(StageName.LISTING))
    # Its files are named without "..", and must be seen to lie beside it.
    table = Path(os.path.abspath(table))
    rows = rows_of(table)
    header = _header(table, rows)
    chosen = (columns or TableColumns()).among(header, table)
    reading = _Reading(table, chosen, header)
    for number, row in enumerate(rows, 2):
        if number % CHECKED_EVERY == 0:
            control.check()
        reading.take(number, row)
    return reading.finish()


class _Reading:
    """Rows on their way to an index."""

    def __init__(self, table: Path, columns: TableColumns, header: Sequence[str]) -> None:
        self._table = table
        self._columns = columns.text()
        self._at = {
            field.name: header.index(getattr(columns, field.name))
            for field in fields(columns)
            if getattr(columns, field.name)
        }
        self._problems: list[Problem] = []
        # By file: its row, label, split and group.
        self._rows: dict[str, tuple[int, str, SplitName | None, str]] = {}
        self._disputed: dict[str, int] = {}

    def take(self, number: int, row: Sequence[object]) -> None:
        """Note one row; what is wrong with it is a problem."""
        cells = {part: text_of(row[at]) if at < len(row) else "" for part, at in self._at.items()}
        if not any(cells.values()):
            return
        name, label = cells["path"], class_name(cells["label"])
        if not name or not label:
            missing = "path" if not name else "label"
            message = Message("Row {number} has no {missing}.", number=number, missing=missing)
            self._problems.append(Problem(name or ".", ProblemKind.STRAY_PICTURE, message))
            return
        file = os.path.normpath(os.path.join(self._table.parent, name))
        if "\\" in name and os.sep == "/" and not os.path.exists(file):
            # The table was written on Windows.
            file = os.path.normpath(os.path.join(self._table.parent, name.replace("\\", "/")))
        split = self._split(number, cells.get("split", ""))
        known = self._rows.get(file)
        if known is None:
            self._rows[file] = (number, label, split, cells.get("group", ""))
        elif known[1] == label:
            message = Message(
                "{name} comes in row {first} and in row {number}: it is taken once.",
                name=shown(name),
                first=known[0],
                number=number,
            )
            self._problems.append(Problem(file, ProblemKind.DOUBLED_ROW, message))
        else:
            self._disputed[file] = number

    def finish(self) -> DatasetIndex:
        """The index of what is there.

        Raises:
            DatasetError: that is nothing.
        """
        for file, number in self._disputed.items():
            first, label, *_others = self._rows.pop(file)
            message = Message(
                "{name} is {label} in row {first} and something else in row {number}: left out.",
                name=shown(os.path.basename(file)),
                label=shown(label),
                first=first,
                number=number,
            )
            self._problems.append(Problem(file, ProblemKind.CONFLICTING_LABELS, message))
        found = {file: status for file in self._rows if (status := self._status(file)) is not None}
        if not found:
            raise DatasetError(
                Message("None of the pictures that {path} names is there.", path=self._table),
                Message("Paths in it are relative to the folder that it lies in, or absolute."),
            )
        splits = {self._rows[file][2] for file in found}
        if None in splits and len(splits) > 1:
            row = min(self._rows[file][0] for file in found if self._rows[file][2] is None)
            raise DatasetError(
                Message("Row {number} of {path} has no split.", number=row, path=self._table),
                Message("Give all rows one of train, validation and test, or none."),
            )
        root = self._root(found)
        labels = sorted({self._rows[file][1] for file in found}, key=natural_key)
        numbers = {label: place for place, label in enumerate(labels)}
        relative = {file: path_from(str(root), file) for file in found}
        order = sorted(found, key=relative.__getitem__)
        records = []
        groups: dict[str, list[int]] = {}
        for position, file in enumerate(order):
            _row, label, split, group = self._rows[file]
            status = found[file]
            records.append(
                ImageRecord(
                    relative[file], numbers[label], split, status.st_size, status.st_mtime_ns
                )
            )
            if group:
                groups.setdefault(group, []).append(position)
        problems = [
            Problem(_relative(problem.path, root), problem.kind, problem.message)
            for problem in self._problems
        ]
        return DatasetIndex(
            root,
            tuple(labels),
            tuple(records),
            tuple(sorted(problems, key=problem_order)),
            0,
            tuple(tuple(group) for group in groups.values() if len(group) > 1),
            table=Table(self._table, self._columns),
        )

    def _split(self, number: int, text: str) -> SplitName | None:
        if not text:
            return None
        found = SPLIT_FOLDERS.get(text.lower())
        if found is None:
            raise DatasetError(
                Message(
                    "Row {number} of {path} has the split {name}, which is none.",
                    number=number,
                    path=self._table,
                    name=shown(text),
                ),
                Message("Known: {names}.", names=", ".join(sorted(SPLIT_FOLDERS))),
            )
        return found

    def _status(self, file: str) -> os.stat_result | None:
        try:
            status = os.stat(file)
        except (OSError, ValueError):
            status = None
        if status is not None and status.st_size and os.path.isfile(file):
            return status
        told = {"name": shown(os.path.basename(file)), "number": self._rows[file][0]}
        if status is None:
            kind = ProblemKind.MISSING_FILE
            message = Message("{name} of row {number} is not there.", **told)
        elif os.path.isfile(file):
            kind = ProblemKind.UNREADABLE
            message = Message("{name} of row {number} is empty.", **told)
        else:
            kind = ProblemKind.NOT_A_FILE
            message = Message("{name} of row {number} is no picture.", **told)
        self._problems.append(Problem(file, kind, message))
        return None

    def _root(self, files: Iterable[str]) -> Path:
        """The table's folder where all files lie in it, else the folder that holds them all."""
        folder = self._table.parent
        if all(is_within(file, str(folder)) for file in files):
            return folder
        parents = [os.path.dirname(file) for file in files]
        try:
            return Path(os.path.commonpath(parents))
        except ValueError as error:  # On Windows: on several drives.
            raise DatasetError(
                Message("The pictures that {path} names lie on several drives.", path=self._table),
                Message("Put them on one."),
            ) from error


def _relative(path: str, root: Path) -> str:
    return path_from(str(root), path) if os.path.isabs(path) else path


def _guess(part: str, names: Sequence[str]) -> str:
    folded = {name.strip().lower(): name for name in reversed(names)}
    return next((folded[usual] for usual in _USUAL[part] if usual in folded), "")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in names)
