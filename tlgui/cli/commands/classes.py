"""``tlgui classes``: what a run's classes are called, which are hidden, which answered as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, RunFolder
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.reports import counted, print_json, print_line
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tlgui.engine.insight.report import Report
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.engine.training.run import Run


def command(
    run_folder: RunFolder,
    rename: Annotated[
        list[str] | None, typer.Option(metavar="NAME=NEW", help="Call a class otherwise.")
    ] = None,
    merge: Annotated[
        list[str] | None,
        typer.Option(metavar="NEW=A,B", help="Answer several as one: their probabilities added."),
    ] = None,
    hide: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="No answer any more; the others grow in proportion."),
    ] = None,
    show: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Take back that it is hidden.")
    ] = None,
    reset: Annotated[
        bool, typer.Option("--reset", help="First take back all that was changed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List a run's classes, and rename, merge or hide some: its answers and exports follow.

    Done in this order: reset, rename, merge, hide, show. The run's weights and figures stay.
    """
    from tlgui.engine.deploy.bundle import is_export, open_model
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.engine.training.run_changes import change_classes

    run = open_model(run_folder)
    before = run.changes or ClassChanges.none(run.trained_classes)
    changes = ClassChanges.none(before.trained) if reset else before
    for text in rename or ():
        changes = changes.renamed(*_pair(text, "--rename", _known(changes)))
    for text in merge or ():
        name, names = _parts(text, _known(changes))
        changes = changes.merged(names, name)
    changes = changes.with_hidden(place for name in hide or () for place in changes.find(name))
    changes = changes.with_shown(place for name in show or () for place in changes.find(name))
    if changes != before:
        if is_export(run_folder):
            raise BundleError(
                Message("{path} is an export: its classes stay as they are.", path=run_folder),
                Message("Change those of the run, and export it again."),
            )
        run = change_classes(run, changes)
    reports = _reports(run, changes)
    if as_json:
        print_json(_document(run, changes, reports))
    else:
        _print(run, changes, reports)


def _known(changes: ClassChanges) -> set[str]:
    return {*changes.names, *changes.trained}


def _pair(text: str, option: str, known: set[str]) -> tuple[str, str]:
    """The two sides of an equals sign; of several that behind the name of a class."""
    places = [at for at, letter in enumerate(text) if letter == "="]
    if not places:
        raise WrongUsageError(
            Message("{option} {text}: there is no equals sign.", option=option, text=text),
            Message("For instance: {option} cat=Katze.", option=option),
        )
    at = next((at for at in places if text[:at].strip() in known), places[0])
    return text[:at].strip(), text[at + 1 :]


def _parts(text: str, known: set[str]) -> tuple[str, list[str]]:
    """The new name, and the names of the classes that are answered as one."""
    name, listed = _pair(text, "--merge", known)
    for at, letter in enumerate(text):
        if letter == "=" and (names := _names(text[at + 1 :].split(","), known)):
            return text[:at], names
    return name, [each.strip() for each in listed.split(",")]


def _names(pieces: list[str], known: set[str]) -> list[str]:
    """The names of classes that lie between commas; a name may have some. None where one fails."""
    for count in range(1, len(pieces) + 1):
        name = ",".join(pieces[:count]).strip()
        if name in known:
            rest = pieces[count:]
            if not rest:
                return [name]
            if others := _names(rest, known):
                return [name, *others]
    return []


def _reports(run: Run, changes: ClassChanges) -> dict[str, tuple[Report, Report | None]]:
    """The report of each split as it was and with the changes; none where it is not there."""
    from tlgui.engine.insight.report import answer_report, load_report

    found: dict[str, tuple[Report, Report | None]] = {}
    for split in run.figures:
        try:
            report = load_report(run, split)
        except BundleError:
            continue
        try:
            found[split.value] = report, answer_report(run.answering(changes), split)
        except BundleError:  # No picture is left of the classes that are answers.
            found[split.value] = report, None
    return found


def _document(
    run: Run, changes: ClassChanges, reports: dict[str, tuple[Report, Report | None]]
) -> dict[str, Any]:
    return {
        "run": str(run.folder),
        "classes": [
            {"name": name, "learned_as": [changes.trained[place] for place in part]}
            for name, part in zip(changes.classes, changes.parts, strict=True)
        ],
        "hidden": [changes.trained[place] for place in sorted(changes.hidden)],
        "figures": {
            name: {
                "learned": before.figures(),
                "now": None if after is None else after.figures(),
                "accepted": None if after is None else _accepted(after, run),
                "left_out_images": len(before.files) - (0 if after is None else len(after.files)),
            }
            for name, (before, after) in reports.items()
        },
    }


def _accepted(report: Report, run: Run) -> dict[str, float | None]:
    found = report.accepted(run.thresholds)
    return {"threshold": run.threshold, "share": found.share, "accuracy": found.accuracy}


def _print(
    run: Run, changes: ClassChanges, reports: dict[str, tuple[Report, Report | None]]
) -> None:
    from tlgui.engine.metrics import threshold_share_text

    for name, part in zip(changes.classes, changes.parts, strict=True):
        learned = [changes.trained[place] for place in part]
        print_line(name if learned == [name] else f"{name} (learned as {_listed(learned)})")
    if changes.hidden:
        print_line(f"Hidden: {_listed(changes.trained[place] for place in sorted(changes.hidden))}")
    if changes.is_none:
        return
    for name, (before, after) in reports.items():
        if after is None:
            print_line(f"{name}: no picture is of a class that is an answer")
            continue
        low, high = after.accuracy_interval
        left_out = len(before.files) - len(after.files)
        sure = after.accepted(run.thresholds)
        right = "" if sure.accuracy is None else f", {sure.accuracy:.1%} of them right"
        print_line(
            f"{name}: accuracy {before.accuracy:.1%} as learned, {after.accuracy:.1%} now"
            f" (95% interval {low:.1%} to {high:.1%})"
            + (f"; {counted(left_out, 'picture')} of hidden classes left out" if left_out else "")
        )
        span = " to ".join(
            dict.fromkeys(map(threshold_share_text, run.thresholds.span(run.classes)))
        )
        print_line(f"  accepted with the threshold {span}: {sure.share:.1%}{right}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
