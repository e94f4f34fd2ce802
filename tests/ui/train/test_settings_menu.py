"""Settings under a name, as a file, and as a command line; all that is replaced comes back."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.presets import BUILT_IN, own_presets, presets_folder
from tlgui.engine.training.by_epochs.choices import OptimizerName, Scope
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe_files import read_recipe_file, write_recipe_file
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.train.asked.asked_column import AskedColumn
from tlgui.ui.words.shell import command_text

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication, QMenu
    from pytestqt.qtbot import QtBot

    from tlgui.engine.presets import Preset
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def column(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    bar: MessageBar,
    tmp_path: Path,
) -> AskedColumn:
    index = make_dataset(tmp_path / "my pictures")
    session.set_index(index)
    session.set_split(make_split(index))
    made = AskedColumn(session, runner, bar)
    qtbot.addWidget(made)
    made.show()
    return made


def action(menu: QMenu, text: str) -> QAction:
    found = [each for each in menu.actions() if each.text().strip() == text]
    assert len(found) == 1, [each.text() for each in menu.actions()]
    return found[0]


def choose(column: AskedColumn, text: str) -> None:
    column.menu.fill()
    action(column.menu.menu, text).trigger()


def save_as(column: AskedColumn, name: str) -> None:
    choose(column, "Save as a preset…")
    field = column.findChild(QLineEdit, "preset_name_field")
    assert isinstance(field, QLineEdit)
    assert field.isVisible()
    QTest.keyClicks(field, name)
    save = column.findChild(QPushButton, "preset_save_button")
    assert isinstance(save, QPushButton)
    save.click()
    assert not field.isVisible()


def undo(bar: MessageBar) -> None:
    button = bar.findChild(QPushButton, "message_action")
    assert isinstance(button, QPushButton)
    assert button.text() == "Undo"
    button.click()


def test_a_preset_sets_method_and_settings_and_can_be_taken_back(
    column: AskedColumn, bar: MessageBar
) -> None:
    column.settings.widget("target_accuracy").setValue(80)
    heard: list[int] = []
    column.changed.connect(lambda: heard.append(1))

    choose(column, "Quick")

    recipe = column.recipe()
    assert isinstance(recipe, FineTuning)
    assert (recipe.scope, recipe.epochs, recipe.target_accuracy) == (Scope.LAST_BLOCK, 3, 0.8)
    assert heard
    assert bar.text == "The settings are those of “Quick”."
    undo(bar)
    assert column.recipe() == FeatureExtraction(target_accuracy=0.8)


@pytest.mark.parametrize("preset", BUILT_IN, ids=lambda preset: str(preset.name))
def test_what_comes_along_is_asked_to_the_last_digit(column: AskedColumn, preset: Preset) -> None:
    choose(column, str(preset.name))

    recipe = column.recipe()
    assert recipe is not None
    assert recipe.to_json().items() >= dict(preset.document).items()


def test_what_is_asked_is_kept_under_a_name_and_chosen_again(
    column: AskedColumn, bar: MessageBar
) -> None:
    column.settings.choose("fine-tune")
    column.settings.widget("optimizer").setCurrentText("Lion")
    save_as(column, "Mine & yours")
    column.settings.choose("feature-extraction")

    choose(column, "Mine && yours")

    recipe = column.recipe()
    assert isinstance(recipe, FineTuning)
    assert recipe.optimizer is OptimizerName.LION


def test_a_replaced_and_a_deleted_preset_come_back(column: AskedColumn, bar: MessageBar) -> None:
    save_as(column, "Mine")
    column.settings.choose("fine-tune")
    save_as(column, "mine")
    assert bar.text == "The preset “mine” has other settings now."
    assert [each.document["method"] for each in own_presets()] == ["fine-tune"]
    undo(bar)
    assert [each.document["method"] for each in own_presets()] == ["feature-extraction"]

    column.menu.fill()
    menu = action(column.menu.menu, "Delete a preset").menu()
    (gone,) = menu.actions()  # type: ignore[attr-defined]  # PySide types it as an object
    gone.trigger()
    assert own_presets() == []
    undo(bar)
    assert len(own_presets()) == 1


def test_without_a_name_nothing_is_kept(column: AskedColumn) -> None:
    choose(column, "Save as a preset…")
    field = column.findChild(QLineEdit, "preset_name_field")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "  \r")

    assert field.isVisible()
    assert own_presets() == []


def test_a_place_that_cannot_be_written_is_told(column: AskedColumn, bar: MessageBar) -> None:
    presets_folder().parent.mkdir(parents=True, exist_ok=True)
    presets_folder().write_text("a file where the folder should be")

    save_as(column, "Mine")

    assert bar.kind == "bad"
    assert "cannot be kept" in bar.text


def test_a_recipe_file_brings_its_backbone_too(
    column: AskedColumn, bar: MessageBar, tmp_path: Path
) -> None:
    recipe = FineTuning(backbone="resnet18.a1_in1k", epochs=2)
    write_recipe_file(tmp_path / "theirs.json", recipe.to_json())

    column.menu.open_recipe(tmp_path / "theirs.json")

    assert column.recipe() == recipe
    assert bar.text == "The settings are those of theirs.json."
    column.menu.save_recipe(tmp_path / "mine.json")
    assert read_recipe_file(tmp_path / "mine.json") == recipe.to_json()


def test_a_file_that_is_no_recipe_is_told_and_changes_nothing(
    column: AskedColumn, bar: MessageBar, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text('{"method": "fine-tune", "epoch": 3}')

    column.menu.open_recipe(tmp_path / "x.json")

    assert bar.kind == "bad"
    assert "x.json asks for what the method fine-tune does not know: epoch" in bar.text
    assert column.recipe() == FeatureExtraction()


@pytest.mark.skipif(sys.platform == "win32", reason="its terminal quotes otherwise")
def test_the_command_on_the_clipboard_trains_the_same(
    column: AskedColumn, session: Session, bar: MessageBar
) -> None:
    column.settings.choose("fine-tune")
    column.settings.widget("epochs").setValue(3)
    choose(column, "Copy as a command line")

    words = shlex.split(QGuiApplication.clipboard().text())
    assert session.index is not None
    assert words[:3] == ["tlgui", "train", str(session.index.root)]
    assert words[3] == "--out"
    assert words[4].startswith(str(session.runs_folder))
    assert words[5:] == ["--method", "fine-tune", "--epochs", "3"]
    assert bar.text.startswith("The command is on the clipboard.")


def test_words_with_spaces_and_quotes_stay_words() -> None:
    words = ["tlgui", "train", "it's my folder", 'say "cheese"']

    if sys.platform != "win32":
        assert shlex.split(command_text(words)) == words
    assert command_text(["tlgui", "doctor"]) == "tlgui doctor"


def test_while_training_no_other_settings_can_be_chosen(column: AskedColumn) -> None:
    column.show_asked(locked=True)
    column.menu.fill()

    menu = column.menu.menu
    assert not action(menu, "Careful").isEnabled()
    assert not action(menu, "Open a recipe…").isEnabled()
    assert action(menu, "Copy as a command line").isEnabled()
