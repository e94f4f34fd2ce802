"""What wants a look is found after the pictures were read, and put off for what the user asks."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.engine import runs
from tests.ui.fakes import make_dataset, make_findings, make_run
from tlgui.engine.review.findings import FindingKind
from tlgui.engine.review.labels import Judge, LabelsJudged
from tlgui.ui.data import data_jobs
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.edits.review_card import ReviewCard
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def page(qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner) -> DataPage:
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def card(page: DataPage) -> ReviewCard:
    found = page.findChild(ReviewCard)
    assert isinstance(found, ReviewCard)
    return found


def button(page: DataPage, name: str) -> QPushButton:
    found = card(page).findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def lead(page: DataPage) -> str:
    label = card(page).findChild(QLabel, "review_lead")
    assert isinstance(label, QLabel)
    return label.text()


def test_real_pictures_are_looked_at_without_being_asked(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    root = runs.write_some_digits(tmp_path / "digits", digits=(0, 1), a_class=12)
    shutil.copy(root / "0" / "000.png", root / "1" / "same.png")

    page.open_folder(root)
    qtbot.waitUntil(lambda: bool(session.findings))

    (twins,) = [each for each in session.findings if len(each.files) == 2]
    assert twins.kind is FindingKind.TWINS_ACROSS_CLASSES
    assert set(twins.files) == {"0/000.png", "1/same.png"}
    assert card(page).isVisible()
    assert "want" in lead(page)


def test_put_off_for_what_the_user_asks_and_taken_up_after_a_training(
    page: DataPage,
    session: Session,
    runner: JobRunner,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    no_reading: None,
) -> None:
    began = threading.Event()
    calls: list[int] = []

    def find(*_asked: Any, control: Control) -> object:
        calls.append(1)
        began.set()
        if len(calls) > 1:
            assert session.index is not None
            return make_findings(session.index)
        while True:
            control.check()

    monkeypatch.setattr(data_jobs, "find_doubtful", find)
    make_dataset(tmp_path / "pictures")
    page.open_folder(tmp_path / "pictures")
    qtbot.waitUntil(began.is_set)
    assert not card(page).isVisible()

    runner.start(lambda *, control: None)
    qtbot.waitUntil(lambda: card(page).isVisible())
    assert lead(page) == "Doubtful pictures were not looked for yet"
    assert not button(page, "review_button").isVisible()
    session.set_run(make_run(tmp_path / "run", tmp_path / "pictures"))
    qtbot.waitUntil(lambda: bool(session.findings))
    assert lead(page) == "4 findings want a look"
    assert not button(page, "look_again_button").isVisible(), "nothing was edited"


def test_why_no_label_is_doubted_is_told(
    page: DataPage,
    session: Session,
    runner: JobRunner,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    no_reading: None,
) -> None:
    weak = Judge(0.5, (0.4, 0.6), 0.5, 144, 24)

    def find(*_asked: Any, control: Control) -> object:
        control.report(LabelsJudged(weak.sentence(), judge=weak))
        assert session.index is not None
        return make_findings(session.index)[:1]

    monkeypatch.setattr(data_jobs, "find_doubtful", find)
    make_dataset(tmp_path / "pictures")
    page.open_folder(tmp_path / "pictures")
    qtbot.waitUntil(lambda: bool(session.findings) and not runner.jobs)

    assert session.judge == weak
    told = page.findChild(QLabel, "review_text")
    assert told is not None
    assert "No label is called doubtful" in told.text()
    session.set_findings(())
    assert session.judge is None


def test_findings_with_another_split_are_looked_for_again_on_request(
    page: DataPage,
    session: Session,
    runner: JobRunner,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twins that were on both sides may be on one now."""

    def find(*_asked: Any, control: Control) -> object:
        control.check()
        assert session.index is not None
        return make_findings(session.index)

    monkeypatch.setattr(data_jobs, "find_doubtful", find)
    make_dataset(tmp_path / "pictures")
    page.open_folder(tmp_path / "pictures")
    qtbot.waitUntil(lambda: bool(session.findings) and not runner.jobs)
    again = button(page, "look_again_button")
    assert not again.isVisible()

    split = session.split
    assert split is not None
    session.set_split(replace(split, train=split.train[:-1]))

    assert again.isVisible()
    again.click()
    qtbot.waitUntil(lambda: bool(session.findings) and not again.isVisible())
