"""``tlgui evaluate``: a run judged on a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, Columns, DeviceName, LooksAsked, RunFolder
from tlgui.cli.refusals import path
from tlgui.cli.reports import print_json
from tlgui.cli.terminal import progress
from tlgui.engine.deploy.looks import Looks


def command(
    run_folder: RunFolder,
    folder: Annotated[
        Path,
        typer.Argument(
            parser=path,
            metavar="FOLDER",
            help="One sub-folder a class; or a table of paths and labels.",
        ),
    ],
    columns: Columns = "",
    looks: LooksAsked = Looks.ONCE,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> None:
    """Judge a trained run on a folder of labelled pictures."""
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.deploy.evaluation import evaluate_folder
    from tlgui.engine.deploy.predictor import Predictor
    from tlgui.engine.project import columns_known, journal_of

    edits = journal_of(folder).edits()
    with progress() as control:
        predictor = Predictor.load(run_folder, device, looks)
        reports.say_looks(looks, predictor)
        chosen = columns_known(folder, TableColumns.parse(columns))
        judged = evaluate_folder(predictor, folder, control, edits, chosen)
    if as_json:
        print_json(reports.evaluation_document(judged))
    else:
        reports.print_evaluation(judged)
