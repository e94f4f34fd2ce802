"""The outcome of a race: points and rows tell the same, and follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import Message, WeightsError
from tlgui.engine.insight.report import evaluate as report_on
from tlgui.engine.race import Race, Racer, compared
from tlgui.ui.kit.charts.scatter import Mark
from tlgui.ui.model.race_card import Cost, RaceCard
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

BEST, EQUAL, WORSE, FAILED = (
    "resnet50.a1_in1k",
    "tf_efficientnet_lite1.in1k",
    "tf_efficientnet_lite0",
    "levit_128.fb_dist_in1k",
)


def make_racer(name: str, right: int, milliseconds: float, size: int) -> Racer:
    targets = np.zeros(200, np.int64)
    answers = np.full((200, 2), 0.1, np.float32)
    answers[np.arange(200), (np.arange(200) >= right).astype(int)] = 0.9
    files = [f"{number}.png" for number in range(200)]
    report = report_on(("a", "b"), files, targets, answers, SplitName.VALIDATION)
    return Racer(name, {SplitName.VALIDATION: report}, milliseconds, size)


def make_race() -> Race:
    racers = [
        make_racer(WORSE, 120, 8.0, 14_000_000),
        make_racer(BEST, 190, 31.0, 94_000_000),
        make_racer(EQUAL, 188, 11.0, 17_000_000),
        Racer(FAILED, {}, error=WeightsError(Message("Its weights are not here."))),
    ]
    return Race(compared(racers, SplitName.VALIDATION), SplitName.VALIDATION)


@pytest.fixture
def card(qtbot: QtBot, themed: QApplication) -> Iterator[RaceCard]:
    made = RaceCard()
    qtbot.addWidget(made)
    made.resize(640, 700)
    made.show_race(make_race(), running=False)
    made.show()
    yield made
    switch_language(themed, "en")


def cells(card: RaceCard, row: int) -> list[str]:
    model = card.table.racers
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_every_row_that_finished_has_its_point_and_mark(card: RaceCard) -> None:
    marks = {point.name: point.mark for point in card.plot.points}

    assert marks == {
        "resnet50.a1_in1k": Mark.BEST,
        "EfficientNet-Lite1": Mark.EQUAL,
        "EfficientNet-Lite0": Mark.WORSE,
    }
    assert cells(card, 0)[:2] == ["resnet50.a1_in1k", "95.0%"]
    assert cells(card, 3)[:2] == ["levit_128.fb_dist_in1k", "Its weights are not here."]


def test_the_plot_is_switched_between_time_and_size(card: RaceCard) -> None:
    def costs() -> dict[str, float]:
        return {point.name: point.cost for point in card.plot.points}

    assert costs()["resnet50.a1_in1k"] == 31.0
    assert card.plot.accessibleName() == "Accuracy against time"

    card._chips.choose(Cost.SIZE)

    assert costs()["resnet50.a1_in1k"] == 94.0
    assert card.plot.accessibleName() == "Accuracy against size"


def test_row_and_point_follow_each_other_and_the_page_hears_of_it(
    qtbot: QtBot, card: RaceCard
) -> None:
    told: list[str] = []
    card.looked_at.connect(told.append)

    card.plot.chosen.emit("EfficientNet-Lite0")
    assert card.table.currentIndex().row() == 2
    card.table.selectRow(1)

    assert told == [WORSE, EQUAL]
    assert "EfficientNet-Lite1" in card.plot.accessibleDescription()
    assert "EfficientNet-Lite0" not in card.plot.accessibleDescription()


def test_a_screen_reader_hears_every_point_with_its_figures(card: RaceCard) -> None:
    told = card.plot.accessibleDescription()

    assert "EfficientNet-Lite0, Validation 60.0%, 95% interval" in told
    assert "ms a picture 8.0, MB 14.0" in told


def test_the_card_follows_the_language(card: RaceCard, themed: QApplication) -> None:
    switch_language(themed, "ko")

    assert card.plot.accessibleName() == "시간에 따른 정확도"
    assert cells(card, 0)[5] == "가장 좋음"
    assert "검증 60.0%" in card.plot.accessibleDescription()


def test_while_a_race_goes_on_no_old_figure_is_shown(card: RaceCard) -> None:
    card.show_race(None, running=True)

    assert not card.plot.isVisible()
    assert not card.table.isVisible()
    note = card.findChild(QLabel, "race_note")
    assert isinstance(note, QLabel)
    assert note.text().startswith("Each learns from the same pictures")


def test_one_that_finished_alone_is_no_winner(qtbot: QtBot, themed: QApplication) -> None:
    card = RaceCard()
    qtbot.addWidget(card)
    failed = Racer(FAILED, {}, error=WeightsError(Message("Its weights are not here.")))
    racers = compared([make_racer(WORSE, 120, 8.0, 1), failed], SplitName.VALIDATION)

    card.show_race(Race(racers, SplitName.VALIDATION), running=False)

    note = card.findChild(QLabel, "race_note")
    assert isinstance(note, QLabel)
    assert "nothing to compare it with" in note.text()
