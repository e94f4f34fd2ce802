"""The three dots that open a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QPushButton

from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live_text

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


class MenuButton(QPushButton):
    """Three dots that open ``menu`` below themselves; ``text`` says what it is for."""

    def __init__(self, menu: QMenu, text: Text, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "dots")
        self.setAutoDefault(False)
        self.setIconSize(QSize(18, 18))
        menu.setParent(self, menu.windowFlags())
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        live_text(self, self.setToolTip, text)
        live_text(self, self.setAccessibleName, text)
        self._tint()

    def _tint(self) -> None:
        self.setIcon(theme.icon("more", "text", 18))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._tint()
