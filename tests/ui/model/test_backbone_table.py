"""The table of backbones: filtered, sorted, marked, chosen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.model.driving import search, show_page, table, texts
from tlgui.engine.models.catalog import all_backbones, find_backbone
from tlgui.engine.project import project_of
from tlgui.engine.training.methods import read_recipe
from tlgui.ui.model.backbone_model import COLUMNS, Part

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_table_has_every_backbone_and_filters_by_all_words(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)

    assert len(search(page, "")) == 1826
    found = search(page, "in1k RESNET50")
    assert "resnet50.a1_in1k" in found
    assert all("resnet50" in name and "in1k" in name for name in found)
    assert search(page, "no such network") == []
    assert "Try fewer words" in texts(page)


def test_filter_keeps_up_with_typing(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    model, fastest = table(page).backbones, 1.0
    for text in ("v", "vi", "vit", "vit_", "vit_b"):
        start = time.perf_counter()
        model.set_filter(Part.ALL, text)
        fastest = min(fastest, time.perf_counter() - start)

    assert fastest < 0.05


def test_what_is_not_known_comes_last_however_it_is_sorted(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    model = table(page).backbones

    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(COLUMNS.index("accuracy"), order)
        values = [backbone.accuracy for backbone in model.rows]
        known = [value for value in values if value is not None]
        assert values[: len(known)] == known
        descending = order is Qt.SortOrder.DescendingOrder
        assert known == sorted(known, reverse=descending)


def test_chosen_backbone_is_what_training_uses(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
) -> None:
    session.set_project(project_of(tmp_path))
    page = show_page(qtbot, session, runner)
    use, train = (page.findChild(QPushButton, f"model_{name}_button") for name in ("use", "train"))
    assert use is not None
    assert train is not None
    assert (use.isVisible(), train.isVisible()) == (False, True)

    page.look_at(find_backbone("resnet50.a1_in1k"))
    assert (use.isVisible(), train.isVisible()) == (True, False)
    use.click()

    assert session.project is not None
    assert session.project.settings["backbone"] == "resnet50.a1_in1k"
    assert (use.isVisible(), train.isVisible()) == (False, True)
    assert read_recipe(session.project.settings).backbone == "resnet50.a1_in1k"


def test_licence_that_forbids_commercial_use_is_marked(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    forbidden = next(each for each in all_backbones().values() if each.commercial_use is False)

    page.look_at(forbidden)

    assert "may not be used commercially" in texts(page)
    page.look_at(find_backbone("resnet50.a1_in1k"))
    assert "may not be used commercially" not in texts(page)


def test_favourites_are_remembered(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    search(page, "resnet50.a1_in1k")
    table(page).setCurrentIndex(table(page).backbones.index(0, 1))
    QTest.keyClick(table(page), Qt.Key.Key_Space)

    again = show_page(qtbot, session, runner)
    chip = again.findChild(QPushButton, "backbones_favourites")
    assert chip is not None
    chip.click()

    assert [each.timm_name for each in table(again).backbones.rows] == ["resnet50.a1_in1k"]


def test_marks_outlive_searches_and_sorting(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    chooser = page._chooser
    search(page, "tf_efficientnet_lite")
    table(page).selectAll()
    marked = set(chooser.chosen)
    assert len(marked) > 2

    table(page).backbones.sort(COLUMNS.index("accuracy"), Qt.SortOrder.DescendingOrder)
    assert set(chooser.chosen) == marked
    assert len(table(page).selectionModel().selectedRows()) == len(marked)
    search(page, "resnet50.a1_in1k")
    assert set(chooser.chosen) == marked
    place = table(page).visualRect(table(page).backbones.index(0, 1)).center()
    view = table(page).viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert set(chooser.chosen) == {*marked, "resnet50.a1_in1k"}
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chooser.chosen == ("resnet50.a1_in1k",)
    button = page.findChild(QPushButton, "model_race_button")
    assert button is not None
    assert not button.isEnabled()


def test_good_choice_that_is_looked_at_stays_set_apart(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    choice = page.findChild(QPushButton, "good_choice_1")
    assert choice is not None
    assert choice.isChecked()

    choice.click()

    assert choice.isChecked()


def test_f_marks_a_favourite_as_the_space_bar_does(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    search(page, "resnet50.a1_in1k")
    place = table(page).backbones.index(0, COLUMNS.index("favourite"))
    table(page).setCurrentIndex(table(page).backbones.index(0, 1))

    QTest.keyClick(table(page), Qt.Key.Key_F)
    assert place.data() == "★"
    QTest.keyClick(table(page), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert place.data() == "★", "Ctrl+F is a search everywhere else"
    QTest.keyClick(table(page), Qt.Key.Key_F)
    assert place.data() == "☆"


def test_a_chip_shows_the_good_choices_among_the_others(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    chip = page.findChild(QPushButton, "backbones_good")
    assert chip is not None

    chip.click()

    shown = {each.name for each in table(page).backbones.rows}
    assert shown == {choice.backbone.name for choice in page._chooser._choices}
    assert len(shown) == 5
