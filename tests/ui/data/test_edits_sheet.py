"""All edits in a list: what each says, and how any of them is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from tests.ui.fakes import make_dataset
from tests.ui.live_texts import told_texts
from tests.ui.sheets import faults_of
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.project import project_of, save_project
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.edits.edits_sheet import EditsModel, EditsSheet
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def page(
    no_reading: None,
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
) -> DataPage:
    """The page of a project that was edited before it was opened."""
    index = make_dataset(tmp_path / "pictures")
    project = project_of(index.root)
    save_project(project)
    files = [record.path for record in index.records]
    journal = EditJournal(project.edits_file)
    journal.add(Edit(EditKind.EXCLUDE, (files[0],)))
    journal.add(Edit(EditKind.RELABEL, (files[1],), index.classes[1]))
    journal.add(Edit(EditKind.EXCLUDE, tuple(files[2:4])))
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.open_folder(index.root)
    qtbot.waitUntil(lambda: not runner.jobs)
    return made


@pytest.fixture
def sheet(page: DataPage) -> EditsSheet:
    page.project_menu.aboutToShow.emit()
    action = page.findChild(QAction, "edits_action")
    assert isinstance(action, QAction)
    assert action.isEnabled()
    action.trigger()
    made = page.findChild(EditsSheet)
    assert isinstance(made, EditsSheet)
    return made


def shown(model: EditsModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def count(session: Session) -> int:
    assert session.index is not None
    return len(session.index.records)


def test_edits_of_an_earlier_day_are_listed_and_one_is_taken_back(
    page: DataPage, sheet: EditsSheet, session: Session, qtbot: QtBot
) -> None:
    whole = count(session) + 3
    assert shown(sheet.model, 1)[0] == "left out"
    assert shown(sheet.model, 1)[1].startswith("class becomes ")
    assert shown(sheet.model, 2)[0].endswith("and 1 more")
    assert all(len(when) == len("2026-01-01 12:00") for when in shown(sheet.model, 0))
    assert "3 edits" in sheet._words.text()
    assert not sheet.take_back_button.isEnabled()

    sheet.table.selectRow(2)
    assert sheet.take_back_button.isEnabled()
    sheet.take_back_button.click()
    qtbot.waitUntil(lambda: count(session) == whole - 2)
    qtbot.waitUntil(lambda: len(shown(sheet.model, 1)) == 2)
    assert session.index is not None
    assert session.index.edited.relabelled == 1

    session.undo.undo()
    qtbot.waitUntil(lambda: count(session) == whole - 3)
    qtbot.waitUntil(lambda: len(shown(sheet.model, 1)) == 3)


def test_several_are_taken_back_by_a_key(
    page: DataPage, sheet: EditsSheet, session: Session, qtbot: QtBot
) -> None:
    whole = count(session) + 3
    sheet.table.setFocus()
    sheet.table.selectAll()
    QTest.keyClick(sheet.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: count(session) == whole)
    qtbot.waitUntil(lambda: sheet._words.text() == "Nothing is edited.")


def test_every_kind_of_edit_has_its_words() -> None:
    model = EditsModel()
    files = ("a/1.png", "a/2.png")
    edits = [
        Edit(
            kind,
            ("/elsewhere/1.png",)
            if kind is EditKind.ADD
            else ()
            if kind in (EditKind.RENAME, EditKind.HIDE)
            else files,
            "cat",
            "tiger",
        )
        for kind in EditKind
    ]
    model.show_edits(edits)
    told = shown(model, 1)
    assert len(set(told)) == len(EditKind)
    assert "class cat is called tiger" in told
    assert shown(model, 2)[told.index("class cat is hidden")] == "all of the class"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_of_it_is_clipped_and_all_is_named(
    sheet: EditsSheet, themed: QApplication, qtbot: QtBot, language: LanguageChoice
) -> None:
    english = told_texts(sheet)
    switch_language(themed, language)
    try:
        assert (told_texts(sheet) == english) == (language == "en")
        sheet.table.selectRow(0)
        assert faults_of(sheet, qtbot) == []
    finally:
        switch_language(themed, "en")
