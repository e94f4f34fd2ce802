"""Drives the Classify page as a user does, with answers that the files' names ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from tlgui.engine.deploy.predictor import Decision, Prediction
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.deploy.looks import Looks
    from tlgui.ui.classify.classify_page import ClassifyPage
    from tlgui.ui.work.jobs import JobRunner


LOOKED: list[Looks] = []
"""How often the model without weights was asked to look, each time that it was asked."""
SHARES = {"sure": 0.98, "fair": 0.70, "unsure": 0.5}


def predict(path: Path) -> Prediction:
    """The answer that a file's name asks for."""
    if path.stem.startswith("broken"):
        return Prediction(path, (), None, Message("{name} cannot be read.", name=path.name))
    best = SHARES[path.stem.split("-")[0]]
    ranked = (("dress", best), ("hat", (1 - best) * 0.75), ("t-shirt", (1 - best) * 0.25))
    decision = Decision.ACCEPTED if best >= 0.6 else Decision.UNSURE
    return Prediction(path, ranked, decision, None)


def child(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def names(page: ClassifyPage) -> list[str]:
    model = page.answers.model
    return [model.prediction(row).file.stem for row in range(model.rowCount())]


def classify_and_wait(qtbot: QtBot, page: ClassifyPage, runner: JobRunner, *paths: Path) -> None:
    page.classify(paths)
    qtbot.waitUntil(lambda: not runner.jobs and not page._jobs)


def choose(page: ClassifyPage, name: str, text: str) -> None:
    box = page.findChild(QComboBox, name)
    assert box is not None
    place = next(n for n in range(box.count()) if box.itemText(n).startswith(text))
    box.setCurrentIndex(place)
    box.activated.emit(place)


def click(page: ClassifyPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()
