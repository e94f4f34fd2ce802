"""What the Data page has the workers do. No widget is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run


@dataclass(frozen=True)
class Listing:
    """A folder, listed and divided.

    Attributes:
        index: None where a run was asked for whose pictures are gone.
        split_error: why it cannot be divided, where ``split`` is None.
        run: the run that was asked for with it.
    """

    index: DatasetIndex | None
    split: Split | None
    split_error: DatasetError | None
    run: Run | None = None


@dataclass(frozen=True)
class Findings:
    """What a closer look found: positions that cannot be decoded, and all problems in words."""

    unusable: frozenset[int]
    problems: tuple[Problem, ...]


def list_folder(root: Path, *, control: Control) -> Listing:
    """List ``root`` and divide it.

    Raises:
        DatasetError: it is no folder, or holds no picture.
    """
    from tlgui.engine.data.index import scan

    index = scan(root, control)
    return divide(index, 0, control=control)


def list_folder_of_run(run_folder: Path, *, control: Control) -> Listing:
    """Open a finished run and list the folder that it learned from, divided as it was then.

    Where the pictures are gone, the run is there all the same.

    Raises:
        BundleError: the run cannot be read.
    """
    from tlgui.engine.data.index import scan
    from tlgui.engine.training.run import open_run, split_of_run

    run = open_run(run_folder)
    try:
        index = scan(run.dataset_root, control)
    except DatasetError:
        gone = DatasetError(
            Message("The pictures of this run are no longer at {path}.", path=run.dataset_root),
            Message("Results and Classify work all the same, without those pictures."),
        )
        return Listing(None, None, gone, run)
    return Listing(index, split_of_run(run, index), None, run)


def divide(index: DatasetIndex, seed: int, *, control: Control) -> Listing:
    """Divide ``index`` anew; a folder that cannot be divided is a listing all the same."""
    from tlgui.engine.data.split import make_split

    control.check()
    try:
        return Listing(index, make_split(index, seed=seed), None)
    except DatasetError as error:
        return Listing(index, None, error)


def write_sample(*, control: Control) -> Path:
    """The folder of the digits sample, written now if it was not there."""
    from tlgui.engine.data.samples import write_digits
    from tlgui.engine.places import data_folder

    folder = data_folder() / "samples" / "digits"
    folder.parent.mkdir(parents=True, exist_ok=True)
    return write_digits(folder, control)


def look_closely(index: DatasetIndex, split: Split | None, *, control: Control) -> Findings:
    """Find doubled files, and read every picture: what is damaged, what is there twice.

    Reading computes the features that training needs and keeps them: the time is not lost.
    """
    from tlgui.engine.data.quality import find_duplicates

    duplicates = find_duplicates(index, control)
    if split is None:
        return Findings(frozenset(), duplicates)
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.workflow import prepare

    failures = prepare(Recipe(), index, split, control)
    damaged = tuple(
        Problem(index.records[position].path, ProblemKind.UNREADABLE, reason)
        for position, reason in sorted(failures.items())
    )
    return Findings(frozenset(failures), (*damaged, *duplicates))
