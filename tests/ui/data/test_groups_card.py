"""What belongs together is told on the Data page, kept together by one click, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel

from tests.clips import write_clips, write_nameless_clips, write_torn_clips
from tests.engine.data.test_groups import sides, write_strangers
from tlgui.engine.data.records import Division
from tlgui.engine.errors import Message
from tlgui.engine.project import is_project, open_project, project_of, save_project
from tlgui.engine.review.findings import Finding, FindingKind
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.groups_card import GroupsCard
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def page(
    no_reading: None, qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> DataPage:
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def shown(page: DataPage) -> GroupsCard | None:
    card = page.findChild(GroupsCard)
    return card if isinstance(card, GroupsCard) and card.isVisible() else None


def test_clips_are_kept_together_by_a_click_and_that_is_undone(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_folder(write_clips(tmp_path / "clips"))
    qtbot.waitUntil(lambda: shown(page) is not None)
    card = shown(page)
    assert card is not None
    text = card.findChild(QLabel, "groups_text")
    box = card.findChild(QCheckBox, "keep_groups_box")
    assert isinstance(text, QLabel)
    assert isinstance(box, QCheckBox)
    assert "16 groups of about 15" in text.text()
    assert not box.isChecked()

    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "grouped")
    assert session.index is not None
    assert session.split is not None
    assert all(len(parts) == 1 for parts in sides(session.index, session.split).values())
    assert session.project is not None
    assert session.project.groups == "names"
    assert box.isChecked()

    session.undo.undo()
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "stratified")
    assert not box.isChecked()


def test_clips_that_folders_tear_apart_are_divided_anew_by_a_click(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_folder(write_torn_clips(tmp_path / "clips"))
    qtbot.waitUntil(lambda: shown(page) is not None)
    card = shown(page)
    assert card is not None
    text = card.findChild(QLabel, "groups_text")
    box = card.findChild(QCheckBox, "keep_groups_box")
    anew = page.findChild(QCheckBox, "divide_anew_box")
    assert isinstance(text, QLabel)
    assert isinstance(box, QCheckBox)
    assert isinstance(anew, QCheckBox)
    assert "Of the 32 pictures that are set aside to judge by, 32 have others" in text.text()
    assert anew.isVisible()
    assert not anew.isChecked()

    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "grouped")
    assert session.index is not None
    assert session.split is not None
    assert all(len(parts) == 1 for parts in sides(session.index, session.split).values())
    assert session.split.division == Division(0, "names", True)
    assert anew.isChecked()
    assert "set aside" not in text.text()
    project = session.project
    assert project is not None
    qtbot.waitUntil(lambda: is_project(project.folder) and open_project(project.folder).anew)

    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "folders")
    assert not anew.isChecked()
    assert "set aside" in text.text()
    QTest.keyClick(anew, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "stratified")
    assert "set aside" not in text.text(), "that is said of the parts on disk"
    session.undo.undo()
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "folders")


def test_clips_that_no_name_tells_are_told_by_their_near_twins(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    write_nameless_clips(tmp_path / "clips")
    page.open_folder(tmp_path / "clips")
    qtbot.waitUntil(lambda: session.split is not None)
    assert shown(page) is None

    files = tuple(record.path for record in session.index.records[:2]) if session.index else ()
    twins = Message("{one} and {other} are twins.", one=files[0], other=files[1])
    session.set_findings((Finding(FindingKind.TWINS, files, "a", "", 1.0, twins),))

    qtbot.waitUntil(lambda: shown(page) is not None)
    card = shown(page)
    assert card is not None
    text, box = card.findChild(QLabel, "groups_text"), card.findChild(QCheckBox)
    assert isinstance(text, QLabel)
    assert isinstance(box, QCheckBox)
    assert "near twins, in 16 groups of about 15" in text.text()

    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.split is not None and session.split.origin == "grouped")
    assert session.project is not None
    assert session.project.groups == "twins"


def test_where_groups_that_were_asked_for_are_gone_it_is_told_and_not_claimed(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_strangers(tmp_path / "strangers", "{number:06d}.png", a_class=12)
    save_project(replace(project_of(folder), groups="names"))

    page.open_folder(folder)
    qtbot.waitUntil(lambda: session.split is not None)

    assert session.split is not None
    assert session.split.division is not None
    assert session.split.division.groups == ""
    assert "these pictures show none" in page.message_bar.text


def test_groups_are_kept_with_the_project(tmp_path: Path) -> None:
    project = replace(project_of(write_clips(tmp_path / "clips")), groups="names")
    save_project(project)

    assert open_project(project.folder).groups == "names"
