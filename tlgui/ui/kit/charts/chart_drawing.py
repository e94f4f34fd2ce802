"""Learning curves as matplotlib draws them: in a worker, for the window or into a file."""

from __future__ import annotations

import math
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from tlgui.engine.places import asset_folder
from tlgui.ui.kit.saving import write_file
from tlgui.ui.look.fonts import OWN_FAMILY, OWN_FILES
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from tlgui.engine.progress import Control, EpochDone
    from tlgui.ui.look.colors import Palette

Quantity = Literal["loss", "accuracy"]

DPI = 100.0

drawing_lock = threading.Lock()
"""matplotlib may not draw in two threads at once."""

# matplotlib's own font has no Hangul.
FONTS = (
    OWN_FAMILY,
    "Segoe UI",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Noto Sans KR",
    "NanumGothic",
    "DejaVu Sans",
)


def installed_fonts() -> list[str]:
    """Those of ``FONTS`` that this computer has, for matplotlib's ``font.family``."""
    from matplotlib.font_manager import fontManager

    if OWN_FAMILY not in {entry.name for entry in fontManager.ttflist}:
        for name in OWN_FILES:
            path = asset_folder("fonts") / name
            if os.path.isfile(path):
                fontManager.addfont(path)
    known = {entry.name for entry in fontManager.ttflist}
    return [name for name in FONTS if name in known]


@dataclass(frozen=True)
class Drawing:
    """All that a worker needs to draw a chart.

    Attributes:
        size: logical pixels.
        ratio: device pixels a logical one.
        font_px: size of the axis labels in logical pixels.
        palette: colours.
        best: the epoch with the dot, 0 for none; None for the one of the lowest loss.
    """

    quantity: Quantity
    history: tuple[EpochDone, ...]
    epochs: int
    size: QSize
    ratio: float
    font_px: int
    palette: Palette
    best: int | None = None

    @property
    def best_row(self) -> EpochDone | None:
        """The epoch with the dot."""
        from tlgui.engine.insight.curves import best_epoch

        if self.best is None:
            return best_epoch(self.history)
        return next((row for row in self.history if row.epoch == self.best), None)


def draw_chart(drawing: Drawing, *, control: Control) -> QImage:
    """The chart as a picture. For a worker.

    The first time on a computer, matplotlib lists all fonts: up to a minute.
    """
    return render(
        lambda axes: draw_curves(axes, drawing),
        drawing.size,
        drawing.ratio,
        drawing.font_px,
        drawing.palette,
        control,
    )


def render(
    draw: Callable[[Axes], object],
    size: QSize,
    ratio: float,
    font_px: int,
    palette: Palette,
    control: Control,
) -> QImage:
    """What ``draw`` draws on axes, as a picture of ``size`` logical pixels. For a worker."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = max(size.width(), 80), max(size.height(), 60)
    with drawing_lock:
        control.check()
        figure = Figure(
            figsize=(width / DPI, height / DPI), dpi=DPI * ratio, facecolor=palette.surface
        )
        canvas = FigureCanvasAgg(figure)
        draw(figure.add_subplot())
        # Axis labels have the room that they need in pixels, whatever the chart's size.
        figure.subplots_adjust(
            left=3.6 * font_px / width,
            right=1 - 0.75 * font_px / width,
            bottom=2.0 * font_px / height,
            top=1 - 0.55 * font_px / height,
        )
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's
        image = image_from_pixels(np.asarray(canvas.buffer_rgba()))  # type: ignore[no-untyped-call]  # matplotlib's
    image.setDevicePixelRatio(ratio)
    return image


def values_of(history: Sequence[EpochDone], quantity: Quantity) -> tuple[list[float], list[float]]:
    """Training and validation values of every epoch; NaN where there is none."""
    if quantity == "loss":
        train = [row.train_loss for row in history]
        validation = [row.validation_loss for row in history]
    else:
        train = [row.train_accuracy for row in history]
        validation = [row.validation_accuracy for row in history]
    return train, [math.nan if value is None else value for value in validation]


def shown_epochs(done: int, most: int) -> int:
    """Where the time axis ends: room to grow, but no desert after a run that may stop early."""
    return max(2, min(most, max(10, math.ceil(done * 1.25))) if done < most else done)


def draw_curves(axes: Axes, drawing: Drawing) -> None:
    """Draw both curves on ``axes`` in the colours of the theme, with a dot on the best epoch."""
    import matplotlib
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    colors, history = drawing.palette, drawing.history
    numbers = [row.epoch for row in history]
    train, validation = values_of(history, drawing.quantity)
    with matplotlib.rc_context({"font.family": installed_fonts()}):
        axes.set_facecolor(colors.surface)
        axes.plot(numbers, train, color=colors.training, linewidth=1.6)
        axes.plot(numbers, validation, color=colors.validation, linewidth=1.6)
        best = drawing.best_row
        if best is not None and best.validation_accuracy is not None:
            axes.plot(
                [best.epoch],
                values_of([best], drawing.quantity)[1],
                marker="o",
                markersize=6,
                color=colors.validation,
                markeredgecolor=colors.surface,
                markeredgewidth=1.5,
                clip_on=False,
                zorder=5,
            )
        axes.set_xlim(1, shown_epochs(len(history), drawing.epochs))
        if drawing.quantity == "loss":
            axes.set_ylim(bottom=0)
        else:
            finite = [value for value in (*train, *validation) if math.isfinite(value)]
            # A line at 100% is seen whole.
            axes.set_ylim(min([*finite, 0.9]) - 0.03, 1.01)
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:.0%}"))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        end = shown_epochs(len(history), drawing.epochs)
        axes.set_xticks(range(1, end + 1, max(1, math.ceil((end - 1) / 6))))
        draw_frame(axes, colors, drawing.font_px)


def draw_frame(axes: Axes, colors: Palette, font_px: int) -> None:
    """Lines across and small numbers, as all charts of the window have them."""
    axes.grid(visible=True, axis="y", color=colors.line, linewidth=0.72)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(
        which="both",
        length=0,
        pad=5,
        labelsize=font_px * 72 / DPI,
        labelcolor=colors.muted,
        labelfontfamily=installed_fonts(),
    )


@dataclass(frozen=True)
class ChartWords:
    """What is written into a saved chart, in the language of the window."""

    title: str
    epoch: str
    train: str
    validation: str


def save_chart(drawing: Drawing, words: ChartWords, path: Path, *, control: Control) -> Path:
    """Write the chart to ``path`` as PNG, SVG or PDF, by its suffix; ``path``. For a worker.

    Raises:
        BundleError: it cannot be written; what was there is as it was.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with drawing_lock:
        control.check()
        # Text in vector files stays text: it can be searched and edited.
        with rc_context(
            {"font.family": installed_fonts(), "svg.fonttype": "none", "pdf.fonttype": 42}
        ):
            figure = Figure(figsize=(6.4, 4.0), dpi=200, facecolor=drawing.palette.surface)
            axes = figure.add_subplot()
            draw_curves(axes, drawing)
            colors = drawing.palette
            axes.set_title(words.title, color=colors.text, loc="left", fontsize=11)
            axes.set_xlabel(words.epoch, color=colors.muted, fontsize=9)
            axes.lines[0].set_label(words.train)
            axes.lines[1].set_label(words.validation)
            axes.legend(frameon=False, labelcolor=colors.muted, fontsize=9)
            figure.set_layout_engine("tight")
            kind = path.suffix.lower().removeprefix(".")
            write_file(path, lambda file: figure.savefig(file, format=kind))
    return path


def chart_rows(history: Sequence[EpochDone]) -> list[tuple[object, ...]]:
    """A row an epoch: its number, loss of training and validation, accuracy of both."""
    return [
        (
            row.epoch,
            row.train_loss,
            row.validation_loss,
            row.train_accuracy,
            row.validation_accuracy,
        )
        for row in history
    ]
