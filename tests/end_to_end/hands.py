"""What moves mouse and keyboard: Qt's own events, or xdotool on an X server.

On an X server the events take the way of a user's: through the server, its focus and its grabs.
"""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDrag, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.end_to_end.window import drop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ON_X = "TLGUI_TEST_ON_X"
"""Set where the tests run on an X server with xdotool."""

_X_NAMES = {"Return": "Return", "Space": "space", "Esc": "Escape", "Del": "Delete"}


class Hands(Protocol):
    """Moves mouse and keyboard."""

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click the middle of ``widget``, or ``place`` in it."""

    def press(self, keys: str) -> None:
        """Press ``keys``, written as in ``QKeySequence``: ``Ctrl+V``, ``Tab``, ``Return``."""

    def write(self, text: str) -> None:
        """Type ``text``."""

    def drop_files(self, target: QWidget, paths: Sequence[Path]) -> None:
        """Drag files onto the middle of ``target`` and let go."""


class QtHands:
    """Events made by Qt's test library, given to the widget that has the focus."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        QTest.mouseClick(
            widget,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            widget.rect().center() if place is None else place,
        )

    def press(self, keys: str) -> None:
        combination: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # stub
        QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
        self._qtbot.wait(1)

    def write(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)

    def drop_files(self, target: QWidget, paths: Sequence[Path]) -> None:
        drop(self._window, target, paths)

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self._window


class _Source(QLabel):
    """Stands for a file manager: a drag that begins here carries files."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__("files")
        self._paths = paths
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setGeometry(QRect(0, 0, 60, 40))

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.MouseMove:
            return super().event(event)
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
        return True


class XHands:
    """Events that xdotool gives to the X server."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        at = widget.mapToGlobal(widget.rect().center() if place is None else place)
        self._do("mousemove", str(at.x()), str(at.y()), "click", "1")

    def press(self, keys: str) -> None:
        *modifiers, key = keys.split("+") if keys != "+" else [keys]
        names = [modifier.lower() for modifier in modifiers]
        self._do("key", "+".join([*names, _X_NAMES.get(key, key.lower() if modifiers else key)]))

    def write(self, text: str) -> None:
        self._do("type", "--delay", "2", text)

    def drop_files(self, target: QWidget, paths: Sequence[Path]) -> None:
        source = _Source(paths)
        source.show()
        self._qtbot.waitExposed(source)
        to = target.mapToGlobal(target.rect().center())
        before = target.mapToGlobal(target.rect().center() - QPoint(9, 9))
        start = source.mapToGlobal(source.rect().center())
        moves = [start + QPoint(15, 8), before, to, to]
        # All in one go: the drag turns an event loop of its own until the button is let go.
        self._do(
            *("mousemove", str(start.x()), str(start.y()), "mousedown", "1", "sleep", "0.1"),
            *(
                word
                for place in moves
                for word in ("mousemove", str(place.x()), str(place.y()), "sleep", "0.1")
            ),
            *("mouseup", "1"),
        )
        self._qtbot.wait(100)
        source.close()
        # What a window manager does when a window goes.
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)

    def _do(self, *arguments: str) -> None:
        """Run xdotool while the window lives on: a drag turns its own event loop."""
        process = subprocess.Popen(["xdotool", *arguments])
        end = time.monotonic() + 20
        while process.poll() is None:
            assert time.monotonic() < end, f"xdotool {arguments} does not end"
            QApplication.processEvents()
        assert process.returncode == 0
        # The server's events are on their way.
        self._qtbot.wait(300)


def make_hands(window: QWidget, qtbot: QtBot) -> Hands:
    """Hands for ``window``: on an X server where ``ON_X`` is set."""
    return XHands(window, qtbot) if os.environ.get(ON_X) else QtHands(window, qtbot)


def tab_to(hands: Hands, name: str, limit: int = 90, *, back: bool = False) -> QWidget:
    """Press Tab until the widget of that objectName has the focus; the widget."""
    seen = []
    for _ in range(limit):
        widget = QApplication.focusWidget()
        if widget is not None and widget.objectName() == name:
            return widget
        seen.append("nothing" if widget is None else widget.objectName() or repr(widget))
        hands.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"Tab never comes to {name}, only to {list(dict.fromkeys(seen))}")
