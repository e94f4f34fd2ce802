"""Answers as a table in a file, in the columns of the command line's contract.

Written as they come, into a file beside; it gets its name when all are there. One that was not
finished is gone on with.
"""

from __future__ import annotations

import csv
import errno
import io
import os
from typing import IO, TYPE_CHECKING

from tlgui.engine.deploy.predictor import Decision, Prediction
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import (
    atomic_write,
    is_there,
    neutralise_cell,
    read_json,
    write_csv,
    write_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.deploy.predictor import Predictor

FORMAT_VERSION = 1
_ANSWER = ("file", "label", "confidence", "second_label", "second_confidence", "decision")


def partial_of(path: Path) -> Path:
    """Where a table that is to become ``path`` lies until it is whole."""
    return path.parent / f".{path.name}.partial"


def header(classes: Sequence[str]) -> list[str]:
    """The names of the columns."""
    return [*_ANSWER, *classes, "error"]


def row(prediction: Prediction, classes: Sequence[str]) -> list[object]:
    """One answer, a cell a column."""
    shares = dict(prediction.ranked)
    best, second = (*prediction.ranked[:2], ("", ""), ("", ""))[:2]
    return [
        str(prediction.file),
        *best,
        *second,
        prediction.decision.value if prediction.decision else "",
        *(shares.get(name, "") for name in classes),
        str(prediction.error) if prediction.error else "",
    ]


def write_predictions_csv(
    path: Path, predictions: Sequence[Prediction], classes: Sequence[str], *, bom: bool = False
) -> None:
    """Write answers that are all there.

    Raises:
        BundleError: the file cannot be written; an older one stays as it was.
    """
    try:
        write_csv(path, header(classes), (row(one, classes) for one in predictions), bom=bom)
    except OSError as error:
        raise _unwritable(path, error) from error


class PredictionTable:
    """A table that grows, for long lists: a batch is on disk as soon as it is answered.

    Attributes:
        answered: cells of the pictures that are in it from before.
        before: their number.
    """

    def __init__(self, path: Path, predictor: Predictor, *, bom: bool = False) -> None:
        """Begin the table that is to become ``path``, anew or from where it was left.

        Args:
            path: its name at the end.
            predictor: whose answers it holds.
            bom: begin with the UTF-8 mark, by which spreadsheets know the encoding.

        Raises:
            BundleError: what was left there is of another model, or it cannot be written.
        """
        self._path = path
        self._partial = partial_of(path)
        self._about = self._partial.with_name(f"{self._partial.name}.json")
        self._classes = predictor.classes
        about = {
            "format_version": FORMAT_VERSION,
            "model": predictor.fingerprint,
            "threshold": predictor.thresholds.common,
            "class_thresholds": dict(predictor.thresholds.by_class),
            "classes": list(predictor.classes),
        }
        try:
            if os.path.isdir(path):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            rows = self._left(about)
            self.answered = {cells[0] for cells in rows}
            self._write_all(rows, bom=bom)
            write_json(self._about, about)
            self._file: IO[str] = self._partial.open("a", encoding="utf-8", newline="")
        except OSError as error:
            raise _unwritable(path, error) from error
        self._writer = csv.writer(self._file)

    @property
    def before(self) -> int:
        """How many answers are in it from before."""
        return len(self.answered)

    def has(self, file: Path) -> bool:
        """Whether ``file`` was answered before."""
        return str(neutralise_cell(str(file))) in self.answered

    def add(self, prediction: Prediction) -> None:
        """Append an answer.

        Raises:
            BundleError: the disk is full, or gone; what is there can be gone on with.
        """
        try:
            self._writer.writerow(
                [neutralise_cell(cell) for cell in row(prediction, self._classes)]
            )
            self._file.flush()
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def finish(self) -> None:
        """Give the table its name.

        Raises:
            BundleError: it cannot be; the table stays beside, to be gone on with.
        """
        self.close()
        try:
            self._partial.replace(self._path)
            self._about.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def close(self) -> None:
        """Let go of the file; it can be gone on with."""
        self._file.close()

    def earlier(self) -> list[Prediction]:
        """The answers that were in it when it was begun."""
        return [self._prediction(cells) for cells in self._rows() if cells[0] in self.answered]

    def _left(self, about: dict[str, object]) -> list[list[str]]:
        """The whole rows that were left, none where nothing was."""
        if not is_there(self._partial):
            return []
        try:
            found = read_json(self._about)
        except BundleError:
            return []  # It was killed before the first answer.
        if found != about:
            raise BundleError(
                Message(
                    "The table that was begun beside {path} is of another model.", path=self._path
                ),
                Message("Begin it anew with --force, or choose another file."),
            )
        return self._rows()

    def _rows(self) -> list[list[str]]:
        text = self._partial.read_bytes().decode("utf-8-sig", "replace")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if rows and not text.endswith("\r\n"):
            rows.pop()  # Torn by the kill.
        width = len(header(self._classes))
        return [cells for cells in rows[1:] if len(cells) == width]

    def _write_all(self, rows: list[list[str]], *, bom: bool) -> None:
        with atomic_write(self._partial) as raw:
            text = io.TextIOWrapper(
                raw, "utf-8-sig" if bom else "utf-8", newline="", write_through=True
            )
            writer = csv.writer(text)
            writer.writerow([neutralise_cell(cell) for cell in header(self._classes)])
            writer.writerows(rows)
            text.detach()

    def _prediction(self, cells: list[str]) -> Prediction:
        from pathlib import Path

        # A cell that a spreadsheet would have executed was written with a mark before it.
        name = cells[0][1:] if cells[0].startswith("'") else cells[0]
        if cells[-1]:
            return Prediction(Path(name), (), None, Message("{text}", text=cells[-1]))
        shares = cells[len(_ANSWER) : -1]
        ranked = sorted(
            zip(self._classes, map(float, shares), strict=True), key=lambda one: -one[1]
        )
        return Prediction(Path(name), tuple(ranked), Decision(cells[5]), None)


def discard(path: Path) -> None:
    """Throw away what was begun of the table ``path``."""
    partial = partial_of(path)
    for leftover in (partial, partial.with_name(f"{partial.name}.json")):
        leftover.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> BundleError:
    return BundleError(
        Message("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error),
        Message("Choose a folder that you may write to, with room on its disk."),
    )
