"""A design of one's own: counted, edited by mouse and keys, kept, saved, refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSpinBox

from tests.ui.model.scratch.driving import (
    asked,
    cell,
    designing,
    edit,
    make_page,
    press,
    texts,
    visible,
)
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.design_layers import Convolution, Function
from tlgui.engine.models.scratch.textbook import BY_NAME, LENET
from tlgui.engine.project import open_project, project_of, save_project
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.model.scratch.design_formulas import formulas
from tlgui.ui.model.scratch.design_model import COLUMNS
from tlgui.ui.model.scratch.way_switch import Way
from tlgui.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_design_is_counted_while_it_is_edited(page: ModelPage) -> None:
    way = designing(page, "mnist_cnn")
    assert edit(way, 0, "kernel", 5)
    assert edit(way, 0, "padding", 2)

    assert cell(way, 0, "output") == "28 \u00d7 28 \u00d7 32"
    assert cell(way, 0, "parameters") == "832"
    assert cell(way, 0, "field") == "5"
    assert cell(way, len(way.design.layers), "setting") == "3 units"
    told = dict(formulas(way.model.rows[0]))
    assert "(28 \u2212 5 + 2 \u00d7 2) / 1 + 1 = 28" in told["Output"]
    assert told["Parameters"].endswith("(5 \u00d7 5 \u00d7 1) \u00d7 32 + 32 = 832")
    assert told["Multiply-adds"].endswith("= 627,200")
    assert "= 832" in texts(page)


def test_impossible_row_is_marked_with_its_reason_and_refused(
    page: ModelPage, session: Session
) -> None:
    way = designing(page)
    edit(way, 3, "kernel", 31)

    assert cell(way, 3, "output") == "impossible"
    assert not way.model.index(3, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert {cell(way, row, "output") for row in range(4, 12)} == {"waits"}
    told = texts(page)
    assert "Row 4 is impossible: The kernel of 31 is larger than what it slides over: 14." in told
    assert "Take a smaller kernel" in told
    press(page, "model_use_button")
    assert "Row 4: The kernel of 31" in page.message_bar.text
    assert asked(session).method == "feature-extraction"
    assert way.table.row == 3
    edit(way, 3, "kernel", 5)
    assert way.model.problem is None
    press(page, "model_use_button")
    assert asked(session).value("backbone") == DESIGN


def test_used_design_follows_its_edits(page: ModelPage, session: Session) -> None:
    way = designing(page)
    press(page, "model_use_button")
    way.model.remove(1)

    recipe = asked(session).recipe()
    assert isinstance(recipe, FromScratch)
    assert recipe.own_design == way.design
    assert visible(page, "model_train_button")


def test_design_outlives_another_page_and_another_start(
    qtbot: QtBot, page: ModelPage, session: Session, runner: JobRunner
) -> None:
    way = designing(page)
    edit(way, 0, "setting", 7)
    edit(way, 3, "kernel", 31)  # Impossible ones are kept too.
    assert session.project is not None
    save_project(session.project)
    folder = session.project.folder

    session.set_project(open_project(folder))
    again = make_page(qtbot, session, runner)

    assert again._ways.design.design == way.design
    assert not again._ways.design.model.history.can_undo


def test_each_project_has_its_own_design(page: ModelPage, session: Session, tmp_path: Path) -> None:
    way = designing(page)
    edit(way, 0, "setting", 7)
    first = session.project

    session.set_project(project_of(tmp_path / "other"))
    assert way.design == BY_NAME["cifar_cnn"].design
    session.set_project(first)

    assert way.design.layers[0] == Convolution(filters=7, kernel=5, padding=0)


def test_settings_of_a_run_bring_their_design_along(page: ModelPage, session: Session) -> None:
    way = designing(page)
    press(page, "model_use_button")
    other = BY_NAME["nin"].design
    assert other is not None
    assert session.project is not None
    settings = asked(session).saying({"design": other.text()}).to_json()

    session.set_project(replace(session.project, settings=settings))

    assert way.design == other


def test_design_by_keyboard_alone(qtbot: QtBot, page: ModelPage) -> None:
    way = designing(page)
    page.activateWindow()
    table = way.table
    table.choose(0)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(table, Qt.Key.Key_Return)
    field = table.findChild(QSpinBox, "design_filters_field")
    assert field is not None
    field.setValue(9)
    QTest.keyClick(field, Qt.Key.Key_Return)
    nine = Convolution(filters=9, kernel=5, padding=0)
    qtbot.waitUntil(lambda: way.design.layers[0] == nine)
    qtbot.waitUntil(table.hasFocus)

    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert way.design.layers[1] == nine
    assert table.row == 1
    QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert way.design.layers[1] == way.design.layers[2]
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert len(way.design.layers) == len(LENET.layers)
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_Insert)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert way.design.layers[1] == Convolution()


def test_function_and_share_are_edited_in_place(qtbot: QtBot, page: ModelPage) -> None:
    way = designing(page, "cifar_cnn")
    model, table = way.model, way.table
    table.edit(model.index(1, COLUMNS.index("setting")))
    selector = table.findChild(QComboBox, "design_function_field")
    assert selector is not None
    selector.setCurrentIndex(selector.findData(Function.GELU))
    selector.activated.emit(selector.currentIndex())
    assert cell(way, 1, "setting") == "GELU"
    row = next(n for n, each in enumerate(way.design.layers) if each.kind == "dropout")
    table.edit(model.index(row, COLUMNS.index("setting")))
    spin = table.findChild(QSpinBox, "design_share_field")
    assert spin is not None
    spin.setValue(25)
    QTest.keyClick(spin, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: cell(way, row, "setting") == "25%")


def test_last_layer_is_locked(page: ModelPage) -> None:
    way = designing(page)
    last = len(way.design.layers)
    way.table.choose(last)

    assert not any(way.model.field_at(way.model.index(last, n)) for n in range(len(COLUMNS)))
    way.model.remove(last)
    way.duplicate()
    assert way.design == LENET
    for name in ("up", "down", "remove", "duplicate"):
        button = page.findChild(QPushButton, f"design_{name}_button")
        assert button is not None
        assert not button.isEnabled()
    assert "One unit for each of your classes." in texts(page)


def test_design_is_saved_and_opened(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path
) -> None:
    way = designing(page)
    edit(way, 0, "setting", 11)
    kept = way.design
    way.save(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: not runner.jobs)
    assert json.loads((tmp_path / "mine.json").read_text())["layers"][0]["filters"] == 11
    way.begin_from(BY_NAME["nin"])

    way.open(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: not runner.jobs)

    assert way.design == kept
    way.undo()
    assert way.design == BY_NAME["nin"].design


@pytest.mark.parametrize("content", ["", "[]", '{"layers": [{"layer": "nothing"}]}'])
def test_a_file_that_is_no_design_is_refused(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path, content: str
) -> None:
    way = designing(page)
    (tmp_path / "other.json").write_text(content)

    way.open(tmp_path / "other.json")
    qtbot.waitUntil(lambda: bool(page.message_bar.text))

    assert way.design == LENET


def test_picture_of_the_design_is_chosen(page: ModelPage) -> None:
    way = designing(page)
    side = page.findChild(QSpinBox, "design_side_field")
    colour = page.findChild(QComboBox, "design_colour_selector")
    assert side is not None
    assert colour is not None
    assert (side.value(), colour.currentData()) == (32, 1)
    side.setValue(40)
    side.setValue(48)
    colour.setCurrentIndex(0)

    assert (way.design.side, way.design.channels) == (48, 3)
    way.undo()
    way.undo()
    assert (side.value(), colour.currentData()) == (32, 1)


def test_layers_of_a_textbook_network_become_a_design(page: ModelPage) -> None:
    press(page, "model_way_textbook")
    page._ways.textbook.look_at(BY_NAME["nin"])

    press(page, "textbook_design_button")

    assert page._ways.current is Way.DESIGN
    assert page._ways.design.design == BY_NAME["nin"].design
    press(page, "model_way_textbook")
    page._ways.textbook.look_at(BY_NAME["vgg16"])
    assert not visible(page, "textbook_design_button")


def test_undo_of_the_window_is_the_design_s_while_that_is_on_show(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    window = MainWindow(session, runner, page="model")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    page = window.page("model")
    assert isinstance(page, ModelPage)
    way = designing(page)
    way.model.remove(0)
    shorter = way.design

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert way.design == LENET
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, both)
    assert way.design == shorter
    press(page, "model_way_textbook")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert way.design == shorter
    qtbot.waitUntil(lambda: not runner.jobs)
