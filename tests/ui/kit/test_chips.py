"""A chip has room for its text whether it is on or off; Tab reaches it where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tlgui.ui.kit.chips import Chip, ChipRow
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TEXTS = ("All 1,797", "Test", "Counts", "모두 1,797", "W")
PADDING = 22
"""Left and right of a chip's text, border included."""


def strong_width(text: str) -> int:
    return QFontMetrics(theme.font(theme.TEXT_SMALL, strong=True)).horizontalAdvance(text)


@pytest.mark.parametrize("own", [True, False], ids=["own font", "system font"])
def test_a_chip_is_as_wide_on_as_off_and_has_room_for_both(
    qtbot: QtBot, themed: QApplication, own: bool
) -> None:
    theme.use_font(themed, own=own)
    try:
        row = ChipRow("chips")
        qtbot.addWidget(row)
        row.set_chips([(text, text, f"chip_{place}") for place, text in enumerate(TEXTS)])
        chips = row.findChildren(Chip)
        assert [chip.text() for chip in chips] == list(TEXTS)

        for chip in chips:
            widths = set()
            for on in (False, True):
                chip.setChecked(on)
                chip.ensurePolished()
                widths.add(chip.sizeHint().width())
            assert len(widths) == 1
            assert widths.pop() - PADDING >= strong_width(chip.text()), chip.text()
    finally:
        theme.use_font(themed, own=True)


def test_strong_text_is_wider_so_that_room_for_plain_text_would_not_do(
    themed: QApplication,
) -> None:
    """What the test above rests on."""
    plain = QFontMetrics(theme.font(theme.TEXT_SMALL)).horizontalAdvance("All 1,797")

    assert strong_width("All 1,797") > plain
    assert QFontDatabase.families()
    assert QFont(theme.font()).pixelSize() == theme.px(theme.TEXT_BODY)


def test_chips_are_reached_by_tab_where_they_stand_however_late_they_come(
    qtbot: QtBot, themed: QApplication
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    above, row, below = QLineEdit(), ChipRow("chips"), QLineEdit()
    for part in (above, row, below):
        layout.addWidget(part)
    page.show()
    for texts in (("All", "Test"), ("All", "Unsure", "Test")):
        row.set_chips([(text, text, f"chip_{text}") for text in texts])
        above.setFocus()
        reached = []
        for _ in texts:
            QTest.keyClick(page, Qt.Key.Key_Tab)
            focused = page.focusWidget()
            assert isinstance(focused, Chip)
            reached.append(focused.text())
        QTest.keyClick(page, Qt.Key.Key_Tab)

        assert tuple(reached) == texts
        assert page.focusWidget() is below
