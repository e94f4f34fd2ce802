"""Fine-tuning in the window: a beginner's three clicks, and an engineer who changes everything."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from tests.end_to_end.window import click, drop, find
from tlgui.engine.presets import own_presets
from tlgui.engine.project import project_of
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.run import list_runs, open_run
from tlgui.engine.training.settings import Level, Unit, fields_of
from tlgui.ui.train.asked.asked_column import AskedColumn

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.engine.training.settings import Field
    from tlgui.ui.window.main_window import MainWindow

TRAINING_LIMIT_MS = 1_800_000
# Else it would take minutes, or learn nothing that could be compared.
SMALL: dict[str, Any] = {"epochs": 2, "views": 2, "batch_size": 16, "folds": 2, "members": 2}
A_CLASS = 14
NO_ROOM = ("stages",)
"""Means something only with the scope that is not chosen."""


@pytest.fixture
def pictures(digits: Path, tmp_path: Path) -> Path:
    """A folder that no project knows yet, of few pictures: both walks train on it."""
    for name in "0147":
        (tmp_path / "pictures" / name).mkdir(parents=True)
        for file in sorted((digits / name).iterdir())[:A_CLASS]:
            shutil.copy(file, tmp_path / "pictures" / name)
    return tmp_path / "pictures"


def open_folder(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    drop(window, find(window, QWidget, "data_page"), [folder])
    step = find(window, QWidget, "train_step_button")
    qtbot.waitUntil(step.isEnabled)


def choose(window: MainWindow, method: str) -> None:
    card = find(window, QRadioButton, f"method_{method}")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert card.isChecked()


def trained(folder: Path, qtbot: QtBot) -> Run:
    runs = project_of(folder).runs_folder
    qtbot.waitUntil(lambda: len(list_runs(runs)) == 1, timeout=TRAINING_LIMIT_MS)
    return list_runs(runs)[0]


def test_a_beginner_fine_tunes_with_three_clicks(
    window: MainWindow, pictures: Path, qtbot: QtBot
) -> None:
    open_folder(window, pictures, qtbot)

    click(window, "train_step_button")
    choose(window, "fine_tune")
    click(window, "train_button")
    run = trained(pictures, qtbot)

    assert run.recipe == FineTuning()
    assert run.headline_split is not None
    # Four digits of eight by eight pixels: chance is a quarter.
    assert run.figures[run.headline_split]["accuracy"] > 0.6


def change(window: MainWindow, field: Field) -> None:
    """Have the user's hands give ``field`` another value than its default."""
    if field.setting.choices:
        selector = find(window, QComboBox, f"{field.name}_selector")
        selector.setFocus()
        last = selector.currentIndex() == selector.count() - 1
        up = last or field.name == "scope"  # Down is all layers: that takes minutes.
        QTest.keyClick(selector, Qt.Key.Key_Up if up else Qt.Key.Key_Down)
    elif field.kind is bool:
        box = find(window, QCheckBox, f"{field.name}_box")
        QTest.keyClick(box, Qt.Key.Key_Space)
    elif field.setting.unit is Unit.SCIENTIFIC:
        line = find(window, QLineEdit, f"{field.name}_field")
        line.selectAll()
        QTest.keyClicks(line, f"{field.default / 2:g}")
    else:
        spin = find(window, QAbstractSpinBox, f"{field.name}_field")
        spin.selectAll()
        QTest.keyClicks(spin, _typed(spin, field))
        QTest.keyClick(spin, Qt.Key.Key_Tab)


def _typed(spin: QAbstractSpinBox, field: Field) -> str:
    """Another number that its field takes."""
    if field.name in SMALL:
        return str(SMALL[field.name])
    assert isinstance(spin, QSpinBox | QDoubleSpinBox)
    step = 1 if isinstance(spin, QSpinBox) else 0.05 * (spin.maximum() - spin.minimum())
    near = min(step, 5.0)
    other = spin.value() + near if spin.value() + near <= spin.maximum() else spin.value() - near
    return f"{other:.{0 if isinstance(spin, QSpinBox) else 2}f}"


def menu_action(window: MainWindow, text: str) -> None:
    """Choose the entry ``text`` of the settings' menu."""
    menu = window.findChild(AskedColumn).menu  # type: ignore[union-attr]  # it is there
    menu.fill()
    (action,) = [each for each in menu.menu.actions() if each.text().strip() == text]
    action.trigger()


@pytest.mark.slow
def test_an_engineer_changes_everything_and_repeats_it_from_the_command_line(
    window: MainWindow, pictures: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    open_folder(window, pictures, qtbot)
    click(window, "train_step_button")
    choose(window, "fine_tune")
    # The rows of the method before are let go with the next turn of the event loop.
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "advanced_toggle").isVisible())
    click(window, "advanced_toggle")
    for toggle in window.findChildren(QAbstractButton):
        if toggle.objectName().startswith("group_") and toggle.isVisible():
            QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    shown = [
        field
        for field in fields_of(FineTuning)
        if field.setting.level is not Level.COMMAND_LINE and field.name not in NO_ROOM
    ]
    for field in shown:
        change(window, field)

    menu_action(window, "Save as a preset…")
    QTest.keyClicks(find(window, QLineEdit, "preset_name_field"), "Everything")
    click(window, "preset_save_button")
    menu_action(window, "Copy as a command line")
    command = shlex.split(QGuiApplication.clipboard().text())
    click(window, "train_button")
    run = trained(pictures, qtbot)

    asked, usual = run.recipe, FineTuning()
    unchanged = [each.name for each in shown if getattr(asked, each.name) == each.default]
    assert unchanged == []
    assert len(shown) > 35
    (kept,) = own_presets()
    for name, value in kept.document.items():
        if hasattr(usual, name):
            assert getattr(asked, name) == value, name
    again = repeated(command, tmp_path / "again")
    assert again.recipe == asked
    assert np.array_equal([row.train_loss for row in again.history], losses(run))
    one, other = run.tensors(), again.tensors()
    assert all(np.array_equal(one[name], other[name]) for name in one)


def losses(run: Run) -> list[float]:
    return [row.train_loss for row in run.history]


def repeated(command: list[str], out: Path) -> Run:
    """The run that the copied command makes, in a process of its own."""
    words = list(command)
    words[words.index("--out") + 1] = str(out)
    assert words[0] == "tlgui"
    done = subprocess.run(
        [sys.executable, "-m", "tlgui", *words[1:]],
        env={**os.environ},
        capture_output=True,
        text=True,
        timeout=TRAINING_LIMIT_MS / 1000,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return open_run(out)
