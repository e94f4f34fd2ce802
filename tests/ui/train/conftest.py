"""Fixtures of the Train page: a training that does as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.fakes import make_dataset, make_split
from tests.ui.train.fake_training import FakeTraining
from tlgui.ui.train import train_page
from tlgui.ui.train.train_page import TrainPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTraining]:
    fake = FakeTraining(tmp_path)
    monkeypatch.setattr(train_page, "run_training", fake.run)
    yield fake
    fake.go_on.set()


@pytest.fixture
def page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    training: FakeTraining,
) -> TrainPage:
    made = TrainPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    index = make_dataset(tmp_path / "pictures")
    session.set_index(index)
    session.set_split(make_split(index))
    made.show()
    return made
