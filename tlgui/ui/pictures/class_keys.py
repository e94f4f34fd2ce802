"""The classes with their number keys, and a list for those that have none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import make_button
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDTH = 268
"""Of the column, in pixels of the drawings."""
KEYS = tuple("1234567890")
"""As they lie on a keyboard."""


def classes_by_key(classes: Sequence[str], likely: Iterable[str] = ()) -> dict[str, str]:
    """The classes that the number keys stand for, by key, in the order of the keys.

    Classes that are called as the keys have those. Where all have a key they are always in the
    same order; else the ``likely`` ones come first.
    """
    if all(name in KEYS for name in classes):
        return {name: name for name in classes}
    if len(classes) <= len(KEYS):
        return dict(zip(KEYS, classes, strict=False))
    known = set(classes)
    ordered = dict.fromkeys([*(each for each in likely if each in known), *classes])
    return dict(zip(KEYS, ordered, strict=False))


class ClassKeys(QWidget):
    """A button for each class that has a key; what the model suggests is marked.

    Signals:
        chosen: with the class that the picture is to have.
        new_asked: it is to have one that there is none of yet.
    """

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, *, takes_new: bool = False, parent: QWidget | None = None) -> None:
        """Make the keys; where it ``takes_new``, a class may be one that there is none of yet."""
        super().__init__(parent)
        self._takes_new = takes_new
        self.setObjectName("class_keys")
        self._keyed: dict[str, str] = {}
        self._others: tuple[str, ...] = ()
        self._label = self._suggested = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_XS)
        self.buttons = [
            make_button("", f"class_key_{place}", "answer") for place in range(1, len(KEYS) + 1)
        ]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._on_clicked, place))
            self._layout.addWidget(button)
        self.others = QComboBox()
        self.others.setObjectName("other_class_box")
        self.others.setMaxVisibleItems(20)
        self.others.activated.connect(self._on_other)
        self._layout.addWidget(self.others)
        live(self, self._tell)

    def show_classes(
        self, keyed: Mapping[str, str], classes: Sequence[str], label: str, suggested: str
    ) -> None:
        """Show the classes ``keyed`` with their keys, the rest of ``classes`` as a list.

        Args:
            keyed: class by key.
            classes: all.
            label: the class that the picture has; empty where it is left out.
            suggested: the one that the model would give it; may be empty.
        """
        self._keyed = dict(keyed)
        has_key = set(keyed.values())
        self._others = tuple(each for each in classes if each not in has_key)
        self._label, self._suggested = label, suggested
        self._tell()

    def press(self, key: str) -> None:
        """Choose the class that ``key`` stands for; nothing where there is none."""
        if key in self._keyed:
            self.chosen.emit(self._keyed[key])

    def _on_clicked(self, place: int) -> None:
        self.press(list(self._keyed)[place])

    def _on_other(self, row: int) -> None:
        self.others.setCurrentIndex(0)
        if row > len(self._others):
            self.new_asked.emit()
        elif row > 0:
            self.chosen.emit(self._others[row - 1])

    def _tell(self) -> None:
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(self._keyed))
        for (key, name), button in zip(self._keyed.items(), self.buttons, strict=False):
            marks = []
            if name == self._label:
                marks.append(self.tr("now"))
            if name == self._suggested:
                marks.append(self.tr("suggested"))
            told = one_line(name)
            told = f"{told}  ({', '.join(marks)})" if marks else told
            # A single ampersand would underline the letter after it.
            room = theme.px(WIDTH - 32)
            shown = QFontMetrics(theme.font(strong=True)).elidedText(
                f"{key}   {told}", Qt.TextElideMode.ElideMiddle, room
            )
            button.setText(shown.replace("&", "&&"))
            button.setToolTip(plain_tooltip(told))
            button.setAccessibleName(self.tr("{name}, key {n}").format(name=told, n=key))
        self.others.setVisible(bool(self._others) or (self._takes_new and bool(self._keyed)))
        self.others.setAccessibleName(self.tr("Other classes"))
        self.others.clear()
        self.others.addItem(self.tr("Another class… (C)"))
        self.others.addItems([one_line(name) for name in self._others])
        if self._takes_new:
            self.others.addItem(self.tr("A new class…"))
