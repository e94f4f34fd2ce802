"""The weights on this computer, in the window: told, removed when the user says so, named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.pretrained import places
from tlgui.engine.models.pretrained.places import WeightsKind, find_weights
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.model.stored_model import COLUMNS
from tlgui.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.model.weights_panel import WeightsPanel
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

FREE, BOUND = "resnet50.a1_in1k", "convnextv2_atto.fcmae_ft_in1k"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hub's cache with weights of two backbones, and a weights folder that nobody named yet."""
    root = tmp_path / "hub"
    for name, size in ((FREE, 2_000_000), (BOUND, 1_000_000)):
        snapshot = root / f"models--timm--{name}" / "snapshots" / "c1"
        snapshot.mkdir(parents=True)
        (snapshot / "model.safetensors").write_bytes(b"x" * size)
    monkeypatch.setenv("HF_HUB_CACHE", str(root))
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TLGUI_WEIGHTS", raising=False)
    return root


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, cache: Path
) -> ModelPage:
    made = ModelPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    made.show_weights()
    wait(qtbot, runner)
    return made


def wait(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.jobs)


def rows(panel: WeightsPanel) -> dict[str, tuple[str, ...]]:
    model = panel.model
    return {
        model.rows[row].name: tuple(
            str(model.index(row, column).data()) for column in range(1, len(COLUMNS))
        )
        for row in range(model.rowCount())
    }


def choose(panel: WeightsPanel, name: str) -> None:
    row = next(row for row, each in enumerate(panel.model.rows) if each.name == name)
    panel.table.selectRow(row)


def label(panel: WeightsPanel, name: str) -> str:
    found = panel.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def button(panel: WeightsPanel, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def bar(page: ModelPage) -> MessageBar:
    return page.message_bar


def follow(page: ModelPage) -> None:
    action = page.message_bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)
    action.click()


def test_what_is_here_is_told_with_size_and_licence(page: ModelPage) -> None:
    told = rows(page._weights)

    assert told[FREE] == ("2.0 MB", "Apache-2.0", "downloaded")
    assert told[BOUND] == ("1.0 MB", "⚠ CC-BY-NC-4.0", "downloaded")
    assert told["EfficientNet-Lite0"][2] == "a package that is installed"


def test_nothing_is_removed_before_the_user_says_so(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, cache: Path
) -> None:
    panel = page._weights
    choose(panel, FREE)

    button(panel, "weights_remove_button").click()
    assert f"Remove the weights of {FREE}?" in bar(page).text
    assert "2.0 MB" in bar(page).text
    page.message_bar.clear()
    wait(qtbot, runner)
    assert FREE in rows(panel)

    with qtbot.waitSignal(panel.changed):
        QTest.keyClick(panel.table, Qt.Key.Key_Delete)
        follow(page)
    wait(qtbot, runner)
    assert FREE not in rows(panel)
    assert BOUND in rows(panel)
    assert "2.0 MB are free again" in bar(page).text
    assert not (cache / f"models--timm--{FREE}").exists()
    assert page._places[FREE].kind is WeightsKind.TO_DOWNLOAD, "the table of backbones knows"


def test_several_are_removed_at_once(qtbot: QtBot, page: ModelPage, runner: JobRunner) -> None:
    panel = page._weights
    panel.table.selectAll()

    panel.ask_to_remove()
    assert "Remove 2 files of weights?" in bar(page).text, "packages stay"
    follow(page)
    wait(qtbot, runner)

    assert not {FREE, BOUND} & set(rows(panel))
    assert "EfficientNet-Lite0" in rows(panel)


def test_weights_that_cannot_be_removed_are_told(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> int:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(places, "remove_repository", refuse)
    choose(page._weights, FREE)

    page._weights.ask_to_remove()
    follow(page)
    wait(qtbot, runner)

    assert bar(page).kind == "bad"
    assert "in use" in bar(page).text
    assert FREE in rows(page._weights)


def test_what_is_not_tlguis_is_not_removed(page: ModelPage) -> None:
    panel = page._weights
    choose(panel, "EfficientNet-Lite0")

    assert not button(panel, "weights_remove_button").isEnabled()
    assert label(panel, "weights_remove_note") == "pip uninstall takes a package away."
    panel.ask_to_remove()
    assert not bar(page).isVisible()


def test_a_weights_folder_is_named_and_forgotten(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path
) -> None:
    panel = page._weights
    own = tmp_path / "own"
    own.mkdir()
    (own / "resnet18.a1_in1k.safetensors").write_bytes(b"x" * 200_000)
    assert label(panel, "weights_folder") == "No folder is named."

    panel.use_folder(own)
    wait(qtbot, runner)
    assert rows(panel)["resnet18.a1_in1k"] == ("0.2 MB", "Apache-2.0", "your weights folder")
    assert label(panel, "weights_folder_note") == "Backbones with weights in it: 1."
    backbone = find_backbone("resnet18.a1_in1k")
    assert find_weights(backbone).kind is WeightsKind.ON_COMPUTER
    choose(panel, "resnet18.a1_in1k")
    assert not button(panel, "weights_remove_button").isEnabled()
    assert "your own file" in label(panel, "weights_remove_note")

    button(panel, "weights_folder_forget_button").click()
    wait(qtbot, runner)
    assert "resnet18.a1_in1k" not in rows(panel)
    assert (own / "resnet18.a1_in1k.safetensors").exists()


def test_a_folder_without_such_files_is_told(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()

    page._weights.use_folder(tmp_path / "empty")
    wait(qtbot, runner)

    assert "No file in it is called after a backbone" in label(page._weights, "weights_folder_note")


def test_a_folder_that_is_gone_is_refused(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path
) -> None:
    page._weights.use_folder(tmp_path / "gone")
    wait(qtbot, runner)

    assert bar(page).kind == "bad"
    assert "is not a folder" in bar(page).text


def test_the_menu_and_the_page_lead_there_and_back(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    window = MainWindow(session, runner)
    qtbot.addWidget(window)
    window.show()

    action = window.findChild(QAction, "weights_action")
    assert isinstance(action, QAction)
    action.trigger()
    page = window.page("model")
    assert isinstance(page, ModelPage)
    assert page._weights.isVisible()
    button(page._weights, "weights_back_button").click()
    assert not page._weights.isVisible()
    opener = page.findChild(QPushButton, "model_weights_button")
    assert isinstance(opener, QPushButton)
    opener.click()
    assert page._weights.isVisible()
    wait(qtbot, runner)
