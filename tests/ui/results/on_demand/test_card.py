"""A card that measures on demand: asked, told, looked at in detail, ended."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QWidget

from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.progress import BatchDone, Control
from tlgui.ui.results.on_demand.card import ButtonWords, Measurement, OnDemandCard
from tlgui.ui.results.on_demand.enough import ENOUGH
from tlgui.ui.results.on_demand.shortcuts import SHORTCUTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.results.on_demand.conftest import MakeCard
    from tlgui.engine.training.run import Run


@dataclass(frozen=True)
class Weight:
    grams: int

    def sentences(self) -> Iterator[Message]:
        yield Message("It weighs {grams} g.", grams=self.grams)
        yield Message("That is all.")


def weigh(_run: Run, *, control: Control) -> Weight:
    control.check()
    return Weight(7)


def sheet(found: Weight, parent: QWidget) -> QDialog:
    made = QDialog(parent)
    QLabel(f"{found.grams} g", made)
    return made


WEIGHT = Measurement(
    name="weight",
    title=Message("Weight"),
    term="accuracy",
    question=Message("How much does it weigh?"),
    doing=Message("It is on the scales."),
    job=Message("Weighing"),
    start=ButtonWords("weigh_button", Message("Weigh"), Message("Weigh the run")),
    details=ButtonWords("weight_details_button", Message("More…")),
    measure=weigh,
    sheet=sheet,
    warns=lambda found: found.grams > 9,
)


def shown(card: OnDemandCard) -> list[str]:
    """The object names of the parts of ``card`` that come and go, as far as they are there."""
    parts = (card.start_button, card.cancel_button, card.details_button, bar(card))
    return [part.objectName() for part in parts if part.isVisible()]


def bar(card: OnDemandCard) -> QProgressBar:
    found = card.findChild(QProgressBar)
    assert isinstance(found, QProgressBar)
    return found


def test_what_was_found_is_told_and_opens(qtbot: QtBot, card_of: MakeCard) -> None:
    card = card_of(WEIGHT)
    assert card.words.text() == "How much does it weigh?"
    assert shown(card) == ["weigh_button"]
    assert card.start_button.accessibleName() == "Weigh the run"

    card.start_button.click()
    qtbot.waitUntil(lambda: shown(card) == ["weight_details_button"])
    assert card.found == Weight(7)
    assert card.words.text() == "It weighs 7 g. That is all."
    assert card.words.property("role") == "small"

    card.details_button.click()
    first = card.findChild(QDialog)
    assert isinstance(first, QDialog)
    assert first.isVisible()
    assert first.findChild(QLabel).text() == "7 g"  # type: ignore[union-attr]
    card.details_button.click()
    assert not first.isVisible()


def test_what_is_to_be_warned_of_looks_so(qtbot: QtBot, card_of: MakeCard, other_run: Run) -> None:
    card = card_of(replace(WEIGHT, measure=lambda _run, *, control: Weight(10)))
    card.start()
    qtbot.waitUntil(lambda: card.words.property("role") == "warning")
    card.show_run(other_run)
    assert card.words.property("role") == "small"


def test_it_shows_how_far_it_is_and_is_ended_by_a_button_and_by_another_run(
    qtbot: QtBot, card_of: MakeCard, other_run: Run
) -> None:
    ended = threading.Event()

    def measure(_run: Run, *, control: Control) -> Weight:
        control.report(BatchDone(30, 100))
        try:
            while True:
                control.check()
                ended.wait(0.01)
        finally:
            ended.set()

    card = card_of(replace(WEIGHT, measure=measure))
    card.start()
    assert card.words.text() == "It is on the scales."
    qtbot.waitUntil(lambda: bar(card).value() == 30)
    assert bar(card).maximum() == 100
    assert shown(card) == ["weight_cancel_button", "weight_progress"]
    card.cancel_button.click()
    qtbot.waitUntil(ended.is_set)
    assert shown(card) == ["weigh_button"]

    ended.clear()
    card.start()
    qtbot.waitUntil(lambda: bar(card).value() == 30)
    card.show_run(other_run)
    qtbot.waitUntil(ended.is_set)
    assert card.found is None
    assert shown(card) == ["weigh_button"]


def test_what_is_known_stays_with_the_same_run_only(
    qtbot: QtBot, card_of: MakeCard, run: Run, other_run: Run
) -> None:
    card = card_of(WEIGHT)
    card.start()
    qtbot.waitUntil(lambda: card.details_button.isVisible())
    card.show_details()
    opened = card.findChild(QDialog)
    assert isinstance(opened, QDialog)

    card.show_run(run)
    assert card.found == Weight(7)
    assert opened.isVisible()

    card.show_run(other_run)
    assert card.found is None
    assert not opened.isVisible()
    assert shown(card) == ["weigh_button"]


def test_what_is_kept_of_a_run_is_there_at_once(card_of: MakeCard, other_run: Run) -> None:
    card = card_of(WEIGHT)
    card.show_run(other_run, Weight(3))
    assert card.words.text() == "It weighs 3 g. That is all."
    assert shown(card) == ["weight_details_button"]


def test_a_run_that_cannot_be_measured_says_why(card_of: MakeCard, other_run: Run) -> None:
    def why_not(run: Run) -> Message | None:
        return Message("It is too large.") if run.folder == other_run.folder else None

    card = card_of(replace(WEIGHT, why_not=why_not))
    assert shown(card) == ["weigh_button"]
    card.show_run(other_run)
    assert card.words.text() == "It is too large."
    assert shown(card) == []
    card.start()
    assert shown(card) == []


def test_an_error_is_handed_on_and_it_can_be_tried_again(qtbot: QtBot, card_of: MakeCard) -> None:
    error = DatasetError(Message("The scales are gone."))

    def measure(_run: Run, *, control: Control) -> Weight:
        raise error

    card = card_of(replace(WEIGHT, measure=measure))
    with qtbot.waitSignal(card.failed) as told:
        card.start()
    assert told.args == [error]
    qtbot.waitUntil(card.start_button.isVisible)
    assert card.found is None


@pytest.mark.parametrize("measurement", [ENOUGH, SHORTCUTS], ids=lambda each: each.name)
def test_every_control_is_named(card_of: MakeCard, measurement: Measurement[Any]) -> None:
    card = card_of(measurement)
    parts = (card.start_button, card.cancel_button, card.details_button, bar(card))
    assert all(part.accessibleName() for part in parts)
    names = [part.objectName() for part in parts]
    assert all(name.startswith(measurement.name) for name in names)
    assert len(set(names)) == len(names)
