"""Recipes as files that people keep and share, and as words of a command line."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tlgui.engine.data.records import Division
    from tlgui.engine.training.recipe import Recipe

FORMAT_VERSION = 1
_BESIDE = frozenset({"format_version", "method", "name"})


def read_recipe_file(path: Path) -> dict[str, Any]:
    """What the recipe in ``path`` says: ``method`` and settings by name, those of a run too.

    Raises:
        BundleError: it cannot be read.
        RecipeError: it is no recipe, or has settings that its method does not know: it would not
            be the training that it was.
    """
    hint = Message("Each run has one, recipe.json; the Train page saves some too.")
    try:
        document = read_json(path)
    except BundleError as error:
        raise BundleError(error.message, error.hint or hint) from error
    try:
        recipe = read_recipe(document)
    except RecipeError as error:
        raise RecipeError(
            Message("{path} is no recipe: {reason}", path=path, reason=error.message),
            error.hint or hint,
        ) from error
    unknown = set(document) - {field.name for field in fields(recipe)} - _BESIDE
    if unknown:
        raise RecipeError(
            Message(
                "{path} asks for what the method {method} does not know: {names}.",
                path=path,
                method=recipe.method,
                names=", ".join(sorted(unknown)),
            ),
            Message("It may be of another version of tlgui, or have a name spelt wrong."),
        )
    return {name: value for name, value in document.items() if name not in _BESIDE} | {
        "method": recipe.method
    }


def write_recipe_file(path: Path, document: Mapping[str, Any]) -> None:
    """Keep what a recipe's ``document`` says in ``path``, for ``read_recipe_file``.

    Raises:
        BundleError: it cannot be written; what was there is as it was.
    """
    try:
        write_json(path, {"format_version": FORMAT_VERSION, **document})
    except OSError as error:
        raise BundleError(
            Message(
                "The recipe cannot be kept in {path}: {reason}.",
                path=path,
                reason=error.strerror or error,
            ),
            Message("Choose another place, or make room on the disk."),
        ) from error


def train_words(
    recipe: Recipe,
    place: Path,
    out: Path,
    *,
    division: Division | None = None,
    columns: str = "",
) -> list[str | Path]:
    """The words of the command that trains ``recipe``; settings at their default are left out.

    Args:
        recipe: what to do.
        place: the folder of pictures, or the table that names them.
        out: where the run will lie.
        division: of the pictures; None for one drawn by the recipe's seed.
        columns: of the table.
    """
    words: list[str | Path] = ["tlgui", "train", place, "--out", out, "--method", recipe.method]
    for field in fields_of(type(recipe)):
        value = getattr(recipe, field.name)
        if value == field.default:
            continue
        # A box that is on by default would need an option that turns it off.
        assert field.kind is not bool or value, field.name
        words += [field.option] if field.kind is bool else [field.option, str(value)]
    if columns:
        words += ["--columns", columns]
    if division is not None:
        if division.seed != recipe.seed:
            words += ["--split-seed", str(division.seed)]
        if division.groups:
            words += ["--groups", division.groups]
        if division.anew:
            words += ["--divide-anew"]
    return words
