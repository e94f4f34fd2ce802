"""The layer table of the Model page: figures, the frozen part, keys, and its texts anew."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.fakes import make_layer_table
from tlgui.engine.asked import Asked
from tlgui.engine.errors import Message
from tlgui.engine.models.layer_table import LayerRow, LayerTable
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.model.layers.layer_model import COLUMNS, LayerModel, memory_text, millions
from tlgui.ui.model.layers.layer_tree import ROW_HEIGHT, ROWS_AT_MOST
from tlgui.ui.model.layers.layers_card import HeadFacts, LayersCard
from tlgui.ui.model.layers.several import Several, several_asked
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

HEAD = HeadFacts(1280, 3, 1000)


@pytest.fixture
def card(qtbot: QtBot, themed: QApplication) -> LayersCard:
    shown = LayersCard()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    return shown


def large_table(stages: int = 8, blocks: int = 6) -> LayerTable:
    """More rows than are opened at once."""
    kind = Message("Residual block")

    def block(name: str, group: int) -> LayerRow:
        return LayerRow(name, kind, (8, 8, 8), 10, 100, 2048, (), (group, group))

    rows = []
    for stage in range(stages):
        parts = tuple(block(f"s{stage}.{number}", stage) for number in range(blocks))
        sums = (10 * blocks, 100 * blocks, 2048 * blocks)
        rows.append(LayerRow(f"s{stage}", kind, (8, 8, 8), *sums, parts, (stage, stage)))
    count = stages * blocks
    return LayerTable(tuple(rows), (3, 9, 9), 10 * count, 100 * count, 2048 * count, stages)


def label(card: LayersCard, name: str) -> str:
    found = card.findChild(QLabel, name)
    assert found is not None
    return found.text()


def rows_of(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[list[str]]:
    """The texts of all rows from top to bottom."""
    above = parent or QModelIndex()
    found = []
    for row in range(model.rowCount(above)):
        texts = [str(model.index(row, place, above).data() or "") for place in range(len(COLUMNS))]
        found.append(texts)
        found += rows_of(model, model.index(row, 0, above))
    return found


def test_rows_hold_the_figures(card: LayersCard) -> None:
    card.show_table(make_layer_table(), 1, HEAD)

    told = rows_of(card.tree.layers)
    assert told[0] == [
        *("Convolution 3 \u00d7 3", "112 \u00d7 112 \u00d7 32", "928", "92,800", "4.0 kB", "frozen")
    ]
    assert told[1][0] == "2 \u00d7 Inverted residual block"
    assert told[1][2:] == ["13,800", "1.4 M", "16.0 kB", "frozen"]
    assert told[4][0] == "ReLU"
    assert told[4][2:] == ["\u2013", "\u2013", "4.0 kB", ""]
    assert [row[-1] for row in told if row[-1]].count(
        "learns"
    ) == 6  # A stage, its parts, the head.
    assert "In all: 427,952 parameters \u00b7 42.8 M multiply-adds" in label(
        card, "model_layers_totals"
    )
    assert "3 classes \u00d7 1,280 weights + 3 biases = 3,843" in label(card, "model_head_text")


def test_an_ensemble_is_told_in_numbers(card: LayersCard) -> None:
    table = make_layer_table()
    # Of 427,952 parameters 28,528 are the backbone's; the head for 3 classes has 3,843.
    card.show_table(table, 0, HEAD)
    assert not card.findChild(QLabel, "model_several_text").isVisible()  # type: ignore[union-attr]

    card.show_table(table, 0, HEAD, several=Several(5, share=True))
    assert "5 \u00d7 3,843 = 19,215 parameters" in label(card, "model_several_text")
    card.show_table(table, 0, HEAD, several=Several(5, share=False))
    told = label(card, "model_several_text")
    assert "5 \u00d7 32,371 = 161,855 parameters, 647.4 kB of weights" in told
    assert "5 times the work" in told
    # Without a folder its own head is counted.
    card.show_table(table, None, several=Several(2, share=False))
    assert "2 \u00d7 427,952 = 855,904" in label(card, "model_several_text")
    card.show_table(table, 0, replace(HEAD, classes=None), several=Several(2, share=True))
    assert "as long as with one" in label(card, "model_several_text")


def test_what_is_asked_says_how_many_networks_there_are() -> None:
    asked = Asked().saying({"ensemble": EnsembleRule.SEEDS, "members": 4})

    assert several_asked(Asked(), "fine-tune") is None
    assert several_asked(asked, "feature-extraction") == Several(4, share=True)
    assert several_asked(asked, "fine-tune") == Several(4, share=False)
    assert several_asked(asked, "from-scratch") == Several(4, share=False)


@pytest.mark.parametrize(
    ("last", "boundary", "sentence"),
    [
        (-1, None, "nothing learns"),
        (0, "classifier", "only the head learns"),
        (1, "blocks.1", "13,800 of the backbone's 28,528 parameters"),
        (2, "blocks.0", "27,600 of the backbone's 28,528 parameters"),
        (3, None, "all layers learn"),
        (None, None, "all layers learn"),
    ],
)
def test_line_lies_where_what_is_frozen_ends(
    card: LayersCard, last: int | None, boundary: str | None, sentence: str
) -> None:
    card.show_table(make_layer_table(), last, HEAD)

    model = card.tree.layers
    found = model.rows[model.boundary].name if model.boundary >= 0 else None
    assert found == boundary
    assert sentence in label(card, "model_layers_boundary")


def test_line_is_drawn(card: LayersCard, qtbot: QtBot) -> None:
    def drawn(last: int) -> set[tuple[int, int]]:
        card.show_table(make_layer_table(), last, HEAD)
        grabbed = card.tree.viewport().grab().toImage()
        accent = "#2a66d9"
        middle = grabbed.width() // 2
        return {(y, last) for y in range(grabbed.height()) if _at(grabbed, middle, y) == accent}

    assert {last for _y, last in drawn(1)} == {1}
    assert not drawn(-1)


def _at(image: object, x: int, y: int) -> str:
    return str(image.pixelColor(x, y).name())  # type: ignore[attr-defined]


def test_stages_are_closed_at_first_and_open_by_keyboard(card: LayersCard) -> None:
    card.show_table(large_table(), 0, HEAD)
    tree = card.tree
    first = tree.layers.index(0, 0)
    assert not tree.isExpanded(first)
    closed = tree.height()

    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(first)
    assert tree.height() == closed + 6 * ROW_HEIGHT
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.layers.rows[tree.layers.place(tree.currentIndex())].name == "s0.0"
    QTest.keyClick(tree, Qt.Key.Key_Left)
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(first)
    assert tree.height() == closed

    button = card.findChild(QPushButton, "model_layers_open_button")
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert all(tree.isExpanded(tree.layers.index(row, 0)) for row in range(8))
    assert tree.height() == closed + (ROWS_AT_MOST - 8) * ROW_HEIGHT
    assert button.text() == "Collapse all"
    button.click()
    assert not tree.isExpanded(first)


def test_small_networks_are_shown_whole(card: LayersCard) -> None:
    card.show_table(make_layer_table(), 0, HEAD)

    assert card.tree.isExpanded(card.tree.layers.index(1, 0))


def test_what_was_opened_stays_so_while_settings_change(card: LayersCard) -> None:
    table = large_table()
    card.show_table(table, 0, HEAD)
    second = card.tree.layers.index(1, 0)
    card.tree.expand(second)

    card.show_table(table, 2, HEAD)

    assert card.tree.isExpanded(card.tree.layers.index(1, 0))


def test_rows_are_copied_as_csv(card: LayersCard) -> None:
    card.show_table(make_layer_table(), 1, HEAD)
    card.tree.setFocus()

    QTest.keyClick(card.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = list(csv.DictReader(io.StringIO(QGuiApplication.clipboard().text())))
    assert len(lines) == 17
    assert lines[0]["name"] == "conv_stem"
    assert lines[0]["multiply_adds"] == "92800"
    assert [line["level"] for line in lines[:4]] == ["0", "0", "1", "2"]
    assert lines[-1]["learning"] == "learns"


def test_no_table_is_told_and_leaves_no_rows(card: LayersCard) -> None:
    card.show_table(make_layer_table(), 1, HEAD)

    card.show_table(None, 1)
    assert "Looking into" in label(card, "model_layers_state")
    assert not card.tree.isVisible()
    assert card.tree.layers.rowCount() == 0

    card.show_table(None, 1, is_known=True)
    assert "could not be counted" in label(card, "model_layers_state")


def test_network_without_another_head_has_no_text_of_one(card: LayersCard) -> None:
    card.show_table(make_layer_table(), None)

    head = card.findChild(QLabel, "model_head_text")
    assert head is not None
    assert not head.isVisible()


def test_model_keeps_to_the_rules_of_qt(qtbot: QtBot, themed: QApplication) -> None:
    model = LayerModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_table(make_layer_table())
    model.set_learning(2)
    model.set_table(large_table())
    model.set_table(None)

    assert tester.model() is model


def test_rows_are_spoken_in_full(card: LayersCard) -> None:
    card.show_table(make_layer_table(), 0, HEAD)

    index = card.tree.layers.index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Convolution 3 \u00d7 3 (conv_stem), output 112 \u00d7 112 \u00d7 32, 928 parameters, "
        "92,800 multiply-adds, 4,000 bytes of activations, frozen"
    )


def test_texts_follow_the_language(card: LayersCard, english_again: QApplication) -> None:
    card.show_table(large_table(), 2, HEAD)

    switch_language(english_again, "ko")

    header = card.tree.layers.headerData(2, Qt.Orientation.Horizontal)
    assert header == "매개변수"
    assert rows_of(card.tree.layers)[0][0] == "잔차 블록"
    assert "동결" in rows_of(card.tree.layers)[0][-1]


def test_figures_are_short() -> None:
    told = [millions(count) for count in (840, 117_600, 41_000_000, 4_089_184_256)]
    assert told == ["840", "117,600", "41.0 M", "4,089 M"]
    sizes = [memory_text(size) for size in (40, 18_816, 3_211_264)]
    assert sizes == ["40 B", "18.8 kB", "3.2 MB"]
