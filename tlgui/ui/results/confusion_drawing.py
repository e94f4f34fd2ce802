"""The confusion matrix as a picture in a file, drawn by matplotlib in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.ui.kit.charts.chart_drawing import drawing_lock, installed_fonts
from tlgui.ui.kit.saving import write_file
from tlgui.ui.look.colors import LIGHT
from tlgui.ui.results.confusion_view import cell_color, readable_on

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.progress import Control

CELL_INCHES = 0.42
LEAST_INCHES = 3.2
LABEL_SIZE = 8


@dataclass(frozen=True)
class MatrixCell:
    """What stands in one cell, and how deep its colour is, 0..1."""

    text: str
    strength: float


@dataclass(frozen=True)
class MatrixPicture:
    """All that a worker needs to draw the matrix.

    Attributes:
        cells: (C, C), rows true.
        title: above it.
        true: what the rows are.
        predicted: what the columns are.
    """

    classes: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    title: str
    true: str
    predicted: str


def save_matrix(picture: MatrixPicture, path: Path, *, control: Control) -> Path:
    """Write the matrix to ``path`` as PNG, SVG or PDF, by its suffix; ``path``. For a worker.

    Raises:
        BundleError: it cannot be written; what was there is as it was.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    colors = LIGHT
    count = len(picture.classes)
    side = max(LEAST_INCHES, CELL_INCHES * count) + 1.6
    with drawing_lock:
        control.check()
        with rc_context(
            {"font.family": installed_fonts(), "svg.fonttype": "none", "pdf.fonttype": 42}
        ):
            figure = Figure(figsize=(side, side), dpi=150, facecolor=colors.surface)
            axes = figure.add_subplot()
            axes.set_xlim(0, count)
            axes.set_ylim(count, 0)
            axes.set_aspect("equal")
            for row, cells in enumerate(picture.cells):
                control.check()
                for column, cell in enumerate(cells):
                    if not cell.text:
                        continue
                    ground = cell_color(cell.strength, correct=row == column, colors=colors)
                    axes.add_patch(
                        Rectangle(
                            (column + 0.03, row + 0.03), 0.94, 0.94, color=ground, linewidth=0
                        )
                    )
                    axes.text(
                        column + 0.5,
                        row + 0.5,
                        cell.text,
                        ha="center",
                        va="center",
                        fontsize=LABEL_SIZE,
                        color=readable_on(ground, colors),
                    )
            middles = [position + 0.5 for position in range(count)]
            names = [name.replace("$", r"\$") for name in picture.classes]
            axes.set_xticks(middles, names, rotation=90, fontsize=LABEL_SIZE, color=colors.text)
            axes.set_yticks(middles, names, fontsize=LABEL_SIZE, color=colors.text)
            axes.xaxis.set_ticks_position("top")
            axes.xaxis.set_label_position("top")
            axes.set_xlabel(picture.predicted, color=colors.muted, fontsize=LABEL_SIZE)
            axes.set_ylabel(picture.true, color=colors.muted, fontsize=LABEL_SIZE)
            axes.tick_params(length=0)
            for edge in axes.spines.values():
                edge.set_visible(False)
            axes.set_title(picture.title, color=colors.text, loc="left", fontsize=11, pad=12)
            figure.set_layout_engine("tight")
            kind = path.suffix.lower().removeprefix(".")
            write_file(path, lambda file: figure.savefig(file, format=kind))
    return path
