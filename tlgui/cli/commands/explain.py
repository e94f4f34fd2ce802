"""``tlgui explain``: heat maps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, DeviceName, RunFolder
from tlgui.cli.refusals import WrongUsageError, nothing_read, path
from tlgui.cli.reports import print_json
from tlgui.cli.terminal import progress
from tlgui.engine.errors import BundleError, Message, RecipeError


def command(
    run_folder: RunFolder,
    images: Annotated[
        list[Path], typer.Argument(parser=path, metavar="IMAGE...", help="Pictures and folders.")
    ],
    out: Annotated[
        Path, typer.Option("--out", parser=path, metavar="DIR", help="Folder for the heat maps.")
    ],
    method: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="How: evidence, grad-cam or finer-cam; evidence where it is exact by default.",
        ),
    ] = "",
    target: Annotated[
        str, typer.Option(metavar="CLASS", help="The class to explain; the predicted by default.")
    ] = "",
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Show where the model looks: a heat map over each picture."""
    from tlgui.engine.data.index import expand_pictures
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.insight.cam import Explainer, check_method, find_class
    from tlgui.engine.insight.heat_map_files import write_heat_maps

    try:
        if method:
            check_method(method)
    except RecipeError as error:
        raise WrongUsageError(error.message, error.hint) from error
    if os.path.exists(out) and not os.path.isdir(out):
        raise BundleError(
            Message("{path} is a file, not a folder.", path=out),
            Message("--out names a folder for the heat maps: choose another name."),
        )
    finished = open_model(run_folder)
    chosen = find_class(finished.classes, target) if target else None
    with progress() as control:
        files, problems = expand_pictures(images, control)
        rows = []
        if files:
            explainer = Explainer.of_run(finished, device)
            rows = write_heat_maps(explainer, files, out, control, target=chosen, method=method)
    if as_json:
        print_json({"images": rows, "problems": reports.problem_rows(problems)})
    else:
        for row in rows:
            reports.print_heat_map(row)
        reports.print_problems(problems)
    return nothing_read(named=bool(rows)) if all(row["error"] for row in rows) else 0
