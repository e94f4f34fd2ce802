"""``tlgui report``: a run as one page that is read without tlgui."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli.options import AsJson, RunFolder
from tlgui.cli.refusals import WrongUsageError, path
from tlgui.cli.reports import print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.engine.errors import BundleError, Message

SUFFIXES = (".html", ".htm", ".pdf")


def command(
    run_folder: RunFolder,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=path,
            metavar="FILE",
            help="The page, an .html file; a .pdf where Chrome, Edge or Chromium is installed.",
        ),
    ],
    language: Annotated[str, typer.Option(help="en or ko.")] = "en",
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write what a run learned, how good it is and how to repeat it as one HTML page, or PDF."""
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.deploy.html_report import write_report

    if out.suffix.lower() not in SUFFIXES:
        raise WrongUsageError(
            Message("{path} is no name of a report.", path=out),
            Message("Let it end in .html or .pdf: that says which of the two is written."),
        )
    if os.path.exists(out) and not force:
        raise BundleError(
            Message("{path} exists already.", path=out), Message("--force writes over it.")
        )
    with progress() as control:
        try:
            write_report(open_model(run_folder), out, language, control)
        except OSError as error:
            raise BundleError(
                Message(
                    "The report cannot be written to {path}: {reason}.",
                    path=out,
                    reason=error.strerror or error,
                ),
                Message("Choose another place, or make room on the disk."),
            ) from error
    if as_json:
        print_json({"report": str(out), "size_bytes": out.stat().st_size})
    else:
        print_line(f"Report: {out}")
