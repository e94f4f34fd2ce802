"""The window writes in its own font, whatever fonts the computer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QRawFont

from tlgui.engine.places import asset_folder
from tlgui.ui.look import theme
from tlgui.ui.look.fonts import OWN_FAMILY, OWN_FILES
from tlgui.ui.window.window_menus import SettingsMenu
from tlgui.ui.words import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def own_font(themed: QApplication) -> Iterator[QApplication]:
    theme.use_font(themed, own=True)
    yield themed
    theme.use_font(themed, own=True)


@pytest.mark.parametrize("strong", [False, True])
def test_text_is_written_in_the_own_font(own_font: QApplication, strong: bool) -> None:
    font = theme.font(strong=strong)

    assert QFontInfo(font).family() == OWN_FAMILY
    assert QFontInfo(own_font.font()).family() == OWN_FAMILY
    assert QFontInfo(font).weight() == (QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


def test_weights_are_drawn_not_pretended(own_font: QApplication) -> None:
    """A real semi-bold has advances of its own; one made up by thickening has not."""
    plain, strong = (
        QFontMetrics(theme.font(40, strong=chosen)).horizontalAdvance("Confusion matrix")
        for chosen in (False, True)
    )

    assert strong > plain


def test_every_korean_syllable_has_its_shape(own_font: QApplication) -> None:
    raw = QRawFont.fromFont(theme.font())
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]

    assert raw.familyName() == OWN_FAMILY
    assert [syllable for syllable in syllables if not raw.supportsCharacter(ord(syllable))] == []


def test_the_licence_lies_beside_the_font() -> None:
    folder = asset_folder("fonts")

    assert all((folder / name).is_file() for name in OWN_FILES)
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")


def test_the_systems_font_can_be_chosen_and_is_kept(qtbot: QtBot, own_font: QApplication) -> None:
    menu = SettingsMenu()
    qtbot.addWidget(menu)
    actions = {
        action.objectName(): action
        for part in menu.actions()
        if (inner := part.menu()) is not None
        for action in inner.actions()  # type: ignore[attr-defined]  # typed as QObject
    }
    assert actions["font_own"].isChecked()

    actions["font_system"].trigger()

    assert QFontInfo(own_font.font()).family() != OWN_FAMILY
    assert preferences.font_choice() == "system"
    actions["font_own"].trigger()
    assert QFontInfo(own_font.font()).family() == OWN_FAMILY
    assert preferences.font_choice() == "own"
