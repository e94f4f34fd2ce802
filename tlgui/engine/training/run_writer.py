"""Writing a run: a folder that is whole or not there."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

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
    from pathlib import Path

    import torch
    from numpy.typing import NDArray

    from tlgui.engine.training.run import Record, Run

PARTIAL_MARK = ".partial-"


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
            self.folder.mkdir()
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
        tensors: dict[str, torch.Tensor],
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
        from safetensors.torch import save

        version = {"format_version": FORMAT_VERSION}
        try:
            for epoch in record.history:
                append_json_line(self.folder / "history.jsonl", asdict(epoch))
            with atomic_write(self.folder / "best.safetensors") as file:
                file.write(save(tensors))
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
        return open_run(self._out)

    def discard(self) -> None:
        """Delete what was written so far."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _sweep_partial_runs(parent: Path) -> None:
    """Delete what runs that were killed left behind, once they are surely not running any more."""
    sweep_temporaries(parent)
    for leftover in parent.glob(f"{PARTIAL_MARK}*"):
        with suppress(OSError):
            if is_abandoned(leftover):
                shutil.rmtree(leftover, ignore_errors=True)
