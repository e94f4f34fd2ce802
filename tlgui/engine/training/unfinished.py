"""Trainings that ended too soon, killed say: what was asked, and how far each is.

A method that learns step by step keeps in the folder of the run that is being made how far it is;
likewise what is done of several models, or of several folds. Beside it lies what was asked; with
both, it goes on as if nothing had been.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.records import Split, SplitName
from tlgui.engine.data.split import division_facts, read_division, read_table_place
from tlgui.engine.errors import BundleError, DatasetError, Message, RecipeError
from tlgui.engine.storage import is_there, read_json, write_json
from tlgui.engine.training.kept.places import has_progress
from tlgui.engine.training.kept.reached import how_far
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.run import texts

if TYPE_CHECKING:
    from tlgui.engine.data.records import DatasetIndex, Division, Table
    from tlgui.engine.training.kept.reached import Reached
    from tlgui.engine.training.recipe import Recipe

FORMAT_VERSION = 1
FILE = "begun.json"


@dataclass(frozen=True, eq=False)
class Unfinished:
    """A training that can go on.

    Attributes:
        folder: of the run that is being made.
        out: where the run will lie.
        recipe: what was asked for.
        dataset_root: the folder of pictures.
        files: the pictures of each split, relative to that.
        origin: how the split was made.
        created: when it was begun; local time, ISO 8601.
        groups: pictures that stay together.
        division: what was asked of the split; None where nobody knows.
        table: that names the pictures, where it is not the folder.
    """

    folder: Path
    out: Path
    recipe: Recipe
    dataset_root: Path
    files: dict[SplitName, tuple[str, ...]]
    origin: str
    created: str
    groups: tuple[tuple[str, ...], ...] = ()
    division: Division | None = None
    table: Table | None = None

    @property
    def place(self) -> Path:
        """What is opened to see the pictures again: their folder, or the table."""
        return self.dataset_root if self.table is None else self.table.file

    def reached(self) -> Reached:
        """How far it is.

        Raises:
            DamagedError: what it kept cannot be read.
        """
        return how_far(self.folder, self.recipe)

    def split(self, index: DatasetIndex) -> Split:
        """The split it was begun with, as positions in ``index``.

        Raises:
            DatasetError: pictures are gone since.
        """
        positions = {record.path: position for position, record in enumerate(index.records)}
        gone = [file for files in self.files.values() for file in files if file not in positions]
        if gone:
            raise DatasetError(
                Message(
                    "{count} pictures are gone since this training was begun, {name} among them.",
                    count=len(gone),
                    name=gone[0],
                ),
                Message(
                    "Put them back (or take back the edits that leave them out), or train anew."
                ),
            )
        train, validation, test = (
            tuple(positions[file] for file in self.files[name]) for name in SplitName
        )
        groups = tuple(
            tuple(positions[file] for file in group if file in positions) for group in self.groups
        )
        seed = self.recipe.seed if self.division is None else self.division.seed
        return Split(train, validation, test, self.origin, seed, groups, self.division)


def note_begin(
    folder: Path, out: Path, recipe: Recipe, index: DatasetIndex, split: Split, created: str
) -> None:
    """Keep in ``folder`` what a training was asked.

    Raises:
        BundleError: it cannot be written.
    """
    parts = (split.train, split.validation, split.test)
    document = {
        "format_version": FORMAT_VERSION,
        "out": str(out.absolute()),
        "recipe": recipe.to_json(),
        "dataset_root": str(index.root),
        "files": {
            name.value: [index.records[position].path for position in positions]
            for name, positions in zip(SplitName, parts, strict=True)
        },
        "origin": split.origin,
        "groups": [[index.records[position].path for position in group] for group in split.groups],
        "created": created,
        **division_facts(index, split),
    }
    try:
        write_json(folder / FILE, document)
    except OSError as error:
        raise BundleError(
            Message(
                "The run cannot be kept in {path}: {reason}.",
                path=out,
                reason=error.strerror or error,
            ),
            Message("Choose a folder that you may write to."),
        ) from error


def is_unfinished(folder: Path) -> bool:
    """Whether a training that ended in ``folder`` could go on there.

    Raises:
        OSError: it cannot be told.
    """
    return is_there(folder / FILE) and has_progress(folder)


def read_unfinished(folder: Path) -> Unfinished:
    """The training that ended in ``folder``.

    Raises:
        BundleError: what it was asked cannot be read.
    """
    document: Any = read_json(folder / FILE)
    try:
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError("it is of another version")
        return Unfinished(
            folder=folder,
            out=Path(document["out"]),
            recipe=read_recipe(document["recipe"]),
            dataset_root=Path(document["dataset_root"]),
            files={name: texts(document["files"][name.value]) for name in SplitName},
            origin=str(document["origin"]),
            created=str(document["created"]),
            groups=tuple(texts(group) for group in document.get("groups", [])),
            division=read_division(document),
            table=read_table_place(document),
        )
    except (LookupError, TypeError, ValueError, RecipeError) as error:
        raise BundleError(
            Message(
                "The unfinished training in {path} is damaged: {reason}.", path=folder, reason=error
            ),
            Message("Train anew."),
        ) from error
