from __future__ import annotations

import errno
import logging
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.engine.disks import out_of_reach
from tests.pictures import plain
from tlgui.engine.project import is_project, open_project, project_of, save_project
from tlgui.log import CRASH_NAME, LOG_NAME, end_log, log, start_log
from tlgui.ui.look import theme
from tlgui.ui.window.window_menus import SettingsMenu
from tlgui.ui.words import preferences
from tlgui.ui.words.language import chosen_language
from tlgui.ui.work import project_keeper
from tlgui.ui.work.project_keeper import _Saving

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.window.main_window import MainWindow
    from tlgui.ui.work.session import Session


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    for number, name in enumerate(("cat", "dog")):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for picture in range(10):
            colour = (10 * picture, 80 * number, 120)
            (tmp_path / "pets" / name / f"{picture}.png").write_bytes(
                plain("PNG", (20, 16), colour)
            )
    return tmp_path / "pets"


def open_and_wait(window: MainWindow, session: Session, qtbot: QtBot, folder: Path) -> None:
    before = session.index
    window.open_folder(folder)
    qtbot.waitUntil(lambda: session.index is not None and session.index is not before)


def test_an_opened_folder_becomes_a_project_on_disk(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path
) -> None:
    open_and_wait(window, session, qtbot, pets)
    assert session.project is not None
    folder = session.project.folder
    qtbot.waitUntil(lambda: is_project(folder))
    assert open_project(folder).dataset_root == pets


def test_the_page_on_show_is_kept_and_comes_back_with_the_project_not_with_the_folder(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path
) -> None:
    open_and_wait(window, session, qtbot, pets)
    window.show_page("train")
    window.data_page.close_project()
    assert session.index is None
    project = project_of(pets)
    assert project.window["page"] == "train"
    open_and_wait(window, session, qtbot, pets)
    assert window.rail.current == "data"
    window.show_page("train")
    window.data_page.close_project()
    window.show_page("data")
    window.data_page.open_project(project_of(pets))
    qtbot.waitUntil(lambda: window.rail.current == "train")


def test_a_project_saved_elsewhere_is_the_one_that_is_open_then(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path, tmp_path: Path
) -> None:
    open_and_wait(window, session, qtbot, pets)
    before = session.project
    window.data_page.moves.save_as(tmp_path / "mine")
    qtbot.waitUntil(
        lambda: session.project is not None and session.project.folder == tmp_path / "mine",
    )
    assert before is not None
    # The one before is free for another window.
    assert not (before.folder / "lock").exists()
    assert (tmp_path / "mine" / "lock").exists()
    bar = window.data_page.message_bar
    assert bar.isVisible()
    assert f"saved in {tmp_path / 'mine'}" in bar.text


def test_a_place_that_is_taken_is_told_and_the_project_stays(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path, tmp_path: Path
) -> None:
    open_and_wait(window, session, qtbot, pets)
    before = session.project
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("dear")
    window.data_page.moves.save_as(tmp_path / "taken")
    bar = window.data_page.message_bar
    qtbot.waitUntil(bar.isVisible)
    assert "exists already" in bar.text
    assert session.project is not None
    assert before is not None
    assert session.project.folder == before.folder


def test_a_project_that_cannot_be_written_is_told(
    window: MainWindow,
    session: Session,
    qtbot: QtBot,
    pets: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    open_and_wait(window, session, qtbot, pets)
    bar = window.data_page.message_bar
    qtbot.waitUntil(lambda: "No space left" in bar.text)


def test_a_save_that_comes_late_is_not_written_over_a_newer_one(pets: Path) -> None:
    older = replace(project_of(pets), window={"page": "data"})
    newer = replace(older, window={"page": "train"})
    saving = _Saving()

    saving.newest = newer
    saving.save(newer)
    saving.save(older)

    assert open_project(newer.folder).window["page"] == "train"
    assert saving.written == newer


def test_what_a_save_under_way_was_to_write_is_written_when_the_project_is_closed(
    window: MainWindow,
    session: Session,
    qtbot: QtBot,
    pets: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_and_wait(window, session, qtbot, pets)
    monkeypatch.setattr(project_keeper, "write_project", lambda *_args, control: control.check())
    window.show_page("train")
    assert session.project is not None
    keeper = window.findChild(project_keeper.ProjectKeeper)
    assert isinstance(keeper, project_keeper.ProjectKeeper)
    keeper._save_in_background()

    window.data_page.close_project()

    assert project_of(pets).window["page"] == "train"


def test_the_menu_of_a_project_says_only_what_can_be_done(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other pets"
    other.mkdir()
    save_project(project_of(other))
    menu = window.data_page.project_menu
    menu.aboutToShow.emit()
    enabled = {a.objectName() for a in menu.findChildren(QAction) if a.isEnabled()}
    assert not enabled & {"undo_action", "save_project_as_action", "close_project_action"}
    open_and_wait(window, session, qtbot, pets)
    menu.aboutToShow.emit()
    enabled = {a.objectName() for a in menu.findChildren(QAction) if a.isEnabled()}
    assert {"save_project_as_action", "close_project_action", "relink_action"} <= enabled
    (recent,) = menu._recent.actions()
    assert recent.text().startswith("other pets")
    menu.close_requested.emit()
    assert session.index is None
    assert window.data_page.start_page.isVisible()


def test_a_recent_project_whose_pictures_are_gone_says_so_on_the_start_page(
    window: MainWindow, pets: Path, tmp_path: Path
) -> None:
    save_project(project_of(pets))
    pets.rename(tmp_path / "elsewhere")
    window.data_page.start_page.show_recent()
    button = window.findChild(QPushButton, "recent_project_0")
    assert button is not None
    assert "moved or deleted" in button.accessibleName()
    assert any(
        "moved or deleted" in label.toolTip() + label.text()
        for label in button.findChildren(QLabel)
    )


def test_a_recent_project_whose_pictures_are_out_of_reach_does_not_end_the_start_page(
    window: MainWindow, pets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_project(project_of(pets))
    out_of_reach(monkeypatch, pets, errno.ESTALE)
    window.data_page.start_page.show_recent()
    button = window.findChild(QPushButton, "recent_project_0")
    assert button is not None
    assert "moved or deleted" in button.accessibleName()


def test_choices_of_language_and_look_are_kept(
    themed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = SettingsMenu()
    qtbot.addWidget(menu)
    actions = {action.objectName(): action for action in menu.findChildren(QAction)}
    try:
        actions["appearance_dark"].trigger()
        assert theme.palette().scheme == "dark"
        assert preferences.scheme_choice() == "dark"
        actions["language_ko"].trigger()
        assert actions["appearance_dark"].text() == "어둡게"
        monkeypatch.delenv("TLGUI_LANGUAGE")
        assert chosen_language() == "ko"
    finally:
        actions["language_en"].trigger()
        actions["appearance_system"].trigger()
    assert preferences.scheme_choice() == "system"


def test_what_happens_is_written_to_the_log_folder(home: Path) -> None:
    crashes = start_log()
    try:
        log.warning("a folder called %s", "caf\udce9")
        text = (home / "log" / LOG_NAME).read_text(encoding="utf-8")
    finally:
        end_log(crashes)
    assert "tlgui" in text.splitlines()[0]
    assert r"a folder called caf\udce9" in text
    assert not logging.getLogger("tlgui").handlers


def test_a_log_folder_that_cannot_be_written_stops_nothing(home: Path) -> None:
    (home / "log").write_text("a file where the folder should be")
    crashes = start_log()
    end_log(crashes)
    assert crashes is None


def test_a_crash_of_native_code_leaves_its_traces(home: Path) -> None:
    code = "from tlgui.log import start_log; f = start_log(); import ctypes; ctypes.string_at(0)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert child.returncode != 0
    assert "Segmentation fault" in (home / "log" / CRASH_NAME).read_text(encoding="utf-8")


def test_a_damaged_project_begins_anew_and_says_so(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path
) -> None:
    project = project_of(pets)
    save_project(project)
    (project.folder / "project.json").write_text("garbage")
    open_and_wait(window, session, qtbot, pets)
    bar = window.data_page.message_bar
    qtbot.waitUntil(lambda: "damaged" in bar.text)
    assert (project.folder / "project.json.damaged").read_text() == "garbage"


def test_a_project_of_a_newer_version_is_neither_opened_nor_overwritten(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path
) -> None:
    project = project_of(pets)
    save_project(project)
    path = project.folder / "project.json"
    newer = path.read_text().replace('"format_version": 1', '"format_version": 2')
    path.write_text(newer)
    window.open_folder(pets)
    bar = window.data_page.message_bar
    qtbot.waitUntil(lambda: "newer version" in bar.text)
    assert session.index is None
    assert path.read_text() == newer


def test_a_page_that_this_version_does_not_have_is_passed_over(
    window: MainWindow, session: Session, qtbot: QtBot, pets: Path
) -> None:
    project = replace(project_of(pets), window={"page": "zoo"})
    save_project(project)
    window.data_page.open_project(project)
    qtbot.waitUntil(lambda: session.index is not None)
    assert window.rail.current == "data"
