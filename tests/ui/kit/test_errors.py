from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from tlgui.app import ErrorHooks
from tlgui.engine.errors import Cancelled, DatasetError, Message
from tlgui.ui.kit import errors
from tlgui.ui.kit.crash_dialog import CrashDialog
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _nothing_shown_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "_shown", set())
    monkeypatch.setattr(errors, "_open_dialogs", set())


@pytest.fixture
def bar(qtbot: QtBot, themed: QApplication) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def hooks(qtbot: QtBot) -> Iterator[ErrorHooks]:
    made = ErrorHooks()
    made.install()
    yield made
    made.remove()


def fail(text: str) -> Exception:
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as error:
        return error


def crash_dialogs() -> list[CrashDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)]


def test_cancelled_is_silent(bar: MessageBar) -> None:
    assert route_error(Cancelled(), bar) is None
    assert bar.isHidden()
    assert not crash_dialogs()


def test_known_error_is_told_in_the_page_with_its_hint(bar: MessageBar) -> None:
    error = DatasetError(
        Message("{name} holds no picture.", name="<b>x</b>"), Message("Choose another folder.")
    )
    assert route_error(error, bar) is None
    assert bar.text == "<b>x</b> holds no picture. Choose another folder."
    assert not bar.isHidden()
    assert bar.kind == "bad"
    for label in bar.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()


def test_anything_else_opens_one_dialog_a_traceback(qtbot: QtBot, bar: MessageBar) -> None:
    first = route_error(fail("once"), bar)
    assert isinstance(first, CrashDialog)
    qtbot.addWidget(first)
    assert route_error(fail("other words, same place"), bar) is None
    text = first.findChild(QPlainTextEdit, "crash_report")
    assert text is not None
    assert "ZeroDivisionError: once" in text.toPlainText()
    assert "PySide6-Essentials" in text.toPlainText()
    assert not first.isModal()
    copy = first.findChild(QPushButton, "crash_copy_button")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == text.toPlainText()


def test_translation_with_a_wrong_name_does_not_hide_the_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QCoreApplication, "translate", lambda _context, _text: "{nombre} falta")
    assert text_of(Message("{name} is missing", name="x")) == "x is missing"


def test_exception_in_a_thread_is_caught_once(
    qtbot: QtBot, hooks: ErrorHooks, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> None:
        raise fail("in a thread")

    for _ in range(2):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: len(crash_dialogs()) == 1)
    qtbot.addWidget(crash_dialogs()[0])
    assert "in a thread" in capsys.readouterr().err


def test_bar_shows_what_was_said_last_and_follows_its_action(qtbot: QtBot, bar: MessageBar) -> None:
    followed: list[str] = []
    bar.show_message("info", "First.")
    bar.show_message(
        "warning", "Second.", "More.", action="Show", on_action=lambda: followed.append("x")
    )
    assert bar.text == "Second. More."
    action = bar.findChild(QPushButton, "message_action")
    close = bar.findChild(QPushButton, "message_close")
    assert action is not None
    assert close is not None
    action.click()
    assert followed == ["x"]
    with qtbot.waitSignal(bar.closed):
        close.click()
    assert bar.isHidden()
    assert bar.text == ""
