"""The outcome of a backbone race: a row a backbone, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from tlgui.engine.models.catalog import find_backbone
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from tlgui.engine.race import Race, Racer

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RaceCard(Card):
    """Accuracy with its interval, time and size of each, and which differences are real."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Backbone race"), parent)
        self.setObjectName("race_card")
        self._race: Race | None = None
        self._running = False
        self._note = make_label("", "small", "race_note", wrap=True)
        self._rows = QWidget()
        self.body.addWidget(self._note)
        self.body.addWidget(self._rows)
        live(self, self._tell)

    def show_race(self, ended: Race | None, *, running: bool) -> None:
        """Show what came of a race, or that it goes on; hidden where there is neither."""
        self._race, self._running = ended, running
        self._tell()

    def _tell(self) -> None:
        self.setVisible(self._race is not None or self._running)
        self.body.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        if self._running:
            self._note.setText(
                self.tr("Each learns from the same pictures and is judged on the same others …")
            )
        elif self._race is not None:
            self._note.setText(self._verdict(self._race))
            self._fill(QGridLayout(self._rows), self._race)
        self.body.addWidget(self._rows)
        self._rows.show()  # A layout shows it only when the event loop turns.

    def _verdict(self, ended: Race) -> str:
        finished = [racer for racer in ended.racers if racer.error is None]
        worse = sum(racer.differs_from_best is True for racer in finished)
        best = find_backbone(finished[0].name).label
        if worse == len(finished) - 1 and worse:
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

    def _fill(self, grid: QGridLayout, ended: Race) -> None:
        grid.setContentsMargins(0, theme.SPACE_XS, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.setColumnStretch(0, 1)
        split = self.tr("Test") if ended.split.value == "test" else self.tr("Validation")
        heads = (
            self.tr("Backbone"),
            split,
            self.tr("95% interval"),
            self.tr("ms a picture"),
            self.tr("MB"),
            self.tr("Real difference"),
        )
        for column, text in enumerate(heads):
            label = make_label(text, "small")
            if column:
                label.setAlignment(_RIGHT)
            grid.addWidget(label, 0, column)
        for number, racer in enumerate(ended.racers, 1):
            self._add(grid, number, racer, ended)

    def _add(self, grid: QGridLayout, number: int, racer: Racer, ended: Race) -> None:
        name = ElidedLabel()
        name.set_full_text(find_backbone(racer.name).label)
        grid.addWidget(name, number, 0)
        if racer.error is not None:
            grid.addWidget(
                make_label(text_of(racer.error.message), "small", wrap=True), number, 1, 1, 5
            )
            return
        figures = racer.reports[ended.split].figures()
        low, high = figures["accuracy_interval"]
        cells = (
            f"{figures['accuracy']:.1%}",
            f"{low:.1%} \u2013 {high:.1%}",
            f"{racer.milliseconds:.1f}",
            f"{(racer.size_bytes or 0) / 1e6:.1f}",
            self._difference(racer),
        )
        for column, text in enumerate(cells, 1):
            label = make_label(text, "strong" if number == 1 and column == 1 else "")
            label.setAlignment(_RIGHT)
            grid.addWidget(label, number, column)

    def _difference(self, racer: Racer) -> str:
        if racer.p_value is None:
            return self.tr("the best")
        told = f"p = {racer.p_value:.2g}"
        return (
            self.tr("yes, {p}").format(p=told)
            if racer.differs_from_best
            else self.tr("not shown, {p}").format(p=told)
        )
