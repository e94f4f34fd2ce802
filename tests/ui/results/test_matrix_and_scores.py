"""The confusion matrix and the scores by class: true, sorted, opened, saved, copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.fakes import CLASSES
from tests.ui.results.driving import DRESS, HAT, SHIRT, names, show, words
from tlgui.engine.data.records import SplitName
from tlgui.engine.insight import report
from tlgui.engine.metrics import ClassScore
from tlgui.ui.results.class_score_table import ClassScoreTable

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.results.results_page import ResultsPage
    from tlgui.ui.work.session import Session


def test_matrix_is_that_of_the_report(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    counts = [[page.matrix.matrix.count(row, column) for column in range(3)] for row in range(3)]
    assert counts == [[2, 0, 0], [1, 1, 0], [2, 0, 2]]
    assert page.matrix.matrix.classes == CLASSES


def test_a_cell_opens_its_pictures_surest_first(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    page.matrix.setCurrentIndex(page.matrix.matrix.index(SHIRT, DRESS))
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)

    answers = page.gallery.answers.answers
    assert [(a.true, a.predicted) for a in answers] == [(SHIRT, DRESS)] * 2
    assert answers[0].confidence > answers[1].confidence
    title = page.findChild(QLabel, "gallery_title")
    assert isinstance(title, QLabel)
    assert title.accessibleName() == "True t-shirt, predicted dress"
    assert words(page, "gallery_count") == "2 pictures, surest first"

    page.clear_button.click()
    assert len(names(page)) == 8
    assert not page.matrix.selectionModel().hasSelection()


def test_an_empty_cell_says_so(qtbot: QtBot, page: ResultsPage, session: Session, run: Run) -> None:
    show(qtbot, page, session, run)

    page.open_cell(DRESS, HAT)

    assert names(page) == []
    assert page.explain.view.text == "There is no picture here."


def test_a_class_opens_the_pictures_that_were_missed(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    page.classes_toggle.click()

    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert [a.true for a in page.gallery.answers.answers] == [SHIRT, SHIRT]


def test_table_sorts_numbers_as_numbers(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)

    model = page.table.model()
    recalls = [float(model.index(row, 2).data()) for row in range(model.rowCount())]
    assert recalls == [0.5, 0.5, 1.0]


def test_table_sorts_class_names_as_people_do(qtbot: QtBot, themed: QApplication) -> None:
    table = ClassScoreTable()
    qtbot.addWidget(table)
    table.scores.set_scores([ClassScore(name, 1.0, 1.0, 1.0, 1) for name in ("10", "2", "b", "A")])

    model = table.model()
    assert [model.index(row, 0).data() for row in range(4)] == ["2", "10", "A", "b"]


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_matrix_is_saved(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, tmp_path: Path, suffix: str
) -> None:
    show(qtbot, page, session, run)
    path = tmp_path / f"matrix.{suffix}"

    with qtbot.waitSignal(page.matrix_card.saved):
        page.matrix_card.save(path)

    content = path.read_bytes()
    if suffix == "csv":
        assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets know the encoding by it"
        rows = content.decode("utf-8-sig").splitlines()
        assert rows == ["true class,dress,hat,t-shirt", "dress,2,0,0", "hat,1,1,0", "t-shirt,2,0,2"]
    elif suffix == "svg":
        assert b"t-shirt" in content
        assert b"Confusion matrix" in content
    else:
        assert content.startswith(b"\x89PNG")
    assert f"Saved matrix.{suffix}." in page.message_bar.text


def test_matrix_is_copied_as_it_is_shown(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    page.matrix_card.shares_toggle.click()

    page.matrix_card.copy()

    rows = QGuiApplication.clipboard().text().splitlines()
    assert rows[0].split("\t") == ["", *CLASSES]
    assert rows[2].split("\t") == ["hat", "50%", "50%", "0"]
    assert "Copied to the clipboard" in page.message_bar.text


def test_scores_by_class_are_saved_and_copied_too(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, tmp_path: Path
) -> None:
    show(qtbot, page, session, run)
    page.classes_toggle.click()
    path = tmp_path / "scores.csv"
    assert [action.text() for action in page.matrix_card.make_menu().actions()] == [
        "Save as CSV…",
        "",
        "Copy as a table",
    ]

    with qtbot.waitSignal(page.matrix_card.saved):
        page.matrix_card.save(path)
    page.matrix_card.copy()

    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Class,Precision,Recall,F1,Pictures"
    assert lines[2].startswith("hat,1.0,0.5,")
    assert [
        line.replace("\t", ",") for line in QGuiApplication.clipboard().text().splitlines()
    ] == (lines)


def test_of_very_many_classes_only_those_that_occur_are_in_the_matrix(
    qtbot: QtBot,
    page: ResultsPage,
    session: Session,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report, "CLASSES_TOLD", 1)
    targets, predictions = (np.asarray(values) for values in ([DRESS, SHIRT], [SHIRT, SHIRT]))
    judged = report.evaluate(
        run.classes,
        run.files[SplitName.VALIDATION][:2],
        targets,
        np.eye(len(run.classes), dtype=np.float32)[predictions],
        SplitName.VALIDATION,
    )
    monkeypatch.setattr(report, "load_report", lambda *_arguments, **_options: judged)
    show(qtbot, page, session, run)

    names = [run.classes[DRESS], run.classes[SHIRT]]
    assert list(page.matrix.matrix.classes) == names
    assert page.matrix.matrix.counts() == [[0, 1], [0, 1]]
    assert [row[0] for row in page.table.scores.as_rows()[1:]] == names
    page.open_cell(0, 1)
    assert words(page, "gallery_title") == f"True {names[0]}, predicted {names[1]}"
    page.open_class(0)
    assert words(page, "gallery_title") == f"{names[0]}, not recognised"
