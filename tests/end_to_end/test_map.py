"""The map with a real network: opened, arranged, a picture dropped on it, some left out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.end_to_end.window import drop, find
from tlgui.ui.map.map_sheet import MapSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.window.main_window import MainWindow

LIMIT_MS = 1_800_000
Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def pictures(digits: Path, tmp_path: Path) -> Path:
    """A folder that no project knows yet."""
    for name in "0147":
        shutil.copytree(digits / name, tmp_path / "pictures" / name)
    return tmp_path / "pictures"


def test_from_the_folder_to_pictures_left_out(
    window: MainWindow, pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = window._session
    drop(window, find(window, QWidget, "data_page"), [pictures])
    qtbot.waitUntil(lambda: session.split is not None, timeout=LIMIT_MS)

    QTest.keyClick(window, Key.Key_M, Modifier.ControlModifier | Modifier.ShiftModifier)
    sheet = window.findChild(MapSheet)
    assert isinstance(sheet, MapSheet)
    qtbot.waitUntil(lambda: sheet.content is not None, timeout=LIMIT_MS)
    content = sheet.content
    assert content is not None
    qtbot.waitUntil(lambda: content.arrangement is not None, timeout=LIMIT_MS)
    by_neighbours = content.places(by_neighbours=True)
    qtbot.waitUntil(lambda: np.array_equal(sheet.view.points.places, by_neighbours))

    shutil.copy(content.file(3), tmp_path / "new.png")
    drop(sheet, sheet.view, [tmp_path / "new.png"])
    qtbot.waitUntil(lambda: bool(sheet.view.strangers), timeout=LIMIT_MS)
    assert sheet.chosen.near[0].place == 3
    QTest.keyClick(sheet.view, Key.Key_Escape)

    x, y = sheet.view.camera.on_screen(by_neighbours[3:4])[0].round().astype(int).tolist()
    corners = [QPoint(x + dx, y + dy) for dx, dy in ((-4, -4), (4, -4), (4, 4), (-4, 4))]
    left, shift = Qt.MouseButton.LeftButton, Modifier.ShiftModifier
    QTest.mousePress(sheet.view, left, shift, corners[0])
    for corner in corners[1:]:
        QTest.mouseMove(sheet.view, corner)
    QTest.mouseRelease(sheet.view, left, shift, corners[-1])
    chosen = [content.path(at) for at in np.flatnonzero(sheet.view.points.selected).tolist()]
    assert content.path(3) in chosen
    QTest.keyClick(sheet.view, Key.Key_X)
    QTest.keyClick(sheet.view, Key.Key_Escape)

    assert not sheet.isVisible()
    qtbot.waitUntil(
        lambda: session.index is not None and session.index.edited.excluded == len(chosen),
        timeout=LIMIT_MS,
    )
    assert session.index is not None
    assert content.path(3) not in {record.path for record in session.index.records}
    assert content.file(3).is_file()
