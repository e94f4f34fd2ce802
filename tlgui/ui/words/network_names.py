"""What a network is called where people read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.textbook import BY_NAME
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from tlgui.engine.asked import Asked
    from tlgui.engine.models.scratch.textbook import Textbook
    from tlgui.engine.training.recipe import Recipe

translate = QCoreApplication.translate


def network_text(name: str, *, pretrained: bool = True) -> str:
    """The network that a recipe asks for.

    Args:
        name: as the recipe has it.
        pretrained: whether it comes with weights; else it may be a textbook's, or one's own.
    """
    if pretrained:
        return one_line(name)
    if name == DESIGN:
        return translate("NetworkNames", "a design of your own")
    book = BY_NAME.get(name)
    return one_line(name) if book is None else label_of(book)


def label_of(book: Textbook) -> str:
    """What a network of the textbooks is called."""
    # The others are called by their names in all languages.
    names = {
        "mnist_cnn": translate("NetworkNames", "MNIST network"),
        "cifar_cnn": translate("NetworkNames", "CIFAR network"),
    }
    return names.get(book.name, book.label)


def at_the_beginning(text: str) -> str:
    """The name of a network where a line begins with it."""
    design = translate("NetworkNames", "a design of your own")
    return text[:1].upper() + text[1:] if text == design else text


def recipe_network_text(recipe: Recipe) -> str:
    """The network of a run."""
    return network_text(recipe.backbone, pretrained=recipe.pretrained)


def asked_network_text(asked: Asked) -> str:
    """The network that the next training would use."""
    from tlgui.engine.training.methods import find_method

    pretrained = find_method(asked.method).recipe.pretrained
    return network_text(str(asked.value("backbone")), pretrained=pretrained)
