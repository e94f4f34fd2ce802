"""``tlgui demo``: the main job on the sample."""

from __future__ import annotations

from typing import Annotated

import typer

from tlgui.cli.options import AsJson
from tlgui.cli.reports import say
from tlgui.cli.terminal import progress
from tlgui.cli.training import train_and_print


def command(
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Print the figures instead of opening the window.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Train on the handwritten digits that come with scikit-learn; no network needed."""
    from datetime import datetime

    from tlgui.engine import places
    from tlgui.engine.project import project_of
    from tlgui.engine.sample_sets.digits import write_digits
    from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

    with progress() as control:
        folder = write_digits(places.samples_folder() / "digits", control)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    recipe = FeatureExtraction()
    out = project_of(folder).runs_folder / f"{stamp}-{recipe.backbone}-{recipe.method}"
    finished = train_and_print(folder, recipe, out, as_json=as_json)
    if no_window or as_json:
        return 0
    from tlgui.cli.display import window_possible

    if not window_possible():
        say("There is no display: the window stays closed.")
        return 0
    from tlgui.app import run_window

    return run_window(folder=folder, run=finished.folder)
