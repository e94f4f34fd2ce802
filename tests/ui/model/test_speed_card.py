"""What a backbone takes for the open pictures: measured on them, or said to be of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tlgui.engine.data.records import DatasetIndex, Split
from tlgui.engine.training.speed import Speed
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.model.speed_card import Measured, SpeedCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ROOT = Path("/photos")
INDEX = DatasetIndex(ROOT, ("a", "b"), (), (), 0)
SPLIT = Split(tuple(range(1000)), tuple(range(1000, 1100)), (), "stratified", 0)
FAST = Speed("openvino-bf16", False, 190, 200.0, str(ROOT), 1_200_000_000)
EXACT = Speed("openvino-f32", True, 190, 50.0, str(ROOT), 1_400_000_000)


@pytest.fixture
def card(qtbot: QtBot, themed: QApplication) -> SpeedCard:
    made = SpeedCard()
    qtbot.addWidget(made)
    made.show()
    return made


def facts(card: SpeedCard) -> dict[str, str]:
    found = card.findChild(FactList, "model_speed")
    assert isinstance(found, FactList)
    return dict(found.facts)


def note(card: SpeedCard) -> str:
    label = card.findChild(QLabel, "model_speed_note")
    assert isinstance(label, QLabel)
    return label.text()


def test_speed_memory_and_time_of_the_open_pictures_are_told(card: SpeedCard) -> None:
    card.show_measured(Measured("ResNet", (FAST, EXACT), INDEX, SPLIT, is_here=True))

    # 1,000 to learn from at 200 a second, 100 to check with at 50 a second.
    assert facts(card) == {
        "For training": "200 pictures a second (openvino-bf16)",
        "For the figures": "50 pictures a second (openvino-f32)",
        "All of yours, once": "about 7 s",
        "Memory": "1.4 GB at most, tlgui as a whole",
    }
    assert note(card).startswith("Measured on 190 of your pictures")


def test_one_engine_does_for_both(card: SpeedCard) -> None:
    card.show_measured(Measured("ResNet", (EXACT,), INDEX, SPLIT, is_here=True))

    assert facts(card)["All of yours, once"] == "about 22 s"


def test_figures_of_other_pictures_claim_nothing_of_these(card: SpeedCard) -> None:
    other = DatasetIndex(Path("/x-rays"), ("a", "b"), (), (), 0)

    card.show_measured(Measured("ResNet", (FAST, EXACT), other, SPLIT, is_here=True))

    assert "All of yours, once" not in facts(card)
    assert note(card).startswith("Measured on 190 pictures of photos: with others")
    assert "your pictures" not in note(card)


def test_what_was_never_measured_is_not_told(card: SpeedCard) -> None:
    card.show_measured(Measured("ResNet", (), INDEX, SPLIT, is_here=True))

    assert facts(card) == {}
    assert note(card).startswith("Not measured yet")


def test_the_memory_of_a_graphics_card_is_called_so(card: SpeedCard) -> None:
    on_card = Speed("torch-cuda-bf16", False, 190, 2000.0, str(ROOT), 800_000_000)

    card.show_measured(Measured("ResNet", (on_card,), INDEX, SPLIT, is_here=True))

    assert facts(card)["Memory"] == "0.8 GB of the graphics card's at most"


@pytest.mark.parametrize(
    ("speed", "text"),
    [(0.5, "about 37 min"), (0.05, "about 6.1 h"), (1e6, "about 1 s")],
)
def test_time_has_the_unit_that_suits_it(card: SpeedCard, speed: float, text: str) -> None:
    slow = Speed("openvino-f32", True, 190, speed, str(ROOT), 1)

    card.show_measured(Measured("ResNet", (slow,), INDEX, SPLIT, is_here=True))

    assert facts(card)["All of yours, once"] == text
