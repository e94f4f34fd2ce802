"""A training goes on while other folders are opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from tests.ui.fakes import make_dataset
from tests.ui.train.fake_training import FakeTraining, finish
from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.train.train_page import TrainPage
    from tlgui.ui.work.session import Session


def test_a_run_of_a_folder_that_was_left_is_not_put_on_show(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    page.train_button.click()
    session.set_index(make_dataset(tmp_path / "other"))
    finish(qtbot, page, training)

    assert session.run is None


def test_a_run_of_a_folder_that_was_left_is_told(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    page.train_button.click()
    session.set_index(make_dataset(tmp_path / "other"))
    finish(qtbot, page, training)

    assert page.message_bar.text.startswith("Trained on pictures: 62.5%")
    assert "Open that folder again" in page.message_bar.text
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)
    with qtbot.waitSignal(page.open_requested):
        action.click()


def test_a_run_of_a_folder_that_was_opened_again_meanwhile_is_the_one_on_show(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    first = session.index
    assert first is not None
    page.train_button.click()
    session.set_index(make_dataset(first.root.parent / "other"))
    session.set_index(replace(first))
    finish(qtbot, page, training)

    assert session.run is not None
    assert "Open that folder again" not in page.message_bar.text


def test_training_on_a_folder_that_was_left_names_it(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    first = session.index
    page.train_button.click()
    assert "on pictures" not in page.header.summary, "the open folder needs no name"
    before = page.header.summary.rpartition("·")[2]

    session.set_index(make_dataset(tmp_path / "other"))
    assert "on pictures ·" in page.header.summary
    assert page.header.summary.endswith(before)

    session.set_index(first)
    assert "on pictures" not in page.header.summary
    finish(qtbot, page, training)


def test_a_failure_of_a_folder_that_was_left_offers_no_other_training(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    training.error = BundleError(Message("The disk is full."))
    page.train_button.click()
    session.set_index(make_dataset(tmp_path / "other"))
    finish(qtbot, page, training)

    assert "The disk is full." in page.message_bar.text
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)
    assert not action.isVisibleTo(page.message_bar)
