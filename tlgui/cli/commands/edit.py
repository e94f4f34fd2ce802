"""``tlgui edit``: other labels, pictures left out, groups, laid over a folder of pictures."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, Columns, PictureFolder
from tlgui.cli.refusals import WrongUsageError
from tlgui.cli.reports import counted, print_json, print_line, say
from tlgui.cli.terminal import progress
from tlgui.engine.data.files import HEAD_SIZE, open_regular, picture_format
from tlgui.engine.data.index import class_name
from tlgui.engine.data.names import shown
from tlgui.engine.edits.edit import Edit, EditKind, check_class_name
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.places import path_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.edits.journal import EditJournal
    from tlgui.engine.progress import Control

USES = {
    "list": "",
    "relabel": "CLASS FILE...",
    "add": "CLASS FILE...",
    "exclude": "FILE...",
    "restore": "FILE...",
    "keep": "FILE...",
    "group": "FILE...",
    "rename": "CLASS NEW",
    "hide": "CLASS",
    "undo": "[N]",
    "redo": "[N]",
    "export": "FILE",
    "import": "FILE",
    "apply": "DIR",
}
FILES_TOLD = 3


def command(
    folder: PictureFolder,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"{', '.join(USES)}.")] = "list",
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD",
            help="; ".join(f"{name} {words}" for name, words in USES.items() if words) + ".",
        ),
    ] = None,
    new_class: Annotated[
        bool,
        typer.Option("--new-class", help="The class of `relabel` and `add` may be a new one."),
    ] = False,
    copied: Annotated[
        bool,
        typer.Option("--copy", help="Have `add` keep copies of the pictures in the project."),
    ] = False,
    divided: Annotated[
        bool,
        typer.Option("--divided", help="Have `apply` write train, validation and test folders."),
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Of the split of --divided.")] = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Have `export` write over a file that is there.")
    ] = False,
    columns: Columns = "",
    as_json: AsJson = False,
) -> None:
    """Correct labels, add pictures, leave some out, group them: scan and train go by it.

    Files are paths in the folder, or from where you are. `add` takes pictures from elsewhere, to
    learn from, and `restore` lets them go. The pictures themselves stay as they are:
    `apply` writes a corrected copy. `rename` to a class that is there merges the two. Every edit
    can be taken back, the last one first.
    """
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.edits.overlay import with_edits
    from tlgui.engine.project import journal_of, scan_of

    given = tuple(words or ())
    if what not in USES:
        raise WrongUsageError(
            Message("There is no edit called {name}.", name=what),
            Message("Available: {names}.", names=", ".join(USES)),
        )
    _check_words(what, given)
    with progress(quiet=as_json) as control:
        listed = scan_of(folder, control, TableColumns.parse(columns))
        journal = journal_of(folder)
        if what == "apply":
            edited = with_edits(listed, journal.edits())
            _apply(listed, edited, Path(given[0]), control, seed if divided else None, as_json)
            return
    if what == "export":
        if os.path.isfile(given[0]) and not force:
            raise BundleError(
                Message("{path} exists already.", path=given[0]), Message("--force writes over it.")
            )
        journal.export(Path(given[0]))
    elif what in ("undo", "redo"):
        _step(journal, what, given)
    elif what != "list":
        edited = with_edits(listed, journal.edits(), may_be_empty=True)
        if what == "add":
            asked = _additions(given, listed, edited, new_class, copied)
        else:
            asked = tuple(_edits(what, given, listed, edited, new_class))
        if what == "import":
            asked = _not_yet_made(journal, asked)
        with_edits(listed, journal.edits_after(asked))  # What leaves nothing is refused.
        journal.take_in(asked)
    edited = with_edits(listed, journal.edits(), may_be_empty=True)
    if as_json:
        print_json(_document(journal, edited))
    else:
        _print(journal, edited)


def _check_words(what: str, words: Sequence[str]) -> None:
    least = {"relabel": 2, "add": 2, "group": 2, "rename": 2, "list": 0, "undo": 0, "redo": 0}.get(
        what, 1
    )
    most = {"list": 0, "rename": 2}.get(what, len(words) if "..." in USES[what] else 1)
    if not least <= len(words) <= most or not all(words):
        raise WrongUsageError(
            Message("`{what}` takes other words.", what=what),
            Message("tlgui edit FOLDER {what} {words}", what=what, words=USES[what]),
        )


def _edits(
    what: str, words: Sequence[str], listed: DatasetIndex, edited: DatasetIndex, new_class: bool
) -> Iterable[Edit]:
    """The edits that the command line asks for."""
    from tlgui.engine.edits.journal import read_edits

    if what == "import":
        return read_edits(Path(words[0]))
    kind = EditKind(what)
    if kind is EditKind.RENAME:
        check_class_name(words[1], edited.classes)
        return (Edit(kind, label=_known(words[0], edited), name=words[1]),)
    if kind is EditKind.HIDE:
        return (Edit(kind, label=_known(words[0], edited)),)
    if kind is EditKind.RELABEL:
        label = _label(words[0], listed, edited, new_class)
        return (Edit(kind, _files(words[1:], listed, edited), label),)
    return (Edit(kind, _files(words, listed, edited)),)


def _not_yet_made(journal: EditJournal, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Those of ``edits`` that are not here already; how many are is told."""
    new = journal.new_of(edits)
    known = len(edits) - len(new)
    if known:
        hold = "holds" if known == 1 else "hold"
        what = "." if new else ": nothing is changed."
        say(f"notice: {counted(known, 'edit')} of the file {hold} here already{what}")
    return new


def _additions(
    words: Sequence[str], listed: DatasetIndex, edited: DatasetIndex, new_class: bool, copied: bool
) -> tuple[Edit, ...]:
    """The edits that add pictures; one that the folder has already is relabelled instead."""
    from tlgui.engine.corrections.joining import copied_into, sorted_out
    from tlgui.engine.progress import Control
    from tlgui.engine.project import project_of

    label = _label(words[0], listed, edited, new_class)
    files = [Path(os.path.abspath(word)) for word in words[1:]]
    for file in files:
        if not os.path.isfile(file):
            raise DatasetError(Message("There is no file {path}.", path=shown(str(file))))
        with open_regular(file) as opened:
            if picture_format(opened.read(HEAD_SIZE)) is None:
                raise DatasetError(Message("{path} is not a picture.", path=shown(str(file))))
    found = sorted_out(dict.fromkeys(files, label), edited, Control())
    for name in found.relabelled:
        say(f"notice: {shown(name)} is in the folder already: its class becomes {shown(label)}.")
    for name in found.known:
        say(f"notice: {shown(name)} is in the folder already as {shown(label)}.")
    if copied and found.added:
        folder = project_of(listed.place).pictures_folder
        copies = copied_into(folder, map(Path, found.added), Control())
        found = replace(found, added={copy.as_posix(): label for copy in copies.values()})
    return found.edits()


def _label(word: str, listed: DatasetIndex, edited: DatasetIndex, new_class: bool) -> str:
    """The class that ``word`` names, which may be a new one."""
    if not new_class:
        return _known(word, edited, listed)
    check_class_name(word, {*listed.classes, *edited.classes})
    return class_name(word)


def _known(word: str, *indices: DatasetIndex) -> str:
    label = class_name(word)
    known = {name for index in indices for name in index.classes}
    if label not in known:
        raise DatasetError(
            Message("There is no class {name}.", name=shown(label)),
            Message("The classes are: {names}.", names=", ".join(indices[0].classes)),
        )
    return label


def _files(words: Iterable[str], listed: DatasetIndex, edited: DatasetIndex) -> tuple[str, ...]:
    """Paths in the data set: each word is one, or leads to one from here."""
    known = {record.path for record in (*listed.records, *edited.records)}
    known |= {problem.path for problem in listed.problems}
    found = []
    for word in words:
        inside = path_from(os.path.realpath(listed.root), os.path.realpath(word))
        whole = os.path.abspath(word)
        names = tuple(name.replace(os.sep, "/") for name in (os.path.normpath(word), inside, whole))
        file = next((name for name in names if name in known), None)
        if file is None:
            raise DatasetError(
                Message("{path} is no picture of {folder}.", path=shown(word), folder=listed.root),
                Message("Name it as it is called in the folder: cat/1.jpg, say."),
            )
        found.append(file)
    return tuple(dict.fromkeys(found))


def _step(journal: EditJournal, what: str, words: Sequence[str]) -> None:
    try:
        count = int(words[0]) if words else 1
    except ValueError:
        count = 0
    if count < 1:
        raise WrongUsageError(
            Message("{word} is no number of edits.", word=words[0]),
            Message("tlgui edit FOLDER {what} [N]", what=what),
        )
    for _ in range(count):
        if (journal.undo() if what == "undo" else journal.redo()) is None:
            break


def _apply(
    listed: DatasetIndex,
    edited: DatasetIndex,
    target: Path,
    control: Control,
    seed: int | None,
    as_json: bool,
) -> None:
    from tlgui.engine.clean_copy import TABLE, write_clean_copy
    from tlgui.engine.data.records import Division
    from tlgui.engine.data.split import draw_split

    split = None if seed is None else draw_split(edited, control, Division(seed))
    done = write_clean_copy(listed, edited, target, control, split=split)
    if as_json:
        print_json(
            {
                "folder": str(done.folder),
                "table": str(done.folder / TABLE),
                "copied": done.copied,
                "relabelled": done.relabelled,
                "left_out": done.left_out,
            }
        )
        return
    print_line(
        f"{counted(done.copied, 'picture')} copied to {done.folder}: {done.relabelled} relabelled,"
        f" {done.left_out} left out"
    )
    print_line(f"What became of each: {done.folder / TABLE}")


def _document(journal: EditJournal, edited: DatasetIndex) -> dict[str, Any]:
    index = reports.index_document(edited, edited.problems)
    return {
        "file": str(journal.path),
        "edits": [edit.to_json() for edit in journal.done],
        "can_redo": journal.can_redo,
        **{name: index[name] for name in ("edited", "classes", "images")},
    }


def _print(journal: EditJournal, edited: DatasetIndex) -> None:
    for number, edit in enumerate(journal.done, 1):
        print_line(f"{number:5d}  {_line(edit)}")
    print_line(
        f"{counted(len(journal.done), 'edit')}: {edited.edited.relabelled} relabelled,"
        f" {edited.edited.excluded} left out, {edited.edited.grouped} in groups,"
        f" {edited.edited.added} added;"
        f" {counted(len(edited.records), 'picture')}"
        f" in {counted(len(edited.classes), 'class', 'classes')}"
    )
    if edited.edited.gone:
        print_line(f"{counted(edited.edited.gone, 'edited picture')} no longer there")


def _line(edit: Edit) -> str:
    files = ", ".join(map(shown, edit.files[:FILES_TOLD]))
    if len(edit.files) > FILES_TOLD:
        files += f" and {len(edit.files) - FILES_TOLD} more"
    parts = [edit.kind.value, files, shown(edit.label), shown(edit.name), edit.about]
    if edit.kind in (EditKind.RELABEL, EditKind.ADD):
        parts = [edit.kind.value, files, f"as {shown(edit.label)}"]
    elif edit.kind is EditKind.RENAME:
        parts = [edit.kind.value, shown(edit.label), f"to {shown(edit.name)}"]
    return " ".join(part for part in parts if part)
