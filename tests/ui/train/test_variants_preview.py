"""The preview shows what the fields ask of the variants, while somebody can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.errors import Message, PictureError
from tlgui.engine.progress import Control
from tlgui.engine.training.by_epochs.choices import Mirroring
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.train.asked import variants_preview
from tlgui.ui.train.asked.asked_column import AskedColumn
from tlgui.ui.train.asked.variants_preview import COUNT, PictureTiles, Question, draw
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """What was asked of the worker, in order."""
    heard: list[Question] = []

    def answer(question: Question, *, control: Control) -> list[QImage]:
        heard.append(question)
        if question.picture.name == "damaged":
            raise PictureError(Message("damaged"))
        count = COUNT if question.recipe.rotation else 3
        return [image_from_pixels(np.full((8, 8, 3), 200, np.uint8))] * (count + 1)

    monkeypatch.setattr(variants_preview, "draw", answer)
    return heard


@pytest.fixture
def column(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    asked: list[Question],
) -> AskedColumn:
    bar = MessageBar()
    qtbot.addWidget(bar)
    index = make_dataset(tmp_path / "pictures")
    session.set_index(index)
    session.set_split(make_split(index))
    made = AskedColumn(session, runner, bar)
    qtbot.addWidget(made)
    made.settings.choose("fine-tune")
    made.show()
    return made


def open_group(column: AskedColumn) -> None:
    column.settings.advanced_toggle.click()
    toggle = column.findChild(QPushButton, "group_augmentation_toggle")
    assert isinstance(toggle, QPushButton)
    toggle.click()


def note(column: AskedColumn) -> str:
    label = column.findChild(QLabel, "variants_note")
    assert isinstance(label, QLabel)
    return label.text()


def test_nothing_is_drawn_before_the_group_is_open(
    qtbot: QtBot, column: AskedColumn, asked: list[Question]
) -> None:
    qtbot.wait(300)
    assert asked == []
    assert not column.preview.isVisible()

    open_group(column)
    qtbot.waitUntil(lambda: len(column.preview.tiles.images) == 4)
    assert column.preview.isVisible()
    assert note(column).startswith("Framed: the picture itself. Then all 3")
    assert "Mirrored ones" in note(column)
    assert column.preview.tiles.accessibleName().endswith("and 3 variants of it")


def test_a_change_redraws_once_it_has_come_to_rest(
    qtbot: QtBot, column: AskedColumn, asked: list[Question]
) -> None:
    open_group(column)
    qtbot.waitUntil(lambda: len(asked) == 1)
    for degrees in range(1, 30):
        column.settings.widget("rotation").setValue(degrees)
    column.settings.widget("mirror").setCurrentText("No")

    qtbot.waitUntil(lambda: len(column.preview.tiles.images) == COUNT + 1)
    assert len(asked) <= 3, "not at every step between"
    assert asked[-1].recipe.rotation == 29
    assert asked[-1].recipe.mirror is Mirroring.NO
    assert note(column) == ("Framed: the picture itself. Then 8 variants, drawn anew at each step.")


def test_what_plays_no_role_draws_nothing(
    qtbot: QtBot, column: AskedColumn, asked: list[Question]
) -> None:
    open_group(column)
    qtbot.waitUntil(lambda: len(column.preview.tiles.images) == 4)

    column.settings.widget("epochs").setValue(3)
    column.settings.widget("learning_rate").setText("0.01")
    qtbot.wait(300)

    assert len(asked) == 1


def test_another_picture_of_those_that_are_learned_from(
    qtbot: QtBot, column: AskedColumn, asked: list[Question], session: Session
) -> None:
    open_group(column)
    qtbot.waitUntil(lambda: len(asked) == 1)
    button = column.findChild(QPushButton, "variants_other_button")
    assert isinstance(button, QPushButton)
    button.click()
    qtbot.waitUntil(lambda: len(asked) == 2)

    index, split = session.index, session.split
    assert index is not None
    assert split is not None
    learned = {index.file(position) for position in split.train}
    assert {each.picture for each in asked} <= learned
    assert asked[0].picture != asked[1].picture
    assert all(each.other.parent != each.picture.parent for each in asked), "of another class"


def test_while_training_nothing_is_drawn(
    qtbot: QtBot, column: AskedColumn, asked: list[Question]
) -> None:
    open_group(column)
    column.show_asked(locked=True)
    column.settings.take(FineTuning(rotation=9.0).to_json())  # Of a training that goes on.
    qtbot.wait(300)
    assert asked == []

    column.show_asked(locked=False)
    qtbot.waitUntil(lambda: [each.recipe.rotation for each in asked] == [9.0])


def test_it_goes_with_the_method_and_comes_back(
    qtbot: QtBot, column: AskedColumn, asked: list[Question]
) -> None:
    column.settings.choose("feature-extraction")
    assert not column.preview.isVisible()
    column.settings.choose("fine-tune")
    open_group(column)
    qtbot.waitUntil(lambda: column.preview.isVisible() and len(asked) == 1)


def test_a_picture_that_cannot_be_read_is_told(
    qtbot: QtBot, column: AskedColumn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_question: Question, *, control: Control) -> list[QImage]:
        raise PictureError(Message("It is damaged."))

    monkeypatch.setattr(variants_preview, "draw", refuse)
    open_group(column)

    qtbot.waitUntil(lambda: note(column) == "It is damaged.")


def test_the_worker_shows_the_picture_and_its_variants(
    column: AskedColumn, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: dict[str, Any] = {"rotation": 30, "mirror": 1}
    open_group(column)
    column.settings.widget("rotation").setValue(settings["rotation"])
    question = column.preview._question()
    assert question is not None

    images = draw(question, control=Control())

    assert len(images) == COUNT + 1
    assert {(image.width(), image.height()) for image in images} == {(224, 224)}
    assert len({bytes(image.constBits()) for image in images}) == COUNT + 1


def test_a_network_without_weights_sees_pictures_of_its_own_size(
    qtbot: QtBot, column: AskedColumn, asked: list[Question]
) -> None:
    column.settings.choose("from-scratch")
    open_group(column)
    qtbot.waitUntil(lambda: len(asked) == 1)
    column.settings.widget("image_size").setValue(40)
    qtbot.waitUntil(lambda: len(asked) == 2)

    sides = [draw(question, control=Control())[-1].width() for question in asked]

    assert sides == [24, 40], "as large as the pictures are; then what is asked"


@pytest.mark.parametrize(("width", "columns"), [(284, 3), (720, 9)])
def test_tiles_take_the_room_they_need(
    qtbot: QtBot, themed: QApplication, width: int, columns: int
) -> None:
    tiles = PictureTiles()
    qtbot.addWidget(tiles)
    tiles.show()
    tiles.resize(width, 10)

    side = (width - 6 * (columns - 1)) / columns
    rows = 9 // columns
    assert tiles.height() == pytest.approx(rows * side + 6 * (rows - 1), abs=1)
