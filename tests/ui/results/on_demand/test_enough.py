"""Whether more pictures would help, on the Results page: measured, drawn, kept, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.learning_curves import made_up_curve
from tests.ui.results.driving import show
from tlgui.engine.insight.learning_curve.curve import keep_learning_curve
from tlgui.ui.pictures.curve_sheet import CurveSheet
from tlgui.ui.results.on_demand.enough import ENOUGH

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.results.on_demand.conftest import MakeCard
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.results.results_page import ResultsPage
    from tlgui.ui.work.session import Session


@pytest.fixture
def run(run: Run) -> Run:
    """One that has a curve: its head is fitted, with a strength that was found."""
    return replace(run, facts={"c": 0.1})


def test_the_curve_of_the_run_is_measured_told_and_drawn(
    qtbot: QtBot,
    card_of: MakeCard,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    curve = made_up_curve()

    def measure(asked: Run, index: object, _control: Control) -> LearningCurve:
        assert asked.folder == run.folder
        assert index == f"the pictures of {run.folder.name}"
        return curve

    monkeypatch.setattr("tlgui.engine.corrections.enough.measure_and_keep", measure)
    monkeypatch.setattr(
        "tlgui.engine.project.scan_of_run", lambda of, _: f"the pictures of {of.folder.name}"
    )
    card = card_of(ENOUGH)
    card.start_button.click()
    qtbot.waitUntil(card.details_button.isVisible)
    assert card.words.text() == " ".join(map(str, curve.sentences()))

    card.details_button.click()
    sheet = card.findChild(CurveSheet)
    assert isinstance(sheet, CurveSheet)
    assert sheet.curve == curve


def test_a_run_that_can_have_none_says_why(card_of: MakeCard, other_run: Run) -> None:
    card = card_of(ENOUGH)
    assert card.start_button.isVisible()
    card.show_run(other_run)
    assert not card.start_button.isVisible()
    assert "trained anew for each of its points" in card.words.text()


def test_what_is_kept_with_a_run_is_there_when_its_results_are(
    qtbot: QtBot, page: ResultsPage, session: Session, run: Run, other_run: Run
) -> None:
    keep_learning_curve(run, made_up_curve())
    show(qtbot, page, session, run)
    assert page.enough.found == made_up_curve()
    assert page.enough.details_button.isVisible()

    session.set_run(replace(other_run, facts={"c": 0.1}))
    qtbot.waitUntil(page.enough.start_button.isVisible)
    assert page.enough.found is None
