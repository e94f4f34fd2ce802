"""Looking for shortcuts on the Results page: asked for, told, looked at in detail, ended."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QProgressBar

from tests.ui.fakes import make_dataset, make_run
from tests.ui.live_texts import told_texts
from tests.ui.sheets import faults_of
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.shortcuts.check import RegionEffect, ShortcutCheck
from tlgui.engine.insight.shortcuts.regions import Region
from tlgui.engine.progress import BatchDone, Control
from tlgui.ui.results.results_page import ResultsPage
from tlgui.ui.results.shortcuts import shortcuts_card
from tlgui.ui.results.shortcuts.shortcuts_card import ShortcutsCard
from tlgui.ui.results.shortcuts.shortcuts_sheet import ShortcutsSheet
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.words.preferences import LanguageChoice
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def found(suspect: Region | None = Region.TOP_LEFT) -> ShortcutCheck:
    effects = tuple(
        RegionEffect(
            region,
            0.4 if region is suspect else 0.86,
            (-0.5, -0.4) if region is suspect else (-0.03, 0.02),
            (0.0, -0.2, 0.0),
            0.9 if region is suspect else None,
        )
        for region in Region
    )
    maps = np.linspace(0, 1, 3 * 32 * 32, dtype=np.float32).reshape(3, 32, 32)
    names = ("dress", "hat & scarf", "shirt with very long sleeves")
    shares = (0.3, float("nan"), 0.6)
    return ShortcutCheck(SplitName.TEST, names, 240, 0.87, effects, shares, maps)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return make_run(tmp_path / "run", make_dataset(tmp_path / "pictures").root)


@pytest.fixture
def card(
    qtbot: QtBot, themed: QApplication, runner: JobRunner, run: Run
) -> Iterator[ShortcutsCard]:
    made = ShortcutsCard(runner)
    qtbot.addWidget(made)
    made.resize(560, 160)
    made.show_run(run)
    made.show()
    yield made
    for job in runner.jobs:
        job.cancel()


def answer(monkeypatch: pytest.MonkeyPatch, told: ShortcutCheck | Exception) -> None:
    def look(_run: Run, *, control: Control) -> ShortcutCheck:
        control.check()
        if isinstance(told, Exception):
            raise told
        return told

    monkeypatch.setattr(shortcuts_card, "look_for_shortcuts", look)


def test_what_was_found_is_told_and_opens(
    qtbot: QtBot, card: ShortcutsCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, found())
    assert not card.details_button.isVisible()
    card.check_button.click()
    qtbot.waitUntil(lambda: card.found is not None and card.details_button.isVisible())
    assert "Without the top left corner (6% of the picture) 40%" in card.words.text()
    assert not card.check_button.isVisible()

    card.details_button.click()
    sheet = card.findChild(ShortcutsSheet)
    assert isinstance(sheet, ShortcutsSheet)
    assert sheet.table.item(0, 0).text() == "top left corner (by it alone 90%)"  # type: ignore[union-attr]
    assert sheet.table.item(0, 3).text() == "-50.0 to -40.0 points"  # type: ignore[union-attr]
    # Of the second class no picture had a heat map.
    assert [sheet.maps.item(row).text() for row in range(sheet.maps.count())] == [
        "dress\n30%",
        "shirt with very long sleeves\n60%",
    ]


def test_nothing_found_is_told_as_calmly(
    qtbot: QtBot, card: ShortcutsCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, found(None))
    card.check()
    qtbot.waitUntil(lambda: card.found is not None)
    assert card.words.text().startswith("Nothing speaks for a shortcut")
    assert card.words.property("role") == "small"


def test_it_shows_how_far_it_is_and_is_ended_by_a_button_and_by_another_run(
    qtbot: QtBot, card: ShortcutsCard, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def look(_run: Run, *, control: Control) -> ShortcutCheck:
        control.report(BatchDone(30, 100))
        try:
            while True:
                control.check()
                ended.wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(shortcuts_card, "look_for_shortcuts", look)
    bar = card.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    card.check()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 30)
    card.cancel_button.click()
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(card.check_button.isVisible)
    assert not bar.isVisible()

    ended.clear()
    card.check()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 30)
    card.show_run(make_run(tmp_path / "other", run.dataset_root))
    qtbot.waitUntil(ended.is_set)
    assert card.found is None
    assert card.check_button.isVisible()


def test_what_is_known_stays_with_the_same_run_only(
    qtbot: QtBot,
    card: ShortcutsCard,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, found())
    card.check()
    qtbot.waitUntil(lambda: card.found is not None)
    card.show_run(run)
    assert card.found is not None
    card.show_run(make_run(tmp_path / "other", run.dataset_root))
    assert card.found is None


def test_an_error_goes_to_the_page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, BundleError(Message("The pictures are gone.")))
    page = ResultsPage(session, runner)
    qtbot.addWidget(page)
    page.resize(1112, 824)
    page.show()
    session.set_run(run)
    qtbot.waitUntil(lambda: page.results is not None, timeout=5_000)
    page.shortcuts.check()
    qtbot.waitUntil(page.message_bar.isVisible)
    assert "The pictures are gone." in page.message_bar.text
    assert page.shortcuts.check_button.isVisible()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_sheet_is_named_reached_by_tab_and_not_clipped(
    qtbot: QtBot, themed: QApplication, language: LanguageChoice
) -> None:
    sheet = ShortcutsSheet(found())
    qtbot.addWidget(sheet)
    sheet.show()
    english = told_texts(sheet)
    switch_language(themed, language)
    try:
        assert (told_texts(sheet) == english) == (language == "en")
        assert faults_of(sheet, qtbot) == []
    finally:
        switch_language(themed, "en")
