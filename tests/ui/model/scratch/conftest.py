"""Fixtures of networks from scratch: an open folder, and no weights looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.fakes import make_dataset, make_split
from tests.ui.model.scratch.driving import make_page
from tlgui.engine.project import project_of
from tlgui.ui.model import model_page
from tlgui.ui.model.model_jobs import Facts

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.model.model_page import ModelPage
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(_backbone: object, *, control: Control) -> Facts:
        return Facts(None, ())

    monkeypatch.setattr(model_page, "look_up_facts", look_up)


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, tmp_path: Path
) -> ModelPage:
    index = make_dataset(tmp_path / "data")
    session.set_project(project_of(index.root))
    session.set_index(index)
    session.set_split(make_split(index))
    return make_page(qtbot, session, runner)
