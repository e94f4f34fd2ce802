"""``tlgui enough``: whether more pictures would make a run better, by its learning curve."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tlgui.cli.options import AsJson, RunFolder
from tlgui.cli.refusals import path
from tlgui.cli.reports import print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.engine.errors import RecipeError

if TYPE_CHECKING:
    from tlgui.engine.insight.learning_curve.curve import LearningCurve


def command(
    run_folder: RunFolder,
    folder: Annotated[
        Path | None,
        typer.Argument(
            parser=path,
            metavar="FOLDER",
            help="Where the run's pictures are now, where they were moved.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell whether more pictures would help: heads learn from growing parts of those there are.

    A power law through their errors says what twice and four times as many would bring. The curve
    is kept with the run: `tlgui report` and the window show it.
    """
    from dataclasses import replace

    from tlgui.engine.corrections.enough import measure_and_keep, why_no_curve
    from tlgui.engine.data.records import is_table
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.project import scan_of_run

    run = open_model(run_folder)
    root = folder.parent if folder is not None and is_table(folder) else folder
    refused = why_no_curve(run if root is None else replace(run, dataset_root=root))
    if refused is not None:
        raise RecipeError(*refused)
    with progress(quiet=as_json) as control:
        index = scan_of_run(run, control, folder)
        curve = measure_and_keep(replace(run, dataset_root=index.root), index, control)
    if as_json:
        print_json({"run": str(run.folder), **curve.document()})
    else:
        _print(curve)


def _print(curve: LearningCurve) -> None:
    print_line("pictures  accuracy  95% interval")
    for point in curve.points:
        draws = len(point.draws)
        of = f"  mean of {draws} draws" if draws > 1 else ""
        print_line(_row(point.pictures, point.accuracy, point.interval) + of)
    for forecast in curve.forecasts:
        row = _row(forecast.pictures, forecast.accuracy, forecast.interval)
        print_line(f"{row}  expected of {forecast.times} times as many")
    for sentence in curve.sentences():
        print_line(str(sentence))


def _row(pictures: int, accuracy: float, interval: tuple[float, float]) -> str:
    return f"{pictures:8,d}  {accuracy:8.1%}  {interval[0]:.1%} to {interval[1]:.1%}"
