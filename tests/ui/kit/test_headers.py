"""Nothing of a page's head is cut off where it is narrow, and a low page is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tlgui.ui.kit.columns import LeastHeightArea
from tlgui.ui.kit.widgets import Card, PageHeader

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

SUMMARY = "1,023 pictures in 10 classes · train 715, validation 157, test 151 (drawn at random)"


def test_a_summary_without_room_beside_the_buttons_stands_below_them(
    qtbot: QtBot, themed: QApplication
) -> None:
    header = PageHeader("Data")
    button = QPushButton("Open folder…")
    header.add_button(button)
    header.set_summary(SUMMARY)
    qtbot.addWidget(header)
    summary = header.findChild(QLabel, "page_summary")
    assert summary is not None
    header.resize(900, header.sizeHint().height())
    header.show()
    assert summary.geometry().right() < button.mapTo(header, button.rect().topLeft()).x()

    header.resize(summary.sizeHint().width() + 20, header.sizeHint().height())

    qtbot.waitUntil(lambda: summary.width() == header.width())
    assert summary.text() == SUMMARY
    assert summary.y() >= button.mapTo(header, button.rect().bottomLeft()).y()
    header.set_summary("short")
    qtbot.waitUntil(lambda: summary.width() < header.width())


def test_cards_leave_what_is_below_them_its_least_height(
    qtbot: QtBot, themed: QApplication
) -> None:
    cards, below = QVBoxLayout(), QWidget()
    made = [Card("A card"), Card("Another")]
    for card in made:
        card.setFixedHeight(150)
        cards.addWidget(card)
    area = LeastHeightArea("area", cards, below, 400)
    qtbot.addWidget(area)
    area.resize(500, 900)
    area.show()
    assert area.verticalScrollBar().maximum() == 0
    assert below.height() >= 500

    area.resize(500, 600)

    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert below.height() >= 390
    for card in made:
        card.hide()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    assert below.height() > 550
