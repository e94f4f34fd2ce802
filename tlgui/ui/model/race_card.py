"""The outcome of a backbone race: in a sentence, as points, as a table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tlgui.engine.models.catalog import find_backbone
from tlgui.ui.kit.charts.scatter import Mark, Point, ScatterView, paint_mark
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.race_table import RaceTable
from tlgui.ui.words.live_text import Text, live

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from tlgui.engine.race import Race, Racer

SIDE = 16


class Cost(StrEnum):
    """What accuracy is set against."""

    TIME = "time"
    SIZE = "size"


class MarkSample(QWidget):
    """A mark of the plot, for its legend."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QPointF(self.width() / 2, self.height() / 2), self._mark)
        painter.end()


class RaceCard(Card):
    """Accuracy with its interval against time or size, and which differences are real.

    Signals:
        looked_at: with the name of the backbone whose row or point the user chose.
    """

    looked_at = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Backbone race"), parent)
        self.setObjectName("race_card")
        self._race: Race | None = None
        self._running = False
        self._note = make_label("", "small", "race_note", wrap=True)
        self._chips = ChipRow("race_chips")
        self._chips.chosen.connect(lambda _key: self._show_plot())
        self.plot = ScatterView("race_plot")
        self.table = RaceTable()
        self.plot.chosen.connect(self._on_point)
        self.table.chosen.connect(self._on_row)
        self._labels: dict[str, str] = {}
        self._legend = self._make_legend()
        for widget in (self._note, self._chips, self.plot, self._legend, self.table):
            self.body.addWidget(widget)
        live(self, self._tell)

    def show_race(self, ended: Race | None, *, running: bool) -> None:
        """Show what came of a race, or that it goes on; hidden where there is neither."""
        if ended is not self._race:
            self._race = ended
            self.table.show_race(ended)
            self.plot.set_current("")
        self._running = running
        self._tell()

    def _make_legend(self) -> QWidget:
        entries: tuple[tuple[Mark, Text], ...] = (
            (Mark.BEST, lambda: self.tr("the best")),
            (Mark.EQUAL, lambda: self.tr("no real difference shown")),
            (Mark.WORSE, lambda: self.tr("really worse")),
        )
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        line.setSpacing(theme.SPACE_XS)
        for mark, text in entries:
            line.addWidget(MarkSample(mark))
            line.addWidget(make_label(text, "small"))
            line.addSpacing(theme.SPACE_S)
        line.addStretch()
        return holder

    def _tell(self) -> None:
        self.setVisible(self._race is not None or self._running)
        self._chips.set_chips(
            [
                (Cost.TIME, self.tr("Against time"), "race_against_time"),
                (Cost.SIZE, self.tr("Against size"), "race_against_size"),
            ]
        )
        done = self._race is not None and not self._running
        for widget in (self._chips, self.plot, self._legend, self.table):
            widget.setVisible(done)
        if self._running:
            self._note.setText(
                self.tr("Each learns from the same pictures and is judged on the same others…")
            )
        elif self._race is not None:
            self._note.setText(self._verdict(self._race))
        if done:
            self._show_plot()

    def _show_plot(self) -> None:
        ended = self._race
        if ended is None:
            return
        by_size = self._chips.current == Cost.SIZE
        points = []
        for racer in ended.racers:
            if racer.error is not None:
                continue
            cost = (racer.size_bytes or 0) / 1e6 if by_size else racer.milliseconds or 0.0
            figures = racer.reports[ended.split].figures()
            low, high = figures["accuracy_interval"]
            label = find_backbone(racer.name).label
            self._labels[label] = racer.name
            told = self.table.racers.spoken(racer)
            points.append(Point(label, cost, figures["accuracy"], low, high, _mark(racer), told))
        self.plot.show_points(
            points,
            self.tr("MB of weights") if by_size else self.tr("milliseconds a picture"),
            lambda tick: f"{tick:g}",
        )
        self.plot.setAccessibleName(
            self.tr("Accuracy against size") if by_size else self.tr("Accuracy against time")
        )

    def _on_point(self, label: str) -> None:
        self.table.choose(self._labels[label])

    def _on_row(self, name: str) -> None:
        self.plot.set_current(find_backbone(name).label)
        self.looked_at.emit(name)

    def _verdict(self, ended: Race) -> str:
        finished = [racer for racer in ended.racers if racer.error is None]
        worse = sum(racer.differs_from_best is True for racer in finished)
        best = find_backbone(finished[0].name).label
        if len(finished) == 1:
            text = self.tr("Only {name} could be trained: there is nothing to compare it with.")
        elif worse == len(finished) - 1:
            text = self.tr("{name} is the best: its lead is more than chance.")
        elif worse:
            text = self.tr(
                "{name} leads. Some are really worse; for the others these pictures are too few "
                "to tell."
            )
        else:
            text = self.tr(
                "{name} leads, but these pictures are too few to call any difference real: take "
                "the faster or smaller one."
            )
        return text.format(name=best)


def _mark(racer: Racer) -> Mark:
    if racer.p_value is None:
        return Mark.BEST
    return Mark.WORSE if racer.differs_from_best else Mark.EQUAL
