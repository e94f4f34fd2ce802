"""The pictures of a data set: filtered, found, shown as a grid."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QWidget,
)

from tests.pictures import noisy
from tests.ui.data.pictures.driving import SIZES, child, choose_class, click, names, text
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division, Problem, ProblemKind, Split, SplitName
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import Message
from tlgui.ui.data import facts_panel, picture_browser
from tlgui.ui.data.data_content import DataContent
from tlgui.ui.data.picture_filter import NEEDS_A_LOOK, PARTS, Catalogue, PictureFilter
from tlgui.ui.kit.widgets import ElidedLabel
from tlgui.ui.pictures.item_models import class_rows
from tlgui.ui.pictures.picture_grid import CROP_LIMIT, TileCache
from tlgui.ui.words.language import install_language, remove_language, switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.data.picture_browser import PictureBrowser
    from tlgui.ui.work.jobs import JobRunner


def test_filters_agree_with_a_plain_search(index: DatasetIndex) -> None:
    catalogue, split = Catalogue(index), make_split(index)
    noted: dict[int, list[Problem]] = {3: [], 20: []}
    for part in PARTS:
        for wanted_class in (None, 1):
            for words in ("", "DOG 0", "0", "owl", "none"):
                passing = catalogue.passing(PictureFilter(part, wanted_class, words), split, noted)
                members = {
                    "all": range(len(index.records)),
                    NEEDS_A_LOOK: noted,
                    **{str(name): getattr(split, name) for name in SplitName},
                }[part]
                assert list(passing) == [
                    at
                    for at, record in enumerate(index.records)
                    if at in members
                    and wanted_class in (None, record.class_index)
                    and all(word in record.path for word in words.lower().split())
                ]


@pytest.mark.parametrize("part", PARTS)
def test_pictures_come_in_natural_order(tmp_path: Path, part: str) -> None:
    root = tmp_path / "pictures"
    for name in ("1", "2", "10"):
        (root / name).mkdir(parents=True)
        for number in (1, 2, 3, 10, 11, 20):
            (root / name / f"p{number}.png").write_bytes(noisy("PNG", seed=number))
    index = scan(root)
    noted: dict[int, list[Problem]] = {at: [] for at in range(len(index.records))}

    passing = Catalogue(index).passing(PictureFilter(part), make_split(index), noted)

    numbers = [
        tuple(int(piece) for piece in index.records[at].path[:-4].split("/p")) for at in passing
    ]
    assert numbers
    assert numbers == sorted(numbers)


def test_chosen_class_is_a_chip_that_takes_it_away_again(browser: PictureBrowser) -> None:
    chip = child(browser, "filter_class")
    assert not chip.isVisible()
    choose_class(browser, 1)
    assert len(names(browser)) == SIZES["dog"]
    assert chip.isVisible()
    assert "dog" in chip.accessibleName()
    click(browser, "filter_class")
    assert len(names(browser)) == sum(SIZES.values())
    assert not chip.isVisible()
    choose_class(browser, 2)
    QTest.keyClick(browser.class_list, Qt.Key.Key_Escape)
    assert len(names(browser)) == sum(SIZES.values())


def test_empty_result_says_which_filters_are_on_and_clears_them(browser: PictureBrowser) -> None:
    choose_class(browser, 1)
    browser.filters.set_filters("validation", "nothing like this")
    said = text(browser, "no_match_text")
    assert "in validation" in said
    assert "class dog" in said
    assert "nothing like this" in said
    assert not browser.grid.isVisible()
    click(browser, "clear_filters_button")
    assert len(names(browser)) == sum(SIZES.values())
    assert browser.grid.isVisible()
    assert browser.state() == {"split": "all", "class": None, "words": ""}


def test_filters_come_back_from_their_state(
    browser: PictureBrowser, index: DatasetIndex, runner: JobRunner, qtbot: QtBot
) -> None:
    choose_class(browser, 0)
    browser.filters.set_filters("train", "1")
    state, shown = browser.state(), names(browser)
    assert state == {"split": "train", "class": "cat", "words": "1"}
    browser.clear_filters()
    browser.restore(state)
    assert (browser.state(), names(browser)) == (state, shown)
    later = DataContent(runner)
    qtbot.addWidget(later)
    later.browser.restore(state)
    later.browser.show_dataset(index, make_split(index), ())
    assert (later.browser.state(), names(later.browser)) == (state, shown)


@pytest.mark.parametrize(
    "state",
    [{}, {"split": "gone", "class": "yak", "words": None}, {"split": 3, "class": 4, "words": []}],
)
def test_state_that_means_nothing_here_shows_all(
    browser: PictureBrowser, state: dict[str, object]
) -> None:
    choose_class(browser, 0)
    browser.restore(state)
    assert len(names(browser)) == sum(SIZES.values())


def test_menu_key_opens_the_menu_of_the_current_picture(browser: PictureBrowser) -> None:
    asked: list[int] = []
    browser.grid.menu_requested.disconnect()
    browser.grid.menu_requested.connect(lambda row, _place: asked.append(row))
    browser.grid.go_to(4)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    browser.grid.contextMenuEvent(event)
    assert asked == [4]


def test_menu_copies_the_path_and_shows_the_file(
    browser: PictureBrowser, index: DatasetIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(picture_browser, "show_in_file_manager", shown.append)
    monkeypatch.setattr(facts_panel, "show_in_file_manager", shown.append)
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    browser.grid.menu_requested.emit(5, QPoint(10, 10))
    menu = browser.findChild(QMenu, "picture_menu")
    assert menu is not None
    actions = {action.objectName(): action for action in menu.actions()}
    actions["copy_path_action"].trigger()
    assert QGuiApplication.clipboard().text() == str(index.file(5))
    actions["show_file_action"].trigger()
    actions["open_picture_action"].trigger()
    menu.close()
    assert text(browser.viewer, "viewer_name") == index.file(5).name
    click(browser.viewer, "viewer_show_file_button")
    assert shown == [index.file(5)] * 2
    QGuiApplication.clipboard().clear()
    click(browser.viewer, "viewer_copy_path_button")
    assert QGuiApplication.clipboard().text() == str(index.file(5))


def test_what_scrolled_away_is_not_made_any_more(
    qtbot: QtBot, browser: PictureBrowser, index: DatasetIndex
) -> None:
    loader = browser.thumbnails
    for position in range(len(index.records)):
        loader._waiting[index.root / f"gone{position}"] = None
    browser.grid.scrollContentsBy(0, -5)
    assert not [path for path in loader._waiting if path.name.startswith("gone")]


def test_chips_take_another_line_where_the_card_is_narrow(
    qtbot: QtBot, content: DataContent, browser: PictureBrowser
) -> None:
    choose_class(browser, 1)
    chips = [
        chip
        for chip in browser.filters.chips.findChildren(QPushButton)
        if chip.objectName() and chip.isVisible()
    ]
    assert len({chip.y() for chip in chips}) == 1
    content.resize(520, 662)
    row, field = browser.filters.chips, child(browser, "find_picture_field")
    qtbot.waitUntil(lambda: field.y() >= row.geometry().bottom())
    assert len({chip.y() for chip in chips}) > 1
    assert all(row.rect().contains(chip.geometry()) for chip in chips)
    assert row.width() > browser.width() * 0.8


def test_square_picture_is_shown_whole_and_an_upright_one_fills_its_cell(
    themed: QApplication,
) -> None:
    tiles, cell = TileCache(), QSize(92, 123)
    for size, corner_is_picture in ((QSize(192, 192), False), (QSize(144, 192), True)):
        pixmap = QPixmap(size)
        pixmap.fill(QColor("#ff0000"))
        image = tiles.tile(pixmap, cell, 1.0, radius=0, crop_limit=CROP_LIMIT).toImage()
        assert image.pixelColor(46, 61) == QColor("#ff0000")
        assert (image.pixelColor(46, 2) == QColor("#ff0000")) is corner_is_picture


def test_tiny_picture_keeps_its_pixels_sharp(themed: QApplication) -> None:
    pixmap = QPixmap(8, 8)
    pixmap.fill(QColor("black"))
    image = pixmap.toImage()
    image.setPixelColor(4, 4, QColor("white"))
    tile = TileCache().tile(QPixmap.fromImage(image), QSize(80, 80), 1.0).toImage()
    levels = {tile.pixelColor(x, 45).lightness() for x in range(10, 70)}
    assert levels == {0, 255}


def test_class_with_few_training_pictures_is_marked_in_words(index: DatasetIndex) -> None:
    rows = class_rows(index, make_split(index))
    assert [(row.count, row.few, row.thin) for row in rows] == [
        (12, True, True),
        (9, True, True),
        (4, True, True),
    ]
    assert rows[0].training == 8
    whole = Split(tuple(range(len(index.records))), (), (), "folders", 0)
    assert [row.few for row in class_rows(index, whole)] == [False, True, True]


def test_split_card_tells_counts_shares_and_what_is_left_out(
    content: DataContent, index: DatasetIndex
) -> None:
    card = content.split_card
    card.show_split(index, Split(tuple(range(15)), tuple(range(15, 20)), (), "stratified", 3))
    assert text(card, "split_count_train") == "15"
    assert text(card, "split_share_train") == "75%"
    assert text(card, "split_share_validation") == "25%"
    assert not child(card, "split_count_test").isVisible()
    assert "5 pictures are left out" in text(card, "split_note")
    assert child(card, "term_stratified").isVisible()
    seed = child(card, "split_seed_field")
    assert isinstance(seed, QSpinBox)
    assert seed.value() == 3
    chosen: list[int] = []
    card.seed_chosen.connect(chosen.append)
    seed.setValue(8)
    card.show_split(index, Split((0, 1), (2,), (), "stratified", 3))
    assert seed.value() == 8  # What is being typed is not overwritten.


def test_of_whole_groups_the_parts_that_the_disk_has_are_said_to_be_its_own(
    content: DataContent, index: DatasetIndex
) -> None:
    card = content.split_card
    train, validation, test = tuple(range(15)), (15, 16), tuple(range(17, len(index.records)))
    records = tuple(
        replace(each, split=SplitName.TEST if at in test else SplitName.TRAIN)
        for at, each in enumerate(index.records)
    )
    on_disk = replace(index, records=records)
    for anew, told in ((False, "Folders on disk"), (True, "Random draw")):
        division = Division(3, "names", anew)
        card.show_split(on_disk, Split(train, validation, test, "grouped", 3, division=division))

        origin = child(card, "split_origin")
        assert isinstance(origin, ElidedLabel)
        assert origin.full_text == told
        assert child(card, "split_seed_field").isVisible()
        assert "Whole groups" in text(card, "split_note")


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    switch_language(qapp, "en")
    remove_language(qapp)


def all_texts(content: QWidget) -> list[tuple[str, ...]]:
    found = []
    for widget in content.findChildren(QWidget):
        said = [widget.objectName(), widget.toolTip(), widget.accessibleName()]
        said.append(widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QLineEdit):
            said.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            said += [widget.itemText(at) for at in range(widget.count())]
        if widget.isVisibleTo(content):
            found.append(tuple(said))
    return sorted(found)


@pytest.mark.parametrize("state", ["grid", "nothing", "problems", "picture"])
def test_everything_follows_a_switch_of_language(
    qtbot: QtBot,
    english_again: QApplication,
    themed: QApplication,
    runner: JobRunner,
    index: DatasetIndex,
    state: str,
) -> None:
    os.utime(index.file(3), (1e9, 1e9))
    problem = Problem(
        "cat/cat03.png",
        ProblemKind.UNREADABLE,
        Message("{name} cannot be read: {reason}.", name="x", reason=Message("it is cut off")),
    )
    split = make_split(index)

    def build() -> DataContent:
        made = DataContent(runner)
        qtbot.addWidget(made)
        made.resize(1064, 662)
        made.show()
        made.split_card.show_split(index, split)
        made.browser.show_dataset(index, split, (problem,))
        if state == "nothing":
            made.browser.class_list.setCurrentIndex(made.browser.class_list.model().index(1, 0))
            made.browser.filters.set_filters("train", "zebra")
        elif state == "problems":
            made.browser.show_problems()
        elif state == "picture":
            made.browser.open_picture(3)
        qtbot.waitUntil(lambda: not runner.jobs)
        made.setFocus()
        return made

    install_language(english_again, "en")
    switched = build()
    english = all_texts(switched)
    switch_language(english_again, "ko")
    fresh = build()
    assert all_texts(switched) == all_texts(fresh)
    assert all_texts(switched) != english
    rows = switched.browser.problem_list.model().index(0, 0)
    assert rows.data() == fresh.browser.problem_list.model().index(0, 0).data()
