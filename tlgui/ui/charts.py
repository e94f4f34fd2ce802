"""Learning curves, drawn by matplotlib in the colours of the theme.

A worker imports matplotlib and draws; the window only shows the picture that comes back. Drawn in
the GUI thread, the same curves took 20 ms on an idle computer and up to 0.9 s beside a training
loop: each of matplotlib's many short calls waits anew for the interpreter's lock.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from tlgui.ui import theme
from tlgui.ui.errors import route_error
from tlgui.ui.widgets import Card, make_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from tlgui.engine.progress import Control, EpochDone
    from tlgui.ui.jobs import Job, JobRunner

Quantity = Literal["loss", "accuracy"]

REDRAW_MS = 250
"""Cached features give dozens of epochs a second; nobody sees more than a few drawings."""

FONT_PX = 11
DPI = 100.0

_drawing = threading.Lock()
"""matplotlib may not draw in two threads at once."""

# matplotlib's own font has no Hangul.
FONTS = (
    "Inter",
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

    known = {entry.name for entry in fontManager.ttflist}
    return [name for name in FONTS if name in known]


class Legend(QWidget):
    """Line swatches with their names."""

    def __init__(self, entries: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Make a legend of ``entries``: (name, colour role of the palette)."""
        super().__init__(parent)
        self._entries = list(entries)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(name) + 32 for name, _role in self._entries)
        return QSize(width, metrics.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.TEXT_SMALL))
        colors = theme.palette()
        metrics = painter.fontMetrics()
        left = float(self.width())
        for name, role in reversed(self._entries):
            width = metrics.horizontalAdvance(name)
            left -= width
            painter.setPen(colors.color("muted"))
            painter.drawText(
                QRectF(left, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, name
            )
            left -= 20
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color(role))
            painter.drawRoundedRect(QRectF(left, self.height() / 2 - 1.5, 14, 3), 1.5, 1.5)
            left -= 12
        painter.end()


@dataclass(frozen=True)
class Drawing:
    """All that a worker needs to draw a chart.

    Attributes:
        size: logical pixels.
        ratio: device pixels a logical one.
        font_px: size of the axis labels in logical pixels.
    """

    quantity: Quantity
    history: tuple[EpochDone, ...]
    epochs: int
    size: QSize
    ratio: float
    font_px: int
    palette: theme.Palette


def draw_chart(drawing: Drawing, *, control: Control) -> QImage:
    """The chart as a picture. For a worker.

    The first time on a computer, matplotlib lists all fonts: up to a minute.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = max(drawing.size.width(), 80), max(drawing.size.height(), 60)
    with _drawing:
        control.check()
        figure = Figure(
            figsize=(width / DPI, height / DPI),
            dpi=DPI * drawing.ratio,
            facecolor=drawing.palette.surface,
        )
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        draw_curves(axes, drawing)
        # Axis labels have the room that they need in pixels, whatever the chart's size.
        figure.subplots_adjust(
            left=3.1 * drawing.font_px / width,
            right=1 - 0.75 * drawing.font_px / width,
            bottom=2.0 * drawing.font_px / height,
            top=1 - 0.55 * drawing.font_px / height,
        )
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # matplotlib's
        rows, columns = pixels.shape[:2]
        image = QImage(bytes(pixels), columns, rows, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(drawing.ratio)
    return image


class ChartView(QWidget):
    """Shows the drawing that came last, stretched where the room has changed since."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None

    def show_image(self, image: QImage) -> None:
        """Show another drawing."""
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.image is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.image)
            painter.end()


class CurveChart(Card):
    """A card with one quantity of every epoch, for training and for validation.

    Attributes:
        view: what shows the drawing.
    """

    def __init__(
        self, quantity: Quantity, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._quantity: Quantity = quantity
        self._runner = runner
        self._history: tuple[EpochDone, ...] = ()
        self._epochs = 0
        self._job: Job | None = None
        self._outdated = False
        title = self.tr("Loss") if quantity == "loss" else self.tr("Accuracy")
        self.setObjectName(f"{quantity}_chart")
        self.setAccessibleName(title)
        self.title_row.addWidget(make_label(title, "card-title"))
        self.title_row.addStretch()
        self.title_row.addWidget(
            Legend([(self.tr("train"), "training"), (self.tr("validation"), "validation")])
        )
        self.body.addLayout(self.title_row)
        self._waiting = make_label("", "small", wrap=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view = ChartView()
        self._frame = QWidget()
        self._place = QStackedLayout(self._frame)
        self._place.addWidget(self._waiting)
        self._place.addWidget(self.view)
        self.body.addWidget(self._frame, 1)
        self.setMinimumHeight(theme.px(150))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self.set_history((), 0)

    @property
    def points(self) -> int:
        """Epochs on show."""
        return len(self._history)

    def set_history(self, history: Sequence[EpochDone], epochs: int) -> None:
        """Show ``history``, of a run of at most ``epochs`` epochs."""
        self._history = tuple(history)
        self._epochs = epochs
        self.setAccessibleDescription(self._in_words())
        self._waiting.setText(
            self.tr("Drawing the curves ...")
            if self._history
            else self.tr("The curves start with the first epoch.")
        )
        if not self._history:
            self._place.setCurrentIndex(0)
            self.view.image = None
        elif not self._redraw.isActive():
            self._redraw.start(0 if self.view.image is None else REDRAW_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start(REDRAW_MS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        """Have the curves drawn; one drawing at a time, the newest wish wins."""
        if not self._history or not self.isVisible():
            return
        if self._job is not None:
            self._outdated = True
            return
        self._outdated = False
        drawing = Drawing(
            quantity=self._quantity,
            history=self._history,
            epochs=self._epochs,
            size=self._frame.size(),
            ratio=self.devicePixelRatioF(),
            font_px=theme.px(FONT_PX),
            palette=theme.palette(),
        )
        self._job = self._runner.start(draw_chart, drawing, lane="files")
        self._job.succeeded.connect(self._on_drawn)
        self._job.failed.connect(route_error)
        self._job.ended.connect(self._on_ended)

    def _on_drawn(self, image: QImage) -> None:
        if self._history:
            self.view.show_image(image)
            self._place.setCurrentIndex(1)

    def _on_ended(self) -> None:
        self._job = None
        if self._outdated:
            self._redraw.start(REDRAW_MS)

    def _in_words(self) -> str:
        if not self._history:
            return self.tr("No epoch is finished yet.")
        last = self._history[-1]
        train, validation = values_of([last], self._quantity)
        return self.tr("Epoch {epoch}: training {train}, validation {validation}").format(
            epoch=last.epoch,
            train=f"{train[0]:.3f}",
            validation="-" if math.isnan(validation[0]) else f"{validation[0]:.3f}",
        )


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

    from tlgui.engine.training.curves import best_epoch

    colors, history = drawing.palette, drawing.history
    numbers = [row.epoch for row in history]
    train, validation = values_of(history, drawing.quantity)
    with matplotlib.rc_context({"font.family": installed_fonts()}):
        axes.set_facecolor(colors.surface)
        axes.plot(numbers, train, color=colors.training, linewidth=1.6)
        axes.plot(numbers, validation, color=colors.validation, linewidth=1.6)
        best = best_epoch(history)
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
            axes.set_ylim(min([*finite, 0.9]) - 0.03, 1.0)
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:.0%}"))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        end = shown_epochs(len(history), drawing.epochs)
        axes.set_xticks(range(1, end + 1, max(1, math.ceil((end - 1) / 6))))
        axes.grid(visible=True, axis="y", color=colors.line, linewidth=0.72)
        axes.set_axisbelow(True)
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(
            length=0,
            pad=5,
            labelsize=drawing.font_px * 72 / DPI,
            labelcolor=colors.muted,
            labelfontfamily=installed_fonts(),
        )
