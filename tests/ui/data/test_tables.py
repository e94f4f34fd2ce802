"""A table of labels in the window: its columns are asked for once, and can be asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from tests.pictures import plain
from tests.ui.live_texts import told_texts
from tests.ui.sheets import faults_of
from tests.ui.window.test_accessibility import controls
from tlgui.engine.data.table import TableColumns, read_head
from tlgui.engine.project import is_project, open_project, project_of
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.tables.columns_sheet import ColumnsSheet
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QComboBox
    from pytestqt.qtbot import QtBot

    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Twenty pictures, named in a column that does not say so, with two columns of classes."""
    (tmp_path / "shots").mkdir()
    rows = ["where,kind,size,part"]
    for number in range(20):
        name = f"{number:02}.png"
        (tmp_path / "shots" / name).write_bytes(plain("PNG", (20, 16), (12 * number, 90, 30)))
        kind, size = ("cat", "dog")[number % 2], ("small", "large")[number // 10]
        part = "test" if number % 5 == 4 else "train"
        rows.append(f"shots/{name},{kind},{size},{part}")
    file = tmp_path / "animals.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, no_reading: None, session: Session, runner: JobRunner
) -> DataPage:
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1080, 780)
    made.show()
    return made


def asked(page: DataPage, qtbot: QtBot) -> ColumnsSheet:
    """The sheet, once it is there."""

    def found() -> list[ColumnsSheet]:
        return [each for each in page.findChildren(ColumnsSheet) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def choose(sheet: ColumnsSheet, part: str, name: str) -> None:
    box: QComboBox = sheet.choices[part]
    box.setCurrentIndex(box.findData(name))


def sheet_of(table: Path) -> ColumnsSheet:
    head = read_head(table)
    return ColumnsSheet(table, head, head.columns)


def columns_action(page: DataPage) -> QAction:
    action = page.findChild(QAction, "table_columns_action")
    assert isinstance(action, QAction)
    return action


def test_a_table_is_opened_when_its_columns_are_told_and_then_without_a_question(
    page: DataPage, session: Session, qtbot: QtBot, table: Path
) -> None:
    page.start_page.dropped.emit([table])
    sheet = asked(page, qtbot)
    # No name says it, but files of one column are there.
    assert sheet.columns == TableColumns(path="where")
    assert not sheet.start.isEnabled()
    assert "holds the classes" in sheet.note.text()
    choose(sheet, "label", "kind")
    choose(sheet, "split", "part")
    assert sheet.start.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.split is not None)

    assert session.index is not None
    assert session.split is not None
    assert session.index.classes == ("cat", "dog")
    assert len(session.index.records) == 20
    assert len(session.split.test) == 4
    assert "as the table says" in page._header.summary
    kept = TableColumns(path="where", label="kind", split="part")
    project = project_of(table)
    qtbot.waitUntil(lambda: is_project(project.folder))
    assert open_project(project.folder).columns == kept

    page.close_project()
    page.open_project(project)
    qtbot.waitUntil(lambda: session.index is not None)
    assert len(session.index.records) == 20
    assert not [each for each in page.findChildren(ColumnsSheet) if each.isVisible()]


def test_other_columns_can_be_told_later(
    page: DataPage, session: Session, qtbot: QtBot, table: Path
) -> None:
    page.open_folder(table)
    sheet = asked(page, qtbot)
    choose(sheet, "label", "kind")
    sheet.start.click()
    qtbot.waitUntil(lambda: session.index is not None)

    page.project_menu.aboutToShow.emit()
    action = columns_action(page)
    assert action.isVisible()
    action.trigger()
    sheet = asked(page, qtbot)
    assert sheet.columns == TableColumns(path="where", label="kind")
    choose(sheet, "label", "size")
    sheet.start.click()
    qtbot.waitUntil(
        lambda: session.index is not None and session.index.classes == ("large", "small"),
    )


def test_a_folder_has_no_columns_to_tell(page: DataPage) -> None:
    page.project_menu.aboutToShow.emit()
    assert not columns_action(page).isVisible()


def test_columns_that_the_table_no_longer_has_are_asked_for_again(
    page: DataPage, session: Session, qtbot: QtBot, table: Path
) -> None:
    page.open_folder(table)
    sheet = asked(page, qtbot)
    choose(sheet, "label", "kind")
    sheet.start.click()
    qtbot.waitUntil(lambda: session.index is not None)
    page.close_project()
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("kind", "species", 1), encoding="utf-8")

    page.open_folder(table)

    assert asked(page, qtbot).columns == TableColumns(path="where", label="species")


def test_a_table_that_cannot_be_read_is_told(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    page.open_folder(broken)
    qtbot.waitUntil(page.message_bar.isVisible)
    assert "broken.xlsx cannot be read: it is no workbook" in page.message_bar.text


def test_a_table_without_rows_is_not_opened(
    qtbot: QtBot, themed: QApplication, tmp_path: Path
) -> None:
    table = tmp_path / "empty.csv"
    table.write_text("path,label\n")
    sheet = sheet_of(table)
    qtbot.addWidget(sheet)
    assert not sheet.start.isEnabled()
    assert "no row" in sheet.note.text()


def test_one_column_for_two_things_is_refused(
    qtbot: QtBot, themed: QApplication, table: Path
) -> None:
    sheet = sheet_of(table)
    qtbot.addWidget(sheet)
    sheet.show()
    choose(sheet, "label", "where")
    assert not sheet.start.isEnabled()
    assert "where can be one thing only" in sheet.note.text()
    choose(sheet, "label", "kind")
    assert sheet.start.isEnabled()
    choose(sheet, "path", "size")
    assert "Of the 8 pictures of the rows on show, 0 are there." in sheet.note.text()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_of_it_is_clipped_and_all_is_named(
    qtbot: QtBot, themed: QApplication, table: Path, language: LanguageChoice
) -> None:
    switch_language(themed, language)
    try:
        sheet = ColumnsSheet(table, read_head(table), TableColumns("where", "kind"))
        qtbot.addWidget(sheet)
        assert faults_of(sheet, qtbot) == []
        assert {f"column_{part}" for part in ("path", "label", "split", "group")} < {
            part.objectName() for part in controls(sheet)
        }
    finally:
        switch_language(themed, "en")


def test_it_speaks_korean_while_it_is_open(qtbot: QtBot, themed: QApplication, table: Path) -> None:
    sheet = sheet_of(table)
    qtbot.addWidget(sheet)
    sheet.show()
    english = told_texts(sheet)
    switch_language(themed, "ko")
    try:
        assert told_texts(sheet) != english
    finally:
        switch_language(themed, "en")
    assert told_texts(sheet) == english
