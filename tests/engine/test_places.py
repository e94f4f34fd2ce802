"""Which paths lie in which, by whatever system."""

from __future__ import annotations

import ntpath
import os

import pytest

from tlgui.engine.places import is_within, path_from


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "sep", "\\")


@pytest.mark.parametrize(
    ("path", "folder", "within"),
    [
        (r"C:\pets", r"C:\pets", True),
        (r"c:\Pets\cat\1.jpg", r"C:\pets", True),
        (r"C:\pets 2", r"C:\pets", False),
        (r"C:\pets", "C:\\", True),
        (r"D:\clean", r"C:\pets", False),
        (r"\\server\share\pets", r"C:\pets", False),
    ],
)
@pytest.mark.usefixtures("windows")
def test_what_lies_in_a_folder_is_told_on_two_drives_too(
    path: str, folder: str, within: bool
) -> None:
    assert is_within(path, folder) is within


@pytest.mark.usefixtures("windows")
def test_there_is_no_way_from_one_drive_to_another() -> None:
    assert path_from(r"C:\pets", r"C:\pets\cat\1.jpg") == "cat/1.jpg"
    assert path_from(r"C:\pets", r"C:\tables\labels.csv") == "../tables/labels.csv"
    assert path_from(r"C:\pets", r"D:\more\1.jpg") == "D:/more/1.jpg"
