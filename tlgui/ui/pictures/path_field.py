"""A file's name that can be read, walked through and copied, in a room that may be too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit

from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_MARGIN = 8


class PathField(QLineEdit):
    """Shows a path shortened in the middle, and whole once it has the focus."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setReadOnly(True)
        # In line with the texts above it, which have no frame.
        self.setTextMargins(-4, 0, 0, 0)
        self._path = ""
        self._tint()

    @property
    def path(self) -> str:
        """The whole text."""
        return self._path

    def set_path(self, path: str) -> None:
        """Show ``path``."""
        self._path = path
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - _MARGIN
        shown = QFontMetrics(self.font()).elidedText(
            self._path, Qt.TextElideMode.ElideMiddle, max(0, room)
        )
        text = self._path if self.hasFocus() else shown
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def _tint(self) -> None:
        colors = theme.palette()
        sheet = (
            "QLineEdit { background: transparent; border: 2px solid transparent; padding: 0;"
            f" color: {colors.muted}; }} QLineEdit:focus {{ border-color: {colors.accent}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
