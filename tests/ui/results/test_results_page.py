"""The Results page tells the true figures of the right split, and opens what is behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.fakes import ANSWERS, fake_answer, make_dataset, make_run
from tests.ui.live_texts import told_texts
from tests.ui.results.driving import DRESS, HAT, SHIRT, show, words
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import DatasetError, Message
from tlgui.ui.look import theme
from tlgui.ui.pictures.explanations import ExplainerShelf
from tlgui.ui.results.results_page import ResultsPage
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


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

    with qtbot.waitSignal(page.train_requested):
        button.click()


def test_interval_of_pictures_that_belong_together_is_said_to_be_by_group(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    make_dataset(tmp_path / "pictures")
    groups = np.asarray([0, 0, 0, 0, 1, 1, 2, 2], np.int64)
    show(qtbot, page, session, make_run(tmp_path / "run", tmp_path / "pictures", groups=groups))

    assert "by group" in words(page, "headline_interval")
    interval = page.findChild(QLabel, "headline_interval")
    assert isinstance(interval, QLabel)
    assert "this many groups" in interval.toolTip()
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


def test_of_folds_the_model_on_show_is_told_from_that_which_answered(
    qtbot: QtBot,
    page: ResultsPage,
    session: Session,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(page.explain, "show_picture", lambda *_, **known: asked.append(known))
    show(qtbot, page, session, run)
    assert asked[-1]["ranked"]
    assert asked[-1]["aside"] == ""

    facts = {"folds": {"accuracies": [0.5, 0.7], "mean": 0.6, "deviation": 0.1414}}
    show(qtbot, page, session, replace(run, recipe=replace(run.recipe, folds=3), facts=facts))

    page.gallery.choose(1)
    answer = page.gallery.answers.answers[1]
    (best, share), *_ = page.results.ranked_names(answer)  # type: ignore[union-attr]
    assert asked[-1]["ranked"] == (), "another model's answer"
    assert asked[-1]["aside"]().endswith(f"said {best}, {share:.0%}.")


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
    qtbot.waitUntil(lambda: ground() == broken)


def test_the_chosen_picture_is_explained_and_neighbours_follow(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    qtbot.waitUntil(lambda: page.explain.view.has_picture)
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

    qtbot.waitUntil(lambda: corner() == 255)


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

    qtbot.waitUntil(lambda: "on the validation split" in page.header.summary)


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

    qtbot.waitUntil(lambda: page.message_bar.kind == "bad")
    assert "report of the run" in page.message_bar.text

    show(qtbot, page, session, make_run(tmp_path / "good", tmp_path / "pictures"))
    assert page.message_bar.text == ""


@pytest.mark.parametrize("card", ["enough", "shortcuts"])
def test_what_cannot_be_measured_is_told(page: ResultsPage, card: str) -> None:
    getattr(page, card).failed.emit(DatasetError(Message("The pictures are gone.")))

    assert page.message_bar.kind == "bad"
    assert page.message_bar.text == "The pictures are gone."


def test_another_run_replaces_the_one_on_show(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, tmp_path: Path
) -> None:
    show(qtbot, page, session, run)
    other = make_run(tmp_path / "other", tmp_path / "pictures", answers=ANSWERS[:2])
    session.set_run(other)

    qtbot.waitUntil(lambda: words(page, "headline_accuracy") == "100.0%")
    session.set_run(None)
    assert page.results is None


def test_a_page_that_is_not_seen_reads_nothing_until_it_is(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, runner: JobRunner
) -> None:
    page.hide()
    session.set_run(run)
    assert not runner.jobs

    page.show()
    qtbot.waitUntil(lambda: page.results is not None)


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
    qtbot.waitUntil(lambda: page.explain.view.has_picture)

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
    qtbot.waitUntil(lambda: panel.view.has_picture)

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
    qtbot.waitUntil(lambda: panel.view.has_picture)
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


def test_a_report_that_could_not_be_read_can_be_tried_again(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    kept = (run.folder / "report.npz").read_bytes()
    (run.folder / "report.npz").write_bytes(b"not a zip")
    session.set_run(run)
    again = page.findChild(QPushButton, "results_again_button")
    assert isinstance(again, QPushButton)
    qtbot.waitUntil(again.isVisible)
    (run.folder / "report.npz").write_bytes(kept)

    again.click()

    qtbot.waitUntil(lambda: page.results is not None)
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
            qtbot.waitUntil(lambda: made.message_bar.kind == "bad")
        elif state != "empty":
            show(qtbot, made, session, run)
            qtbot.waitUntil(lambda: made.explain.view.has_picture)
        if state == "cell":
            made.open_cell(SHIRT, DRESS)
        if state == "class":
            made.classes_toggle.click()
            made.open_class(HAT)
        if state == "threshold":
            made.use_threshold(0.75)
        qtbot.waitUntil(lambda: not runner.jobs)
        made.setFocus()
        return made

    switched = build()
    english = told_texts(switched)
    switch_language(themed, "ko")
    korean = told_texts(switched)
    session.undo.clear()
    assert korean == told_texts(build())
    assert korean != english
