"""A finished run as files: what lies in its folder, and a whole copy of it elsewhere."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.deploy.bundle import BUNDLE, is_export, open_model
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import TEMPORARY_MARK, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tlgui.engine.progress import Control

RUN_FILES = (
    "run.json",
    "recipe.json",
    "split.json",
    "history.jsonl",
    "report.json",
    "report.npz",
    "best.safetensors",
    "classes.json",
    "familiar.safetensors",
    "learning_curve.json",
)
_PIECE = 4 * 1024 * 1024


@dataclass(frozen=True)
class RunFile:
    """A file of a run: its name in the folder, and its size in bytes."""

    name: str
    size: int


def run_files(folder: Path) -> tuple[RunFile, ...]:
    """The files of the run in ``folder``, in the order of ``RUN_FILES``; others are left out.

    Of an export those that its document names, and that.

    Raises:
        BundleError: the document of an export is damaged.
    """
    names: Iterable[str] = RUN_FILES
    if is_export(folder):
        document = read_json(folder / BUNDLE)
        told = document.get("files") if isinstance(document, dict) else None
        # Names only: what leads elsewhere is no file of it.
        own = (str(name) for name in (told if isinstance(told, dict) else ()))
        names = (BUNDLE, *sorted(name for name in own if os.path.basename(name) == name))
    found = []
    for name in names:
        with suppress(OSError):
            found.append(RunFile(name, (folder / name).stat().st_size))
    return tuple(found)


def copy_run(folder: Path, parent: Path, control: Control) -> Path:
    """Copy the run or the export in ``folder`` into a new folder in ``parent``; the copy's folder.

    It has the name of ``folder``, with a number where something of that name is there already. It
    appears only once all of it is there.

    Raises:
        BundleError: there is no whole run, or the copy cannot be written; nothing is left of it.
        Cancelled: nothing is left of the copy.
    """
    open_model(folder)
    files = run_files(folder)
    total = sum(file.size for file in files)
    control.report(Stage(StageName.SAVING, total))
    partial = parent / f"{TEMPORARY_MARK}{os.getpid()}-{folder.name[:80]}"
    try:
        partial.mkdir()
        done = 0
        for file in files:
            with (folder / file.name).open("rb") as source, (partial / file.name).open("xb") as out:
                while piece := source.read(_PIECE):
                    control.check()
                    out.write(piece)
                    done += len(piece)
                    control.report(BatchDone(min(done, total), total))
                out.flush()
                os.fsync(out.fileno())
        open_model(partial)
        target = _free_name(parent, folder.name)
        partial.rename(target)
    except OSError as error:
        raise BundleError(
            Message(
                "The run cannot be copied to {path}: {reason}.",
                path=parent,
                reason=error.strerror or error,
            ),
            Message("Choose a folder that you may write to, with room on its disk."),
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def _free_name(parent: Path, name: str) -> Path:
    target, number = parent / name, 1
    while os.path.lexists(target):
        number += 1
        target = parent / f"{name} ({number})"
    return target
