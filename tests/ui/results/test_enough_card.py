"""Whether more pictures would help, on the Results page: asked for, told, drawn, ended."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QProgressBar

from tests.learning_curves import made_up_curve
from tests.ui.fakes import make_dataset, make_run
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.insight.learning_curve.curve import LearningCurve, keep_learning_curve
from tlgui.engine.progress import BatchDone, Control
from tlgui.ui.pictures.curve_sheet import CurveSheet
from tlgui.ui.results import enough_card
from tlgui.ui.results.enough_card import EnoughCard
from tlgui.ui.results.results_page import ResultsPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def run(tmp_path: Path) -> Run:
    made = make_run(tmp_path / "run", make_dataset(tmp_path / "pictures").root)
    return replace(made, facts={"c": 0.1})


@pytest.fixture
def card(qtbot: QtBot, themed: QApplication, runner: JobRunner, run: Run) -> Iterator[EnoughCard]:
    made = EnoughCard(runner)
    qtbot.addWidget(made)
    made.resize(560, 160)
    made.show_run(run)
    made.show()
    yield made
    for job in runner.jobs:
        job.cancel()


def answer(monkeypatch: pytest.MonkeyPatch, told: LearningCurve | Exception) -> None:
    def find(_run: Run, *, control: Control) -> LearningCurve:
        control.check()
        if isinstance(told, Exception):
            raise told
        return told

    monkeypatch.setattr(enough_card, "find_whether_enough", find)


def test_what_the_curve_says_is_told_and_opens(
    qtbot: QtBot, card: EnoughCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    curve = made_up_curve()
    answer(monkeypatch, curve)
    assert not card.curve_button.isVisible()
    card.find_button.click()
    qtbot.waitUntil(lambda: card.curve is not None and card.curve_button.isVisible())
    assert card.words.text() == " ".join(map(str, curve.sentences()))
    assert not card.find_button.isVisible()

    card.curve_button.click()
    sheet = card.findChild(CurveSheet)
    assert isinstance(sheet, CurveSheet)
    assert sheet.curve == curve


def test_it_shows_how_far_it_is_and_is_ended_by_a_button_and_by_another_run(
    qtbot: QtBot, card: EnoughCard, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def find(_run: Run, *, control: Control) -> LearningCurve:
        control.report(BatchDone(30, 100))
        try:
            while True:
                control.check()
                ended.wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(enough_card, "find_whether_enough", find)
    bar = card.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    card.find_out()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 30)
    card.cancel_button.click()
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(card.find_button.isVisible)
    assert not bar.isVisible()

    ended.clear()
    card.find_out()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 30)
    card.show_run(make_run(tmp_path / "other", run.dataset_root))
    qtbot.waitUntil(ended.is_set)
    assert card.curve is None


def test_a_run_that_can_have_none_says_why(card: EnoughCard, tmp_path: Path, run: Run) -> None:
    card.show_run(make_run(tmp_path / "other", run.dataset_root))

    assert not card.find_button.isVisible()
    assert "trained anew for each of its points" in card.words.text()
    card.find_out()
    assert card.curve is None


def test_what_is_kept_with_a_run_is_there_when_its_results_are(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
) -> None:
    keep_learning_curve(run, made_up_curve())
    page = ResultsPage(session, runner)
    qtbot.addWidget(page)
    page.resize(1112, 824)
    page.show()
    session.set_run(run)
    qtbot.waitUntil(lambda: page.results is not None, timeout=5_000)
    assert page.enough.curve == made_up_curve()
    assert page.enough.curve_button.isVisible()

    session.set_run(replace(make_run(tmp_path / "other", run.dataset_root), facts={"c": 0.1}))
    qtbot.waitUntil(page.enough.find_button.isVisible, timeout=5_000)
    assert page.enough.curve is None


def test_an_error_goes_to_the_page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, DatasetError(Message("The pictures are gone.")))
    page = ResultsPage(session, runner)
    qtbot.addWidget(page)
    page.resize(1112, 824)
    page.show()
    session.set_run(run)
    qtbot.waitUntil(lambda: page.results is not None, timeout=5_000)
    page.enough.find_out()
    qtbot.waitUntil(page.message_bar.isVisible)
    assert "The pictures are gone." in page.message_bar.text
    assert page.enough.find_button.isVisible()
