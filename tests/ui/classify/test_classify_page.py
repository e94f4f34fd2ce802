from __future__ import annotations

import csv
import re
import threading
import time
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QBuffer, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyleOptionViewItem,
    QWidget,
)

from tests.pictures import plain
from tests.ui.fakes import make_run
from tests.ui.live_texts import told_texts
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.deploy.predictor import Decision, Predicted, Prediction
from tlgui.engine.deploy.sorting import CopyPlan
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.metrics import Thresholds
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.progress import Control, Stage, StageName
from tlgui.ui.classify import answers_view, classify_page
from tlgui.ui.classify.classify_jobs import Outcome, PredictorShelf
from tlgui.ui.classify.classify_page import ClassifyPage
from tlgui.ui.classify.prediction_list import PredictionList
from tlgui.ui.classify.prediction_model import PredictionModel, certainty
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.widgets import ElidedLabel
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

LOOKED: list[Looks] = []
SHARES = {"sure": 0.98, "fair": 0.70, "unsure": 0.5}


def predict(path: Path) -> Prediction:
    """The answer that a file's name asks for."""
    if path.stem.startswith("broken"):
        return Prediction(path, (), None, Message("{name} cannot be read.", name=path.name))
    best = SHARES[path.stem.split("-")[0]]
    ranked = (("dress", best), ("hat", (1 - best) * 0.75), ("t-shirt", (1 - best) * 0.25))
    decision = Decision.ACCEPTED if best >= 0.6 else Decision.UNSURE
    return Prediction(path, ranked, decision, None)


@pytest.fixture
def predictor(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A model that needs no weights; it waits for the event after its first answer."""
    gate = threading.Event()
    gate.set()

    def classify(
        _shelf: PredictorShelf, _run: Path, paths: Sequence[Path], looks: Looks, *, control: Control
    ) -> Outcome:
        LOOKED.append(looks)
        files = [p for path in paths for p in (sorted(path.iterdir()) if path.is_dir() else [path])]
        control.report(Stage(StageName.PREDICTION, len(files)))
        for number, file in enumerate(files):
            control.check()
            control.report(Predicted((predict(file),)))
            while number == 0 and not gate.is_set():
                control.check()
                time.sleep(0.005)
        return Outcome(len(files), (), 0.5)

    monkeypatch.setattr(PredictorShelf, "classify", classify)
    return gate


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return make_run(tmp_path / "run", tmp_path / "data")


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    predictor: threading.Event,
    run: Run,
) -> ClassifyPage:
    made = ClassifyPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    session.set_run(run)
    return made


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    folder.mkdir()
    for name in ("sure-1", "fair-1", "unsure-1", "sure-2"):
        (folder / f"{name}.png").write_bytes(plain("PNG"))
    (folder / "broken-1.png").write_bytes(b"")
    return folder


def child(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def names(page: ClassifyPage) -> list[str]:
    model = page.answers.model
    return [model.prediction(row).file.stem for row in range(model.rowCount())]


def classify_and_wait(qtbot: QtBot, page: ClassifyPage, runner: JobRunner, *paths: Path) -> None:
    page.classify(paths)
    qtbot.waitUntil(lambda: not runner.jobs and not page._jobs, timeout=10000)


def test_without_a_run_the_page_says_what_to_do(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    page = ClassifyPage(session, runner)
    qtbot.addWidget(page)
    page.show()
    texts = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "There is no model yet" in texts
    assert not child(page, QPushButton, "classify_save_csv_button").isEnabled()
    with qtbot.waitSignal(page.train_requested):
        child(page, QPushButton, "classify_train_button").click()  # type: ignore[attr-defined]
    page.classify([Path("x.png")])
    assert not runner.jobs


def test_answers_come_live_then_least_sure_first_unreadable_last(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    predictor: threading.Event,
    pictures: Path,
) -> None:
    predictor.clear()
    page.classify([pictures])
    qtbot.waitUntil(lambda: names(page) == ["broken-1"], timeout=5000)
    assert not child(page, QPushButton, "classify_save_csv_button").isEnabled()
    predictor.set()
    qtbot.waitUntil(lambda: not page._jobs, timeout=5000)
    assert names(page) == ["unsure-1", "fair-1", "sure-1", "sure-2", "broken-1"]
    summary = child(page, QLabel, "page_summary").accessibleName()
    assert summary == ("5 pictures · 3 accepted, 1 unsure, 1 could not be read")
    assert session.classified == 5
    assert child(page, QLabel, "classify_threshold").isVisible()


def test_chips_count_and_filter(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    chips = {
        name: page.findChild(QPushButton, name)
        for name in ("filter_all", "filter_unsure", "filter_unreadable")
    }
    texts = [chip.text() for chip in chips.values() if chip is not None]
    assert texts == ["All 5", "Unsure 1", "Unreadable 1"]
    for name, shown in (
        ("filter_unsure", ["unsure-1"]),
        ("filter_unreadable", ["broken-1"]),
        ("filter_all", ["unsure-1", "fair-1", "sure-1", "sure-2", "broken-1"]),
    ):
        chip = chips[name]
        assert chip is not None
        chip.click()
        assert names(page) == shown
    chips["filter_unreadable"].click()  # type: ignore[union-attr]
    child(page, QPushButton, "classify_clear_button").click()  # type: ignore[attr-defined]
    classify_and_wait(qtbot, page, runner, pictures / "sure-1.png")
    assert names(page) == ["sure-1"]


def test_an_answer_near_the_threshold_says_on_which_side_it_is(
    page: ClassifyPage, session: Session, run: Run, tmp_path: Path
) -> None:
    session.set_run(replace(run, threshold=0.4372))
    told = child(page, QLabel, "classify_threshold")
    assert isinstance(told, QLabel)
    model = page.answers.model
    for name, share in (("below", 0.436), ("above", 0.441), ("far", 0.7)):
        ranked = (("dress", share), ("hat", 1 - share))
        answer = Prediction(tmp_path / f"{name}.png", ranked, Decision.ACCEPTED, None)
        model.add([answer.decided(Thresholds(0.4372))])

    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]

    assert told.text() == "unsure below 43.8%"
    assert spoken == [
        "below.png, unsure: dress 43.6%, hat 56%",
        "above.png, dress 44.1%, hat 56%",
        "far.png, dress 70%, hat 30%",
    ]


def test_thresholds_of_classes_are_told_beside_that_of_the_others(
    page: ClassifyPage, session: Session, run: Run
) -> None:
    told = child(page, QLabel, "classify_threshold")
    assert isinstance(told, QLabel)
    assert told.text() == "unsure below 60%"
    assert not told.toolTip()

    session.set_run(replace(run, class_thresholds={"hat": 0.9}))

    assert told.text() == "unsure below 60% to 90%, by class"
    assert told.accessibleDescription().splitlines() == [
        "hat: unsure below 90%",
        "the others: unsure below 60%",
    ]

    session.set_run(replace(run, class_thresholds=dict.fromkeys(run.classes, 0.8)))
    assert told.text() == "unsure below 80%"


def whole(labels: Sequence[ElidedLabel]) -> bool:
    return all(label.text() == label.full_text for label in labels)


def as_wide(widget: QWidget, width: int) -> bool:
    return widget.width() >= width


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_cut_off_where_the_page_is_narrow(
    qtbot: QtBot, page: ClassifyPage, pictures: Path, language: LanguageChoice, themed: QApplication
) -> None:
    page.classify([pictures])
    orders = child(page, QComboBox, "classify_order")
    assert isinstance(orders, QComboBox)
    switch_language(themed, language)
    try:
        for width in (1112, 752, 640):
            page.resize(width, 620)
            labels = child(page, QWidget, "classify_drop_zone").findChildren(ElidedLabel)
            qtbot.waitUntil(partial(whole, labels))
            metrics = orders.fontMetrics()
            texts = [orders.itemText(place) for place in range(orders.count())]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            qtbot.waitUntil(partial(as_wide, orders, widest + 30))
    finally:
        switch_language(themed, "en")


def test_same_picture_dropped_twice_is_one_row(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    classify_and_wait(qtbot, page, runner, pictures / "sure-1.png")
    assert len(names(page)) == 5


def test_pictures_may_be_dropped_anywhere_on_the_page(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, pictures: Path
) -> None:
    assert page.acceptDrops()
    drop(page, pictures / "sure-1.png")
    qtbot.waitUntil(lambda: names(page) == ["sure-1"], timeout=5000)
    qtbot.waitUntil(lambda: not page._jobs, timeout=5000)


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


def test_empty_folder_is_told(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, tmp_path: Path
) -> None:
    (tmp_path / "void").mkdir()
    classify_and_wait(qtbot, page, runner, tmp_path / "void")
    assert "no picture in what you dropped" in page.message_bar.text


def test_broken_run_is_told_in_the_message_bar(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def classify(
        _shelf: PredictorShelf, run: Path, _paths: object, _looks: Looks, *, control: Control
    ) -> None:
        raise BundleError(Message("The run {run} is damaged.", run=run.name))

    monkeypatch.setattr(PredictorShelf, "classify", classify)
    classify_and_wait(qtbot, page, runner, pictures)
    assert page.message_bar.text == "The run run is damaged."
    assert names(page) == []


def test_cancelled_job_keeps_the_answers_it_gave(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    predictor: threading.Event,
    pictures: Path,
) -> None:
    predictor.clear()
    page.classify([pictures])
    qtbot.waitUntil(lambda: len(names(page)) == 1, timeout=5000)
    runner.jobs[0].cancel()
    assert names(page) == ["broken-1"]
    assert child(page, QPushButton, "classify_save_csv_button").isEnabled()


def test_another_run_forgets_the_answers_of_the_one_before(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
    tmp_path: Path,
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    session.set_run(make_run(tmp_path / "other", tmp_path / "data"))
    assert names(page) == []
    session.set_run(None)
    assert child(page, QPushButton, "classify_train_button").isVisible()


def test_csv_has_a_row_a_picture_and_says_where_it_went(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, tmp_path: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    child(page, QPushButton, "classify_save_csv_button").click()  # type: ignore[attr-defined]
    dialog = child(page, QFileDialog, "save_csv_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    target = tmp_path / "answers.csv"
    page.save_csv(target)
    qtbot.waitUntil(lambda: page.message_bar.kind == "good", timeout=5000)
    assert "answers.csv" in page.message_bar.text
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [Path(row["file"]).stem for row in rows] == names(page)
    assert [row["decision"] for row in rows] == ["unsure", "accepted", "accepted", "accepted", ""]
    assert rows[-1]["error"] == "broken-1.png cannot be read."


def test_csv_that_cannot_be_written_is_told(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, tmp_path: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    page.save_csv(tmp_path / "no such folder" / "answers.csv")
    qtbot.waitUntil(lambda: page.message_bar.kind == "bad", timeout=5000)
    assert "answers.csv cannot be written" in page.message_bar.text


def test_files_and_bitmaps_are_pasted(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clipboard = QGuiApplication.clipboard()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pictures / "sure-1.png"))])
    clipboard.setMimeData(data)
    page.activateWindow()
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(page) == ["sure-1"], timeout=5000)
    qtbot.waitUntil(lambda: not page._jobs, timeout=5000)
    asked: list[Path] = []
    monkeypatch.setattr(page, "classify", asked.extend)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#204080"))
    clipboard.setImage(image)
    page.paste()
    assert QImage(str(asked[0])).pixelColor(3, 3) == QColor("#204080")
    clipboard.clear()
    page.paste()
    assert len(asked) == 1
    assert "no picture on the clipboard" in page.message_bar.text


def test_why_opens_the_explanation_and_follows_the_selection(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    run: Run,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Path, str]] = []

    def show_picture(run_folder: Path, image: Path, **_more: object) -> None:
        asked.append((run_folder, image.stem))

    monkeypatch.setattr(page.answers._panel, "show_picture", show_picture)
    classify_and_wait(qtbot, page, runner, pictures)
    card = child(page, QFrame, "classify_explain_card")
    rows = child(page, PredictionList, "classify_list")
    assert isinstance(rows, PredictionList)
    assert not card.isVisible()
    first = rows.visualRect(rows.model().index(0, 0))
    why = QPoint(first.right() - 30, first.center().y())
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=why)
    assert card.isVisible()
    assert asked == [(run.folder, "unsure-1")]
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert asked[-1] == (run.folder, "fair-1")
    page.answers._panel.next_button.click()
    assert asked[-1] == (run.folder, "sure-1")
    child(page, QPushButton, "classify_explain_close").click()  # type: ignore[attr-defined]
    assert not card.isVisible()
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert len(asked) == 3
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert asked[-1] == (run.folder, "fair-1")


def test_unreadable_row_has_no_explanation(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures / "broken-1.png")
    page.answers.explain(page.answers.model.index(0))
    assert not child(page, QFrame, "classify_explain_card").isVisible()


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


def test_page_module_needs_no_model_to_be_imported() -> None:
    assert "Predictor" not in vars(classify_page)


def choose(page: ClassifyPage, name: str, text: str) -> None:
    box = page.findChild(QComboBox, name)
    assert box is not None
    place = next(n for n in range(box.count()) if box.itemText(n).startswith(text))
    box.setCurrentIndex(place)
    box.activated.emit(place)


def click(page: ClassifyPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()


def plan_into(qtbot: QtBot, page: ClassifyPage, target: Path) -> None:
    """As if the user pressed the button and chose ``target``."""
    click(page, "classify_copy_button")
    dialog = page.findChild(QFileDialog, "choose_class_folders_dialog")
    assert dialog is not None
    dialog.reject()
    page.copies.plan(target)
    qtbot.waitUntil(lambda: page._copy_card.planned is not None, timeout=5000)


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


def test_copies_are_shown_before_they_are_made_and_undone_by_one_click(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
    tmp_path: Path,
) -> None:
    target = tmp_path / "sorted"
    target.mkdir()
    (target / "dress").mkdir()
    (target / "dress" / "sure-1.png").write_bytes(b"mine")
    classify_and_wait(qtbot, page, runner, pictures)

    plan_into(qtbot, page, target)

    counts = page.findChild(FactList, "copy_counts")
    assert counts is not None
    assert counts.facts == [("dress", "3 pictures"), ("unsure", "1 picture")]
    told = child(page, QLabel, "copy_note").text()  # type: ignore[attr-defined]
    assert "1 get another name" in told
    assert "1 could not be read" in told
    assert not page.answers.isVisible()
    assert [path.name for path in target.rglob("*.png")] == ["sure-1.png"]
    click(page, "copy_confirm_button")
    qtbot.waitUntil(lambda: "Copied 4 pictures" in page.message_bar.text, timeout=5000)
    assert page.answers.isVisible()
    assert (target / "dress" / "sure-1 (2).png").exists()
    assert (target / "unsure" / "unsure-1.png").exists()
    click(page, "message_action")
    qtbot.waitUntil(lambda: "Removed the copies: 4 pictures" in page.message_bar.text, timeout=5000)
    assert [path.name for path in target.rglob("*")] == ["dress", "sure-1.png"]
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
    session.undo.redo()
    qtbot.waitUntil(lambda: "Copied 4 pictures" in page.message_bar.text, timeout=5000)
    assert (target / "unsure" / "unsure-1.png").exists()
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
    session.undo.undo()
    qtbot.waitUntil(lambda: not (target / "unsure").exists(), timeout=5000)
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (None, "The folder is as it was before."),
        ("mine.txt", "Class folders with other files in them stay."),
    ],
)
def test_undone_copies_tell_what_is_left(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    tmp_path: Path,
    added: str | None,
    told: str,
) -> None:
    target = tmp_path / "sorted"
    target.mkdir()
    classify_and_wait(qtbot, page, runner, pictures)
    plan_into(qtbot, page, target)
    click(page, "copy_confirm_button")
    qtbot.waitUntil(lambda: "Copied 4 pictures" in page.message_bar.text, timeout=5000)
    if added is not None:
        (target / "dress" / added).write_text("mine", encoding="utf-8")

    click(page, "message_action")

    qtbot.waitUntil(lambda: "Removed the copies: 4 pictures" in page.message_bar.text, timeout=5000)
    assert told in page.message_bar.text
    assert (target / "dress").exists() == (added is not None)
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)


def test_unsure_pictures_can_stay_behind(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sorted"
    target.mkdir()
    classify_and_wait(qtbot, page, runner, pictures)
    plan_into(qtbot, page, target)

    box = page.findChild(QCheckBox, "copy_unsure_box")
    assert box is not None
    box.click()

    confirm = page.findChild(QPushButton, "copy_confirm_button")
    assert confirm is not None
    qtbot.waitUntil(lambda: confirm.text() == "Copy 3 pictures", timeout=5000)
    assert "1 unsure left out" in child(page, QLabel, "copy_note").text()  # type: ignore[attr-defined]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=5000)
    confirm.setFocus()
    QTest.keyClick(confirm, Qt.Key.Key_Escape)
    assert page.answers.isVisible()
    assert list(target.iterdir()) == []


def test_a_target_among_the_pictures_is_refused_in_a_sentence(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    click(page, "classify_copy_button")

    page.copies.plan(pictures)

    qtbot.waitUntil(lambda: "inside" in page.message_bar.text, timeout=5000)
    assert page.answers.isVisible()
    assert child(page, QPushButton, "classify_copy_button").isEnabled()


def test_explanation_takes_the_place_of_the_list_where_there_is_no_room(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page.answers._panel, "show_picture", lambda *_a, **_k: None)
    classify_and_wait(qtbot, page, runner, pictures)
    monkeypatch.setattr(answers_view, "TIGHT", 5000)
    rows = child(page, PredictionList, "classify_list")

    page.answers.explain(page.answers.model.index(0))

    assert not rows.isVisible()
    close = child(page, QPushButton, "classify_explain_close")
    assert close.hasFocus()
    QTest.keyClick(close, Qt.Key.Key_Escape)
    assert rows.isVisible()


@pytest.mark.parametrize("state", ["empty", "answers", "plan"])
def test_all_texts_follow_the_language(
    qtbot: QtBot,
    themed: QApplication,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
    tmp_path: Path,
    state: str,
) -> None:
    def bring_there(shown: ClassifyPage) -> None:
        if state == "empty":
            return
        classify_and_wait(qtbot, shown, runner, pictures)
        if state == "plan":
            target = tmp_path / "sorted"
            target.mkdir(exist_ok=True)
            shown.copies.plan(target)
            qtbot.waitUntil(lambda: shown._copy_card.planned is not None, timeout=5000)
            plan = CopyPlan(target, (), (("dress", 3),), 2, 1, 4, 1_000_000, 2_000_000_000)
            shown._copy_card.show_plan(plan)
            shown.message_bar.clear()

    if state == "empty":
        session.set_run(None)
    bring_there(page)
    before = told_texts(page)
    try:
        switch_language(themed, "ko")
        fresh = ClassifyPage(session, runner)
        qtbot.addWidget(fresh)
        fresh.resize(page.size())
        fresh.show()
        bring_there(fresh)
        assert told_texts(page) == told_texts(fresh)
        assert told_texts(page) != before
    finally:
        switch_language(themed, "en")
        qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)


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


def test_other_classes_of_the_run_answer_the_same_pictures_again(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, run: Run, tmp_path: Path
) -> None:
    files = [tmp_path / "pictures" / f"{name}.png" for name in ("sure", "unsure")]
    page.classify(files)
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
    before = [prediction.file for prediction in page.answers.model.predictions]

    page.hide()
    session.set_run(run.answering(ClassChanges.none(run.classes).named((0,), "Kleid")))
    assert page.answers.model.predictions == []
    page.show()
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)

    assert [prediction.file for prediction in page.answers.model.predictions] == before
    session.set_run(replace(run, threshold=0.9).answering(None))
    page.clear()
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
    assert page.answers.model.predictions == []


def test_other_looks_answer_the_list_anew(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    looks = page.findChild(QComboBox, "classify_looks")
    assert looks is not None
    classify_and_wait(qtbot, page, runner, pictures)
    before = names(page)
    removed = page.answers.files[0]
    page.remove([removed])
    LOOKED.clear()

    looks.setFocus()
    QTest.keyClick(looks, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not runner.jobs)

    assert looks.currentData() == Looks.MIRROR
    assert LOOKED == [Looks.MIRROR]
    assert sorted(names(page)) == sorted(name for name in before if name != removed.stem)


def test_other_looks_while_pictures_are_read_answer_all_of_them(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, predictor: threading.Event
) -> None:
    looks = page.findChild(QComboBox, "classify_looks")
    assert looks is not None
    predictor.clear()
    page.classify([pictures])
    qtbot.waitUntil(lambda: page.answers.model.rowCount() == 1)

    looks.setCurrentIndex(1)
    predictor.set()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert len(names(page)) == len(list(pictures.iterdir()))


def test_what_is_like_nothing_learned_from_is_marked_and_found(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, monkeypatch: Any
) -> None:
    def classify(
        _shelf: PredictorShelf, _run: Path, _paths: object, _looks: Looks, *, control: Control
    ) -> Outcome:
        answers = [replace(predict(pictures / f"{name}.png")) for name in ("sure-1", "unsure-1")]
        strange = replace(predict(pictures / "sure-2.png"), strange=1.3).decided(Thresholds(0.6))
        control.report(Predicted((*answers, strange)))
        return Outcome(3, (), 0.5)

    monkeypatch.setattr(PredictorShelf, "classify", classify)
    assert page.findChild(QPushButton, "filter_unknown") is None
    classify_and_wait(qtbot, page, runner, pictures)

    assert "1 accepted, 1 unsure, 1 unknown" in page._header.summary
    assert "1 picture is unlike anything the model learned from" in page.message_bar.text
    choose_unknown = page.findChild(QPushButton, "filter_unknown")
    assert choose_unknown is not None
    assert choose_unknown.text() == "Unknown 1"
    choose_unknown.click()
    assert names(page) == ["sure-2"]
    spoken = page.answers.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "unknown" in spoken
    # Whatever the threshold, it stays unknown.
    page.answers.model.decide(Thresholds(0.0))
    assert page.answers.model.counts()["unknown"] == 1
