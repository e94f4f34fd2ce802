"""Rows of numbers on disk, one a picture and view: what is computed once and read every epoch."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine import places
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import ABANDONED_AFTER_S, is_there, read_json, write_json
from tlgui.engine.training.feature_cache import DECODER_VERSION, FileIdentity
from tlgui.engine.training.features import spread_first, stream_features
from tlgui.engine.training.material.views import ViewedPreprocessing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.progress import Control
    from tlgui.engine.training.features import EngineOnDemand
    from tlgui.engine.training.material.views import View

FORMAT_VERSION = 1
SIZE_LIMIT = 24 * 1024**3
"""Of all rows that are kept: the oldest go first."""
DISK_SHARE = 0.5
"""Of what is free on the disk, that one training may take."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of readable pictures, mapped into memory: what is not looked at is not read.

    Attributes:
        places: (N,) which of the files asked for.
        values: (N, views, width) uint8 where they are pixels, else float16, or float32 where a
            number is too large for that.
        failures: place and reason of each file that could not be read.
    """

    places: NDArray[np.int64]
    values: NDArray[Any]
    failures: tuple[tuple[int, Message], ...]


def fit_on_disk(pictures: int, views: int, width: int, dtype: DTypeLike) -> bool:
    """Whether so many rows may be kept."""
    needed = pictures * views * width * np.dtype(dtype).itemsize
    folder = _folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        # What is kept already may be these very rows, or makes room for them.
        free = shutil.disk_usage(folder).free + _kept_bytes(folder)
        return needed <= min(SIZE_LIMIT, DISK_SHARE * free)
    return False


def _kept_bytes(folder: Path) -> int:
    return sum(_size(file) for file in folder.glob("*.bin"))


def _folder() -> Path:
    return places.cache_folder() / "rows"


def read_rows(
    files: Sequence[Path],
    model: str,
    preprocessing: Preprocessing,
    views: Sequence[View],
    width: int,
    dtype: DTypeLike,
    engine: EngineOnDemand,
    control: Control,
) -> Rows:
    """The rows of ``files``: from the disk where they were kept, else computed and kept.

    Args:
        files: pictures.
        model: what tells what computes them from all others.
        preprocessing: of its input.
        views: of each picture.
        width: of a row.
        dtype: of its numbers.
        engine: computes them.
        control: hears ``Stage`` and ``BatchDone``.

    Raises:
        DatasetError: none of the files can be read.
        BundleError: the disk is full, or cannot be written.
        OverflowError: a number is too large for ``dtype``.
        Cancelled: what was computed is gone.
    """
    folder = _folder()
    stem = _digest(files, model, engine.precision, views, dtype)
    kept = _kept(folder, stem, len(views), width, dtype)
    if kept is not None:
        control.report(Stage(StageName.FEATURES, len(files) * len(views)))
        control.report(BatchDone(len(files) * len(views), len(files) * len(views)))
        return kept
    try:
        folder.mkdir(parents=True, exist_ok=True)
        needed = len(files) * len(views) * width * np.dtype(dtype).itemsize
        # What is kept may stay as far as limit and free room leave what is needed.
        free = shutil.disk_usage(folder).free
        _drop_oldest(folder, min(SIZE_LIMIT, _kept_bytes(folder) + free) - needed)
        return _computed(folder, stem, files, preprocessing, views, width, dtype, engine, control)
    except OSError as error:
        raise BundleError(
            Message(
                "What the network computes cannot be kept in {path}: {reason}.",
                path=folder,
                reason=error.strerror or error,
            ),
            Message("Make room on the disk."),
        ) from error


def _computed(
    folder: Path,
    stem: str,
    files: Sequence[Path],
    preprocessing: Preprocessing,
    views: Sequence[View],
    width: int,
    dtype: DTypeLike,
    engine: EngineOnDemand,
    control: Control,
) -> Rows:
    total = len(files) * len(views)
    control.report(Stage(StageName.FEATURES, total))
    partial = folder / f"partial-{os.getpid()}-{stem}.bin"
    failures: dict[int, Message] = {}
    passing = False
    a_row = width * np.dtype(dtype).itemsize
    try:
        # Written, not mapped: on a full disk a write is refused, a mapped page ends the process.
        with partial.open("wb") as file:
            file.truncate(total * a_row)
            done = 0
            for number, view in enumerate(views):
                # What could not be read under the first view is not tried again.
                readable = [place for place in range(len(files)) if place not in failures]
                # The engine is judged on the first ones: they are from all over the classes.
                readable = spread_first(readable)
                seen = ViewedPreprocessing.of(preprocessing, view)
                some = [files[place] for place in readable]
                for part in stream_features(some, seen, engine, control):
                    kept = part.values.astype(dtype)
                    if not np.isfinite(kept).all():
                        raise OverflowError
                    for position, row in zip(part.positions, kept, strict=True):
                        file.seek((readable[position] * len(views) + number) * a_row)
                        file.write(row.tobytes())
                    for position, reason in part.failures:
                        failures[readable[position]] = reason
                    passing = passing or bool(part.passing)
                    done += len(part.positions) + len(part.failures)
                    control.report(BatchDone(done, total))
        if len(failures) == len(files):
            raise none_readable(len(files))
        if not passing:
            final = folder / f"{stem}.bin"
            partial.replace(final)
            write_json(
                folder / f"{stem}.json",
                {
                    "format_version": FORMAT_VERSION,
                    "files": len(files),
                    "failures": [[place, reason.to_json()] for place, reason in failures.items()],
                },
            )
            found = _kept(folder, stem, len(views), width, dtype)
            assert found is not None
            return found
        whole = np.memmap(partial, dtype, "r", shape=(len(files), len(views), width))
        return _chosen(whole, failures)
    finally:
        # On Windows what is mapped still stays; it is swept later.
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def none_readable(count: int) -> DatasetError:
    """What is told where all ``count`` pictures failed."""
    return DatasetError(
        Message("None of the {count} pictures can be read.", count=count),
        Message("`tlgui scan` says why."),
    )


def _kept(folder: Path, stem: str, views: int, width: int, dtype: DTypeLike) -> Rows | None:
    """The rows under ``stem``; None where they are not there, or damaged."""
    try:
        document = read_json(folder / f"{stem}.json")
        if document["format_version"] != FORMAT_VERSION:
            return None
        failures = {int(place): Message.from_json(reason) for place, reason in document["failures"]}
        shape = (int(document["files"]), views, width)
        file = folder / f"{stem}.bin"
        if file.stat().st_size != int(np.prod(shape)) * np.dtype(dtype).itemsize:
            return None
        values = np.memmap(file, dtype, "r", shape=shape)
        os.utime(folder / f"{stem}.json")
    except (BundleError, OSError, LookupError, TypeError, ValueError):
        return None
    return _chosen(values, failures)


def _chosen(values: NDArray[Any], failures: dict[int, Message]) -> Rows:
    read = np.asarray([place for place in range(len(values)) if place not in failures], np.int64)
    return Rows(read, values, tuple(sorted(failures.items(), key=lambda each: each[0])))


def _digest(
    files: Sequence[Path], model: str, precision: str, views: Sequence[View], dtype: DTypeLike
) -> str:
    asked = [DECODER_VERSION, model, precision, str(np.dtype(dtype)), [str(view) for view in views]]
    digest = hashlib.sha256(json.dumps(asked).encode())
    for file in files:
        identity = FileIdentity.of(file)
        line = f"\0{identity.size} {identity.mtime_ns} ".encode() + os.fsencode(identity.path)
        digest.update(line)
    return digest.hexdigest()[:32]


def _drop_oldest(folder: Path, limit: int) -> None:
    """Make room: what was used longest ago goes first; and what killed processes left."""
    for leftover in (*folder.glob("partial-*"), *folder.glob("*.bin")):
        with suppress(OSError):
            whole = is_there(leftover.with_suffix(".json"))
            if not whole and time.time() - leftover.stat().st_mtime > ABANDONED_AFTER_S:
                leftover.unlink()
    used = sorted((_used(mark), mark) for mark in folder.glob("*.json"))
    sizes = {mark: _size(mark.with_suffix(".bin")) for _time, mark in used}
    total = sum(sizes.values())
    for _time, mark in used:
        if total <= max(0, limit):
            return
        # The mark last: without it nobody would know of the rest.
        with suppress(OSError):
            mark.with_suffix(".bin").unlink(missing_ok=True)
            mark.unlink()
            total -= sizes[mark]


def _used(mark: Path) -> float:
    try:
        return mark.stat().st_mtime
    except OSError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
