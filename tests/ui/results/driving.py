"""Drives the Results page as a user does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.results.results_page import ResultsPage
    from tlgui.ui.work.session import Session


DRESS, HAT, SHIRT = range(3)


def show(qtbot: QtBot, page: ResultsPage, session: Session, run: Run) -> None:
    session.set_run(run)
    qtbot.waitUntil(lambda: page.results is not None)


def words(page: ResultsPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def names(page: ResultsPage) -> list[str]:
    return [answer.name for answer in page.gallery.answers.answers]
