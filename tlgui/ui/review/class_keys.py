"""The classes with their number keys, and a list for those that have none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import make_button
from tlgui.ui.look import theme
from tlgui.ui.review.review_queue import KEYS
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence


WIDTH = 268
"""Of the column, in pixels of the drawings."""


class ClassKeys(QWidget):
    """A button for each class that has a key; what the model suggests is marked.

    Signals:
        chosen: with the class that the picture is to have.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_keys")
        self._keyed: tuple[str, ...] = ()
        self._others: tuple[str, ...] = ()
        self._label = self._suggested = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_XS)
        self.buttons = [
            make_button("", f"class_key_{number}", "answer") for number in range(1, KEYS + 1)
        ]
        for number, button in enumerate(self.buttons):
            button.clicked.connect(partial(self.press, number))
            self._layout.addWidget(button)
        self.others = QComboBox()
        self.others.setObjectName("other_class_box")
        self.others.setMaxVisibleItems(20)
        self.others.activated.connect(self._on_other)
        self._layout.addWidget(self.others)
        live(self, self._tell)

    def show_classes(
        self, keyed: Sequence[str], classes: Sequence[str], label: str, suggested: str
    ) -> None:
        """Show the classes ``keyed`` with their keys, the rest of ``classes`` as a list.

        Args:
            keyed: at most ``KEYS``.
            classes: all.
            label: the class that the picture has; empty where it is left out.
            suggested: the one that the model would give it; may be empty.
        """
        self._keyed = tuple(keyed)
        has_key = set(keyed)
        self._others = tuple(each for each in classes if each not in has_key)
        self._label, self._suggested = label, suggested
        self._tell()

    def press(self, number: int) -> None:
        """Choose the class of key ``number`` + 1; nothing where it has none."""
        if number < len(self._keyed):
            self.chosen.emit(self._keyed[number])

    def _on_other(self, row: int) -> None:
        self.others.setCurrentIndex(0)
        if row > 0:
            self.chosen.emit(self._others[row - 1])

    def _tell(self) -> None:
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._keyed))
            if number >= len(self._keyed):
                continue
            name = one_line(self._keyed[number])
            marks = []
            if self._keyed[number] == self._label:
                marks.append(self.tr("now"))
            if self._keyed[number] == self._suggested:
                marks.append(self.tr("suggested"))
            told = f"{name}  ({', '.join(marks)})" if marks else name
            # A single ampersand would underline the letter after it.
            room = theme.px(WIDTH - 32)
            shown = QFontMetrics(theme.font(strong=True)).elidedText(
                f"{number + 1}   {told}", Qt.TextElideMode.ElideMiddle, room
            )
            button.setText(shown.replace("&", "&&"))
            button.setToolTip(plain_tooltip(told))
            button.setAccessibleName(self.tr("{name}, key {n}").format(name=told, n=number + 1))
        self.others.setVisible(bool(self._others))
        self.others.setAccessibleName(self.tr("Other classes"))
        self.others.clear()
        self.others.addItem(self.tr("Another class… (0)"))
        self.others.addItems([one_line(name) for name in self._others])
