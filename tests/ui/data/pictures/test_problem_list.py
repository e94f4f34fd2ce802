"""Problems of a data set: told apart, counted, with advice, leading to their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.data.pictures.driving import SIZES, names, text
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.errors import Message
from tlgui.ui.words.problem_words import what_to_do

if TYPE_CHECKING:
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.data.picture_browser import PictureBrowser


def test_problem_says_what_to_do_and_leads_to_its_picture(browser: PictureBrowser) -> None:
    browser.show_problems()
    view = browser.problem_list
    assert view.isVisible()
    tooltip = view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "cat03.png is torn." in tooltip
    assert "left out" in tooltip
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert browser.grid.currentIndex().data() == "cat03.png"
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert text(browser.viewer, "viewer_name") == "cat03.png"


def test_problems_of_two_files_of_one_name_are_told_apart(
    browser: PictureBrowser, index: DatasetIndex
) -> None:
    problems = [
        Problem(
            path,
            ProblemKind.UNREADABLE,
            Message("{name} cannot be read: {reason}.", name="1.png", reason="torn"),
        )
        for path in ("cat/1.png", "dog/1.png")
    ]
    browser.show_dataset(index, None, problems)
    rows = browser.problem_list.model()
    assert [rows.index(row, 0).data() for row in range(2)] == [
        "cat/1.png cannot be read: torn.",
        "dog/1.png cannot be read: torn.",
    ]
    tooltip = rows.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "dog/1.png cannot be read" in tooltip


def test_very_many_problems_of_a_kind_are_counted(
    browser: PictureBrowser, index: DatasetIndex
) -> None:
    gone = Message("{name} of row {number} is not there.", name="x.png", number=2)
    missing = [Problem(f"x{n}.png", ProblemKind.MISSING_FILE, gone) for n in range(1_234)]
    torn = Problem("dog/1.png", ProblemKind.UNREADABLE, Message("{text}", text="torn"))

    browser.show_dataset(index, None, [*missing, torn])
    browser.show_problems()

    rows = browser.problem_list.model()
    assert rows.rowCount() == 102
    assert rows.index(100, 0).data() == "torn"
    assert "And 1,134 more of this kind" in rows.index(101, 0).data()
    chips = browser.filters.chips.findChildren(QPushButton)
    assert any("1,235" in chip.text() for chip in chips)
    browser.problem_list.setCurrentIndex(rows.index(101, 0))
    QTest.keyClick(browser.problem_list, Qt.Key.Key_Return)
    assert not browser.viewer.isVisible()


def test_problem_of_a_class_folder_leads_to_the_class(browser: PictureBrowser) -> None:
    browser.show_problems()
    view = browser.problem_list
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert browser.state()["class"] == "owl"
    assert len(names(browser)) == SIZES["owl"]


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_kind_of_problem_has_its_advice(kind: ProblemKind) -> None:
    assert what_to_do(kind).endswith(".")
