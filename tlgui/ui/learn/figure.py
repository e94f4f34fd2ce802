"""The ground of a lesson's figure: controls above, a drawing, and a sentence that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from tlgui.ui.learn.lesson import Bench

_ROW = 32


def number_field(
    low: int, high: int, value: int, *, step: int = 1, waits: bool = False
) -> QSpinBox:
    """A field for a whole number.

    Args:
        low: the least.
        high: the largest.
        value: what it begins with.
        step: what an arrow adds.
        waits: whether it tells only what was typed to its end: where each value costs a job.
    """
    field = QSpinBox()
    field.setRange(low, high)
    field.setSingleStep(step)
    field.setValue(value)
    field.setKeyboardTracking(not waits)
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return field


class Figure(QWidget):
    """A figure with a row of controls, a body below it, and what it shows in words.

    Attributes:
        bench: what it may use.
        body: the layout for the drawing.
    """

    def __init__(self, bench: Bench, name: str, *, grows: bool = True) -> None:
        """Make it; the drawing takes the height that is left, where it ``grows``."""
        super().__init__()
        self.setObjectName(name)
        self.bench = bench
        controls = QWidget()
        self._controls = FlowLayout(controls, theme.SPACE_M)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        controls.setSizePolicy(policy)
        controls.setVisible(False)
        self._controls_row = controls
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_M)
        self._told: QLabel = make_label("", "", "figure_told", wrap=True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(controls)
        layout.addLayout(self.body, int(grows))
        layout.addWidget(self._told)
        if not grows:
            layout.addStretch(1)

    @property
    def told(self) -> str:
        """What the figure shows now, in words."""
        return self._told.text()

    def tell(self, text: str) -> None:
        """Say what the figure shows now: read below it, and by a screen reader."""
        self._told.setText(text)
        self.setAccessibleDescription(text)

    def add_control(self, text: Text, control: QWidget, name: str) -> None:
        """Put ``control`` into the row, with ``text`` before it; it is its accessible name too."""
        control.setObjectName(name)
        live_text(control, control.setAccessibleName, text)
        label = make_label(text)
        label.setBuddy(control)
        pair = QWidget()
        pair.setMinimumHeight(theme.px(_ROW))  # Or fields and sliders stand at other heights.
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(label)
        row.addWidget(control)
        self.add_plain_control(pair)

    def add_plain_control(self, control: QWidget) -> None:
        """Put what says itself what it is (a button, a box to tick) into the row."""
        self._controls.addWidget(control)
        self._controls_row.setVisible(True)
