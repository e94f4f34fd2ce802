"""How a filter slides: a small picture, a kernel, and the activation map that grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QRect, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.insight.sliding import KERNELS, Sliding
from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.inside.kernel_editor import KernelEditor
from tlgui.ui.pictures.inside.number_grid import NumberGrid, number_text
from tlgui.ui.words.live_text import Text, live, live_text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QHideEvent

MOST_PADDING, MOST_STRIDE = 2, 4
STEP_MS = 450
OWN = "own"
SIDE = 8
"""Of the pictures, in cells."""
PICTURES = {
    "step": ("00009999",) * 8,
    "cross": (
        "00000000",
        "00099000",
        "00099000",
        "09999990",
        "09999990",
        "00099000",
        "00099000",
        "00000000",
    ),
    "seven": (
        "00000000",
        "09999990",
        "00000980",
        "00004900",
        "00009300",
        "00049000",
        "00093000",
        "00000000",
    ),
    "slope": ("01234567",) * 8,
    "dot": ("00000000",) * 3 + ("00090000",) + ("00000000",) * 4,
}
"""Small grey pictures, a digit a pixel: 0 is black, 9 white."""


def picture_of(name: str) -> NDArray[np.float64]:
    """The numbers of one of ``PICTURES``, (8, 8)."""
    return np.array([[int(digit) for digit in row] for row in PICTURES[name]], dtype=np.float64)


def _in_brackets(value: float) -> str:
    """A factor; one below 0 in brackets."""
    text = number_text(value)
    return f"({text})" if value < 0 else text


class SlidingPanel(QWidget):
    """A kernel on its way over a picture, step by step or by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sliding_panel")
        self._own: NDArray[np.float64] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._on_tick)
        self._settings, self._grids, self._steps = QWidget(), QGridLayout(), QHBoxLayout()
        self._make_settings()
        self._make_grids()
        self._make_steps()
        self._size = make_label("", "muted", "sliding_size", wrap=True)
        self._sum = make_label("", "", "sliding_sum", wrap=True)
        self._sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sum.setMinimumHeight(theme.px(40))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._settings)
        layout.addLayout(self._grids, 1)
        layout.addWidget(self._sum)
        layout.addLayout(self._steps)
        layout.addWidget(self._size)
        self._sliding = Sliding(picture_of("step"), self.editor.kernel)
        self._choose_kernel()
        live(self, self._tell)

    @property
    def step(self) -> int:
        """The place at which the kernel lies, counted from 0."""
        return self.slider.value()

    @property
    def is_playing(self) -> bool:
        """Whether it slides by itself."""
        return self._timer.isActive()

    def go_to(self, step: int) -> None:
        """Move the kernel to a place; the nearest one where there is no such place."""
        self.slider.setValue(step)

    def offer_own(self, picture: NDArray[np.float64]) -> None:
        """Let ``picture`` be chosen too: (8, 8) whole numbers from 0, black, to 9, white."""
        self._own = picture
        if self.picture.findData(OWN) < 0:
            self.picture.addItem(OWN, OWN)
        self._tell()
        self._rebuild()

    def play(self) -> None:
        """Slide by itself from here, or from the start where it is at the end; or stop."""
        if self.is_playing:
            self._stop()
            return
        if self.step == self.slider.maximum():
            self.go_to(0)
        self._timer.start()
        self._tell_play()

    def hideEvent(self, event: QHideEvent) -> None:
        self._stop()
        super().hideEvent(event)

    def _make_settings(self) -> None:
        self.picture = QComboBox()
        self.picture.setObjectName("sliding_picture")
        self.kernel = QComboBox()
        self.kernel.setObjectName("sliding_kernel")
        self.stride, self.padding = QSpinBox(), QSpinBox()
        self.stride.setObjectName("sliding_stride")
        self.stride.setRange(1, MOST_STRIDE)
        self.padding.setObjectName("sliding_padding")
        self.padding.setRange(0, MOST_PADDING)
        for field in (self.stride, self.padding):
            field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.relu = QCheckBox()
        self.relu.setObjectName("sliding_relu")
        live_text(self.relu, self.relu.setText, lambda: self.tr("ReLU: below 0 becomes 0"))
        for name in PICTURES:
            self.picture.addItem(name, name)
        for name in (*KERNELS, "own"):
            self.kernel.addItem(name, name)
        self.kernel.setCurrentIndex(self.kernel.findData("sobel-x"))
        self.picture.activated.connect(self._rebuild)
        self.kernel.activated.connect(self._choose_kernel)
        self.stride.valueChanged.connect(self._rebuild)
        self.padding.valueChanged.connect(self._rebuild)
        self.relu.toggled.connect(self._rebuild)
        rows: tuple[tuple[Text, QWidget], ...] = (
            (lambda: self.tr("Picture"), self.picture),
            (lambda: self.tr("Kernel"), self.kernel),
            (lambda: self.tr("Stride"), self.stride),
            (lambda: self.tr("Padding"), self.padding),
        )
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._settings.setSizePolicy(policy)
        line = FlowLayout(self._settings, theme.SPACE_M)
        for text, control in rows:
            label = make_label(text)
            label.setBuddy(control)
            live_text(control, control.setAccessibleName, text)
            pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(theme.SPACE_S)
            beside.addWidget(label)
            beside.addWidget(control)
            line.addWidget(pair)
        self.relu.setMinimumHeight(theme.px(32))  # In line with the fields beside it.
        line.addWidget(self.relu)

    def _make_grids(self) -> None:
        self.source = NumberGrid("sliding_source", lambda: self.tr("Picture with its padding"))
        self.products = NumberGrid(
            "sliding_products", lambda: self.tr("Products"), focusable=False, largest=52
        )
        self.target = NumberGrid("sliding_target", lambda: self.tr("Activation map"))
        self.editor = KernelEditor()
        self.editor.changed.connect(self._on_kernel_edited)
        for grid in (self.source, self.target):
            grid.key_pressed.connect(self._on_key)
        self.source.cell_chosen.connect(self._on_source_clicked)
        self.target.cell_chosen.connect(
            lambda row, column: self.go_to(row * self._sliding.shape[1] + column)
        )
        self._total = make_label("", "figure", "sliding_total")
        self._total.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QVBoxLayout()
        middle.setSpacing(theme.SPACE_S)
        center = Qt.AlignmentFlag.AlignHCenter
        middle.addWidget(self.editor, 0, center)
        middle.addSpacing(theme.SPACE_S)
        middle.addWidget(make_label(lambda: self.tr("window \u00d7 kernel"), "muted"), 0, center)
        self.products.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        middle.addWidget(self.products, 1)
        middle.addWidget(self._total)
        middle.addStretch()
        self._grids.setHorizontalSpacing(theme.SPACE_L)
        self._grids.setVerticalSpacing(theme.SPACE_S)
        titles = (
            (lambda: self.tr("Picture")),
            (lambda: self.tr("Kernel")),
            (lambda: self.tr("Activation map")),
        )
        for column, title in enumerate(titles):
            self._grids.addWidget(make_label(title, "card-title"), 0, column, center)
        self._grids.addWidget(self.source, 1, 0)
        self._grids.addLayout(middle, 1, 1)
        self._grids.addWidget(self.target, 1, 2)
        for column, stretch in enumerate((4, 2, 4)):
            self._grids.setColumnStretch(column, stretch)
        self._grids.setRowStretch(1, 1)

    def _make_steps(self) -> None:
        self.back_button = make_button(
            "",
            "sliding_back_button",
            "icon",
            tooltip=lambda: self.tr("One step back (←)"),
            accessible_name=lambda: self.tr("One step back"),
        )
        self.next_button = make_button(
            "",
            "sliding_next_button",
            "icon",
            tooltip=lambda: self.tr("One step on (→)"),
            accessible_name=lambda: self.tr("One step on"),
        )
        self.play_button = make_button("", "sliding_play_button")
        self.back_button.clicked.connect(lambda: self.go_to(self.step - 1))
        self.next_button.clicked.connect(lambda: self.go_to(self.step + 1))
        self.play_button.clicked.connect(self.play)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("sliding_step")
        live_text(self.slider, self.slider.setAccessibleName, lambda: self.tr("Step"))
        self.slider.valueChanged.connect(self._show_step)
        self._place = make_label("", "muted", "sliding_place")
        self._steps.setSpacing(theme.SPACE_S)
        for widget in (self.back_button, self.play_button, self.next_button):
            self._steps.addWidget(widget)
        self._steps.addWidget(self.slider, 1)
        self._steps.addWidget(self._place)
        self._tint()

    def _tint(self) -> None:
        self.back_button.setIcon(theme.icon("chevron-left"))
        self.next_button.setIcon(theme.icon("chevron-right"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_steps"):
            self._tint()

    def _choose_kernel(self) -> None:
        name = str(self.kernel.currentData())
        if name in KERNELS:
            self.editor.set_kernel(np.array(KERNELS[name]))
        self._rebuild()

    def _on_kernel_edited(self) -> None:
        with QSignalBlocker(self.kernel):
            self.kernel.setCurrentIndex(self.kernel.findData("own"))
        self._rebuild()

    def _rebuild(self) -> None:
        """Begin anew with what is chosen; the step stays where there is such a one."""
        name = str(self.picture.currentData())
        self._sliding = Sliding(
            self._own if name == OWN and self._own is not None else picture_of(name),
            self.editor.kernel,
            self.stride.value(),
            self.padding.value(),
        )
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, self._sliding.places - 1)
            self.slider.setPageStep(self._sliding.shape[1])
        self._show_step()

    def _show_step(self) -> None:
        sliding, number = self._sliding, self.step
        step = sliding.step(number)
        rows, columns = sliding.kernel.shape
        self.source.set_values(sliding.padded, low=0, high=9, padding=sliding.padding)
        self.source.set_window(QRect(step.left, step.top, columns, rows))
        peak = max(1.0, float(np.abs(step.products).max()))
        self.products.set_values(step.products, low=-peak, high=peak)
        whole = sliding.activation_map(relu=self.relu.isChecked())
        self.target.set_values(
            whole, low=float(whole.min()), high=float(whole.max()), known=number + 1
        )
        row, column = divmod(number, sliding.shape[1])
        self.target.set_window(QRect(column, row, 1, 1))
        self.back_button.setEnabled(number > 0)
        self.next_button.setEnabled(number < sliding.places - 1)
        if self.is_playing and number == sliding.places - 1:
            self._stop()
        self._tell_step()

    def _on_tick(self) -> None:
        self.go_to(self.step + 1)

    def _stop(self) -> None:
        self._timer.stop()
        self._tell_play()

    def _on_source_clicked(self, row: int, column: int) -> None:
        """Lay the kernel with its middle as near to a cell as its steps allow."""
        sliding = self._sliding
        places = []
        for cell, side, most in zip(
            (row, column), sliding.kernel.shape, sliding.shape, strict=True
        ):
            places.append(min(max(0, round((cell - side // 2) / sliding.stride)), most - 1))
        self.go_to(places[0] * sliding.shape[1] + places[1])

    def _on_key(self, key: int) -> None:
        columns, last = self._sliding.shape[1], self._sliding.places - 1
        if key == Qt.Key.Key_Space:
            self.play()
            return
        to = {
            Qt.Key.Key_Left: self.step - 1,
            Qt.Key.Key_Right: self.step + 1,
            Qt.Key.Key_Up: self.step - columns if self.step >= columns else self.step,
            Qt.Key.Key_Down: self.step + columns if self.step + columns <= last else self.step,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        self.go_to(to[Qt.Key(key)])

    def _tell(self) -> None:
        """Say again what depends on the language."""
        pictures = {
            "step": self.tr("From dark to bright"),
            "cross": self.tr("A cross"),
            "seven": self.tr("A seven"),
            "slope": self.tr("A slope"),
            "dot": self.tr("One dot"),
            OWN: self.tr("One of your pictures"),
        }
        kernels = {
            "identity": self.tr("As it is"),
            "edges": self.tr("Edges"),
            "sobel-x": self.tr("Sobel, upright edges"),
            "sobel-y": self.tr("Sobel, level edges"),
            "sharpen": self.tr("Sharpen"),
            "box-blur": self.tr("Blur (mean)"),
            "gaussian-blur": self.tr("Blur (Gaussian)"),
            "emboss": self.tr("Emboss"),
            "own": self.tr("Your own"),
        }
        for selector, names in ((self.picture, pictures), (self.kernel, kernels)):
            for place in range(selector.count()):
                selector.setItemText(place, names[str(selector.itemData(place))])
        self._tell_step()
        self._tell_play()

    def _tell_play(self) -> None:
        text = self.tr("Pause") if self.is_playing else self.tr("Play")
        self.play_button.setText(text)
        self.play_button.setAccessibleName(text)

    def _tell_step(self) -> None:
        sliding = self._sliding
        step = sliding.step(self.step)
        pairs = zip(step.window.ravel(), sliding.kernel.ravel(), strict=True)
        terms = [f"{number_text(value)}·{_in_brackets(weight)}" for value, weight in pairs]
        total = number_text(step.total)
        told = " + ".join(terms) + f" = {total}"
        if self.relu.isChecked() and step.total < 0:
            told += " → 0"
        self._sum.setText(told)
        self._total.setText(self.tr("sum = {total}").format(total=total))
        row, column = divmod(self.step, sliding.shape[1])
        place = self.tr("Step {step} of {steps}").format(step=self.step + 1, steps=sliding.places)
        self._place.setText(place)
        self.target.setAccessibleDescription(
            self.tr("{place}: row {row}, column {column}: {sum}").format(
                place=place, row=row + 1, column=column + 1, sum=told
            )
        )
        (height, _width), (rows, columns) = sliding.picture.shape, sliding.shape
        side = sliding.kernel.shape[0]
        formula = f"({height} \u2212 {side} + 2·{sliding.padding}) / {sliding.stride} + 1"
        self._size.setText(
            self.tr(
                "W2 = (W1 \u2212 F + 2P) / S + 1 = {formula}, rounded down: {rows}. "
                "Activation map: {rows} \u00d7 {columns}."
            ).format(formula=formula, rows=rows, columns=columns)
        )
