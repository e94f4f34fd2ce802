"""``tlgui open``: the window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli.display import display_named
from tlgui.cli.refusals import path
from tlgui.engine.errors import DatasetError, DeviceError, Message


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            parser=path,
            metavar="FOLDER",
            help="A folder of pictures, a table of labels, or the folder of a project, a run or an"
            " export.",
        ),
    ] = None,
) -> int:
    """Open the window; `tlgui FOLDER` does the same.

    FOLDER may be a folder of pictures, a table that names them, the folder of a project (with
    project.json), that of a run (with run.json) or that of an export (with bundle.json).
    """
    if folder is not None and folder.name in ("project.json", "run.json", "bundle.json"):
        folder = folder.absolute().parent
    from tlgui.engine.data.records import is_table

    table = folder is not None and os.path.isfile(folder) and is_table(folder)
    if folder is not None and not table and not os.path.isdir(folder):
        there = os.path.exists(folder)
        raise DatasetError(
            Message("{path} is not a folder.", path=folder)
            if there
            else Message("{path} does not exist.", path=folder),
            Message("Name a folder of pictures, or that of a project, a run or an export."),
        )
    if not display_named():
        raise DeviceError(
            Message("There is no display to open a window on."),
            Message("See `tlgui --help` for what works without one."),
        )
    from tlgui.app import run_window

    if folder is not None and os.path.isfile(folder / "run.json"):
        return run_window(run=folder)
    return run_window(folder=folder)
