"""Writing a run: a folder that is whole or not there."""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import (
    atomic_write,
    is_abandoned,
    is_there,
    sweep_temporaries,
    write_json,
)
from tlgui.engine.training.kept.places import forget_progress
from tlgui.engine.training.run import FORMAT_VERSION, open_run
from tlgui.engine.training.unfinished import (
    FILE,
    Unfinished,
    is_unfinished,
    read_unfinished,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.run import Record, Run

PARTIAL_MARK = ".partial-"
LOCK_SUFFIX = ".lock"
UNFINISHED_KEPT_S = 90 * 24 * 3600
"""How long a training that could go on is kept."""


def check_free(out: Path) -> None:
    """See that a run could be written to ``out``: nothing is there, or an empty folder.

    Raises:
        BundleError: something is.
        OSError: the place cannot be looked at.
    """
    if is_there(out) and (not os.path.isdir(out) or any(out.iterdir())):
        raise BundleError(
            Message("{path} exists already.", path=out),
            Message("Choose another folder for the run, or delete that one."),
        )


class RunWriter:
    """A run that is being made: a folder beside its final place, moved there when all is done.

    Args:
        out: the final place; it must not exist, or be empty.
        unfinished: an earlier training that goes on in its folder.

    Raises:
        BundleError: something is there already, or the place cannot be written, or the earlier
            training still runs.
    """

    def __init__(self, out: Path, unfinished: Unfinished | None = None) -> None:
        if not out.name:
            out = out.resolve()  # "." has no name, from which that of the folder beside it is made.
        self._out = out
        try:
            check_free(out)
            out.parent.mkdir(parents=True, exist_ok=True)
            if unfinished is not None:
                os.utime(unfinished.folder)  # It is not swept for its age.
            _sweep_partial_runs(out.parent)
            if unfinished is None:
                self.folder = out.with_name(f"{_mark(out)}{time.time_ns():x}")
            else:
                self.folder = unfinished.folder
                _refuse_running(unfinished)
            # Held as long as this process lives and writes: by it others know that it does.
            self._lock = _lock_of(self.folder)
            _hold(self._lock)
            try:
                self.folder.mkdir(exist_ok=unfinished is not None)
            except OSError:
                self._let_go()
                raise
        except OSError as error:
            raise BundleError(
                Message(
                    "The run cannot be kept in {path}: {reason}.",
                    path=out,
                    reason=error.strerror or error,
                ),
                Message("Choose a folder that you may write to."),
            ) from error

    def finish(
        self,
        record: Record,
        tensors: dict[str, NDArray[Any]],
        arrays: dict[str, NDArray[Any]],
        details: dict[str, Any],
    ) -> Run:
        """Write everything and move the folder into place; the run, reopened from there.

        Args:
            record: what the run's documents tell.
            tensors: of the whole network.
            arrays: targets and probabilities of each split, for ``report.npz``.
            details: figures of each class in each split, for ``report.json``.

        Raises:
            BundleError: it could not be written; nothing stays behind.
        """
        import numpy as np
        from safetensors.numpy import save

        version = {"format_version": FORMAT_VERSION}
        try:
            rows = [json.dumps(asdict(epoch), allow_nan=False) for epoch in record.history]
            if rows:
                # Whole: a training that goes on may have written some of them before.
                with atomic_write(self.folder / "history.jsonl") as file:
                    file.write("".join(f"{row}\n" for row in rows).encode("ascii"))
            with atomic_write(self.folder / "best.safetensors") as file:
                # What is stored by columns would be written as it lies, and read by rows.
                ordered = {name: np.asarray(array, order="C") for name, array in tensors.items()}
                file.write(save(ordered))
            with atomic_write(self.folder / "report.npz") as file:
                np.savez_compressed(file, allow_pickle=False, **arrays)
            write_json(self.folder / "report.json", {**version, **details})
            write_json(self.folder / "recipe.json", {**version, **record.recipe.to_json()})
            by_name = {name.value: list(paths) for name, paths in record.files.items()}
            split = {"files": by_name, "contents": list(record.contents)}
            write_json(self.folder / "split.json", {**version, **split})
            write_json(self.folder / "run.json", record.document())
            if os.path.exists(self._out):
                self._out.rmdir()
            self.folder.rename(self._out)
        except OSError as error:
            # What was learned is not lost where there is a way to go on.
            if self.can_go_on:
                self.leave()
            else:
                self.discard()
            raise BundleError(
                Message(
                    "The run cannot be saved in {path}: {reason}.",
                    path=self._out,
                    reason=error.strerror or error,
                ),
                Message("Make room on the disk, or choose another folder."),
            ) from error
        self._let_go()
        # What is finished has nothing to go on with.
        with suppress(OSError):
            (self._out / FILE).unlink(missing_ok=True)
        forget_progress(self._out)
        return open_run(self._out)

    @property
    def can_go_on(self) -> bool:
        """Whether what was written so far is enough to go on with another day."""
        try:
            return is_unfinished(self.folder)
        except OSError:
            return True  # What cannot be looked at now may be whole.

    def leave(self) -> None:
        """Keep what was written so far, to go on with another day."""
        _release(self._lock)

    def discard(self) -> None:
        """Delete what was written so far."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        self._lock.release()
        with suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)


def _sweep_partial_runs(parent: Path) -> None:
    """Delete what runs that were killed left behind, once they are surely not running any more."""
    sweep_temporaries(parent)
    for leftover in parent.glob(f"{PARTIAL_MARK}*"):
        with suppress(OSError):
            if leftover.suffix == LOCK_SUFFIX:
                if not is_there(leftover.with_suffix("")):
                    _remove_if_free(leftover)
            elif _writer_is_dead(leftover) and not _is_kept(leftover):
                shutil.rmtree(leftover, ignore_errors=True)
                _remove_if_free(Path(_lock_of(leftover).lock_file))


def _is_kept(leftover: Path) -> bool:
    age = time.time() - leftover.stat().st_mtime
    return is_unfinished(leftover) and age < UNFINISHED_KEPT_S


def _mark(out: Path) -> str:
    return f"{PARTIAL_MARK}{out.name[:100]}-"


def unfinished_runs(parent: Path) -> list[Unfinished]:
    """The trainings in ``parent`` that ended too soon and could go on, the newest first."""
    found = []
    with suppress(OSError):
        for folder in parent.glob(f"{PARTIAL_MARK}*"):
            with suppress(BundleError, OSError):
                if is_unfinished(folder) and _writer_is_dead(folder):
                    found.append(read_unfinished(folder))
    return sorted(found, key=lambda each: each.created, reverse=True)


def unfinished_run(out: Path) -> Unfinished:
    """The newest training that was to lie in ``out``, and ended too soon.

    Raises:
        BundleError: there is none.
    """
    for each in unfinished_runs(out.absolute().parent):
        if each.out.name == out.absolute().name:
            return each
    raise BundleError(
        Message("There is no training to go on with for {path}.", path=out),
        Message("It has ended, still runs, or had not begun to learn: start it anew."),
    )


def mark_left(unfinished: Unfinished) -> None:
    """Tell others that nobody writes ``unfinished``, which came back from elsewhere."""
    with suppress(OSError):
        Path(_lock_of(unfinished.folder).lock_file).touch()


def _refuse_running(unfinished: Unfinished) -> None:
    if not _writer_is_dead(unfinished.folder):
        raise BundleError(
            Message("The training for {path} still runs.", path=unfinished.out),
            Message("Wait for it, or end it."),
        )


def _writer_is_dead(folder: Path) -> bool:
    """Whether the process that wrote ``folder`` is gone: the system then let go of its lock.

    Where there is no lock, or a file system without locks, age tells.
    """
    lock = _lock_of(folder)
    if not is_there(Path(lock.lock_file)):
        return is_abandoned(folder)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    except (OSError, NotImplementedError):
        return is_abandoned(folder)
    _release(lock)
    return True


def _release(lock: FileLock) -> None:
    """Let go of a lock whose file stays: without one, only age tells that a writer is gone."""
    lock.release()
    # On Windows letting go deletes it.
    with suppress(OSError):
        Path(lock.lock_file).touch()


def _lock_of(folder: Path) -> FileLock:
    # Beside the folder: one that holds an open file cannot be moved on Windows.
    return FileLock(folder.with_name(folder.name + LOCK_SUFFIX))


def _hold(lock: FileLock) -> None:
    # On a file system without locks the others go by the folder's age.
    with suppress(OSError, NotImplementedError, Timeout):
        lock.acquire(timeout=0)


def _remove_if_free(file: Path) -> None:
    lock = FileLock(file)
    try:
        lock.acquire(timeout=0)
    except (Timeout, NotImplementedError):
        return
    lock.release()
    file.unlink(missing_ok=True)
