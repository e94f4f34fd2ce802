"""The Results page tells the true figures of the right split, and opens what is behind them."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.fakes import ANSWERS, CLASSES, fake_answer, make_dataset, make_run
from tests.ui.live_texts import told_texts
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.insight import report
from tlgui.engine.insight.sureness import class_curves
from tlgui.engine.metrics import ClassScore
from tlgui.engine.progress import Control
from tlgui.ui.classify.classify_jobs import PredictorShelf
from tlgui.ui.look import theme
from tlgui.ui.pictures.explanations import ExplainerShelf
from tlgui.ui.results.class_score_table import ClassScoreTable
from tlgui.ui.results.results_data import read_results
from tlgui.ui.results.results_page import ResultsPage
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

DRESS, HAT, SHIRT = range(3)


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> ResultsPage:
    monkeypatch.setattr(ExplainerShelf, "answer", fake_answer)
    made = ResultsPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    return made


@pytest.fixture
def run(tmp_path: Path) -> Run:
    make_dataset(tmp_path / "pictures")
    return make_run(tmp_path / "run", tmp_path / "pictures")


@pytest.fixture
def english_again(themed: QApplication) -> Iterator[None]:
    yield
    switch_language(themed, "en")


def show(qtbot: QtBot, page: ResultsPage, session: Session, run: Run) -> None:
    session.set_run(run)
    qtbot.waitUntil(lambda: page.results is not None, timeout=5000)


def words(page: ResultsPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def names(page: ResultsPage) -> list[str]:
    return [answer.name for answer in page.gallery.answers.answers]


def test_near_twins_in_training_are_told_beside_the_figures(
    page: ResultsPage, session: Session, qtbot: QtBot, run: Run
) -> None:
    show(qtbot, page, session, run)
    told = page.findChild(QLabel, "near_twins_words")
    assert isinstance(told, QLabel)
    assert not told.isVisible()

    twins = {part.value: {"pictures": 3, "looked_at": 8} for part in SplitName}
    leaky = replace(run, facts={**run.facts, "near_twins": twins})
    show(qtbot, page, session, leaky)

    assert told.isVisible()
    assert told.text().startswith("3 of 8")
    assert "near twin among the pictures learned from" in told.text()


def test_without_a_run_the_page_says_what_to_do(qtbot: QtBot, page: ResultsPage) -> None:
    button = page.findChild(QPushButton, "results_open_train_button")
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    assert not page.classify_button.isVisible()

    with qtbot.waitSignal(page.train_requested, timeout=1000):
        button.click()


def test_interval_of_pictures_that_belong_together_is_said_to_be_by_group(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    make_dataset(tmp_path / "pictures")
    groups = np.asarray([0, 0, 0, 0, 1, 1, 2, 2], np.int64)
    show(qtbot, page, session, make_run(tmp_path / "run", tmp_path / "pictures", groups=groups))

    assert "by group" in words(page, "headline_interval")
    assert "3 groups" in words(page, "headline_words")


def test_headline_names_its_split_and_its_interval(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    assert "on the validation split, 8 pictures" in page.header.summary
    assert "feature extraction" in page.header.summary
    assert words(page, "headline_accuracy") == "62.5%"
    # Wilson's interval of 5 in 8, computed by hand.
    assert words(page, "headline_interval").startswith("30.6 \N{EN DASH} 86.3%")
    assert words(page, "macro_f1_figure") == f"{page.results.report.macro_f1:.3f}"  # type: ignore[union-attr]
    assert "5 of 8 pictures are right" in words(page, "headline_words")


def test_of_folds_it_is_said_who_answered(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    assert words(page, "folds_words") == ""

    facts = {"folds": {"accuracies": [0.5, 0.7], "mean": 0.6, "deviation": 0.1414}}
    show(qtbot, page, session, replace(run, recipe=replace(run.recipe, folds=3), facts=facts))

    assert "the model that is kept" in words(page, "folds_words")
    assert "60.0% on average, standard deviation 14.1%" in words(page, "folds_words")
    assert "by 3-fold cross-validation, 8 pictures" in page.header.summary


def test_matrix_is_that_of_the_report(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    counts = [[page.matrix.matrix.count(row, column) for column in range(3)] for row in range(3)]
    assert counts == [[2, 0, 0], [1, 1, 0], [2, 0, 2]]
    assert page.matrix.matrix.classes == CLASSES


def test_gallery_starts_with_the_wrong_and_confident(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    answers = page.gallery.answers.answers
    assert [answer.right for answer in answers] == [False] * 3 + [True] * 5
    wrong = [round(answer.confidence, 2) for answer in answers[:3]]
    assert wrong == [0.97, 0.7, 0.55]
    assert words(page, "gallery_count") == "3 of 8 are wrong"
    assert not page.clear_button.isVisible()


def test_a_picture_that_is_gone_is_not_shown_as_one_that_is_loading(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    for file in run.dataset_root.rglob("*.png"):
        file.unlink()
    show(qtbot, page, session, run)
    gallery = page.gallery

    def ground() -> str:
        place = gallery.visualRect(gallery.model().index(1, 0))
        corner = place.topLeft() + QPoint(12, 12)
        return gallery.viewport().grab().toImage().pixelColor(corner).name()

    broken = theme.palette().color("bad_soft").name()
    qtbot.waitUntil(lambda: ground() == broken, timeout=5000)


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


def test_the_chosen_picture_is_explained_and_neighbours_follow(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    qtbot.waitUntil(lambda: page.explain.view.has_picture, timeout=5000)
    label = page.findChild(QLabel, "explained_label")
    true = page.findChild(QLabel, "explained_true_class")
    assert isinstance(label, QLabel)
    assert isinstance(true, QLabel)
    assert true.accessibleName() == "true class: t-shirt"
    assert not page.explain.previous_button.isEnabled()

    page.explain.next_button.click()
    assert page.gallery.currentIndex().row() == 1
    assert page.explain.previous_button.isEnabled()
    page.gallery.choose(7)
    assert not page.explain.next_button.isEnabled()
    page.explain.previous_button.click()
    assert page.gallery.currentIndex().row() == 6


def test_pictures_of_12_bits_are_shown_as_the_run_sees_them(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    index = make_dataset(tmp_path / "pictures")
    for record in index.records:
        deep = Image.fromarray(np.full((32, 24), 4095, np.uint16))
        deep.save(tmp_path / "pictures" / record.path)
    made = make_run(tmp_path / "run", tmp_path / "pictures")
    deep_run = replace(made, preprocessing=replace(made.preprocessing, bit_depth=12))

    show(qtbot, page, session, deep_run)

    def corner() -> int:
        kept = page._thumbnails.pixmap(index.file(0))
        return -1 if kept is None else kept.toImage().pixelColor(5, 5).lightness()

    qtbot.waitUntil(lambda: corner() == 255, timeout=5000)


def test_both_splits_can_be_looked_at_and_test_leads(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    make_dataset(tmp_path / "pictures")
    both = (SplitName.VALIDATION, SplitName.TEST)
    show(qtbot, page, session, make_run(tmp_path / "run", tmp_path / "pictures", splits=both))
    assert "on the test split" in page.header.summary
    assert page.split_chips.isVisible()
    assert page.split_chips.current == SplitName.TEST

    page.split_chips.choose(SplitName.VALIDATION)

    qtbot.waitUntil(lambda: "on the validation split" in page.header.summary, timeout=5000)


def test_one_split_needs_no_choice(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    assert not page.split_chips.isVisible()


def test_a_damaged_report_is_told_and_the_page_lives(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, tmp_path: Path
) -> None:
    (run.folder / "report.npz").write_bytes(b"not a zip")
    session.set_run(run)

    qtbot.waitUntil(lambda: page.message_bar.kind == "bad", timeout=5000)
    assert "report of the run" in page.message_bar.text

    show(qtbot, page, session, make_run(tmp_path / "good", tmp_path / "pictures"))
    assert page.message_bar.text == ""


def test_another_run_replaces_the_one_on_show(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, tmp_path: Path
) -> None:
    show(qtbot, page, session, run)
    other = make_run(tmp_path / "other", tmp_path / "pictures", answers=ANSWERS[:2])
    session.set_run(other)

    qtbot.waitUntil(lambda: words(page, "headline_accuracy") == "100.0%", timeout=5000)
    session.set_run(None)
    assert page.results is None


def test_a_page_that_is_not_seen_reads_nothing_until_it_is(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, runner: JobRunner
) -> None:
    page.hide()
    session.set_run(run)
    assert not runner.jobs

    page.show()
    qtbot.waitUntil(lambda: page.results is not None, timeout=5000)


def test_names_that_look_like_markup_stay_text(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    classes = ("<b>bold</b>", "two\nlines", "한국어")
    make_dataset(tmp_path / "pictures")
    show(qtbot, page, session, make_run(tmp_path / "r", tmp_path / "pictures", classes=classes))

    page.open_cell(SHIRT, DRESS)
    title = page.findChild(QLabel, "gallery_title")
    assert isinstance(title, QLabel)
    assert title.textFormat() == Qt.TextFormat.PlainText
    assert title.accessibleName() == "True 한국어, predicted <b>bold</b>"
    assert "\n" not in "".join(page.matrix.matrix.classes)


@pytest.mark.parametrize("size", [(1112, 824), (692, 564)])
def test_nothing_is_squeezed_or_overlaps_in_a_small_window(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, size: tuple[int, int]
) -> None:
    page.resize(*size)
    show(qtbot, page, session, run)
    qtbot.waitUntil(lambda: page.explain.view.has_picture, timeout=5000)

    assert page.columns.stacked == (size[0] < 900)
    panel = page.explain
    for widget in (panel.view, panel.bars, panel.class_selector, panel.opacity_slider):
        assert widget.height() >= widget.minimumSizeHint().height(), widget.objectName()
        assert widget.height() >= widget.minimumHeight()
    assert not panel.method_selector.geometry().intersects(panel.class_selector.geometry())
    page.open_cell(SHIRT, DRESS)
    assert not page.gallery.visibleRegion().isEmpty()


@pytest.mark.parametrize(("size", "least"), [((1112, 824), 235), ((1112, 640), 150)])
def test_the_picture_takes_the_room_there_is(
    qtbot: QtBot,
    page: ResultsPage,
    session: Session,
    run: Run,
    size: tuple[int, int],
    least: int,
) -> None:
    page.resize(*size)
    show(qtbot, page, session, run)
    panel = page.explain
    qtbot.waitUntil(lambda: panel.view.has_picture, timeout=5000)

    picture = panel.view.picture_rect()

    # No more than a line of text is left empty in the direction that limits it.
    spare = min(
        panel.view.width() - picture.width(),
        panel.view.height() - picture.height(),
    )
    assert spare < 20
    assert picture.height() >= least
    below = panel.view.mapTo(panel, panel.view.rect().bottomLeft()).y()
    assert panel.height() - below < 160, "little is left below the picture"


def test_what_is_chosen_of_the_heat_map_is_in_sight_however_long_the_cards_beside_it_are(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    panel = page.explain
    qtbot.waitUntil(lambda: panel.view.has_picture, timeout=5000)
    bar = page.columns.verticalScrollBar()
    assert bar.maximum() > 0, "the left column is longer than the page"
    assert bar.value() == 0

    for control in (panel.method_selector, panel.class_selector, panel.next_button):
        assert control.visibleRegion().boundingRect() == control.rect(), control.objectName()


def test_every_control_has_a_name_for_tests_and_screen_readers(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    names = (
        "headline_accuracy confusion_matrix counts_toggle shares_toggle per_class_table "
        "gallery_list heat_map_view heat_map_class heat_map_method heat_map_opacity "
        "next_picture_button previous_picture_button clear_cell_button"
    )
    for name in names.split():
        found = page.findChildren(QWidget, name)
        assert len(found) == 1, name
        assert found[0].accessibleName(), name
    assert page.findChild(QWidget, "headline_interval") is not None


def test_threshold_tells_what_it_accepts_and_how_much_of_it_is_right(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    assert page.threshold.threshold == run.threshold
    assert not page.threshold.use_button.isEnabled(), "it is the run's own"

    page.threshold.slider.setValue(800)

    # Of 0.9, 0.8, 0.98 and 0.97 (in float32, so that 0.8 is above) only 0.97 is wrong.
    words_now = words(page, "threshold_words")
    assert words_now.startswith("4 of 8 are accepted (50%), 75% of them right (30.1 ")
    assert page.threshold.field.value() == 80.0
    assert page.threshold.slider.accessibleDescription() == words_now
    page.threshold.field.setValue(99.5)
    assert words(page, "threshold_words").startswith("No answer is that sure")
    assert page.threshold.slider.value() == 995


def test_thresholds_of_classes_are_told_with_the_figures(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, replace(run, class_thresholds={"hat": 0.9}))

    told = "\n".join(label.text() for label in page.figures.findChildren(QLabel))
    assert "Answers below 60% to 90%, by class, count as unsure." in told


def test_a_wanted_accuracy_that_no_threshold_reaches_is_said(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    wrong = tuple((1, row) for _true, row in ANSWERS[:3])
    show(qtbot, page, session, make_run(tmp_path / "r", tmp_path, answers=wrong))

    assert "No threshold reaches the 95%" in words(page, "threshold_note")
    assert not page.threshold.wanted_button.isVisible()


def test_the_lowest_threshold_for_the_wanted_accuracy_is_offered(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    assert page.threshold.wanted_button.text() == "Lowest for 95%"

    page.threshold.wanted_button.click()

    assert page.threshold.threshold == pytest.approx(0.98)
    assert words(page, "threshold_words").startswith("1 of 8 are accepted")
    assert not page.threshold.wanted_button.isVisible()


def test_the_test_split_only_checks_a_threshold(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    both = (SplitName.VALIDATION, SplitName.TEST)
    show(qtbot, page, session, make_run(tmp_path / "run", tmp_path, splits=both))

    assert "This is the test split" in words(page, "threshold_note")
    assert not page.threshold.wanted_button.isVisible()


def test_a_chosen_threshold_is_kept_in_the_run_and_can_be_taken_back(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    document = run.folder / "run.json"
    document.write_text('{"threshold": 0.6}')
    show(qtbot, page, session, run)
    report = page.results.report  # type: ignore[union-attr]
    page.threshold.slider.setValue(750)

    page.threshold.use_button.click()

    assert json.loads(document.read_text())["threshold"] == 0.75
    assert session.run is not None
    assert session.run.threshold == 0.75
    assert page.results is not None
    assert page.results.report is report, "the report is not read again"
    assert "below 75% count as unsure" in words(page, "headline_words")
    assert "below 75% count as unsure now" in page.message_bar.text

    session.undo.undo()
    assert json.loads(document.read_text())["threshold"] == 0.6
    assert session.run.threshold == 0.6
    assert page.threshold.threshold == 0.6


def test_a_threshold_that_cannot_be_kept_is_told(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    page.use_threshold(0.9)

    assert page.message_bar.kind == "bad"
    assert session.run is run
    assert not session.undo.canUndo()


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_matrix_is_saved(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, tmp_path: Path, suffix: str
) -> None:
    show(qtbot, page, session, run)
    path = tmp_path / f"matrix.{suffix}"

    with qtbot.waitSignal(page.matrix_card.saved, timeout=60_000):
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


def test_a_report_that_could_not_be_read_can_be_tried_again(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    kept = (run.folder / "report.npz").read_bytes()
    (run.folder / "report.npz").write_bytes(b"not a zip")
    session.set_run(run)
    again = page.findChild(QPushButton, "results_again_button")
    assert isinstance(again, QPushButton)
    qtbot.waitUntil(again.isVisible, timeout=5000)
    (run.folder / "report.npz").write_bytes(kept)

    again.click()

    qtbot.waitUntil(lambda: page.results is not None, timeout=5000)
    assert page.message_bar.text == ""


def test_one_picture_is_one_picture(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    show(qtbot, page, session, make_run(tmp_path / "r", tmp_path, answers=ANSWERS[:1]))

    assert page.header.summary.endswith("1 picture")
    assert words(page, "headline_words").startswith("The only picture is right.")
    assert words(page, "gallery_count") == "1 picture"


@pytest.mark.parametrize("state", ["empty", "cell", "class", "failed", "threshold"])
def test_the_page_follows_the_language(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    english_again: None,
    state: str,
) -> None:
    monkeypatch.setattr(ExplainerShelf, "answer", fake_answer)
    (run.folder / "run.json").write_text('{"threshold": 0.6}')
    if state == "failed":
        (run.folder / "report.npz").write_bytes(b"not a zip")

    def build() -> ResultsPage:
        session.set_run(None)
        made = ResultsPage(session, runner)
        qtbot.addWidget(made)
        made.resize(1112, 824)
        made.show()
        if state == "failed":
            session.set_run(run)
            qtbot.waitUntil(lambda: made.message_bar.kind == "bad", timeout=5000)
        elif state != "empty":
            show(qtbot, made, session, run)
            qtbot.waitUntil(lambda: made.explain.view.has_picture, timeout=5000)
        if state == "cell":
            made.open_cell(SHIRT, DRESS)
        if state == "class":
            made.classes_toggle.click()
            made.open_class(HAT)
        if state == "threshold":
            made.use_threshold(0.75)
        qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
        made.setFocus()
        return made

    switched = build()
    english = told_texts(switched)
    switch_language(themed, "ko")
    korean = told_texts(switched)
    session.undo.clear()
    assert korean == told_texts(build())
    assert korean != english


def test_classify_takes_the_threshold_that_was_chosen_meanwhile(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []
    loaded = SimpleNamespace(run=run, thresholds=run.thresholds)
    loaded.memory = lambda: None
    loaded.predict = lambda _files, _control, _memory: asked.append(loaded.thresholds.common)
    shelf = PredictorShelf(loaded)  # type: ignore[arg-type]
    moved = replace(run, threshold=0.9)
    monkeypatch.setattr("tlgui.engine.deploy.bundle.open_model", lambda _folder: moved)

    shelf.classify(run.folder, [tmp_path / "pictures" / "hat"], Looks.ONCE, control=Control())

    assert asked == [0.9]


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

    with qtbot.waitSignal(page.matrix_card.saved, timeout=5000):
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


def test_how_sure_answers_are_and_how_right(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    card = page.matrix_card
    card.sureness_toggle.click()

    calibration = page.results.calibration  # type: ignore[union-attr]
    assert calibration is not None
    assert sum(each.count for each in calibration.now.bins) == 8
    assert card.calibration.isVisible()
    assert "differ by" in words(page, "calibration_words")
    # Eight pictures tell no temperature.
    assert "too few validation pictures" in words(page, "calibration_words")
    card.calibration.chart.setFocus()
    QTest.keyClick(card.calibration.chart, Qt.Key.Key_End)
    surest = calibration.now.bins[-1]
    assert f"{surest.count:,} answers that are {surest.confidence:.0%} sure" in words(
        page, "calibration_bin"
    )
    card.copy()
    rows = QGuiApplication.clipboard().text().splitlines()
    assert len(rows) == 1 + len(calibration.now.bins)
    card.counts_toggle.click()
    assert card.matrix.isVisible()


def test_a_temperature_is_fitted_on_validation_pictures_and_judged_on_the_others(
    tmp_path: Path,
) -> None:
    draw = np.random.default_rng(0)
    rows = (0.985 * np.eye(3) + 0.005)[draw.integers(3, size=80)]
    sure = [(int(draw.integers(3)), row.tolist()) for row in rows]
    make_dataset(tmp_path / "pictures")
    splits = (SplitName.VALIDATION, SplitName.TEST)
    run = make_run(tmp_path / "run", tmp_path / "pictures", answers=sure, splits=splits)

    on_test = read_results(run, SplitName.TEST, control=Control()).calibration
    on_validation = read_results(run, SplitName.VALIDATION, control=Control()).calibration

    assert on_test is not None
    assert on_validation is not None
    assert on_test.temperature == on_validation.temperature
    assert on_test.temperature is not None
    assert on_test.temperature > 3, "guesses that are 98% sure"
    assert on_test.corrected is not None
    assert on_test.corrected.error < on_test.learned.error / 2
    assert (on_test.fitted_here, on_validation.fitted_here) == (False, True)


@pytest.fixture
def too_sure(tmp_path: Path) -> Run:
    """A run on both splits that is 98% sure of what it guesses."""
    draw = np.random.default_rng(0)
    rows = (0.97 * np.eye(3) + 0.01)[draw.integers(3, size=80)]
    rows += np.linspace(0, 0.009, 80)[:, None] * np.eye(3)[rows.argmax(axis=1)]
    rows /= rows.sum(axis=1, keepdims=True)
    guesses = [
        (int(row.argmax()) if number % 2 else int(draw.integers(3)), row.tolist())
        for number, row in enumerate(rows)
    ]
    splits = (SplitName.VALIDATION, SplitName.TEST)
    run = make_run(tmp_path / "sure", tmp_path / "pictures", answers=guesses, splits=splits)
    (run.folder / "run.json").write_text(json.dumps(run.document()))
    return run


def kept(run: Run) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((run.folder / "run.json").read_text())
    return {name: document[name] for name in run.decisions}


def test_sureness_is_corrected_and_taken_back(
    qtbot: QtBot, page: ResultsPage, session: Session, too_sure: Run
) -> None:
    show(qtbot, page, session, too_sure)
    card = page.matrix_card
    card.sureness_toggle.click()
    assert not card.calibration.correct.isChecked()
    assert "would differ by" in words(page, "calibration_words")
    before = page.results
    assert before is not None

    card.calibration.correct.click()
    qtbot.waitUntil(lambda: page.results is not before and page.results is not None)

    run = session.run
    assert run is not None
    assert run.temperature > 2
    assert kept(run)["temperature"] == run.temperature
    assert kept(run)["threshold"] < too_sure.threshold
    assert card.calibration.correct.isChecked()
    assert "As it was learned" in words(page, "calibration_words")
    assert "they differ by" in words(page, "calibration_words")
    assert page.results is not None
    assert page.results.split is before.split
    assert page.results.report.accuracy == before.report.accuracy
    assert page.results.report.confidences.max() < before.report.confidences.max()
    assert page.results.accept(run.threshold).accepted == pytest.approx(80, abs=1)
    assert "corrected now" in page.message_bar.text

    corrected = page.results
    session.undo.undo()
    qtbot.waitUntil(lambda: page.results is not corrected and page.results is not None)
    assert kept(too_sure) == too_sure.decisions
    assert not card.calibration.correct.isChecked()


def test_a_class_that_is_opened_shows_its_curves_and_has_a_threshold_of_its_own(
    qtbot: QtBot,
    page: ResultsPage,
    session: Session,
    too_sure: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(qtbot, page, session, too_sure)
    card = page.matrix_card
    card.classes_toggle.click()
    panel = card.class_panel
    assert not panel.isVisible(), "curves on demand"

    card.table.class_opened.emit(1)
    qtbot.waitUntil(lambda: bool(panel.chart.lines))

    assert panel.isVisible()
    assert words(page, "class_panel_title") == too_sure.classes[1]
    assert "Average precision 0." in words(page, "class_areas")
    panel.kinds.choose("roc")
    assert words(page, "class_areas").startswith("Area 0.")
    told = words(page, "class_threshold_words").splitlines()
    assert [line.partition(":")[0] for line in told] == ["Validation", "Test"]
    panel.precision.setValue(60.0)
    panel.lowest_button.click()
    assert panel.field.value() > 95
    panel.use_button.click()

    name = too_sure.classes[1]
    assert session.run is not None
    assert list(kept(session.run)["class_thresholds"]) == [name]
    assert f"“{name}” counts as unsure below" in page.message_bar.text
    assert name in words(page, "threshold_note")
    assert panel.reset_button.isEnabled()
    panel.reset_button.click()
    assert kept(session.run)["class_thresholds"] == {}
    session.undo.undo()
    assert list(kept(session.run)["class_thresholds"]) == [name]
    monkeypatch.setattr(class_curves, "threshold_for_precision", lambda *_arguments: None)
    panel.lowest_button.click()
    assert "No threshold reaches" in words(page, "class_threshold_words")
    panel.close_button.click()
    assert not panel.isVisible()
