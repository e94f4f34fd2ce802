"""The confusion matrix says the right numbers, to eyes, keyboards and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tlgui.ui.look import theme
from tlgui.ui.look.colors import Scheme, contrast
from tlgui.ui.results.confusion_model import CORRECT_ROLE, STRENGTH_ROLE, ConfusionModel
from tlgui.ui.results.confusion_view import ConfusionView, cell_color, readable_on

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

COUNTS = [[8, 2, 0], [0, 5, 0], [1, 7, 992]]
CLASSES = ["hat", "shoe", "t-shirt"]

Role = Qt.ItemDataRole


@pytest.fixture
def view(qtbot: QtBot, themed: QApplication) -> ConfusionView:
    made = ConfusionView()
    qtbot.addWidget(made)
    made.resize(520, 420)
    made.set_confusion(CLASSES, COUNTS)
    made.show()
    return made


def text(model: ConfusionModel, row: int, column: int, role: int = Role.DisplayRole) -> str:
    return str(model.index(row, column).data(role))


def test_cells_show_counts_and_leave_zeros_blank(view: ConfusionView) -> None:
    model = view.matrix

    assert text(model, 0, 0) == "8"
    assert text(model, 0, 2) == ""
    assert text(model, 2, 2) == "992"


def test_shares_are_of_the_true_class(view: ConfusionView) -> None:
    view.matrix.set_shares(True)

    assert text(view.matrix, 0, 0) == "80%"
    assert text(view.matrix, 0, 1) == "20%"
    assert text(view.matrix, 1, 1) == "100%"
    assert text(view.matrix, 2, 0) == "<1%", "one of a thousand must not read as none"


def test_a_class_without_pictures_has_no_shares(view: ConfusionView) -> None:
    view.set_confusion(["a", "b"], [[0, 0], [1, 2]])
    view.matrix.set_shares(True)

    assert view.matrix.share(0, 0) == 0.0
    assert text(view.matrix, 0, 0) == ""


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ((2, 1), "7 pictures of t-shirt were taken for shoe (1%)"),
        ((2, 0), "1 picture of t-shirt was taken for hat (0%)"),
        ((0, 0), "8 pictures of hat were recognised (80%)"),
        ((0, 2), "No picture of hat was taken for t-shirt"),
    ],
)
def test_a_cell_says_in_words_what_it_means(
    view: ConfusionView, cell: tuple[int, int], sentence: str
) -> None:
    assert text(view.matrix, *cell, Role.AccessibleTextRole) == sentence
    assert sentence in text(view.matrix, *cell, Role.ToolTipRole)


def test_right_and_wrong_are_shaded_apart(view: ConfusionView) -> None:
    model = view.matrix

    assert model.index(2, 2).data(STRENGTH_ROLE) == 1.0
    assert model.index(2, 1).data(STRENGTH_ROLE) == 1.0, "the worst error is as deep as errors go"
    assert model.index(0, 1).data(STRENGTH_ROLE) == pytest.approx(2 / 7)
    assert model.index(2, 2).data(CORRECT_ROLE)
    assert not model.index(2, 1).data(CORRECT_ROLE)


def test_names_are_never_markup_in_tooltips(view: ConfusionView) -> None:
    view.set_confusion(["<b>bold</b>", "x"], [[1, 1], [0, 1]])

    assert "<b>" not in text(view.matrix, 0, 1, Role.ToolTipRole)
    assert "&lt;b&gt;" in text(view.matrix, 0, 1, Role.ToolTipRole)
    header = view.matrix.headerData(0, Qt.Orientation.Vertical, Role.ToolTipRole)
    assert "<b>" not in str(header)


def test_arrow_keys_walk_and_enter_opens(qtbot: QtBot, view: ConfusionView) -> None:
    view.setFocus()
    view.setCurrentIndex(view.matrix.index(1, 1))
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Left)

    with qtbot.waitSignal(view.cell_opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)

    assert opened.args == [2, 0]


def test_click_opens_once(qtbot: QtBot, view: ConfusionView) -> None:
    heard: list[tuple[int, int]] = []
    view.cell_opened.connect(lambda true, predicted: heard.append((true, predicted)))
    place = view.visualRect(view.matrix.index(0, 1)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert heard == [(0, 1)]


def test_tab_leaves_the_matrix(view: ConfusionView) -> None:
    assert not view.tabKeyNavigation()


@pytest.mark.parametrize("count", [2, 10, 40, 100])
def test_any_number_of_classes_is_readable(qtbot: QtBot, view: ConfusionView, count: int) -> None:
    names = [f"class number {position}" for position in range(count)]
    view.set_confusion(names, [[1234] * count for _ in range(count)])

    widest = view.fontMetrics().horizontalAdvance("1234")
    assert view.columnWidth(0) >= widest
    assert view.rowHeight(0) >= view.fontMetrics().height()
    fits = view.columnWidth(0) * count <= view.viewport().width()
    assert fits == (view.horizontalScrollBar().maximum() == 0)
    if count == 100:
        assert view.horizontalScrollBar().maximum() > 0
        assert view.verticalScrollBar().maximum() > 0


def test_few_classes_get_large_cells(view: ConfusionView) -> None:
    view.set_confusion(["a", "b"], [[5, 1], [0, 7]])

    assert view.rowHeight(0) > 34
    assert view.horizontalScrollBar().maximum() == 0


def test_clear_leaves_no_cell_outlined(view: ConfusionView) -> None:
    view.setCurrentIndex(view.matrix.index(1, 1))
    view.clear_cell()

    assert not view.selectionModel().hasSelection()
    assert not view.currentIndex().isValid()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_are_readable_on_every_shade(themed: QApplication, scheme: Scheme) -> None:
    theme.apply_theme(themed, scheme)

    for correct in (True, False):
        for step in range(11):
            ground = cell_color(step / 10, correct=correct)
            assert contrast(readable_on(ground), ground) >= 4.5, (correct, step)


def test_long_names_take_no_more_than_twelve_em_and_are_whole_in_tooltips(
    view: ConfusionView,
) -> None:
    names = [f"a name that goes on and on and on until class number {n:02}" for n in range(60)]
    view.set_confusion(names, [[row + column for column in range(60)] for row in range(60)])

    em = theme.px(theme.TEXT_SMALL)
    assert view.horizontalHeader().height() <= 12 * em
    assert view.verticalHeader().width() <= 12 * em
    for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        assert names[7] in str(view.matrix.headerData(7, orientation, Role.ToolTipRole))
