"""Drives the Model page as a user does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit

from tests.ui.fakes import make_layer_table
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.models.summary import NetworkSummary
from tlgui.engine.training.speed import Speed
from tlgui.ui.model.backbone_chooser import BackboneTable
from tlgui.ui.model.model_page import ModelPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


HALF = (0.5, 0.5, 0.5)
SUMMARY = NetworkSummary(
    make_layer_table(), Preprocessing(224, 224, 256, "bicubic", HALF, HALF), 1000, 1280
)
SPEEDS = (
    Speed("openvino-bf16", False, 190, 256.4, "/photos", 1_200_000_000),
    Speed("openvino-f32", True, 190, 9.84, "/photos", 900_000_000),
)


def show_page(qtbot: QtBot, session: Session, runner: JobRunner) -> ModelPage:
    page = ModelPage(session, runner)
    qtbot.addWidget(page)
    page.resize(1112, 824)
    page.show()
    qtbot.waitUntil(lambda: page._facts is not None and not runner.jobs)
    return page


def texts(page: ModelPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def table(page: ModelPage) -> BackboneTable:
    found = page.findChild(BackboneTable, "backbone_table")
    assert found is not None
    return found


def search(page: ModelPage, text: str) -> list[str]:
    field = page.findChild(QLineEdit, "backbone_search")
    assert field is not None
    field.setText(text)
    return [backbone.timm_name for backbone in table(page).backbones.rows]
