"""Drives the picture browser as a user does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

if TYPE_CHECKING:
    from tlgui.ui.data.picture_browser import PictureBrowser


SIZES = {"cat": 12, "dog": 9, "owl": 4}


def names(browser: PictureBrowser) -> list[str]:
    model = browser.grid.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose_class(browser: PictureBrowser, row: int) -> None:
    view = browser.class_list
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def child(parent: QWidget, name: str) -> QWidget:
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def text(parent: QWidget, name: str) -> str:
    label = child(parent, name)
    assert isinstance(label, QLabel)
    return label.text().replace("\u200b", "")


def click(parent: QWidget, name: str) -> None:
    button = child(parent, name)
    assert isinstance(button, QPushButton)
    assert button.isVisible(), name
    button.click()
