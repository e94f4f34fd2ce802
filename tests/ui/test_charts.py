"""Curves are drawn when they are first shown, and say in words what they show."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.ui.fakes import make_history
from tlgui.ui import theme
from tlgui.ui.charts import CurveChart, installed_fonts, shown_epochs, values_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.jobs import JobRunner

HISTORY = make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.7])


def shown_chart(qtbot: QtBot, runner: JobRunner, quantity: str = "loss") -> CurveChart:
    chart = CurveChart("loss" if quantity == "loss" else "accuracy", runner)
    qtbot.addWidget(chart)
    chart.resize(340, 200)
    chart.show()
    qtbot.waitUntil(lambda: chart.axes is not None, timeout=30_000)
    return chart


def test_matplotlib_is_not_imported_before_a_chart_is_shown() -> None:
    code = "import sys, tlgui.ui.pages.train_page; print('matplotlib' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_curves_hold_every_epoch(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> None:
    chart = shown_chart(qtbot, runner)

    chart.set_history(HISTORY, 20)
    qtbot.waitUntil(lambda: bool(chart.axes and chart.axes.lines), timeout=5000)

    assert chart.axes is not None
    train, validation, best = chart.axes.lines
    assert np.asarray(train.get_ydata()).tolist() == [0.9, 0.5, 0.3]
    assert np.asarray(validation.get_ydata()).tolist() == [0.8, 0.6, 0.7]
    assert np.asarray(best.get_xdata()).tolist() == [2]
    assert train.get_color() == theme.palette().training
    assert validation.get_color() == theme.palette().validation


def test_history_that_came_before_the_first_show_is_drawn(
    qtbot: QtBot, themed: QApplication, runner: JobRunner
) -> None:
    chart = CurveChart("accuracy", runner)
    qtbot.addWidget(chart)
    chart.set_history(HISTORY, 3)
    chart.show()

    qtbot.waitUntil(lambda: bool(chart.axes and chart.axes.lines), timeout=30_000)


def test_curves_follow_the_scheme(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> None:
    chart = shown_chart(qtbot, runner)
    chart.set_history(HISTORY, 3)
    qtbot.waitUntil(lambda: bool(chart.axes and chart.axes.lines), timeout=5000)

    theme.apply_theme(themed, "dark")

    qtbot.waitUntil(
        lambda: bool(chart.axes and chart.axes.lines[0].get_color() == theme.DARK.training)
    )


def test_chart_says_its_last_values_in_words(
    qtbot: QtBot, themed: QApplication, runner: JobRunner
) -> None:
    chart = CurveChart("loss", runner)
    qtbot.addWidget(chart)

    chart.set_history(HISTORY, 20)

    assert chart.accessibleDescription() == "Epoch 3: training 0.300, validation 0.700"


def test_values_without_validation_are_gaps() -> None:
    row = type(HISTORY[0])(1, 2, 0.5, 0.8, None, None)

    train, validation = values_of([row], "loss")

    assert train == [0.5]
    assert math.isnan(validation[0])


@pytest.mark.parametrize(
    ("done", "most", "end"), [(1, 100, 10), (13, 20, 17), (20, 20, 20), (1, 1, 2), (40, 100, 50)]
)
def test_time_axis_leaves_room_but_no_desert(done: int, most: int, end: int) -> None:
    assert shown_epochs(done, most) == end


def test_fonts_are_installed_ones_with_hangul_where_there_is_one() -> None:
    from matplotlib.font_manager import fontManager, get_font

    fonts = installed_fonts()
    known = {entry.name: entry.fname for entry in fontManager.ttflist}

    assert fonts
    assert set(fonts) <= set(known)
    hangul = [name for name in known if "CJK" in name or "Nanum" in name or "Malgun" in name]
    if any(name.startswith(("Noto Sans CJK", "Nanum", "Malgun")) for name in hangul):
        assert any(ord("한") in get_font(known[name]).get_charmap() for name in fonts)
