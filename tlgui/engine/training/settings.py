"""Settings: each field of a recipe described once, for all that shows, reads or checks it.

From a description follow validation, JSON, the command line's option with its help, and the Train
page's row with its accessible name and translation.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message, RecipeError

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY = "setting"


class Level(Enum):
    """Where a setting is offered; the command line takes all of them."""

    COMMON = "on the Train page"
    ADVANCED = "on the Train page, under Advanced"
    COMMAND_LINE = "on the command line only"


class Group(Enum):
    """What advanced settings have to do with, in the order in which they are offered."""

    START = "start"
    OPTIMISER = "optimiser"
    SCHEDULE = "schedule"
    REGULARISATION = "regularisation"
    AUGMENTATION = "augmentation"
    STOPPING = "stopping"
    OTHERS = "others"


class Unit(Enum):
    """How a number is written for people."""

    PLAIN = "as it is"
    PERCENT = "a share of 1, as percent"
    SCIENTIFIC = "over many orders of magnitude"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a setting that has few.

    Attributes:
        label: its name.
        sentence: what it means.
        term: of the glossary that explains it; empty where none does.
    """

    label: Message
    sentence: Message
    term: str = ""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What people are told of a field, and what it may hold.

    Attributes:
        label: its name, as it stands before the field.
        spoken: the name within a sentence.
        sentence: what it does.
        accessible: the name for screen readers, where the label alone does not say enough.
        term: of the glossary that explains it; empty where none does.
        level: where it is offered.
        group: what it has to do with, among the advanced ones.
        low: smallest value of a number.
        high: largest value of a number.
        usual: smallest and largest value that the Train page offers, where it offers less.
        unit: how a number is written.
        choices: the values of a field that has few, by value.
        among: names that a text must be one of, where they need no description.
        where: (field, value): it means something only where that field has that value; or one of
            those of a tuple.
    """

    label: Message
    spoken: Message
    sentence: Message
    accessible: Message | None = None
    term: str = ""
    level: Level = Level.COMMON
    group: Group = Group.OTHERS
    low: float = 0.0
    high: float = 0.0
    usual: tuple[float, float] | None = None
    unit: Unit = Unit.PLAIN
    choices: Mapping[StrEnum, Choice] = dataclasses.field(default_factory=dict)
    among: tuple[str, ...] = ()
    where: tuple[str, object] | None = None


@dataclass(frozen=True)
class Field:
    """A field of a recipe with its description.

    Attributes:
        name: in the recipe and its JSON; with dashes it is the command line's option.
        default: its value where nobody asked for another; tells its type.
        setting: its description.
    """

    name: str
    default: Any
    setting: Setting

    @property
    def kind(self) -> type:
        """Of its values: ``bool``, ``int``, ``float``, ``str``, or the enum of its choices."""
        return type(self.default)

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return f"--{self.name.replace('_', '-')}"

    def means_something(self, recipe: object) -> bool:
        """Whether the other fields of ``recipe`` leave it something to say."""
        if self.setting.where is None:
            return True
        name, wanted = self.setting.where
        value = getattr(recipe, name)
        return value in wanted if isinstance(wanted, tuple) else value == wanted

    def read(self, value: object) -> Any:
        """``value`` from JSON as the type that the field has; nothing is guessed from another.

        Raises:
            TypeError: it is of another type.
            RecipeError: it is none of the choices.
        """
        found = {bool: (bool,), int: (int,), float: (int, float)}.get(self.kind, (str,))
        if not isinstance(value, found) or (isinstance(value, bool) and self.kind is not bool):
            raise TypeError(f"{self.name} is of the wrong type")
        return self.checked(self.kind(value) if not self.setting.choices else value)

    def checked(self, value: Any) -> Any:
        """``value``, as the enum's member where it is a choice's text.

        Raises:
            RecipeError: the description does not allow it.
        """
        setting = self.setting
        if setting.choices:
            # Qt hands plain text back for what went in as an enum.
            if value not in setting.choices:
                raise RecipeError(
                    Message("{name}: there is no {value}.", name=setting.label, value=value),
                    Message("Available: {names}.", names=", ".join(setting.choices)),
                )
            return self.kind(value)
        if setting.among and value not in setting.among:
            raise RecipeError(
                Message("{name}: there is no {value}.", name=setting.label, value=value),
                Message("Available: {names}.", names=", ".join(setting.among)),
            )
        if self.kind in (int, float) and not setting.low <= value <= setting.high:
            # This also refuses what is not a number.
            raise RecipeError(
                Message(
                    "{name} is {value}; it must lie between {low} and {high}.",
                    name=setting.spoken,
                    value=value,
                    low=self.kind(setting.low),
                    high=self.kind(setting.high),
                )
            )
        return value


def setting(default: Any, **description: Any) -> Any:
    """A dataclass field with its ``Setting``; ``description`` are that one's attributes."""
    return dataclasses.field(default=default, metadata={_KEY: Setting(**description)})


def again(recipe: type, name: str, default: Any, **changes: Any) -> Any:
    """The field ``name`` of ``recipe`` for a recipe that begins with another value of it.

    Args:
        recipe: whose field it is.
        name: of the field.
        default: its value where nobody asks for another.
        changes: of its description.
    """
    described = recipe.__dataclass_fields__[name].metadata[_KEY]  # type: ignore[attr-defined]  # a dataclass
    return dataclasses.field(
        default=default, metadata={_KEY: dataclasses.replace(described, **changes)}
    )


def fields_of(recipe: type) -> tuple[Field, ...]:
    """The described fields of a recipe's class: its method's first, then those that all have.

    Those that mean nothing to its method, ``unused``, are left out.
    """
    return _fields_of(recipe)


@cache
def _fields_of(recipe: type) -> tuple[Field, ...]:
    unused = getattr(recipe, "unused", ())
    described = {
        field.name: Field(field.name, field.default, field.metadata[_KEY])
        for field in dataclasses.fields(recipe)
        if _KEY in field.metadata and field.name not in unused
    }
    bases = [base for base in recipe.__mro__ if dataclasses.is_dataclass(base)]
    # The last is what all recipes have in common; between lies what several methods do.
    by_base = [
        [name for name in vars(base)["__annotations__"] if name in described] for base in bases
    ]
    names = dict.fromkeys(name for names in by_base for name in names)
    return tuple(described[name] for name in names)
