"""What the page shows of a fine-tuned run: what is kept of it, and what it gained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.fakes import make_dataset, make_history, make_run, make_split
from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone, Notice, Stage, StageName
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.kit.progress_card import ProgressCard
from tlgui.ui.train.run_model import COLUMNS, RunModel
from tlgui.ui.train.run_rows import row_of
from tlgui.ui.train.train_progress import TrainProgress
from tlgui.ui.train.training_view import TrainingView

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner

# By its loss the second is the best; the run kept the third.
HISTORY = make_history([0.9, 0.5, 0.4, 0.3], [0.5, 0.2, 0.22, 0.21])
GAIN = {
    "split": "test",
    "pictures": 200,
    "before": 0.9,
    "after": 0.95,
    "interval": [0.01, 0.09],
    "p_value": 0.01,
}


@pytest.fixture
def view(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> TrainingView:
    made = TrainingView(runner)
    qtbot.addWidget(made)
    made.resize(720, 400)
    made.show()
    return made


def show(view: TrainingView, tmp_path: Path, **facts: Any) -> str:
    """Show a run with those facts; what is said of it."""
    run = make_run(tmp_path / "run", tmp_path, history=HISTORY)
    view.show_run(replace(run, recipe=FineTuning(), facts=facts))
    label = view.findChild(QLabel, "train_state_text")
    assert isinstance(label, QLabel)
    return label.text()


def test_what_is_kept_is_what_the_run_says_and_what_it_gained(
    view: TrainingView, tmp_path: Path
) -> None:
    started = {"loss": 0.6, "accuracy": 0.7}
    text = show(view, tmp_path, best_epoch=3, started=started, gain=GAIN)

    assert "Epoch 3 is kept: 78.0% right on the validation pictures, 70.0% by the head" in text
    assert "+5.0 points (+1.0 to +9.0) on 200 test pictures, more than chance" in text
    assert view.card.best.value == "78.0%"
    best = view.loss_chart._drawing(view.loss_chart._palette).best_row
    assert best is not None
    assert best.epoch == 3


def test_the_losses_before_and_after_the_temperature_are_told_apart(
    view: TrainingView, tmp_path: Path
) -> None:
    text = show(view, tmp_path, best_epoch=3, temperature=1.382)

    assert "before scores are divided by their temperature, 1.38; the result" in text


def test_where_the_head_is_kept_its_figure_stands_there(view: TrainingView, tmp_path: Path) -> None:
    text = show(view, tmp_path, best_epoch=0, started={"loss": 0.1, "accuracy": 0.9})

    assert "The head that it began with is kept, 90.0% right" in text
    assert view.card.best.value == "90.0%"
    assert view.loss_chart._drawing(view.loss_chart._palette).best_row is None


def test_a_head_that_is_kept_has_no_figure_where_none_was_told(
    view: TrainingView, tmp_path: Path
) -> None:
    show(view, tmp_path, best_epoch=0)

    assert view.card.best.value == ""
    assert view.loss_chart._drawing(view.loss_chart._palette).best_row is None


def test_a_run_without_such_facts_shows_its_best_epoch(view: TrainingView, tmp_path: Path) -> None:
    text = show(view, tmp_path)

    assert "kept" not in text
    assert view.card.best.value == "80.0%"


def test_while_it_trains_rate_speed_and_time_left_are_told(
    view: TrainingView, tmp_path: Path
) -> None:
    now = 0.0
    split = make_split(make_dataset(tmp_path / "pictures", each=40))
    progress = TrainProgress(len(split.train), len(split.validation), clock=lambda: now)
    progress.hear(Stage(StageName.FIT, 40))
    for step in range(1, 16):
        now = float(step)
        progress.hear(BatchDone(step, 40))
        if step == 10:
            progress.hear(replace(HISTORY[0], learning_rate=3.2e-4))
    view.show_progress(progress, FineTuning(), paused=False)

    assert view.card.rate.value == "3.2e-4"
    assert view.card.speed.value == "6"
    assert view.card.left.value == "0:25"


@pytest.mark.parametrize(
    ("told", "epoch", "accuracy"), [(None, 2, "80.0%"), (3, 3, "90.0%"), (0, None, "")]
)
def test_the_best_so_far_is_the_one_that_the_training_tells(
    view: TrainingView, told: int | None, epoch: int | None, accuracy: str
) -> None:
    history = [
        *HISTORY[:2],
        replace(HISTORY[2], validation_accuracy=0.9),
        replace(HISTORY[3], best=told),
    ]
    progress = TrainProgress(pictures=100)
    progress.hear(Stage(StageName.FIT, 40))
    for row in history:
        progress.hear(row)
    view.set_history(history, 10)
    view.show_progress(progress, FineTuning(), paused=False)

    assert view.card.best.value == accuracy
    for chart in (view.loss_chart, view.accuracy_chart):
        best = chart._drawing(chart._palette).best_row
        assert (None if best is None else best.epoch) == epoch


def test_an_ensemble_that_was_stopped_says_how_many_models_it_has(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", tmp_path)
    recipe = FineTuning(ensemble=EnsembleRule.BAGGING, members=5)
    members = (run.head,) * 3
    stopped = replace(run, recipe=recipe, head=replace(run.head, members=members))
    whole = replace(stopped, head=replace(run.head, members=(run.head,) * 5))
    model = RunModel()
    model.set_rows([row_of(each) for each in (stopped, whole, replace(stopped, head=run.head))])
    column = COLUMNS.index("method")

    told = [model.data(model.index(row, column)) for row in range(3)]

    assert told == [
        "3 of 5 models, fine-tuning",
        "5 models, fine-tuning",
        "1 of 5 models, fine-tuning",
    ]
    assert "3 of 5 models" in str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole))


def test_curves_of_several_models_are_said_to_be_of_the_first(
    view: TrainingView, tmp_path: Path
) -> None:
    assert "first of 3 models" in show(view, tmp_path, best_epoch=3, members=[{}, {}, {}])
    assert "models" not in show(view, tmp_path / "alone", best_epoch=3)


def test_the_next_model_s_curves_begin_anew(view: TrainingView) -> None:
    progress = TrainProgress()
    for _fold in range(2):
        for epoch in HISTORY:
            progress.hear(epoch)

    assert [row.epoch for row in progress.history] == [row.epoch for row in HISTORY]


def test_folds_are_told_before_they_are_trained(view: TrainingView, tmp_path: Path) -> None:
    split = make_split(make_dataset(tmp_path / "pictures"))
    view.show_ready(split, FeatureExtraction(folds=3))

    label = view.findChild(QLabel, "train_state_text")
    assert isinstance(label, QLabel)
    assert f"{len(split.train) + len(split.validation)} pictures in 3 folds" in label.text()


def test_figures_go_below_a_sentence_that_leaves_them_no_room(
    qtbot: QtBot, themed: QApplication
) -> None:
    card = ProgressCard()
    qtbot.addWidget(card)
    for figure in card.figures:
        figure.set_value("100.0%", "of 100")
    card.say("Levelled off.", "More epochs will change little.")
    card.resize(900, 120)
    card.show()
    label = card.findChild(QLabel, "train_state_label")
    assert isinstance(label, QLabel)

    def beside() -> bool:
        return card.best.mapTo(card, card.best.rect().topLeft()).x() > label.width()

    qtbot.waitUntil(beside)
    card.say("A verdict that is much longer than a verdict should be, in any language at all.")
    qtbot.waitUntil(lambda: not beside())
    assert label.width() >= label.sizeHint().width(), "it is read whole"


def test_several_heads_and_folds_are_told_in_figures(view: TrainingView, tmp_path: Path) -> None:
    folds = {"count": 3, "accuracies": [0.7, 0.9, 0.8], "mean": 0.8, "deviation": 0.1}
    members = [{"features": "last"}] * 5
    facts = {"folds": folds, "members": members, "gain": {**GAIN, "over": "one model"}}
    run = make_run(tmp_path / "run", tmp_path)
    view.show_run(replace(run, recipe=FeatureExtraction(), facts=facts))

    title, text = (view.findChild(QLabel, f"train_state_{name}") for name in ("label", "text"))
    assert isinstance(title, QLabel)
    assert isinstance(text, QLabel)
    assert title.text() == "Each of the 5 heads is fitted."
    assert "Accuracy in 3 folds: 80.0% on average, 70.0% to 90.0%." in text.text()
    assert "Against one model alone: +5.0 points" in text.text()


def test_curves_of_the_model_before_are_gone_with_the_next(view: TrainingView) -> None:
    recipe = FineTuning(ensemble=EnsembleRule.SEEDS, members=3)
    progress = TrainProgress(pictures=100)
    for row in HISTORY:
        progress.hear(row)
    told = Message("Model {number} of {count}", number=2, count=3)

    progress.hear(Notice(told, passing=True))
    progress.hear(Stage(StageName.FIT, 40))
    view.show_progress(progress, recipe, paused=False)

    assert not view.shows_curves
    progress.hear(HISTORY[0])
    view.show_progress(progress, recipe, paused=False)
    assert view.shows_curves
