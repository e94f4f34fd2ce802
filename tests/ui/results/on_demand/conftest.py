"""Fixtures of what is measured on demand: another run, and a card about the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.fakes import make_run
from tlgui.ui.results.on_demand.card import OnDemandCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.results.on_demand.card import Measurement
    from tlgui.ui.work.jobs import JobRunner

    MakeCard = Callable[[Measurement[Any]], OnDemandCard]


@pytest.fixture
def other_run(tmp_path: Path, run: Run) -> Run:
    return make_run(tmp_path / "other", run.dataset_root)


@pytest.fixture
def card_of(qtbot: QtBot, themed: QApplication, runner: JobRunner, run: Run) -> Iterator[MakeCard]:
    """Makes a card that measures ``run``; what it has not measured at the end ends."""

    def make(measurement: Measurement[Any]) -> OnDemandCard:
        made = OnDemandCard(measurement, runner)
        qtbot.addWidget(made)
        made.resize(560, 160)
        made.show_run(run)
        made.show()
        return made

    yield make
    for job in runner.jobs:
        job.cancel()
