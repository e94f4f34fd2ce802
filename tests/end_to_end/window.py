"""Drives the real window through objectNames, with real events."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6 import __version_info__ as pyside_version
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Found = TypeVar("Found", bound=QWidget)


def find(window: QWidget, kind: type[Found], name: str) -> Found:
    """The widget of that objectName; an error says which one is missing."""
    widget = window.findChild(kind, name)
    assert widget is not None, f"no {kind.__name__} called {name}"
    return widget


def click(window: QWidget, name: str) -> None:
    """Click the visible, enabled button of that name."""
    button = find(window, QAbstractButton, name)
    assert button.isVisible(), f"{name} is not visible"
    assert button.isEnabled(), f"{name} is not enabled"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_item(view: QAbstractItemView, row: int, column: int = 0) -> None:
    """Click an item of a view, where it is painted."""
    index = view.model().index(row, column)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def drop(window: QWidget, target: QWidget, paths: Sequence[Path]) -> None:
    """Drop files on the middle of ``target``, as a file manager would.

    Qt hands a drop to the innermost widget there that accepts drops: so does this.
    """
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    receiver: QWidget | None = target
    while receiver is not None and not receiver.acceptDrops():
        receiver = receiver.parentWidget()
    assert receiver is not None, "nothing accepts drops there"
    middle = QPointF(target.rect().center())
    if target is not receiver:
        middle = target.mapTo(receiver, middle)
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    modifiers = Qt.KeyboardModifier.NoModifier
    # Qt 6.12 takes a QPointF here, and calls the QPoint of before deprecated.
    place = middle if pyside_version >= (6, 12) else middle.toPoint()
    enter = QDragEnterEvent(place, actions, data, buttons, modifiers)  # type: ignore[arg-type, unused-ignore]  # by version
    QApplication.sendEvent(receiver, enter)
    assert enter.isAccepted(), "the drag was refused"
    QApplication.sendEvent(receiver, QDropEvent(middle, actions, data, buttons, modifiers))
