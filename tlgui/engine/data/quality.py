"""Finding pictures that make figures untrue: the same file twice, or under two labels."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections import Counter
from typing import TYPE_CHECKING

from tlgui.engine.data.files import open_regular
from tlgui.engine.data.folders import problem_order
from tlgui.engine.data.names import shown
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import Message, PictureError
from tlgui.engine.progress import BatchDone, Control, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, ImageRecord

_FIRST_BYTES = 16 * 1024
_PART = 8 * 1024
_BYTES_A_CHECK = 1024 * 1024
_FILES_A_REPORT = 100

_latest: tuple[Callable[[], DatasetIndex | None], tuple[tuple[int, ...], ...]] = (
    lambda: None,
    (),
)


def find_duplicates(index: DatasetIndex, control: Control | None = None) -> tuple[Problem, ...]:
    """Pictures whose files hold the same bytes as an earlier one, sorted by path.

    Each is reported once, at its worst: as the same picture in two classes, in two splits on
    disk, or simply twice. A file that cannot be read is skipped; decoding will name it.

    Raises:
        Cancelled: the user cancelled; asked at least once every 1 MB or file.
    """
    problems: list[Problem] = []
    for twins in find_twins(index, control or Control()):
        problems += _report(index, twins)
    return tuple(sorted(problems, key=problem_order))


def find_twins(index: DatasetIndex, control: Control) -> tuple[tuple[int, ...], ...]:
    """Groups of positions, ascending, whose files hold the same bytes.

    Only files of one size are opened, and read to the end only if they begin alike. The answer
    for the data set that was asked about last is kept: dividing and checking need it both.

    Raises:
        Cancelled: the user cancelled; asked at least once every 1 MB or file.
    """
    global _latest
    asked, answer = _latest
    if asked() is not index:
        answer = tuple(_twins(index, control))
        _latest = weakref.ref(index), answer
    return answer


def _twins(index: DatasetIndex, control: Control) -> Iterator[tuple[int, ...]]:
    sizes = Counter(record.size for record in index.records)
    suspects = [at for at, record in enumerate(index.records) if sizes[record.size] > 1]
    if suspects:
        control.report(Stage(StageName.CHECKING, len(suspects)))
    alike: dict[tuple[int, bytes], list[int]] = {}
    for done, position in enumerate(suspects, start=1):
        control.check()
        digest = _digest(index.file(position), control, limit=_FIRST_BYTES)
        if digest is not None:
            alike.setdefault((index.records[position].size, digest), []).append(position)
        if done % _FILES_A_REPORT == 0 or done == len(suspects):
            control.report(BatchDone(done, len(suspects)))
    for (size, _), group in alike.items():
        if len(group) > 1:
            same = _same_to_the_end(index, group, control) if size > _FIRST_BYTES else [group]
            yield from (tuple(twins) for twins in same if len(twins) > 1)


def content_marks(files: Sequence[Path], control: Control) -> list[str]:
    """What tells each file from others wherever it lies: its size and a hash of parts of it.

    Files of up to 24 KB are hashed whole; of larger ones the beginning, the middle and the end.
    Empty where a file cannot be read.

    Raises:
        Cancelled: the user cancelled.
    """
    marks: list[str] = []
    for file in files:
        control.check()
        marks.append(_content_mark(file))
    return marks


def with_marks(files: Sequence[Path], marks: Iterable[str], control: Control) -> set[int]:
    """Positions of those of ``files`` that have one of ``marks``: copies, whatever their names.

    Raises:
        Cancelled: the user cancelled.
    """
    wanted = set(marks) - {""}
    sizes = {mark.partition("-")[0] for mark in wanted}
    suspects = [place for place, file in enumerate(files) if str(_size(file)) in sizes]
    found = content_marks([files[place] for place in suspects], control)
    return {place for place, mark in zip(suspects, found, strict=True) if mark in wanted}


def _content_mark(file: Path) -> str:
    digest = hashlib.blake2b(digest_size=12)
    try:
        with open_regular(file) as opened:
            size = os.fstat(opened.fileno()).st_size
            if size <= 3 * _PART:
                digest.update(opened.read())
            else:
                # Not the beginning alone: uncompressed scans often begin with the same black.
                for place in (0, size // 2, size - _PART):
                    opened.seek(place)
                    digest.update(opened.read(_PART))
    except (OSError, PictureError):
        return ""
    return f"{size}-{digest.hexdigest()}"


def _size(file: Path) -> int | None:
    try:
        return os.stat(file).st_size
    except OSError:
        return None


def _same_to_the_end(
    index: DatasetIndex, positions: list[int], control: Control
) -> list[list[int]]:
    groups: dict[bytes, list[int]] = {}
    for position in positions:
        control.check()
        digest = _digest(index.file(position), control, limit=None)
        if digest is not None:
            groups.setdefault(digest, []).append(position)
    return list(groups.values())


def _digest(path: Path, control: Control, limit: int | None) -> bytes | None:
    digest = hashlib.blake2b(digest_size=20)
    try:
        with open_regular(path) as file:
            if limit is not None:
                digest.update(file.read(limit))
            else:
                while chunk := file.read(_BYTES_A_CHECK):
                    control.check()
                    digest.update(chunk)
    except (OSError, PictureError):
        return None
    return digest.digest()


def _report(index: DatasetIndex, twins: Iterable[int]) -> list[Problem]:
    """A problem for every position but the first, against the first that makes it worst."""
    earlier: list[ImageRecord] = []
    problems = []
    for record in sorted((index.records[at] for at in twins), key=lambda record: record.path):
        problem = _compare(index, record, earlier)
        if problem is not None:
            problems.append(problem)
        earlier.append(record)
    return problems


def _compare(
    index: DatasetIndex, record: ImageRecord, earlier: list[ImageRecord]
) -> Problem | None:
    if not earlier:
        return None
    for other in earlier:
        if other.class_index != record.class_index:
            message = Message(
                "{path} is the same picture as {other}, once as {class_name}, once as"
                " {other_class}.",
                path=shown(record.path),
                other=shown(other.path),
                class_name=shown(index.classes[record.class_index]),
                other_class=shown(index.classes[other.class_index]),
            )
            return Problem(record.path, ProblemKind.CONFLICTING_LABELS, message)
    for other in earlier:
        if other.split is not record.split:
            message = Message(
                "{path} is the same picture as {other}, in another split; results on it say"
                " nothing about new pictures.",
                path=shown(record.path),
                other=shown(other.path),
            )
            return Problem(record.path, ProblemKind.DUPLICATE_ACROSS_SPLITS, message)
    message = Message(
        "{path} is the same picture as {other}.",
        path=shown(record.path),
        other=shown(earlier[0].path),
    )
    return Problem(record.path, ProblemKind.DUPLICATE, message)
