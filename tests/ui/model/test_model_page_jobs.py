"""What the Model page has the workers do: where it queues, and whose figures are shown after."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.fakes import make_dataset
from tests.ui.model.test_race_card import make_race
from tlgui.engine.data.split import make_split
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.project import project_of
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.ui.model import model_page
from tlgui.ui.model.model_jobs import Facts
from tlgui.ui.model.model_page import ModelPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.progress import Control
    from tlgui.engine.race import Race
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> ModelPage:
    def look_up(_backbone: Backbone, *, control: Control) -> Facts:
        return Facts(None, ())

    monkeypatch.setattr(model_page, "look_up_facts", look_up)
    index = make_dataset(tmp_path / "pictures")
    session.set_project(project_of(index.root))
    session.set_index(index)
    session.set_split(make_split(index))
    made = ModelPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    qtbot.waitUntil(lambda: made._facts is not None and not runner.jobs)
    return made


def test_a_download_queues_where_training_does(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a training that fetches the same weights would do so beside it."""
    go_on = threading.Event()

    def download(_backbone: Backbone, _ready: object, *, control: Control) -> None:
        while not go_on.wait(0.01):
            control.check()

    monkeypatch.setattr(model_page, "download", download)
    page.look_at(find_backbone("resnet50.a1_in1k"))

    page.download()
    lanes = [job.lane for job in runner.jobs if job.title is not None]
    go_on.set()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert lanes == ["model"]


def test_a_race_is_forgotten_when_the_split_changes(
    qtbot: QtBot,
    page: ModelPage,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run_race(*_asked: object, control: Control) -> Race:
        return make_race()

    monkeypatch.setattr(model_page, "run_race", run_race)
    page.race(["resnet50.a1_in1k", "tf_efficientnet_lite0"])
    qtbot.waitUntil(lambda: not runner.jobs)
    assert page._race_card.isVisible()
    assert page._race_card.table.racers.racers

    assert session.index is not None
    session.set_split(make_split(session.index, seed=5))

    assert not page._race_card.isVisible()
    assert page._race_card.table.racers.racers == ()


def test_a_race_that_runs_while_the_split_changes_shows_nothing(
    qtbot: QtBot,
    page: ModelPage,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def run_race(*_asked: object, control: Control) -> Race:
        go_on.wait(300)
        return make_race()

    monkeypatch.setattr(model_page, "run_race", run_race)
    page.race(["resnet50.a1_in1k", "tf_efficientnet_lite0"])
    assert session.index is not None
    session.set_split(make_split(session.index, seed=5))
    go_on.set()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert not page._race_card.isVisible()


def test_heads_are_raced_whichever_method_is_chosen(
    qtbot: QtBot,
    page: ModelPage,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Recipe] = []

    def run_race(_names: object, recipe: Recipe, *_rest: object, control: Control) -> Race:
        asked.append(recipe)
        return make_race()

    monkeypatch.setattr(model_page, "run_race", run_race)
    project = session.project
    assert project is not None
    session.set_project(replace(project, settings=AsIs(seed=7).to_json()))

    page.race(["resnet50.a1_in1k", "tf_efficientnet_lite0"])
    qtbot.waitUntil(lambda: not runner.jobs)

    assert asked == [FeatureExtraction(seed=7)]
