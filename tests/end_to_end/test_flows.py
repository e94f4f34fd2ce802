"""What people do with the window, by mouse and keyboard, from beginning to end.

With ``TLGUI_TEST_ON_X`` set (``test_on_x`` does that) the events come from an X server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QWidget,
)

from tests.end_to_end.hands import Hands, make_hands, tab_to
from tests.end_to_end.window import find
from tests.window_fixtures import WORKERS_LEAVE_S
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.progress import Control
from tlgui.engine.project import open_project, project_of, save_project
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import Run, list_runs
from tlgui.engine.workflow import train
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.look import theme
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.jobs import JobRunner
from tlgui.ui.work.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

TRAINING_LIMIT_MS = 1_800_000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without projects; what takes long to make is shared."""
    folder = tmp_path / "home"
    folder.mkdir()
    (shared_home / "cache").mkdir(exist_ok=True)
    (folder / "cache").symlink_to(shared_home / "cache", target_is_directory=True)
    monkeypatch.setenv("TLGUI_HOME", str(folder))
    return folder


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Opens windows; at the end nothing of them is at work any more."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, "light")
    runners, windows = [], []

    def make() -> MainWindow:
        runners.append(JobRunner())
        window = MainWindow(Session(), runners[-1])
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.first_painted):
            window.show()
        window.activateWindow()
        return window

    yield make
    for window, runner in zip(windows, runners, strict=True):
        for job in runner.jobs:
            job.cancel()
        window.close()
        assert runner.shutdown(wait_s=WORKERS_LEAVE_S), "a worker thread did not end"
    switch_language(app, "en")
    theme.apply_theme(app, "light")


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return make_hands(window, qtbot)


@pytest.fixture
def pictures(digits: Path, tmp_path: Path) -> Path:
    """Pictures of four digits, which may be moved."""
    for name in "0147":
        shutil.copytree(digits / name, tmp_path / "pictures" / name)
    return tmp_path / "pictures"


@pytest.fixture
def trained(pictures: Path, home: Path) -> Run:
    """A run in the pictures' project."""
    project = project_of(pictures)
    save_project(project)
    index = scan(pictures, Control())
    return train(
        FeatureExtraction(), index, make_split(index), project.runs_folder / "first", Control()
    )


def summary_of(window: MainWindow, page: str) -> str:
    return find(window.page(page), QLabel, "page_summary").text()


def open_by_keyboard(hands: Hands, window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    hands.press("Ctrl+O")
    answer_dialog(window, hands, "open_folder_dialog", folder, qtbot)
    qtbot.waitUntil(lambda: window._session.split is not None)


def answer_dialog(window: MainWindow, hands: Hands, name: str, path: Path, qtbot: QtBot) -> None:
    """Type ``path`` into the file dialog that is open."""

    def dialog() -> QFileDialog | None:
        found = [w for w in QApplication.topLevelWidgets() if w.objectName() == name]
        shown = [w for w in found if isinstance(w, QFileDialog) and w.isVisible()]
        return shown[0] if shown else None

    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    assert shown is not None
    line = find(shown, QLineEdit, "fileNameEdit")
    qtbot.waitUntil(lambda: shown.isActiveWindow() and line.hasFocus())
    # Without its completions, which come whenever a thread has read the folder; and in quotes, or
    # the dialog marks a folder as soon as its name is typed, and opens that in the end.
    line.setCompleter(None)  # type: ignore[arg-type]  # None takes it away
    line.selectAll()
    hands.write(f'"{path}"')
    hands.press("Return")
    qtbot.waitUntil(lambda: dialog() is None)
    # What a window manager does when a dialog closes.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def choose_from_menu(hands: Hands, button: QWidget, names: list[str], qtbot: QtBot) -> None:
    """Open the menu of ``button`` and click through the actions ``names``."""
    hands.click(button)
    for name in names:
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)

        def place(name: str = name) -> tuple[QMenu, QAction] | None:
            for menu in QApplication.allWidgets():
                if isinstance(menu, QMenu) and menu.isVisible():
                    for action in menu.actions():
                        below = action.menu()
                        own = below.objectName() if isinstance(below, QMenu) else ""
                        if name in (action.objectName(), own):
                            return menu, action
            return None

        qtbot.waitUntil(lambda: place() is not None)
        found = place()
        assert found is not None
        menu, action = found
        assert action.isEnabled(), f"{name} is not enabled"
        hands.click(menu, menu.actionGeometry(action).center())


def test_main_job_by_keyboard_alone(
    window: MainWindow, hands: Hands, pictures: Path, qtbot: QtBot
) -> None:
    open_by_keyboard(hands, window, pictures, qtbot)
    assert "96 pictures in 4 classes" in summary_of(window, "data")
    hands.press("Ctrl+3")
    qtbot.waitUntil(lambda: window.rail.current == "train")
    tab_to(hands, "train_button")
    hands.press("Space")
    runs = project_of(pictures).runs_folder
    qtbot.waitUntil(lambda: len(list_runs(runs)) == 1, timeout=TRAINING_LIMIT_MS)
    qtbot.waitUntil(lambda: window._session.run is not None)
    hands.press("Ctrl+4")
    headline = find(window.page("results"), QLabel, "headline_accuracy")
    qtbot.waitUntil(headline.isVisible)
    matrix = tab_to(hands, "confusion_matrix")
    assert isinstance(matrix, QAbstractItemView)
    for _ in range(4):
        hands.press("Up")
        hands.press("Left")
    hands.press("Return")
    gallery = find(window, QAbstractItemView, "gallery_list")
    cell = matrix.model().index(0, 0).data(Qt.ItemDataRole.DisplayRole)
    qtbot.waitUntil(lambda: str(gallery.model().rowCount()) == str(cell))
    hands.press("Ctrl+5")
    tab_to(hands, "classify_choose_button")
    hands.press("Space")
    picture = sorted((pictures / "4").iterdir())[0]
    answer_dialog(window, hands, "choose_pictures_dialog", picture, qtbot)
    answers = find(window, QAbstractItemView, "classify_list")
    qtbot.waitUntil(lambda: answers.model().rowCount() == 1)
    said = answers.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert picture.name in said


def test_folders_are_dropped_and_pictures_pasted(
    window: MainWindow, hands: Hands, trained: Run, pictures: Path, qtbot: QtBot
) -> None:
    hands.drop_files(find(window, QWidget, "data_drop_zone"), [pictures])
    qtbot.waitUntil(lambda: window._session.run is not None)
    hands.press("Ctrl+5")
    answers = find(window.page("classify"), QAbstractItemView, "classify_list")
    files = sorted((pictures / "7").iterdir())[:2]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QApplication.clipboard().setMimeData(data)
    hands.press("Ctrl+V")
    qtbot.waitUntil(lambda: answers.model().rowCount() == 2)
    hands.drop_files(window.page("classify"), [sorted((pictures / "0").iterdir())[0]])
    qtbot.waitUntil(lambda: answers.model().rowCount() == 3)


def test_language_and_look_are_switched_while_a_job_runs(
    window: MainWindow, hands: Hands, pictures: Path, qtbot: QtBot
) -> None:
    open_by_keyboard(hands, window, pictures, qtbot)
    hands.press("Ctrl+3")
    hands.click(find(window, QPushButton, "train_button"))
    train_page = window.page("train")
    qtbot.waitUntil(find(train_page, QPushButton, "cancel_button").isVisible)
    settings = find(window, QPushButton, "settings_button")
    choose_from_menu(hands, settings, ["language_menu", "language_ko"], qtbot)
    qtbot.waitUntil(lambda: find(train_page, QLabel, "page_title").text() == "학습")
    choose_from_menu(hands, settings, ["appearance_menu", "appearance_dark"], qtbot)
    qtbot.waitUntil(lambda: theme.palette().scheme == "dark")
    assert window.grab().toImage().pixelColor(300, 20).lightness() < 60, "the page is dark"
    runs = project_of(pictures).runs_folder
    qtbot.waitUntil(lambda: len(list_runs(runs)) == 1, timeout=TRAINING_LIMIT_MS)
    qtbot.waitUntil(lambda: window._session.run is not None)
    bar = find(train_page, QLabel, "message_lead")
    qtbot.waitUntil(bar.isVisible)
    assert any("가" <= letter <= "힣" for letter in bar.text()), bar.text()
    choose_from_menu(hands, settings, ["language_menu", "language_en"], qtbot)
    qtbot.waitUntil(lambda: find(train_page, QLabel, "page_title").text() == "Train")
    assert bar.text().startswith("Trained in")


def test_project_is_closed_and_reopened_with_everything_back(
    window: MainWindow,
    hands: Hands,
    open_window: Callable[[], MainWindow],
    trained: Run,
    pictures: Path,
    qtbot: QtBot,
) -> None:
    open_by_keyboard(hands, window, pictures, qtbot)
    seed = find(window, QSpinBox, "split_seed_field")
    tab_to(hands, "split_seed_field")
    seed.selectAll()
    hands.write("7")
    hands.press("Tab")
    qtbot.waitUntil(lambda: _seed(window) == 7)
    split = window._session.split
    tab_to(hands, "find_picture_field")
    hands.write("4/")
    grid = find(window, QAbstractItemView, "picture_grid")
    qtbot.waitUntil(lambda: grid.model().rowCount() == 24)
    hands.press("Ctrl+3")
    table = find(window.page("train"), QAbstractItemView, "runs_table")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    tab_to(hands, "runs_table")
    hands.press("Down")
    hands.press("Home")
    hands.press("Return")
    qtbot.waitUntil(lambda: window.rail.current == "results")
    window.close()

    again = open_window()
    fingers = make_hands(again, qtbot)
    recent = find(again, QAbstractButton, "recent_project_0")
    fingers.click(recent)
    qtbot.waitUntil(lambda: again.rail.current == "results")
    session = again._session
    assert session.run is not None
    assert session.run.folder == trained.folder
    assert session.split == split
    assert find(again, QLineEdit, "find_picture_field").text() == "4/"
    assert find(again, QSpinBox, "split_seed_field").value() == 7


def _seed(window: MainWindow) -> int:
    split, project = window._session.split, window._session.project
    assert split is not None
    assert project is not None
    return split.seed if split.seed == project.seed else -1


def test_a_new_split_is_undone_and_redone_by_keyboard(
    window: MainWindow, hands: Hands, pictures: Path, qtbot: QtBot
) -> None:
    open_by_keyboard(hands, window, pictures, qtbot)
    first = window._session.split
    field = tab_to(hands, "split_seed_field")
    assert isinstance(field, QSpinBox)
    field.selectAll()
    hands.write("3")
    qtbot.waitUntil(lambda: _seed(window) == 3)
    second = window._session.split
    assert second != first
    # Not from the field itself: there the keys undo what was typed.
    tab_to(hands, "picture_grid")
    hands.press("Ctrl+Z")
    qtbot.waitUntil(lambda: window._session.split == first)
    assert field.value() == 0
    hands.press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: window._session.split == second)


def test_moved_pictures_are_found_again(
    window: MainWindow, hands: Hands, trained: Run, pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    project = project_of(pictures)
    moved = tmp_path / "archive"
    shutil.move(pictures, moved)
    window.data_page.start_page.show_recent()
    hands.click(find(window, QAbstractButton, "recent_project_0"))
    action = find(window, QPushButton, "message_action")
    qtbot.waitUntil(action.isVisible)
    assert (
        str(pictures)
        in find(window, QLabel, "message_lead").text() + find(window, QLabel, "message_text").text()
    )
    hands.click(action)
    answer_dialog(window, hands, "open_folder_dialog", moved, qtbot)
    qtbot.waitUntil(lambda: window._session.index is not None)
    assert open_project(project.folder).dataset_root == moved
    hands.press("Ctrl+3")
    table = find(window.page("train"), QAbstractItemView, "runs_table")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)


def test_a_second_window_is_told_who_holds_the_project(
    window: MainWindow,
    hands: Hands,
    open_window: Callable[[], MainWindow],
    pictures: Path,
    qtbot: QtBot,
) -> None:
    open_by_keyboard(hands, window, pictures, qtbot)
    second = open_window()
    fingers = make_hands(second, qtbot)
    fingers.press("Ctrl+O")
    answer_dialog(second, fingers, "open_folder_dialog", pictures, qtbot)
    bar = second.data_page.message_bar
    qtbot.waitUntil(bar.isVisible)
    assert "is open in another window" in bar.text
    assert second._session.index is None
    window.close()
    fingers.press("Ctrl+O")
    answer_dialog(second, fingers, "open_folder_dialog", pictures, qtbot)
    qtbot.waitUntil(lambda: second._session.index is not None)


def test_the_lock_of_a_killed_window_is_taken_over(
    window: MainWindow, hands: Hands, pictures: Path, qtbot: QtBot
) -> None:
    project = project_of(pictures)
    save_project(project)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from PySide6.QtCore import QLockFile\n"
            "lock = QLockFile(sys.argv[1]); print(lock.tryLock(0), flush=True); time.sleep(60)",
            str(project.folder / "lock"),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    hands.press("Ctrl+O")
    answer_dialog(window, hands, "open_folder_dialog", pictures, qtbot)
    bar = window.data_page.message_bar
    qtbot.waitUntil(bar.isVisible)
    assert str(holder.pid) in bar.text
    holder.kill()
    holder.wait(timeout=900)
    holder.stdout.close()
    open_by_keyboard(hands, window, pictures, qtbot)
    assert not bar.isVisible()


def test_answers_are_copied_into_class_folders_and_taken_back(
    window: MainWindow,
    hands: Hands,
    trained: Run,
    pictures: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    inbox, target = tmp_path / "inbox", tmp_path / "sorted"
    (inbox / "monday").mkdir(parents=True)
    target.mkdir()
    for name in "017":
        picture = sorted((pictures / name).iterdir())[0]
        shutil.copy(picture, inbox / "monday" / f"{name}.png")
    (target / "0" / "monday").mkdir(parents=True)
    (target / "0" / "monday" / "0.png").write_bytes(b"was here before")
    hands.drop_files(find(window, QWidget, "data_drop_zone"), [pictures])
    qtbot.waitUntil(lambda: window._session.run is not None)
    hands.press("Ctrl+5")
    hands.drop_files(window.page("classify"), [inbox])
    answers = find(window.page("classify"), QAbstractItemView, "classify_list")
    qtbot.waitUntil(lambda: answers.model().rowCount() == 3)
    copy = find(window, QPushButton, "classify_copy_button")
    qtbot.waitUntil(copy.isEnabled)
    hands.click(copy)
    answer_dialog(window, hands, "choose_class_folders_dialog", target, qtbot)
    confirm = find(window, QPushButton, "copy_confirm_button")
    qtbot.waitUntil(confirm.isEnabled)
    assert _files(target) == {"0/monday/0.png"}, "a dry run copies nothing"
    hands.click(confirm)
    bar = window.page("classify").findChild(MessageBar)
    assert bar is not None
    # Sub-folders are kept; while it copies, its journal lies beside them.
    qtbot.waitUntil(lambda: [Path(name).parent.name for name in _files(target)] == ["monday"] * 4)
    assert (target / "0" / "monday" / "0.png").read_bytes() == b"was here before"
    assert len(_files(inbox)) == 3
    undo = find(bar, QPushButton, "message_action")
    qtbot.waitUntil(undo.isVisible)
    hands.click(undo)
    qtbot.waitUntil(lambda: _files(target) == {"0/monday/0.png"})
    assert (target / "0" / "monday" / "0.png").read_bytes() == b"was here before"


def _files(folder: Path) -> set[str]:
    """Files in ``folder``, which may be changing."""
    return {
        (Path(place) / name).relative_to(folder).as_posix()
        for place, _folders, names in os.walk(folder)
        for name in names
    }
