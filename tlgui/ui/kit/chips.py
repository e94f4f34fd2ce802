"""Chips: small buttons in a row, one of which is on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

# Left and right of the text, border included, as the stylesheet has it.
_MARGIN = 11


class Chip(QPushButton):
    """A chip that can be on. Its text is stronger then: there is room for that from the start."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        fonts = (theme.font(theme.TEXT_SMALL, strong=strong) for strong in (False, True))
        text = max(QFontMetrics(font).horizontalAdvance(self.text()) for font in fonts)
        # A pixel more: a glyph may reach beyond its advance.
        return QSize(text + 2 * _MARGIN + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChipRow(QWidget):
    """Filters of which exactly one is on; where the row is too narrow they take several lines.

    Signals:
        chosen: with the key of the chip that is on now.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._chips: dict[Hashable, QPushButton] = {}
        self._texts: dict[Hashable, str] = {}
        self._layout = FlowLayout(self, theme.SPACE_S)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_widget(self, widget: QWidget) -> None:
        """Put ``widget`` after the chips."""
        self._layout.addWidget(widget)

    @property
    def current(self) -> Hashable | None:
        """The key of the chip that is on."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), None)

    def set_chips(self, chips: Sequence[tuple[Hashable, str, str]]) -> None:
        """Show ``chips`` as (key, text, object name); the current key stays on where it remains."""
        current = self.current
        self._texts = {key: text for key, text, _name in chips}
        keys = [key for key, _text, _name in chips]
        if list(self._chips) != keys:
            for chip in self._chips.values():
                self._group.removeButton(chip)
                self._layout.removeWidget(chip)
                chip.hide()
                chip.setObjectName("")  # It is still a child until the event loop turns.
                chip.deleteLater()
            self._chips = {}
            before = self._reached_before()
            for position, (key, _text, name) in enumerate(chips):
                # Told anew with the text of now, in whatever order widgets are.
                chip = Chip(name)
                live_text(chip, chip.setText, partial(self._text, key))
                chip.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
                self._group.addButton(chip)
                chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                self._layout.insert_widget(position, chip)
                chip.show()  # A layout shows it only when the event loop turns.
                # By Tab it is reached where it stands, not after all that was there before it.
                if before is not None:
                    QWidget.setTabOrder(before, chip)
                before = chip
                self._chips[key] = chip
            if keys:
                self._chips[current if current in self._chips else keys[0]].setChecked(True)
        for key, text, _name in chips:
            self._chips[key].setText(text)
            self._chips[key].setAccessibleName(text)

    def _reached_before(self) -> QWidget | None:
        """What Tab reaches last before this row."""
        other: QWidget | None = self.previousInFocusChain()
        while other is not None and other.focusPolicy() == Qt.FocusPolicy.NoFocus:
            other = None if other is self else other.previousInFocusChain()
        return other

    def _text(self, key: Hashable) -> str:
        return self._texts.get(key, "")

    def mark(self, key: Hashable) -> None:
        """Switch the chip ``key`` on without telling."""
        self._chips[key].setChecked(True)

    def choose(self, key: Hashable) -> None:
        """Switch the chip ``key`` on and tell, as if it was clicked."""
        self._chips[key].setChecked(True)
        self.chosen.emit(key)
