"""``tlgui predict``: pictures classified."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, cast

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, DeviceName, LooksAsked, RunFolder
from tlgui.cli.refusals import WrongUsageError, nothing_read, path
from tlgui.cli.reports import counted, say
from tlgui.cli.terminal import progress
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.errors import BundleError, Cancelled, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.engine.deploy.predictor import Prediction

SPOOL_BYTES = 1 << 20
"""A document larger than this waits on disk until it is whole."""


def command(
    run_folder: RunFolder,
    paths: Annotated[
        list[Path], typer.Argument(parser=path, metavar="PATH...", help="Pictures and folders.")
    ],
    top_k: Annotated[int, typer.Option(min=1, help="Classes listed for each picture.")] = 3,
    csv: Annotated[
        Path | None, typer.Option(parser=path, help="Write all answers to this file, as they come.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a --csv that was not finished.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a --csv that is there.")
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin the --csv with the UTF-8 mark, for Excel.")
    ] = False,
    looks: LooksAsked = Looks.ONCE,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Classify pictures."""
    from tlgui.engine.data.index import expand_pictures
    from tlgui.engine.data.records import ProblemKind
    from tlgui.engine.deploy.prediction_table import PredictionTable
    from tlgui.engine.deploy.predictor import Prediction, Predictor

    for given, option in ((resume, "--resume"), (force, "--force"), (bom, "--bom")):
        if given and csv is None:
            raise WrongUsageError(
                Message("{option} is about a table.", option=option),
                Message("Name the table: --csv FILE."),
            )
    if resume and force:
        raise WrongUsageError(
            Message("--resume goes on with a table, --force begins it anew: not both.")
        )
    if csv is not None:
        _refuse_taken(csv, resume=resume, force=force)
    seen = failed = 0
    with progress() as control, _output(as_json=as_json, top_k=top_k) as show:
        predictor = Predictor.load(run_folder, device, looks)
        reports.say_looks(looks, predictor)
        files, problems = expand_pictures(paths, control)
        no_files = (ProblemKind.NOT_A_FILE, ProblemKind.UNREADABLE)
        unread = [
            Prediction(Path(problem.path), (), None, problem.message)
            for problem in problems
            if problem.kind in no_files
        ]
        problems = [problem for problem in problems if problem.kind not in no_files]
        table = None if csv is None else PredictionTable(csv, predictor, bom=bom)
        if table is not None and table.before:
            say(f"notice: {counted(table.before, 'picture')} answered before.")
            files = [file for file in files if not table.has(file)]
            unread = [answer for answer in unread if not table.has(answer.file)]
            if as_json:
                for answer in table.earlier():
                    show(answer)
            seen = table.before
        start = time.perf_counter()
        try:
            for answer in chain(predictor.answers(files, control), unread):
                if table is not None:
                    table.add(answer)
                show(answer)
                seen += 1
                failed += answer.error is not None
        except BaseException as error:
            if table is not None:
                table.close()
                if isinstance(error, (Cancelled, KeyboardInterrupt)):
                    say("notice: The answers so far are kept: --resume goes on where it was.")
            raise
        if table is not None:
            table.finish()
        seconds = {"prediction": round(time.perf_counter() - start, 3)}
        show.end(reports.problem_rows(problems), seconds)
    if not as_json:
        reports.print_problems(problems)
    if csv is not None:
        say(f"Written: {csv}")
    return nothing_read(named=bool(seen)) if failed == seen else 0


def _refuse_taken(csv: Path, *, resume: bool, force: bool) -> None:
    """Refuse a table that would be lost, before anything is computed.

    What lies on the disk is in the way, as with a folder for a run: the command makes sense.
    """
    from tlgui.engine.deploy.prediction_table import discard, partial_of

    if os.path.isfile(csv) and resume and not os.path.exists(partial_of(csv)):
        raise BundleError(
            Message("{path} was finished: there is nothing to go on with.", path=csv),
            Message("--force instead of --resume writes it anew."),
        )
    if os.path.isfile(csv) and not force:
        raise BundleError(
            Message("{path} exists already.", path=csv), Message("--force writes over it.")
        )
    if not os.path.exists(partial_of(csv)) or resume:
        return
    if not force:
        raise BundleError(
            Message("A table {path} was begun and not finished.", path=csv),
            Message("--resume goes on with it, --force begins it anew."),
        )
    discard(csv)


class _Lines:
    """Answers as lines for people, as they come."""

    def __init__(self, top_k: int) -> None:
        self._top_k = top_k

    def __call__(self, answer: Prediction) -> None:
        reports.print_prediction(answer, self._top_k)

    def end(self, problems: list[dict[str, str]], seconds: dict[str, float]) -> None:
        """Nothing is left to print."""


class _Document:
    """Answers as one JSON document, printed when it is whole."""

    def __init__(self, top_k: int, spool: IO[str]) -> None:
        self._top_k = top_k
        self._spool = spool
        self._first = True
        spool.write('{\n  "predictions": [')

    def __call__(self, answer: Prediction) -> None:
        row = json.dumps(reports.prediction_row(answer, self._top_k), indent=2, allow_nan=False)
        self._spool.write(("" if self._first else ",") + "\n" + textwrap.indent(row, "    "))
        self._first = False

    def end(self, problems: list[dict[str, str]], seconds: dict[str, float]) -> None:
        """Print the document."""
        rest = json.dumps({"problems": problems, "seconds": seconds}, indent=2, allow_nan=False)
        self._spool.write(("" if self._first else "\n  ") + "],\n" + rest[2:] + "\n")
        self._spool.seek(0)
        shutil.copyfileobj(self._spool, sys.stdout)


@contextmanager
def _output(*, as_json: bool, top_k: int) -> Iterator[_Lines | _Document]:
    if not as_json:
        yield _Lines(top_k)
        return
    with tempfile.SpooledTemporaryFile(SPOOL_BYTES, "w+", encoding="ascii") as spool:
        yield _Document(top_k, cast("IO[str]", spool))
