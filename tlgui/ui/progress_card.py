"""The card that says how a training run goes: a verdict in words, and a few figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tlgui.ui import theme
from tlgui.ui.widgets import Card, make_label

if TYPE_CHECKING:
    from collections.abc import Sequence


class Figure(QWidget):
    """One number with what it is above, and perhaps a unit after it."""

    def __init__(
        self, caption: str, name: str, role: str = "figure", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._caption = make_label(caption, "small")
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
        layout.addWidget(self._caption)
        layout.addLayout(line)

    @property
    def value(self) -> str:
        """The number as it reads now; empty where the figure is hidden."""
        return self._value.text()

    def set_value(self, value: str, unit: str = "", caption: str | None = None) -> None:
        """Show ``value``; an empty one hides the figure."""
        if caption is not None:
            self._caption.setText(caption)
        self._value.setText(value)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._value.setAccessibleName(f"{self._caption.text()}: {value} {unit}".strip())
        self.setVisible(bool(value))


class ProgressCard(Card):
    """A bold sentence, what it rests on, and figures at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._lead = make_label("", "card-title", "train_state_label", wrap=True)
        self._text = make_label("", "muted", "train_state_text", wrap=True)
        self.best = Figure(self.tr("best so far"), "best_figure")
        self.epoch = Figure(self.tr("epoch"), "epoch_figure")
        self.speed = Figure(self.tr("pictures a second"), "speed_figure")
        self.left = Figure(self.tr("time left"), "time_left_figure")
        texts = QVBoxLayout()
        texts.setSpacing(theme.SPACE_XS)
        texts.addStretch()
        texts.addWidget(self._lead)
        texts.addWidget(self._text)
        texts.addStretch()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_L)
        row.addLayout(texts, 1)
        for figure in self.figures:
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.setMinimumHeight(theme.px(88))
        self.clear_figures()

    @property
    def figures(self) -> Sequence[Figure]:
        """From left to right."""
        return (self.best, self.epoch, self.speed, self.left)

    def say(self, lead: str, text: str = "") -> None:
        """Say how it goes."""
        self._lead.setText(lead)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def clear_figures(self) -> None:
        """Show no figures."""
        for figure in self.figures:
            figure.set_value("")
