"""The real main window in each state that has something to press, without a model."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.fakes import (
    fake_answer,
    make_dataset,
    make_findings,
    make_history,
    make_layer_table,
    make_run,
)
from tests.ui.map_fakes import fake_arrange, fake_draw
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.deploy.predictor import Decision, Predicted, Prediction
from tlgui.engine.deploy.sorting import CopyPlan
from tlgui.engine.errors import Message
from tlgui.engine.models.scratch.shape import NetworkShape, Slab
from tlgui.engine.models.summary import NetworkSummary
from tlgui.engine.progress import BatchDone, Control, Stage, StageName
from tlgui.engine.training.estimate import Estimate
from tlgui.engine.training.speed import Speed
from tlgui.ui.classify.classify_jobs import Outcome, PredictorShelf
from tlgui.ui.classify.classify_page import ClassifyPage
from tlgui.ui.data import data_jobs
from tlgui.ui.data.data_jobs import Findings
from tlgui.ui.kit.crash_dialog import CrashDialog
from tlgui.ui.map import map_jobs
from tlgui.ui.map.map_sheet import MapSheet
from tlgui.ui.model import model_page
from tlgui.ui.model.model_jobs import Facts
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.model.scratch import textbook_way
from tlgui.ui.pictures.explanations import ExplainerShelf
from tlgui.ui.results.results_page import ResultsPage
from tlgui.ui.train import train_page
from tlgui.ui.train.asked import method_estimates
from tlgui.ui.train.run_rows import row_of
from tlgui.ui.train.train_page import TrainPage
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from tlgui.engine.deploy.looks import Looks
    from tlgui.engine.models.layer_table import LayerTable
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.data.data_content import DataContent
    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner

CLASSES = ("dress", "hat", "t-shirt")
SHARES = {"sure": 0.98, "fair": 0.70, "unsure": 0.5}
HALF = (0.5, 0.5, 0.5)
SUMMARY = NetworkSummary(
    make_layer_table(), Preprocessing(224, 224, 256, "bicubic", HALF, HALF), 1000, 1280
)
PROBLEMS = (
    Problem("dress/0.png", ProblemKind.UNREADABLE, Message("it is cut off")),
    Problem("hat/1.png", ProblemKind.UNREADABLE, Message("it is cut off")),
)


def _predict(file: Path) -> Prediction:
    share = SHARES[file.stem]
    ranked = (("dress", share), ("hat", (1 - share) * 0.75), ("t-shirt", (1 - share) * 0.25))
    decision = Decision.ACCEPTED if share >= 0.6 else Decision.UNSURE
    return Prediction(file, ranked, decision, None)


def _classify(
    _shelf: PredictorShelf, _run: Path, paths: Sequence[Path], _looks: Looks, *, control: Control
) -> Outcome:
    control.report(Predicted(tuple(_predict(path) for path in paths)))
    return Outcome(len(paths), (), 0.5)


def _train_for_ever(_task: object, *, control: Control) -> None:
    control.report(Stage(StageName.LOADING_MODEL))
    control.report(Stage(StageName.FEATURES, 100))
    control.report(BatchDone(40, 100))
    while True:
        control.check()
        time.sleep(0.005)


def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the engine answer at once, and always the same."""

    def nothing_wrong(*_args: object, control: Control) -> Findings:
        return Findings(frozenset(), PROBLEMS)

    def look_up(_backbone: object, *, control: Control) -> Facts:
        return Facts(SUMMARY, ())

    def measure(*_args: object, control: Control) -> tuple[Speed, ...]:
        return (Speed("openvino-f32", True, 190, 9.84, "/photos", 900_000_000),)

    def find_shape(_book: object, *, control: Control) -> NetworkShape:
        return NetworkShape(3, 32, (Slab(8, 16, learns=True), Slab(10, 0, learns=True)), 2, 100, 9)

    def find_table(_book: object, _classes: int, *, control: Control) -> LayerTable:
        return make_layer_table()

    def estimate(
        recipes: dict[str, Recipe], *_data: object, control: Control
    ) -> dict[str, Estimate]:
        return dict.fromkeys(recipes, Estimate(100, 50.0, 4.0))

    monkeypatch.setattr(data_jobs, "look_closely", nothing_wrong)
    monkeypatch.setattr(data_jobs, "find_doubtful", lambda *_asked, control: ())
    monkeypatch.setattr(map_jobs, "draw", fake_draw)
    monkeypatch.setattr(map_jobs, "arrange", fake_arrange)
    monkeypatch.setattr(model_page, "look_up_facts", look_up)
    monkeypatch.setattr(model_page, "measure", measure)
    monkeypatch.setattr(textbook_way, "find_shape", find_shape)
    monkeypatch.setattr(textbook_way, "find_table", find_table)
    monkeypatch.setattr(method_estimates, "estimate_trainings", estimate)
    monkeypatch.setattr(ExplainerShelf, "answer", fake_answer)
    monkeypatch.setattr(PredictorShelf, "classify", _classify)
    monkeypatch.setattr(train_page, "run_training", _train_for_ever)


@dataclass
class Stagehand:
    """Puts windows up, and brings each into a scene.

    Attributes:
        home: a folder for pictures and runs; the same for all windows.
    """

    qtbot: QtBot
    runner: JobRunner
    home: Path
    size: tuple[int, int] = (1320, 860)

    def put_up(self, scene: str) -> tuple[MainWindow, QWidget]:
        """A new window in ``scene``, and what of it the scene is about."""
        window = MainWindow(Session(), self.runner)
        self.qtbot.addWidget(window)
        window.resize(*self.size)
        with self.qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        shown = SCENES[scene](self, window) or window
        self.settle()
        return window, shown

    def settle(self) -> None:
        """Wait for all jobs but a training that never ends."""

        def is_quiet() -> bool:
            return all(job.title is not None and job.lane == "model" for job in self.runner.jobs)

        self.qtbot.waitUntil(is_quiet)
        # A text that got shorter reaches the page through as many layouts as lie between.
        for _ in range(12):
            QApplication.processEvents()

    def open_folder(self, window: MainWindow) -> Session:
        """Open a folder of twelve pictures."""
        session = window._session
        folder = self.home / "pictures"
        if not folder.is_dir():
            make_dataset(folder, CLASSES)
        window.open_folder(folder)
        self.qtbot.waitUntil(lambda: session.split is not None)
        self.settle()
        return session

    def open_run(self, window: MainWindow) -> Session:
        """Open the folder with two runs on it, the newer one on show."""
        session = self.open_folder(window)
        runs = []
        for name, day in (("older", 1), ("newer", 2)):
            place = self.home / name
            made = make_run(
                self._fresh(place),
                self.home / "pictures",
                history=make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.5]),
                created=f"2020-05-0{day}T10:00:00+00:00",
            )
            (place / "best.safetensors").write_bytes(b"0" * 1_234_567)
            runs.append(replace(made, facts={"versions": {"tlgui": "0.1.0", "torch": "2.14"}}))
        session.set_run(runs[-1])
        train = window.page("train")
        assert isinstance(train, TrainPage)
        self.settle()
        train.runs_card._on_listed([row_of(run) for run in reversed(runs)])
        return session

    @staticmethod
    def _fresh(place: Path) -> Path:
        if place.is_dir():
            for file in place.iterdir():
                file.unlink()
            place.rmdir()
        return place


def press(window: QWidget, name: str) -> None:
    """Press the button of that name."""
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    button.click()


def _start(_hand: Stagehand, window: MainWindow) -> None:
    window.show_page("data")


def _empty(key: str) -> Callable[[Stagehand, MainWindow], None]:
    return lambda _hand, window: window.show_page(key)


def _with_folder(key: str) -> Callable[[Stagehand, MainWindow], None]:
    def bring(hand: Stagehand, window: MainWindow) -> None:
        hand.open_folder(window)
        window.show_page(key)

    return bring


def _with_run(key: str) -> Callable[[Stagehand, MainWindow], None]:
    def bring(hand: Stagehand, window: MainWindow) -> None:
        hand.open_run(window)
        window.show_page(key)

    return bring


def _data_message(hand: Stagehand, window: MainWindow) -> None:
    hand.open_folder(window)
    window.data_page.message_bar.show_message(
        "info",
        lambda: window.data_page.tr("Data"),
        action=lambda: QCoreApplication.translate("ShortcutSheet", "Undo"),
    )


def _content(window: MainWindow) -> DataContent:
    content = window.data_page._content
    assert content is not None
    return content


def _data_problems(hand: Stagehand, window: MainWindow) -> None:
    hand.open_folder(window)
    window.data_page.show_problems()


def _data_large(hand: Stagehand, window: MainWindow) -> None:
    hand.open_folder(window)
    _content(window).browser.open_picture(1)


def _train_advanced(hand: Stagehand, window: MainWindow) -> None:
    hand.open_folder(window)
    window.show_page("train")
    page = window.page("train")
    assert isinstance(page, TrainPage)
    page.settings.widget("head").setCurrentIndex(1)
    press(page, "advanced_toggle")


def _train_as_is(hand: Stagehand, window: MainWindow) -> None:
    """Which classes of the network the folders mean, one of them to be corrected."""
    hand.open_folder(window)
    window.show_page("train")
    page = window.page("train")
    assert isinstance(page, TrainPage)
    page.asked.method.choices["as-is"].click()
    card = page.asked.class_map
    hand.qtbot.waitUntil(lambda: bool(card.model.rows))
    card.table.selectRow(0)


def _model(hand: Stagehand, window: MainWindow) -> None:
    """The backbones, once the layers of the first one are there."""
    window.show_page("model")
    page = window.page("model")
    assert isinstance(page, ModelPage)
    hand.qtbot.waitUntil(lambda: page._facts is not None)


def _textbook(hand: Stagehand, window: MainWindow) -> None:
    """The networks of the textbooks, one of a family looked at."""
    hand.open_folder(window)
    window.show_page("model")
    press(window, "model_way_textbook")
    press(window, "member_resnet34")
    page = window.page("model")
    assert isinstance(page, ModelPage)
    hand.qtbot.waitUntil(lambda: bool(page._ways.textbook._tables))


def _design(hand: Stagehand, window: MainWindow) -> None:
    """A design with an impossible row."""
    hand.open_folder(window)
    window.show_page("model")
    press(window, "model_way_design")
    page = window.page("model")
    assert isinstance(page, ModelPage)
    model = page._ways.design.model
    model.setData(model.index(3, 2), 99)
    page._ways.design.table.choose(3)


def _weights(hand: Stagehand, window: MainWindow) -> None:
    """The weights on this computer, one of them chosen."""
    window.show_weights()
    page = window.page("model")
    assert isinstance(page, ModelPage)
    hand.qtbot.waitUntil(lambda: bool(page._weights.model.rows))
    page._weights.table.selectRow(0)


def _training(hand: Stagehand, window: MainWindow) -> None:
    hand.open_folder(window)
    window.show_page("train")
    page = window.page("train")
    assert isinstance(page, TrainPage)
    page.start()
    stages = page.view.stages
    hand.qtbot.waitUntil(lambda: "40" in stages.accessibleDescription())


def _results_cell(hand: Stagehand, window: MainWindow) -> None:
    hand.open_run(window)
    window.show_page("results")
    page = window.page("results")
    assert isinstance(page, ResultsPage)
    hand.qtbot.waitUntil(lambda: page.results is not None)
    page.open_cell(2, 0)


def _answers(hand: Stagehand, window: MainWindow) -> ClassifyPage:
    hand.open_run(window)
    window.show_page("classify")
    page = window.page("classify")
    assert isinstance(page, ClassifyPage)
    new = hand.home / "new"
    new.mkdir(exist_ok=True)
    source = hand.home / "pictures" / "hat" / "1.png"
    files = [new / f"{name}.png" for name in SHARES]
    for file in files:
        file.write_bytes(source.read_bytes())
    page.classify(files)
    hand.qtbot.waitUntil(lambda: not hand.runner.jobs and not page._jobs)
    return page


def _classify_answers(hand: Stagehand, window: MainWindow) -> None:
    _answers(hand, window)


def _classify_corrected(hand: Stagehand, window: MainWindow) -> None:
    page = _answers(hand, window)
    files = page.answers.files[:1]
    page.teaching.corrections.forget(files)  # The project remembers what another window gave.
    page.teaching.corrections.give(files, "hat")
    window._session.undo.clear()  # Menus tell of steps only when they are opened.


def _classify_explained(hand: Stagehand, window: MainWindow) -> None:
    page = _answers(hand, window)
    page.answers.explain(page.answers.model.index(0))


def _classify_copy(hand: Stagehand, window: MainWindow) -> None:
    page = _answers(hand, window)
    target = hand.home / "sorted"
    target.mkdir(exist_ok=True)
    page.copies.plan(target)
    hand.qtbot.waitUntil(lambda: page._copy_card.planned is not None)
    page._copy_card.show_plan(
        CopyPlan(target, (), (("dress", 3),), 2, 1, 4, 1_000_000, 2_000_000_000)
    )
    page.message_bar.clear()


def _shortcuts(_hand: Stagehand, window: MainWindow) -> QWidget:
    window.show_shortcuts()
    return window._sheets["shortcuts"]


def _about(_hand: Stagehand, window: MainWindow) -> QWidget:
    window.show_about()
    return window._sheets["about"]


def _review(hand: Stagehand, window: MainWindow) -> QWidget:
    session = hand.open_folder(window)
    assert session.index is not None
    session.set_findings(make_findings(session.index))
    window.show_review()
    return window._sheets["review"]


def _map(hand: Stagehand, window: MainWindow) -> QWidget:
    """Some pictures of the map selected, and one looked at."""
    session = hand.open_run(window)
    assert session.index is not None
    session.set_findings(make_findings(session.index))
    window.show_map()
    sheet = window._sheets["map"]
    assert isinstance(sheet, MapSheet)
    hand.qtbot.waitUntil(lambda: sheet.content is not None)
    hand.settle()
    sheet.view.select(sheet.view.points.coloring.codes == 1)
    sheet.view.choose(1)
    sheet.view.setFocus()
    return sheet


def _lesson(_hand: Stagehand, window: MainWindow) -> QWidget:
    window.show_lessons()
    return window._sheets["learn"]


def _crash(hand: Stagehand, window: MainWindow) -> QWidget:
    dialog = CrashDialog("Traceback (most recent call last):\nValueError: 3", window)
    dialog.show()
    return dialog


SCENES: dict[str, Callable[[Stagehand, MainWindow], QWidget | None]] = {
    "start": _start,
    "model": _model,
    "model-textbook": _textbook,
    "model-design": _design,
    "weights": _weights,
    "train_empty": _empty("train"),
    "results_empty": _empty("results"),
    "classify_empty": _empty("classify"),
    "export_empty": _empty("export"),
    "data": _with_folder("data"),
    "data_message": _data_message,
    "data_problems": _data_problems,
    "data_large": _data_large,
    "train": _with_folder("train"),
    "train_advanced": _train_advanced,
    "train_as_is": _train_as_is,
    "train_running": _training,
    "train_runs": _with_run("train"),
    "results": _results_cell,
    "classify": _with_run("classify"),
    "classify_answers": _classify_answers,
    "classify_corrected": _classify_corrected,
    "classify_explained": _classify_explained,
    "classify_copy": _classify_copy,
    "export": _with_run("export"),
    "shortcuts": _shortcuts,
    "about": _about,
    "lesson": _lesson,
    "review": _review,
    "map": _map,
    "crash": _crash,
}
"""What to bring a new window into; a scene gives the dialog that it is about, if one is."""


@contextlib.contextmanager
def speaking(app: QApplication, language: LanguageChoice) -> Iterator[None]:
    """Have the app speak ``language`` in the block, and English after it."""
    switch_language(app, language)
    try:
        yield
    finally:
        switch_language(app, "en")
