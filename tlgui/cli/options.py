"""Options and arguments that several commands have."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli.refusals import WrongUsageError, path
from tlgui.engine.data.records import GroupRule
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.devices import DEVICE_NAMES
from tlgui.engine.errors import BundleError, Message

GROUPS = ("auto", *GroupRule, "none")


def _known_device(name: str) -> str:
    if name not in DEVICE_NAMES:
        raise WrongUsageError(
            Message("There is no kind of device called {name}.", name=name),
            Message("Available: {names}.", names=", ".join(DEVICE_NAMES)),
        )
    return name


def _known_groups(name: str | None) -> str | None:
    if name not in (None, *GROUPS):
        raise WrongUsageError(
            Message("--groups: there is no {value}.", value=name),
            Message("Available: {names}.", names=", ".join(GROUPS)),
        )
    return name


def _run_folder(text: str) -> Path:
    """The run that comes first; a folder of pictures in its place is told what was expected."""
    folder = path(text)
    known = ("run.json", "bundle.json")
    if any(os.path.exists(folder / name) for name in known):
        return folder
    _refuse_unfinished(folder)
    if os.path.isdir(folder):
        raise BundleError(
            Message("{path} is not a run: it has no run.json.", path=folder),
            Message(
                "RUN is a folder that `tlgui train` or `export` wrote; pictures come after it."
            ),
        )
    return folder


def _refuse_unfinished(folder: Path) -> None:
    """Refuse what would become the run in ``folder``, had its training not ended too soon."""
    # Imported only here: what a command names is a run nearly always.
    from tlgui.engine.training.run_writer import unfinished_runs

    whole = folder.absolute()
    for each in unfinished_runs(whole.parent):
        # Somebody may name the folder that it has until it is done.
        if whole.name in (each.out.name, each.folder.name):
            out = folder if whole.name == each.out.name else whole.with_name(each.out.name)
            raise BundleError(
                Message("{path} is not a run yet: its training ended too soon.", path=folder),
                Message("Go on with it: tlgui train --resume {out}", out=shlex.quote(str(out))),
            )


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
RunFolder = Annotated[
    Path, typer.Argument(parser=_run_folder, metavar="RUN", help="A folder of `train` or `export`.")
]
PictureFolder = Annotated[
    Path,
    typer.Argument(
        parser=path,
        metavar="FOLDER",
        help="One sub-folder a class, split folders above; or a table (CSV, TSV, XLSX, JSONL) with"
        " a path and a label a row.",
    ),
]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        help="Which column of a table is which: path=NAME,label=NAME and, where there are any,"
        " split=NAME,group=NAME. Usual names are found without.",
    ),
]
LooksAsked = Annotated[
    Looks,
    typer.Option(
        "--looks",
        help="Average the answers over several looks at each picture: its mirror image, parts of"
        " it. Takes as many times as long; evaluate says whether it helps.",
    ),
]
DeviceName = Annotated[
    str, typer.Option("--device", help="auto, cpu, cuda or mps.", callback=_known_device)
]
Groups = Annotated[
    str | None,
    typer.Option(
        "--groups",
        callback=_known_groups,
        help="Keep pictures together that belong together, frames of a clip say, told from"
        f" sub-folders, names, the times of shooting or near twins ({', '.join(GROUPS)}; by default"
        " they are only told).",
    ),
]
