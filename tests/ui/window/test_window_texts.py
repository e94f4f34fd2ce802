"""The whole window's texts: none stays in the language of before, none is cut off."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from tests.ui.live_texts import told_texts
from tests.ui.scenes import SCENES, Stagehand, speaking
from tlgui.ui.kit.widgets import ElidedLabel
from tlgui.ui.look import theme
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tlgui.ui.words.preferences import LanguageChoice

USUAL, SMALLEST = (1320, 860), (1024, 680)
# A training tells the time: no two windows say the same.
STILL_SCENES = [scene for scene in SCENES if scene != "train_running"]


def all_texts(window: QWidget, shown: QWidget) -> list[tuple[str, ...]]:
    """What window, dialog and menus say, with the descriptions for screen readers."""
    told: list[tuple[str, ...]] = [*told_texts(window), *told_texts(shown)]
    told.append(("titles", window.windowTitle(), shown.windowTitle()))
    for part in window.findChildren(QWidget):
        if part.isVisible() and part.accessibleDescription():
            told.append(("described", part.objectName(), part.accessibleDescription()))
    for menu in window.findChildren(QMenu):
        told.append(("menu", menu.objectName(), menu.title()))
        # The window that is opened later knows of more projects.
        told += (
            []
            if menu.objectName() == "recent_menu"
            else [
                ("action", action.objectName(), action.text(), action.toolTip())
                for action in menu.actions()
            ]
        )
    return sorted(told)


@pytest.mark.parametrize("scene", STILL_SCENES)
def test_a_switch_of_language_leaves_no_text_behind(
    hand: Stagehand, themed: QApplication, scene: str
) -> None:
    with speaking(themed, "en"):
        window, shown = hand.put_up(scene)
        english = all_texts(window, shown)
        switch_language(themed, "ko")
        hand.settle()
        switched = all_texts(window, shown)
        switch_language(themed, "en")
        hand.settle()
        back = all_texts(window, shown)
        window.close()
        switch_language(themed, "ko")
        fresh_window, fresh = hand.put_up(scene)
        assert switched == all_texts(fresh_window, fresh)
        assert switched != english
        assert back == english


@pytest.fixture
def large_text(themed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's text at one and a half times its usual size."""
    monkeypatch.setattr(theme._applied, "scale", 1.5)
    theme.apply_theme(themed, "light")
    yield
    monkeypatch.undo()
    theme.apply_theme(themed, "light")


def cut_off(shown: QWidget) -> list[str]:
    """The labels and buttons of ``shown`` whose text has not the room that it needs."""
    found = []
    for part in shown.findChildren(QWidget):
        if not part.isVisible() or part.window() is not shown.window():
            continue
        if not isinstance(part, QLabel | QPushButton | QCheckBox) or isinstance(part, ElidedLabel):
            continue
        if not part.text() or not in_sight(part):
            continue
        needed = part.sizeHint()
        height = needed.height()
        width = needed.width()
        if isinstance(part, QLabel) and part.wordWrap():
            height, width = part.heightForWidth(part.width()), 0
        if part.width() < width or part.height() < height:
            found.append(
                f"{part.objectName()} {part.text()!r}: {part.width()} x {part.height()}, "
                f"needs {width} x {height}"
            )
    return found


def in_sight(part: QWidget) -> bool:
    """Whether any of ``part`` is where one can see it: what is scrolled away is not cut off."""
    return not part.visibleRegion().intersected(QRect(part.rect())).isEmpty()


def outside(shown: QWidget) -> list[str]:
    """The buttons of ``shown`` whose middle is beyond the window's edges."""
    window = shown.window()
    return [
        part.objectName()
        for part in shown.findChildren(QAbstractButton)
        if part.isVisible()
        and part.window() is window
        and not window.rect().contains(part.mapTo(window, part.rect().center()))
        and in_sight(part)
    ]


def wider_than_there_is_room(shown: QWidget) -> list[str]:
    """The scroll areas of ``shown`` with something in them beyond their right edge."""
    return [
        f"{type(area).__name__} {area.objectName()}"
        for area in shown.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


def what_is_wrong(shown: QWidget) -> list[str]:
    """All that is cut off, outside of the window, or reached only by scrolling sideways."""
    return [*cut_off(shown), *outside(shown), *wider_than_there_is_room(shown)]


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("scene", SCENES)
def test_no_text_is_cut_off_where_the_system_s_text_is_large(
    hand: Stagehand, themed: QApplication, scene: str
) -> None:
    with speaking(themed, "en"):
        window, shown = hand.put_up(scene)
        languages: tuple[LanguageChoice, ...] = ("en", "ko")
        for language in languages:
            switch_language(themed, language)
            for size in (USUAL, SMALLEST):
                window.resize(*size)
                hand.settle()
                # Heights follow widths in a few turns of the event loop, on a busy computer later.
                end = time.monotonic() + 3
                while (wrong := what_is_wrong(shown)) and time.monotonic() < end:
                    QApplication.processEvents()
                assert not wrong, (language, size)
                assert (window.width(), window.height()) == size
