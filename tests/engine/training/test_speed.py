"""Speeds are measured on pictures of the folder, kept, and never invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.runs import write_some_digits
from tlgui.engine.errors import DatasetError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.progress import BatchDone, Control
from tlgui.engine.training import speed
from tlgui.engine.training.speed import measure_speed, measured_speed

if TYPE_CHECKING:
    from pathlib import Path

BACKBONE = find_backbone(DEFAULT_BACKBONE)


def test_what_was_measured_is_told_again(tmp_path: Path) -> None:
    files = sorted(write_some_digits(tmp_path / "digits").rglob("*.png"))
    heard: list[object] = []

    measured = measure_speed(BACKBONE, tmp_path / "digits", files, Control(heard.append))

    assert measured_speed(BACKBONE) == measured
    assert measured[-1].for_figures
    assert measured[-1].engine.endswith("f32")
    assert all(found.pictures == len(files) for found in measured)
    assert all(found.pictures_a_second > 0 for found in measured)
    assert {found.folder for found in measured} == {str(tmp_path / "digits")}
    # PyTorch alone takes more than that, and no computer of tests has so much.
    assert all(50e6 < found.memory_bytes < 64e9 for found in measured)
    last = [event for event in heard if isinstance(event, BatchDone)][-1]
    assert last.done == last.total == len(files) * len(measured)


def test_nothing_readable_is_an_error_and_leaves_no_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")

    with pytest.raises(DatasetError, match="nothing was measured"):
        measure_speed(BACKBONE, tmp_path, [broken], Control())

    assert measured_speed(BACKBONE) == ()


@pytest.mark.parametrize("text", ["", "[]", '{"format_version": 2, "speeds": [{}]}', "null"])
def test_a_damaged_file_counts_as_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path))
    file = speed._file(BACKBONE)
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")

    assert measured_speed(BACKBONE) == ()
