"""Asks for a folder, one question at a time, without blocking the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QFileDialog, QWidget


class FolderQuestion(QObject):
    """The system's dialog for folders; asked again while it is open, it comes to the front."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._dialog: QFileDialog | None = None

    def ask(self, title: str, chosen: Callable[[Path], object]) -> None:
        """Ask for a folder that exists and give it to ``chosen``."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._begin(title, "open_folder_dialog", chosen)
        if dialog is not None:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.open()

    def ask_for_new(self, title: str, name: str, chosen: Callable[[Path], object]) -> None:
        """Ask where a new folder, called ``name`` at first, should be made."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._begin(title, "save_folder_dialog", chosen)
        if dialog is not None:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.selectFile(name)
            dialog.open()

    def _begin(self, title: str, name: str, chosen: Callable[[Path], object]) -> QFileDialog | None:
        from PySide6.QtWidgets import QFileDialog

        if self._dialog is not None:
            self._dialog.raise_()
            return None
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName(name)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(self._end)
        self._dialog = dialog
        return dialog

    def _end(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
