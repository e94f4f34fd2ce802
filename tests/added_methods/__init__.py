"""A folder that tests add to the training methods."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.training import methods

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from tlgui.engine.training.method import Method

ADDED = Path(__file__).parent


@contextmanager
def added_method(monkeypatch: pytest.MonkeyPatch) -> Iterator[Method]:
    """The method of this folder, found as those of the package are."""
    monkeypatch.setattr(methods, "__path__", [*methods.__path__, str(ADDED)])
    yield methods.find_method("nearest-mean")
    sys.modules.pop(f"{methods.__name__}.nearest_mean", None)
