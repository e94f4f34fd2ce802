"""A training that ended too soon is offered: it goes on with what it was asked, or is discarded."""

from __future__ import annotations

import shutil
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QFile
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.fakes import make_dataset, make_history, make_run, make_split, make_unfinished
from tlgui.engine import workflow
from tlgui.engine.errors import BundleError, Cancelled, DivergedError, Message
from tlgui.engine.project import project_of
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run_writer import RunWriter, unfinished_runs
from tlgui.ui.train import train_page
from tlgui.ui.train.run_rows import RunRow, row_of
from tlgui.ui.train.train_page import TrainPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run
    from tlgui.engine.training.unfinished import Unfinished
    from tlgui.ui.train.training_job import TrainingTask
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

HISTORY = make_history([0.9, 0.5, 0.3], [0.4, 0.2, 0.3])


@pytest.fixture
def unfinished(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[Unfinished]:
    """Two on the open folder: of the older one three epochs are done, of the newer one none."""
    # The trash of whoever runs the tests stays as it is.
    monkeypatch.setattr(QFile, "moveToTrash", lambda _file: False)
    index = make_dataset(tmp_path / "pictures")
    session.set_index(index)
    session.set_split(make_split(index))
    return [
        make_unfinished(
            session.runs_folder / name,
            index,
            make_split(index),
            history,
            created=f"2020-05-0{day}T10:00:00+00:00",
        )
        for day, name, history in ((2, "newer", ()), (1, "older", HISTORY))
    ]


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    unfinished: list[Unfinished],
) -> TrainPage:
    made = TrainPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    qtbot.waitUntil(lambda: len(made.unfinished_card.rows) == 2)
    return made


def button(page: TrainPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def said(page: TrainPage) -> list[str]:
    card = page.unfinished_card
    return [label.accessibleName() for label in card.findChildren(QLabel) if label.isVisible()]


def test_several_models_and_folds_say_how_many_are_done(
    qtbot: QtBot, page: TrainPage, session: Session
) -> None:
    index = session.index
    assert index is not None
    split = make_split(index)
    several = FineTuning(ensemble=EnsembleRule.SEEDS, members=5)
    heads = FeatureExtraction(ensemble=EnsembleRule.BAGGING, members=5, folds=3)
    given: dict[str, Any] = {"created": "2021-01-01T10:00:00+00:00"}
    make_unfinished(
        session.runs_folder / "several",
        index,
        split,
        HISTORY,
        recipe=several,
        done=("model-1", "model-2"),
        under_way="model-3",
        **given,
    )
    given["created"] = "2021-01-02T10:00:00+00:00"
    parts = ("fold-1", "fold-2/last/model-1")
    make_unfinished(session.runs_folder / "heads", index, split, recipe=heads, done=parts, **given)

    def told() -> list[str]:
        return [text for text in said(page) if "models done" in text]

    page.unfinished_card.list_unfinished()
    qtbot.waitUntil(lambda: len(told()) == 2)

    first, second = told()
    assert "in fold 2 of 3 · 1 of 5 models done" in first
    assert "2 of 5 models done · 3 of 3 epochs · best so far" in second


def test_what_ended_too_soon_is_listed_with_how_far_it_is(page: TrainPage) -> None:
    card = page.unfinished_card

    assert card.isVisible()
    words = " ".join(said(page))
    assert "Fine-tuning, tf_efficientnet_lite0" in words
    assert "in the first of 8 epochs" in words
    assert "3 of 3 epochs · best so far 80.0%" in words
    assert button(page, "go_on_button_0").accessibleName().startswith("Go on with Fine-tuning")


def test_the_best_so_far_is_the_one_that_would_be_kept(
    qtbot: QtBot, page: TrainPage, session: Session
) -> None:
    index = session.index
    assert index is not None
    # By the loss the second one is best.
    for day, best in ((3, 0), (2, 1), (1, 3)):
        history = (*HISTORY[:2], replace(HISTORY[2], best=best))
        out = session.runs_folder / f"judged-{day}"
        make_unfinished(
            out,
            index,
            make_split(index),
            history,
            created=f"2021-01-0{day}T10:00:00+00:00",
        )

    def told() -> list[str]:
        return [text for text in said(page) if "best so far" in text]

    page.unfinished_card.list_unfinished()
    qtbot.waitUntil(lambda: len(told()) == 2)

    first, second = told()
    assert f"best so far {HISTORY[0].validation_accuracy:.1%}" in first
    assert f"best so far {HISTORY[2].validation_accuracy:.1%}" in second


def test_without_any_the_card_is_not_there(
    qtbot: QtBot, page: TrainPage, session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.unfinished_card.listed):
        session.set_index(make_dataset(tmp_path / "other"))
    qtbot.waitUntil(lambda: not page.unfinished_card.isVisible())


def test_going_on_trains_what_was_asked_then(
    qtbot: QtBot,
    page: TrainPage,
    session: Session,
    unfinished: list[Unfinished],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tasks: list[TrainingTask] = []
    go_on = threading.Event()

    def run(task: TrainingTask, *, control: Control) -> RunRow:
        tasks.append(task)
        for row in HISTORY:
            control.report(row)
        go_on.wait(300)
        return row_of(make_run(tmp_path / "made", task.index.root, history=HISTORY))

    monkeypatch.setattr(train_page, "run_training", run)
    asked_before = page.settings.recipe()
    button(page, "go_on_button_1").click()
    try:
        assert page.settings.recipe() == FineTuning(), "the fields tell what goes on"
        assert len(page.unfinished_card.rows) == 1, "what goes on is no longer offered"
        assert not button(page, "go_on_button_0").isEnabled()
        qtbot.waitUntil(lambda: page.view.loss_chart.points == 3)
        assert page.stop_button.isEnabled()
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: not page.is_training)

    (task,) = tasks
    assert task.unfinished is not None
    assert task.unfinished.folder == unfinished[1].folder
    assert task.out == session.runs_folder / "older"
    assert (task.split.train, task.split.validation) == (
        make_split(task.index).train,
        make_split(task.index).validation,
    )
    assert page.settings.recipe() == asked_before
    # As long as all its parts, as the run says.
    assert "Trained in 21 s:" in page.message_bar.text


def test_what_is_discarded_comes_back(
    qtbot: QtBot, page: TrainPage, session: Session, unfinished: list[Unfinished]
) -> None:
    button(page, "discard_button_0").click()

    assert not unfinished[0].folder.exists()
    assert [row.unfinished.out.name for row in page.unfinished_card.rows] == ["older"]
    assert page.message_bar.text == "The unfinished training is in the trash."
    button(page, "message_action").click()
    assert [row.unfinished.out.name for row in page.unfinished_card.rows] == ["newer", "older"]
    found = unfinished_runs(session.runs_folder)
    assert [each.out.name for each in found] == ["newer", "older"], "the engine finds it too"


def test_pictures_that_are_gone_are_told_and_nothing_starts(
    page: TrainPage, unfinished: list[Unfinished], session: Session
) -> None:
    index = session.index
    assert index is not None
    session.index = type(index)(index.root, index.classes, index.records[1:], (), 0)

    button(page, "go_on_button_0").click()

    assert not page.is_training
    assert "gone since this training was begun" in page.message_bar.text


def test_a_training_that_fails_with_something_kept_says_so(
    qtbot: QtBot, page: TrainPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(task: TrainingTask, *, control: Control) -> RunRow:
        raise BundleError(Message("The disk is full."))

    monkeypatch.setattr(train_page, "run_training", run)
    button(page, "go_on_button_0").click()
    label = page.findChild(QLabel, "train_state_text")
    assert isinstance(label, QLabel)

    qtbot.waitUntil(lambda: label.text() == "How far it came is kept: it can go on.")
    assert len(page.unfinished_card.rows) == 2


class Cancellable:
    """The engine's training as far as the folder is concerned: it trains until it is cancelled."""

    def __init__(self) -> None:
        self.ends = threading.Event()

    def train(
        self,
        _recipe: Recipe,
        _index: DatasetIndex,
        _split: Split,
        out: Path,
        control: Control,
        *,
        unfinished: Unfinished | None = None,
        keep_cancelled: bool = False,
    ) -> Run:
        writer = RunWriter(out, unfinished)
        try:
            control.report(HISTORY[0])
            while True:
                control.check()
                time.sleep(0.01)
        except Cancelled:
            self.ends.wait(300)
            if keep_cancelled or control.keeps:
                writer.leave()
            else:
                writer.discard()
            raise


def test_a_training_that_goes_on_loses_nothing_where_it_is_cancelled(
    qtbot: QtBot,
    page: TrainPage,
    unfinished: list[Unfinished],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Cancellable()
    monkeypatch.setattr(workflow, "train", engine.train)
    button(page, "go_on_button_1").click()
    qtbot.waitUntil(lambda: page.view.loss_chart.points == 1)
    assert "is kept" in page.cancel_button.toolTip()
    label = page.findChild(QLabel, "train_state_text")
    assert isinstance(label, QLabel)

    page.cancel_button.click()

    assert not page.is_training
    assert label.text() == "How far it came is kept: it can go on."
    engine.ends.set()
    qtbot.waitUntil(lambda: len(page.unfinished_card.rows) == 2)
    assert label.text() == "How far it came is kept: it can go on."
    assert unfinished[1].folder.is_dir()
    page.train_button.click()
    assert "nothing" in page.cancel_button.toolTip()
    page.cancel_button.click()


def test_trying_again_goes_on_with_the_one_that_failed(
    qtbot: QtBot, page: TrainPage, unfinished: list[Unfinished], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks: list[TrainingTask] = []

    def run(task: TrainingTask, *, control: Control) -> RunRow:
        tasks.append(task)
        raise BundleError(Message("The disk is full."))

    monkeypatch.setattr(train_page, "run_training", run)
    button(page, "go_on_button_1").click()
    qtbot.waitUntil(lambda: not page.is_training and len(page.unfinished_card.rows) == 2)

    button(page, "message_action").click()

    assert len(page.unfinished_card.rows) == 1, "what goes on is no longer offered"
    qtbot.waitUntil(lambda: not page.is_training and len(page.unfinished_card.rows) == 2)
    first, second = (task.unfinished for task in tasks)
    assert first is not None
    assert second is not None
    assert first.folder == second.folder == unfinished[1].folder


def test_what_came_to_nothing_is_in_the_fields_to_be_changed_and_tried_again(
    qtbot: QtBot, page: TrainPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks: list[TrainingTask] = []

    def run(task: TrainingTask, *, control: Control) -> RunRow:
        tasks.append(task)
        if task.unfinished is not None:
            shutil.rmtree(task.unfinished.folder)
        raise DivergedError(Message("The loss became infinite at step 2."))

    monkeypatch.setattr(train_page, "run_training", run)
    assert session.index is not None
    session.set_project(project_of(session.index.root))
    assert page.settings.recipe() != FineTuning()
    qtbot.waitUntil(lambda: len(page.unfinished_card.rows) == 2)
    button(page, "go_on_button_1").click()
    qtbot.waitUntil(lambda: not page.is_training)

    assert page.settings.recipe() == FineTuning()
    assert session.project is not None
    assert session.project.settings == page.asked.document()
    page.settings.set_value("learning_rate", 1e-5)
    button(page, "message_action").click()
    qtbot.waitUntil(lambda: not page.is_training and len(tasks) == 2)
    assert tasks[1].unfinished is None
    assert tasks[1].recipe == FineTuning(learning_rate=1e-5)


def test_no_more_than_three_take_room(
    qtbot: QtBot, page: TrainPage, session: Session, unfinished: list[Unfinished]
) -> None:
    index = session.index
    assert index is not None
    for number in range(3):
        make_unfinished(session.runs_folder / f"more-{number}", index, make_split(index))
    page.unfinished_card.list_unfinished()
    qtbot.waitUntil(lambda: len(page.unfinished_card.rows) == 5)

    more = page.findChild(QLabel, "more_unfinished")
    assert isinstance(more, QLabel)
    assert more.text() == "and 2 older ones"
    lines = [page.findChild(QWidget, f"unfinished_{number}") for number in range(5)]
    assert [line is not None for line in lines] == [True] * 3 + [False] * 2
