"""The Model page: facts, layers and speed of a backbone, its weights, races."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.fakes import make_dataset
from tests.ui.live_texts import told_texts
from tests.ui.model.driving import search, show_page, table, texts
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import DatasetError, Message, WeightsError
from tlgui.engine.insight.report import evaluate as report_on
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.race import Race, Racer, compared
from tlgui.ui.model import model_page
from tlgui.ui.model.backbone_model import COLUMNS
from tlgui.ui.model.model_jobs import Facts, find_places
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.pretrained.places import WeightsPlace
    from tlgui.engine.progress import Control
    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def measure_button(page: ModelPage) -> QPushButton:
    found = page.findChild(QPushButton, "model_measure_button")
    assert found is not None
    return found


def test_facts_layers_and_preprocessing_are_told(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)

    told = texts(page)
    for text in (
        "4,652,008",
        "Apache-2.0",
        "comes with tlgui",
        "74.8% right at 224 pixels",
        "400 M multiply-adds",
        "ImageNet-1k, 1,000 classes",
        "Shorter side resized to 256 pixels (bicubic)",
        "crop 0.875",
        "less the mean 0.5, divided by 0.5",
        "In all: 427,952 parameters",
        "only the head learns",
        "1,280 weights and a bias for each class",
    ):
        assert text in told, text


def test_head_counts_the_classes_of_the_open_folder(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
) -> None:
    page = show_page(qtbot, session, runner)

    session.set_index(make_dataset(tmp_path / "data"))

    assert "3 classes \u00d7 1,280 weights + 3 biases" in texts(page)
    assert "= 3,843 parameters" in texts(page)


def test_no_speed_is_claimed_before_it_was_measured_on_pictures(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
) -> None:
    page = show_page(qtbot, session, runner)
    assert "Not measured yet" in texts(page)
    assert not measure_button(page).isEnabled()
    session.set_index(make_dataset(tmp_path / "data"))

    measure_button(page).click()

    assert "Measuring" in texts(page)
    assert not measure_button(page).isEnabled()
    qtbot.waitUntil(lambda: not runner.jobs and measure_button(page).isEnabled())
    assert "256 pictures a second (openvino-bf16)" in texts(page)
    assert "9.8 pictures a second (openvino-f32)" in texts(page)


def test_a_measurement_that_fails_is_told_and_can_be_tried_again(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(
        _backbone: Backbone, _folder: Path, _files: Sequence[Path], *, control: Control
    ) -> None:
        raise DatasetError(Message("None of the pictures could be read."))

    monkeypatch.setattr(model_page, "measure", fail)
    page = show_page(qtbot, session, runner)
    session.set_index(make_dataset(tmp_path / "data"))

    measure_button(page).click()

    qtbot.waitUntil(lambda: bool(page.message_bar.text))
    assert "None of the pictures could be read." in page.message_bar.text
    assert measure_button(page).isEnabled()


def test_train_button_asks_for_training(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)
    button = page.findChild(QPushButton, "model_train_button")
    assert button is not None

    with qtbot.waitSignal(page.train_requested):
        button.click()


def test_all_texts_follow_the_language(
    qtbot: QtBot,
    english_again: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
) -> None:
    page = show_page(qtbot, session, runner)
    session.set_index(make_dataset(tmp_path / "data"))
    measure_button(page).click()
    qtbot.waitUntil(lambda: not runner.jobs and measure_button(page).isEnabled())
    before = told_texts(page)

    switch_language(english_again, "ko")

    fresh = show_page(qtbot, session, runner)
    fresh.measure()
    qtbot.waitUntil(lambda: not runner.jobs and measure_button(fresh).isEnabled())
    qtbot.waitUntil(lambda: told_texts(page) == told_texts(fresh))
    assert told_texts(page) != before


def test_passing_by_starts_no_job(
    qtbot: QtBot, themed: QApplication, looked_up: None, session: Session, runner: JobRunner
) -> None:
    page = ModelPage(session, runner)
    qtbot.addWidget(page)
    page.show()
    page.hide()
    qtbot.wait(2 * model_page.LINGER_MS)
    assert page._facts is None
    assert not runner.jobs

    page.show()

    qtbot.waitUntil(lambda: page._facts is not None)
    qtbot.waitUntil(lambda: not runner.jobs)


@pytest.mark.parametrize("fails", [False, True])
def test_weights_are_downloaded_where_they_are_not_here(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    fails: bool,
) -> None:
    asked: list[str] = []

    def download(backbone: Backbone, ready: Sequence[str], *, control: Control) -> None:
        asked.append(backbone.name)
        assert "tf_efficientnet_lite0" in ready
        if fails:
            raise WeightsError(Message("The hub cannot be reached."))

    monkeypatch.setattr(model_page, "download", download)
    page = show_page(qtbot, session, runner)
    button = page.findChild(QPushButton, "model_download_button")
    assert button is not None
    assert not button.isVisible()
    page.look_at(find_backbone("resnet50.a1_in1k"))
    qtbot.waitUntil(button.isVisible)

    button.click()
    qtbot.waitUntil(lambda: not runner.jobs)

    assert asked == ["resnet50.a1_in1k"]
    assert ("cannot be reached" in texts(page)) is fails


def test_marked_backbones_are_raced_on_the_open_folder(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []

    def run_race(names: tuple[str, ...], *_rest: object, control: Control) -> Race:
        asked.append(names)
        targets = np.zeros(100, np.int64)
        racers = []
        for name, right in zip(names, (95, 60), strict=True):
            answers = np.full((100, 2), 0.1, np.float32)
            answers[np.arange(100), (np.arange(100) >= right).astype(int)] = 0.9
            files = [f"{number}.png" for number in range(100)]
            report = report_on(("a", "b"), files, targets, answers, SplitName.TEST)
            racers.append(Racer(name, {SplitName.TEST: report}, 10.0, 14_000_000))
        return Race(compared(racers, SplitName.TEST), SplitName.TEST)

    monkeypatch.setattr(model_page, "run_race", run_race)
    index = make_dataset(tmp_path)
    session.set_index(index)
    session.set_split(make_split(index))
    page = show_page(qtbot, session, runner)
    button = page.findChild(QPushButton, "model_race_button")
    assert button is not None
    assert not button.isEnabled()
    search(page, "tf_efficientnet_lite")
    table(page).selectAll()
    assert button.isEnabled()
    two = list(table(page).backbones.rows[:2])
    page.race([each.name for each in two])
    qtbot.waitUntil(lambda: not runner.jobs)

    assert asked == [tuple(each.name for each in two)]
    told = texts(page)
    assert f"{two[0].label} is the best: its lead is more than chance." in told
    model = page._race_card.table.racers
    rows = [[str(model.index(row, each).data()) for each in range(6)] for row in range(2)]
    assert rows[0][1] == "95.0%"
    assert rows[1][1] == "60.0%"
    assert rows[0][5] == "the best"
    assert rows[1][5].startswith("yes, p = ")


def test_places_are_known_however_soon_layers_are_looked_up(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = find_places

    def slow(backbones: Sequence[Backbone], *, control: Control) -> dict[str, WeightsPlace]:
        time.sleep(0.4)
        return plain(backbones, control=control)

    monkeypatch.setattr(model_page, "find_places", slow)
    page = show_page(qtbot, session, runner)

    page.look_at(find_backbone("resnet50.a1_in1k"))
    qtbot.waitUntil(lambda: "to download, about" in texts(page))


def test_network_that_cannot_be_looked_into_is_told_so(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look_up(_backbone: Backbone, *, control: Control) -> Facts:
        raise WeightsError(Message("Something is missing."))

    monkeypatch.setattr(model_page, "look_up_facts", look_up)
    page = show_page(qtbot, session, runner)

    assert "could not be counted" in texts(page)
    assert "Something is missing." in page.message_bar.text


def test_only_the_one_that_is_downloaded_says_so(
    qtbot: QtBot,
    themed: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def download(_backbone: Backbone, _ready: Sequence[str], *, control: Control) -> None:
        while True:
            control.check()
            time.sleep(0.01)

    monkeypatch.setattr(model_page, "download", download)
    page = show_page(qtbot, session, runner)
    button = page.findChild(QPushButton, "model_download_button")
    assert button is not None
    page.look_at(find_backbone("resnet50.a1_in1k"))
    qtbot.waitUntil(button.isVisible)
    button.click()
    assert button.text() == "Downloading…"

    page.look_at(find_backbone("resnet18.a1_in1k"))
    assert button.text().startswith("Download ")
    assert not button.isEnabled(), "one at a time"
    job = page._downloading.job
    assert job is not None
    job.cancel()
    qtbot.waitUntil(button.isEnabled)
    assert not page.message_bar.isVisible()


def test_page_of_all_backbones_needs_neither_torch_nor_timm() -> None:
    # Who stays on the page does want them: in a busy computer all of this may take as long.
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from tlgui.ui.model import model_page\n"
        "from tlgui.ui.work.jobs import JobRunner\n"
        "from tlgui.ui.work.session import Session\n"
        "app = QApplication([])\n"
        "runner = JobRunner()\n"
        "model_page.LINGER_MS = 10**9\n"
        "page = model_page.ModelPage(Session(), runner)\n"
        "page.show()\n"
        "app.processEvents()\n"
        "assert page._chooser.table.backbones.rowCount() == 1826\n"
        "print(sorted({'torch', 'timm', 'openvino'} & set(sys.modules)))\n"
        "page.hide()\n"
        "runner.shutdown(wait_s=20)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=900
    )

    assert done.stdout.split() == ["[]"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_in_the_smallest_window_facts_and_download_stand_beside_the_table(
    qtbot: QtBot,
    english_again: QApplication,
    looked_up: None,
    session: Session,
    runner: JobRunner,
    language: LanguageChoice,
) -> None:
    switch_language(english_again, language)
    page = show_page(qtbot, session, runner)
    page.resize(1024 - 208, 680 - 36)
    page.look_at(find_backbone("resnet50.a1_in1k"))
    button = page.findChild(QPushButton, "model_download_button")
    assert button is not None
    qtbot.waitUntil(button.isVisible)

    for part in (button, page._facts_card._fact_list):
        assert not part.visibleRegion().isEmpty()
    assert page._facts_card.mapTo(page, page._facts_card.rect().topLeft()).x() > table(page).width()
    assert not button.visibleRegion().isEmpty()
    assert not table(page).visibleRegion().isEmpty()
    # What is left out of the table is told beside it; nothing is scrolled sideways.
    assert table(page).isColumnHidden(COLUMNS.index("input"))
    assert not table(page).isColumnHidden(COLUMNS.index("weights"))
    assert table(page).horizontalScrollBar().maximum() == 0
    assert page._columns.horizontalScrollBar().maximum() == 0
    page.resize(1400, 900)
    qtbot.waitUntil(lambda: not table(page).isColumnHidden(COLUMNS.index("input")))
