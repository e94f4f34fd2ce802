"""What may be wrong with a window beside the window, at its smallest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.ui.window.test_accessibility import SNAKE_CASE, controls, walk
from tests.ui.window.test_window_texts import what_is_wrong

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot


def faults_of(sheet: QDialog, qtbot: QtBot) -> list[str]:
    """What is clipped, unnamed, out of Tab's reach, or does not show that it has the focus."""
    with qtbot.waitExposed(sheet):
        sheet.show()
        sheet.activateWindow()
    sheet.resize(sheet.minimumSize())
    for _ in range(8):  # Layouts within each other settle in turns.
        QApplication.processEvents()
    parts = controls(sheet)
    seen = walk(sheet)
    names = [part.objectName() for part in parts]
    return [
        *what_is_wrong(sheet),
        *(f"{name} is no name" for name in names if not SNAKE_CASE.fullmatch(name)),
        *(f"{part.objectName()} is unnamed" for part in parts if not part.accessibleName()),
        *(f"{part.objectName()} is not reached" for part in parts if id(part) not in seen.reached),
        *seen.unmarked,
    ]
