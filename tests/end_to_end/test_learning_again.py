"""A wrong answer corrected on Classify, learned from, and the picture dropped again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from tests.end_to_end.hands import QtHands
from tests.end_to_end.window import click, click_item, drop, find
from tests.engine.runs import write_some_digits
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.edits.edit import EditKind
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.progress import Control
from tlgui.engine.project import project_of, save_project
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import list_runs
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.window.main_window import MainWindow

A_WHILE_MS = 1_800_000


@pytest.fixture
def shared_home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home without projects."""
    return tmp_path / "home"


@pytest.fixture
def trained(window: MainWindow, digits: Path, tmp_path: Path) -> Run:
    """A run in the project of some digits."""
    pictures = tmp_path / "pictures"
    for name in "0147":
        shutil.copytree(digits / name, pictures / name)
    project = project_of(pictures)
    save_project(project)
    index = scan(pictures)
    split = draw_split(index, Control())
    out = project.runs_folder / "first"
    return train(FeatureExtraction(device="cpu"), index, split, out, Control())


@pytest.fixture
def wrong(trained: Run, tmp_path: Path) -> list[Path]:
    """Twos, which the run does not know: what it answers is wrong. Here they are called sevens."""
    new = write_some_digits(tmp_path / "new", digits=(2,), a_class=20)
    answers = Predictor(trained).predict(sorted(new.rglob("*.png")), Control())
    found = [each.file for each in answers if each.label != "7"][:4]
    assert len(found) == 4, "the run is better than this test can do with"
    return found


def open_and_drop(
    window: MainWindow, run: Run, files: list[Path], qtbot: QtBot
) -> tuple[ClassifyPage, QAbstractItemView]:
    window.open_folder(run.dataset_root)
    qtbot.waitUntil(lambda: window._session.run is not None, timeout=A_WHILE_MS)
    window.show_page("classify")
    page: ClassifyPage = window.page("classify")  # type: ignore[assignment]  # of that key
    drop_again(window, page, files, qtbot)
    return page, find(window, QAbstractItemView, "classify_list")


def drop_again(window: MainWindow, page: ClassifyPage, files: list[Path], qtbot: QtBot) -> None:
    page.clear()
    drop(window, find(window, QWidget, "classify_drop_zone"), files)
    idle(window, page, qtbot)
    assert len(page.answers.files) == len(files)


def idle(window: MainWindow, page: ClassifyPage, qtbot: QtBot) -> None:
    def done() -> bool:
        return not page._jobs and not any(job.title for job in window._runner.jobs)

    qtbot.waitUntil(done, timeout=A_WHILE_MS)


def answers(page: ClassifyPage) -> dict[str, str | None]:
    return {each.file.name: each.label for each in page.answers.model.predictions}


def test_drop_correct_learn_drop_again(
    window: MainWindow, trained: Run, wrong: list[Path], qtbot: QtBot
) -> None:
    page, rows = open_and_drop(window, trained, wrong, qtbot)
    assert "7" not in answers(page).values()

    click_item(rows, 0)
    for _ in wrong[:3]:
        QTest.keyClicks(rows, "7")
    assert len(page.teaching.corrections.labels) == 3
    corrected = {file.name for file in page.teaching.corrections.labels}
    click(window, "learn_button_corrections")
    qtbot.waitUntil(
        lambda: page.message_bar.text.startswith("Learned from 3 corrections."),
        timeout=A_WHILE_MS,
    )
    idle(window, page, qtbot)
    assert "On the same" in page.message_bar.text
    assert "other answers in the list" in page.message_bar.text
    drop_again(window, page, wrong, qtbot)

    found = answers(page)
    assert sum(found[name] == "7" for name in corrected) == 3
    project = project_of(trained.dataset_root)
    runs = list_runs(project.runs_folder)
    assert len(runs) == 2
    assert window._session.run is not None
    assert window._session.run.folder in {run.folder for run in runs} - {trained.folder}
    journal = EditJournal(project.edits_file)
    assert [edit.kind for edit in journal.done] == [EditKind.ADD]
    index = window._session.index
    assert index is not None
    assert index.edited.added == 3
    # What joined the data is taken back like any edit.
    rows.setFocus()
    QtHands(window, qtbot).press("Ctrl+Z")
    qtbot.waitUntil(
        lambda: window._session.index is not None and not window._session.index.edited.added,
        timeout=A_WHILE_MS,
    )
    assert not EditJournal(project.edits_file).edits().added
    idle(window, page, qtbot)


def test_a_folder_without_labels_is_labelled_in_the_order_that_teaches_most(
    window: MainWindow, trained: Run, wrong: list[Path], qtbot: QtBot
) -> None:
    folder = wrong[0].parent
    page, rows = open_and_drop(window, trained, [folder / name.name for name in wrong], qtbot)
    orders = find(window, QComboBox, "classify_order")
    orders.setFocus()
    QTest.keyClick(orders, Qt.Key.Key_End)
    orders.activated.emit(orders.currentIndex())  # Keys on a closed list choose without this.
    idle(window, page, qtbot)
    assert page.answers.model.order == "label_next"

    rows.setFocus()
    QTest.keyClicks(rows, "77")
    click(window, "learn_button_corrections")
    qtbot.waitUntil(lambda: "Learned from 2" in page.message_bar.text, timeout=A_WHILE_MS)
    idle(window, page, qtbot)

    assert list(answers(page).values()).count("7") >= 2
