"""``tlgui report``: the page it writes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


def test_a_page_is_written_and_another_file_left_alone(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    run, page = runs.trained_run().folder, tmp_path / "report.html"

    document = tlgui_says("report", run, "--out", page, "--json").document

    assert document == {"report": str(page), "size_bytes": page.stat().st_size}
    assert page.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")
    page.write_text("mine")
    again = tlgui_says("report", run, "--out", page)
    assert again.code == 1
    assert again.err.splitlines() == [
        f"error: {page} exists already.",
        "hint: --force writes over it.",
    ]
    assert page.read_text() == "mine"
    assert tlgui_says("report", run, "--out", page, "--force").out == f"Report: {page}\n"
    assert page.read_text("utf-8") != "mine"


@pytest.mark.parametrize("name", ["report.txt", "report", "report.html.zip"])
def test_a_name_that_tells_neither_kind_is_wrong_usage(
    name: str, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    told = tlgui_says("report", runs.trained_run().folder, "--out", tmp_path / name)

    assert told.code == 2
    assert told.err.splitlines()[0] == f"error: {tmp_path / name} is no name of a report."
    assert not (tmp_path / name).exists()
