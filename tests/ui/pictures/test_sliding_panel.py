"""How a filter slides: step by step, by keys, with any kernel, stride and padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QWidget

from tlgui.engine.insight.sliding import KERNELS
from tlgui.ui.pictures.inside.number_grid import NumberGrid, number_text
from tlgui.ui.pictures.inside.sliding_panel import PICTURES, SlidingPanel, picture_of
from tlgui.ui.pictures.inside.sliding_sheet import SlidingSheet
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def sheet(qtbot: QtBot, themed: QApplication) -> SlidingSheet:
    made = SlidingSheet()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def panel(sheet: SlidingSheet) -> SlidingPanel:
    return sheet.panel


def words(panel: SlidingPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_step_is_written_out(panel: SlidingPanel) -> None:
    panel.go_to(2)  # over the edge from 0 to 9

    assert words(panel, "sliding_sum") == (
        "0·(\u22121) + 0·0 + 9·1 + 0·(\u22122) + 0·0 + 9·2 + 0·(\u22121) + 0·0 + 9·1 = 36"
    )
    assert words(panel, "sliding_total") == "sum = 36"
    assert words(panel, "sliding_place") == "Step 3 of 36"
    assert "row 1, column 3" in panel.target.accessibleDescription()


def test_map_grows_with_the_steps(panel: SlidingPanel) -> None:
    panel.go_to(2)

    assert panel.target._known == 3
    assert panel.target._values[0].tolist() == [0, 0, 36, 36, 0, 0]
    panel.go_to(500)
    assert panel.step == 35
    assert panel.target._known == 36


def test_arrows_move_the_kernel_and_space_plays(qtbot: QtBot, panel: SlidingPanel) -> None:
    panel.target.setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 7),
        (Qt.Key.Key_Left, 6),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 35),
        (Qt.Key.Key_Down, 35),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(panel.target, key)
        assert panel.step == expected

    QTest.keyClick(panel.target, Qt.Key.Key_Space)
    assert panel.is_playing
    assert panel.play_button.text() == "Pause"
    qtbot.waitUntil(lambda: panel.step == 2)
    QTest.keyClick(panel.target, Qt.Key.Key_Space)
    assert not panel.is_playing


def test_play_ends_at_the_end_and_begins_anew(qtbot: QtBot, panel: SlidingPanel) -> None:
    panel.go_to(34)
    panel.play_button.click()
    qtbot.waitUntil(lambda: not panel.is_playing)
    assert panel.step == 35
    assert panel.play_button.text() == "Play"

    panel.play_button.click()

    assert panel.step == 0
    panel.hide()
    assert not panel.is_playing, "what nobody sees does not go on"


@pytest.mark.parametrize(
    ("stride", "padding", "size"), [(1, 0, 6), (2, 0, 3), (3, 1, 3), (1, 2, 10), (4, 2, 3)]
)
def test_stride_and_padding_change_the_size(
    panel: SlidingPanel, stride: int, padding: int, size: int
) -> None:
    panel.go_to(35)
    panel.stride.setValue(stride)
    panel.padding.setValue(padding)

    assert panel.target._values.shape == (size, size)
    assert f"Activation map: {size} \u00d7 {size}" in words(panel, "sliding_size")
    assert f"(8 \u2212 3 + 2·{padding}) / {stride} + 1" in words(panel, "sliding_size")
    assert panel.step < size * size


def test_own_kernel(panel: SlidingPanel) -> None:
    cell = panel.findChild(QDoubleSpinBox, "kernel_1_1")
    assert isinstance(cell, QDoubleSpinBox)
    cell.setValue(-2.5)

    assert panel.kernel.currentData() == "own"
    assert panel.kernel.currentText() == "Your own"
    assert panel.editor.kernel[1, 1] == -2.5
    assert cell.text() == "\u22122.5"
    panel.kernel.setCurrentIndex(panel.kernel.findData("box-blur"))
    panel.kernel.activated.emit(0)
    np.testing.assert_allclose(panel.editor.kernel, np.array(KERNELS["box-blur"]), atol=1e-6)


def test_minus_as_it_is_shown_can_be_typed(qtbot: QtBot, panel: SlidingPanel) -> None:
    cell = panel.findChild(QDoubleSpinBox, "kernel_0_0")
    assert isinstance(cell, QDoubleSpinBox)
    for minus in ("-", "\u2212"):
        cell.selectAll()
        cell.lineEdit().setText(f"{minus}3")
        cell.interpretText()
        assert cell.value() == -3
        cell.setValue(0)


def test_relu_cuts_what_is_below_nothing(panel: SlidingPanel) -> None:
    panel.padding.setValue(1)
    panel.go_to(7)
    assert panel.target._values.min() == -36

    panel.relu.setChecked(True)

    assert panel.target._values.min() == 0
    assert words(panel, "sliding_sum").endswith("= \u221227 \u2192 0")


def test_click_takes_the_kernel_there(qtbot: QtBot, panel: SlidingPanel) -> None:
    def click(grid: NumberGrid, row: int, column: int) -> None:
        place = grid.cell_rect(row, column).center().toPoint()
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)

    click(panel.target, 2, 3)
    assert panel.step == 15
    click(panel.source, 0, 0)
    assert panel.step == 0
    click(panel.source, 4, 4)
    assert panel.step == 3 * 6 + 3
    QTest.mouseClick(panel.source, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert panel.step == 21


def test_every_control_is_named_and_reached_by_keys(
    sheet: SlidingSheet, qapp: QApplication
) -> None:
    controls = [
        widget
        for widget in sheet.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    named = [w for w in controls if not w.objectName().startswith("qt_")]

    assert len(named) >= 20
    assert [w for w in named if not w.objectName()] == []
    nameless = [w.objectName() for w in named if not (w.accessibleName() or _text(w))]
    assert nameless == []


def _text(widget: QWidget) -> str:
    return str(getattr(widget, "text", lambda: "")())


def test_language_is_switched_while_it_is_open(panel: SlidingPanel, qapp: QApplication) -> None:
    try:
        switch_language(qapp, "ko")
        assert panel.play_button.text() == "재생"
        assert panel.kernel.itemText(0) == "그대로"
        assert "합 = " in words(panel, "sliding_total")
    finally:
        switch_language(qapp, "en")


def test_pictures_are_grey_and_of_one_size() -> None:
    for name in PICTURES:
        assert picture_of(name).shape == (8, 8)
        assert set(np.unique(picture_of(name))) <= set(range(10))


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.001, "0"), (1 / 9, "0.11"), (-2.5, "\u22122.5"), (36, "36")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number_text(value) == text
