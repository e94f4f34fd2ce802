"""Learning curves, drawn by matplotlib in the colours of the theme.

matplotlib takes a second to import, so a chart asks for it when it is first shown, in a worker:
the window does not wait.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tlgui.ui import theme
from tlgui.ui.errors import route_error
from tlgui.ui.widgets import Card, make_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure
    from PySide6.QtGui import QPaintEvent, QShowEvent

    from tlgui.engine.progress import Control, EpochDone
    from tlgui.ui.jobs import Job, JobRunner

Quantity = Literal["loss", "accuracy"]

REDRAW_MS = 200
"""A redraw takes about 20 ms of the GUI thread; cached features give dozens of epochs a second."""

FONT_PX = 11
DPI = 100.0

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


def import_matplotlib(*, control: Control) -> None:
    """Import what charts need. The first time on a computer it lists all fonts: up to a minute."""
    control.check()
    import matplotlib.backends.backend_qtagg
    import matplotlib.figure  # noqa: F401 - imported for the next one who asks


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


class CurveChart(Card):
    """A card with one quantity of every epoch, for training and for validation.

    Attributes:
        axes: what is drawn on; None until matplotlib is there.
    """

    def __init__(
        self, quantity: Quantity, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._quantity: Quantity = quantity
        self._runner = runner
        self._history: list[EpochDone] = []
        self._epochs = 0
        self._canvas: FigureCanvasQTAgg | None = None
        self._figure: Figure | None = None
        self.axes: Axes | None = None
        self._import: Job | None = None
        title = self.tr("Loss") if quantity == "loss" else self.tr("Accuracy")
        self.setObjectName(f"{quantity}_chart")
        self.setAccessibleName(title)
        self.title_row.addWidget(make_label(title, "card-title"))
        self.title_row.addStretch()
        self.title_row.addWidget(
            Legend([(self.tr("train"), "training"), (self.tr("validation"), "validation")])
        )
        self.body.addLayout(self.title_row)
        self._place = QVBoxLayout()
        self._waiting = make_label(self.tr("The curves start with the first epoch."), "small")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.addWidget(self._waiting, 1)
        self.body.addLayout(self._place, 1)
        self.setMinimumHeight(theme.px(150))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)

    @property
    def points(self) -> int:
        """Epochs on show."""
        return len(self._history)

    def set_history(self, history: Sequence[EpochDone], epochs: int) -> None:
        """Show ``history``, of a run of at most ``epochs`` epochs."""
        self._history = list(history)
        self._epochs = epochs
        self.setAccessibleDescription(self._in_words())
        if not self._history:
            self._draw()
        elif not self._redraw.isActive():
            self._redraw.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._canvas is None and self._import is None:
            self._import = self._runner.start(import_matplotlib, lane="files")
            self._import.succeeded.connect(self._make_canvas)
            self._import.failed.connect(route_error)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _make_canvas(self) -> None:
        import os

        # matplotlib takes the binding that is imported, unless this says otherwise.
        os.environ.setdefault("QT_API", "pyside6")
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        self._figure = Figure(dpi=DPI)
        self.axes = self._figure.add_subplot()
        self._canvas = FigureCanvasQTAgg(self._figure)  # type: ignore[no-untyped-call]  # matplotlib's
        self._canvas.mpl_connect("resize_event", lambda _event: self._set_margins())
        # The card says in words what the canvas shows.
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.setMinimumSize(80, 80)
        self._canvas.hide()
        self._place.addWidget(self._canvas, 1)
        self._draw()

    def _draw(self) -> None:
        if self._canvas is None or self._figure is None or self.axes is None:
            return
        self._waiting.setVisible(not self._history)
        self._canvas.setVisible(bool(self._history))
        if not self._history:
            return
        draw_curves(self.axes, self._history, self._epochs, self._quantity)
        self._figure.set_facecolor(theme.palette().surface)
        self._set_margins()
        self._canvas.draw_idle()  # type: ignore[no-untyped-call]  # matplotlib's

    def _set_margins(self) -> None:
        """Give axis labels the room they need in pixels, whatever the chart's size."""
        if self._canvas is None or self._figure is None:
            return
        width, height = max(self._canvas.width(), 1), max(self._canvas.height(), 1)
        self._figure.subplots_adjust(
            left=min(theme.px(34) / width, 0.4),
            right=1 - min(theme.px(8) / width, 0.1),
            bottom=min(theme.px(22) / height, 0.4),
            top=1 - min(theme.px(6) / height, 0.1),
        )

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


def draw_curves(axes: Axes, history: Sequence[EpochDone], epochs: int, quantity: Quantity) -> None:
    """Draw both curves on ``axes`` in the colours of the theme, with a dot on the best epoch."""
    import matplotlib
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    from tlgui.engine.training.curves import best_epoch

    colors = theme.palette()
    numbers = [row.epoch for row in history]
    train, validation = values_of(history, quantity)
    with matplotlib.rc_context({"font.family": installed_fonts()}):
        axes.clear()
        axes.set_facecolor(colors.surface)
        axes.plot(numbers, train, color=colors.training, linewidth=1.6)
        axes.plot(numbers, validation, color=colors.validation, linewidth=1.6)
        best = best_epoch(history)
        if best is not None and best.validation_accuracy is not None:
            axes.plot(
                [best.epoch],
                values_of([best], quantity)[1],
                marker="o",
                markersize=6,
                color=colors.validation,
                markeredgecolor=colors.surface,
                markeredgewidth=1.5,
                clip_on=False,
                zorder=5,
            )
        axes.set_xlim(1, shown_epochs(len(history), epochs))
        if quantity == "loss":
            axes.set_ylim(bottom=0)
        else:
            finite = [value for value in (*train, *validation) if math.isfinite(value)]
            axes.set_ylim(min([*finite, 0.9]) - 0.03, 1.0)
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:.0%}"))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        end = shown_epochs(len(history), epochs)
        axes.set_xticks(range(1, end + 1, max(1, math.ceil((end - 1) / 6))))
        axes.grid(visible=True, axis="y", color=colors.line, linewidth=0.72)
        axes.set_axisbelow(True)
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(
            length=0,
            pad=5,
            labelsize=theme.px(FONT_PX) * 72 / DPI,
            labelcolor=colors.muted,
            labelfontfamily=installed_fonts(),
        )
