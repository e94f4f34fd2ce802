"""Files and folders that are asked about become pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.data.listing.folders import put
from tlgui.engine.data.index import expand_pictures
from tlgui.engine.errors import Cancelled
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path


def test_files_and_folders_become_pictures_each_once(tmp_path: Path) -> None:
    put(tmp_path, "b/2.png", "b/1.png", "a.png", "b/deep/3.png", "b/.hidden.png")
    put(tmp_path, "b/notes.txt", "notes.txt", data=b"text")
    (tmp_path / "b/loop").symlink_to(tmp_path)
    asked = [tmp_path / "b/2.png", tmp_path / "b", tmp_path / "a.png", tmp_path / "a.png"]
    found, wrong = expand_pictures(asked)
    assert found == [tmp_path / name for name in ("b/2.png", "b/1.png", "b/deep/3.png", "a.png")]
    assert wrong == []


def test_files_that_are_named_are_kept_whatever_they_are(tmp_path: Path) -> None:
    put(tmp_path, "notes.txt", data=b"text")
    asked = [tmp_path / "notes.txt", tmp_path / "missing.jpg", tmp_path / "missing.jpg"]
    assert expand_pictures(asked) == (asked[:2], [])


def test_an_inner_folder_after_its_parent_adds_nothing(tmp_path: Path) -> None:
    put(tmp_path, "a/1.png", "a/b/2.png")
    inner, outer = tmp_path / "a/b", tmp_path / "a"
    assert expand_pictures([outer, inner])[0] == [outer / "1.png", inner / "2.png"]
    assert expand_pictures([inner, outer])[0] == [inner / "2.png", outer / "1.png"]


def test_expanding_a_folder_is_cancelled(tmp_path: Path) -> None:
    put(tmp_path, "a/1.png")
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        expand_pictures([tmp_path], control)
