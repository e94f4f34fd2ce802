"""The sheet of samples: facts, progress, cancel, refusals in words, the folder opened."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QProgressBar, QPushButton

from tests.engine.models.pretrained.hub_server import Hub, serving
from tests.engine.sample_sets import originals
from tests.stopwatch import PATIENCE
from tests.ui.live_texts import told_texts
from tests.ui.window.test_accessibility import SNAKE_CASE, controls, walk
from tests.ui.window.test_window_texts import what_is_wrong
from tlgui.engine.places import samples_folder
from tlgui.engine.progress import BatchDone, BytesDone, Control, Stage, StageName
from tlgui.engine.sample_sets.catalog import DIGITS, SAMPLES, find_sample
from tlgui.engine.sample_sets.writing import is_sample_folder
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.samples import sample_jobs
from tlgui.ui.data.samples.samples_sheet import SamplesSheet
from tlgui.ui.words.language import switch_language
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.sample_sets.catalog import SampleSet
    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

MNIST = find_sample("mnist")


@pytest.fixture
def sheet(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> SamplesSheet:
    made = SamplesSheet(runner)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, no_reading: None, session: Session, runner: JobRunner
) -> DataPage:
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1080, 780)
    made.show()
    return made


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    with serving(b"") as hub:
        originals.serve_mnist(hub, monkeypatch)
        yield hub


def button(sheet: SamplesSheet, name: str) -> QPushButton:
    found = sheet.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_each_sample_tells_its_facts_by_the_arrow_keys(sheet: SamplesSheet) -> None:
    sheet.table.setFocus()
    for sample in SAMPLES:
        assert sheet.table.chosen is sample
        told = " ".join(f"{name} {value}" for name, value in sheet._facts.facts)
        for fact in (f"{sample.pictures:,}", str(sample.licence), sample.source, sample.citation):
            assert fact in told
        assert sheet._sentence.text() == str(sample.sentence)
        QTest.keyClick(sheet.table, Qt.Key.Key_Down)


def test_the_place_follows_the_sample_and_what_is_asked_for(
    sheet: SamplesSheet, tmp_path: Path
) -> None:
    cut = sheet.findChild(QComboBox, "sample_cut")
    assert isinstance(cut, QComboBox)
    assert sheet.table.chosen.key == DIGITS
    assert not cut.isEnabled()
    sheet.table.choose(MNIST)
    assert sheet.folder == samples_folder() / "mnist"
    cut.setCurrentIndex(1)
    assert sheet.per_class == 1000
    assert sheet.folder == samples_folder() / "mnist-1000"
    sheet.set_place(tmp_path)
    assert sheet.folder == tmp_path / "mnist-1000"
    assert sheet._place.full_text == str(tmp_path / "mnist-1000")


def test_a_sample_comes_with_progress_and_opens(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, hub: Hub
) -> None:
    press = page.findChild(QPushButton, "samples_button")
    assert isinstance(press, QPushButton)
    press.click()
    sheet = page.findChild(SamplesSheet)
    assert isinstance(sheet, SamplesSheet)
    sheet.table.choose(MNIST)
    assert button(sheet, "sample_start_button").text() == "Download and open"

    button(sheet, "sample_start_button").click()
    assert button(sheet, "sample_cancel_button").isVisible()
    qtbot.waitUntil(lambda: session.index is not None)

    assert session.index is not None
    assert session.index.root == samples_folder() / "mnist"
    assert len(session.index.records) == originals.TRAIN + originals.TEST
    assert not sheet.isVisible()
    assert button(sheet, "sample_start_button").text() == "Open"
    qtbot.waitUntil(lambda: not runner.jobs)


def test_what_was_opened_meanwhile_stays_open(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, hub: Hub, tmp_path: Path
) -> None:
    from tests.ui.fakes import make_dataset

    mine = make_dataset(tmp_path / "mine")
    page.samples.show_sheet()
    sheet = page.findChild(SamplesSheet)
    assert isinstance(sheet, SamplesSheet)
    sheet.table.choose(MNIST)
    session.set_index(mine)

    sheet.fetch()
    qtbot.waitUntil(lambda: "mnist is there" in page.message_bar.text)

    assert session.index is mine
    page.message_bar._action.click()
    qtbot.waitUntil(lambda: session.index is not mine)
    qtbot.waitUntil(lambda: not runner.jobs)


def test_the_window_lives_while_a_transfer_stands_still_and_cancel_ends_it(
    qtbot: QtBot, sheet: SamplesSheet, runner: JobRunner, hub: Hub
) -> None:
    hub.holds_after = 100
    sheet.table.choose(MNIST)
    sheet.fetch()
    bar = sheet.findChild(QProgressBar, "sample_progress")
    assert isinstance(bar, QProgressBar)
    qtbot.waitUntil(lambda: "MB" in sheet._state.text())
    ticks: list[float] = []
    ticker = QTimer()
    ticker.timeout.connect(lambda: ticks.append(time.monotonic()))
    ticker.start(10)
    qtbot.wait(500)
    ticker.stop()
    assert max(b - a for a, b in pairwise(ticks)) < 2
    assert not button(sheet, "sample_start_button").isEnabled()

    began = time.monotonic()
    button(sheet, "sample_cancel_button").click()

    assert not bar.isVisible()
    assert button(sheet, "sample_start_button").isEnabled()
    qtbot.waitUntil(lambda: not runner._working)
    assert time.monotonic() - began < 20 * PATIENCE
    assert not samples_folder().exists() or not any(samples_folder().iterdir())


def test_a_refusal_is_told_in_the_sheet(
    qtbot: QtBot, sheet: SamplesSheet, runner: JobRunner, hub: Hub
) -> None:
    hub.status = 404
    sheet.table.choose(MNIST)
    sheet.fetch()
    qtbot.waitUntil(lambda: bool(sheet.message_bar.text))

    assert "HTTP status 404" in sheet.message_bar.text
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: not runner.jobs)
    # Another try begins without what was said before.
    hub.status = 200
    with qtbot.waitSignal(sheet.ready):
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert sheet.message_bar.text == ""
    assert is_sample_folder(MNIST, sheet.folder)


def test_bytes_and_pictures_are_told(
    qtbot: QtBot, sheet: SamplesSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, over = threading.Event(), threading.Event()

    def fake(sample: SampleSet, folder: Path, per_class: None, *, control: Control) -> Path:
        control.report(Stage(StageName.DOWNLOAD))
        control.report(BytesDone(2_900_000, 11_600_000))
        go_on.wait(300)
        control.report(Stage(StageName.SAVING, 70_000))
        time.sleep(0.1)  # Progress is thinned.
        control.report(BatchDone(35_000, 70_000))
        over.wait(300)
        return folder

    monkeypatch.setattr(sample_jobs, "fetch_sample", fake)
    sheet.table.choose(MNIST)
    sheet.fetch()
    qtbot.waitUntil(lambda: sheet._state.text() == "downloading: 2.9 of 11.6 MB")
    assert sheet._bar.value() == 250
    go_on.set()
    qtbot.waitUntil(lambda: sheet._state.text() == "writing pictures: 35,000 of 70,000")
    assert sheet._bar.value() == 500
    with qtbot.waitSignal(sheet.ready):
        over.set()


def test_it_speaks_korean_while_it_is_open(sheet: SamplesSheet, themed: QApplication) -> None:
    english = told_texts(sheet)
    switch_language(themed, "ko")
    try:
        korean = told_texts(sheet)
        assert korean != english
        sheet.table.choose(MNIST)
        assert "내려받" in button(sheet, "sample_start_button").text()
    finally:
        switch_language(themed, "en")
    sheet.table.choose(find_sample(DIGITS))
    assert told_texts(sheet) == english


def test_every_control_is_named_reached_by_tab_and_shows_it(
    qtbot: QtBot, sheet: SamplesSheet
) -> None:
    with qtbot.waitExposed(sheet):
        sheet.activateWindow()
    sheet.table.choose(MNIST)
    found = controls(sheet)
    names = [part.objectName() for part in found]
    assert [name for name in names if not SNAKE_CASE.fullmatch(name)] == []
    assert len(names) == len(set(names))

    seen = walk(sheet)

    assert [part.objectName() for part in found if id(part) not in seen.reached] == []
    assert seen.unmarked == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_sample_fits_into_the_smallest_sheet(
    sheet: SamplesSheet, themed: QApplication, language: LanguageChoice
) -> None:
    switch_language(themed, language)
    try:
        sheet.resize(sheet.minimumSize())
        # What takes most room: a refusal of several lines, and a transfer that goes on.
        sheet.message_bar.show_message("bad", "A server far away cannot be reached now. " * 5)
        sheet._progress.show()
        for sample in SAMPLES:
            sheet.table.choose(sample)
            for _ in range(8):  # Layouts within each other settle in turns.
                QApplication.processEvents()
            assert not what_is_wrong(sheet)
    finally:
        switch_language(themed, "en")
