"""Fixtures of lessons: what a figure measures of the sample is measured once in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tlgui.ui.learn import measured
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import Job

Known = dict[tuple[object, ...], object]


@pytest.fixture(scope="module")
def known() -> Known:
    """What the file's tests have measured so far, by the function and what it was asked."""
    return {}


@pytest.fixture
def measured_once(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    """A measurement of the sample that an earlier test made is not made again."""

    class KnowingJob(LatestJob):
        def start(self, function: Callable[..., object], *args: Any, **options: Any) -> Job:
            def once(*args: Any, control: Control) -> object:
                key = (function, *args)
                if args[:2] != (None, None):  # Of pictures of one's own, or of one file.
                    return function(*args, control=control)
                if key not in known:
                    known[key] = function(*args, control=control)
                return known[key]

            return super().start(once, *args, **options)

    monkeypatch.setattr(measured, "LatestJob", KnowingJob)
