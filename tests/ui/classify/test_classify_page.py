"""The Classify page: from dropped pictures to answers that are shown, saved and explained."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLabel, QPushButton, QWidget

from tests.ui.classify.driving import child, classify_and_wait, names, predict
from tests.ui.fakes import make_run
from tests.ui.live_texts import told_texts
from tlgui.engine.deploy.predictor import Decision, Predicted, Prediction
from tlgui.engine.deploy.sorting import CopyPlan
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.metrics import Thresholds
from tlgui.ui.classify import answers_view, classify_page
from tlgui.ui.classify.classify_jobs import Outcome, PredictorShelf
from tlgui.ui.classify.classify_page import ClassifyPage
from tlgui.ui.classify.prediction_list import PredictionList
from tlgui.ui.kit.widgets import ElidedLabel
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.deploy.looks import Looks
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


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
    qtbot.waitUntil(lambda: names(page) == ["broken-1"])
    assert not child(page, QPushButton, "classify_save_csv_button").isEnabled()
    predictor.set()
    qtbot.waitUntil(lambda: not page._jobs)
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


def test_what_was_told_of_answers_goes_with_them(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "void").mkdir()
    classify_and_wait(qtbot, page, runner, tmp_path / "void")
    assert page.message_bar.text

    session.set_run(make_run(tmp_path / "other", tmp_path / "data"))

    assert page.message_bar.text == ""


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
    qtbot.waitUntil(lambda: len(names(page)) == 1)
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
    qtbot.waitUntil(lambda: page.message_bar.kind == "good")
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
    qtbot.waitUntil(lambda: page.message_bar.kind == "bad")
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
    qtbot.waitUntil(lambda: names(page) == ["sure-1"])
    qtbot.waitUntil(lambda: not page._jobs)
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


def test_why_opens_at_the_first_click_where_the_row_then_offers_its_classes(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, run: Run, pictures: Path
) -> None:
    page.resize(1400, 800)
    classify_and_wait(qtbot, page, runner, pictures)
    page.answers.set_classes(run.classes)
    rows = page.findChild(PredictionList, "classify_list")
    assert rows is not None
    second = rows.visualRect(rows.model().index(1, 0))
    why = QPoint(second.right() - 30, second.center().y())
    before = second.width()

    QTest.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=why)
    qtbot.wait(50)
    QTest.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=why)

    assert child(page, QFrame, "classify_explain_card").isVisible()
    child(page, QPushButton, "classify_explain_close").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: rows.visualRect(rows.model().index(1, 0)).width() < before)


@pytest.mark.parametrize("left", ["none", "an unreadable one"])
def test_an_explanation_goes_with_its_picture(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, left: str
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    page.answers.explain(page.answers.model.index(0, 0))
    card = child(page, QFrame, "classify_explain_card")
    assert card.isVisible()

    readable = [each.file for each in page.answers.readable]
    page.remove(readable if left == "an unreadable one" else page.answers.files)

    assert bool(page.answers.files) == (left == "an unreadable one")
    assert not card.isVisible()


def test_unreadable_row_has_no_explanation(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures / "broken-1.png")
    page.answers.explain(page.answers.model.index(0))
    assert not child(page, QFrame, "classify_explain_card").isVisible()


def test_page_module_needs_no_model_to_be_imported() -> None:
    assert "Predictor" not in vars(classify_page)


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
            qtbot.waitUntil(lambda: shown._copy_card.planned is not None)
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
        qtbot.waitUntil(lambda: told_texts(page) == told_texts(fresh))
        assert told_texts(page) != before
    finally:
        switch_language(themed, "en")
        qtbot.waitUntil(lambda: not runner.jobs)


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
