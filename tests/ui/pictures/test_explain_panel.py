"""The explain panel answers for the picture that is on show, once, and says when it cannot."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tests.engine import runs
from tests.engine.exports import exported
from tests.ui.fakes import fake_answer
from tlgui.engine.data.images import decode
from tlgui.engine.errors import Message, PictureError
from tlgui.engine.metrics import percent
from tlgui.engine.progress import Control
from tlgui.ui.pictures.explain_panel import ExplainPanel
from tlgui.ui.pictures.explanations import ExplainerShelf, Explanation, Question
from tlgui.ui.pictures.inside.inside_shelf import InsideShelf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner

RUN = Path("run")
FIRST, SECOND = Path("dress/0.png"), Path("hat/1.png")


class Asked:
    """Keeps the questions that reached the worker; holds the answers while ``hold`` is set."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.hold = threading.Event()
        self.error: Exception | None = None

    def answer(self, shelf: ExplainerShelf, question: Question, *, control: Control) -> Explanation:
        self.questions.append(question)
        while self.hold.is_set():
            control.check()
        if self.error is not None:
            raise self.error
        return fake_answer(shelf, question, control=control)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked()
    monkeypatch.setattr(
        ExplainerShelf,
        "answer",
        lambda shelf, question, *, control: made.answer(shelf, question, control=control),
    )
    return made


@pytest.fixture
def panel(qtbot: QtBot, themed: QApplication, runner: JobRunner, asked: Asked) -> ExplainPanel:
    made = ExplainPanel(runner)
    qtbot.addWidget(made)
    made.resize(456, 400)
    made.show()
    return made


def wait_for_picture(qtbot: QtBot, panel: ExplainPanel) -> None:
    qtbot.waitUntil(lambda: panel.view.has_picture)


def words(panel: ExplainPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.accessibleName()


def test_shows_label_true_class_and_bars(qtbot: QtBot, panel: ExplainPanel) -> None:
    panel.show_picture(RUN, FIRST, "hat")
    wait_for_picture(qtbot, panel)

    assert words(panel, "explained_label") == "dress  90%"
    assert words(panel, "explained_true_class") == "true class: hat"
    assert panel.bars.rows == [("dress", 0.9), ("hat", 0.06), ("t-shirt", 0.04)]
    assert panel.class_selector.currentText() == "dress"


def test_what_is_known_is_shown_before_the_heat_map(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    asked.hold.set()
    panel.show_picture(RUN, FIRST, "hat", ranked=[("hat", 0.7), ("dress", 0.3)])

    assert words(panel, "explained_label") == "hat  70%"
    assert words(panel, "explained_true_class") == "right: it is hat"
    aside = panel.findChild(QLabel, "explained_aside")
    assert isinstance(aside, QLabel)
    assert not aside.isVisible()
    panel.show_picture(RUN, FIRST, "hat", ranked=[("hat", 0.7)], aside=lambda: "It knew it.")
    assert aside.isVisible()
    assert aside.text() == "It knew it."
    assert not panel.view.has_picture
    assert panel.view.text
    asked.hold.clear()


def test_the_same_question_is_answered_from_memory(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    for image in (FIRST, SECOND, FIRST):
        panel.show_picture(RUN, image)
        wait_for_picture(qtbot, panel)

    assert [question.image for question in asked.questions] == [FIRST, SECOND]


def test_another_class_asks_again_and_another_picture_starts_with_the_predicted_one(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    panel.show_picture(RUN, FIRST)
    wait_for_picture(qtbot, panel)

    panel.class_selector.setCurrentIndex(2)
    panel.class_selector.activated.emit(2)
    wait_for_picture(qtbot, panel)
    assert asked.questions[-1] == Question(RUN, FIRST, 2, "grad-cam")
    assert panel.class_selector.currentText() == "t-shirt"

    panel.show_picture(RUN, SECOND)
    assert asked.questions[-1].target == 2 or len(asked.questions) == 3
    wait_for_picture(qtbot, panel)
    assert asked.questions[-1] == Question(RUN, SECOND, None, "grad-cam")


def test_methods_are_those_of_the_model_and_the_chosen_one_stays(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    panel.show_picture(RUN, FIRST)
    wait_for_picture(qtbot, panel)
    methods = [panel.method_selector.itemText(i) for i in range(panel.method_selector.count())]
    assert methods == ["Grad-CAM", "Finer-CAM"]

    panel.method_selector.setCurrentIndex(1)
    panel.method_selector.activated.emit(1)
    wait_for_picture(qtbot, panel)
    panel.show_picture(RUN, SECOND)
    wait_for_picture(qtbot, panel)
    assert asked.questions[-1].method == "finer-cam"


def test_a_method_that_was_chosen_for_another_model_gives_way(tmp_path: Path) -> None:
    run = runs.trained_run()
    picture = tmp_path / "noise.png"
    Image.effect_noise((64, 64), 60).convert("RGB").save(picture)
    asked = Question(run.folder, picture, None, "known-elsewhere")

    answer = ExplainerShelf().answer(asked, control=Control())

    assert answer.method == answer.methods[0]


def test_a_late_answer_does_not_replace_the_picture_on_show(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    asked.hold.set()
    panel.show_picture(RUN, FIRST, name="first")
    qtbot.waitUntil(lambda: len(asked.questions) == 1)
    panel.show_picture(RUN, SECOND, name="second")
    asked.hold.clear()
    wait_for_picture(qtbot, panel)

    assert asked.questions[-1].image == SECOND
    field = panel.findChild(QLineEdit, "explained_file")
    assert isinstance(field, QLineEdit)
    assert field.text() == "second"
    assert field.isReadOnly()


def test_a_long_name_is_shortened_in_the_middle_until_it_has_the_focus(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    name = f"validation/outwear/{'0123456789' * 12}.jpg"
    panel.show_picture(RUN, FIRST, name=name)
    wait_for_picture(qtbot, panel)
    field = panel.findChild(QLineEdit, "explained_file")
    assert isinstance(field, QLineEdit)
    assert field.text() != name
    assert "\u2026" in field.text()
    assert field.text().endswith(".jpg")

    panel.activateWindow()
    field.setFocus()

    assert field.text() == name


def test_a_picture_that_cannot_be_read_is_told_in_its_place(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked
) -> None:
    asked.error = PictureError(Message("0.png cannot be read: truncated."))
    panel.show_picture(RUN, FIRST)

    qtbot.waitUntil(lambda: "0.png cannot be read" in panel.view.text)
    assert not panel.view.has_picture


@pytest.mark.parametrize("true_class", ["hat", None])
def test_a_picture_that_is_gone_is_told_with_what_to_do(
    qtbot: QtBot, panel: ExplainPanel, asked: Asked, tmp_path: Path, true_class: str | None
) -> None:
    gone = tmp_path / "0.png"
    with pytest.raises(PictureError) as caught:
        decode(gone)
    asked.error = caught.value

    panel.show_picture(RUN, gone, true_class)

    told = "The file of this picture is no longer there."
    qtbot.waitUntil(lambda: panel.view.text.startswith(told))
    # Where the class is not known, the picture is none of the project's.
    assert ("“The pictures were moved…”" in panel.view.text) == (true_class is not None)
    assert not panel.view.has_picture


def test_opacity_needs_no_computation(qtbot: QtBot, panel: ExplainPanel, asked: Asked) -> None:
    panel.show_picture(RUN, FIRST)
    wait_for_picture(qtbot, panel)
    below = panel.view.grab().toImage().pixelColor(panel.view.picture_rect().center().toPoint())

    panel.opacity_slider.setValue(0)
    bare = panel.view.grab().toImage().pixelColor(panel.view.picture_rect().center().toPoint())
    panel.opacity_slider.setValue(100)
    full = panel.view.grab().toImage().pixelColor(panel.view.picture_rect().center().toPoint())

    assert (bare.red(), full.red()) == (200, 55)
    assert 55 < below.red() < 200
    assert len(asked.questions) == 1


def test_waiting_for_another_job_is_told(
    qtbot: QtBot, panel: ExplainPanel, runner: JobRunner
) -> None:
    hold = threading.Event()
    runner.start(lambda control: hold.wait(300), title=Message("Training"))

    panel.show_picture(RUN, FIRST)
    assert "running job" in panel.view.text

    hold.set()
    wait_for_picture(qtbot, panel)


def test_neighbours_can_be_asked_for_where_there_are_some(
    qtbot: QtBot, panel: ExplainPanel
) -> None:
    panel.show_picture(RUN, FIRST)
    panel.set_neighbours(previous=False, following=True)

    assert not panel.previous_button.isEnabled()
    with qtbot.waitSignal(panel.next_requested):
        panel.next_button.click()


@pytest.mark.parametrize("family", ["", "DejaVu Sans", "monospace"])
def test_a_narrow_panel_stacks_its_parts(
    qtbot: QtBot, panel: ExplainPanel, themed: QApplication, family: str
) -> None:
    """Whatever the font: in a wide one the panel could not get narrow enough to stack."""
    if family:
        themed.setFont(QFont(family, 16))
    panel.show_picture(RUN, FIRST)
    wait_for_picture(qtbot, panel)
    panel.resize(600, 700)
    qtbot.waitUntil(lambda: place(panel.bars, panel).x() > place(panel.view, panel).right())

    panel.resize(300, 700)

    assert panel.width() == 300
    qtbot.waitUntil(lambda: place(panel.bars, panel).y() > place(panel.view, panel).bottom())
    assert place(panel.opacity_slider, panel).bottom() <= panel.height()


def test_an_exported_model_is_explained_and_looked_into() -> None:
    picture = next((runs.digits() / "4").iterdir())

    answer = ExplainerShelf().answer(Question(exported(), picture, None, ""), control=Control())
    layers = InsideShelf().layers(exported(), picture, control=Control())

    assert answer.ranked[0][0] == "4"
    assert layers.layers


def place(widget: QWidget, panel: ExplainPanel) -> QRect:
    return QRect(widget.mapTo(panel, QPoint()), widget.size())


def test_clear_leaves_only_a_sentence(qtbot: QtBot, panel: ExplainPanel) -> None:
    panel.show_picture(RUN, FIRST)
    wait_for_picture(qtbot, panel)

    panel.clear("Choose a picture.")

    assert panel.view.text == "Choose a picture."
    assert not panel.class_selector.isVisible()


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.9951, ">99%"), (1.0, "100%")],
)
def test_percents_never_claim_certainty_that_is_not_there(probability: float, shown: str) -> None:
    assert percent(probability) == shown


@pytest.mark.parametrize(("method", "told"), [("dense", "warmer"), ("dense-windows", "window")])
def test_class_map_shows_all_of_the_picture(
    qtbot: QtBot,
    themed: QApplication,
    runner: JobRunner,
    tmp_path: Path,
    method: str,
    told: str,
) -> None:
    """A real network slides over a picture twice as wide as it is high."""
    run = runs.trained_run()
    picture = tmp_path / "wide.png"
    Image.effect_noise((480, 240), 60).convert("RGB").save(picture)
    panel = ExplainPanel(runner)
    qtbot.addWidget(panel)
    panel.show_picture(run.folder, picture)
    qtbot.waitUntil(lambda: panel.view.has_picture)
    assert panel.view._picture is not None
    assert panel.view._picture.width() == panel.view._picture.height()

    panel.method_selector.setCurrentIndex(panel.method_selector.findData(method))
    panel.method_selector.activated.emit(0)
    qtbot.waitUntil(lambda: panel.view.has_picture)

    assert (panel.view._picture.width(), panel.view._picture.height()) == (480, 240)
    assert "all of the picture" in panel.view.toolTip()
    assert told in panel.view.toolTip()
    assert panel.method_selector.currentData() == method
    shown = panel.view._over
    panel.class_selector.setCurrentIndex((panel.class_selector.currentIndex() + 1) % 4)
    panel.class_selector.activated.emit(0)
    qtbot.waitUntil(lambda: panel.view.has_picture)
    assert panel.view._over != shown
