"""Which classes of a folder a model knows, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.data.records import DatasetIndex


@dataclass(frozen=True)
class MatchedClasses:
    """The classes of a folder beside those of a model.

    Attributes:
        number: of the model's class, by the index of the folder's; those without are left out.
        problems: a row for each class that is left out.
        left_out: pictures in these.
    """

    number: dict[int, int]
    problems: tuple[Problem, ...]
    left_out: int


@dataclass(frozen=True)
class ClassFinder:
    """A model's classes, and which of them a folder's name may mean.

    Attributes:
        names: of the model's classes, in the order of its scores.
        find: their numbers: one where it is clear, none, or several.
        hides: whether a name is that of a class which is no answer any more.
    """

    names: tuple[str, ...]
    find: Callable[[str], tuple[int, ...]]
    hides: Callable[[str], bool] = lambda _name: False


def exact_finder(names: tuple[str, ...]) -> ClassFinder:
    """A class is called exactly as its folder."""
    number = {name: (place,) for place, name in enumerate(names)}
    return ClassFinder(names, lambda name: number.get(name, ()))


def match_classes(index: DatasetIndex, finder: ClassFinder) -> MatchedClasses:
    """The classes of ``index`` that ``finder`` finds, each clearly."""
    number: dict[int, int] = {}
    problems = []
    left_out = 0
    for place, (name, count) in enumerate(zip(index.classes, index.class_counts(), strict=True)):
        found = finder.find(name)
        if len(found) == 1:
            number[place] = found[0]
            continue
        left_out += count
        may_be = [finder.names[other] for other in found]
        told = _hidden(name, count) if finder.hides(name) else _unknown(name, count, may_be)
        problems.append(Problem(name, ProblemKind.UNKNOWN_CLASS, told))
    return MatchedClasses(number, tuple(problems), left_out)


def _hidden(name: str, count: int) -> Message:
    return Message(
        "The class {name} is hidden in this model; pictures left out: {count}.",
        name=name,
        count=count,
    )


def _unknown(name: str, count: int, may_be: list[str]) -> Message:
    if may_be:
        return Message(
            "The class {name} may be {others}; pictures left out: {count}.",
            name=name,
            others=", ".join(may_be),
            count=count,
        )
    if count == 1:
        return Message("The model does not know the class {name}: 1 picture left out.", name=name)
    return Message(
        "The model does not know the class {name}: {count} pictures left out.",
        name=name,
        count=count,
    )
