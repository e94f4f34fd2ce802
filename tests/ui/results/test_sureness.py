"""How sure answers are: told, corrected, and thresholds of a class by its curves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.fakes import make_dataset, make_run
from tests.ui.results.driving import show, words
from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.sureness import class_curves
from tlgui.engine.progress import Control
from tlgui.ui.results.results_data import read_results

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.results.results_page import ResultsPage
    from tlgui.ui.work.session import Session


def test_how_sure_answers_are_and_how_right(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    card = page.matrix_card
    card.sureness_toggle.click()

    calibration = page.results.calibration  # type: ignore[union-attr]
    assert calibration is not None
    assert sum(each.count for each in calibration.now.bins) == 8
    assert card.calibration.isVisible()
    assert "differ by" in words(page, "calibration_words")
    # Eight pictures tell no temperature.
    assert "too few validation pictures" in words(page, "calibration_words")
    card.calibration.chart.setFocus()
    QTest.keyClick(card.calibration.chart, Qt.Key.Key_End)
    surest = calibration.now.bins[-1]
    assert f"{surest.count:,} answers that are {surest.confidence:.0%} sure" in words(
        page, "calibration_bin"
    )
    card.copy()
    rows = QGuiApplication.clipboard().text().splitlines()
    assert len(rows) == 1 + len(calibration.now.bins)
    card.counts_toggle.click()
    assert card.matrix.isVisible()


def test_a_temperature_is_fitted_on_validation_pictures_and_judged_on_the_others(
    tmp_path: Path,
) -> None:
    draw = np.random.default_rng(0)
    rows = (0.985 * np.eye(3) + 0.005)[draw.integers(3, size=80)]
    sure = [(int(draw.integers(3)), row.tolist()) for row in rows]
    make_dataset(tmp_path / "pictures")
    splits = (SplitName.VALIDATION, SplitName.TEST)
    run = make_run(tmp_path / "run", tmp_path / "pictures", answers=sure, splits=splits)

    on_test = read_results(run, SplitName.TEST, control=Control()).calibration
    on_validation = read_results(run, SplitName.VALIDATION, control=Control()).calibration

    assert on_test is not None
    assert on_validation is not None
    assert on_test.temperature == on_validation.temperature
    assert on_test.temperature is not None
    assert on_test.temperature > 3, "guesses that are 98% sure"
    assert on_test.corrected is not None
    assert on_test.corrected.error < on_test.learned.error / 2
    assert (on_test.fitted_here, on_validation.fitted_here) == (False, True)


@pytest.fixture
def too_sure(tmp_path: Path) -> Run:
    """A run on both splits that is 98% sure of what it guesses."""
    draw = np.random.default_rng(0)
    rows = (0.97 * np.eye(3) + 0.01)[draw.integers(3, size=80)]
    rows += np.linspace(0, 0.009, 80)[:, None] * np.eye(3)[rows.argmax(axis=1)]
    rows /= rows.sum(axis=1, keepdims=True)
    guesses = [
        (int(row.argmax()) if number % 2 else int(draw.integers(3)), row.tolist())
        for number, row in enumerate(rows)
    ]
    splits = (SplitName.VALIDATION, SplitName.TEST)
    run = make_run(tmp_path / "sure", tmp_path / "pictures", answers=guesses, splits=splits)
    (run.folder / "run.json").write_text(json.dumps(run.document()))
    return run


def kept(run: Run) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((run.folder / "run.json").read_text())
    return {name: document[name] for name in run.decisions}


def test_sureness_is_corrected_and_taken_back(
    qtbot: QtBot, page: ResultsPage, session: Session, too_sure: Run
) -> None:
    show(qtbot, page, session, too_sure)
    card = page.matrix_card
    card.sureness_toggle.click()
    assert not card.calibration.correct.isChecked()
    assert "would differ by" in words(page, "calibration_words")
    before = page.results
    assert before is not None

    card.calibration.correct.click()
    qtbot.waitUntil(lambda: page.results is not before and page.results is not None)

    run = session.run
    assert run is not None
    assert run.temperature > 2
    assert kept(run)["temperature"] == run.temperature
    assert kept(run)["threshold"] < too_sure.threshold
    assert card.calibration.correct.isChecked()
    assert "As it was learned" in words(page, "calibration_words")
    assert "they differ by" in words(page, "calibration_words")
    assert page.results is not None
    assert page.results.split is before.split
    assert page.results.report.accuracy == before.report.accuracy
    assert page.results.report.confidences.max() < before.report.confidences.max()
    assert page.results.accept(run.threshold).accepted == pytest.approx(80, abs=1)
    assert "corrected now" in page.message_bar.text

    corrected = page.results
    session.undo.undo()
    qtbot.waitUntil(lambda: page.results is not corrected and page.results is not None)
    assert kept(too_sure) == too_sure.decisions
    assert not card.calibration.correct.isChecked()


def test_a_class_that_is_opened_shows_its_curves_and_has_a_threshold_of_its_own(
    qtbot: QtBot,
    page: ResultsPage,
    session: Session,
    too_sure: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(qtbot, page, session, too_sure)
    card = page.matrix_card
    card.classes_toggle.click()
    panel = card.class_panel
    assert not panel.isVisible(), "curves on demand"

    card.table.class_opened.emit(1)
    qtbot.waitUntil(lambda: bool(panel.chart.lines))

    assert panel.isVisible()
    assert words(page, "class_panel_title") == too_sure.classes[1]
    assert "Average precision 0." in words(page, "class_areas")
    panel.kinds.choose("roc")
    assert words(page, "class_areas").startswith("Area 0.")
    told = words(page, "class_threshold_words").splitlines()
    assert [line.partition(":")[0] for line in told] == ["Validation", "Test"]
    panel.precision.setValue(60.0)
    panel.lowest_button.click()
    assert panel.field.value() > 95
    panel.use_button.click()

    name = too_sure.classes[1]
    assert session.run is not None
    assert list(kept(session.run)["class_thresholds"]) == [name]
    assert f"“{name}” counts as unsure below" in page.message_bar.text
    assert name in words(page, "threshold_note")
    assert panel.reset_button.isEnabled()
    panel.reset_button.click()
    assert kept(session.run)["class_thresholds"] == {}
    session.undo.undo()
    assert list(kept(session.run)["class_thresholds"]) == [name]
    monkeypatch.setattr(class_curves, "threshold_for_precision", lambda *_arguments: None)
    panel.lowest_button.click()
    assert "No threshold reaches" in words(page, "class_threshold_words")
    panel.close_button.click()
    assert not panel.isVisible()
