"""A learning rate is looked for beside its field, shown, and taken by a button."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.progress import BatchDone, Control, Stage, StageName
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.ui.kit.charts.rate_chart import Rates
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.look import theme
from tlgui.ui.train.asked import rate_finder
from tlgui.ui.train.asked.asked_column import AskedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.train.asked.rate_finder import RateTask
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

FOUND = Rates((1e-6, 1e-4, 1e-2, 1.0), (0.9, 0.7, 0.2, 2.0), 1.2e-3)


class FakeSearch:
    def __init__(self) -> None:
        self.tasks: list[RateTask] = []
        self.go_on = threading.Event()
        self.left: list[bool] = []
        self.error: Exception | None = None

    def run(self, task: RateTask, *, control: Control) -> Rates:
        self.tasks.append(task)
        control.report(Stage(StageName.FIT, 60))
        control.report(BatchDone(20, 60))
        try:
            while not self.go_on.wait(0.01):
                control.check()
        finally:
            self.left.append(control.cancel_requested)
        if self.error is not None:
            raise self.error
        return FOUND


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSearch]:
    fake = FakeSearch()
    monkeypatch.setattr(rate_finder, "try_rates", fake.run)
    yield fake
    fake.go_on.set()


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def column(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    bar: MessageBar,
    search: FakeSearch,
) -> AskedColumn:
    index = make_dataset(tmp_path / "pictures")
    session.set_index(index)
    session.set_split(make_split(index))
    made = AskedColumn(session, runner, bar)
    qtbot.addWidget(made)
    made.settings.choose("fine-tune")
    made.show()
    made.settings.advanced_toggle.click()
    button(made, "group_optimiser_toggle").click()
    return made


def button(column: AskedColumn, name: str) -> QPushButton:
    found = column.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def told(column: AskedColumn) -> str:
    label = column.findChild(QLabel, "rate_told")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def find(qtbot: QtBot, column: AskedColumn, search: FakeSearch) -> None:
    search.go_on.set()
    button(column, "find_rate_button").click()
    qtbot.waitUntil(lambda: told(column) != "")


def test_a_rate_is_found_shown_and_taken(
    qtbot: QtBot, column: AskedColumn, search: FakeSearch
) -> None:
    assert not button(column, "use_rate_button").isVisible()
    find(qtbot, column, search)

    assert search.tasks[0].recipe == FineTuning()
    assert told(column).startswith("The loss is lowest near 0.01")
    assert "0.0012" in told(column)
    chart = column.rate_finder.chart
    qtbot.waitUntil(lambda: chart.image is not None)
    assert chart.accessibleDescription() == told(column)
    use = button(column, "use_rate_button")
    assert use.text() == "Use 0.0012"
    heard: list[int] = []
    column.changed.connect(lambda: heard.append(1))
    use.click()

    assert column.recipe() == FineTuning(learning_rate=1.2e-3)
    assert heard
    assert "others then" not in told(column), "the rate itself plays no role"


def test_progress_is_told_and_cancel_ends_it(
    qtbot: QtBot, column: AskedColumn, search: FakeSearch, runner: JobRunner
) -> None:
    button(column, "find_rate_button").click()
    progress = column.findChild(QProgressBar, "rate_progress")
    assert isinstance(progress, QProgressBar)
    qtbot.waitUntil(lambda: progress.value() == 20)
    assert progress.isVisible()
    assert progress.maximum() == 60
    assert [str(job.title) for job in runner.jobs if job.lane == "model"] == [
        "Finding a learning rate for tf_efficientnet_lite0"
    ]

    button(column, "cancel_rate_button").click()

    assert button(column, "find_rate_button").isVisible()
    assert not progress.isVisible()
    assert told(column) == ""
    qtbot.waitUntil(lambda: search.left == [True])


def test_a_training_comes_first(qtbot: QtBot, column: AskedColumn, search: FakeSearch) -> None:
    button(column, "find_rate_button").click()
    qtbot.waitUntil(lambda: len(search.tasks) == 1)

    column.show_asked(locked=True)

    qtbot.waitUntil(lambda: search.left == [True])
    column.show_asked(locked=False)
    assert button(column, "find_rate_button").isEnabled()


def test_what_was_found_with_other_settings_says_so(
    qtbot: QtBot, column: AskedColumn, search: FakeSearch
) -> None:
    find(qtbot, column, search)
    column.settings.widget("epochs").setValue(20)
    assert "others then" not in told(column)

    column.settings.widget("batch_size").setValue(64)
    assert told(column).endswith("The settings were others then.")


def test_another_network_says_so_too(qtbot: QtBot, column: AskedColumn, search: FakeSearch) -> None:
    find(qtbot, column, search)
    document = column.document()
    assert document is not None
    column.settings.restore({**document, "backbone": "resnet18.a1_in1k"})

    column.show_asked(locked=False)

    assert told(column).endswith("The settings were others then.")


def test_a_loss_that_falls_to_the_last_rate_is_not_said_to_rise(
    qtbot: QtBot, column: AskedColumn, search: FakeSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    falling = Rates((1e-6, 1e-3, 1.0), (0.9, 0.7, 0.2), 0.1, falls_on=True)
    monkeypatch.setattr(rate_finder, "try_rates", lambda _task, *, control: falling)
    find(qtbot, column, search)

    assert told(column).startswith("The loss falls up to 1, the highest rate tried")


def test_what_cannot_begin_is_told(
    qtbot: QtBot, column: AskedColumn, search: FakeSearch, bar: MessageBar
) -> None:
    search.error = DatasetError(Message("Only one class has pictures."))
    search.go_on.set()
    button(column, "find_rate_button").click()

    qtbot.waitUntil(lambda: bar.text == "Only one class has pictures.")
    assert button(column, "find_rate_button").isVisible()


def test_another_folder_forgets_what_was_found(
    qtbot: QtBot, column: AskedColumn, search: FakeSearch, session: Session, tmp_path: Path
) -> None:
    find(qtbot, column, search)
    session.set_index(make_dataset(tmp_path / "others"))

    assert told(column) == ""
    assert not button(column, "find_rate_button").isEnabled(), "they are not divided yet"


def test_the_plot_follows_the_scheme(
    qtbot: QtBot, themed: QApplication, column: AskedColumn, search: FakeSearch
) -> None:
    find(qtbot, column, search)
    chart = column.rate_finder.chart
    qtbot.waitUntil(lambda: chart.image is not None)
    assert chart.image is not None
    light = chart.image.pixelColor(1, 1).lightness()

    theme.apply_theme(themed, "dark")
    qtbot.waitUntil(
        lambda: chart.image is not None and chart.image.pixelColor(1, 1).lightness() < light / 2,
    )
