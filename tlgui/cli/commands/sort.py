"""``tlgui sort``: pictures copied into a folder for each class."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, DeviceName
from tlgui.cli.refusals import WrongUsageError, nothing_read, path
from tlgui.cli.reports import counted, print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.engine.errors import Message


def command(
    run_folder: Annotated[
        Path | None,
        typer.Argument(parser=path, metavar="RUN", help="A folder that `train` wrote."),
    ] = None,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(parser=path, metavar="PATH...", help="Pictures and folders."),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(parser=path, metavar="DIR", help="Folder for the class folders."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be copied; write nothing.")
    ] = False,
    with_unsure: Annotated[
        bool,
        typer.Option("--with-unsure", help="Copy unsure ones too, into a folder of their own."),
    ] = False,
    undo: Annotated[
        Path | None,
        typer.Option(
            parser=path, metavar="FILE", help="Take a sorting back by the file that it left."
        ),
    ] = None,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Copy pictures into class folders, or take that back.

    Originals are only read, and no name that is there is taken. Ended early and begun again it goes
    on where it was.
    """
    if undo is not None:
        others = (run_folder is not None, into is not None, dry_run, with_unsure, device != "auto")
        if any(others):
            raise WrongUsageError(
                Message("--undo takes nothing else."), Message("tlgui sort --undo FILE")
            )
        _take_back(undo, as_json=as_json)
        return 0
    if run_folder is None or not paths or into is None:
        raise WrongUsageError(
            Message("A run, pictures and --into are needed."),
            Message("tlgui sort RUN PATH... --into DIR"),
        )
    return _sort(
        run_folder,
        paths,
        into,
        device,
        dry_run=dry_run,
        with_unsure=with_unsure,
        as_json=as_json,
    )


def _sort(
    run_folder: Path,
    paths: list[Path],
    into: Path,
    device: str,
    *,
    dry_run: bool,
    with_unsure: bool,
    as_json: bool,
) -> int:
    from tlgui.engine.deploy.predictor import Predictor
    from tlgui.engine.deploy.sort_job import sort_pictures

    with progress() as control:
        done = sort_pictures(
            Predictor.load(run_folder, device),
            paths,
            into,
            control,
            include_unsure=with_unsure,
            dry_run=dry_run,
        )
    planned = done.plan
    problems = [
        *reports.problem_rows(done.problems),
        *(
            {"path": str(answer.file), "kind": "unreadable", "message": str(answer.error)}
            for answer in done.unread
        ),
        *(
            {"path": str(file), "kind": "missing", "message": f"{file} is no longer there."}
            for file in done.gone
        ),
    ]
    if as_json:
        print_json(
            {
                "copied": done.copied,
                "planned": len(planned.copies),
                "skipped": done.skipped,
                "unsure_left_out": planned.unsure_left_out,
                "folders": dict(planned.counts),
                "renamed": planned.renamed,
                "undo_file": None if done.journal is None else str(done.journal),
                "problems": problems,
            }
        )
    else:
        for folder, count in planned.counts:
            print_line(f"  {count:7d}  {folder}")
        would = "would be copied" if dry_run else "copied"
        number = len(planned.copies) if dry_run else done.copied
        print_line(f"{counted(number, 'picture')} {would} to {into}")
        if done.skipped:
            print_line(f"{counted(done.skipped, 'picture')} copied before: left as it is")
        if planned.unsure_left_out:
            print_line(
                f"{counted(planned.unsure_left_out, 'picture')} unsure: left out (--with-unsure)"
            )
        for row in problems[: reports.PROBLEMS_TOLD]:
            print_line(f"  {row['message']}")
        if done.journal is not None:
            print_line(f"To take it back: tlgui sort --undo {shlex.quote(str(done.journal))}")
    nothing = not planned.copies and not done.skipped and not planned.unsure_left_out
    return nothing_read(named=bool(done.unread)) if nothing else 0


def _take_back(file: Path, *, as_json: bool) -> None:
    from tlgui.engine.deploy.sort_journal import open_journal
    from tlgui.engine.deploy.sorting import undo

    journal = open_journal(file)
    undone = undo(journal.copied())
    if not undone.kept:
        file.unlink()
    if as_json:
        print_json(
            {
                "removed": undone.removed,
                "kept": undone.kept,
                "folders_kept": undone.folders_kept,
            }
        )
        return
    print_line(f"{counted(undone.removed, 'copy', 'copies')} removed")
    if undone.kept:
        print_line(f"{counted(undone.kept, 'copy', 'copies')} changed since: left as it is")
