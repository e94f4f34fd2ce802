"""The training methods, one module each: a method's recipe, its words, and what it does.

A module in this folder with a ``METHOD`` is a method: there is no list to add it to.
"""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.training.method import Method
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from tlgui.engine.training.recipe import Recipe

DEFAULT_METHOD = "feature-extraction"


def all_methods() -> dict[str, Method]:
    """Every method by its name, the default one first."""
    return dict(_methods_in(tuple(__path__)))


@lru_cache
def _methods_in(folders: tuple[str, ...]) -> dict[str, Method]:
    """The methods in ``folders``: to look into them takes a millisecond, and many ask."""
    found = {}
    for module in pkgutil.iter_modules(folders):
        method = import_module(f"{__name__}.{module.name}").METHOD
        assert isinstance(method, Method), f"{module.name} has no METHOD"
        found[method.name] = method
    return dict(sorted(found.items(), key=lambda item: (item[0] != DEFAULT_METHOD, item[0])))


def find_method(name: str) -> Method:
    """The method of that name.

    Raises:
        RecipeError: there is none; the hint lists those that exist.
    """
    methods = all_methods()
    if name not in methods:
        raise RecipeError(
            Message("The method {name} does not exist here.", name=name),
            Message("Available: {names}.", names=", ".join(methods)),
        )
    return methods[name]


def can_go_on(recipe: Recipe) -> bool:
    """Whether a training that ends too soon can go on another day.

    One whose method keeps how far it is; and one of several models or folds, which keeps those
    that are done.
    """
    several = recipe.ensemble is not EnsembleRule.NONE or recipe.folds > 0
    return several or find_method(recipe.method).goes_on


def read_recipe(document: object) -> Recipe:
    """The recipe that ``Recipe.to_json`` wrote; what is not in the document has its default.

    Raises:
        RecipeError: the method is unknown, or a value is of the wrong type or makes no sense.
    """
    try:
        if not isinstance(document, dict):
            raise TypeError("not an object")
        name = document.get("method", DEFAULT_METHOD)
        if not isinstance(name, str):
            raise TypeError("method is of the wrong type")
        recipe = find_method(name).recipe
        values = {
            field.name: field.read(document[field.name])
            for field in fields_of(recipe)
            if field.name in document
        }
    except (TypeError, ValueError, OverflowError) as error:
        raise RecipeError(Message("The recipe cannot be read: {reason}.", reason=error)) from error
    return recipe(**values)
