"""Listing a folder of labelled pictures: names and sizes only, nothing is decoded.

One sub-folder per class; folders inside a class are flattened into it. Where folders called
``train``, ``validation``, ``test`` (or ``training``, ``val``, ``valid``, ``testing``, in upper or
lower case) hold the class folders, they are the splits.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tlgui.engine.data.folders import OUTSIDE, Place, Walk, file_identity, problem_order
from tlgui.engine.data.names import natural_key, shown
from tlgui.engine.data.records import DatasetIndex, Problem, ProblemKind, SplitName
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.progress import Control, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tlgui.engine.data.records import ImageRecord

SPLIT_FOLDERS = {
    "train": SplitName.TRAIN,
    "training": SplitName.TRAIN,
    "val": SplitName.VALIDATION,
    "valid": SplitName.VALIDATION,
    "validation": SplitName.VALIDATION,
    "test": SplitName.TEST,
    "testing": SplitName.TEST,
}
"""Lower-case names of folders that hold a split."""

FEW_PICTURES = 5
"""A class with fewer training pictures than this is reported."""


class NoClassFoldersError(DatasetError):
    """The folder holds pictures, and no folder of a class: nothing says what they show."""


def scan(root: Path, control: Control | None = None) -> DatasetIndex:
    """What the folder ``root`` holds: classes, pictures, splits, and all that is wrong with it.

    Every visible entry ends as a record, a problem or a count in ``ignored``.

    Raises:
        DatasetError: there is no such folder, it cannot be opened, or it holds no picture.
        NoClassFoldersError: a DatasetError too; its pictures lie directly in it.
        Cancelled: the user cancelled; asked at least every 1,000 entries.
    """
    control = control or Control()
    control.check()
    control.report(Stage(StageName.LISTING))
    root = Path(os.path.abspath(root))
    _check_root(root)
    walk = Walk(str(root), control)
    folders = _enter_folders(walk)
    labels = tuple(_in_order(folders))
    pictures = walk.finish()
    if not pictures:
        raise _no_pictures(root, walk.problems)
    folders = [folder for folder in folders if folder.path not in walk.outputs]
    if not folders:
        raise _no_class_folders(root)
    left_out = [
        _stray(picture) if picture.class_index < 0 else _empty(picture)
        for picture in pictures
        if picture.class_index < 0 or not picture.size
    ]
    if left_out:
        pictures = [picture for picture in pictures if picture.class_index >= 0 and picture.size]
    counts = Counter(map(attrgetter("class_index", "split"), pictures))
    total = [sum(counts[at, split] for split in (None, *SplitName)) for at in range(len(labels))]
    training = [counts[at, None] + counts[at, SplitName.TRAIN] for at in range(len(labels))]
    problems = [
        *walk.problems,
        *left_out,
        *_class_problems(labels, total, training, folders, walk.problems),
        *_merged_names(folders),
    ]
    problems.sort(key=problem_order)
    if not all(total):
        labels, pictures = _without_empty_classes(labels, total, pictures)
    return DatasetIndex(root, labels, tuple(pictures), tuple(problems), walk.ignored)


def expand_pictures(
    paths: Sequence[Path], control: Control | None = None
) -> tuple[list[Path], list[Problem]]:
    """The picture files that ``paths`` mean: files as given, folders with all that is in them.

    A file that is named is kept whatever it is, so that its error can be told; a folder gives
    its pictures, in natural order, without hidden and unknown files. Each file comes once, at its
    first place. The paths in the problems are not relative.
    """
    control = control or Control()
    control.report(Stage(StageName.LISTING))
    files: dict[object, Path] = {}
    problems: list[Problem] = []
    entered: set[object] = set()
    for path in paths:
        control.check()
        if not os.path.isdir(path):
            files.setdefault(file_identity(str(path)), path)
            continue
        walk = Walk(str(path), control, entered)
        walk.enter("", OUTSIDE, linked=False, listing=None)
        for picture in sorted(walk.finish(), key=lambda picture: natural_key(picture.path)):
            file = path / picture.path
            files.setdefault(file_identity(str(file)), file)
        problems += [
            Problem(walk.absolute(problem.path), problem.kind, problem.message)
            for problem in walk.problems
        ]
    return list(files.values()), sorted(problems, key=problem_order)


def class_name(folder: str) -> str:
    """The label that a folder's name stands for: NFC, and printable in every encoding.

    The same Korean name is spelled in two ways by different systems; bytes that are not UTF-8
    become escapes.
    """
    normal = unicodedata.normalize("NFC", folder)
    return normal.encode("utf-8", "backslashreplace").decode("utf-8")


class _ClassFolder(NamedTuple):
    path: str
    label: str
    split: SplitName | None
    linked: bool


def _enter_folders(walk: Walk) -> list[_ClassFolder]:
    """Send ``walk`` into every folder; the folders of classes, sorted by path.

    The class index of what it finds is the position among the labels in natural order.
    """
    top = walk.list_folder("")
    listings = {
        entry.name: walk.list_folder(entry.name)
        for entry in top.folders
        if entry.name.lower() in SPLIT_FOLDERS
    }
    has_splits = any(listing.folders for listing in listings.values())
    folders = []
    for entry in top.folders:
        name, linked = entry.name, entry.is_symlink()
        listing = listings.get(name)
        if not has_splits:
            folders.append(_ClassFolder(name, class_name(name), None, linked))
        elif listing is None or not listing.folders:
            walk.enter(name, OUTSIDE, linked=linked, listing=listing)
        else:
            named_split = SPLIT_FOLDERS[name.lower()]
            folders += [
                _ClassFolder(
                    f"{name}/{inner.name}",
                    class_name(inner.name),
                    named_split,
                    linked or inner.is_symlink(),
                )
                for inner in listing.folders
            ]
            for file in listing.files:
                walk.take_file(f"{name}/{file.name}", OUTSIDE, file)
    for file in top.files:
        walk.take_file(file.name, OUTSIDE, file)
    labels = _in_order(folders)
    positions = {label: position for position, label in enumerate(labels)}
    for path, label, split, linked in folders:
        place = Place(positions[label], split)
        walk.enter(path, place, linked=linked, listing=listings.get(path))
    return sorted(folders)


def _in_order(folders: Iterable[_ClassFolder]) -> list[str]:
    """The labels of ``folders``, each once, 2 before 10."""
    return sorted({folder.label for folder in folders}, key=natural_key)


def _without_empty_classes(
    labels: tuple[str, ...], total: Sequence[int], pictures: Iterable[ImageRecord]
) -> tuple[tuple[str, ...], list[ImageRecord]]:
    kept = [position for position, count in enumerate(total) if count]
    new_position = {old: new for new, old in enumerate(kept)}
    return tuple(labels[position] for position in kept), [
        replace(picture, class_index=new_position[picture.class_index]) for picture in pictures
    ]


def _check_root(root: Path) -> None:
    hint = Message("Choose the folder that holds one sub-folder per class.")
    try:
        with os.scandir(root):
            return
    except FileNotFoundError as error:
        raise DatasetError(
            Message("{path} does not exist.", path=shown(str(root))), hint
        ) from error
    except NotADirectoryError as error:
        raise DatasetError(
            Message("{path} is not a folder.", path=shown(str(root))), hint
        ) from error
    except OSError as error:
        raise DatasetError(
            Message(
                "{path} cannot be opened: {reason}.",
                path=shown(str(root)),
                reason=error.strerror or str(error),
            ),
            hint,
        ) from error


def _no_pictures(root: Path, problems: Iterable[Problem]) -> DatasetError:
    hint = Message(
        "A data set is a folder with one sub-folder per class, each holding that class's"
        " pictures: flowers/rose/1.jpg, flowers/tulip/1.jpg."
    )
    for problem in problems:
        if problem.kind is ProblemKind.UNREADABLE_FOLDER:
            return DatasetError(
                Message(
                    "No picture was found in {path}. {problem}",
                    path=shown(str(root)),
                    problem=problem.message,
                ),
                hint,
            )
    return DatasetError(Message("{path} holds no pictures.", path=shown(str(root))), hint)


def _no_class_folders(root: Path) -> NoClassFoldersError:
    return NoClassFoldersError(
        Message(
            "{folder} has no class folders: its pictures lie directly in it.",
            folder=shown(str(root)),
        ),
        Message("Open the folder above, which holds one sub-folder per class."),
    )


def _stray(picture: ImageRecord) -> Problem:
    return Problem(
        picture.path,
        ProblemKind.STRAY_PICTURE,
        Message("{path} lies outside the class folders; it is left out.", path=shown(picture.path)),
    )


def _empty(picture: ImageRecord) -> Problem:
    return Problem(
        picture.path,
        ProblemKind.UNREADABLE,
        Message(
            "{name} cannot be read: {reason}.",
            name=shown(picture.path.rpartition("/")[2]),
            reason=Message("it is empty"),
        ),
    )


def _class_problems(
    labels: Sequence[str],
    total: Sequence[int],
    training: Sequence[int],
    folders: Iterable[_ClassFolder],
    listing_problems: Iterable[Problem],
) -> Iterable[Problem]:
    """Classes without pictures, with few, or with none to learn from."""
    unreadable = [
        problem.path
        for problem in listing_problems
        if problem.kind is ProblemKind.UNREADABLE_FOLDER
    ]
    paths: dict[str, list[str]] = {}
    for folder in folders:
        paths.setdefault(folder.label, []).append(folder.path)
    for position, label in enumerate(labels):
        if label not in paths:
            continue
        problem = None
        if total[position]:
            problem = few_to_learn_from(
                paths[label][0], label, training[position], others=any(training)
            )
        elif not any(_lies_in(path, folder) for path in unreadable for folder in paths[label]):
            problem = Problem(
                paths[label][0],
                ProblemKind.EMPTY_CLASS,
                Message(
                    "The class {class_name} has no pictures; it is left out.",
                    class_name=shown(label),
                ),
            )
        if problem is not None:
            yield problem


def few_to_learn_from(path: str, label: str, training: int, *, others: bool) -> Problem | None:
    """What is wrong with a class of so many ``training`` pictures; None where there are enough.

    Args:
        path: of its folder.
        label: the class.
        training: its pictures to learn from.
        others: whether any class has some.
    """
    if training >= FEW_PICTURES:
        return None
    if training:
        return Problem(
            path,
            ProblemKind.FEW_PICTURES,
            Message(
                "The class {class_name} has few training pictures ({count}); its results will be"
                " uncertain.",
                class_name=shown(label),
                count=training,
            ),
        )
    if not others:
        return None
    return Problem(
        path,
        ProblemKind.CLASS_NOT_IN_TRAINING,
        Message(
            "The class {class_name} has no training pictures; its other pictures are left out.",
            class_name=shown(label),
        ),
    )


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _merged_names(folders: Iterable[_ClassFolder]) -> Iterable[Problem]:
    """Folders of one class whose names are spelled with different code points."""
    spellings: dict[str, dict[str, str]] = {}
    for folder in folders:
        same_label = spellings.setdefault(folder.label, {})
        same_label.setdefault(folder.path.rpartition("/")[2], folder.path)
    for label, paths in spellings.items():
        first, *others = paths.values()
        for other in others:
            yield Problem(
                other,
                ProblemKind.MERGED_CLASS_NAMES,
                Message(
                    "The folders {path} and {other} have the same name in two spellings; they"
                    " are one class, {class_name}.",
                    path=shown(other),
                    other=shown(first),
                    class_name=shown(label),
                ),
            )
