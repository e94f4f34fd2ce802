from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSpinBox, QWidget

from tests.ui.fakes import make_dataset, make_split
from tests.ui.live_texts import told_texts
from tlgui.engine.asked import Asked
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.design import design_of_text
from tlgui.engine.models.scratch.design_layers import Convolution, Function
from tlgui.engine.models.scratch.textbook import BY_NAME, LENET, TEXTBOOKS
from tlgui.engine.project import open_project, project_of, save_project
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.ui.model import model_page
from tlgui.ui.model.model_jobs import Facts
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.model.scratch.design_formulas import formulas
from tlgui.ui.model.scratch.design_model import COLUMNS
from tlgui.ui.model.scratch.timeline import families
from tlgui.ui.model.scratch.way_switch import Way
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.model.scratch.design_way import DesignWay
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(_backbone: object, *, control: Control) -> Facts:
        return Facts(None, ())

    monkeypatch.setattr(model_page, "look_up_facts", look_up)


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, tmp_path: Path
) -> ModelPage:
    index = make_dataset(tmp_path / "data")
    session.set_project(project_of(index.root))
    session.set_index(index)
    session.set_split(make_split(index))
    return make_page(qtbot, session, runner)


@pytest.fixture
def english_again(themed: QApplication) -> Iterator[QApplication]:
    yield themed
    switch_language(themed, "en")


def make_page(qtbot: QtBot, session: Session, runner: JobRunner) -> ModelPage:
    made = ModelPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    made.show()
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)
    return made


def press(page: ModelPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    button.click()


def visible(page: ModelPage, name: str) -> bool:
    button = page.findChild(QPushButton, name)
    assert button is not None
    return button.isVisible()


def texts(page: ModelPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def asked(session: Session) -> Asked:
    assert session.project is not None
    return Asked.from_json(session.project.settings)


def designing(page: ModelPage, name: str = "lenet5") -> DesignWay:
    press(page, "model_way_design")
    page._ways.design.begin_from(BY_NAME[name])
    return page._ways.design


def edit(way: DesignWay, row: int, column: str, value: Any) -> bool:
    return way.model.setData(way.model.index(row, COLUMNS.index(column)), value)


def cell(way: DesignWay, row: int, column: str) -> str:
    return str(way.model.index(row, COLUMNS.index(column)).data())


def test_a_way_is_made_when_it_is_asked_for(page: ModelPage) -> None:
    for way in ("textbook", "design"):
        assert page.findChild(QWidget, f"{way}_way") is None
        press(page, f"model_way_{way}")
        made = page.findChild(QWidget, f"{way}_way")
        assert made is not None
        assert made.isVisible()


def test_timeline_has_every_network_in_the_order_of_years(page: ModelPage) -> None:
    assert [book for books in families() for book in books] == list(TEXTBOOKS)
    press(page, "model_way_textbook")
    told = texts(page)

    for books in families():
        assert books[0].label in told
        assert f"{books[0].parameters:,} parameters" in told
        assert str(books[0].idea) in told


def test_drawings_and_layers_come_from_the_networks(
    qtbot: QtBot, page: ModelPage, runner: JobRunner
) -> None:
    press(page, "model_way_textbook")
    way = page._ways.textbook

    qtbot.waitUntil(lambda: len(way._shapes) == len(TEXTBOOKS), timeout=120_000)

    assert all(way._shapes[book.name].parameters == book.parameters for book in TEXTBOOKS)
    # Three classes are open; 61,706 are told of ten.
    assert "In all: 61,111 parameters" in texts(page)
    way.look_at(BY_NAME["efficientnet_b7"])
    told = texts(page)
    assert "Compound scaling" in told
    assert "2,560" in told
    assert "EfficientNet-B7" in told


def test_used_network_is_what_training_uses_and_marked(page: ModelPage, session: Session) -> None:
    before = asked(session)
    press(page, "model_way_textbook")
    page._ways.textbook.look_at(BY_NAME["vgg19"])
    assert not visible(page, "model_train_button")

    press(page, "model_use_button")

    now = asked(session)
    assert (now.method, now.value("backbone"), now.value("design")) == ("from-scratch", "vgg19", "")
    assert now.common["backbone"] == before.common["backbone"]
    assert visible(page, "model_train_button")
    assert not visible(page, "model_use_button")
    assert page._header.summary == "VGG-19 \u00b7 learns from scratch"
    switch = page.findChild(QPushButton, "model_way_textbook")
    assert switch is not None
    assert switch.accessibleName() == "Textbook networks, used for training"
    press(page, "model_way_pretrained")
    press(page, "model_use_button")
    assert asked(session).method == "feature-extraction"
    assert "EfficientNet-Lite0" in page._header.summary


def test_a_textbook_network_takes_the_place_of_a_design(page: ModelPage, session: Session) -> None:
    way = designing(page)
    press(page, "model_use_button")
    assert asked(session).value("design") == way.design.text()
    press(page, "model_way_textbook")

    press(page, "model_use_button")

    assert asked(session).value("design") == ""
    assert asked(session).recipe().found_backbone.label == "LeNet-5"
    press(page, "model_way_design")
    assert way.design == LENET


def test_without_a_folder_nothing_is_chosen(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    page = make_page(qtbot, session, runner)
    press(page, "model_way_textbook")

    press(page, "model_use_button")

    assert "Open a folder of pictures first." in page.message_bar.text


def test_few_pictures_are_told(page: ModelPage) -> None:
    press(page, "model_way_textbook")

    assert "about 2 pictures to learn from each" in texts(page)


def test_ways_and_timeline_by_keyboard(qtbot: QtBot, page: ModelPage) -> None:
    page.activateWindow()
    first = page.findChild(QPushButton, "model_way_pretrained")
    assert first is not None
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert page._ways.current is Way.TEXTBOOK
    timeline = page._ways.textbook.timeline
    entry = timeline.entries["lenet5"]
    entry.setFocus(Qt.FocusReason.TabFocusReason)

    QTest.keyClick(entry, Qt.Key.Key_Down)

    assert page._ways.textbook.book.name == "mnist_cnn"
    QTest.keyClick(timeline.entries["mnist_cnn"], Qt.Key.Key_Down)
    assert page._ways.textbook.book.name == "alexnet_2012"


def test_members_of_a_family_are_chosen_by_their_buttons(page: ModelPage) -> None:
    press(page, "model_way_textbook")

    press(page, "member_resnet152")

    assert page._ways.textbook.book.name == "resnet152"
    assert "60,192,808 with 1,000 classes" in texts(page)
    press(page, "member_resnet34")
    assert page._ways.textbook.book.name == "resnet34"


def test_design_is_counted_while_it_is_edited(page: ModelPage) -> None:
    way = designing(page, "mnist_cnn")
    assert edit(way, 0, "kernel", 5)
    assert edit(way, 0, "padding", 2)

    assert cell(way, 0, "output") == "28 \u00d7 28 \u00d7 32"
    assert cell(way, 0, "parameters") == "832"
    assert cell(way, 0, "field") == "5"
    assert cell(way, len(way.design.layers), "setting") == "3 units"
    told = dict(formulas(way.model.rows[0]))
    assert "(28 \u2212 5 + 2 \u00d7 2) / 1 + 1 = 28" in told["Output"]
    assert told["Parameters"].endswith("(5 \u00d7 5 \u00d7 1) \u00d7 32 + 32 = 832")
    assert told["Multiply-adds"].endswith("= 627,200")
    assert "= 832" in texts(page)


def test_impossible_row_is_marked_with_its_reason_and_refused(
    page: ModelPage, session: Session
) -> None:
    way = designing(page)
    edit(way, 3, "kernel", 31)

    assert cell(way, 3, "output") == "impossible"
    assert not way.model.index(3, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert {cell(way, row, "output") for row in range(4, 12)} == {"waits"}
    told = texts(page)
    assert "Row 4 is impossible: The kernel of 31 is larger than what it slides over: 14." in told
    assert "Take a smaller kernel" in told
    press(page, "model_use_button")
    assert "Row 4: The kernel of 31" in page.message_bar.text
    assert asked(session).method == "feature-extraction"
    assert way.table.row == 3
    edit(way, 3, "kernel", 5)
    assert way.model.problem is None
    press(page, "model_use_button")
    assert asked(session).value("backbone") == DESIGN


def test_used_design_follows_its_edits(page: ModelPage, session: Session) -> None:
    way = designing(page)
    press(page, "model_use_button")
    way.model.remove(1)

    recipe = asked(session).recipe()
    assert isinstance(recipe, FromScratch)
    assert recipe.own_design == way.design
    assert visible(page, "model_train_button")


def test_design_outlives_another_page_and_another_start(
    qtbot: QtBot, page: ModelPage, session: Session, runner: JobRunner
) -> None:
    way = designing(page)
    edit(way, 0, "setting", 7)
    edit(way, 3, "kernel", 31)  # Impossible ones are kept too.
    assert session.project is not None
    save_project(session.project)
    folder = session.project.folder

    session.set_project(open_project(folder))
    again = make_page(qtbot, session, runner)

    assert again._ways.design.design == way.design
    assert not again._ways.design.model.history.can_undo


def test_each_project_has_its_own_design(page: ModelPage, session: Session, tmp_path: Path) -> None:
    way = designing(page)
    edit(way, 0, "setting", 7)
    first = session.project

    session.set_project(project_of(tmp_path / "other"))
    assert way.design == BY_NAME["cifar_cnn"].design
    session.set_project(first)

    assert way.design.layers[0] == Convolution(filters=7, kernel=5, padding=0)


def test_settings_of_a_run_bring_their_design_along(page: ModelPage, session: Session) -> None:
    way = designing(page)
    press(page, "model_use_button")
    other = BY_NAME["nin"].design
    assert other is not None
    assert session.project is not None
    settings = asked(session).saying({"design": other.text()}).to_json()

    session.set_project(replace(session.project, settings=settings))

    assert way.design == other


def test_design_by_keyboard_alone(qtbot: QtBot, page: ModelPage) -> None:
    way = designing(page)
    page.activateWindow()
    table = way.table
    table.choose(0)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(table, Qt.Key.Key_Return)
    field = table.findChild(QSpinBox, "design_filters_field")
    assert field is not None
    field.setValue(9)
    QTest.keyClick(field, Qt.Key.Key_Return)
    nine = Convolution(filters=9, kernel=5, padding=0)
    qtbot.waitUntil(lambda: way.design.layers[0] == nine, timeout=5000)
    qtbot.waitUntil(table.hasFocus, timeout=5000)

    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert way.design.layers[1] == nine
    assert table.row == 1
    QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert way.design.layers[1] == way.design.layers[2]
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert len(way.design.layers) == len(LENET.layers)
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_Insert)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert way.design.layers[1] == Convolution()


def test_function_and_share_are_edited_in_place(qtbot: QtBot, page: ModelPage) -> None:
    way = designing(page, "cifar_cnn")
    model, table = way.model, way.table
    table.edit(model.index(1, COLUMNS.index("setting")))
    selector = table.findChild(QComboBox, "design_function_field")
    assert selector is not None
    selector.setCurrentIndex(selector.findData(Function.GELU))
    selector.activated.emit(selector.currentIndex())
    assert cell(way, 1, "setting") == "GELU"
    row = next(n for n, each in enumerate(way.design.layers) if each.kind == "dropout")
    table.edit(model.index(row, COLUMNS.index("setting")))
    spin = table.findChild(QSpinBox, "design_share_field")
    assert spin is not None
    spin.setValue(25)
    QTest.keyClick(spin, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: cell(way, row, "setting") == "25%", timeout=5000)


def test_last_layer_is_locked(page: ModelPage) -> None:
    way = designing(page)
    last = len(way.design.layers)
    way.table.choose(last)

    assert not any(way.model.field_at(way.model.index(last, n)) for n in range(len(COLUMNS)))
    way.model.remove(last)
    way.duplicate()
    assert way.design == LENET
    for name in ("up", "down", "remove", "duplicate"):
        button = page.findChild(QPushButton, f"design_{name}_button")
        assert button is not None
        assert not button.isEnabled()
    assert "One unit for each of your classes." in texts(page)


def test_design_is_saved_and_opened(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path
) -> None:
    way = designing(page)
    edit(way, 0, "setting", 11)
    kept = way.design
    way.save(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
    assert json.loads((tmp_path / "mine.json").read_text())["layers"][0]["filters"] == 11
    way.begin_from(BY_NAME["nin"])

    way.open(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)

    assert way.design == kept
    way.undo()
    assert way.design == BY_NAME["nin"].design


@pytest.mark.parametrize("content", ["", "[]", '{"layers": [{"layer": "nothing"}]}'])
def test_a_file_that_is_no_design_is_refused(
    qtbot: QtBot, page: ModelPage, runner: JobRunner, tmp_path: Path, content: str
) -> None:
    way = designing(page)
    (tmp_path / "other.json").write_text(content)

    way.open(tmp_path / "other.json")
    qtbot.waitUntil(lambda: bool(page.message_bar.text), timeout=5000)

    assert way.design == LENET


def test_picture_of_the_design_is_chosen(page: ModelPage) -> None:
    way = designing(page)
    side = page.findChild(QSpinBox, "design_side_field")
    colour = page.findChild(QComboBox, "design_colour_selector")
    assert side is not None
    assert colour is not None
    assert (side.value(), colour.currentData()) == (32, 1)
    side.setValue(40)
    side.setValue(48)
    colour.setCurrentIndex(0)

    assert (way.design.side, way.design.channels) == (48, 3)
    way.undo()
    way.undo()
    assert (side.value(), colour.currentData()) == (32, 1)


def test_layers_of_a_textbook_network_become_a_design(page: ModelPage) -> None:
    press(page, "model_way_textbook")
    page._ways.textbook.look_at(BY_NAME["nin"])

    press(page, "textbook_design_button")

    assert page._ways.current is Way.DESIGN
    assert page._ways.design.design == BY_NAME["nin"].design
    press(page, "model_way_textbook")
    page._ways.textbook.look_at(BY_NAME["vgg16"])
    assert not visible(page, "textbook_design_button")


def test_undo_of_the_window_is_the_design_s_while_that_is_on_show(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    window = MainWindow(session, runner, page="model")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    page = window.page("model")
    assert isinstance(page, ModelPage)
    way = designing(page)
    way.model.remove(0)
    shorter = way.design

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert way.design == LENET
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, both)
    assert way.design == shorter
    press(page, "model_way_textbook")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert way.design == shorter
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)


@pytest.mark.parametrize("way", ["textbook", "design"])
def test_all_texts_follow_the_language(
    qtbot: QtBot,
    english_again: QApplication,
    page: ModelPage,
    session: Session,
    runner: JobRunner,
    way: str,
) -> None:
    press(page, f"model_way_{way}")
    if way == "design":
        edit(page._ways.design, 0, "kernel", 99)
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)
    before = told_texts(page)

    switch_language(english_again, "ko")

    fresh = make_page(qtbot, session, runner)
    press(fresh, f"model_way_{way}")
    qtbot.wait(300)
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)
    undo = ("design_undo_button", "QPushButton")
    assert [each for each in told_texts(page) if undo[0] not in each] == [
        each for each in told_texts(fresh) if undo[0] not in each
    ]
    assert told_texts(page) != before


def test_rail_and_train_page_call_the_network_by_its_name(
    qtbot: QtBot, page: ModelPage, session: Session, runner: JobRunner
) -> None:
    window = MainWindow(session, runner, page="train")
    qtbot.addWidget(window)
    window.show()
    train: Any = window.page("train")
    press(page, "model_way_textbook")
    press(page, "model_use_button")
    assert window.rail.state("model")[1] == "LeNet-5"
    assert train.header.summary == "From scratch with LeNet-5"
    assert train.settings.widget("image_size").isEnabled()
    way = designing(page)
    press(page, "model_use_button")

    assert window.rail.state("model")[1] == "A design of your own"
    assert train.header.summary == "From scratch with a design of your own"
    assert train.asked.recipe() is not None
    assert not train.settings.widget("image_size").isEnabled()
    edit(way, 3, "kernel", 31)
    assert train.asked.recipe() is None or train.asked.is_refused
    assert design_of_text(asked(session).value("design")) == way.design
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)


def test_train_page_leads_to_the_network_that_it_uses(
    qtbot: QtBot, themed: QApplication, page: ModelPage, session: Session, runner: JobRunner
) -> None:
    press(page, "model_way_textbook")
    page._ways.textbook.look_at(BY_NAME["nin"])
    press(page, "model_use_button")
    window = MainWindow(session, runner, page="train")
    qtbot.addWidget(window)
    window.show()
    train: Any = window.page("train")
    assert train.asked.method._network.full_text == "Network in Network"
    button = train.findChild(QPushButton, "method_network_button")

    button.click()

    shown = window.page("model")
    assert isinstance(shown, ModelPage)
    assert window.rail.current == "model"
    assert shown._ways.current is Way.TEXTBOOK
    assert shown._ways.textbook.book.name == "nin"
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)


def test_a_design_is_trained_and_shown(
    qtbot: QtBot, page: ModelPage, session: Session, runner: JobRunner
) -> None:
    way = designing(page, "mnist_cnn")
    way.model.take(replace(way.design, channels=3, side=16), 0)
    edit(way, 0, "setting", 4)
    press(page, "model_use_button")
    session.set_project(
        replace(
            session.project,  # type: ignore[type-var]  # there is one
            settings=asked(session).saying({"epochs": 2, "device": "cpu"}).to_json(),
        )
    )
    window = MainWindow(session, runner, page="train")
    qtbot.addWidget(window)
    window.show()
    train: Any = window.page("train")

    train.start()
    qtbot.waitUntil(lambda: session.run is not None, timeout=120_000)

    run = session.run
    assert run is not None
    assert isinstance(run.recipe, FromScratch)
    assert run.recipe.own_design == way.design
    assert "a design of your own, from scratch" in train.header.summary
    window.show_page("results")
    qtbot.waitUntil(lambda: not runner.jobs, timeout=60_000)
    results: Any = window.page("results")
    told = "\n".join(label.text() for label in results.findChildren(QLabel))
    assert "a design of your own" in told
