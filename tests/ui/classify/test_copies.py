"""Copies into class folders: planned, made, undone, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton

from tests.ui.classify.driving import child, classify_and_wait, click
from tlgui.ui.kit.fact_list import FactList

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def plan_into(qtbot: QtBot, page: ClassifyPage, target: Path) -> None:
    """As if the user pressed the button and chose ``target``."""
    click(page, "classify_copy_button")
    dialog = page.findChild(QFileDialog, "choose_class_folders_dialog")
    assert dialog is not None
    dialog.reject()
    page.copies.plan(target)
    qtbot.waitUntil(lambda: page._copy_card.planned is not None)


def test_copies_are_shown_before_they_are_made_and_undone_by_one_click(
    qtbot: QtBot,
    page: ClassifyPage,
    session: Session,
    runner: JobRunner,
    pictures: Path,
    tmp_path: Path,
) -> None:
    target = tmp_path / "sorted"
    target.mkdir()
    (target / "dress").mkdir()
    (target / "dress" / "sure-1.png").write_bytes(b"mine")
    classify_and_wait(qtbot, page, runner, pictures)

    plan_into(qtbot, page, target)

    counts = page.findChild(FactList, "copy_counts")
    assert counts is not None
    assert counts.facts == [("dress", "3 pictures"), ("unsure", "1 picture")]
    told = child(page, QLabel, "copy_note").text()  # type: ignore[attr-defined]
    assert "1 get another name" in told
    assert "1 could not be read" in told
    assert not page.answers.isVisible()
    assert [path.name for path in target.rglob("*.png")] == ["sure-1.png"]
    click(page, "copy_confirm_button")
    qtbot.waitUntil(lambda: "Copied 4 pictures" in page.message_bar.text)
    assert page.answers.isVisible()
    assert (target / "dress" / "sure-1 (2).png").exists()
    assert (target / "unsure" / "unsure-1.png").exists()
    click(page, "message_action")
    qtbot.waitUntil(lambda: "Removed the copies: 4 pictures" in page.message_bar.text)
    assert [path.name for path in target.rglob("*")] == ["dress", "sure-1.png"]
    qtbot.waitUntil(lambda: not runner.jobs)
    session.undo.redo()
    qtbot.waitUntil(lambda: "Copied 4 pictures" in page.message_bar.text)
    assert (target / "unsure" / "unsure-1.png").exists()
    qtbot.waitUntil(lambda: not runner.jobs)
    session.undo.undo()
    qtbot.waitUntil(lambda: not (target / "unsure").exists())
    qtbot.waitUntil(lambda: not runner.jobs)


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (None, "The folder is as it was before."),
        ("mine.txt", "Class folders with other files in them stay."),
    ],
)
def test_undone_copies_tell_what_is_left(
    qtbot: QtBot,
    page: ClassifyPage,
    runner: JobRunner,
    pictures: Path,
    tmp_path: Path,
    added: str | None,
    told: str,
) -> None:
    target = tmp_path / "sorted"
    target.mkdir()
    classify_and_wait(qtbot, page, runner, pictures)
    plan_into(qtbot, page, target)
    click(page, "copy_confirm_button")
    qtbot.waitUntil(lambda: "Copied 4 pictures" in page.message_bar.text)
    if added is not None:
        (target / "dress" / added).write_text("mine", encoding="utf-8")

    click(page, "message_action")

    qtbot.waitUntil(lambda: "Removed the copies: 4 pictures" in page.message_bar.text)
    assert told in page.message_bar.text
    assert (target / "dress").exists() == (added is not None)
    qtbot.waitUntil(lambda: not runner.jobs)


def test_unsure_pictures_can_stay_behind(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sorted"
    target.mkdir()
    classify_and_wait(qtbot, page, runner, pictures)
    plan_into(qtbot, page, target)

    box = page.findChild(QCheckBox, "copy_unsure_box")
    assert box is not None
    box.click()

    confirm = page.findChild(QPushButton, "copy_confirm_button")
    assert confirm is not None
    qtbot.waitUntil(lambda: confirm.text() == "Copy 3 pictures")
    assert "1 unsure left out" in child(page, QLabel, "copy_note").text()  # type: ignore[attr-defined]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    confirm.setFocus()
    QTest.keyClick(confirm, Qt.Key.Key_Escape)
    assert page.answers.isVisible()
    assert list(target.iterdir()) == []


def test_a_folder_whose_pictures_were_cleared_takes_copies(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, tmp_path: Path
) -> None:
    other = tmp_path / "sure-9.png"
    other.write_bytes(b"9")
    classify_and_wait(qtbot, page, runner, pictures)
    click(page, "classify_clear_button")
    classify_and_wait(qtbot, page, runner, other)
    target = pictures / "sorted"
    target.mkdir()

    plan_into(qtbot, page, target)

    assert page._copy_card.planned is not None
    assert [copy.source for copy in page._copy_card.planned.copies] == [other]


def test_a_target_among_the_pictures_is_refused_in_a_sentence(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    classify_and_wait(qtbot, page, runner, pictures)
    click(page, "classify_copy_button")

    page.copies.plan(pictures)

    qtbot.waitUntil(lambda: "inside" in page.message_bar.text)
    assert page.answers.isVisible()
    assert child(page, QPushButton, "classify_copy_button").isEnabled()
