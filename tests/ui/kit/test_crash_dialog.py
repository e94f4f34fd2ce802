from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

import tlgui
from tests.ui.live_texts import told_texts
from tlgui.engine.places import log_folder
from tlgui.ui.kit.crash_dialog import CrashDialog
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    import pytest
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def show_dialog(qtbot: QtBot) -> CrashDialog:
    dialog = CrashDialog("Traceback: division by zero")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def button(dialog: CrashDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_report_is_copied_with_the_versions(qtbot: QtBot, themed: QApplication) -> None:
    dialog = show_dialog(qtbot)

    button(dialog, "crash_copy_button").click()

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Traceback: division by zero")
    assert f"tlgui {tlgui.__version__}" in copied
    assert "PySide6" in copied
    assert any(text == "Copied." for _kind, _name, text, *_ in told_texts(dialog))


def test_log_folder_is_opened_where_there_is_one(
    qtbot: QtBot, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert not button(show_dialog(qtbot), "crash_log_button").isVisible()
    log_folder().mkdir(parents=True)

    button(show_dialog(qtbot), "crash_log_button").click()

    assert opened == [log_folder().as_posix()]


def test_all_texts_follow_the_language(qtbot: QtBot, themed: QApplication) -> None:
    dialog = show_dialog(qtbot)
    before = told_texts(dialog)
    try:
        switch_language(themed, "ko")

        assert told_texts(dialog) == told_texts(show_dialog(qtbot))
        assert told_texts(dialog) != before
    finally:
        switch_language(themed, "en")
