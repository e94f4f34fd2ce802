"""What the ways to a network with random weights have the workers do. No widget is touched here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.models.layer_table import LayerTable
    from tlgui.engine.models.scratch.design import Design
    from tlgui.engine.models.scratch.shape import NetworkShape
    from tlgui.engine.models.scratch.textbook import Textbook
    from tlgui.engine.progress import Control


def find_shape(book: Textbook, *, control: Control) -> NetworkShape:
    """The shape of a network of the textbooks."""
    from tlgui.engine.models.scratch.shape import shape_of

    control.check()
    return shape_of(book)


def find_table(book: Textbook, classes: int, *, control: Control) -> LayerTable:
    """The layers of a network of the textbooks that tells ``classes`` apart."""
    from tlgui.engine.models.scratch.shape import table_of

    control.check()
    return table_of(book, classes)


def open_design(path: Path, *, control: Control) -> Design:
    """The design in a file.

    Raises:
        RecipeError: it cannot be read, or is none.
    """
    from tlgui.engine.models.scratch.design import read_design_file

    control.check()
    return read_design_file(path)


def save_design(path: Path, design: Design, *, control: Control) -> Path:
    """Write a design to ``path``; ``path``.

    Raises:
        BundleError: it cannot be written; what was there is as it was.
    """
    import json

    from tlgui.ui.kit.saving import write_file

    control.check()
    text = json.dumps(design.to_json(), indent=2) + "\n"
    write_file(path, lambda file: file.write(text.encode()))
    return path
