"""What the fields of the Train page ask for, and how a project keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.ui.fakes import make_dataset
from tests.ui.train.fake_training import FakeTraining, finish
from tlgui.engine.project import project_of
from tlgui.engine.training.methods import read_recipe
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.train.train_page import TrainPage
    from tlgui.ui.work.session import Session


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
