"""``tlgui scan``: what is in a folder."""

from __future__ import annotations

from tlgui.cli import reports
from tlgui.cli.options import AsJson, Columns, PictureFolder
from tlgui.cli.reports import print_json
from tlgui.cli.terminal import progress
from tlgui.cli.training import listed


def command(
    folder: PictureFolder,
    columns: Columns = "",
    as_json: AsJson = False,
) -> None:
    """List what is in a folder, or in a table: classes, counts, splits found, problems."""
    from tlgui.engine.data.groups import propose_groups

    with progress(quiet=as_json) as control:
        index, problems = listed(folder, control, columns)
        grouping = propose_groups(index, control)
    if as_json:
        print_json(reports.index_document(index, problems, grouping))
    else:
        reports.print_index(index, problems, grouping)
