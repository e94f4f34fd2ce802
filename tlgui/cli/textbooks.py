"""The networks of the textbooks on the command line, and designs in files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.cli.reports import print_json, print_line

if TYPE_CHECKING:
    from tlgui.engine.models.layer_table import LayerTable
    from tlgui.engine.models.scratch.building import Blueprint

CLASSES = 1000
"""Of a design whose layers are told before there are any pictures."""


def list_textbooks(*, as_json: bool) -> None:
    """Print the networks of the textbooks in the order of their years."""
    from tlgui.engine.models.scratch.textbook import TEXTBOOKS

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
            for book in TEXTBOOKS
        ]
        print_json({"textbooks": rows})
        return
    for book in TEXTBOOKS:
        size = (
            f"{book.parameters / 1e6:,.1f} M" if book.parameters > 1e6 else f"{book.parameters:,}"
        )
        print_line(f"{book.year}  {book.name:22}  {size:>8}  {book.side:3} px  {book.idea}")
    print_line("")
    print_line("tlgui train FOLDER --out RUN --method from-scratch --backbone NAME")


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
