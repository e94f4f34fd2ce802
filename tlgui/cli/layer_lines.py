"""A network layer by layer, for a terminal, a file, or a script."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tlgui.cli.reports import print_line

if TYPE_CHECKING:
    from tlgui.engine.models.layer_table import LayerRow, LayerTable

_HEADINGS = ("layer", "name", "output", "parameters", "multiply-adds", "bytes")
_SHORT_HEADINGS = ("layer", "name", "output", "parameters", "mult-adds", "memory")
_NAME = 1
# Columns between two columns of the table, and of the first at least.
_BETWEEN, _LEAST = 3, 8
_TO_THE_RIGHT = frozenset((2, 3, 4, 5))

WIDTH_WITH_NAMES = 110


def layers_document(table: LayerTable) -> dict[str, Any]:
    """The document of ``models --layers``."""
    return {
        "input": list(table.input_shape),
        "parameters": table.parameters,
        "multiply_adds": table.multiply_adds,
        "activation_bytes": table.activation_bytes,
        "groups": table.groups,
        "layers": [_document(row) for row in table.rows],
    }


def _document(row: LayerRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": str(row.kind),
        "output": None if row.shape is None else list(row.shape),
        "parameters": row.parameters,
        "multiply_adds": row.multiply_adds,
        "activation_bytes": row.activation_bytes,
        "uses": row.uses,
        "groups": None if row.depth is None else list(row.depth),
        "layers": [_document(each) for each in row.children],
    }


def print_layers(name: str, table: LayerTable) -> None:
    """All rows: as a table where a terminal shows them, else as lines of columns."""
    if sys.stdout.isatty():
        _draw(name, table)
    else:
        rows = [
            (f"{'  ' * level}{row.kind}", row.name, *_cells(row.shape, row))
            for level, row in table.walk()
        ]
        totals = ("all", name, _shape(table.input_shape) + " in", *_numbers(table))
        for line in _lines([_HEADINGS, *rows, totals]):
            print_line(line)
    print_line("")
    print_line(
        "output: height x width x channels; multiply-adds of convolutions and matrix products, and"
        " bytes of the values that a layer makes (float32), for one picture."
    )


def _cells(shape: tuple[int, ...] | None, row: LayerRow) -> tuple[str, ...]:
    return ("" if shape is None else _shape(shape), *_numbers(row))


def _numbers(counted: LayerRow | LayerTable) -> tuple[str, ...]:
    return (
        f"{counted.parameters:,}",
        f"{counted.multiply_adds:,}",
        f"{counted.activation_bytes:,}",
    )


def _shape(shape: tuple[int, ...]) -> str:
    """Maps with their channels last, as people write them."""
    told = (*shape[1:], shape[0]) if len(shape) == 3 else shape
    return " x ".join(str(side) for side in told)


def _lines(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in _TO_THE_RIGHT else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _draw(name: str, table: LayerTable) -> None:
    """The rows with short figures; names of modules only where there is room for them."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    named = console.width >= WIDTH_WITH_NAMES
    drawn = Table(box=box.SIMPLE_HEAD, show_footer=True, pad_edge=False)
    totals = ("all", name, _shape(table.input_shape) + " in", *_short(table))
    rows = []
    for level, row in table.walk():
        shape = "" if row.shape is None else _shape(row.shape)
        rows.append((f"{'  ' * level}{row.kind}", row.name, shape, *_short(row)))
    shown = [place for place in range(len(totals)) if place != _NAME or named]
    columns = {
        place: [_SHORT_HEADINGS[place], totals[place], *(row[place] for row in rows)]
        for place in shown
    }
    widths = {place: max(len(cell) for cell in cells) for place, cells in columns.items()}
    # Figures are never cut; the names of layers are, where a line is too short for all.
    taken = sum(widths.values()) - widths[0] + _BETWEEN * len(shown)
    widths[0] = max(_LEAST, min(widths[0], console.width - taken))
    for place, cells in columns.items():
        drawn.add_column(
            Text(cells[0]),
            Text(cells[1]),
            justify="right" if place in _TO_THE_RIGHT else "left",
            width=widths[place],
            no_wrap=True,
            overflow="ellipsis",
        )
    for row_cells in rows:
        drawn.add_row(*(Text(row_cells[place]) for place in shown))
    console.print(drawn)


def _short(counted: LayerRow | LayerTable) -> tuple[str, ...]:
    return (
        f"{counted.parameters:,}",
        f"{counted.multiply_adds / 1e6:,.1f} M",
        f"{counted.activation_bytes / 1e6:,.2f} MB",
    )
