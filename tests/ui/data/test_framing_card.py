"""The Data page says where much of many pictures is cut off, and offers the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.project import project_of
from tlgui.engine.training.framing import FramingRule
from tlgui.ui.data import framing_card
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.framing_card import FramingPreview
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.errors import Message
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

W = TypeVar("W", bound=QWidget)


def write_pictures(root: Path, size: tuple[int, int]) -> Path:
    for name in ("left", "right"):
        (root / name).mkdir(parents=True)
        for number in range(8):
            Image.new("RGB", size, (20 * number, 90, 120)).save(root / name / f"{number}.png")
    return root


@pytest.fixture
def page(
    no_reading: None, qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> DataPage:
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def found(card: QWidget, kind: type[W], name: str) -> W:
    widget = card.findChild(kind, name)
    assert isinstance(widget, kind)
    return widget


def opened(page: DataPage, qtbot: QtBot, folder: Path) -> framing_card.FramingCard:
    """The card, after ``folder`` was opened and looked at."""
    with qtbot.waitSignal(page._session.split_changed):
        page.open_folder(folder)
    qtbot.waitUntil(lambda: page.findChild(QWidget, "framing_card") is not None)
    card = page.findChild(framing_card.FramingCard)
    assert isinstance(card, framing_card.FramingCard)
    qtbot.waitUntil(lambda: card._looking.job is None)
    return card


def test_ordinary_pictures_are_not_mentioned(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert not opened(page, qtbot, write_pictures(tmp_path / "pictures", (40, 30))).isVisible()


def test_long_pictures_are_told_shown_and_offered_whole(
    page: DataPage, qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    card = opened(page, qtbot, write_pictures(tmp_path / "pictures", (24, 128)))
    assert card.isVisible()
    text = found(card, QLabel, "framing_text")
    assert "14% of such a picture" in text.text()
    previews = card.findChildren(FramingPreview)
    assert len(previews) == 3
    narrow = previews[0].sizeHint()
    assert narrow.width() < narrow.height() / 4

    button = found(card, QPushButton, "show_whole_pictures_button")
    button.setFocus()
    with qtbot.waitSignal(card.framing_chosen):
        QTest.keyClick(button, Qt.Key.Key_Space)

    assert session.project is not None
    assert session.project.settings["framing"] == "whole"
    assert not button.isVisible()
    assert "14%" not in text.text()
    assert previews[0].sizeHint().width() == previews[0].sizeHint().height()
    selector = found(card, QComboBox, "data_framing_selector")
    assert selector.accessibleName()
    assert selector.currentData() == "whole"


def test_choice_is_the_train_pages(
    page: DataPage, qtbot: QtBot, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    from tlgui.ui.train.train_page import TrainPage

    train = TrainPage(session, runner)
    qtbot.addWidget(train)
    card = opened(page, qtbot, write_pictures(tmp_path / "pictures", (128, 24)))
    selector = found(card, QComboBox, "data_framing_selector")

    selector.setFocus()
    QTest.keyClick(selector, Qt.Key.Key_End)  # the last choice
    qtbot.waitUntil(lambda: train.settings.recipe().framing == "auto")

    selector = train.settings.widget("framing")
    selector.setCurrentIndex(selector.findData("squeeze"))
    assert found(card, QComboBox, "data_framing_selector").currentData() == "squeeze"


def test_pictures_are_read_as_they_are_framed(
    page: DataPage,
    qtbot: QtBot,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tlgui.ui.data import data_jobs

    asked: list[object] = []

    def look_closely(*args: object, control: object) -> data_jobs.Findings:
        asked.append(args[2])
        return data_jobs.Findings(frozenset(), ())

    monkeypatch.setattr(data_jobs, "look_closely", look_closely)
    card = opened(page, qtbot, write_pictures(tmp_path / "pictures", (24, 128)))
    qtbot.waitUntil(lambda: asked == ["centre"])

    found(card, QPushButton, "show_whole_pictures_button").click()

    qtbot.waitUntil(lambda: asked == ["centre", "whole"])


def test_pictures_are_read_for_the_backbone_that_is_asked_for_where_it_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tlgui.engine import workflow
    from tlgui.engine.progress import Control
    from tlgui.ui.data.data_jobs import look_closely

    read_for: list[str] = []

    def read_ahead(recipe: Recipe, *_rest: object) -> dict[int, Message]:
        read_for.append(recipe.backbone)
        return {}

    monkeypatch.setattr(workflow, "read_ahead", read_ahead)
    index = scan(write_pictures(tmp_path / "pictures", (24, 24)), Control())
    split = draw_split(index, Control())
    for name in ("tf_efficientnet_lite1.in1k", "legacy_xception.tf_in1k"):
        look_closely(index, split, FramingRule.CENTRE, name, control=Control())

    assert read_for == ["tf_efficientnet_lite1.in1k", "tf_efficientnet_lite0"]


def test_lost_sizes_are_found_by_the_job_itself(tmp_path: Path, runner: JobRunner) -> None:
    from tlgui.engine.progress import Control

    index = scan(write_pictures(tmp_path / "pictures", (24, 128)), Control())
    split = draw_split(index, Control())

    seen = framing_card.find_cut_pictures(index, split, {}, control=Control())

    assert seen.lost.cut == len(split.train)
    assert [image.height() for image in seen.images] == [128] * 3
    assert project_of(index.root).settings == {}
