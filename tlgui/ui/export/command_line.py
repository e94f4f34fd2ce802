"""A command to be copied into a terminal."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, said


class CommandLine(QWidget):
    """What a command does, the command in a field to mark, and a button that copies it."""

    def __init__(self, what: Text, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._field = QLineEdit()
        self._field.setObjectName(f"{name}_field")
        self._field.setReadOnly(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.px(theme.TEXT_SMALL))
        self._field.setFont(fixed)
        self._copy = make_button("", f"{name}_copy_button", "small")
        self._copy.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._field, 1)
        row.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS)
        layout.addWidget(make_label(what, "muted", wrap=True))
        layout.addLayout(row)
        live(self, self._tell)

    @property
    def command(self) -> str:
        """What is copied."""
        return self._field.text()

    def set_command(self, command: str) -> None:
        self._field.setText(command)
        self._field.setCursorPosition(0)

    def copy(self) -> None:
        """Put the command on the clipboard."""
        QGuiApplication.clipboard().setText(self.command)

    def _tell(self) -> None:
        what = said(self._what)
        self._field.setAccessibleName(what)
        self._copy.setText(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy the command: {what}").format(what=what))
