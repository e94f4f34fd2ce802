"""What the folders mean to a network's own classifier: shown, corrected, taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.class_map import read_class_map
from tlgui.engine.models.class_names import class_names
from tlgui.engine.project import project_of
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.ui.train.train_page import TrainPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.train.asked.class_map_card import ClassMapCard
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

# One that a class is called, one that two are called, and one that none is.
FOLDERS = ("crane", "t-shirt", "trousers")


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, tmp_path: Path
) -> TrainPage:
    made = TrainPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 1000)
    index = make_dataset(tmp_path / "pictures", FOLDERS)
    session.set_project(project_of(index.root))
    session.set_index(index)
    session.set_split(make_split(index))
    made.show()
    return made


@pytest.fixture
def card(qtbot: QtBot, page: TrainPage) -> ClassMapCard:
    page.asked.method.choices["as-is"].click()
    found = page.asked.class_map
    qtbot.waitUntil(lambda: bool(found.model.rows))
    return found


def said(card: ClassMapCard) -> dict[str, str]:
    return {row.folder: card.model.meaning_text(row) for row in card.model.rows}


def field(card: ClassMapCard) -> QLineEdit:
    found = card.findChild(QLineEdit, "class_map_search")
    assert isinstance(found, QLineEdit)
    return found


def press(card: ClassMapCard, name: str) -> None:
    button = card.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    button.click()


def summary(card: ClassMapCard) -> str:
    label = card.findChild(QLabel, "class_map_summary")
    assert isinstance(label, QLabel)
    return label.text()


def type_class(card: ClassMapCard, text: str) -> None:
    field(card).setText(text)
    QTest.keyClick(field(card), Qt.Key.Key_Return)


def test_only_the_method_as_it_is_shows_the_map(page: TrainPage) -> None:
    assert not page.asked.class_map.isVisible()

    page.asked.method.choices["as-is"].click()
    assert page.asked.class_map.isVisible()

    page.asked.method.choices["feature-extraction"].click()
    assert not page.asked.class_map.isVisible()


def test_what_is_clear_what_is_not_and_what_is_missing_is_told(card: ClassMapCard) -> None:
    assert said(card) == {
        "crane": "⚠ crane (n02012849) / crane (n03126707)?",
        "t-shirt": "jersey",
        "trousers": "⚠ not found",
    }
    assert summary(card).startswith("1 of 3 mean a class")


def test_a_typed_class_is_taken_and_the_run_gets_it(
    card: ClassMapCard, page: TrainPage, session: Session
) -> None:
    card.table.selectRow(2)
    type_class(card, "Jeans")

    assert said(card)["trousers"] == "jean"
    recipe = page.settings.recipe()
    assert isinstance(recipe, AsIs)
    assert json.loads(recipe.class_map) == {"trousers": "jean"}
    names = class_names(find_backbone(recipe.backbone))
    assert read_class_map(recipe.class_map, names) == {"trousers": names.names.index("jean")}
    assert session.project is not None
    assert read_recipe(session.project.settings) == recipe, "kept in the project"
    assert summary(card).startswith("2 of 3")


def test_a_class_is_found_by_a_synonym_and_picked_from_the_list(card: ClassMapCard) -> None:
    card.table.selectRow(0)
    completer = field(card).completer()
    completer.setCompletionPrefix("tower cr")
    assert completer.completionCount() == 0
    completer.setCompletionPrefix("sweatsh")
    assert completer.completionCount() == 1

    completer.activated.emit(completer.currentCompletion())

    assert said(card)["crane"] == "sweatshirt"


def test_words_that_name_no_class_or_several_are_told(card: ClassMapCard) -> None:
    card.table.selectRow(2)
    complaint = card.findChild(QLabel, "class_map_complaint")
    assert isinstance(complaint, QLabel)

    type_class(card, "trowsers")
    assert complaint.text() == "No class is called so: choose one from the list."
    type_class(card, "crane")
    assert "crane (n02012849) / crane (n03126707)" in complaint.text()

    assert said(card)["trousers"] == "⚠ not found"


def test_none_of_them_and_by_its_name(card: ClassMapCard) -> None:
    card.table.selectRow(1)
    press(card, "class_map_none_button")
    assert said(card)["t-shirt"] == "none of them"
    assert summary(card).startswith("0 of 3")

    press(card, "class_map_name_button")
    assert said(card)["t-shirt"] == "jersey"


def test_a_correction_can_be_undone_and_done_again(
    card: ClassMapCard, page: TrainPage, session: Session
) -> None:
    card.table.selectRow(2)
    type_class(card, "jean")
    page.asked.method.choices["feature-extraction"].click()

    session.undo.undo()
    page.asked.method.choices["as-is"].click()
    assert said(card)["trousers"] == "⚠ not found"
    session.undo.redo()
    assert said(card)["trousers"] == "jean"
    assert page.settings.method.name == "as-is"


def test_corrections_that_another_network_cannot_follow_can_be_forgotten(
    card: ClassMapCard, session: Session
) -> None:
    project = session.project
    assert project is not None
    stale = {**project.settings, "class_map": '{"trousers": "bell-bottoms"}'}

    session.set_project(replace(project, settings=stale))

    assert "there is no class bell-bottoms, for trousers" in summary(card)
    press(card, "class_map_forget_button")
    assert summary(card).startswith("1 of 3")


def test_enter_in_the_table_goes_to_the_search(card: ClassMapCard, page: TrainPage) -> None:
    page.activateWindow()
    card.table.selectRow(2)
    card.table.setFocus()

    QTest.keyClick(card.table, Qt.Key.Key_Return)

    assert field(card).hasFocus()


def test_the_map_is_locked_while_a_run_uses_it(card: ClassMapCard) -> None:
    card.table.selectRow(2)
    card.set_locked(True)

    assert not field(card).isEnabled()
