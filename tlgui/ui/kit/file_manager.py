"""Showing a file where it lies, in the file manager of the desktop, or opening it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def show_in_file_manager(path: Path) -> bool:
    """Open the folder of ``path``, with the file selected where the desktop has a way to say so.

    Returns:
        Whether a file manager could be started.
    """
    if os.path.exists(path):
        if sys.platform == "win32":
            selected = "/select," + QDir.toNativeSeparators(str(path))
            return _start("explorer", selected)
        if sys.platform == "darwin":
            return _start("open", "-R", str(path))
    folder = next((place for place in path.parents if os.path.isdir(place)), None)
    return folder is not None and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_file(path: Path) -> bool:
    """Open ``path`` in the program that the desktop has for it, or show where it lies.

    Returns:
        Whether a program could be started.
    """
    if os.path.isfile(path) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return True
    return show_in_file_manager(path)


def _start(program: str, *arguments: str) -> bool:
    started = QProcess.startDetached(program, list(arguments))
    return bool(started[0] if isinstance(started, tuple) else started)
