"""The loss at rising learning rates, drawn by matplotlib in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QTimer

from tlgui.ui.kit.charts.chart_drawing import draw_frame, installed_fonts, render
from tlgui.ui.kit.charts.curves import FONT_PX, REDRAW_MS, ChartView
from tlgui.ui.kit.errors import route_error
from tlgui.ui.look import theme
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import Control
    from tlgui.ui.look.colors import Palette
    from tlgui.ui.work.jobs import JobRunner

HEIGHT = 160


@dataclass(frozen=True)
class Rates:
    """The loss at each of the rates that were tried, and the one to take.

    Attributes:
        is_clear: whether the loss falls by more than chance.
        falls_on: whether it is lowest at the last of all rates.
    """

    tried: tuple[float, ...]
    losses: tuple[float, ...]
    suggested: float
    is_clear: bool = True
    falls_on: bool = False


def draw_rates(
    rates: Rates, size: QSize, ratio: float, font_px: int, palette: Palette, *, control: Control
) -> QImage:
    """The chart as a picture. For a worker."""

    def draw(axes: Axes) -> None:
        import matplotlib
        from matplotlib.ticker import MaxNLocator

        with matplotlib.rc_context({"font.family": installed_fonts()}):
            axes.set_facecolor(palette.surface)
            axes.set_xscale("log")
            axes.axvline(
                rates.suggested, color=palette.accent, linewidth=1.0, linestyle=(0, (4, 3))
            )
            axes.plot(rates.tried, rates.losses, color=palette.training, linewidth=1.6)
            axes.plot(
                [rates.suggested],
                [np.interp(np.log(rates.suggested), np.log(rates.tried), rates.losses)],
                marker="o",
                markersize=7,
                color=palette.accent,
                markeredgecolor=palette.surface,
                markeredgewidth=1.5,
                zorder=5,
            )
            axes.margins(x=0.02)
            # Where it diverges it leaves the chart: what came before would be flat beside it.
            lowest, top = min(rates.losses), max(rates.losses[0], 1.6 * min(rates.losses))
            axes.set_ylim(lowest - 0.15 * (top - lowest), top + 0.1 * (top - lowest))
            axes.yaxis.set_major_locator(MaxNLocator(4))
            axes.xaxis.set_major_formatter(lambda value, _at: f"{value:.0e}".replace("e-0", "e-"))
            axes.xaxis.set_minor_formatter(lambda _value, _at: "")
            draw_frame(axes, palette, font_px)

    return render(draw, size, ratio, font_px, palette, control)


class RateChart(ChartView):
    """Shows the drawing of a range test, anew where room or colours have changed.

    Attributes:
        rates: that are drawn; None where none are.
    """

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rate_chart")
        self.setFixedHeight(theme.px(HEIGHT))
        self.rates: Rates | None = None
        self._drawing = LatestJob(runner, self)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)

    def show_rates(self, rates: Rates | None) -> None:
        """Draw ``rates``; None draws nothing."""
        self.rates = rates
        self.image = None
        self.update()
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_redraw"):
            self.image = None
            self._redraw.start(0)

    def _draw(self) -> None:
        if self.rates is None or not self.isVisible():
            return
        self._drawing.start(
            draw_rates,
            self.rates,
            self.size(),
            self.devicePixelRatioF(),
            theme.px(FONT_PX),
            theme.palette(),
            lane="files",
            succeeded=self.show_image,
            failed=route_error,
        )
