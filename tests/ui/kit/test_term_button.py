from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from tlgui.ui.kit.term_button import POPUP_WIDTH, TermButton
from tlgui.ui.look import theme
from tlgui.ui.words.glossary import TERM_KEYS, term
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(900, 500)
    layout = QHBoxLayout(made)
    layout.addWidget(QLineEdit())
    layout.addWidget(TermButton("backbone"))
    qtbot.addWidget(made)
    made.show()
    yield made
    switch_language(themed, "en")


def label(popup: QWidget, name: str) -> QLabel:
    found = popup.findChild(QLabel, name)
    assert found is not None, name
    return found


def button_of(window: QWidget) -> TermButton:
    found = window.findChild(TermButton, "term_backbone")
    assert found is not None
    return found


@pytest.mark.parametrize("key", TERM_KEYS)
def test_a_term_is_explained_in_two_to_five_sentences(key: str) -> None:
    explained = term(key)

    assert explained.title
    assert 2 <= len(re.findall(r"[.!?](?=\s|$)", explained.text)) <= 5


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_the_explanation_and_esc_gives_the_focus_back(
    window: QWidget, key: Qt.Key
) -> None:
    button = button_of(window)
    assert button.accessibleName() == "What is Backbone?"
    button.setFocus()

    QTest.keyClick(button, key)

    popup = button.popup
    assert popup is not None
    assert popup.isVisible()
    assert label(popup, "term_text").text() == term("backbone").text
    assert not button.hasFocus()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert button.popup is None
    assert button.hasFocus()


def test_a_click_opens_it_within_the_window_and_no_wider_than_it_should(
    window: QWidget,
) -> None:
    button = button_of(window)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    popup = button.popup
    assert popup is not None
    assert popup.width() <= theme.px(POPUP_WIDTH)
    assert window.rect().contains(popup.geometry())
    assert popup.findChild(QLabel, "term_text").height() > 40  # type: ignore[union-attr]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.popup is None


def test_a_click_elsewhere_or_another_focus_closes_it(window: QWidget) -> None:
    button = button_of(window)
    field = window.findChild(QLineEdit)
    assert field is not None
    button.click()

    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))

    assert button.popup is None
    button.click()
    field.setFocus()
    assert button.popup is None
    assert field.hasFocus()
    button.click()
    button.hide()
    assert button.popup is None


def test_what_it_says_follows_the_language(window: QWidget, themed: QApplication) -> None:
    button = button_of(window)

    switch_language(themed, "ko")

    assert button.accessibleName() == "백본, 무슨 뜻인가요?"
    button.explain()
    assert button.popup is not None
    assert label(button.popup, "term_title").text() == "백본"


def test_it_can_be_reached_with_tab_and_shows_the_focus(window: QWidget) -> None:
    button = button_of(window)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    unfocused = button.grab().toImage()

    QTest.keyClick(field, Qt.Key.Key_Tab)

    assert button.hasFocus()
    assert button.grab().toImage() != unfocused
