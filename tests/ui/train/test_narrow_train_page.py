"""The Train page in the smallest window with large text: one column, scrolled up and down only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.fakes import make_history
from tests.ui.scenes import Stagehand, speaking
from tlgui.ui.look import theme
from tlgui.ui.train.train_page import TrainPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def themed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    """Text half again as large as usual."""
    with monkeypatch.context() as large:
        large.setattr(theme._applied, "scale", 1.5)
        theme.apply_theme(qapp, "light")
        yield qapp
    theme.apply_theme(qapp, "light")


def narrow_page(hand: Stagehand, scene: str) -> TrainPage:
    window, _shown = hand.put_up(scene)
    window.resize(1024, 680)
    hand.settle()
    page = window.page("train")
    assert isinstance(page, TrainPage)
    assert page.columns.stacked
    return page


def squeezed(page: TrainPage) -> list[str]:
    """The one-line texts of stages and state with too little room, scrolled to or not."""
    return [
        label.text()
        for label in page.view.findChildren(QLabel)
        if label.isVisible() and not label.wordWrap() and label.width() < label.sizeHint().width()
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_stages_and_figures_have_their_room(
    hand: Stagehand, themed: QApplication, language: str
) -> None:
    with speaking(themed, "ko" if language == "ko" else "en"):
        page = narrow_page(hand, "train_running")
        assert not squeezed(page)
        page._refresh.stop()
        view = page.view
        view.set_history(make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.5]), 5000)
        view._show_curves(True)
        view.card.best.set_value("93.2%")
        view.card.epoch.set_value("1234", "of 5000")
        view.card.speed.set_value("12,345")
        view.card.left.set_value("12:34")
        hand.settle()
        assert not squeezed(page)


def test_charts_stand_below_each_other_only_where_it_is_narrow(hand: Stagehand) -> None:
    page = narrow_page(hand, "train_runs")
    loss, accuracy = page.view.loss_chart, page.view.accuracy_chart
    assert accuracy.y() > loss.y()
    assert loss.height() == accuracy.height() >= theme.px(200), "none is squeezed"
    page.window().resize(1900, 900)
    hand.settle()
    assert accuracy.y() == loss.y()
    assert accuracy.x() > loss.x()


def test_to_reveal_something_never_scrolls_sideways(hand: Stagehand) -> None:
    page = narrow_page(hand, "train_runs")
    for shown in (page.view, page.runs, page.view.accuracy_chart):
        page.columns.reveal(shown)
        assert page.columns.horizontalScrollBar().value() == 0
    assert page.columns.verticalScrollBar().value() > 0
