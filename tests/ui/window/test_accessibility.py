"""Every page can be used by keyboard and read by a screen reader, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from tests.ui.scenes import SCENES, Stagehand, speaking
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QImage

    from tlgui.ui.words.preferences import LanguageChoice

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QAbstractSpinBox,
    QComboBox,
    QAbstractSlider,
    QAbstractItemView,
    QPlainTextEdit,
)
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
HANGUL = re.compile("[\N{HANGUL SYLLABLE GA}-\N{HANGUL SYLLABLE HIH}]")
NAMES_IN_NO_LANGUAGE: set[str] = set()
# Qt knows no role for a picture or a text that is only scrolled; their names say what they are.
WITHOUT_A_ROLE = {"viewer_canvas", "copy_counts_area"}
WITHOUT_A_ROLE |= {"review_picture_canvas", "review_twin_canvas", "map_view"}
MOST_TABS = 120


class Seen(NamedTuple):
    """What the keyboard came to: each control, and which of them did not look focused."""

    reached: dict[int, QWidget]
    unmarked: list[str]


def controls(shown: QWidget) -> list[QWidget]:
    """What of ``shown`` one can use now, without the parts of other controls."""
    found = []
    for widget in shown.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or isinstance(widget, QScrollBar):
            continue
        own = isinstance(widget, CONTROLS) or (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QMenu)
        )
        parent = widget.parentWidget()
        # The cross in a text field among them: keys empty the field as well.
        part = isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox | QAbstractScrollArea)
        if own and not part and widget.window() is shown.window():
            found.append(widget)
    return found


def name_of(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} without a name"


def surroundings(widget: QWidget) -> QImage:
    """The picture of ``widget`` with a few pixels around it."""
    window = widget.window()
    corner = widget.mapTo(window, QPoint(0, 0))
    area = QRect(corner, widget.size()).adjusted(-3, -3, 3, 3).intersected(window.rect())
    return window.grab(area).toImage()


def walk(shown: QWidget) -> Seen:
    """Press Tab until the focus comes round, and arrows where it is."""
    window = shown.window()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    reached: dict[int, QWidget] = {}
    unmarked = []
    for _ in range(MOST_TABS):
        widget = QApplication.focusWidget()
        if widget is None or id(widget) in reached:
            break
        reached[id(widget)] = widget
        focused = surroundings(widget)
        if isinstance(widget, QAbstractButton) and widget.group() is not None:
            for member in widget.group().buttons():
                reached.setdefault(id(member), member)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not widget and surroundings(widget) == focused:
            unmarked.append(name_of(widget))
    return Seen(reached, unmarked)


def misnamed(shown: QWidget, language: LanguageChoice) -> list[str]:
    """What of ``shown`` tests or a screen reader cannot call by its name."""
    found = controls(shown)
    assert found
    wrong = []
    for name, times in Counter(widget.objectName() for widget in found).items():
        if times > 1 or not SNAKE_CASE.fullmatch(name):
            wrong.append(f"object name {name!r}, {times} x")
    for widget in found:
        interface = QAccessible.queryAccessibleInterface(widget)
        # Of a combo box Qt tells its value on Linux, its name elsewhere.
        told = widget.accessibleName() or interface.text(QAccessible.Text.Name)
        if not told.strip():
            wrong.append(f"{name_of(widget)} has no accessible name")
        elif language == "ko" and not HANGUL.search(told) and told not in NAMES_IN_NO_LANGUAGE:
            wrong.append(f"{name_of(widget)} is called {told!r} in Korean")
        role = interface.role()
        plain = role == QAccessible.Role.Client and widget.objectName() not in WITHOUT_A_ROLE
        if plain or role == QAccessible.Role.NoRole:
            wrong.append(f"{name_of(widget)} has no role")
    return wrong


@pytest.mark.parametrize("scene", SCENES)
def test_every_control_has_a_name_for_tests_and_one_for_the_reader(
    hand: Stagehand, themed: QApplication, scene: str
) -> None:
    with speaking(themed, "ko"):
        _window, shown = hand.put_up(scene)
        assert not misnamed(shown, "ko")
        switch_language(themed, "en")
        hand.settle()
        assert not misnamed(shown, "en")


@pytest.mark.parametrize("scene", SCENES)
def test_every_control_is_reached_by_tab_and_shows_it(hand: Stagehand, scene: str) -> None:
    _window, shown = hand.put_up(scene)

    seen = walk(shown)

    left = [name_of(w) for w in controls(shown) if id(w) not in seen.reached]
    assert not left, f"never reached by keyboard: {left}"
    assert not seen.unmarked, f"no sign of focus: {seen.unmarked}"


def menu_entries(menus: Iterable[QMenu]) -> list[QAction]:
    return [action for menu in menus for action in menu.actions() if not action.isSeparator()]


def test_every_menu_entry_has_a_name_and_a_text(hand: Stagehand, themed: QApplication) -> None:
    with speaking(themed, "ko"):
        window, _shown = hand.put_up("data")
        menus = window.findChildren(QMenu)
        entries = menu_entries(menus)
        assert len(entries) > 8
        for action in entries:
            own = action.menu()
            name = own.objectName() if isinstance(own, QMenu) else action.objectName()
            assert SNAKE_CASE.fullmatch(name), action.text()
            assert HANGUL.search(action.text()) or name in ("language_en", "font_own"), name
