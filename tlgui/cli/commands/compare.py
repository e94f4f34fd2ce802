"""``tlgui compare``: a race of backbones on the same pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, DeviceName, Groups, PictureFolder
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.reports import print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.cli.training import divided, listed
from tlgui.engine.errors import RecipeError

if TYPE_CHECKING:
    from tlgui.engine.race import Race, Racer

Backbones = Annotated[
    list[str],
    typer.Option("--backbone", metavar="NAME", help="A backbone of the catalogue; two or more."),
]


def command(
    folder: PictureFolder,
    backbone: Backbones,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Of the split.")] = 0,
    device: DeviceName = "auto",
    groups: Groups = None,
    as_json: AsJson = False,
) -> None:
    """Train a head on each of several backbones and say which differences are real."""
    from tlgui.engine.data.records import Division
    from tlgui.engine.models.catalog import find_backbone
    from tlgui.engine.race import race
    from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

    try:
        names = [find_backbone(name).name for name in backbone]
        recipe = FeatureExtraction(seed=seed, device=device, backbone=names[0])
    except RecipeError as error:
        raise WrongUsageError(error.message, error.hint) from error
    with progress() as control:
        index, _problems = listed(folder, control)
        split = divided(index, Division(seed, groups or ""), control)
        ended = race(names, recipe, index, split, control)
    if as_json:
        print_json(race_document(ended))
    else:
        print_race(ended)


def race_document(ended: Race) -> dict[str, Any]:
    """The document of ``compare``."""
    return {"split": ended.split.value, "backbones": [_row(racer) for racer in ended.racers]}


def _row(racer: Racer) -> dict[str, Any]:
    figures = {name.value: report.figures() for name, report in racer.reports.items()}
    return {
        "name": racer.name,
        "validation": figures.get("validation"),
        "test": figures.get("test"),
        "milliseconds": racer.milliseconds,
        "size_bytes": racer.size_bytes,
        "seconds": round(racer.seconds, 3),
        "differs_from_best": racer.differs_from_best,
        "p_value": racer.p_value,
        "error": None if racer.error is None else str(racer.error),
    }


def print_race(ended: Race) -> None:
    """A line a backbone, the best first, and what the differences are worth."""
    width = max(len(racer.name) for racer in ended.racers)
    head = f"{ended.split.value} accuracy (95% interval)"
    print_line(f"{'':{width}}  {head:<32}  {'ms':>7}  {'MB':>7}  differs from the best")
    for racer in ended.racers:
        if racer.error is not None:
            print_line(f"{racer.name:{width}}  {racer.error}")
            continue
        figures = racer.reports[ended.split].figures()
        low, high = figures["accuracy_interval"]
        accuracy = f"{figures['accuracy']:.1%} ({low:.1%} to {high:.1%})"
        size = (racer.size_bytes or 0) / 1e6
        print_line(
            f"{racer.name:{width}}  {accuracy:<32}  {racer.milliseconds:7.1f}  {size:7.1f}  "
            f"{_verdict(racer)}"
        )


def _verdict(racer: Racer) -> str:
    if racer.p_value is None:
        return "the best"
    word = "yes" if racer.differs_from_best else "not shown"
    return f"{word} (p = {racer.p_value:.2g})"
