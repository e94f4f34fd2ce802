"""The classes that pretrained networks tell apart by themselves, and what people call them.

Their names come with the library, from WordNet: an identifier, and synonyms in the order of their
use. Folders are found by any of these, however they are spelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tlgui.engine.errors import Message, RecipeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.models.catalog import Backbone

# At the start of a folder's name: "n01440764", "n01440764-tench".
_IDENTIFIER = re.compile(r"n\d{8}(?!\d)")
# Shorter words are no plurals: "bus", "gas".
_SHORTEST_PLURAL = 4


@dataclass(frozen=True, eq=False)
class ClassNames:
    """What a network's own classes are called, in the order of its scores.

    Attributes:
        identifiers: WordNet's, ``n01440764``.
        synonyms: of each class, the usual one first.
    """

    identifiers: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One name a class, no two alike.

        The usual one; where several classes share it, the next synonym that is free, else the
        identifier behind it.
        """
        usual = Counter(names[0] for names in self.synonyms)
        chosen = [
            names[0]
            if usual[names[0]] == 1
            else next((name for name in names[1:] if name not in usual), names[0])
            for names in self.synonyms
        ]
        taken = Counter(chosen)
        return tuple(
            name if taken[name] == 1 else f"{name} ({identifier})"
            for name, identifier in zip(chosen, self.identifiers, strict=True)
        )

    def find(self, name: str) -> tuple[int, ...]:
        """The classes that a folder of that name may mean: one where it is clear, none, several.

        By its identifier, its name here, a synonym, or the plural or singular of one; spaces,
        dashes, underscores and capitals do not matter.
        """
        identifier = _IDENTIFIER.match(name.strip().casefold())
        if identifier is not None:
            return self._by_identifier.get(identifier[0], ())
        key = _key(name)
        if not key:
            return ()
        several = {
            number for single in _singulars(key) for number in self._by_synonym.get(single, ())
        }
        several |= set(self._by_singular.get(key, ()))
        return self._by_name.get(key) or self._by_synonym.get(key) or tuple(sorted(several))

    @cached_property
    def _by_identifier(self) -> dict[str, tuple[int, ...]]:
        return {identifier: (number,) for number, identifier in enumerate(self.identifiers)}

    @cached_property
    def _by_name(self) -> dict[str, tuple[int, ...]]:
        return _numbers([(_key(name),) for name in self.names])

    @cached_property
    def _by_synonym(self) -> dict[str, tuple[int, ...]]:
        return _numbers([[_key(name) for name in names] for names in self.synonyms])

    @cached_property
    def _by_singular(self) -> dict[str, tuple[int, ...]]:
        return _numbers(
            [
                [single for name in names for single in _singulars(_key(name))]
                for names in self.synonyms
            ]
        )


def class_names(backbone: Backbone) -> ClassNames:
    """What the classes of ``backbone`` are called.

    Raises:
        RecipeError: it has none of its own, or nobody says what they are.
    """
    check_classes_have_names(backbone)
    from timm.data import ImageNetInfo, infer_imagenet_subset

    subset = infer_imagenet_subset({"num_classes": backbone.classes})
    if subset is None:
        raise _nameless(backbone)
    information = ImageNetInfo(subset)
    identifiers = tuple(information.label_names())
    if len(identifiers) != backbone.classes:
        raise _nameless(backbone)
    descriptions = information.label_descriptions()
    return ClassNames(identifiers, tuple(tuple(each.split(", ")) for each in descriptions))


def check_classes_have_names(backbone: Backbone) -> None:
    """Refuse a backbone whose own classes cannot be named, by what the catalogue says of it.

    Raises:
        RecipeError: it has none of its own, or nobody says what they are.
    """
    if not backbone.classes:
        raise RecipeError(
            Message(
                "{name} has no classes of its own: it was trained to see, not to name.",
                name=backbone.name,
            ),
            _what_else(),
        )
    if not backbone.trained_on:
        raise _nameless(backbone)


def _nameless(backbone: Backbone) -> RecipeError:
    return RecipeError(
        Message(
            "Nobody says what the {count} classes of {name} are.",
            count=f"{backbone.classes:,}",
            name=backbone.name,
        ),
        _what_else(),
    )


def _what_else() -> Message:
    return Message(
        "Take a backbone that was trained on ImageNet-1k (in1k in its name), or let it learn your "
        "own classes: feature extraction."
    )


def _key(name: str) -> str:
    """Equal for names that differ in capitals, spaces, dashes, underscores or dots."""
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _singulars(key: str) -> set[str]:
    """What ``key`` may be the plural of, in English."""
    if len(key) < _SHORTEST_PLURAL or not key.endswith("s") or key.endswith("ss"):
        return set()
    found = {key[:-1]}
    if key.endswith("ies"):
        found.add(f"{key[:-3]}y")
    if key.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        found.add(key[:-2])
    return found


def _numbers(keys: Sequence[Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """By key, the numbers of the rows that have it."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(keys):
        for key in dict.fromkeys(row):
            found.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}
