"""What is chosen beside a picture's heat map: the method, the class, the opacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSlider, QWidget

from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.explanations import METHOD_NAMES
from tlgui.ui.words.live_text import Text, live, live_text

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExplainControls(QWidget):
    """The choices for one heat map, below each other or in two columns.

    Signals:
        choice_made: the user chose another method or class.
        opacity_changed: with the new one, 0..1.
    """

    choice_made = Signal()
    opacity_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method_selector = _selector("heat_map_method", lambda: self.tr("Heat map method"))
        self.class_selector = _selector("heat_map_class", lambda: self.tr("Explain this class"))
        live_text(
            self.class_selector,
            self.class_selector.setToolTip,
            lambda: self.tr(
                "The heat map shows what speaks for this class, whether it is right or not."
            ),
        )
        for selector in (self.method_selector, self.class_selector):
            selector.activated.connect(self.choice_made)
        self.opacity_slider = QSlider(Qt.Orientation.Horizontal)
        self.opacity_slider.setObjectName("heat_map_opacity")
        live_text(
            self.opacity_slider,
            self.opacity_slider.setAccessibleName,
            lambda: self.tr("Opacity of the heat map"),
        )
        self.opacity_slider.setRange(0, 100)
        self.opacity_slider.setPageStep(10)
        self.opacity_slider.valueChanged.connect(
            lambda value: self.opacity_changed.emit(value / 100)
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_S)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        rows: tuple[tuple[Text, QWidget], ...] = (
            (lambda: self.tr("Heat map"), self.method_selector),
            (lambda: self.tr("For class"), self.class_selector),
            (lambda: self.tr("Opacity"), self.opacity_slider),
        )
        self._term = TermButton("heat_map")
        self._rows = []
        for text, control in rows:
            label = make_label(text)
            label.setBuddy(control)
            self._rows.append((label, control))
        live(self, self._tell)

    @property
    def method(self) -> str:
        """The chosen one; empty for the model's usual one."""
        return str(self.method_selector.currentData() or "")

    @property
    def target(self) -> int | None:
        """The chosen class; None where there is none yet."""
        place = self.class_selector.currentIndex()
        return place if place >= 0 else None

    def place(self, *, in_a_row: bool) -> None:
        """Put the choices beside each other above the slider, or all below each other."""
        method, chosen, opacity = self._rows
        places = ((0, 0), (0, 3), (1, 0)) if in_a_row else ((0, 0), (1, 0), (2, 0))
        for (label, control), (row, column) in zip((method, chosen, opacity), places, strict=True):
            wide = in_a_row and control is self.opacity_slider
            self._grid.addWidget(label, row, column)
            self._grid.addWidget(control, row, column + 2, 1, 4 if wide else 1)
        self._grid.addWidget(self._term, 0, 1)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnStretch(5, 1 if in_a_row else 0)

    def fill(
        self, classes: Sequence[str], target: int, methods: Sequence[str], method: str
    ) -> None:
        """Offer ``classes`` and ``methods``, with those chosen that an answer is about."""
        with QSignalBlocker(self.class_selector), QSignalBlocker(self.method_selector):
            names = [self.class_selector.itemText(i) for i in range(self.class_selector.count())]
            if names != list(classes):
                self.class_selector.clear()
                self.class_selector.addItems(list(classes))
            self.class_selector.setCurrentIndex(target)
            known = [self.method_selector.itemData(i) for i in range(self.method_selector.count())]
            chosen = method or self.method
            if known != list(methods):
                self.method_selector.clear()
                for name in methods:
                    self.method_selector.addItem(self._method_name(name), name)
            self.method_selector.setCurrentIndex(max(0, self.method_selector.findData(chosen)))

    def _tell(self) -> None:
        for place in range(self.method_selector.count()):
            name = self._method_name(str(self.method_selector.itemData(place)))
            self.method_selector.setItemText(place, name)

    def _method_name(self, method: str) -> str:
        if method == "evidence":
            return self.tr("Evidence")
        if method == "dense":
            return self.tr("Class map")
        if method == "dense-windows":
            return self.tr("Window map")
        return METHOD_NAMES.get(method, method)


def _selector(name: str, accessible: Text) -> QComboBox:
    """A list of choices that is content with little room."""
    selector = QComboBox()
    selector.setObjectName(name)
    live_text(selector, selector.setAccessibleName, accessible)
    selector.setMinimumContentsLength(6)
    selector.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return selector
