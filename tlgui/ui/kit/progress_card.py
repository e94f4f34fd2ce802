"""The card that says how a training run goes: a verdict in words, and a few figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

BESIDE = 460
"""The width in pixels of the drawings from which the figures stand beside the sentence."""


class Figure(QWidget):
    """One number with what it is above, and perhaps a unit after it.

    Attributes:
        caption_row: the layout of the words above, to add things at their right.
    """

    def __init__(
        self, caption: Text, name: str, role: str = "figure", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._caption_text = caption
        self._caption = make_label("", "small")
        self._value = make_label("", role, name)
        self._unit = make_label("", "small")
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_XS)
        line.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.caption_row = QHBoxLayout()
        self.caption_row.setSpacing(theme.SPACE_XS)
        self.caption_row.addWidget(self._caption)
        layout.addLayout(self.caption_row)
        layout.addLayout(line)
        live(self, self._tell)

    @property
    def value(self) -> str:
        """The number as it reads now; empty where the figure is hidden."""
        return self._value.text()

    def set_value(self, value: str, unit: str = "", caption: Text | None = None) -> None:
        """Show ``value``; an empty one hides the figure."""
        if caption is not None:
            self._caption_text = caption
        self._value.setText(value)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._tell()
        self.setVisible(bool(value))

    def _tell(self) -> None:
        self._caption.setText(said(self._caption_text))
        parts = (f"{self._caption.text()}:", self._value.text(), self._unit.text())
        self._value.setAccessibleName(" ".join(part for part in parts if part))


class ProgressCard(Card):
    """A bold sentence, what it rests on, and figures at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._lead = make_label("", "card-title", "train_state_label")
        self._lead.setMinimumWidth(1)  # Where it is long, the figures go below it.
        self._text = make_label("", "muted", "train_state_text", wrap=True)
        self.best = Figure(lambda: self.tr("best so far"), "best_figure")
        self.epoch = Figure(lambda: self.tr("epoch"), "epoch_figure")
        self.rate = Figure(lambda: self.tr("learning rate"), "rate_figure")
        self.speed = Figure(lambda: self.tr("pictures a second"), "speed_figure")
        self.left = Figure(lambda: self.tr("time left"), "time_left_figure")
        texts = QVBoxLayout()
        texts.setSpacing(theme.SPACE_XS)
        texts.addStretch()
        self._overfitting = TermButton("overfitting")
        self._overfitting.hide()
        lead = self._lead_row = QHBoxLayout()
        lead.setSpacing(theme.SPACE_XS)
        lead.addWidget(self._lead)
        lead.addWidget(self._overfitting)
        lead.addStretch()
        texts.addLayout(lead)
        texts.addWidget(self._text)
        texts.addStretch()
        figures = self._figures_row = QHBoxLayout()
        figures.setSpacing(theme.SPACE_L)
        for figure in self.figures:
            figures.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
        figures.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_L)
        self._row.addLayout(texts, 1)
        self._row.addLayout(figures)
        self.body.addLayout(self._row)
        self.setMinimumHeight(theme.px(88))
        self.clear_figures()

    @property
    def figures(self) -> Sequence[Figure]:
        """From left to right."""
        return (self.best, self.epoch, self.rate, self.speed, self.left)

    def say(self, lead: str, text: str = "", *, of_curves: bool = False) -> None:
        """Say how it goes; what is said ``of_curves`` has overfitting explained beside it."""
        self._overfitting.setVisible(of_curves)
        self._lead.setText(lead)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # Figures came, or went.
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the figures beside the sentence where there is room for both."""
        sides = self.body.contentsMargins()
        needed = self._lead_row.sizeHint().width() + self._figures_row.sizeHint().width()
        needed += theme.SPACE_L + sides.left() + sides.right()
        beside = self.width() >= max(theme.px(BESIDE), needed)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def clear_figures(self) -> None:
        """Show no figures."""
        for figure in self.figures:
            figure.set_value("")
