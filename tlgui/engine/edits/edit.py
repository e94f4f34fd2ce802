"""One edit, and what a row of them comes to."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.index import class_name
from tlgui.engine.data.names import shown
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

LEFT_OUT = ""
"""In the place of a class: its pictures are left out."""


class EditKind(StrEnum):
    """What can be done to pictures, or to all of a class."""

    RELABEL = "relabel"
    EXCLUDE = "exclude"
    RESTORE = "restore"
    KEEP = "keep"
    GROUP = "group"
    RENAME = "rename"
    HIDE = "hide"
    ADD = "add"


OF_CLASSES = frozenset((EditKind.RENAME, EditKind.HIDE))


@dataclass(frozen=True)
class Edit:
    """One thing that the user did.

    Attributes:
        kind: what was done.
        files: paths of the pictures, as in ``ImageRecord.path``; empty for edits of a class. Those
            that are added from elsewhere are absolute, with forward slashes.
        label: the class they get, or the one that is renamed or hidden.
        name: the new name of a class; an existing one merges the two.
        about: what the user was asked when they kept the pictures as they are.
        at: local time, ISO 8601; says nothing about what the edit does.
    """

    kind: EditKind
    files: tuple[str, ...] = ()
    label: str = ""
    name: str = ""
    about: str = ""
    at: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        for place in ("label", "name"):
            object.__setattr__(self, place, class_name(getattr(self, place)))
        takes_label = self.kind in (EditKind.RELABEL, EditKind.ADD, *OF_CLASSES)
        if takes_label and not self.label:
            raise _nameless()
        if self.kind is EditKind.RENAME and not self.name:
            raise DatasetError(Message("No new name is given."), Message("Name the class anew."))
        least = 0 if self.kind in OF_CLASSES else 2 if self.kind is EditKind.GROUP else 1
        if len(set(self.files)) < least:
            raise DatasetError(
                Message("Too few pictures are named: {count}.", count=len(set(self.files))),
                Message("Name at least {count}.", count=least),
            )
        if self.kind is EditKind.ADD and not all(map(os.path.isabs, self.files)):
            raise DatasetError(
                Message("A picture is added by its whole path, not {path}.", path=self.files[0])
            )

    def to_json(self) -> dict[str, Any]:
        """A plain document; what is empty is left out."""
        document: dict[str, Any] = {"kind": self.kind.value, "files": list(self.files)}
        texts = {"label": self.label, "name": self.name, "about": self.about, "at": self.at}
        return {key: value for key, value in {**document, **texts}.items() if value}

    @classmethod
    def from_json(cls, document: object) -> Edit:
        """The edit that ``to_json`` wrote.

        Raises:
            ValueError: it is none, or of a kind that this version does not know.
            DatasetError: it says what makes no sense.
        """
        if not isinstance(document, dict):
            raise ValueError("an edit is something else")
        files = document.get("files", [])
        texts = [document.get(key, "") for key in ("label", "name", "about", "at")]
        if not isinstance(files, list) or not all(isinstance(x, str) for x in [*files, *texts]):
            raise ValueError("an edit is something else")
        return cls(EditKind(str(document.get("kind"))), tuple(files), *texts)


def check_class_name(name: str, known: Collection[str]) -> None:
    """See that a class can be called ``name``: one of the ``known``, or what can name a folder.

    Raises:
        DatasetError: it cannot.
    """
    label = class_name(name)
    if not label:
        raise _nameless()
    if label not in known and (not label.strip() or label.startswith(".") or "/" in label):
        raise DatasetError(
            Message("{name} cannot be the name of a class.", name=shown(label)),
            Message("A name has no slash, and does not begin with a dot."),
        )


def _nameless() -> DatasetError:
    return DatasetError(Message("No class is named."), Message("Name the class."))


@dataclass(frozen=True)
class Edits:
    """What a row of edits comes to. The order of edits of different pictures makes no difference.

    Attributes:
        labels: the class of each picture that got one, ``LEFT_OUT`` for those to leave out.
        classes: of each class on disk that was renamed or hidden, what it is now.
        kept: what was looked at and is to stay as it is: (about what, the pictures).
        groups: pictures that belong together, in the order in which the user said so.
        added: pictures from elsewhere, in the order in which they were added; ``labels`` has their
            classes.
    """

    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    classes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kept: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    groups: tuple[tuple[str, ...], ...] = ()
    added: tuple[str, ...] = ()

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> Edits:
        """What ``edits`` come to, one after the other."""
        labels: dict[str, str] = {}
        classes: dict[str, str] = {}
        kept: dict[tuple[str, tuple[str, ...]], None] = {}
        groups: list[tuple[str, ...]] = []
        added: dict[str, str] = {}  # With the class that each came with.
        for edit in edits:
            match edit.kind:
                case EditKind.RELABEL:
                    labels |= dict.fromkeys(edit.files, edit.label)
                case EditKind.EXCLUDE:
                    labels |= dict.fromkeys(edit.files, LEFT_OUT)
                case EditKind.ADD:
                    labels |= dict.fromkeys(edit.files, edit.label)
                    added |= dict.fromkeys(edit.files, edit.label)
                case EditKind.RESTORE:
                    back = set(edit.files)
                    for file in edit.files:
                        if labels.pop(file, None) == LEFT_OUT and file in added:
                            labels[file] = added[file]
                        else:
                            added.pop(file, None)
                    kept = {each: None for each in kept if back.isdisjoint(each[1])}
                    apart = (tuple(x for x in group if x not in back) for group in groups)
                    groups = [group for group in apart if len(group) > 1]
                case EditKind.KEEP:
                    kept[edit.about, edit.files] = None
                case EditKind.GROUP:
                    groups.append(edit.files)
                case EditKind.RENAME | EditKind.HIDE:
                    new = edit.name if edit.kind is EditKind.RENAME else LEFT_OUT
                    for known in (labels, classes, added):
                        changed = [key for key, value in known.items() if value == edit.label]
                        known |= dict.fromkeys(changed, new)
                    # A class of that name that was renamed before is another one by now.
                    classes.setdefault(edit.label, new)
        return cls(
            MappingProxyType(labels),
            MappingProxyType(classes),
            frozenset(kept),
            tuple(groups),
            tuple(added),
        )

    def __bool__(self) -> bool:
        return bool(self.labels or self.classes or self.kept or self.groups or self.added)

    def label_of(self, file: str, on_disk: str) -> str:
        """The class of a picture; ``LEFT_OUT`` where it is to be left out."""
        return self.labels.get(file, self.classes.get(on_disk, on_disk))


NO_EDITS = Edits()
