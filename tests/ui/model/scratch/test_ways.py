"""The ways to a network from scratch: textbooks on a timeline, a design of one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.ui.live_texts import told_texts
from tests.ui.model.scratch.driving import asked, designing, edit, make_page, press, texts, visible
from tlgui.engine.models.scratch.design import design_of_text
from tlgui.engine.models.scratch.textbook import BY_NAME, LENET, TEXTBOOKS
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.ui.model.model_page import ModelPage
from tlgui.ui.model.scratch.timeline import families
from tlgui.ui.model.scratch.way_switch import Way
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def test_a_way_is_made_when_it_is_asked_for(page: ModelPage) -> None:
    for way in ("textbook", "design"):
        assert page.findChild(QWidget, f"{way}_way") is None
        press(page, f"model_way_{way}")
        made = page.findChild(QWidget, f"{way}_way")
        assert made is not None
        assert made.isVisible()


def test_among_the_weights_no_network_that_is_out_of_sight_can_be_used(page: ModelPage) -> None:
    press(page, "model_way_textbook")
    assert visible(page, "model_use_button")

    page.show_weights()
    assert not visible(page, "model_use_button")

    page.show_backbones()
    assert visible(page, "model_use_button")


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

    qtbot.waitUntil(lambda: len(way._shapes) == len(TEXTBOOKS))

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
    qtbot.waitUntil(lambda: not runner.jobs)
    before = told_texts(page)

    switch_language(english_again, "ko")

    fresh = make_page(qtbot, session, runner)
    press(fresh, f"model_way_{way}")
    qtbot.wait(300)
    qtbot.waitUntil(lambda: not runner.jobs)
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
    qtbot.waitUntil(lambda: not runner.jobs)


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
    qtbot.waitUntil(lambda: session.run is not None)

    run = session.run
    assert run is not None
    assert isinstance(run.recipe, FromScratch)
    assert run.recipe.own_design == way.design
    assert "a design of your own, from scratch" in train.header.summary
    window.show_page("results")
    qtbot.waitUntil(lambda: not runner.jobs)
    results: Any = window.page("results")
    told = "\n".join(label.text() for label in results.findChildren(QLabel))
    assert "a design of your own" in told
