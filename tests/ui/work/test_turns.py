"""Work of the GUI thread in parts: in order, one a turn, and only while somebody wants it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tlgui.ui.work.turns import in_turns

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_each_step_has_a_turn_of_its_own(qtbot: QtBot) -> None:
    done: list[str] = []
    context = QObject()
    between = QTimer(context)
    between.setInterval(0)
    between.timeout.connect(lambda: done.append("") if done and done[-1] else None)
    between.start()

    in_turns([partial(done.append, name) for name in "abc"], context)

    qtbot.waitUntil(lambda: done == ["a", "", "b", "", "c", ""])


def test_a_step_that_fails_does_not_keep_the_next_from_its_turn(qtbot: QtBot) -> None:
    done: list[str] = []

    def fail() -> None:
        raise LookupError("of a step")

    with qtbot.captureExceptions() as caught:
        context = QObject()
        in_turns([partial(done.append, "a"), fail, partial(done.append, "b")], context)
        qtbot.waitUntil(lambda: done == ["a", "b"])

    assert [str(each[1]) for each in caught] == ["of a step"]


def test_steps_are_put_off_while_something_is_more_urgent(qtbot: QtBot) -> None:
    done: list[str] = []
    asked: list[bool] = []
    urgent = [True, True, False, True, False, False]

    def put_off() -> bool:
        asked.append(urgent[len(asked)])
        return asked[-1]

    context = QObject()
    in_turns([partial(done.append, name) for name in "ab"], context, put_off=put_off)
    assert done == []

    qtbot.waitUntil(lambda: len(asked) == len(urgent))
    assert done == ["a", "b"]


def test_nothing_more_is_called_once_nobody_wants_it(qtbot: QtBot) -> None:
    done: list[str] = []
    context = QObject()

    in_turns([partial(done.append, name) for name in "ab"], context)
    context.deleteLater()
    QApplication.sendPostedEvents(context, QEvent.Type.DeferredDelete)
    # What is due a turn later would have come by then.
    qtbot.wait(30)

    assert done == ["a"]
