"""Fixtures of the picture browser: three classes of pictures, two problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pictures import plain
from tests.ui.data.pictures.driving import SIZES
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import Message
from tlgui.ui.data.data_content import DataContent

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.data.picture_browser import PictureBrowser
    from tlgui.ui.work.jobs import JobRunner


@pytest.fixture
def index(tmp_path: Path) -> DatasetIndex:
    for number, (name, count) in enumerate(SIZES.items()):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for picture in range(count):
            data = plain("PNG", (90, 120), (10 * picture, 60 * number, 120))
            (tmp_path / "pets" / name / f"{name}{picture:02}.png").write_bytes(data)
    return scan(tmp_path / "pets")


@pytest.fixture
def content(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> DataContent:
    made = DataContent(runner)
    qtbot.addWidget(made)
    made.resize(1064, 662)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def browser(content: DataContent, index: DatasetIndex) -> PictureBrowser:
    problems = (
        Problem("cat/cat03.png", ProblemKind.UNREADABLE, Message("cat03.png is torn.")),
        Problem("owl", ProblemKind.FEW_PICTURES, Message("Few owls.")),
    )
    split = make_split(index)
    content.split_card.show_split(index, split)
    content.browser.show_dataset(index, split, problems)
    return content.browser
