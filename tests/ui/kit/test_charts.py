"""Curves are drawn when they are first shown, and say in words what they show."""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.figure import Figure
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from tests.ui.fakes import make_history
from tlgui.engine.progress import Control
from tlgui.ui.kit.charts import curves
from tlgui.ui.kit.charts.chart_drawing import (
    Drawing,
    Quantity,
    draw_chart,
    draw_curves,
    installed_fonts,
    shown_epochs,
    values_of,
)
from tlgui.ui.kit.charts.curves import CurveChart
from tlgui.ui.look import theme
from tlgui.ui.look.colors import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner

HISTORY = make_history([0.9, 0.5, 0.3], [0.8, 0.6, 0.7])


def drawing(quantity: Quantity = "loss", **changes: object) -> Drawing:
    made = Drawing(quantity, HISTORY, 20, QSize(340, 160), 1.0, 11, LIGHT)
    return replace(made, **changes)  # type: ignore[arg-type]


def has_color(image: QImage, color: str) -> bool:
    return any(
        image.pixelColor(x, y) == QColor(color)
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.fixture
def chart(qtbot: QtBot, themed: QApplication, runner: JobRunner) -> CurveChart:
    made = CurveChart("loss", runner)
    qtbot.addWidget(made)
    made.resize(340, 200)
    return made


def test_matplotlib_is_not_imported_before_a_chart_is_drawn() -> None:
    code = "import sys, tlgui.ui.train.train_page; print('matplotlib' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_curves_hold_every_epoch_and_mark_the_best() -> None:
    axes = Figure().add_subplot()

    draw_curves(axes, drawing())

    train, validation, best = axes.lines
    assert np.asarray(train.get_ydata()).tolist() == [0.9, 0.5, 0.3]
    assert np.asarray(validation.get_ydata()).tolist() == [0.8, 0.6, 0.7]
    assert np.asarray(best.get_xdata()).tolist() == [2]
    assert train.get_color() == LIGHT.training
    assert validation.get_color() == LIGHT.validation


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_drawing_has_the_pixels_of_the_screen(ratio: float) -> None:
    image = draw_chart(drawing(ratio=ratio), control=Control())

    assert (image.width(), image.height()) == (340 * ratio, 160 * ratio)
    assert image.devicePixelRatio() == ratio
    assert has_color(image, LIGHT.training)
    assert has_color(image, LIGHT.validation)


def test_the_widest_label_has_room() -> None:
    learned = make_history([0.9, 0.1], [0.8, 0.7])
    whole = tuple(replace(row, train_accuracy=1.0, validation_accuracy=0.0) for row in learned)
    image = draw_chart(drawing("accuracy", history=whole), control=Control())

    left = {image.pixelColor(0, y).name() for y in range(image.height())}
    assert left == {QColor(LIGHT.surface).name()}


def test_a_loss_that_broke_is_drawn_as_far_as_it_goes() -> None:
    history = make_history([0.9, math.inf, math.nan], [0.8, math.nan, math.nan])

    for quantity in ("loss", "accuracy"):
        image = draw_chart(drawing(quantity, history=history), control=Control())
        assert not image.isNull()


def test_history_that_came_before_the_first_show_is_drawn(qtbot: QtBot, chart: CurveChart) -> None:
    chart.set_history(HISTORY, 3)
    chart.show()

    qtbot.waitUntil(lambda: chart.view.image is not None)


def test_curves_follow_the_scheme(qtbot: QtBot, themed: QApplication, chart: CurveChart) -> None:
    chart.set_history(HISTORY, 3)
    chart.show()
    qtbot.waitUntil(lambda: chart.view.image is not None)

    theme.apply_theme(themed, "dark")

    qtbot.waitUntil(
        lambda: chart.view.image is not None and has_color(chart.view.image, DARK.training),
    )


def test_curves_of_the_scheme_before_are_not_shown_in_another(
    qtbot: QtBot, themed: QApplication, chart: CurveChart, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def draw_late(drawing: Drawing, *, control: Control) -> QImage:
        go_on.wait(300)
        return draw_chart(drawing, control=control)

    chart.set_history(HISTORY, 3)
    chart.show()
    qtbot.waitUntil(lambda: chart.view.image is not None)
    monkeypatch.setattr(curves, "draw_chart", draw_late)
    chart.set_history(HISTORY[:2], 3)
    qtbot.waitUntil(lambda: chart._job is not None)
    shown: list[QImage] = []
    show = chart.view.show_image

    def show_and_keep(image: QImage) -> None:
        shown.append(image)
        show(image)

    monkeypatch.setattr(chart.view, "show_image", show_and_keep)

    theme.apply_theme(themed, "dark")
    blank = chart.view.image is None and not chart.view.isVisible()
    go_on.set()

    assert blank
    qtbot.waitUntil(lambda: chart.view.image is not None)
    assert len(shown) == 1, "the drawing that was under way is not shown"
    assert has_color(shown[0], DARK.training)


def test_another_run_clears_the_curves(qtbot: QtBot, chart: CurveChart) -> None:
    chart.set_history(HISTORY, 3)
    chart.show()
    qtbot.waitUntil(lambda: chart.view.image is not None)

    chart.set_history((), 3)

    assert not chart.view.isVisible()
    assert chart.accessibleDescription() == "No epoch is finished yet."


def test_chart_says_its_last_values_in_words(chart: CurveChart) -> None:
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


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_chart_is_saved_in_the_format_of_its_name(
    qtbot: QtBot, chart: CurveChart, tmp_path: Path, suffix: str
) -> None:
    chart.set_history(HISTORY, 3)
    path = tmp_path / f"loss.{suffix}"

    with qtbot.waitSignal(chart.saved) as told:
        chart.save(path)

    assert told.args == [path]
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    content = path.read_bytes()
    assert content.startswith(starts[suffix])
    if suffix == "svg":
        assert b"Loss" in content, "text stays text"
        assert LIGHT.training.lower().encode() in content.lower()


def test_a_chart_s_numbers_are_saved_as_csv(
    qtbot: QtBot, chart: CurveChart, tmp_path: Path
) -> None:
    chart.set_history(HISTORY, 3)
    with qtbot.waitSignal(chart.saved):
        chart.save(tmp_path / "loss.csv")

    # With the mark that spreadsheets know UTF-8 by.
    lines = (tmp_path / "loss.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "\ufeffepoch,train_loss,validation_loss,train_accuracy,validation_accuracy"
    assert lines[1].startswith("1,0.9,0.8,")
    assert len(lines) == 4


def test_a_chart_that_cannot_be_saved_says_so(
    qtbot: QtBot, chart: CurveChart, tmp_path: Path
) -> None:
    chart.set_history(HISTORY, 3)
    with qtbot.waitSignal(chart.save_failed) as told:
        chart.save(tmp_path / "nowhere" / "loss.png")

    assert "cannot be saved" in str(told.args[0])


def test_a_chart_can_be_read_as_a_table(qtbot: QtBot, chart: CurveChart) -> None:
    chart.set_history(HISTORY, 3)
    chart.show()
    menu = chart.make_menu()
    action = menu.actions()[0]
    assert not action.isChecked()

    action.trigger()

    assert chart.table.isVisible()
    model = chart.table.model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert rows[1] == ["2", "0.5000", "0.6000"]
    assert [action.isEnabled() for action in menu.actions()[2:]] == [True] * 4
