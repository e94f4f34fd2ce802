"""``tlgui review``: which pictures want a look, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, Columns, DeviceName, PictureFolder
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.reports import counted, print_json, print_line
from tlgui.cli.terminal import progress
from tlgui.engine.data.names import shown
from tlgui.engine.errors import RecipeError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE
from tlgui.engine.review.findings import FindingKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.review.findings import Finding

TITLES = {
    FindingKind.TWINS_ACROSS_SPLITS: "Twins across splits",
    FindingKind.TWINS_ACROSS_CLASSES: "Twins across classes",
    FindingKind.TWINS: "Twins",
    FindingKind.SUSPECT_LABEL: "Doubtful labels",
    FindingKind.OUTLIER: "Unlike their class",
    FindingKind.UNREADABLE: "Unreadable",
    FindingKind.UNSURE: "Unsure",
}


def command(
    folder: PictureFolder,
    columns: Columns = "",
    only: Annotated[
        list[FindingKind] | None,
        typer.Option("--only", help="A kind of finding; several may be given."),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", min=1, help="Lines of each kind; --json lists all.")
    ] = 20,
    backbone: Annotated[
        str, typer.Option("--backbone", metavar="NAME", help="The network that looks.")
    ] = DEFAULT_BACKBONE,
    seed: Annotated[
        int, typer.Option(min=0, max=2**32 - 1, help="Of the split, where the folder has none.")
    ] = 0,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> None:
    """List what wants a look: twins, doubtful labels, pictures unlike their class.

    Nothing is changed. `tlgui edit` corrects labels and leaves pictures out.
    """
    from tlgui.engine.data.records import Division
    from tlgui.engine.data.split import draw_split
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.project import scan_as_edited
    from tlgui.engine.review.find import find_all
    from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

    try:
        recipe = FeatureExtraction(backbone=backbone, seed=seed, device=device)
    except RecipeError as error:
        raise WrongUsageError(error.message, error.hint) from error
    with progress(quiet=as_json) as control:
        index = scan_as_edited(folder, control, TableColumns.parse(columns))
        split = draw_split(index, control, Division(seed))
        found = find_all(index, split, recipe, control)
        told = [str(notice) for notice in control.notices]
    kept = [finding for finding in found if not only or finding.kind in only]
    if as_json:
        print_json({**review_document(index, kept), "notices": told})
    else:
        print_review(index, kept, most)


def review_document(index: DatasetIndex, findings: Sequence[Finding]) -> dict[str, Any]:
    """The document of ``review``: all findings, in the order of the queue."""
    return {
        "root": str(index.root),
        "images": len(index.records),
        "findings": [
            {
                "kind": finding.kind.value,
                "path": finding.files[0],
                "twins": list(finding.files[1:]),
                "label": finding.label,
                "suggested": finding.suggested or None,
                "score": round(finding.score, 6),
                "reason": str(finding.reason),
                "neighbours": [
                    {"path": path, "label": label} for path, label in finding.neighbours
                ],
            }
            for finding in findings
        ],
    }


def print_review(index: DatasetIndex, findings: Sequence[Finding], most: int) -> None:
    """The first findings of each kind, a line each: which picture, its class, what is wrong."""
    pictures = counted(len(index.records), "picture")
    if not findings:
        print_line(f"{index.root}: nothing to look at in {pictures}.")
        return
    print_line(f"{index.root}: {counted(len(findings), 'finding')} in {pictures}")
    counts = Counter(finding.kind for finding in findings)
    for kind, count in sorted(counts.items(), key=lambda pair: list(FindingKind).index(pair[0])):
        print_line(f"{TITLES[kind]}: {count}")
        some = [finding for finding in findings if finding.kind is kind]
        for finding in some[:most]:
            print_line(f"  {_line(finding)}")
        if count > most:
            print_line(f"  ... and {count - most} more (--most, or --json for all)")


def _line(finding: Finding) -> str:
    path, reason = shown(finding.files[0]), str(finding.reason)
    if finding.suggested:
        reason = f"{shown(finding.label)} -> {shown(finding.suggested)}? {reason}"
    return reason if reason.startswith(f"{path} ") else f"{path}: {reason}"
