"""The Train page: what it says and offers before, while and after it trains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.fakes import make_dataset, make_history, make_run, make_split
from tests.ui.live_texts import told_texts
from tests.ui.train.fake_training import FakeTraining, finish, state
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.project import folder_for_run
from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.ui.kit.errors import text_of
from tlgui.ui.train.run_rows import row_of
from tlgui.ui.train.stage_list import StageList
from tlgui.ui.train.train_page import TrainPage
from tlgui.ui.train.train_progress import spoken_time
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_without_pictures_the_page_says_what_to_do(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    page = TrainPage(session, runner)
    qtbot.addWidget(page)
    page.show()
    button = page.findChild(QPushButton, "train_open_data_button")
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    assert not page.train_button.isVisible()

    with qtbot.waitSignal(page.data_requested):
        button.click()


def test_without_a_split_training_cannot_start(
    qtbot: QtBot, page: TrainPage, session: Session, training: FakeTraining
) -> None:
    session.set_split(None)

    assert not page.train_button.isEnabled()
    page.start()
    assert not page.is_training


def test_stages_tell_how_many_pictures_are_read(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    qtbot.waitUntil(lambda: state(page).startswith("Reading pictures"))
    words = page.view.stages.accessibleDescription()
    assert "Loading the model: done" in words
    assert "Reading pictures: running 40 of 100" in words
    assert "Evaluation: waiting" in words
    assert not page.view.shows_curves


def test_the_tab_key_goes_from_the_method_to_its_settings_and_then_to_the_runs(
    page: TrainPage,
) -> None:
    for method in ("feature-extraction", "fine-tune", "as-is"):
        page.settings.choose(method)
        reached: list[QWidget] = [page]
        while (following := reached[-1].nextInFocusChain()) not in (None, page):
            assert following is not None
            reached.append(following)
        places = [
            reached.index(widget)
            for widget in (
                page.asked.method.choices["fine-tune"],
                page.asked.class_map.table,
                page.settings.advanced_toggle,
                page.runs,
            )
        ]
        assert places == sorted(places), method


def test_notices_of_the_engine_reach_the_message_bar(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    qtbot.waitUntil(lambda: page.message_bar.text == "Two pictures were left out.")


def test_epochs_are_drawn_and_explained_while_it_learns(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    training.epochs = 3
    page.settings.widget("head").setCurrentText("Gradient descent")
    page.train_button.click()

    qtbot.waitUntil(lambda: page.view.loss_chart.points == 3)
    qtbot.waitUntil(lambda: state(page) == "Still improving at the end.")
    assert page.view.shows_curves
    assert page.view.card.epoch.value == "3"
    assert page.view.card.best.value == "50.0%"
    assert page.stop_button.isEnabled()


def test_who_has_scrolled_down_to_the_settings_sees_the_training_begin(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.settings.choose("fine-tune")
    page.settings.advanced_toggle.click()
    for toggle in page.settings.findChildren(QPushButton):
        if toggle.objectName().startswith("group_"):
            toggle.click()
    bar = page.columns.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > page.view.height())
    bar.setValue(bar.maximum())
    assert not page.columns.stacked
    assert page.view.visibleRegion().isEmpty(), "it is out of sight"

    # As on a Mac, where clicks give buttons no focus: else it would move, and Qt scroll to it.
    page.setFocus()
    page.train_button.click()

    assert page.view.visibleRegion().boundingRect() == page.view.rect()


def test_stop_keeps_the_best_and_shows_the_run(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    training.epochs = 3
    page.settings.widget("head").setCurrentText("Gradient descent")
    page.train_button.click()
    qtbot.waitUntil(page.stop_button.isEnabled)

    page.stop_button.click()

    qtbot.waitUntil(lambda: session.run is not None)
    assert training.stopped
    assert page.view.shows_curves


def test_stop_is_not_offered_where_there_is_nothing_to_keep(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    assert not page.stop_button.isVisible()


def test_success_shows_the_run_and_says_its_figure(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    page.train_button.click()
    finish(qtbot, page, training)

    assert session.run is not None
    assert page.message_bar.kind == "good"
    assert "62.5% on the validation split" in page.message_bar.text
    with qtbot.waitSignal(page.results_requested):
        action = page.message_bar.findChild(QPushButton, "message_action")
        assert isinstance(action, QPushButton)
        action.click()


def test_failure_is_told_in_the_pages_words(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    training.error = DatasetError(Message("Only one class has pictures."), Message("Add another."))
    page.train_button.click()
    finish(qtbot, page, training)

    assert page.message_bar.kind == "bad"
    assert "Only one class has pictures. Add another." in page.message_bar.text
    assert session.run is None
    assert page.train_button.isVisible()


def test_cancel_frees_the_page_at_once(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    page.train_button.click()
    qtbot.waitUntil(lambda: training.task is not None)

    page.cancel_button.click()

    assert not page.is_training
    assert page.train_button.isVisible()
    assert state(page) == "Cancelled."
    assert session.run is None


def test_what_was_cancelled_has_nothing_of_an_earlier_run(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()
    finish(qtbot, page, training)
    assert page.view.card.left.value
    assert "done" in page.view.stages.accessibleDescription()
    assert "learned from" in page.header.summary
    training.task = None
    training.go_on.clear()
    page.train_button.click()
    qtbot.waitUntil(lambda: training.task is not None)

    page.cancel_button.click()

    assert state(page) == "Cancelled."
    assert not page.view.card.left.value
    assert "done" not in page.view.stages.accessibleDescription()
    assert "learned from" not in page.header.summary


def test_the_keyboard_stays_among_the_buttons(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.activateWindow()
    page.train_button.setFocus()

    QTest.keyClick(page.train_button, Qt.Key.Key_Space)
    assert page.is_training
    assert page.pause_button.hasFocus()

    page.cancel_button.setFocus()
    QTest.keyClick(page.cancel_button, Qt.Key.Key_Space)
    assert not page.is_training
    assert page.train_button.hasFocus()


def test_pause_holds_and_resume_goes_on(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    page.pause_button.click()
    assert state(page) == "Paused."
    assert page.pause_button.text() == "Resume"

    page.pause_button.click()
    assert page.pause_button.text() == "Pause"
    finish(qtbot, page, training)


def test_earlier_runs_are_listed_and_enter_opens_one(
    qtbot: QtBot, page: TrainPage, session: Session, tmp_path: Path
) -> None:
    run = make_run(tmp_path / "earlier", tmp_path, created="2020-05-01T10:00:00+00:00")
    page.runs.runs.set_rows([row_of(run)])
    row = [str(page.runs.runs.index(0, column).data()) for column in range(7)]
    assert row[1:4] == ["tf_efficientnet_lite0", "feature extraction", "validation"]
    assert row[4] == "62.5%"
    assert row[6] == "0:21"
    low, high = (float(part) for part in row[5].split(" \N{EN DASH} "))
    assert 0 < low < 62.5 < high < 100

    page.runs.setCurrentIndex(page.runs.runs.index(0, 0))
    with qtbot.waitSignal(page.results_requested):
        QTest.keyClick(page.runs, Qt.Key.Key_Return)
    assert session.run is run


def test_two_runs_in_one_second_get_two_folders(tmp_path: Path) -> None:
    first = folder_for_run(FeatureExtraction(), tmp_path)
    first.mkdir(parents=True)

    second = folder_for_run(FeatureExtraction(), tmp_path)

    assert first != second
    assert "tf_efficientnet_lite0-feature-extraction" in first.name


def test_every_control_has_a_name_for_tests_and_screen_readers(page: TrainPage) -> None:
    names = (
        "train_button stop_button cancel_button pause_button head_selector class_weights_box "
        "target_accuracy_field epochs_field learning_rate_field batch_size_field patience_field "
        "seed_field advanced_toggle loss_chart accuracy_chart runs_table stage_list"
    )
    for name in names.split():
        found = page.findChildren(QWidget, name)
        assert len(found) == 1, name
        assert found[0].accessibleName(), name


def test_finished_run_shows_its_stages_done_with_their_time(themed: QApplication) -> None:
    stages = StageList()
    stages.show_run({"model": 3.0, "features": 61.0, "fit": 2.0}, FeatureExtraction())
    spoken = stages.accessibleDescription()
    assert spoken.count("done") == 5
    assert "waiting" not in spoken
    assert spoken_time(61.0) in spoken


@pytest.mark.parametrize(
    ("recipe", "told"),
    [(FineTuning(), "does not count"), (FeatureExtraction(), "End after this epoch and keep")],
)
def test_stopping_says_what_becomes_of_the_epoch_under_way(
    page: TrainPage, recipe: Recipe, told: str
) -> None:
    page.buttons.show_running(stops=True, by_steps=isinstance(recipe, EpochRecipe), resumed=False)

    assert told in page.stop_button.toolTip()


def test_a_failure_offers_to_try_again(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    training.error = BundleError(Message("The disk is full."))
    page.train_button.click()
    finish(qtbot, page, training)
    assert state(page) == "The training failed."
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)
    assert action.text() == "Try again"
    training.error = None

    action.click()
    qtbot.waitUntil(lambda: not page.is_training)
    assert page.message_bar.kind == "good"


def test_pictures_that_cannot_be_learned_offer_another_folder(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    training.error = DatasetError(Message("Only one class has pictures."))
    page.train_button.click()
    finish(qtbot, page, training)
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)

    with qtbot.waitSignal(page.data_requested):
        action.click()


def test_the_job_says_what_it_learns_from(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, runner: JobRunner
) -> None:
    with qtbot.waitSignal(
        runner.started, check_params_cb=lambda job: job.title is not None
    ) as started:
        page.train_button.click()

    assert text_of(started.args[0].title) == "Training tf_efficientnet_lite0 on pictures"
    finish(qtbot, page, training)


@pytest.mark.parametrize("state", ["empty", "ready", "failed", "run", "training"])
def test_the_page_follows_the_language(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    training: FakeTraining,
    tmp_path: Path,
    english_again: None,
    state: str,
) -> None:
    index = make_dataset(tmp_path / "pictures")
    history = make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.5])
    run = make_run(tmp_path / "run", index.root, history=history)

    def build() -> TrainPage:
        session.set_index(None)
        page = TrainPage(session, runner)
        qtbot.addWidget(page)
        page.resize(1112, 1000)
        page.show()
        if state != "empty":
            session.set_index(index)
            session.set_split(make_split(index))
            page.settings.advanced_toggle.click()
        if state in ("failed", "training"):
            training.error = DatasetError(Message("{path} holds no pictures.", path="/pets"))
            page.start()
        if state == "failed":
            finish(qtbot, page, training)
        if state == "run":
            session.set_run(run)
            charts = (page.view.loss_chart, page.view.accuracy_chart)
            qtbot.waitUntil(lambda: all(chart.view.image for chart in charts))
        if state == "training":
            stages = page.view.stages
            qtbot.waitUntil(lambda: "40" in stages.accessibleDescription())
        if state != "empty":
            estimates = page.asked.estimates.of.values()
            qtbot.waitUntil(lambda: all(each.sentence for each in estimates))
        if state != "training":
            # An estimate that is under way would say something else in a moment.
            qtbot.waitUntil(lambda: not runner.jobs)
        page.setFocus()
        return page

    switched = build()
    english = told_texts(switched)
    if state == "training":
        switch_language(themed, "ko")
        page_texts = {row[2] for row in told_texts(switched)}
        assert {"학습", "취소"} <= page_texts
        page_texts -= {"Two pictures were left out."}  # Nobody translated this test's notice.
        assert not [text for text in page_texts if re.search("[A-Za-z] [A-Za-z]", text)]
        training.error = None
        finish(qtbot, switched, training)
        return
    switch_language(themed, "ko")
    for _ in range(12):  # Through as many layouts a shorter text reaches the scroll bar.
        themed.processEvents()
    korean = told_texts(switched)
    fresh = told_texts(build())
    assert korean == fresh
    assert korean != english
