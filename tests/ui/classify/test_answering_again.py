"""The same pictures answered again: other classes of the run, or other looks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from tests.ui.classify.driving import LOOKED, classify_and_wait, click, names
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.models.class_changes import ClassChanges

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_other_classes_of_the_run_answer_the_same_pictures_again(
    qtbot: QtBot, page: ClassifyPage, session: Session, runner: JobRunner, run: Run, tmp_path: Path
) -> None:
    files = [tmp_path / "pictures" / f"{name}.png" for name in ("sure", "unsure")]
    page.classify(files)
    qtbot.waitUntil(lambda: not runner.jobs)
    before = [prediction.file for prediction in page.answers.model.predictions]

    page.hide()
    session.set_run(run.answering(ClassChanges.none(run.classes).named((0,), "Kleid")))
    assert page.answers.model.predictions == []
    page.show()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert [prediction.file for prediction in page.answers.model.predictions] == before
    session.set_run(replace(run, threshold=0.9).answering(None))
    page.clear()
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert page.answers.model.predictions == []


def test_other_looks_answer_the_list_anew(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path
) -> None:
    looks = page.findChild(QComboBox, "classify_looks")
    assert looks is not None
    classify_and_wait(qtbot, page, runner, pictures)
    before = names(page)
    removed = page.answers.files[0]
    page.remove([removed])
    LOOKED.clear()

    looks.setFocus()
    QTest.keyClick(looks, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not runner.jobs)

    assert looks.currentData() == Looks.MIRROR
    assert LOOKED == [Looks.MIRROR]
    assert sorted(names(page)) == sorted(name for name in before if name != removed.stem)


def test_other_looks_while_pictures_are_read_leave_what_was_cleared(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, predictor: threading.Event
) -> None:
    looks = page.findChild(QComboBox, "classify_looks")
    assert looks is not None
    classify_and_wait(qtbot, page, runner, pictures)
    click(page, "classify_clear_button")
    others = [pictures.with_name(f"{name}.png") for name in ("sure-7", "fair-8")]
    predictor.clear()
    page.classify(others)
    qtbot.waitUntil(lambda: page.answers.model.rowCount() == 1)

    looks.setCurrentIndex(1)
    predictor.set()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert sorted(names(page)) == ["fair-8", "sure-7"]


def test_other_looks_while_pictures_are_read_answer_all_of_them(
    qtbot: QtBot, page: ClassifyPage, runner: JobRunner, pictures: Path, predictor: threading.Event
) -> None:
    looks = page.findChild(QComboBox, "classify_looks")
    assert looks is not None
    predictor.clear()
    page.classify([pictures])
    qtbot.waitUntil(lambda: page.answers.model.rowCount() == 1)

    looks.setCurrentIndex(1)
    predictor.set()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert len(names(page)) == len(list(pictures.iterdir()))
