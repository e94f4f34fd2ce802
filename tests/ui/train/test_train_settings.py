"""The rows of the settings follow from the descriptions in the recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QLineEdit, QPushButton

from tests.added_methods import added_method
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.design import Design
from tlgui.engine.models.scratch.design_layers import Flatten
from tlgui.engine.training.methods import all_methods, find_method
from tlgui.engine.training.settings import Level, Unit, fields_of
from tlgui.ui.train.asked.train_settings import TrainSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.method import Method
    from tlgui.engine.training.settings import Field


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Method]:
    with added_method(monkeypatch) as method:
        yield method


def test_an_added_setting_is_a_row_of_the_train_page(
    added: Method, qtbot: QtBot, themed: QApplication
) -> None:
    settings = TrainSettings()
    settings.choose(added.name)
    qtbot.addWidget(settings)
    settings.show()
    qtbot.waitExposed(settings)

    field = settings.widget("pull")
    assert isinstance(field, QDoubleSpinBox)
    assert field.objectName() == "pull_field"
    assert field.accessibleName() == "Pull of a mean"
    assert field.isVisible()
    field.setValue(3.0)
    asked: dict[str, Any] = {"pull": 3.0}
    assert settings.recipe() == added.recipe(**asked)

    reached, widget = [], settings.widget("class_weights")
    for _step in range(80):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert "pull_field" in reached


def fine_tuning(qtbot: QtBot) -> TrainSettings:
    settings = TrainSettings()
    qtbot.addWidget(settings)
    settings.choose("fine-tune")
    settings.show()
    return settings


def test_many_advanced_settings_lie_in_groups_that_open(qtbot: QtBot) -> None:
    settings = fine_tuning(qtbot)
    rate = settings.widget("learning_rate")

    settings.advanced_toggle.click()
    assert not rate.isVisible()
    group(settings, "optimiser").click()
    assert rate.isVisible()
    assert not settings.widget("rotation").isVisible()
    settings.advanced_toggle.click()
    assert not rate.isVisible()


def group(settings: TrainSettings, name: str) -> QPushButton:
    found = settings.findChild(QPushButton, f"group_{name}_toggle")
    assert found is not None
    return found


def test_a_setting_is_found_by_its_name_whatever_is_open(qtbot: QtBot) -> None:
    settings = fine_tuning(qtbot)
    settings.advanced_toggle.click()
    search = settings.findChild(QLineEdit, "settings_search")
    assert search is not None

    search.setText("smoothing")
    assert settings.widget("label_smoothing").isVisible()
    assert not settings.widget("rotation").isVisible()
    search.clear()
    assert not settings.widget("label_smoothing").isVisible()


def test_what_differs_from_the_default_has_a_way_back(qtbot: QtBot) -> None:
    settings = fine_tuning(qtbot)
    settings.advanced_toggle.click()
    optimiser = group(settings, "optimiser")
    optimiser.click()
    back = settings.findChild(QPushButton, "batch_size_default")
    assert back is not None
    assert not back.isVisible()
    plain = optimiser.text()

    settings.widget("batch_size").setValue(8)
    assert back.isVisible()
    assert "32" in back.toolTip()
    assert optimiser.text() != plain
    back.click()

    assert settings.widget("batch_size").value() == 32
    assert not back.isVisible()
    assert optimiser.text() == plain


VALUES = (5e-4, 1e-5, 0.9999, 1 / 3, 7, 2**32 - 1)
"""Of settings, where they lie in the range."""


@pytest.mark.parametrize("method", sorted(all_methods()))
def test_a_number_is_shown_and_asked_as_it_was_asked_elsewhere(qtbot: QtBot, method: str) -> None:
    settings = TrainSettings()
    qtbot.addWidget(settings)
    fields = [
        field
        for field in fields_of(find_method(method).recipe)
        if field.kind in (int, float) and field.setting.level is not Level.COMMAND_LINE
    ]
    for value in ("low", "high", *VALUES):
        asked = {field.name: fitting(field, value) for field in fields}
        settings.restore({"method": method, **asked})

        assert settings.asked().values(method).items() >= asked.items()
        for field in fields:
            widget = settings.widget(field.name)
            number, understood = widget.locale().toDouble(widget.text().removesuffix("%"))
            scale = 100 if field.setting.unit is Unit.PERCENT else 1
            exact = asked[field.name] if scale == 1 else pytest.approx(100 * asked[field.name])
            assert understood
            assert number == exact, f"{field.name} shows {widget.text()}"


def fitting(field: Field, value: float | str) -> float:
    """``value`` where ``field`` takes it, else its default; or an end of its range."""
    low, high = field.kind(field.setting.low), field.kind(field.setting.high)
    if isinstance(value, str):
        return low if value == "low" else high  # type: ignore[no-any-return]  # a number
    fits = isinstance(value, field.kind) and low <= value <= high
    return value if fits else field.default


@pytest.mark.parametrize(("rate", "text"), [(5e-4, "0.0005"), (0.01, "0.01"), (1e-5, "1e-05")])
def test_a_learning_rate_is_written_as_people_write_it(
    qtbot: QtBot, rate: float, text: str
) -> None:
    settings = fine_tuning(qtbot)

    settings.set_value("learning_rate", rate)

    assert settings.widget("learning_rate").text() == text


def test_small_numbers_can_be_typed(qtbot: QtBot) -> None:
    settings = fine_tuning(qtbot)
    for name, text in (("weight_decay", "0.00005"), ("average", "0.9998"), ("momentum", "0.9995")):
        field = settings.widget(name)
        field.selectAll()
        QTest.keyClicks(field, f"{text}\r")

        assert settings.asked().value(name) == float(text)
        assert field.text() == text
    settings.widget("weight_decay").stepUp()
    assert settings.asked().value("weight_decay") == 0.10005
    assert settings.widget("weight_decay").text() == "0.10005"


def test_a_number_that_is_long_is_seen_whole(qtbot: QtBot) -> None:
    settings = fine_tuning(qtbot)
    settings.advanced_toggle.click()
    group(settings, "others").click()
    seed = settings.widget("seed")
    plain = seed.width()

    settings.set_value("seed", 2**32 - 1)

    QApplication.processEvents()
    edit = seed.lineEdit()
    room = edit.contentsRect().marginsRemoved(edit.textMargins()).width()
    assert room > edit.fontMetrics().horizontalAdvance("4294967295")
    settings.set_value("seed", 0)
    QApplication.processEvents()
    assert (seed.text(), seed.width()) == ("0", plain)


def test_the_picture_of_a_design_is_shown_as_it_is_set_there(qtbot: QtBot) -> None:
    settings = TrainSettings()
    qtbot.addWidget(settings)
    settings.choose("from-scratch")
    size, channels = settings.widget("image_size"), settings.widget("channels")
    sentence = settings.findChild(QLabel, "image_size_sentence")
    back = settings.findChild(QPushButton, "image_size_default")
    assert sentence is not None
    assert back is not None
    plain = sentence.text()
    size.setValue(64)
    design = Design((Flatten(),), channels=1, side=48)

    own = settings.asked().saying({"backbone": DESIGN, "design": design.text()})
    settings.take(own.to_json())
    assert (size.value(), channels.currentData()) == (48, "grey")
    assert not size.isEnabled()
    assert not channels.isEnabled()
    assert "design" in sentence.text()
    assert back.isHidden(), "there is no way back from what is set elsewhere"

    # A textbook's takes again what was asked for it.
    book = settings.asked().saying({"backbone": "cifar_cnn", "design": ""})
    settings.take(book.to_json())
    assert (size.value(), channels.currentData()) == (64, "auto")
    assert size.isEnabled()
    assert sentence.text() == plain
    assert not back.isHidden()
