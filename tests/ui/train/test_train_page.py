"""The Train page asks for what its fields say, tells how it goes, and survives every ending."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.fakes import make_dataset, make_history, make_run, make_split
from tests.ui.live_texts import told_texts
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.progress import BatchDone, Notice, Stage, StageName
from tlgui.engine.project import folder_for_run, project_of
from tlgui.engine.training.estimate import Estimate
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.ui.kit.errors import text_of
from tlgui.ui.train import train_page
from tlgui.ui.train.asked import training_estimate
from tlgui.ui.train.run_rows import RunRow, row_of
from tlgui.ui.train.stage_list import StageList
from tlgui.ui.train.train_page import TrainPage
from tlgui.ui.train.train_progress import TrainProgress, clock_time, spoken_time
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.train.training_job import TrainingTask
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class FakeTraining:
    """Stands for the engine: reports what it is told to, ends when it is told to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.task: TrainingTask | None = None
        self.go_on = threading.Event()
        self.error: Exception | None = None
        self.epochs = 0
        self.stopped = False

    def run(self, task: TrainingTask, *, control: Control) -> RunRow:
        self.task = task
        control.report(Stage(StageName.LOADING_MODEL))
        control.report(Stage(StageName.FEATURES, 100))
        control.report(BatchDone(40, 100))
        control.report(Notice(Message("Two pictures were left out.")))
        history = make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.5])[: self.epochs]
        if history:
            control.report(Stage(StageName.FIT, 3))
        for epoch in history:
            control.has_result = True
            control.report(epoch)
        while not self.go_on.wait(0.01):
            control.check()
            if control.stop_requested:
                self.stopped = True
                break
        if self.error is not None:
            raise self.error
        return row_of(make_run(self.root / "made", task.index.root, history=history))


@pytest.fixture
def training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTraining]:
    fake = FakeTraining(tmp_path)
    monkeypatch.setattr(train_page, "run_training", fake.run)
    yield fake
    fake.go_on.set()


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    training: FakeTraining,
) -> TrainPage:
    made = TrainPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    index = make_dataset(tmp_path / "pictures")
    session.set_index(index)
    session.set_split(make_split(index))
    made.show()
    return made


@pytest.fixture
def english_again(themed: QApplication) -> Iterator[None]:
    yield
    switch_language(themed, "en")


def state(page: TrainPage) -> str:
    label = page.findChild(QLabel, "train_state_label")
    assert isinstance(label, QLabel)
    return label.text()


def finish(qtbot: QtBot, page: TrainPage, training: FakeTraining) -> None:
    training.go_on.set()
    qtbot.waitUntil(lambda: not page.is_training, timeout=5000)


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

    with qtbot.waitSignal(page.data_requested, timeout=1000):
        button.click()


def test_without_a_split_training_cannot_start(
    qtbot: QtBot, page: TrainPage, session: Session, training: FakeTraining
) -> None:
    session.set_split(None)

    assert not page.train_button.isEnabled()
    page.start()
    assert not page.is_training


def test_recipe_is_what_the_fields_say(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    settings = page.settings
    settings.widget("head").setCurrentText("Gradient descent")
    settings.widget("class_weights").setChecked(True)
    settings.widget("target_accuracy").setValue(99)
    settings.widget("epochs").setValue(7)
    settings.widget("learning_rate").setText("0.02")
    settings.widget("batch_size").setValue(32)
    settings.widget("patience").setValue(3)
    settings.widget("seed").setValue(5)

    page.train_button.click()
    finish(qtbot, page, training)

    assert training.task is not None
    recipe = training.task.recipe
    assert recipe == FeatureExtraction(
        head=HeadFit.GRADIENT_DESCENT,
        class_weights=True,
        target_accuracy=0.99,
        epochs=7,
        learning_rate=0.02,
        batch_size=32,
        patience=3,
        seed=5,
    )
    assert type(recipe.head) is HeadFit, "the engine compares members, not texts"
    assert training.task.index is session.index
    assert training.task.out.parent == project_of(training.task.index.root).runs_folder


def test_defaults_are_the_recipes(page: TrainPage) -> None:
    assert page.settings.recipe() == FeatureExtraction()


def test_advanced_fields_are_those_that_mean_something(page: TrainPage) -> None:
    settings = page.settings
    assert not settings.widget("seed").isVisible()

    settings.advanced_toggle.click()
    assert settings.widget("seed").isVisible()
    assert not settings.widget("epochs").isVisible(), "logistic regression has no epochs"

    settings.widget("head").setCurrentText("Gradient descent")
    assert settings.widget("epochs").isVisible()


def test_a_learning_rate_that_is_no_number_is_told_and_nothing_starts(page: TrainPage) -> None:
    page.settings.widget("learning_rate").setText("")

    page.train_button.click()

    assert not page.is_training
    assert page.message_bar.kind == "bad"
    assert "not a number" in page.message_bar.text
    assert "0.001" in page.message_bar.text


def test_settings_are_locked_while_training(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    assert not page.settings.widget("head").isEnabled()
    assert not page.train_button.isVisible()
    assert page.cancel_button.isVisible()

    finish(qtbot, page, training)
    assert page.settings.widget("head").isEnabled()
    assert page.train_button.isVisible()
    assert not page.cancel_button.isVisible()


def test_stages_tell_how_many_pictures_are_read(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    qtbot.waitUntil(lambda: state(page).startswith("Reading pictures"), timeout=5000)
    words = page.view.stages.accessibleDescription()
    assert "Loading the model: done" in words
    assert "Reading pictures: running 40 of 100" in words
    assert "Evaluation: waiting" in words
    assert not page.view.shows_curves


def test_notices_of_the_engine_reach_the_message_bar(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    page.train_button.click()

    qtbot.waitUntil(lambda: page.message_bar.text == "Two pictures were left out.", timeout=5000)


def test_epochs_are_drawn_and_explained_while_it_learns(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    training.epochs = 3
    page.settings.widget("head").setCurrentText("Gradient descent")
    page.train_button.click()

    qtbot.waitUntil(lambda: page.view.loss_chart.points == 3, timeout=5000)
    qtbot.waitUntil(lambda: state(page) == "Still improving at the end.", timeout=5000)
    assert page.view.shows_curves
    assert page.view.card.epoch.value == "3"
    assert page.view.card.best.value == "50.0%"
    assert page.stop_button.isEnabled()


def test_stop_keeps_the_best_and_shows_the_run(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    training.epochs = 3
    page.settings.widget("head").setCurrentText("Gradient descent")
    page.train_button.click()
    qtbot.waitUntil(page.stop_button.isEnabled, timeout=5000)

    page.stop_button.click()

    qtbot.waitUntil(lambda: session.run is not None, timeout=5000)
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
    with qtbot.waitSignal(page.results_requested, timeout=1000):
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
    qtbot.waitUntil(lambda: training.task is not None, timeout=5000)

    page.cancel_button.click()

    assert not page.is_training
    assert page.train_button.isVisible()
    assert state(page) == "Cancelled."
    assert session.run is None


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


def test_a_run_of_a_folder_that_was_left_is_not_put_on_show(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    page.train_button.click()
    session.set_index(make_dataset(tmp_path / "other"))
    finish(qtbot, page, training)

    assert session.run is None


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
    with qtbot.waitSignal(page.results_requested, timeout=1000):
        QTest.keyClick(page.runs, Qt.Key.Key_Return)
    assert session.run is run


def test_two_runs_in_one_second_get_two_folders(tmp_path: Path) -> None:
    first = folder_for_run(FeatureExtraction(), tmp_path)
    first.mkdir(parents=True)

    second = folder_for_run(FeatureExtraction(), tmp_path)

    assert first != second
    assert "tf_efficientnet_lite0-feature-extraction" in first.name


def test_speed_and_time_left_are_those_of_the_last_seconds() -> None:
    now = 0.0
    progress = TrainProgress(clock=lambda: now)
    progress.hear(Stage(StageName.FEATURES, 1000))
    for second in range(1, 11):
        now = float(second)
        # Slow for five seconds, then ten times as fast.
        done = second * 10 if second <= 5 else 50 + (second - 5) * 100
        progress.hear(BatchDone(done, 1000))

    assert progress.pictures_a_second == pytest.approx(100)
    assert progress.seconds_left() == pytest.approx((1000 - 550) / 100)


def test_steps_of_an_epoch_tell_pictures_a_second_and_time_left() -> None:
    """4 epochs of 10 steps over 300 pictures, a step a second."""
    now = 0.0
    progress = TrainProgress(300, 80, clock=lambda: now)
    progress.hear(Stage(StageName.FIT, 40))
    for step in range(1, 13):
        now = float(step)
        progress.hear(BatchDone(step, 40))
        if step == 10:
            progress.hear(make_history([0.5] * 4, [0.5] * 4)[0])

    assert progress.pictures_a_second == pytest.approx(30)
    assert progress.seconds_left() == pytest.approx(28)


def test_what_was_done_before_a_training_goes_on_tells_no_speed() -> None:
    now = 0.0
    progress = TrainProgress(300, 80, clock=lambda: now)
    progress.hear(Stage(StageName.FIT, 40))
    for row in make_history([0.5] * 4, [0.5] * 4)[:2]:
        progress.hear(row)
    for step in range(21, 24):
        now = 2.0 * (step - 20)
        progress.hear(BatchDone(step, 40))

    assert progress.pictures_a_second == pytest.approx(15)
    assert progress.seconds_left() == pytest.approx(34)


def test_no_speed_is_claimed_before_it_can_be_known() -> None:
    progress = TrainProgress(clock=lambda: 0.0)
    progress.hear(Stage(StageName.FEATURES, 1000))
    assert progress.pictures_a_second is None
    assert progress.seconds_left() is None

    progress.hear(Stage(StageName.EVALUATION))
    assert progress.pictures_a_second is None, "no pictures are read here"


@pytest.mark.parametrize(
    ("seconds", "clock", "spoken"),
    [
        (0.42, "0:00", "0.4 s"),
        (21.4, "0:21", "21 s"),
        (59.6, "1:00", "1 min"),
        (185, "3:05", "3 min 5 s"),
        (7443, "2:04:03", "2 h 4 min"),
    ],
)
def test_times_are_told_in_words(seconds: float, clock: str, spoken: str) -> None:
    assert clock_time(seconds) == clock
    assert spoken_time(seconds) == spoken


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
    qtbot.waitUntil(lambda: not page.is_training, timeout=5000)
    assert page.message_bar.kind == "good"


def test_pictures_that_cannot_be_learned_offer_another_folder(
    qtbot: QtBot, page: TrainPage, training: FakeTraining
) -> None:
    training.error = DatasetError(Message("Only one class has pictures."))
    page.train_button.click()
    finish(qtbot, page, training)
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)

    with qtbot.waitSignal(page.data_requested, timeout=1000):
        action.click()


def test_a_run_of_a_folder_that_was_left_is_told(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    page.train_button.click()
    session.set_index(make_dataset(tmp_path / "other"))
    finish(qtbot, page, training)

    assert page.message_bar.text.startswith("Trained on pictures: 62.5%")
    assert "Open that folder again" in page.message_bar.text
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)
    with qtbot.waitSignal(page.open_requested, timeout=1000):
        action.click()


def test_a_run_of_a_folder_that_was_opened_again_meanwhile_is_the_one_on_show(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session
) -> None:
    first = session.index
    assert first is not None
    page.train_button.click()
    session.set_index(make_dataset(first.root.parent / "other"))
    session.set_index(replace(first))
    finish(qtbot, page, training)

    assert session.run is not None
    assert "Open that folder again" not in page.message_bar.text


def test_the_job_says_what_it_learns_from(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, runner: JobRunner
) -> None:
    with qtbot.waitSignal(
        runner.started, check_params_cb=lambda job: job.title is not None
    ) as started:
        page.train_button.click()

    assert text_of(started.args[0].title) == "Training tf_efficientnet_lite0 on pictures"
    finish(qtbot, page, training)


def test_training_on_a_folder_that_was_left_names_it(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    first = session.index
    page.train_button.click()
    assert "on pictures" not in page.header.summary, "the open folder needs no name"
    before = page.header.summary.rpartition("·")[2]

    session.set_index(make_dataset(tmp_path / "other"))
    assert "on pictures ·" in page.header.summary
    assert page.header.summary.endswith(before)

    session.set_index(first)
    assert "on pictures" not in page.header.summary
    finish(qtbot, page, training)


def test_settings_of_another_folder_wait_until_the_job_is_over(
    qtbot: QtBot, page: TrainPage, training: FakeTraining, session: Session, tmp_path: Path
) -> None:
    assert session.index is not None
    session.set_project(project_of(session.index.root))
    page.settings.widget("epochs").setValue(7)
    page.train_button.click()
    other = make_dataset(tmp_path / "other")
    asked = replace(FeatureExtraction(), epochs=9).to_json()

    session.set_index(other)
    session.set_project(replace(project_of(other.root), settings=asked))
    assert page.settings.widget("epochs").value() == 7, "the fields tell what the job does"

    finish(qtbot, page, training)
    assert page.settings.widget("epochs").value() == 9


def test_settings_are_kept_in_the_project_and_come_back(page: TrainPage, session: Session) -> None:
    assert session.index is not None
    project = project_of(session.index.root)
    session.set_project(project)
    page.settings.widget("epochs").setValue(7)
    page.settings.widget("head").setCurrentIndex(1)
    kept = session.project
    assert kept is not None
    assert read_recipe(kept.settings) == page.settings.recipe()

    session.set_project(project)
    assert page.settings.recipe() == FeatureExtraction(), "another project has its own"
    session.set_project(kept)
    assert page.settings.widget("epochs").value() == 7
    assert page.settings.recipe().epochs_at_most


def test_settings_that_cannot_be_read_are_the_defaults(page: TrainPage) -> None:
    page.settings.widget("epochs").setValue(7)

    page.settings.restore({"epochs": "many"})

    assert page.settings.recipe() == FeatureExtraction()


def test_half_typed_settings_are_not_kept(page: TrainPage, session: Session) -> None:
    assert session.index is not None
    session.set_project(project_of(session.index.root))
    page.settings.widget("learning_rate").setText("0.05")
    page.settings.widget("learning_rate").setText("")

    assert session.project is not None
    assert session.project.settings["learning_rate"] == 0.05


def basis(page: TrainPage) -> tuple[str, str]:
    found = []
    for name in ("duration", "basis"):
        label = page.findChild(QLabel, f"method_feature_extraction_{name}")
        assert isinstance(label, QLabel)
        found.append(label.text())
    return found[0], found[1]


@pytest.mark.parametrize(
    ("estimate", "duration", "sentence"),
    [
        (Estimate(), "", "How long it takes is measured with the first pictures."),
        (Estimate(0, 0.0, 7.4), "about 7 s", "All pictures are read."),
        (Estimate(900, 30.0, 7.4), "about 35 s", "900 pictures are still to be read."),
        (
            Estimate(900, 30.0, 7.4, download_bytes=98_000_000),
            "",
            "Weights of 98 MB are downloaded first. 900 pictures are still to be read.",
        ),
        (
            Estimate(900, 30.0, None),
            "",
            "900 pictures are still to be read, in about 30 s. "
            "What follows is measured with the first run.",
        ),
    ],
)
def test_estimate_says_what_was_measured_and_what_was_not(
    qtbot: QtBot, page: TrainPage, estimate: Estimate, duration: str, sentence: str
) -> None:
    qtbot.waitUntil(lambda: basis(page)[1] != "", timeout=5000)

    page.asked.estimates.of["feature-extraction"]._on_estimated(estimate)

    assert basis(page) == (duration, sentence)


def test_estimate_follows_the_reading_in_the_background(
    qtbot: QtBot, page: TrainPage, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: basis(page)[1] != "", timeout=5000)
    now = 0.0
    monkeypatch.setattr(page.asked.estimates.of["feature-extraction"], "_clock", lambda: now)
    page.asked.estimates.of["feature-extraction"]._on_estimated(Estimate(100, None, 4.0))
    page.asked.estimates.of["feature-extraction"]._on_progressed(Stage(StageName.FEATURES, 100))
    page.asked.estimates.of["feature-extraction"]._on_progressed(BatchDone(40, 100))
    assert basis(page) == ("", "How long it takes is measured with the first pictures.")

    now = 2.0
    page.asked.estimates.of["feature-extraction"]._on_progressed(BatchDone(60, 100))

    # 20 pictures in 2 s, 40 left, and 4 s for the fit: those of the cache say nothing.
    assert basis(page) == ("about 8 s", "40 pictures are still to be read.")


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
            qtbot.waitUntil(lambda: all(chart.view.image for chart in charts), timeout=60_000)
        if state == "training":
            stages = page.view.stages
            qtbot.waitUntil(lambda: "40" in stages.accessibleDescription(), timeout=5000)
        if state != "empty":
            estimates = page.asked.estimates.of.values()
            qtbot.waitUntil(lambda: all(each.sentence for each in estimates), timeout=5000)
        if state != "training":
            # An estimate that is under way would say something else in a moment.
            qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
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


def test_estimates_are_made_anew_when_pictures_were_read_elsewhere(
    qtbot: QtBot, page: TrainPage, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A race or a measurement on the Model page tells the speed of this computer."""
    qtbot.waitUntil(lambda: basis(page)[1] != "", timeout=5000)

    def estimate(*_args: object, control: Control) -> Estimate:
        return Estimate(900, 30.0, 7.4)

    monkeypatch.setattr(training_estimate, "estimate_training", estimate)
    runner.start(lambda *, control: None, title=Message("Measuring"))

    qtbot.waitUntil(lambda: basis(page)[0] == "about 35 s", timeout=5000)
