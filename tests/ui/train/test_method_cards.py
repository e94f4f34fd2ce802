"""The methods as cards: every one that exists, one chosen, by mouse or keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton

from tests.added_methods import added_method
from tests.ui.fakes import make_dataset, make_split
from tlgui.engine.project import project_of
from tlgui.engine.training.estimate import Estimate
from tlgui.engine.training.methods import all_methods, read_recipe
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.ui.train.train_page import TrainPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.method import Method
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

WITHOUT_CLASSES = "vit_small_patch14_dinov2.lvd142m"


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Method]:
    with added_method(monkeypatch) as method:
        yield method


@pytest.fixture
def page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, tmp_path: Path
) -> TrainPage:
    made = TrainPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1112, 824)
    index = make_dataset(tmp_path / "pictures")
    session.set_project(project_of(index.root))
    session.set_index(index)
    session.set_split(make_split(index))
    made.show()
    return made


def card(page: TrainPage, method: str) -> QRadioButton:
    found = page.findChild(QRadioButton, f"method_{method.replace('-', '_')}")
    assert isinstance(found, QRadioButton)
    return found


def words(page: TrainPage, method: str, name: str) -> str:
    """What the card of ``method`` says in one of its labels; empty where that is hidden."""
    label = page.findChild(QLabel, f"method_{method.replace('-', '_')}_{name}")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_each_method_has_a_card_with_its_words(added: Method, page: TrainPage) -> None:
    for method in all_methods().values():
        shown = card(page, method.name)
        assert shown.isVisible()
        assert shown.accessibleName() == method.title.template
        assert method.sentence.template in shown.accessibleDescription()
    assert added.name in all_methods()
    assert words(page, "as-is", "duration").startswith("no training")
    assert words(page, "feature-extraction", "sentence").endswith("Few pictures will do.")


def test_a_screen_reader_hears_radio_buttons(page: TrainPage) -> None:
    heard = QAccessible.queryAccessibleInterface(card(page, "feature-extraction"))

    assert heard.role() == QAccessible.Role.RadioButton
    assert heard.state().checked
    other = QAccessible.queryAccessibleInterface(card(page, "as-is"))
    assert not other.state().checked


def test_a_click_anywhere_on_a_card_chooses_its_method(page: TrainPage, session: Session) -> None:
    shown = card(page, "as-is")

    corner = shown.rect().bottomRight() - QPoint(3, 3)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=corner)

    assert shown.isChecked()
    assert not card(page, "feature-extraction").isChecked()
    assert page.settings.recipe() == AsIs()
    assert session.project is not None
    assert read_recipe(session.project.settings) == AsIs()
    assert page.header.summary == "As it is with tf_efficientnet_lite0"
    assert page.train_button.text() == "Evaluate"


def test_arrow_keys_go_from_card_to_card(page: TrainPage) -> None:
    page.activateWindow()
    card(page, "feature-extraction").setFocus()

    QTest.keyClick(card(page, "feature-extraction"), Qt.Key.Key_Up)

    assert card(page, "as-is").isChecked()
    assert page.settings.method.name == "as-is"


def test_the_settings_are_those_of_the_chosen_method(added: Method, page: TrainPage) -> None:
    page.settings.widget("target_accuracy").setValue(90)
    page.settings.widget("head").setCurrentIndex(1)

    card(page, added.name).click()
    page.settings.widget("pull").setValue(3.0)
    with pytest.raises(KeyError):
        page.settings.widget("head")
    assert page.settings.widget("target_accuracy").value() == 90, "what all methods have stays"

    card(page, "feature-extraction").click()
    assert page.settings.widget("head").currentIndex() == 1
    card(page, added.name).click()
    assert page.settings.widget("pull").value() == 3.0


def test_the_choice_and_each_methods_settings_come_back_with_the_project(
    added: Method, page: TrainPage, session: Session
) -> None:
    page.settings.widget("head").setCurrentIndex(1)
    card(page, added.name).click()
    page.settings.widget("pull").setValue(3.0)
    kept = session.project
    assert kept is not None
    assert session.index is not None

    session.set_project(project_of(session.index.root))
    assert card(page, "feature-extraction").isChecked()
    assert page.settings.recipe() == FeatureExtraction()
    session.set_project(kept)

    assert card(page, added.name).isChecked()
    assert page.settings.widget("pull").value() == 3.0
    card(page, "feature-extraction").click()
    assert page.settings.widget("head").currentIndex() == 1


def test_as_it_is_refuses_a_backbone_without_classes_before_anything_starts(
    page: TrainPage, session: Session
) -> None:
    project = session.project
    assert project is not None
    card(page, "as-is").click()
    assert page.train_button.isEnabled()

    kept = session.project
    assert kept is not None
    session.set_project(replace(kept, settings={**kept.settings, "backbone": WITHOUT_CLASSES}))

    assert card(page, "as-is").isChecked(), "nobody chose another method"
    assert words(page, "as-is", "refusal") == (
        f"{WITHOUT_CLASSES} has no classes of its own: it was trained to see, not to name."
    )
    assert not page.train_button.isEnabled()
    card(page, "feature-extraction").click()
    assert page.train_button.isEnabled()
    assert page.settings.recipe() == FeatureExtraction(backbone=WITHOUT_CLASSES)
    assert "no classes" in words(page, "as-is", "refusal"), "told before it is chosen, too"


def test_each_card_tells_its_own_time_and_the_chosen_one_what_it_rests_on(
    qtbot: QtBot, page: TrainPage
) -> None:
    of = page.asked.estimates.of
    qtbot.waitUntil(lambda: all(each.sentence for each in of.values()))

    page.asked.estimates.show_estimates(
        {"as-is": Estimate(0, 0.0, 2.2), "feature-extraction": Estimate(0, 0.0, 7.4)}
    )

    assert words(page, "as-is", "duration") == "no training · about 2 s"
    assert words(page, "feature-extraction", "duration") == "about 7 s"
    assert words(page, "feature-extraction", "basis") == "All pictures are read."
    assert words(page, "as-is", "basis") == ""


def test_a_method_that_wants_more_pictures_says_how_many_there_are(
    added: Method, page: TrainPage, session: Session
) -> None:
    object.__setattr__(added, "wants", 50)

    session.split_changed.emit(session.split)

    assert words(page, added.name, "short") == ("Wants 50 pictures a class; yours have about 2.")


def test_methods_are_locked_while_one_trains(page: TrainPage) -> None:
    page.asked.method.set_locked(True)
    card(page, "as-is").click()
    assert card(page, "feature-extraction").isChecked()
