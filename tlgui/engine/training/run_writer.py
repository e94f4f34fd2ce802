"""Writing a run: a folder that is whole or not there."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import (
    append_json_line,
    atomic_write,
    is_abandoned,
    sweep_temporaries,
    write_json,
)
from tlgui.engine.training.run import FORMAT_VERSION, open_run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.training.run import Record, Run

PARTIAL_MARK = ".partial-"
LOCK_SUFFIX = ".lock"


def check_free(out: Path) -> None:
    """See that a run could be written to ``out``: nothing is there, or an empty folder.

    Raises:
        BundleError: something is.
        OSError: the place cannot be looked at.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BundleError(
            Message("{path} exists already.", path=out),
            Message("Choose another folder for the run, or delete that one."),
        )


class RunWriter:
    """A run that is being made: a folder beside its final place, moved there when all is done.

    Args:
        out: the final place; it must not exist, or be empty.

    Raises:
        BundleError: something is there already, or the place cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        try:
            check_free(out)
            out.parent.mkdir(parents=True, exist_ok=True)
            _sweep_partial_runs(out.parent)
            self.folder = out.with_name(f"{PARTIAL_MARK}{out.name[:100]}-{time.time_ns():x}")
            # Held as long as this process lives and writes: by it others know that it does.
            self._lock = _lock_of(self.folder)
            _hold(self._lock)
            try:
                self.folder.mkdir()
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
            for epoch in record.history:
                append_json_line(self.folder / "history.jsonl", asdict(epoch))
            with atomic_write(self.folder / "best.safetensors") as file:
                # What is stored by columns would be written as it lies, and read by rows.
                rows = {name: np.asarray(array, order="C") for name, array in tensors.items()}
                file.write(save(rows))
            with atomic_write(self.folder / "report.npz") as file:
                np.savez_compressed(file, allow_pickle=False, **arrays)
            write_json(self.folder / "report.json", {**version, **details})
            write_json(self.folder / "recipe.json", {**version, **record.recipe.to_json()})
            by_name = {name.value: list(paths) for name, paths in record.files.items()}
            split = {"files": by_name, "contents": list(record.contents)}
            write_json(self.folder / "split.json", {**version, **split})
            write_json(self.folder / "run.json", record.document())
            if self._out.exists():
                self._out.rmdir()
            self.folder.rename(self._out)
        except OSError as error:
            self.discard()
            raise BundleError(
                Message(
                    "The run cannot be saved in {path}: {reason}.",
                    path=self._out,
                    reason=error.strerror or error,
                ),
                Message("Make room on the disk, or choose another folder."),
            ) from error
        finally:
            self._let_go()
        return open_run(self._out)

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
                if not leftover.with_suffix("").exists():
                    _remove_if_free(leftover)
            elif _writer_is_dead(leftover):
                shutil.rmtree(leftover, ignore_errors=True)
                _remove_if_free(Path(_lock_of(leftover).lock_file))


def _writer_is_dead(folder: Path) -> bool:
    """Whether the process that wrote ``folder`` is gone: the system then let go of its lock.

    Where there is no lock, or a file system without locks, age tells.
    """
    lock = _lock_of(folder)
    if not Path(lock.lock_file).exists():
        return is_abandoned(folder)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    except (OSError, NotImplementedError):
        return is_abandoned(folder)
    lock.release()
    return True


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
