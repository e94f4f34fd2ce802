"""What is dropped on the Classify page: pictures, folders, models, with and without a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from tests.ui.classify.driving import names

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_pictures_may_be_dropped_anywhere_on_the_page(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, pictures: Path
) -> None:
    assert page.acceptDrops()
    drop(page, pictures / "sure-1.png")
    qtbot.waitUntil(lambda: names(page) == ["sure-1"])
    qtbot.waitUntil(lambda: not page._jobs)


def drop(page: ClassifyPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def test_a_folder_dropped_before_there_is_a_model_is_asked_about(
    qtbot: QtBot, page: ClassifyPage, session: Session, pictures: Path
) -> None:
    """It was opened as a data set, without a word."""
    session.set_run(None)
    assert page.acceptDrops()

    drop(page, pictures)

    assert "no model yet" in page.message_bar.text
    assert pictures.name in page.message_bar.text
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert action is not None
    with qtbot.waitSignal(page.folder_requested) as asked:
        action.click()
    assert asked.args == [pictures]


@pytest.mark.parametrize("document", ["run.json", "bundle.json"])
def test_a_model_dropped_before_there_is_one_is_opened(
    qtbot: QtBot, page: ClassifyPage, session: Session, tmp_path: Path, document: str
) -> None:
    session.set_run(None)
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / document).write_text("{}", encoding="utf-8")

    with qtbot.waitSignal(page.folder_requested) as asked:
        drop(page, folder)

    assert asked.args == [folder]


def test_pictures_dropped_before_there_is_a_model_are_answered_with_what_to_do(
    qtbot: QtBot, page: ClassifyPage, session: Session, pictures: Path
) -> None:
    session.set_run(None)

    drop(page, pictures / "sure-1.png")

    assert "Train one first" in page.message_bar.text
    assert names(page) == []
