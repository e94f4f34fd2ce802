"""The card of the classes: renamed, hidden and merged in place, kept, measured, taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView

from tests.ui.fakes import CLASSES, make_run
from tests.ui.live_texts import told_texts
from tlgui.engine.models.class_changes import DOCUMENT, ClassChanges
from tlgui.ui.export.class_model import LEARNED, NAME
from tlgui.ui.export.export_page import ExportPage
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.export.classes_card import ClassesCard
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

DRESS, HAT, SHIRT = range(3)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return make_run(tmp_path / "run", tmp_path / "data")


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, run: Run
) -> Iterator[ExportPage]:
    made = ExportPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 1100)
    made.show()
    session.set_run(run)
    qtbot.waitUntil(lambda: not runner.jobs)
    yield made
    session.undo.clear()
    switch_language(themed, "en")


@pytest.fixture
def card(page: ExportPage) -> ClassesCard:
    return page._classes


def button(card: ClassesCard, name: str) -> QPushButton:
    found = card.findChild(QPushButton, f"export_classes_{name}_button")
    assert found is not None
    return found


def effect(card: ClassesCard) -> str:
    label = card.findChild(QLabel, "export_classes_effect")
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_few_classes_leave_no_gaps_in_a_high_column(page: ExportPage, card: ClassesCard) -> None:
    page.resize(1112, 1800)
    QApplication.processEvents()

    assert card.height() == card.heightForWidth(card.width())


def column(card: ClassesCard, at: int) -> list[str]:
    return [str(card.model.index(row, at).data()) for row in range(card.model.rowCount())]


def test_every_class_is_listed_as_it_was_learned(card: ClassesCard) -> None:
    assert column(card, NAME) == column(card, LEARNED) == list(CLASSES)
    assert not button(card, "merge").isEnabled()
    assert not button(card, "reset").isEnabled()
    assert effect(card) == ""


def test_name_typed_in_its_place_is_kept_and_taken_back(
    qtbot: QtBot, card: ClassesCard, session: Session, run: Run
) -> None:
    table = card.findChild(QTableView, "export_classes_table")
    assert table is not None
    table.setFocus()
    table.setCurrentIndex(card.model.index(DRESS, NAME))
    table.edit(card.model.index(DRESS, NAME))
    editor = table.findChild(QLineEdit, "class_name_editor")
    assert editor is not None
    assert editor.accessibleName()
    editor.setText("  Kleid ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(card, NAME)[DRESS] == "Kleid")

    assert session.run is not None
    assert session.run.classes == ("Kleid", "hat", "t-shirt")
    assert json.loads((run.folder / DOCUMENT).read_text())["names"] == {"dress": "Kleid"}
    assert column(card, NAME)[DRESS] == "Kleid"
    session.undo.undo()
    assert session.run.changes is None
    assert not (run.folder / DOCUMENT).exists()
    assert column(card, NAME)[DRESS] == "dress"
    session.undo.redo()
    assert session.run.classes[DRESS] == "Kleid"


def test_space_hides_a_class_and_the_accuracy_without_it_is_told(
    qtbot: QtBot, page: ExportPage, card: ClassesCard, session: Session, runner: JobRunner
) -> None:
    table = card.table
    table.setFocus()
    table.setCurrentIndex(card.model.index(HAT, NAME))
    QTest.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not runner.jobs)

    assert session.run is not None
    assert session.run.classes == ("dress", "t-shirt")
    assert column(card, LEARNED)[HAT] == "hat · hidden"
    # Of the six pictures that are left, four are right; of all eight it was five.
    assert "2 answers." in effect(card)
    assert "66.7%" in effect(card)
    assert "62.5%" in effect(card)
    # All six are at least as sure as the threshold asks.
    assert "accepts 100% of them, 66.7% of these" in effect(card)
    assert "2 pictures" in effect(card)
    told = [label.text() for label in page.findChildren(QLabel)]
    assert sum("62.5%" in text and "of the classes that it learned" in text for text in told) == 1
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert session.run.changes is None
    assert effect(card) == ""


def test_chosen_classes_are_answered_as_one_and_the_message_takes_it_back(
    qtbot: QtBot, page: ExportPage, card: ClassesCard, session: Session, runner: JobRunner
) -> None:
    for row in (DRESS, SHIRT):
        card.table.selectionModel().select(
            card.model.index(row, NAME),
            card.table.selectionModel().SelectionFlag.Select
            | card.table.selectionModel().SelectionFlag.Rows,
        )
    button(card, "merge").click()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert session.run is not None
    assert session.run.classes == ("dress", "hat")
    assert column(card, LEARNED) == ["dress · one with t-shirt", "hat", "t-shirt · one with dress"]
    assert "87.5%" in effect(card)
    assert "dress" in page.message_bar.text
    undo = page.message_bar.findChild(QPushButton, "message_action")
    assert undo is not None
    undo.click()
    assert session.run.changes is None


def test_name_of_another_class_makes_them_one(card: ClassesCard, session: Session) -> None:
    card.model.setData(card.model.index(SHIRT, NAME), "dress")

    assert session.run is not None
    assert session.run.classes == ("dress", "hat")
    button(card, "reset").click()
    assert session.run.changes is None


def test_two_answers_are_left_at_least_and_that_is_said(
    page: ExportPage, card: ClassesCard, session: Session
) -> None:
    card.show_class(HAT, False)
    card.show_class(SHIRT, False)

    assert session.run is not None
    assert session.run.classes == ("dress", "t-shirt")
    assert "two classes at least" in page.message_bar.text
    assert card.model.index(SHIRT, NAME).data(Qt.ItemDataRole.CheckStateRole) is (
        Qt.CheckState.Checked
    )


def test_folder_that_cannot_be_written_is_told_and_nothing_is_changed(
    page: ExportPage, card: ClassesCard, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tlgui.engine.models.class_changes.write_json", refuse)
    card.rename(DRESS, "Kleid")

    assert "Permission denied" in page.message_bar.text
    assert session.run is not None
    assert session.run.changes is None
    assert column(card, NAME)[DRESS] == "dress"


def test_classes_stay_while_an_export_is_made_and_those_of_an_export_always(
    card: ClassesCard, session: Session, run: Run
) -> None:
    card.show_run(run, locked=True)
    card.rename(DRESS, "Kleid")
    assert session.run is not None
    assert session.run.changes is None
    assert not card.model.flags(card.model.index(DRESS, NAME)) & Qt.ItemFlag.ItemIsEnabled

    card.show_run(replace(run, weights_sha256="0" * 64), locked=False)
    assert card.isHidden()


def test_another_run_brings_its_own_classes(
    qtbot: QtBot, card: ClassesCard, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    other = make_run(tmp_path / "other", tmp_path / "data")
    changes = ClassChanges.none(CLASSES).named((HAT,), "cap")
    session.set_run(other.answering(changes))
    qtbot.waitUntil(lambda: not runner.jobs)

    assert column(card, NAME) == ["dress", "cap", "t-shirt"]
    assert "3 answers." in effect(card)


def test_effect_is_that_of_the_run_on_show_and_of_its_thresholds(
    qtbot: QtBot, card: ClassesCard, session: Session, runner: JobRunner, run: Run, tmp_path: Path
) -> None:
    changes = ClassChanges.none(CLASSES).with_hidden((HAT,))
    session.set_run(run.answering(changes))
    qtbot.waitUntil(lambda: not runner.jobs)
    assert "66.7%" in effect(card)
    assert "threshold of 60% accepts 100%" in effect(card)

    session.set_run(replace(run, threshold=0.95).answering(changes))
    qtbot.waitUntil(lambda: not runner.jobs)
    # Two of the six are as sure as that, and one of them is right.
    assert "threshold of 95% accepts 33% of them, 50.0%" in effect(card)

    right = [(true, [0.9 if at == true else 0.05 for at in range(3)]) for true in (0, 1, 2)]
    other = make_run(tmp_path / "other", tmp_path / "data", answers=right)
    session.set_run(other.answering(changes))
    assert "66.7%" not in effect(card), "of the run before"
    qtbot.waitUntil(lambda: not runner.jobs)
    assert "with them 100.0%" in effect(card)


def test_texts_follow_the_language(
    qtbot: QtBot, page: ExportPage, card: ClassesCard, runner: JobRunner, themed: QApplication
) -> None:
    card.show_class(HAT, False)
    qtbot.waitUntil(lambda: not runner.jobs)
    english = told_texts(page)

    switch_language(themed, "ko")

    assert told_texts(page) != english
    assert "95%" in effect(card)
    assert "Accuracy" not in effect(card)
    assert column(card, LEARNED)[HAT] != "hat · hidden"
