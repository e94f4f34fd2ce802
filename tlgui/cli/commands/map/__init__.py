"""``tlgui map``: where each picture lies on the map of what a run's network sees."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, DeviceName, RunFolder
from tlgui.cli.refusals import WrongUsageError, path
from tlgui.cli.reports import counted, print_json, print_line, print_problems, problem_rows
from tlgui.cli.terminal import progress
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.data.records import Problem
    from tlgui.engine.picture_map.arrangement import Arrangement
    from tlgui.engine.picture_map.survey import PictureMap

COLUMNS = ("path", "x", "y", "class", "split", "answer", "confidence")


class Arranged(StrEnum):
    """How pictures are put into the plane."""

    NEIGHBOURS = "t-sne"
    AXES = "pca"


def command(
    run_folder: RunFolder,
    folder: Annotated[
        Path | None,
        typer.Argument(
            parser=path,
            metavar="FOLDER",
            help="Other labelled pictures than the run's: class folders, or a table.",
        ),
    ] = None,
    *,
    out: Annotated[
        Path,
        typer.Option("--out", parser=path, metavar="FILE", help="A .csv or a .json file."),
    ],
    arranged: Annotated[
        Arranged,
        typer.Option(
            "--by",
            help="t-sne: beside those that look alike to the network; pca: along the two"
            " directions in which pictures differ most.",
        ),
    ] = Arranged.NEIGHBOURS,
    device: DeviceName = "auto",
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write where each picture lies on the map of what a run's network sees: near to its like.

    The same run and pictures give the same map. Near means alike; distances between groups mean
    nothing with t-sne.
    """
    from tlgui.engine.data.records import Problem, ProblemKind
    from tlgui.engine.deploy.bundle import is_export, open_model
    from tlgui.engine.picture_map.arrangement import arrange, kept_arrangement
    from tlgui.engine.picture_map.survey import survey
    from tlgui.engine.project import scan_of_run

    if out.suffix.lower() not in (".csv", ".json"):
        raise WrongUsageError(
            Message("{path} is neither a .csv nor a .json file.", path=out),
            Message("Name a file that ends so."),
        )
    if os.path.exists(out) and not force:
        raise BundleError(
            Message("{path} exists already.", path=out), Message("--force writes over it.")
        )
    run = open_model(run_folder)
    if folder is None and is_export(run_folder):
        raise WrongUsageError(
            Message(
                "{path} is an export: it does not say which pictures it is of.", path=run_folder
            ),
            Message("Name a folder of labelled pictures after it, or the run that it was made of."),
        )
    with progress(quiet=as_json) as control:
        index = scan_of_run(run, control, folder)
        drawn = survey(index, None, run, None, control, device=device)
        arrangement = None
        if arranged is Arranged.NEIGHBOURS:
            arrangement = kept_arrangement(drawn, same=True) or arrange(drawn, control)
    document = map_document(drawn, arrangement)
    try:
        _write(out, document)
    except OSError as error:
        raise BundleError(
            Message(
                "The map cannot be written to {path}: {reason}.",
                path=out,
                reason=error.strerror or error,
            ),
            Message("Choose another place, or make room on the disk."),
        ) from error
    problems = [
        Problem(index.records[at].path, ProblemKind.UNREADABLE, why)
        for at, why in sorted(drawn.failures.items())
    ]
    _tell(out, document, problems, as_json=as_json)


def map_document(drawn: PictureMap, arrangement: Arrangement | None) -> dict[str, Any]:
    """All that the map tells: how it was arranged, and a row for each picture."""
    return {
        "root": str(drawn.index.root),
        "by": str(Arranged.AXES if arrangement is None else Arranged.NEIGHBOURS),
        "images": len(drawn.positions),
        "arranged": len(drawn.positions) if arrangement is None else arrangement.arranged,
        "pictures": list(_rows(drawn, arrangement)),
    }


def _rows(drawn: PictureMap, arrangement: Arrangement | None) -> Iterator[dict[str, Any]]:
    from tlgui.engine.picture_map.survey import PARTS

    index, answers = drawn.index, drawn.answers
    places = drawn.flat if arrangement is None else arrangement.places
    for at, position in enumerate(drawn.positions.tolist()):
        part = int(drawn.parts[at])
        yield {
            "path": index.records[position].path,
            "x": round(float(places[at, 0]), 6),
            "y": round(float(places[at, 1]), 6),
            "class": index.classes[int(drawn.labels[at])],
            "split": None if part < 0 else PARTS[part].value,
            "answer": None if answers is None else answers.classes[int(answers.numbers[at])],
            "confidence": None if answers is None else round(float(answers.sureness[at]), 6),
        }


def _write(out: Path, document: dict[str, Any]) -> None:
    from tlgui.engine.storage import write_csv, write_json

    if out.suffix.lower() == ".json":
        write_json(out, document)
        return
    rows = ([_cell(row[name]) for name in COLUMNS] for row in document["pictures"])
    write_csv(out, COLUMNS, rows)


def _cell(value: object) -> object:
    return "" if value is None else value


def _tell(out: Path, document: dict[str, Any], problems: list[Problem], *, as_json: bool) -> None:
    if as_json:
        told = {key: value for key, value in document.items() if key != "pictures"}
        print_json({"out": str(out), **told, "problems": problem_rows(problems)})
        return
    print_line(f"{out}: {counted(document['images'], 'picture')}")
    if document["arranged"] < document["images"]:
        print_line(
            f"{document['arranged']} of them were arranged; each of the others lies among its like."
        )
    print_problems(problems)
