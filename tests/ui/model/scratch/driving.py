"""Drives the Model page where networks learn from scratch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton

from tlgui.engine.asked import Asked
from tlgui.engine.models.scratch.textbook import BY_NAME
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.model.scratch.design_model import COLUMNS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.ui.model.scratch.design_way import DesignWay
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def make_page(qtbot: QtBot, session: Session, runner: JobRunner) -> ModelPage:
    made = ModelPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    qtbot.waitUntil(lambda: not runner.jobs)
    return made


def press(page: ModelPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    button.click()


def visible(page: ModelPage, name: str) -> bool:
    button = page.findChild(QPushButton, name)
    assert button is not None
    return button.isVisible()


def texts(page: ModelPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def asked(session: Session) -> Asked:
    assert session.project is not None
    return Asked.from_json(session.project.settings)


def designing(page: ModelPage, name: str = "lenet5") -> DesignWay:
    press(page, "model_way_design")
    page._ways.design.begin_from(BY_NAME[name])
    return page._ways.design


def edit(way: DesignWay, row: int, column: str, value: Any) -> bool:
    return way.model.setData(way.model.index(row, COLUMNS.index(column)), value)


def cell(way: DesignWay, row: int, column: str) -> str:
    return str(way.model.index(row, COLUMNS.index(column)).data())
