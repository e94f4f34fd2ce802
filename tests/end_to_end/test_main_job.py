"""The main job, from a dropped folder to a label on a dropped picture, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QWidget

from tests.end_to_end.window import click, click_item, drop, find
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.insight.report import load_report
from tlgui.engine.progress import Control
from tlgui.engine.project import project_of
from tlgui.engine.training.run import list_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.window.main_window import MainWindow

TRAINING_LIMIT_MS = 1_800_000


def test_folder_becomes_classifier_that_labels_a_dropped_picture(
    window: MainWindow, digits: Path, qtbot: QtBot
) -> None:
    # Data: drop the folder on the page.
    drop(window, find(window, QWidget, "data_page"), [digits])
    train_step = find(window, QWidget, "train_step_button")
    qtbot.waitUntil(train_step.isEnabled)
    grid = find(window, QAbstractItemView, "picture_grid")
    qtbot.waitUntil(lambda: grid.model().rowCount() == 240)
    assert "240 pictures in 10 classes" in find(window, QLabel, "page_summary").text()

    # Train.
    click(window, "train_step_button")
    click(window, "train_button")
    rail = find(window, QWidget, "rail_results")
    runs = project_of(digits).runs_folder
    qtbot.waitUntil(lambda: len(list_runs(runs)) == 1, timeout=TRAINING_LIMIT_MS)
    run = list_runs(runs)[0]
    report = load_report(run)

    # Results: the figure on the page is the one in the run.
    QTest.mouseClick(rail, Qt.MouseButton.LeftButton)
    headline = find(window, QLabel, "headline_accuracy")
    qtbot.waitUntil(headline.isVisible)
    qtbot.waitUntil(lambda: headline.text() == f"{report.accuracy:.1%}")
    assert find(window, QLabel, "headline_interval").text()

    # A cell of the confusion matrix opens its pictures.
    true, predicted = (int(place) for place in np.argwhere(report.confusion > 0)[0])
    matrix = find(window, QAbstractItemView, "confusion_matrix")
    click_item(matrix, true, predicted)
    gallery = find(window, QAbstractItemView, "gallery_list")
    expected = report.cell(true, predicted)
    qtbot.waitUntil(lambda: gallery.model().rowCount() == len(expected))

    # A picture opens with its Grad-CAM; another class can be asked for.
    click_item(gallery, 0)
    heat_map = find(window, QWidget, "heat_map_view")
    selector = find(window, QComboBox, "heat_map_class")
    qtbot.waitUntil(lambda: heat_map.isVisible() and selector.count() == 10)
    before = heat_map.grab().toImage()
    other = (selector.currentIndex() + 1) % selector.count()
    selector.setFocus()
    QTest.keyClick(selector, Qt.Key.Key_Down if other else Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: heat_map.grab().toImage() != before)

    # Classify: drop a picture, read its label.
    QTest.mouseClick(find(window, QWidget, "rail_classify"), Qt.MouseButton.LeftButton)
    picture = sorted((digits / "3").iterdir())[0]
    drop(window, find(window, QWidget, "classify_drop_zone"), [picture])
    answers = find(window, QAbstractItemView, "classify_list")
    qtbot.waitUntil(lambda: answers.model().rowCount() == 1)
    (prediction,) = Predictor.load(run.folder).predict([picture], Control())
    shown = answers.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert prediction.label is not None
    assert prediction.label in shown
    assert picture.name in shown
