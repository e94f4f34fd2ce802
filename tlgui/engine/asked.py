"""What is asked of the next training, as a project keeps it: each method's settings, one chosen.

Whoever tries another method and comes back finds what they had set. Unlike a recipe it may hold
what a method refuses, a backbone without classes for the method as it is, say: the refusal is told
where it can be mended.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import TlguiError
from tlgui.engine.models.catalog import backbone_asked
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import DEFAULT_METHOD, all_methods, find_method, read_recipe
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.training.settings import Field

_OTHERS = "others"
_PRETRAINED = "pretrained"
"""Where the backbone of the other methods lies in a document whose own is another's."""


@dataclass(frozen=True)
class Asked:
    """The chosen method and the settings of all.

    Attributes:
        method: name of the chosen one.
        common: values of the settings that all methods have; those that are missing are defaults.
        own: by method, values of the settings that only it has.
    """

    method: str = DEFAULT_METHOD
    common: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def recipe(self, method: str = "") -> Recipe:
        """What is asked of ``method``, the chosen one where none is named.

        Raises:
            RecipeError: it refuses that.
        """
        name = method or self.method
        return find_method(name).recipe(**self.values(name))

    def values(self, method: str) -> dict[str, Any]:
        """What is asked of ``method``; what is missing has its default."""
        recipe = find_method(method).recipe
        shared = _common_names(recipe)
        common = {name: value for name, value in self.common.items() if name in shared}
        known = {each.name for each in fields_of(recipe)}
        values = {**common, **self.own.get(method, {})}
        return {name: value for name, value in values.items() if name in known}

    def value(self, name: str, method: str = "") -> Any:
        """The value of the setting ``name`` of a method, of the chosen one where none is named."""
        method = method or self.method
        default = {each.name: each.default for each in fields_of(find_method(method).recipe)}
        return self.values(method).get(name, default[name])

    @property
    def groups_learning(self) -> int | None:
        """Of how many last groups the weights learn, as ``LayerTable.learning`` takes it."""
        learns = find_method(self.method).learns
        if learns is not Learns.STAGES:
            return {Learns.NOTHING: -1, Learns.HEAD: 0}.get(learns)
        own = self.own.get(self.method, {})
        known = {name: own[name] for name in ("scope", "stages") if name in own}
        return FineTuning(**known).groups_learning

    def choosing(self, method: str) -> Asked:
        """The same with another method chosen."""
        return replace(self, method=method)

    def saying(self, values: Mapping[str, Any]) -> Asked:
        """The same with ``values`` of settings of the chosen method."""
        common = _common_names(find_method(self.method).recipe)
        shared = {key: value for key, value in values.items() if key in common}
        own = {key: value for key, value in values.items() if key not in common}
        return replace(
            self,
            common={**self.common, **shared},
            own={**self.own, self.method: {**self.own.get(self.method, {}), **own}},
        )

    def adopting(self, document: Mapping[str, Any]) -> Asked:
        """The same with the method and the settings of a recipe's ``document``.

        Settings of its method that are missing there get their defaults; those that all methods
        have stay as they are.

        Raises:
            RecipeError: the document cannot be read, or says what cannot be done.
        """
        recipe = read_recipe(document)
        common = _common_names(type(recipe))
        values = {
            each.name: getattr(recipe, each.name)
            for each in fields_of(type(recipe))
            if each.name in document or each.name not in common
        }
        return self.choosing(recipe.method).saying(values)

    def to_json(self) -> dict[str, Any]:
        """A plain document, which ``methods.read_recipe`` reads too: the chosen method's recipe."""
        recipe = find_method(self.method).recipe
        chosen = self.values(self.method)
        document = {each.name: chosen.get(each.name, each.default) for each in fields_of(recipe)}
        if "backbone" not in _common_names(recipe):
            document[_PRETRAINED] = self.common["backbone"]
        others = {name: dict(own) for name, own in self.own.items() if own and name != self.method}
        return {"method": self.method, **document, **({_OTHERS: others} if others else {})}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Asked:
        """What ``to_json`` or a recipe's gave; what cannot be read has its default."""
        methods = all_methods()
        name = document.get("method")
        method = name if isinstance(name, str) and name in methods else DEFAULT_METHOD
        others = document.get(_OTHERS)
        common = {
            each.name: each.default for each in fields_of(Recipe) if each.name != "backbone"
        } | _readable(document, fields_of(Recipe))
        # A name that is gone from the catalogue must not stand in the way of all else.
        pretrained = document.get(_PRETRAINED, document.get("backbone"))
        common["backbone"] = backbone_asked({"backbone": pretrained})
        own = {}
        for other, described in methods.items():
            kept = document if other == method else None
            if kept is None and isinstance(others, dict):
                kept = others.get(other)
            if isinstance(kept, dict):
                own[other] = _readable(kept, _own_fields(described.recipe))
        return cls(method, common, own)


def _common_names(recipe: type[Recipe]) -> frozenset[str]:
    """The settings that ``recipe`` shares with all: not those that it declares anew."""
    return frozenset(each.name for each in fields_of(Recipe)) - set(vars(recipe)["__annotations__"])


def _own_fields(recipe: type[Recipe]) -> tuple[Field, ...]:
    common = _common_names(recipe)
    return tuple(each for each in fields_of(recipe) if each.name not in common)


def _readable(document: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    found = {}
    for each in fields:
        if each.name in document:
            with suppress(TypeError, ValueError, OverflowError, TlguiError):
                found[each.name] = each.read(document[each.name])
    return found
