"""Looking for shortcuts on the Results page: told, looked at in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.ui.live_texts import told_texts
from tests.ui.sheets import faults_of
from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.shortcuts.check import RegionEffect, ShortcutCheck
from tlgui.engine.insight.shortcuts.regions import Region
from tlgui.ui.results.on_demand.shortcuts import SHORTCUTS
from tlgui.ui.results.on_demand.shortcuts_sheet import ShortcutsSheet
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.results.on_demand.conftest import MakeCard
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.words.preferences import LanguageChoice


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


def test_what_the_answers_hang_on_is_told_as_a_warning_and_opens(
    qtbot: QtBot, card_of: MakeCard, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(asked: Run, _control: Control) -> ShortcutCheck:
        assert asked.folder == run.folder
        return found()

    monkeypatch.setattr("tlgui.engine.insight.shortcuts.check.check_shortcuts", check)
    card = card_of(SHORTCUTS)
    card.start_button.click()
    qtbot.waitUntil(card.details_button.isVisible)
    assert "Without the top left corner (6% of the picture) 40%" in card.words.text()
    assert card.words.property("role") == "warning"

    card.details_button.click()
    sheet = card.findChild(ShortcutsSheet)
    assert isinstance(sheet, ShortcutsSheet)
    assert sheet.table.item(0, 0).text() == "top left corner (by it alone 90%)"  # type: ignore[union-attr]
    assert sheet.table.item(0, 3).text() == "\u221250.0 to \u221240.0 points"  # type: ignore[union-attr]
    # Of the second class no picture had a heat map.
    assert [sheet.maps.item(row).text() for row in range(sheet.maps.count())] == [
        "dress\n30%",
        "shirt with very long sleeves\n60%",
    ]


def test_nothing_found_is_told_as_calmly(card_of: MakeCard, other_run: Run) -> None:
    card = card_of(SHORTCUTS)
    card.show_run(other_run, found(None))
    assert card.words.text().startswith("Nothing speaks for a shortcut")
    assert card.words.property("role") == "small"


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
