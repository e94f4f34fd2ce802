"""``tlgui predict``: pictures classified."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, DeviceName, RunFolder
from tlgui.cli.refusals import nothing_read, path
from tlgui.cli.reports import print_json, say
from tlgui.cli.terminal import progress


def command(
    run_folder: RunFolder,
    paths: Annotated[
        list[Path], typer.Argument(parser=path, metavar="PATH...", help="Pictures and folders.")
    ],
    top_k: Annotated[int, typer.Option(min=1, help="Classes listed for each picture.")] = 3,
    csv: Annotated[
        Path | None, typer.Option(parser=path, help="Write all answers to this file.")
    ] = None,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Classify pictures."""
    from tlgui.engine.data.index import expand_pictures
    from tlgui.engine.deploy.predictor import Predictor, write_predictions_csv

    with progress() as control:
        predictor = Predictor.load(run_folder, device)
        files, problems = expand_pictures(paths, control)
        start = time.perf_counter()
        predictions = predictor.predict(files, control)
        seconds = time.perf_counter() - start
    if csv is not None:
        write_predictions_csv(csv, predictions, predictor.classes)
    if as_json:
        print_json(
            {
                "predictions": [reports.prediction_row(answer, top_k) for answer in predictions],
                "problems": reports.problem_rows(problems),
                "seconds": {"prediction": round(seconds, 3)},
            }
        )
    else:
        for answer in predictions:
            reports.print_prediction(answer, top_k)
        reports.print_problems(problems)
        if csv is not None:
            say(f"Written: {csv}")
    if all(answer.error is not None for answer in predictions):
        return nothing_read(named=bool(predictions))
    return 0
