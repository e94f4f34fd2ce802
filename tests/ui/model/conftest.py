"""Fixtures of the Model page: what it looks up is there at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.model.driving import SPEEDS, SUMMARY
from tlgui.ui.model import model_page
from tlgui.ui.model.model_jobs import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.progress import Control
    from tlgui.engine.training.speed import Speed


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(_backbone: Backbone, *, control: Control) -> Facts:
        return Facts(SUMMARY, ())

    def measure(
        _backbone: Backbone, _folder: Path, _files: Sequence[Path], *, control: Control
    ) -> tuple[Speed, ...]:
        return SPEEDS

    monkeypatch.setattr(model_page, "look_up_facts", look_up)
    monkeypatch.setattr(model_page, "measure", measure)
