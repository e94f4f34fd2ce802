"""Texts below the gallery's pictures: broken rather than cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetrics

from tlgui.ui.look import theme
from tlgui.ui.results.gallery import broken_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_a_name_that_is_too_long_takes_the_line_that_is_free(themed: QApplication) -> None:
    font = theme.font(theme.TEXT_SMALL)
    room = QFontMetrics(font).horizontalAdvance("longsleeve") + 2

    assert broken_text("실제: longsleeve", room, 2, font) == ["실제:", "longsleeve"]


def test_without_a_free_line_the_end_is_cut(themed: QApplication) -> None:
    font = theme.font(theme.TEXT_SMALL)
    room = QFontMetrics(font).horizontalAdvance("longsle…")

    (line,) = broken_text("longsleeve shirt", room, 1, font)

    assert line.endswith("…")
    assert line.startswith("long")


@pytest.mark.parametrize("text", ["", "a", "😀😀😀😀😀😀😀😀", "가나다라마바사아자차카타"])
def test_every_text_fits_its_room_whatever_its_letters(themed: QApplication, text: str) -> None:
    font = theme.font(theme.TEXT_SMALL)
    room = QFontMetrics(font).horizontalAdvance("longsleeve")

    lines = broken_text(text, room, 3, font)

    assert 1 <= len(lines) <= 3
    assert all(QFontMetrics(font).horizontalAdvance(line) <= room for line in lines)
    assert "".join(lines).rstrip("…") in text
