"""From which probability on an answer counts: tried out, kept in the run, taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.fakes import ANSWERS, make_run
from tests.ui.results.driving import show, words
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.progress import Control
from tlgui.ui.classify.classify_jobs import PredictorShelf

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.results.results_page import ResultsPage
    from tlgui.ui.work.session import Session


def test_threshold_tells_what_it_accepts_and_how_much_of_it_is_right(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    assert page.threshold.threshold == run.threshold
    assert not page.threshold.use_button.isEnabled(), "it is the run's own"

    page.threshold.slider.setValue(800)

    # Of 0.9, 0.8, 0.98 and 0.97 (in float32, so that 0.8 is above) only 0.97 is wrong.
    words_now = words(page, "threshold_words")
    assert words_now.startswith("4 of 8 are accepted (50%), 75% of them right (30.1 ")
    assert page.threshold.field.value() == 80.0
    assert page.threshold.slider.accessibleDescription() == words_now
    page.threshold.field.setValue(99.5)
    assert words(page, "threshold_words").startswith("No answer is that sure")
    assert page.threshold.slider.value() == 995


def test_of_clips_the_interval_is_as_wide_as_their_number_tells(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    groups = np.repeat(np.arange(len(ANSWERS)), 20)
    frames = [answer for answer in ANSWERS for _frame in range(20)]
    run = make_run(tmp_path / "run", tmp_path, answers=frames, groups=groups)
    show(qtbot, page, session, run)

    page.threshold.slider.setValue(0)

    assert page.results is not None
    low, high = page.results.report.accuracy_interval
    told = words(page, "threshold_words")
    assert f"({100 * low:.1f} \N{EN DASH} {100 * high:.1f}%, 95% interval)" in told


def test_thresholds_of_classes_are_told_with_the_figures(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, replace(run, class_thresholds={"hat": 0.9}))

    told = "\n".join(label.text() for label in page.figures.findChildren(QLabel))
    assert "Answers below 60% to 90%, by class, count as unsure." in told


def test_a_wanted_accuracy_that_no_threshold_reaches_is_said(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    wrong = tuple((1, row) for _true, row in ANSWERS[:3])
    show(qtbot, page, session, make_run(tmp_path / "r", tmp_path, answers=wrong))

    assert "No threshold reaches the 95%" in words(page, "threshold_note")
    assert not page.threshold.wanted_button.isVisible()


def test_the_lowest_threshold_for_the_wanted_accuracy_is_offered(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)
    assert page.threshold.wanted_button.text() == "Lowest for 95%"

    page.threshold.wanted_button.click()

    assert page.threshold.threshold == pytest.approx(0.98)
    assert words(page, "threshold_words").startswith("1 of 8 are accepted")
    assert not page.threshold.wanted_button.isVisible()


def test_the_test_split_only_checks_a_threshold(
    qtbot: QtBot, page: ResultsPage, session: Session, tmp_path: Path
) -> None:
    both = (SplitName.VALIDATION, SplitName.TEST)
    show(qtbot, page, session, make_run(tmp_path / "run", tmp_path, splits=both))

    assert "This is the test split" in words(page, "threshold_note")
    assert not page.threshold.wanted_button.isVisible()


def test_a_chosen_threshold_is_kept_in_the_run_and_can_be_taken_back(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    document = run.folder / "run.json"
    document.write_text('{"threshold": 0.6}')
    show(qtbot, page, session, run)
    report = page.results.report  # type: ignore[union-attr]
    page.threshold.slider.setValue(750)

    page.threshold.use_button.click()

    assert json.loads(document.read_text())["threshold"] == 0.75
    assert session.run is not None
    assert session.run.threshold == 0.75
    assert page.results is not None
    assert page.results.report is report, "the report is not read again"
    assert "below 75% count as unsure" in words(page, "headline_words")
    assert "below 75% count as unsure now" in page.message_bar.text

    session.undo.undo()
    assert json.loads(document.read_text())["threshold"] == 0.6
    assert session.run.threshold == 0.6
    assert page.threshold.threshold == 0.6


def test_a_threshold_that_cannot_be_kept_is_told(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run
) -> None:
    show(qtbot, page, session, run)

    page.use_threshold(0.9)

    assert page.message_bar.kind == "bad"
    assert session.run is run
    assert not session.undo.canUndo()


def test_classify_takes_the_threshold_that_was_chosen_meanwhile(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []
    loaded = SimpleNamespace(run=run, thresholds=run.thresholds)
    loaded.memory = lambda: None
    loaded.predict = lambda _files, _control, _memory: asked.append(loaded.thresholds.common)
    shelf = PredictorShelf(loaded)  # type: ignore[arg-type]
    moved = replace(run, threshold=0.9)
    monkeypatch.setattr("tlgui.engine.deploy.bundle.open_model", lambda _folder: moved)

    shelf.classify(run.folder, [tmp_path / "pictures" / "hat"], Looks.ONCE, control=Control())

    assert asked == [0.9]
