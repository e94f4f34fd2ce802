"""What a trained model's classes are called, which it hides, and which it answers as one.

Laid over a run: its weights, figures and reports stay those of the classes that it learned. A
document of its own in the run's folder keeps it, and everything that answers goes by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.class_matching import ClassFinder
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.storage import MissingError, read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

DOCUMENT = "classes.json"
FORMAT_VERSION = 1
NAME_LIMIT = 120
NAMES_TOLD = 50


@dataclass(frozen=True)
class ClassChanges:
    """The classes that a model answers with, made of those that it learned.

    Attributes:
        trained: the classes that it learned, in the order of the rows of its head.
        names: what each of them is called now. Those of one name are answered as one class, whose
            probability is the sum of theirs.
        hidden: places of those that are no answer any more: their scores are left out before
            probabilities are computed, so those of the others grow in proportion to 1 in all.
    """

    trained: tuple[str, ...]
    names: tuple[str, ...]
    hidden: frozenset[int] = frozenset()

    @classmethod
    def none(cls, trained: Sequence[str]) -> ClassChanges:
        """Every class as it was learned."""
        return cls(tuple(trained), tuple(trained))

    @property
    def is_none(self) -> bool:
        """Whether every class is as it was learned."""
        return self.names == self.trained and not self.hidden

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """For each class that is an answer, the places of those that it is made of."""
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            if place not in self.hidden:
                found.setdefault(name, []).append(place)
        return tuple(tuple(places) for places in found.values())

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes that are answers, in the order of ``parts``."""
        return tuple(self.names[part[0]] for part in self.parts)

    @property
    def row_names(self) -> tuple[str, ...]:
        """A name for each row of a head without the hidden classes, in the order of ``parts``.

        Where several are one class each has the name that it was learned by.
        """
        return tuple(
            self.names[place] if len(part) == 1 else self.trained[place]
            for part in self.parts
            for place in part
        )

    @property
    def merges(self) -> bool:
        """Whether several classes are answered as one."""
        return any(len(part) > 1 for part in self.parts)

    @property
    def numbers(self) -> dict[int, int]:
        """The answer that each class is, or is a part of, by its place; hidden ones are none."""
        return {place: number for number, part in enumerate(self.parts) for place in part}

    def finder(self, learned: ClassFinder) -> ClassFinder:
        """Which answer a folder's name means: that of this name, else that of the class learned.

        Args:
            learned: finds the classes that were learned.
        """
        classes, numbers = self.classes, self.numbers
        now = {name: (number,) for number, name in enumerate(classes)}

        def find(folder: str) -> tuple[int, ...]:
            found = (numbers[place] for place in learned.find(folder) if place in numbers)
            return now.get(folder) or tuple(dict.fromkeys(found))

        def hides(folder: str) -> bool:
            return not find(folder) and bool(learned.find(folder))

        return ClassFinder(classes, find, hides)

    def as_exported(self) -> ClassChanges:
        """The same for weights that were written without the hidden classes, in this order."""
        order = [place for part in self.parts for place in part]
        return ClassChanges(
            tuple(self.trained[place] for place in order),
            tuple(self.names[place] for place in order),
        )

    def find(self, name: str) -> tuple[int, ...]:
        """The places of the class called ``name``, now or when it was learned.

        Raises:
            RecipeError: there is none.
        """
        for names in (self.names, self.trained):
            if places := tuple(at for at, each in enumerate(names) if each == name):
                return places
        raise RecipeError(
            Message("The model does not know the class {name}.", name=name),
            Message("Its classes are: {names}.", names=some_names(dict.fromkeys(self.names))),
        )

    def named(self, places: Iterable[int], name: str) -> ClassChanges:
        """The same with another name for the classes at ``places``; one that is taken merges them.

        Raises:
            RecipeError: the name is empty or too long, or fewer than two answers are left.
        """
        name = " ".join(name.split())
        if not name or len(name) > NAME_LIMIT:
            raise RecipeError(
                Message("{name} is no name for a class.", name=repr(name[:NAME_LIMIT])),
                Message("Give it 1 to {limit} letters.", limit=NAME_LIMIT),
            )
        chosen = frozenset(places)
        names = tuple(name if at in chosen else each for at, each in enumerate(self.names))
        return _checked(replace(self, names=names))

    def renamed(self, name: str, new: str) -> ClassChanges:
        """The same, with the class ``name`` called ``new``.

        Raises:
            RecipeError: there is no such class, or another is called ``new``.
        """
        places = self.find(name)
        changed = self.named(places, new)
        taken = changed.names[places[0]]
        if any(each == taken for at, each in enumerate(self.names) if at not in places):
            raise RecipeError(
                Message("Another class is called {name} already.", name=taken),
                Message("To answer both as one class, merge them."),
            )
        return changed

    def merged(self, names: Iterable[str], new: str) -> ClassChanges:
        """The same, with the classes ``names`` answered as one that is called ``new``.

        Raises:
            RecipeError: one of them does not exist, or fewer than two answers are left.
        """
        return self.named([place for name in names for place in self.find(name)], new)

    def with_hidden(self, places: Iterable[int]) -> ClassChanges:
        """The same, with the classes at ``places`` no answers any more.

        Raises:
            RecipeError: fewer than two answers are left.
        """
        return _checked(replace(self, hidden=self.hidden | frozenset(places)))

    def with_shown(self, places: Iterable[int]) -> ClassChanges:
        """The same, with the classes at ``places`` answers again."""
        return replace(self, hidden=self.hidden - frozenset(places))

    def to_json(self) -> dict[str, Any]:
        """The document that is kept in the run's folder."""
        pairs = zip(self.trained, self.names, strict=True)
        return {
            "format_version": FORMAT_VERSION,
            "names": {learned: name for learned, name in pairs if learned != name},
            "hidden": [self.trained[place] for place in sorted(self.hidden)],
        }

    @classmethod
    def from_json(cls, document: Any, trained: Sequence[str]) -> ClassChanges:
        """The changes that ``to_json`` wrote.

        Raises:
            KeyError, TypeError, ValueError, AttributeError: the document is something else.
            RecipeError: fewer than two answers are left.
        """
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError(f"its format is {document['format_version']}")
        names, hidden = document["names"], document["hidden"]
        told = [*names, *names.values(), *hidden]
        if not isinstance(hidden, list) or not all(isinstance(name, str) for name in told):
            raise TypeError("a name is something else")
        place = {name: at for at, name in enumerate(trained)}
        if unknown := [name for name in (*names, *hidden) if name not in place]:
            raise ValueError(f"the run has no class {unknown[0]}")
        if any(not name.strip() for name in names.values()):
            raise ValueError("a name is empty")
        called = tuple(names.get(name, name) for name in trained)
        return _checked(cls(tuple(trained), called, frozenset(place[name] for name in hidden)))


def read_class_changes(folder: Path, trained: Sequence[str]) -> ClassChanges | None:
    """The changes that are kept in a run's ``folder``; None where there are none.

    Raises:
        BundleError: the document is damaged, or speaks of other classes.
    """
    path = folder / DOCUMENT
    try:
        changes = ClassChanges.from_json(read_json(path), trained)
    except MissingError:
        return None
    except (KeyError, TypeError, ValueError, AttributeError, RecipeError) as error:
        reason = error.message if isinstance(error, RecipeError) else str(error)
        raise BundleError(
            Message("{path} is damaged: {reason}.", path=path, reason=str(reason).rstrip(".")),
            Message("Without this file the run answers with the classes that it learned."),
        ) from error
    return None if changes.is_none else changes


def write_class_changes(folder: Path, changes: ClassChanges) -> None:
    """Keep ``changes`` in a run's ``folder``; where there are none, no document stays.

    Raises:
        OSError: it cannot be written.
    """
    if changes.is_none:
        (folder / DOCUMENT).unlink(missing_ok=True)
    else:
        write_json(folder / DOCUMENT, changes.to_json())


def _checked(changes: ClassChanges) -> ClassChanges:
    if len(changes.parts) < 2:
        raise RecipeError(
            Message("A model answers with two classes at least."),
            Message("Show another class, or merge fewer."),
        )
    return changes


def some_names(names: Iterable[str]) -> str:
    """The names in one line; the first ones where there are many."""
    told = list(names)
    return ", ".join(told[:NAMES_TOLD]) + (" ..." if len(told) > NAMES_TOLD else "")
