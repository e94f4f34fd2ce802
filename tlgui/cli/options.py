"""Options and arguments that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli.refusals import WrongUsageError, path
from tlgui.engine.devices import DEVICE_NAMES
from tlgui.engine.errors import Message


def _known_device(name: str) -> str:
    if name not in DEVICE_NAMES:
        raise WrongUsageError(
            Message("There is no kind of device called {name}.", name=name),
            Message("Available: {names}.", names=", ".join(DEVICE_NAMES)),
        )
    return name


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
RunFolder = Annotated[
    Path, typer.Argument(parser=path, metavar="RUN", help="A folder that `train` wrote.")
]
PictureFolder = Annotated[
    Path, typer.Argument(parser=path, help="One sub-folder a class; split folders above.")
]
DeviceName = Annotated[
    str, typer.Option("--device", help="auto, cpu, cuda or mps.", callback=_known_device)
]
