"""A user's word on which class of a network a folder means, where its name does not say it."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.data.class_matching import ClassFinder
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.storage import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tlgui.engine.models.class_names import ClassNames

ClassMap = dict[str, int | None]
"""The number of the class that a folder means, or None, by the folder's name."""


def read_class_map(source: str, names: ClassNames) -> ClassMap:
    """The class map that ``source`` is, or is the path of; no entries where it is empty.

    Raises:
        RecipeError: it cannot be read, or names a class that does not exist, or several.
    """
    if not source:
        return {}
    form = Message(
        'It is a JSON object of folders and classes: {example}, with null for "none of them".',
        example='{"my shoes": "running shoe"}',
    )
    where: object = source
    try:
        if source.lstrip().startswith("{"):
            where = Message("The class map")
            document = json.loads(source)
        else:
            document = read_json(Path(source))
    except BundleError as error:
        raise RecipeError(error.message, form) from error
    except (ValueError, RecursionError) as error:
        raise RecipeError(
            Message("The class map is damaged: {reason}.", reason=error), form
        ) from error
    if not isinstance(document, dict):
        raise RecipeError(Message("{path} is not a class map.", path=where), form)
    return {folder: _number(folder, name, names, where, form) for folder, name in document.items()}


def write_class_map(class_map: Mapping[str, int | None], names: ClassNames) -> str:
    """``class_map`` as ``read_class_map`` reads it; empty where it has no entries.

    Classes stand in it by their names, so that it holds for other networks with the same classes.
    """
    if not class_map:
        return ""
    named = {
        folder: None if number is None else _name(number, names)
        for folder, number in sorted(class_map.items())
    }
    return json.dumps(named, ensure_ascii=False)


def class_map_finder(names: ClassNames, class_map: Mapping[str, int | None]) -> ClassFinder:
    """Finds what ``class_map`` says; folders that are not in it by their names."""

    def find(folder: str) -> tuple[int, ...]:
        if folder not in class_map:
            return names.find(folder)
        number = class_map[folder]
        return () if number is None else (number,)

    return ClassFinder(names.names, find)


def _number(
    folder: str, name: object, names: ClassNames, where: object, form: Message
) -> int | None:
    if name is None:
        return None
    if not isinstance(name, str):
        raise RecipeError(
            Message("{path} has no name of a class for {folder}.", path=where, folder=folder),
            form,
        )
    found = names.find(name)
    if len(found) == 1:
        return found[0]
    raise RecipeError(
        Message(
            "{path}: there is no class {name}, for {folder}.", path=where, name=name, folder=folder
        )
        if not found
        else Message(
            "{path}: several classes are called {name}, for {folder}.",
            path=where,
            name=name,
            folder=folder,
        ),
        _similar(name, names, found),
    )


def _name(number: int, names: ClassNames) -> str:
    """Its name where that means no other class, else its identifier."""
    name = names.names[number]
    return name if names.find(name) == (number,) else names.identifiers[number]


def _similar(name: str, names: ClassNames, found: Sequence[int]) -> Message | None:
    near = [names.names[number] for number in found]
    near = near or get_close_matches(name, names.names, 5, 0.6)
    return Message("Similar: {names}.", names=", ".join(near)) if near else None
