"""``tlgui export``: a run as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, RunFolder
from tlgui.cli.refusals import WrongUsageError, path
from tlgui.cli.reports import print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.engine.errors import Message, RecipeError

if TYPE_CHECKING:
    from tlgui.engine.deploy.export import Exported


def command(
    run_folder: RunFolder,
    out: Annotated[
        Path, typer.Option("--out", parser=path, metavar="DIR", help="Folder for the export.")
    ],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAMES",
            help="One or more of safetensors, onnx, openvino, pt2, onnx-int8, web, with commas.",
        ),
    ] = "safetensors,onnx",
    archive: Annotated[bool, typer.Option("--zip", help="Make DIR.zip too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Export a trained run to files that other programs run; each is tried before it is kept."""
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.deploy.export import all_formats, export, find_format

    names = [name.strip() for name in formats.split(",") if name.strip()]
    if not names:
        raise WrongUsageError(
            Message("No format is named."),
            Message("Available: {names}.", names=", ".join(all_formats())),
        )
    for name in names:
        try:
            find_format(name)
        except RecipeError as error:
            raise WrongUsageError(error.message, error.hint) from error
    run = open_model(run_folder)
    with progress() as control:
        exported = export(run, out, names, control, archive=archive)
    if as_json:
        print_json(_document(exported))
    else:
        _print(exported)


def _document(exported: Exported) -> dict[str, Any]:
    from tlgui.engine.deploy.export import figures_of

    return {
        "out": str(exported.out),
        "files": list(exported.files),
        "zip": None if exported.archive is None else str(exported.archive),
        "formats": [
            {
                "name": one.name,
                "files": list(one.files),
                "size_bytes": one.size_bytes,
                "latency_ms": one.latency_ms,
                "self_test": one.self_test.document(),
                "note": None if one.note is None else str(one.note),
            }
            for one in exported.formats
        ],
        **figures_of(exported.formats),
    }


def _print(exported: Exported) -> None:
    for one in exported.formats:
        test = one.self_test
        print_line(
            f"{one.name}: {one.size_bytes / 1e6:.1f} MB, {one.latency_ms:.3g} ms a picture;"
            f" agrees on {test.agreement:.1%} of {test.images} {test.pictures} pictures,"
            f" largest difference {test.max_abs_difference:.2g}"
        )
        if test.unknown is not None and test.unknown.agreement < 1:
            print_line(
                f"{one.name}: says of {test.unknown.agreement:.1%} of them as the run whether they"
                " are unknown"
            )
        if (there := test.elsewhere) is None:
            continue
        if there.untried is not None:
            print_line(f"{one.name}: not tried where it will be used: {there.untried}")
        else:
            print_line(
                f"{one.name}, tried in {there.where}: agrees on {there.agreement:.1%} of"
                f" {there.images} pictures, largest difference {there.max_abs_difference:.2g}"
            )
    print_line(f"Export: {exported.out}")
    if exported.archive is not None:
        print_line(f"Archive: {exported.archive}")
