"""A file is shown in the desktop's file manager."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from tlgui.ui.kit.file_manager import show_in_file_manager

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("platform", "program", "arguments"),
    [("win32", "explorer", "/select,"), ("darwin", "open", "-R")],
)
def test_file_is_selected_where_the_desktop_has_a_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, program: str, arguments: str
) -> None:
    started: list[tuple[str, list[str]]] = []

    def start(name: str, given: list[str]) -> tuple[bool, int]:
        started.append((name, given))
        return True, 1

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(
        QProcess,
        "startDetached",
        start,
    )
    (tmp_path / "a b.png").touch()
    assert show_in_file_manager(tmp_path / "a b.png")
    ((name, given),) = started
    assert name == program
    assert given[0].startswith(arguments)
    assert given[-1].endswith("a b.png")


def test_folder_is_opened_where_the_file_cannot_be_selected_or_is_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        QDesktopServices,
        "openUrl",
        open_url,
    )
    assert show_in_file_manager(tmp_path / "gone" / "a.png")
    assert opened == [str(tmp_path)]
