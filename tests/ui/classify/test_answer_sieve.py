"""What the list of answers is sifted by: nothing of it is cut off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from tlgui.ui.classify.answer_sieve import AnswerSieve
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.words.preferences import LanguageChoice


def as_wide(box: QComboBox, width: int) -> bool:
    return box.width() >= width


@pytest.mark.parametrize("language", ["en", "ko"])
def test_choices_are_whole_in_every_width(
    qtbot: QtBot, language: LanguageChoice, themed: QApplication
) -> None:
    sieve = AnswerSieve()
    qtbot.addWidget(sieve)
    sieve.show_labels({"longsleeve": 12})
    sieve.show()
    switch_language(themed, language)
    try:
        for width in range(340, 700, 20):
            sieve.resize(width, 80)
            for name in ("classify_label_filter", "classify_order"):
                box = sieve.findChild(QComboBox, name)
                assert box is not None
                metrics, letters = box.fontMetrics(), box.minimumContentsLength()
                frame = box.sizeHint().width() - letters * metrics.horizontalAdvance("X")
                needed = frame + metrics.horizontalAdvance(box.itemText(0))
                qtbot.waitUntil(partial(as_wide, box, needed))
    finally:
        switch_language(themed, "en")


def test_below_the_field_the_choices_are_in_line_with_it(
    qtbot: QtBot, themed: QApplication
) -> None:
    sieve = AnswerSieve()
    qtbot.addWidget(sieve)
    sieve.show()
    sieve.resize(440, 80)
    find = sieve.findChild(QLineEdit, "classify_find")
    first = sieve.findChild(QComboBox, "classify_label_filter")
    last = sieve.findChild(QComboBox, "classify_order")
    assert find is not None
    assert first is not None
    assert last is not None

    qtbot.waitUntil(lambda: first.y() > find.y())
    qtbot.waitUntil(lambda: first.x() == find.x())
    assert last.geometry().right() == find.geometry().right()
