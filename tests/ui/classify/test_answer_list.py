"""The list of answers: its order, what is found in it, how its rows are painted and spoken."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem

from tests.ui.classify.driving import choose, classify_and_wait, click, names, predict
from tlgui.engine.deploy.predictor import Prediction
from tlgui.engine.errors import Message
from tlgui.ui.classify.prediction_list import PredictionList
from tlgui.ui.classify.prediction_model import PredictionModel, certainty

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_rows_are_spoken_and_painted_at_any_width(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    model = page.answers.model
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "unsure-1.png, unsure: dress 50%, hat 38%, t-shirt 12%"
    for width in (700, 1112, 2400):
        page.resize(width, 700)
        assert not page.grab().isNull()


def painted_texts(page: ClassifyPage, size: QSize) -> list[str]:
    """What the first row's delegate writes in a row of ``size``."""
    rows = page.findChild(PredictionList)
    assert rows is not None
    buffer = QBuffer()
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(size)
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), size)
    painter = QPainter(drawing)
    rows.itemDelegate().paint(painter, option, rows.model().index(0, 0))
    painter.end()
    written = bytes(buffer.data().data()).decode()
    return [unescape(text).strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", written)]


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (QSize(480, 77), ["Unreadable", "it is not a picture", "text.jpg", "unreadable"]),
        (
            QSize(480, 44),
            ["Unreadable", "text.jpg: it is not a picture", "unreadable"],
        ),
    ],
)
def test_a_row_without_room_for_bars_says_why_the_picture_is_unreadable(
    page: ClassifyPage, size: QSize, written: list[str]
) -> None:
    reason = Message("it is not a picture")
    error = Message("{name} cannot be read: {reason}.", name="text.jpg", reason=reason)
    page.answers.model.add([Prediction(Path("text.jpg"), (), None, error)])

    assert painted_texts(page, size) == written
    row = page.answers.model.index(0)
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert "text.jpg cannot be read: it is not a picture." in str(row.data(role))


def test_order_of_certainty() -> None:
    answers = [predict(Path(f"{name}.png")) for name in ("sure", "broken", "unsure", "fair")]
    ordered = sorted(answers, key=certainty)
    assert [a.file.stem for a in ordered] == ["unsure", "fair", "sure", "broken"]
    model = PredictionModel()
    model.add(answers)
    assert model.counts() == {"all": 4, "unsure": 1, "unknown": 0, "unreadable": 1, "corrected": 0}


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("Least sure first", ["unsure-1", "fair-1", "sure-1", "sure-2", "broken-1"]),
        ("Surest first", ["sure-1", "sure-2", "fair-1", "unsure-1", "broken-1"]),
        ("As given", ["broken-1", "fair-1", "sure-1", "sure-2", "unsure-1"]),
        ("By name", ["broken-1", "fair-1", "sure-1", "sure-2", "unsure-1"]),
    ],
)
def test_rows_come_in_the_order_that_is_chosen(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    order: str,
    shown: list[str],
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)

    choose(page, "classify_order", order)

    assert names(page) == shown


def test_given_order_is_that_of_the_files(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    chosen = [pictures / f"{name}.png" for name in ("sure-2", "broken-1", "fair-1")]
    classify_and_wait(qtbot, page, runner, *chosen)

    choose(page, "classify_order", "As given")

    assert names(page) == ["sure-2", "broken-1", "fair-1"]


def test_pictures_are_found_by_name_and_by_class(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    find = page.findChild(QLineEdit, "classify_find")
    assert find is not None

    find.setText("SURE-1")
    assert names(page) == ["unsure-1", "sure-1"]
    find.setText("dress")
    assert names(page) == ["unsure-1", "fair-1", "sure-1", "sure-2"]
    find.setText("nothing like it")
    assert names(page) == []
    find.clear()
    choose(page, "classify_label_filter", "dress (3)")
    assert names(page) == ["fair-1", "sure-1", "sure-2"]
    click(page, "classify_clear_button")
    classify_and_wait(qtbot, page, runner, pictures / "unsure-1.png")
    assert names(page) == ["unsure-1"], "the class that was chosen is gone"


def test_delete_takes_rows_from_the_list_and_undo_brings_them_back(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    rows = page.findChild(PredictionList, "classify_list")
    assert rows is not None
    rows.setCurrentIndex(rows.model().index(1, 0))

    QTest.keyClick(rows, Qt.Key.Key_Delete)

    assert names(page) == ["unsure-1", "sure-1", "sure-2", "broken-1"]
    assert rows.currentIndex().row() == 1
    assert session.classified == 4
    assert (pictures / "fair-1.png").exists()
    session.undo.undo()
    assert names(page) == ["unsure-1", "fair-1", "sure-1", "sure-2", "broken-1"]
    session.undo.redo()
    assert "fair-1" not in names(page)


def test_rows_that_are_brought_back_stand_where_they_were_given(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    choose(page, "classify_order", "As given")
    before = names(page)

    page.remove([pictures / "fair-1.png", pictures / "sure-2.png"])
    session.undo.undo()

    assert names(page) == before
    page.remove([pictures / "fair-1.png"])
    classify_and_wait(qtbot, page, runner, pictures / "fair-1.png")
    assert names(page)[-1] == "fair-1", "it was given anew"


def test_another_threshold_leaves_what_is_found_and_the_order_of_the_files(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
    run: Run,
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    find = page.findChild(QLineEdit, "classify_find")
    assert find is not None
    find.setText("sure-1")

    session.set_run(replace(run, threshold=0.4))

    assert names(page) == ["unsure-1", "sure-1"]
    find.clear()
    choose(page, "classify_label_filter", "dress (4)")
    session.set_run(replace(run, threshold=0.6))
    assert names(page) == ["fair-1", "sure-1", "sure-2"]
    choose(page, "classify_label_filter", "All classes")
    choose(page, "classify_order", "As given")
    assert names(page) == ["broken-1", "fair-1", "sure-1", "sure-2", "unsure-1"]


def test_numbered_files_and_classes_come_in_natural_order() -> None:
    model = PredictionModel()
    sure = predict(Path("sure.png"))
    model.add([replace(sure, file=Path(f"p{number}.png")) for number in (1, 10, 2)])
    for number in (10, 9):
        ranked = ((f"c{number}", 0.9), ("dress", 0.1))
        model.add([replace(sure, file=Path(f"q{number}.png"), ranked=ranked)])

    model.arrange("name")

    assert [model.prediction(row).file.name for row in range(5)] == [
        "p1.png",
        "p2.png",
        "p10.png",
        "q9.png",
        "q10.png",
    ]
    assert list(model.labels()) == ["c9", "c10", "dress"]


def test_counts_follow_what_is_added_again_and_taken_away() -> None:
    model = PredictionModel()
    answers = [predict(Path(f"{name}.png")) for name in ("sure", "broken", "unsure", "fair")]
    model.add(answers)
    model.add(answers)
    assert model.counts() == {"all": 4, "unsure": 1, "unknown": 0, "unreadable": 1, "corrected": 0}
    assert model.labels() == {"dress": 2}
    model.remove([Path("sure.png"), Path("unsure.png"), Path("not there.png")])
    assert model.counts() == {"all": 2, "unsure": 0, "unknown": 0, "unreadable": 1, "corrected": 0}
    assert model.labels() == {"dress": 1}
    model.clear()
    assert model.counts() == {"all": 0, "unsure": 0, "unknown": 0, "unreadable": 0, "corrected": 0}
    assert model.labels() == {}
