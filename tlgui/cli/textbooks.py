"""The networks of the textbooks on the command line, and designs in files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.cli.reports import print_json, print_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tlgui.engine.models.layer_table import LayerTable
    from tlgui.engine.models.scratch.building import Blueprint
    from tlgui.engine.models.scratch.textbook import Textbook

CLASSES = 1000
"""Of a design whose layers are told before there are any pictures."""


def folded(words: Iterable[str]) -> list[str]:
    """The words that a name must have, without capitals."""
    return [word.casefold() for text in words for word in text.split()]


def _found(words: Iterable[str]) -> list[Textbook]:
    from tlgui.engine.models.scratch.textbook import TEXTBOOKS

    wanted = folded(words)
    return [
        book
        for book in TEXTBOOKS
        if all(word in f"{book.name} {book.label} {book.year}".casefold() for word in wanted)
    ]


def point_to_textbooks(words: Sequence[str]) -> None:
    """Say which networks of the textbooks have all ``words`` too, where there are some."""
    found = _found(words) if words else []
    if found:
        names = ", ".join(book.name for book in found)
        print_line(f"To learn from scratch (--textbook): {names}")


def list_textbooks(words: Sequence[str], *, as_json: bool) -> None:
    """Print the networks of the textbooks that have all ``words``, in the order of their years."""
    books = _found(words)
    if as_json:
        rows = [
            {
                "name": book.name,
                "label": book.label,
                "year": book.year,
                "paper": book.paper,
                "link": book.link,
                "idea": str(book.idea),
                "parameters": book.parameters,
                "classes": book.classes,
                "side": book.side,
                "minimum_side": book.minimum,
            }
            for book in books
        ]
        print_json({"textbooks": rows})
        return
    if not books:
        print_line("No network of the textbooks is like that.")
        return
    for book in books:
        size = (
            f"{book.parameters / 1e6:,.1f} M" if book.parameters > 1e6 else f"{book.parameters:,}"
        )
        print_line(f"{book.year}  {book.name:22}  {size:>8}  {book.side:3} px  {book.idea}")
    print_line("")
    print_line("One learns by: tlgui train FOLDER --out RUN --method from-scratch --backbone NAME")


def named_blueprint(name: str) -> Blueprint | None:
    """What the network of the textbooks, or the design in a file, of that name is built from.

    Raises:
        RecipeError: the file holds no design that can be built.
    """
    from tlgui.engine.models.scratch.building import DESIGN, Blueprint
    from tlgui.engine.models.scratch.design import read_design_file
    from tlgui.engine.models.scratch.textbook import BY_NAME

    book = BY_NAME.get(name)
    if book is not None:
        channels = 3 if book.design is None else book.design.channels
        return Blueprint(name, channels, book.side)
    if not name.endswith(".json"):
        return None
    design = read_design_file(Path(name))
    design.check()
    return Blueprint(DESIGN, design.channels, design.side, design)


def blueprint_table(blueprint: Blueprint) -> LayerTable:
    """Its layers, with as many classes as it was published for."""
    import torch

    from tlgui.engine.models.layer_table import layer_table

    classes = CLASSES if blueprint.textbook is None else blueprint.textbook.classes
    with torch.device("meta"):
        module = blueprint.create(classes)
    return layer_table(module, (3, blueprint.side, blueprint.side))
