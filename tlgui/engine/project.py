"""A project: what belongs to one folder of pictures, in a folder of its own.

The pictures stay where they are and as they are. The project folder holds ``project.json`` (where
the pictures lie, how they are divided, what was last asked of a training, how the window stood),
``edits.jsonl`` (what the user said of single pictures and classes), ``pictures/`` (copies of those
that were added, where the user wanted copies) and ``runs/``. A folder of pictures has one project,
found again whenever it is opened: in the user's data directory, or where the user saved it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlgui.engine import places
from tlgui.engine.data.records import Division, GroupRule, is_table
from tlgui.engine.data.split import read_table_place
from tlgui.engine.data.table import TableColumns, listed
from tlgui.engine.edits.journal import FILE as EDITS
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.storage import is_there, read_json, sweep_temporaries, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

FORMAT_VERSION = 1
DOCUMENT = "project.json"
PICTURES = "pictures"
"""The folder in a project with copies of the pictures that were added."""
RECENT_LIMIT = 12
FOUND_SHARE = 0.5
"""A folder is taken for the moved one where it holds at least this share of the known pictures."""


class NewerVersionError(BundleError):
    """A project that only a newer tlgui can read."""


@dataclass(frozen=True)
class Project:
    """One folder of pictures and what was done with it.

    Attributes:
        folder: where the project lies.
        dataset_root: the folder of pictures, or the table that names them; absolute.
        created: local time, ISO 8601.
        seed: of the random split.
        settings: what the Train page last asked for; a recipe as JSON, or empty.
        window: how the window stood: the page, filters; whatever the window wants to find again.
        groups: by which rule pictures are kept together where they are divided; empty for none.
        columns: of the table which is which, where the user has said it.
        anew: whether all parts are drawn, though the folders or the table have their own.
    """

    folder: Path
    dataset_root: Path
    created: str
    seed: int = 0
    settings: dict[str, Any] = field(default_factory=dict)
    window: dict[str, Any] = field(default_factory=dict)
    groups: str = ""
    columns: TableColumns | None = None
    anew: bool = False

    @property
    def division(self) -> Division:
        """How its pictures are asked to be divided."""
        return Division(self.seed, self.groups, self.anew)

    @property
    def runs_folder(self) -> Path:
        """Where its runs lie."""
        return self.folder / "runs"

    @property
    def edits_file(self) -> Path:
        """Where its edits are written; not there before the first."""
        return self.folder / EDITS

    @property
    def pictures_folder(self) -> Path:
        """Where copies of pictures lie that were added; not there before the first."""
        return self.folder / PICTURES

    @property
    def name(self) -> str:
        """What people call it: the name of the folder of pictures."""
        return self.dataset_root.name or str(self.dataset_root)


def is_project(folder: Path) -> bool:
    """Whether ``folder`` is a project's."""
    return os.path.isfile(folder / DOCUMENT)


def open_project(folder: Path) -> Project:
    """The project in ``folder``.

    Raises:
        BundleError: there is none, it is damaged, or it was written by a newer tlgui.
    """
    document = read_json(folder / DOCUMENT)
    try:
        if not isinstance(document, dict):
            raise TypeError("it holds no entries")
        version = document["format_version"]
        if isinstance(version, int) and version > FORMAT_VERSION:
            raise NewerVersionError(
                Message("{path} was written by a newer version of tlgui.", path=folder / DOCUMENT),
                Message("Update tlgui, then open it again."),
            )
        root, seed = document["dataset_root"], document["seed"]
        settings, window = document["settings"], document["window"]
        if not (
            isinstance(version, int)
            and isinstance(root, str)
            and os.path.isabs(root)
            and isinstance(seed, int)
            and 0 <= seed < 2**31
            and isinstance(settings, dict)
            and isinstance(window, dict)
        ):
            raise TypeError("an entry has a wrong type")
        groups = document.get("groups", "")
        if groups not in ("", *GroupRule):
            raise ValueError(f"there are no groups by {groups}")
        created = str(document["created"])
        columns = _columns(document.get("columns"))
        anew = document.get("divide_anew", False) is True
        return Project(
            folder, Path(root), created, seed, settings, window, str(groups), columns, anew
        )
    except KeyError as error:
        raise _damaged(folder, f"{error} is missing") from error
    except (TypeError, ValueError) as error:
        raise _damaged(folder, str(error)) from error


def project_of(dataset_root: Path) -> Project:
    """The project of a folder of pictures: the one that was last used with it, else a new one.

    A new project is not on disk before it is saved.
    """
    root = dataset_root.resolve()
    for folder in _known_folders():
        with suppress(BundleError):
            project = open_project(folder)
            if project.dataset_root == root:
                return project
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Project(default_folder(root), root, now)


def journal_of(dataset_root: Path) -> EditJournal:
    """The edits of a folder of pictures.

    Raises:
        BundleError: they cannot be read.
    """
    return EditJournal(project_of(dataset_root).edits_file)


def scan_of(
    dataset_root: Path, control: Control, columns: TableColumns | None = None
) -> DatasetIndex:
    """What a folder of pictures holds, or a table names, as if nothing had been edited.

    Args:
        dataset_root: the folder or the table.
        control: hears how far it is.
        columns: of the table which is which; by default as the user said in the window.

    Raises:
        DatasetError: as for ``scan``.
        Cancelled: the user cancelled.
    """
    return listed(dataset_root, control, columns_known(dataset_root, columns))


def columns_known(place: Path, columns: TableColumns | None) -> TableColumns | None:
    """``columns`` where any is named; else those of a table that the user said in the window."""
    if columns in (None, TableColumns()) and is_table(place):
        return project_of(place).columns
    return columns


def scan_of_run(run: Run, control: Control, moved: Path | None = None) -> DatasetIndex:
    """What a run learned from and was judged by, as edited since: a folder, or a table.

    Args:
        run: a trained run.
        control: hears how far it is.
        moved: the folder or table, where it is not where it was.

    Raises:
        DatasetError: it is not there.
        BundleError: the edits cannot be read.
    """
    table = read_table_place(run.facts)
    if table is None:
        return scan_as_edited(moved or run.dataset_root, control)
    place = moved or table.file
    columns = TableColumns.parse(table.columns) if is_table(place) else None
    return scan_as_edited(place, control, columns)


def scan_as_edited(
    dataset_root: Path, control: Control, columns: TableColumns | None = None
) -> DatasetIndex:
    """What a folder of pictures holds, or a table names, with its edits laid over it.

    Raises:
        DatasetError: as for ``scan``, or all pictures are left out.
        BundleError: the edits cannot be read.
        Cancelled: the user cancelled.
    """
    index = scan_of(dataset_root, control, columns)
    return with_edits(index, journal_of(dataset_root).edits())


def folder_for_run(recipe: Recipe, parent: Path) -> Path:
    """A new folder for a run in ``parent``: when, which backbone, which method."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    wanted = parent / f"{stamp}-{recipe.backbone}-{recipe.method}"
    # Two runs within one second get two folders.
    number = 2
    folder = wanted
    while os.path.exists(folder):
        folder = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return folder


def set_damaged_aside(folder: Path) -> Path | None:
    """Keep a document that cannot be read under another name; that name, or None.

    The project then begins anew beside its runs.

    Raises:
        NewerVersionError: it can be read, but not by this version.
    """
    document = folder / DOCUMENT
    if not os.path.isfile(document):
        return None
    try:
        open_project(folder)
    except NewerVersionError:
        raise
    except BundleError:
        aside = document.with_name(f"{DOCUMENT}.damaged")
        with suppress(OSError):
            document.replace(aside)
            return aside
    return None


def default_folder(dataset_root: Path) -> Path:
    """Where the project of ``dataset_root`` lies as long as the user does not say otherwise."""
    root = dataset_root.resolve()
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    wanted = folder = places.data_folder() / "projects" / name
    number = 2
    while _is_of_another(folder, root):
        folder = wanted.with_name(f"{name}-{number}")
        number += 1
    return folder


def _is_of_another(folder: Path, root: Path) -> bool:
    """Whether its pictures lay at ``root`` once, were moved, and others put in their place."""
    with suppress(BundleError):
        return is_project(folder) and open_project(folder).dataset_root != root
    return False


def save_project(project: Project) -> None:
    """Write ``project`` and remember it as the last one used.

    Raises:
        BundleError: its folder cannot be written; what was there is as it was.
    """
    try:
        project.folder.mkdir(parents=True, exist_ok=True)
        sweep_temporaries(project.folder)
        write_json(
            project.folder / DOCUMENT,
            {
                "format_version": FORMAT_VERSION,
                "dataset_root": str(project.dataset_root),
                "created": project.created,
                "seed": project.seed,
                "settings": project.settings,
                "window": project.window,
                "groups": project.groups,
                "columns": None if project.columns is None else asdict(project.columns),
                "divide_anew": project.anew,
            },
        )
    except (OSError, ValueError) as error:
        raise _cannot_save(project.folder, error) from error
    with suppress(OSError):
        _remember(project.folder)


def save_project_as(project: Project, folder: Path, control: Control) -> Project:
    """A copy of ``project`` with all its runs in ``folder``, which becomes the one in use.

    Args:
        project: stays where it is.
        folder: must not exist, or be empty, and lie outside the pictures.
        control: asked before each run is copied.

    Raises:
        BundleError: the place is taken, lies inside the pictures, or cannot be written.
        Cancelled: nothing stays behind.
    """
    folder = folder.resolve()
    if folder.is_relative_to(project.dataset_root):
        raise BundleError(
            Message("{path} lies inside the folder of pictures.", path=folder),
            Message("Choose a place outside: the next scan would take the project for a class."),
        )
    try:
        made = not is_there(folder)
        taken = not made and (not os.path.isdir(folder) or any(folder.iterdir()))
    except OSError as error:
        raise _cannot_save(folder, error) from error
    if taken:
        raise BundleError(
            Message("{path} exists already.", path=folder),
            Message("Choose a new name, or an empty folder."),
        )
    copy = replace(project, folder=folder)
    try:
        copy.runs_folder.mkdir(parents=True, exist_ok=True)
        for run in sorted(project.runs_folder.glob("[!.]*")):
            control.check()
            if is_there(run / "run.json"):
                shutil.copytree(run, copy.runs_folder / run.name)
        if is_there(project.edits_file):
            shutil.copyfile(project.edits_file, copy.edits_file)
        if is_there(project.pictures_folder):
            shutil.copytree(project.pictures_folder, copy.pictures_folder)
        save_project(copy)
    except BaseException as error:
        for made_folder in (copy.runs_folder, copy.pictures_folder):
            shutil.rmtree(made_folder, ignore_errors=True)
        copy.edits_file.unlink(missing_ok=True)
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise _cannot_save(folder, error) from error
        raise
    return copy


def relink(project: Project, dataset_root: Path, runs: Iterable[Run]) -> Project:
    """``project`` with its pictures at ``dataset_root``, saved.

    Args:
        project: whose pictures were moved.
        dataset_root: where they are said to be now; for a table, the folder that it lies in.
        runs: of the project; their pictures are looked for in the new place.

    Raises:
        DatasetError: the folder is missing, or is not the one that was moved.
    """
    root = dataset_root.resolve()
    if not os.path.isdir(root):
        raise DatasetError(Message("The folder {path} does not exist.", path=root))
    if is_table(project.dataset_root):
        return _relink_table(project, root)
    named = {file for run in runs for files in run.files.values() for file in files}
    # What was added lies elsewhere, and is there wherever the folder is.
    known = {file for file in named if not os.path.isabs(file)}
    found = sum(os.path.isfile(root / file) for file in known)
    if known and found < FOUND_SHARE * len(known):
        raise DatasetError(
            Message(
                "{path} holds {found} of the {count} pictures of this project.",
                path=root,
                found=found,
                count=len(known),
            ),
            Message("Choose the folder that has the class folders, or their splits, inside."),
        )
    linked = replace(project, dataset_root=root)
    save_project(linked)
    return linked


def _relink_table(project: Project, folder: Path) -> Project:
    """``project`` with its table in ``folder``, saved; what it names is seen when it is read."""
    table = folder / project.dataset_root.name
    if not os.path.isfile(table):
        raise DatasetError(
            Message("{path} holds no table {name}.", path=folder, name=table.name),
            Message("Choose the folder that the table lies in."),
        )
    linked = replace(project, dataset_root=table)
    save_project(linked)
    return linked


def recent_projects() -> list[Project]:
    """The projects that were used last, newest first; those that are gone are left out.

    Their pictures may be gone: ``dataset_root`` says where they were.
    """
    found = []
    for folder in _recent_folders():
        with suppress(BundleError):
            found.append(open_project(folder))
    return found


def forget(project: Project) -> None:
    """Leave ``project`` out of the recent ones; it stays on disk."""
    kept = [str(folder) for folder in _recent_folders() if folder != project.folder]
    with suppress(OSError):
        write_json(_recent_file(), {"format_version": FORMAT_VERSION, "folders": kept})


def _columns(entry: object) -> TableColumns | None:
    """Raises TypeError where ``entry`` is something else."""
    if entry is None:
        return None
    if not isinstance(entry, dict) or not all(isinstance(name, str) for name in entry.values()):
        raise TypeError("its columns are no names")
    return TableColumns(**entry)


def _known_folders() -> list[Path]:
    """Folders of projects, the recent ones first."""
    known = _recent_folders()
    home = places.data_folder() / "projects"
    with suppress(OSError):
        known += [folder for folder in sorted(home.iterdir()) if folder not in known]
    return [folder for folder in known if is_project(folder)]


def _recent_file() -> Path:
    return places.data_folder() / "recent.json"


def _recent_folders() -> list[Path]:
    try:
        rows = read_json(_recent_file())["folders"]
    except (BundleError, LookupError, TypeError):
        return []
    return [Path(row) for row in rows if isinstance(row, str)] if isinstance(rows, list) else []


def _remember(folder: Path) -> None:
    folders = [folder, *(other for other in _recent_folders() if other != folder)]
    write_json(
        _recent_file(),
        {
            "format_version": FORMAT_VERSION,
            "folders": [str(path) for path in folders[:RECENT_LIMIT]],
        },
    )


def _damaged(folder: Path, reason: str) -> BundleError:
    return BundleError(
        Message("{path} is damaged: {reason}.", path=folder / DOCUMENT, reason=reason),
        Message("The runs beside it are whole: open one of them, or open the pictures anew."),
    )


def _cannot_save(folder: Path, error: Exception) -> BundleError:
    reason = getattr(error, "strerror", None) or str(error)
    return BundleError(
        Message("The project cannot be saved in {path}: {reason}.", path=folder, reason=reason),
        Message("Make room on the disk, or choose a folder that you may write to."),
    )
