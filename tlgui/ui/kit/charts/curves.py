"""Learning curves, drawn by matplotlib in the colours of the theme.

A worker imports matplotlib and draws; the window only shows the picture that comes back. Drawn in
the GUI thread, the same curves took 20 ms on an idle computer and up to 0.9 s beside a training
loop: each of matplotlib's many short calls waits anew for the interpreter's lock.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from tlgui.ui.kit.charts.chart_drawing import (
    ChartWords,
    Drawing,
    Quantity,
    chart_rows,
    draw_chart,
    save_chart,
    values_of,
)
from tlgui.ui.kit.charts.chart_table import HistoryTable
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.saving import ask_where, save_csv
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.look.colors import LIGHT, Palette
from tlgui.ui.words.live_text import Text, live, said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from tlgui.engine.progress import EpochDone
    from tlgui.ui.work.jobs import Job, JobRunner

REDRAW_MS = 250
"""Cached features give dozens of epochs a second; nobody sees more than a few drawings."""

FONT_PX = 11
SAVED_AS = ("png", "svg", "pdf", "csv")


class Legend(QWidget):
    """Line swatches with their names."""

    def __init__(self, entries: Sequence[tuple[Text, str]], parent: QWidget | None = None) -> None:
        """Make a legend of ``entries``: (name, colour role of the palette)."""
        super().__init__(parent)
        self._texts = list(entries)
        self._entries: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        live(self, self._tell)

    def _tell(self) -> None:
        self._entries = [(said(text), role) for text, role in self._texts]
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.TEXT_SMALL))
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

    Signals:
        saved: with the path of a file that was written.
        save_failed: with the error.
    """

    saved = Signal(object)
    save_failed = Signal(object)

    def __init__(
        self, quantity: Quantity, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._quantity: Quantity = quantity
        self._runner = runner
        self._history: tuple[EpochDone, ...] = ()
        self._epochs = 0
        self._best: int | None = None
        self._job: Job | None = None
        self._palette = theme.palette()
        self._outdated = False
        self.setObjectName(f"{quantity}_chart")
        self.title_row.setSpacing(theme.SPACE_XS)
        # The menu's button is higher than a title: titles of neighbours stand in line all the same.
        sides = self.body.contentsMargins()
        self.body.setContentsMargins(sides.left(), sides.top() - 6, sides.right(), sides.bottom())
        self.title_row.addWidget(make_label(lambda: self._title(), "card-title"))
        self.title_row.addWidget(TermButton(quantity))
        self.title_row.addStretch()
        self.title_row.addWidget(
            Legend(
                [
                    (lambda: self.tr("train"), "training"),
                    (lambda: self.tr("validation"), "validation"),
                ]
            )
        )
        self.more_button = make_button("", f"{quantity}_chart_menu", "icon")
        self.more_button.clicked.connect(self._open_menu)
        self.title_row.addWidget(self.more_button)
        self.body.addLayout(self.title_row)
        self._waiting = make_label("", "small", wrap=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view = ChartView()
        self._frame = QWidget(self)
        self._place = QStackedLayout(self._frame)
        self._place.addWidget(self._waiting)
        self._place.addWidget(self.view)
        self._table: HistoryTable | None = None
        self._as_table = False
        self.body.addWidget(self._frame, 1)
        self.setMinimumHeight(theme.px(150))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self.set_history((), 0)
        self._set_icon()
        live(self, self._tell)

    @property
    def table(self) -> HistoryTable:
        """Shows the same in numbers; made when it is first wanted."""
        if self._table is None:
            self._table = HistoryTable(self._quantity, self._frame)
            self._table.epochs.set_history(self._history)
            self._place.addWidget(self._table)
        return self._table

    @property
    def points(self) -> int:
        """Epochs on show."""
        return len(self._history)

    def set_history(
        self, history: Sequence[EpochDone], epochs: int, *, best: int | None = None
    ) -> None:
        """Show ``history``, of a run of at most ``epochs`` epochs.

        ``best``: the epoch with the dot, 0 for none; None for the one of the lowest loss.
        """
        changed = (tuple(history), best) != (self._history, self._best)
        self._best = best
        self._history = tuple(history)
        self._epochs = epochs
        if changed and self._table is not None:
            self._table.epochs.set_history(self._history)
        self._tell()
        if not self._history:
            self.view.image = None
        elif (changed or self.view.image is None) and not self._redraw.isActive():
            self._redraw.start(0 if self.view.image is None else REDRAW_MS)
        self._show_place()

    def show_as_table(self, as_table: bool) -> None:
        """Show the numbers (True) or the curves (False)."""
        self._as_table = as_table
        self._show_place()

    def make_menu(self) -> QMenu:
        """What can be done with the chart."""
        menu = QMenu(self)
        menu.setObjectName("chart_menu")
        table = menu.addAction(self.tr("Show as a table"))
        table.setCheckable(True)
        table.setChecked(self._as_table)
        table.toggled.connect(self.show_as_table)
        menu.addSeparator()
        for suffix in SAVED_AS:
            action = menu.addAction(self.tr("Save as {format}…").format(format=suffix.upper()))
            action.setEnabled(bool(self._history))
            action.triggered.connect(lambda _checked=False, suffix=suffix: self._ask(suffix))
        return menu

    def save(self, path: Path) -> None:
        """Write the chart to ``path`` in the format of its suffix; CSV holds all its numbers."""
        if path.suffix.lower() == ".csv":
            header = ["epoch", "train_loss", "validation_loss", "train_accuracy"]
            header.append("validation_accuracy")
            job = self._runner.start(
                save_csv, path, header, chart_rows(self._history), lane="files"
            )
        else:
            words = ChartWords(
                self._title(), self.tr("Epoch"), self.tr("train"), self.tr("validation")
            )
            # On paper and in documents the ground is light.
            drawing = self._drawing(LIGHT)
            job = self._runner.start(save_chart, drawing, words, path, lane="files")
        job.succeeded.connect(self.saved)
        job.failed.connect(self.save_failed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw.start(REDRAW_MS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_redraw"):
            self._set_icon()
            self._draw()

    def _forget_other_scheme(self) -> None:
        """Show no drawing in other colours than the window's, nor the one that is under way."""
        if theme.palette() != self._palette:
            self._palette = theme.palette()
            self.view.image = None
            self._show_place()

    def _draw(self) -> None:
        """Have the curves drawn; one drawing at a time, the newest wish wins."""
        self._forget_other_scheme()
        if not self._history or not self.isVisible():
            return
        if self._job is not None:
            self._outdated = True
            return
        self._outdated = False
        drawing = self._drawing(self._palette)
        self._job = self._runner.start(draw_chart, drawing, lane="files")
        self._job.succeeded.connect(lambda image: self._on_drawn(image, drawing))
        self._job.failed.connect(route_error)
        self._job.ended.connect(self._on_ended)

    def _drawing(self, palette: Palette) -> Drawing:
        return Drawing(
            quantity=self._quantity,
            history=self._history,
            epochs=self._epochs,
            best=self._best,
            size=self._frame.size(),
            ratio=self.devicePixelRatioF(),
            font_px=theme.px(FONT_PX),
            palette=palette,
        )

    def _set_icon(self) -> None:
        self.more_button.setIcon(theme.icon("more", "muted"))

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _ask(self, suffix: str) -> None:
        ask_where(self, self._quantity, suffix, self.save)

    def _on_drawn(self, image: QImage, drawing: Drawing) -> None:
        if self._history and drawing.palette == self._palette:
            self.view.show_image(image)
            self._show_place()

    def _show_place(self) -> None:
        if self._history and self._as_table:
            self._place.setCurrentWidget(self.table)
        elif self._history and self.view.image is not None:
            self._place.setCurrentWidget(self.view)
        else:
            self._place.setCurrentWidget(self._waiting)

    def _title(self) -> str:
        return self.tr("Loss") if self._quantity == "loss" else self.tr("Accuracy")

    def _tell(self) -> None:
        self.setAccessibleName(self._title())
        self.setAccessibleDescription(self._in_words())
        more = self.tr("{chart}: save, or show as a table").format(chart=self._title())
        self.more_button.setAccessibleName(more)
        self.more_button.setToolTip(more)
        self._waiting.setText(
            self.tr("Drawing the curves…")
            if self._history
            else self.tr("The curves start with the first epoch.")
        )

    def _on_ended(self) -> None:
        self._job = None
        if self._outdated:
            self._redraw.start(0 if self.view.image is None else REDRAW_MS)

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
