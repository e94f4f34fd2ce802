"""Labels, classes and what is left out, edited from the menus of the Data page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QWidget

from tests.ui.fakes import make_dataset, make_run
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.edits.journal import EditJournal
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.edits.edit_menus import ClassMenu, NameQuestion, PictureEditMenu
from tlgui.ui.data.picture_browser import PictureBrowser
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

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
    monkeypatch: pytest.MonkeyPatch,
) -> DataPage:
    """The page with twelve pictures in three classes."""
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    make_dataset(tmp_path / "pictures")
    made.open_folder(tmp_path / "pictures")
    qtbot.waitUntil(lambda: not runner.jobs)
    return made


def browser(page: DataPage) -> PictureBrowser:
    found = page.findChild(PictureBrowser)
    assert isinstance(found, PictureBrowser)
    return found


def count(session: Session) -> int:
    return 0 if session.index is None else len(session.index.records)


def choose(menu: QMenu, name: str) -> None:
    action = menu.findChild(QAction, name)
    assert action is not None, name
    action.trigger()
    menu.close()


def menu_of_picture(page: DataPage, row: int) -> QMenu:
    browser(page).grid.go_to(row)
    browser(page).grid.menu_requested.emit(row, QPoint(10, 10))
    return page.findChildren(QMenu, "picture_edit_menu")[-1]


def menu_of_class(page: DataPage, row: int) -> QMenu:
    classes = browser(page).class_list
    classes.setCurrentIndex(classes.model().index(row, 0))
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(classes.viewport(), QContextMenuEvent(reason, QPoint(), QPoint()))
    return page.findChildren(QMenu, "class_menu")[-1]


def test_a_picture_gets_another_class_and_is_left_out_and_both_are_undone(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    assert session.index is not None
    run = make_run(tmp_path / "run", session.index.root)
    session.set_run(run)
    choose(menu_of_picture(page, 5), "class_2_action")
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.class_counts() == [4, 3, 5]
    assert session.run is run, "what other pages show of it stays"
    assert browser(page).grid.currentIndex().row() == 5, "one goes on from there"

    choose(menu_of_picture(page, 0), "leave_out_action")
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.class_counts() == [3, 3, 5]

    session.undo.undo()
    qtbot.waitUntil(lambda: not runner.jobs)
    session.undo.undo()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.class_counts() == [4, 4, 4]
    session.undo.redo()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.class_counts() == [4, 3, 5]


def test_edits_that_follow_at_once_are_all_kept(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.index is not None
    assert session.project is not None
    choose(menu_of_picture(page, 5), "class_2_action")
    choose(menu_of_picture(page, 0), "leave_out_action")
    kept = EditJournal(session.project.edits_file).done

    qtbot.waitUntil(lambda: not runner.jobs)

    assert len(kept) == 2, "before anything else may happen"
    assert session.index.class_counts() == [3, 3, 5]
    session.undo.undo()
    session.undo.undo()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.class_counts() == [4, 4, 4]


def test_the_picture_on_show_in_large_has_the_same_menu(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.index is not None
    browser(page).open_picture(7)
    canvas = browser(page).viewer.canvas.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, QPoint(5, 5), QPoint(50, 50)))

    choose(page.findChildren(QMenu, "picture_edit_menu")[-1], "class_0_action")
    qtbot.waitUntil(lambda: not runner.jobs)

    assert session.index.class_counts() == [5, 3, 4]
    assert browser(page).grid.currentIndex().row() == 7


def test_the_class_that_a_picture_has_is_marked_and_cannot_be_chosen(page: DataPage) -> None:
    menu = menu_of_picture(page, 5)

    marks = [(action.isChecked(), action.isEnabled()) for action in menu.actions()[:3]]
    assert marks == [(False, True), (True, False), (False, True)]


def test_a_class_is_renamed_merged_and_left_out(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.index is not None
    for row, name in ((0, "  gown "), (0, "hat")):
        choose(menu_of_class(page, row), "rename_class_action")
        question = page.findChild(QInputDialog, "class_name_question")
        assert isinstance(question, QInputDialog)
        question.setTextValue(name)
        question.accept()
        qtbot.waitUntil(lambda: not runner.jobs)
        qtbot.waitUntil(lambda: page.findChild(QInputDialog, "class_name_question") is None)
    assert session.index.classes == ("hat", "t-shirt")
    assert session.index.class_counts() == [8, 4]

    choose(menu_of_class(page, 1), "leave_class_out_action")
    qtbot.waitUntil(lambda: not runner.jobs)
    assert len(session.index.classes) == 1
    session.undo.undo()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.classes == ("hat", "t-shirt")


def test_what_cannot_be_a_name_is_told_in_the_question(
    page: DataPage, session: Session, qtbot: QtBot
) -> None:
    choose(menu_of_class(page, 0), "rename_class_action")
    question = page.findChild(QInputDialog, "class_name_question")
    assert isinstance(question, QInputDialog)

    for name in ("a/b", ".hidden", ""):
        question.setTextValue(name)
        question.accept()
        assert question.isVisible()
        assert "name" in question.labelText()

    question.setTextValue("dress")
    question.accept()
    assert not question.isVisible()
    assert session.undo.count() == 0


def test_a_class_of_a_table_has_its_place_in_the_menus_whatever_it_is_called(
    qtbot: QtBot, themed: QApplication
) -> None:
    parent, asked = QWidget(), list[Edit]()
    qtbot.addWidget(parent)
    classes = ("cat", "n/a", ".x")
    pictures, of_class = PictureEditMenu("1.png", "cat", classes), ClassMenu("n/a", classes, parent)
    qtbot.addWidget(pictures)
    for menu in (pictures, of_class):
        menu.edit_requested.connect(asked.append)
    choose(pictures, "class_2_action")
    choose(of_class, "leave_class_out_action")
    question = NameQuestion("cat", classes, asked.append, parent)
    question.setTextValue("1/2")
    question.accept()
    assert "cannot be the name" in question.labelText()
    question.setTextValue("n/a")
    question.accept()

    assert [(edit.kind, edit.label, edit.name) for edit in asked] == [
        (EditKind.RELABEL, ".x", ""),
        (EditKind.HIDE, "n/a", ""),
        (EditKind.RENAME, "cat", "n/a"),
    ]


def test_edits_go_out_to_a_file_and_come_in_as_one_step(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    assert session.index is not None
    export = page.project_menu.findChild(QAction, "export_edits_action")
    assert isinstance(export, QAction)
    assert not export.isEnabled()
    for row in (0, 4):
        choose(menu_of_picture(page, row), "leave_out_action")
        qtbot.waitUntil(lambda: not runner.jobs)
    page.project_menu.aboutToShow.emit()
    assert export.isEnabled()

    page.edit_files.write(tmp_path / "mine.jsonl")
    qtbot.waitUntil(lambda: not runner.jobs)
    assert "Saved mine.jsonl" in page.message_bar.text
    session.undo.undo()
    qtbot.waitUntil(lambda: not runner.jobs)
    session.undo.undo()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert len(session.index.records) == 12
    page.edit_files.take_in(tmp_path / "mine.jsonl")
    qtbot.waitUntil(lambda: count(session) == 10 and not runner.jobs)
    steps = session.undo.count()
    page.edit_files.take_in(tmp_path / "mine.jsonl")
    qtbot.waitUntil(lambda: not runner.jobs)
    assert "The edits in mine.jsonl hold here already" in page.message_bar.text
    assert session.undo.count() == steps

    session.undo.undo()
    qtbot.waitUntil(lambda: count(session) == 12)


def test_a_file_without_edits_is_told(
    page: DataPage, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "letter.jsonl").write_text("dear")

    page.edit_files.take_in(tmp_path / "letter.jsonl")
    qtbot.waitUntil(lambda: not runner.jobs)

    assert "holds no edits" in page.message_bar.text
    assert session.undo.count() == 0
