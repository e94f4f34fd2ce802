"""What the Data page has the workers do. No widget is touched here."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.progress import Stage, StageName

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.clean_copy import CleanCopy
    from tlgui.engine.data.records import DatasetIndex, Division, Split
    from tlgui.engine.data.table import TableColumns, TableHead
    from tlgui.engine.progress import Control
    from tlgui.engine.project import Project
    from tlgui.engine.review.findings import Finding
    from tlgui.engine.training.framing import FramingRule
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run


@dataclass(frozen=True)
class Listing:
    """A folder with its project, listed and divided.

    Attributes:
        index: None where the project's pictures are gone.
        split_error: why it cannot be divided, where ``split`` is None.
        run: the run that was asked for, or that was last on show.
        project: what belongs to the folder; not yet held, perhaps not yet on disk.
        reopened: whether a project was asked for, not a folder of pictures.
        asked_for_run: whether ``run`` was asked for, not only remembered.
        notice: what the user should know of it.
        as_edited: whether the folder was open before, with other edits.
    """

    index: DatasetIndex | None
    split: Split | None
    split_error: DatasetError | None
    run: Run | None = None
    project: Project | None = None
    reopened: bool = False
    asked_for_run: bool = False
    notice: Message | None = None
    as_edited: bool = False


@dataclass(frozen=True)
class Findings:
    """What a closer look found: positions that cannot be decoded, and all problems in words."""

    unusable: frozenset[int]
    problems: tuple[Problem, ...]


def read_table_head(table: Path, *, control: Control) -> tuple[TableHead, TableColumns | None]:
    """What there is to see of a table, and which column is which as its project knows it.

    Raises:
        DatasetError: it cannot be read.
    """
    from tlgui.engine.data.table import read_head
    from tlgui.engine.project import project_of

    control.check()
    head, known = read_head(table), project_of(table).columns
    if known is not None and not {*asdict(known).values()} <= {"", *head.names}:
        known = None  # The table has other columns now.
    return head, known


def list_folder(folder: Path, columns: TableColumns | None = None, *, control: Control) -> Listing:
    """List a folder of pictures, or that of a project, and divide it as it was divided before.

    Args:
        folder: of pictures, of a project or of an export; or a table that names pictures.
        columns: of the table which is which; None for what its project says.
        control: hears what goes on.

    Raises:
        DatasetError: it is no folder, or holds no picture.
        BundleError: it is a project or an export that cannot be read.
    """
    from tlgui.engine.deploy.bundle import is_export, open_export
    from tlgui.engine.project import (
        default_folder,
        is_project,
        open_project,
        project_of,
        set_damaged_aside,
    )

    if is_project(folder):
        return _list_project(open_project(folder), True, control)
    if is_export(folder):  # It has neither pictures nor a project.
        control.check()
        return Listing(None, None, None, open_export(folder), asked_for_run=True)
    aside = set_damaged_aside(default_folder(folder))
    project = project_of(folder)
    if columns is not None:
        project = replace(project, columns=columns)
    listing = _list_project(project, False, control)
    if aside is None:
        return listing
    notice = Message(
        "What this project had kept was damaged and begins anew, beside its runs. The damaged file "
        "is {path}.",
        path=aside,
    )
    return replace(listing, notice=notice)


def _list_project(project: Project, reopened: bool, control: Control) -> Listing:
    if reopened and not os.path.exists(project.dataset_root):
        gone = DatasetError(
            Message(
                "The pictures of {name} are no longer at {path}.",
                name=project.name,
                path=project.dataset_root,
            )
        )
        return Listing(None, None, gone, project=project, reopened=True)
    index, notice = _scan(project, control)
    listing = divide(index, project.division, control=control)
    run = _last_run(project, index.root)
    notice = notice or listing.notice
    return replace(listing, project=project, reopened=reopened, run=run, notice=notice)


def list_as_edited(project: Project, *, control: Control) -> Listing:
    """The folder of the open ``project`` listed anew: its edits have changed.

    Raises:
        DatasetError: it is no folder any more, or holds no picture.
    """
    control.check()
    return replace(_list_project(project, False, control), as_edited=True)


def _scan(project: Project, control: Control) -> tuple[DatasetIndex, Message | None]:
    """What the project's folder holds, or its table names, as edited; what is wrong with the edits.

    It is put in the order of the lists: no thread that paints need do that.
    """
    from tlgui.engine.data.table import listed
    from tlgui.engine.edits.journal import EditJournal
    from tlgui.engine.edits.overlay import with_edits

    index, notice = listed(project.dataset_root, control, project.columns), None
    try:
        index = with_edits(index, EditJournal(project.edits_file).edits())
    except (BundleError, DatasetError) as error:
        # The pictures are there all the same, as their folders say.
        notice = error.message
    control.check()
    _ = index.reading_order
    return index, notice


def _last_run(project: Project, root: Path) -> Run | None:
    """The run that was on show when the project was closed, else its newest.

    Args:
        project: that has it.
        root: the folder that holds the pictures.
    """
    from tlgui.engine.training.run import list_runs, open_run

    name = project.window.get("run")
    if isinstance(name, str) and name:
        with suppress(BundleError):
            # A whole path, of a run from elsewhere, stays what it is.
            run = open_run(project.runs_folder / name)
            return replace(run, dataset_root=root)
    return next(iter(list_runs(project.runs_folder, root)), None)


def list_folder_of_run(run_folder: Path, *, control: Control) -> Listing:
    """Open a finished run and list the folder that it learned from, divided as it was then.

    Where the pictures are gone, the run is there all the same.

    Raises:
        BundleError: the run cannot be read.
    """
    from tlgui.engine.data.split import read_table_place
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.insight.similar.grouping import split_in_groups
    from tlgui.engine.project import is_project, open_project, project_of
    from tlgui.engine.training.run import open_run

    run = open_run(run_folder)
    home = run_folder.resolve().parent.parent
    table = read_table_place(run.facts)
    place = run.dataset_root if table is None else table.file
    project = open_project(home) if is_project(home) else project_of(place)
    if table is not None and project.columns is None:
        project = replace(project, columns=TableColumns.parse(table.columns))
    try:
        index, notice = _scan(project, control)
        if run.dataset_root != index.root:  # The pictures were moved.
            run = replace(run, dataset_root=index.root)
    except DatasetError:
        gone = DatasetError(
            Message("The pictures of this run are no longer at {path}.", path=run.dataset_root),
            Message("Results and Classify work all the same, without those pictures."),
        )
        return Listing(None, None, gone, run, asked_for_run=True)
    split = split_in_groups(run, index, control)
    return Listing(index, split, None, run, project, asked_for_run=True, notice=notice)


def relink_project(project: Project, folder: Path, *, control: Control) -> Path:
    """Say that the pictures of ``project`` are in ``folder`` now; the project's folder.

    Raises:
        DatasetError: they are not.
    """
    from tlgui.engine.project import relink
    from tlgui.engine.training.run import list_runs

    control.check()
    return relink(project, folder, list_runs(project.runs_folder)).folder


def copy_project(project: Project, folder: Path, *, control: Control) -> Path:
    """Save ``project`` with its runs in ``folder``; that folder.

    Raises:
        BundleError: the place is taken or cannot be written.
    """
    from tlgui.engine.project import save_project_as

    control.report(Stage(StageName.SAVING))
    return save_project_as(project, folder, control).folder


def divide(index: DatasetIndex, division: Division, *, control: Control) -> Listing:
    """Divide ``index`` anew; a folder that cannot be divided is a listing all the same.

    Args:
        index: the pictures.
        division: what is asked for. Where the pictures show no such groups, the split says that it
            has none, and a notice why.
        control: hears what goes on.
    """
    from tlgui.engine.data.groups import rule_words
    from tlgui.engine.data.records import GroupRule
    from tlgui.engine.data.split import draw_split
    from tlgui.engine.insight.similar.grouping import find_groups

    control.check()
    found = find_groups(index, division.groups, control) if division.groups else None
    notice = None
    if found is None and division.groups in tuple(GroupRule):
        notice = Message(
            "Groups by {rule} were asked for, and these pictures show none: they are divided one by"
            " one.",
            rule=rule_words(GroupRule(division.groups)),
        )
    if found is None:
        division = replace(division, groups="")
    groups = found.groups if found is not None else ()
    try:
        split = draw_split(index, control, division, groups=groups)
    except DatasetError as error:
        return Listing(index, None, error, notice=notice)
    return Listing(index, split, None, notice=notice)


def find_bit_depth(index: DatasetIndex, split: Split, *, control: Control) -> int | None:
    """How many bits the 16-bit pictures of ``index`` use, as training will take them."""
    from tlgui.engine.training.bit_depth import data_set_bit_depth

    return data_set_bit_depth(index, split.train, control)


def write_sample(*, control: Control) -> Path:
    """The folder of the digits sample, written now if it was not there."""
    from tlgui.engine.places import data_folder
    from tlgui.engine.sample_sets.digits import write_digits

    folder = data_folder() / "samples" / "digits"
    folder.parent.mkdir(parents=True, exist_ok=True)
    return write_digits(folder, control)


def look_closely(
    index: DatasetIndex,
    split: Split | None,
    framing: FramingRule,
    backbone: str = DEFAULT_BACKBONE,
    *,
    control: Control,
) -> Findings:
    """Find doubled files, and read every picture: what is damaged, what is there twice.

    Reading computes the features that training needs and keeps them: the time is not lost. Where
    the weights of ``backbone`` are not on this computer, those of the one that comes along: nobody
    asked for a download.
    """
    from tlgui.engine.data.quality import find_duplicates

    duplicates = find_duplicates(index, control)
    if split is None:
        return Findings(frozenset(), duplicates)
    from tlgui.engine.workflow import read_ahead

    failures = read_ahead(_recipe(framing, backbone), index, split, control)
    damaged = tuple(
        Problem(index.records[position].path, ProblemKind.UNREADABLE, reason)
        for position, reason in sorted(failures.items())
    )
    return Findings(frozenset(failures), (*damaged, *duplicates))


def _recipe(framing: FramingRule, backbone: str) -> Recipe:
    """Of the features that are read without being asked for: nothing is downloaded for them."""
    from tlgui.engine.models.pretrained.places import find_weights
    from tlgui.engine.training.recipe import Recipe

    here = find_weights(find_backbone(backbone)).path is not None
    return Recipe(framing=framing, backbone=backbone if here else DEFAULT_BACKBONE)


def find_doubtful(
    index: DatasetIndex,
    split: Split,
    framing: FramingRule,
    backbone: str = DEFAULT_BACKBONE,
    *,
    control: Control,
) -> tuple[Finding, ...]:
    """What in ``index`` wants a look, by the features that ``look_closely`` has kept."""
    from tlgui.engine.review.find import find_all

    return tuple(find_all(index, split, _recipe(framing, backbone), control))


def copy_as_edited(project: Project, target: Path, *, control: Control) -> CleanCopy:
    """Write the folder of ``project`` into ``target`` with its edits.

    Raises:
        DatasetError, BundleError: it cannot be done; nothing is left there.
    """
    from tlgui.engine.clean_copy import write_clean_copy
    from tlgui.engine.data.table import listed
    from tlgui.engine.edits.journal import EditJournal
    from tlgui.engine.edits.overlay import with_edits

    found = listed(project.dataset_root, control, project.columns)
    edited = with_edits(found, EditJournal(project.edits_file).edits())
    return write_clean_copy(found, edited, target, control)
