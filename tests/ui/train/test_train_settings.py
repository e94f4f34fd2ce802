"""The rows of the settings follow from the descriptions in the recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox

from tests.added_methods import added_method
from tlgui.ui.train.asked.train_settings import TrainSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.method import Method


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
    for _step in range(40):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert "pull_field" in reached
