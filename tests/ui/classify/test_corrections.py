"""Answers corrected on the Classify page: by keys, with a way back, learned from at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from tests.learning_curves import made_up_curve
from tests.pictures import plain
from tests.ui.fakes import make_dataset, make_run
from tlgui.engine.corrections.learning import Learned
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.predictor import Decision, Predicted, Prediction
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.metrics import Thresholds
from tlgui.engine.project import Project
from tlgui.engine.training.fine_tuning.gain import Gain, Over
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.ui.classify import teaching
from tlgui.ui.classify.classify_jobs import Outcome, PredictorShelf
from tlgui.ui.classify.corrections import KEPT_AS
from tlgui.ui.classify.keys_card import NewClassQuestion
from tlgui.ui.classify.learning_jobs import Lesson, Taught
from tlgui.ui.classify.prediction_list import PredictionList
from tlgui.ui.pictures.curve_sheet import CurveSheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.deploy.looks import Looks
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

LESSONS: list[Lesson] = []
BEST = {"one": 0.5, "two": 0.6, "three": 0.7, "four": 0.8}


def predict(path: Path, label: str) -> Prediction:
    if path.stem == "broken":
        return Prediction(path, (), None, Message("{name} cannot be read.", name=path.name))
    best = BEST[path.stem]
    others = [name for name in ("dress", "hat", "t-shirt") if name != label]
    ranked = ((label, best), *((name, (1 - best) / 2) for name in others))
    return Prediction(path, ranked, Decision.ACCEPTED, None)


@pytest.fixture(autouse=True)
def predictor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The run says dress to all; what has learned says hat to the first, and t-shirt to the last"""
    LESSONS.clear()

    def classify(
        _shelf: PredictorShelf, run: Path, paths: Sequence[Path], _looks: Looks, *, control: Control
    ) -> Outcome:
        files = [p for path in paths for p in (sorted(path.iterdir()) if path.is_dir() else [path])]
        new = {"one": "hat", "four": "t-shirt"} if run.name == "learned" else {}
        told = tuple(predict(file, new.get(file.stem, "dress")) for file in files)
        control.report(Predicted(told))
        return Outcome(len(files), (), 0.5)

    monkeypatch.setattr(PredictorShelf, "classify", classify)

    def teach(_shelf: PredictorShelf, lesson: Lesson, *, control: Control) -> Taught:
        LESSONS.append(lesson)
        after = (Edit(EditKind.ADD, tuple(map(str, lesson.corrected)), "hat"),)
        count = len(lesson.corrected)
        learned = None
        if lesson.run_folder is not None:
            run = make_run(tmp_path / "learned", lesson.project.dataset_root)
            run.facts.update(c=1.0, corrections={"of": lesson.run_folder.name})
            gain = Gain(SplitName.TEST, 40, 0.8, 0.85, (-0.02, 0.12), 0.5, Over.BEFORE)
            learned = Learned(run, count, 0, count, gain, 0)
        return Taught(lesson, (), after, count, 0, 0, learned)

    monkeypatch.setattr(teaching, "teach", teach)


@pytest.fixture
def data(tmp_path: Path, session: Session) -> Path:
    """The data set of the run, open as a project."""
    index = make_dataset(tmp_path / "data")
    project = Project(tmp_path / "project", index.root, "2026-01-01T00:00:00")
    session.set_project(project)
    session.set_index(index)
    return project.dataset_root


@pytest.fixture
def run(tmp_path: Path, data: Path) -> Run:
    made = make_run(tmp_path / "run", data)
    made.facts["c"] = 1.0
    return made


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    folder.mkdir()
    for name in BEST:
        (folder / f"{name}.png").write_bytes(plain("PNG"))
    return folder


def child(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def answer(qtbot: QtBot, page: ClassifyPage, runner: JobRunner, *paths: Path) -> PredictionList:
    page.classify(paths)
    qtbot.waitUntil(lambda: not runner.jobs and not page._jobs)
    found = page.findChild(PredictionList)
    assert found is not None
    found.setFocus()
    found.setCurrentIndex(page.answers.model.index(0))
    return found


def press(widget: QWidget, *keys: str) -> None:
    for key in keys:
        QTest.keyClicks(widget, key)


def given(page: ClassifyPage) -> dict[str, str]:
    return {file.stem: label for file, label in page.teaching.corrections.labels.items()}


def learn(qtbot: QtBot, page: ClassifyPage, runner: JobRunner) -> None:
    child(page, QPushButton, "learn_button_corrections").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not runner.jobs and not page._jobs)


def test_number_keys_say_what_it_is_and_go_on_to_the_next(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    rows = answer(qtbot, page, runner, pictures)
    assert child(page, QWidget, "class_keys").isVisible()

    press(rows, "2", "1")

    assert given(page) == {"one": "hat", "two": "dress"}
    assert rows.currentIndex().row() == 2
    model = page.answers.model
    spoken = [str(model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole)) for n in (0, 1)]
    assert "corrected to hat" in spoken[0]
    assert "labelled dress" in spoken[1]
    assert child(page, QWidget, "correction_strip").isVisible()
    button = child(page, QPushButton, "learn_button_corrections")
    assert button.text() == "Learn from 2 corrections"  # type: ignore[attr-defined]
    chip = child(page, QPushButton, "filter_corrected")
    assert chip.text() == "Corrected 2"  # type: ignore[attr-defined]


def test_z_and_undo_take_corrections_back_one_by_one(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, pictures: Path
) -> None:
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "2", "3", "2")
    assert len(given(page)) == 3

    press(rows, "z")
    assert given(page) == {"one": "hat", "two": "t-shirt"}
    assert rows.currentIndex().row() == 2, "what was taken back is on show"
    session.undo.undo()
    assert given(page) == {"one": "hat"}
    session.undo.redo()
    assert given(page) == {"one": "hat", "two": "t-shirt"}
    press(rows, "Z")
    press(rows, "z")

    assert given(page) == {}
    assert not child(page, QWidget, "correction_strip").isVisible()


def test_keys_are_not_taken_from_text_fields(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    answer(qtbot, page, runner, pictures)
    field = page.findChild(QLineEdit, "classify_find")
    assert field is not None
    field.setFocus()

    press(field, "2", "z", "c")

    assert field.text() == "2zc"
    assert given(page) == {}


def test_several_chosen_pictures_get_the_class_and_unreadable_ones_none(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    (pictures / "broken.png").write_bytes(b"")
    rows = answer(qtbot, page, runner, pictures)
    rows.selectAll()

    press(rows, "3")

    assert given(page) == dict.fromkeys(BEST, "t-shirt")


def test_a_click_on_a_class_does_what_its_key_does(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    rows = answer(qtbot, page, runner, pictures)

    child(page, QPushButton, "class_key_2").click()  # type: ignore[attr-defined]

    assert given(page) == {"one": "hat"}
    assert rows.hasFocus(), "the next key counts"


def test_learning_renews_the_answers_and_tells_what_changed(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
) -> None:
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "2")
    with qtbot.waitSignal(page.edited) as edited:
        learn(qtbot, page, runner)

    (lesson,) = LESSONS
    assert {file.stem: label for file, label in lesson.corrected.items()} == {"one": "hat"}
    assert not lesson.copied
    assert edited.args is not None
    assert [edit.kind for edit in edited.args[1]] == [EditKind.ADD]
    assert session.run is not None
    assert session.run.folder.name == "learned"
    found = {each.file.stem: each.label for each in page.answers.model.predictions}
    assert found == {"one": "hat", "two": "dress", "three": "dress", "four": "t-shirt"}
    assert given(page) == {}
    told = page.message_bar.text
    assert told.startswith("Learned from 1 correction.")
    assert "The corrected picture is answered right now." in told
    assert "On the same 40 held-out pictures: 80.0% before, 85.0% now" in told
    assert "1 of 3 other answers in the list are others now." in told
    gain = Gain(SplitName.TEST, 40, 0.8, 0.8, (-0.05, 0.05), 1.0, Over.BEFORE)
    same = Taught(lesson, (), (), 1, 0, 0, Learned(session.run, 1, 0, 1, gain, 0))
    page.teaching._say(same, 0, 3)
    assert "The other answers in the list are as before." in page.message_bar.text


def test_copies_are_kept_where_that_is_wanted(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "2")
    child(page, QCheckBox, "copy_corrected_box").click()  # type: ignore[attr-defined]
    learn(qtbot, page, runner)

    assert LESSONS[0].copied


def test_what_fails_keeps_the_corrections(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_asked: object, control: Control) -> Taught:
        raise BundleError(Message("The disk is full."))

    monkeypatch.setattr(teaching, "teach", fail)
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "2")
    learn(qtbot, page, runner)

    assert page.message_bar.text == "The disk is full."
    assert given(page) == {"one": "hat"}
    assert child(page, QPushButton, "learn_button_corrections").isEnabled()


def test_corrections_are_found_again_another_day(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
) -> None:
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "2")
    project = session.project
    assert project is not None
    assert project.window[KEPT_AS] == {str(pictures / "one.png"): "hat"}

    session.set_project(None)
    assert given(page) == {}
    session.set_project(project)

    assert given(page) == {"one": "hat"}


def test_a_fine_tuned_run_says_why_not_and_adds_to_the_data(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
    run: Run,
) -> None:
    from dataclasses import replace

    session.set_run(replace(run, recipe=FineTuning(), folder=run.folder.with_name("tuned")))
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "2", "2")
    assert child(page, QPushButton, "learn_button_corrections").isHidden()
    reason = child(page, QWidget, "correction_reason").text()  # type: ignore[attr-defined]
    assert "Only a linear head" in reason
    assert "train again" in reason

    with qtbot.waitSignal(page.edited):
        child(page, QPushButton, "add_corrections_button").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not runner.jobs)

    assert LESSONS[0].run_folder is None
    assert "2 added to the data." in page.message_bar.text
    with qtbot.waitSignal(page.train_requested):
        child(page, QPushButton, "message_action").click()  # type: ignore[attr-defined]


def test_a_run_without_its_data_says_so_when_a_key_is_pressed(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, pictures: Path
) -> None:
    session.set_index(None)
    session.set_project(None)
    run = make_run(pictures.parent / "elsewhere", pictures.parent / "gone")
    session.set_run(run)
    rows = answer(qtbot, page, runner, pictures)
    assert not child(page, QWidget, "classify_keys_card").isVisible()

    press(rows, "2")

    assert given(page) == {}
    assert "no longer there" in page.message_bar.text
    assert "Data page" in page.message_bar.text


def test_which_to_label_next_is_an_order_of_the_list(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[set[str], set[str]]] = []

    def order(
        _shelf: PredictorShelf,
        _run: Path,
        files: Sequence[Path],
        labelled: frozenset[Path],
        *,
        control: Control,
    ) -> list[Path]:
        asked.append(({file.stem for file in files}, {file.stem for file in labelled}))
        return sorted(files, key=lambda file: ["three", "one", "four", "two"].index(file.stem))

    curve = made_up_curve()
    told: list[Run] = []

    def whether_more_help(run: Run, _index: object, *, control: Control) -> LearningCurve:
        told.append(run)
        return curve

    monkeypatch.setattr(teaching, "order_to_label", order)
    monkeypatch.setattr(teaching, "see_whether_more_help", whether_more_help)
    rows = answer(qtbot, page, runner, pictures)
    press(rows, "1")
    orders = page.findChild(QComboBox, "classify_order")
    assert orders is not None
    orders.setCurrentIndex(orders.findData("label_next"))
    orders.activated.emit(orders.currentIndex())
    qtbot.waitUntil(lambda: not runner.jobs)

    assert asked == [(set(BEST), {"one"})]
    model = page.answers.model
    names = [model.prediction(row).file.stem for row in range(model.rowCount())]
    assert names == ["three", "one", "four", "two"]
    assert rows.currentIndex().row() == 0
    assert "Do more pictures help?" in page.message_bar.text
    assert "More pictures like these help" in page.message_bar.text
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert action is not None
    action.click()
    sheet = page.answers.findChild(CurveSheet)
    assert isinstance(sheet, CurveSheet)
    assert sheet.curve == curve
    sheet.close()
    page.teaching.order()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert len(told) == 1, "once is enough"


def test_a_new_class_is_named_and_offered_from_then_on(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    rows = answer(qtbot, page, runner, pictures)
    others = page.findChild(QComboBox, "other_class_box")
    assert others is not None
    others.activated.emit(others.count() - 1)
    question = page.findChild(NewClassQuestion)
    assert question is not None
    question.setTextValue("a/b")
    question.accept()
    assert given(page) == {}
    assert "cannot be the name of a class" in question.labelText()
    question.setTextValue(" scarf ")
    question.accept()

    assert given(page) == {"one": "scarf"}
    press(rows, "3")
    assert given(page)["two"] == "scarf", "third in the order of the classes"


def test_the_order_to_label_outlives_another_threshold(page: ClassifyPage, pictures: Path) -> None:
    model = page.answers.model
    files = sorted(pictures.iterdir())
    model.add([predict(file, "dress") for file in files])
    model.set_ranks(files[::-1])
    model.arrange("label_next")
    model.decide(Thresholds(0.65))

    assert [model.prediction(row).file for row in range(4)] == files[::-1]
