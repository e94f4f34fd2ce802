"""The lessons: each opens at once, in both languages, and its figure answers to keys."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.stopwatch import Stopwatch
from tests.ui.live_texts import told_texts
from tests.ui.window.test_accessibility import HANGUL, SNAKE_CASE, controls, walk
from tests.ui.window.test_window_texts import what_is_wrong
from tlgui.engine.lessons import regularizing
from tlgui.engine.lessons.three_ways import compare
from tlgui.ui.kit.errors import text_of
from tlgui.ui.learn.learn_sheet import LearnSheet
from tlgui.ui.learn.lesson import Bench
from tlgui.ui.learn.lessons import all_lessons, three_ways
from tlgui.ui.words import preferences
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.ui.window.main_window import MainWindow
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

LESSONS = {lesson.key: lesson for lesson in all_lessons()}


def compare_few(_index: object, _split: object, _count: int, *, control: Control) -> object:
    return compare(None, None, 20, control=control, held_out=10)


@pytest.fixture(autouse=True)
def few_pictures(measured_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest of the measurements, cut short: their figures have tests of their own."""
    monkeypatch.setattr(three_ways, "compare", compare_few)
    monkeypatch.setattr(regularizing, "EPOCHS", 4)


@pytest.fixture
def sheet(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, home: object
) -> LearnSheet:
    made = LearnSheet(Bench(session, runner))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def description(sheet: LearnSheet) -> str:
    """What the figure says that it shows, wherever in it that is said."""
    figure = sheet.page.figure
    parts = [figure, *figure.findChildren(QWidget)]
    return "\n".join(part.accessibleDescription() for part in parts)


def settle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.jobs)
    for _ in range(12):
        QApplication.processEvents()


@pytest.mark.parametrize("key", LESSONS)
def test_tab_goes_down_the_page_and_enter_answers(
    qtbot: QtBot, sheet: LearnSheet, runner: JobRunner, key: str
) -> None:
    sheet.show_lesson(key)
    settle(qtbot, runner)
    sheet.list.setFocus()
    reached: list[QWidget] = []
    while (part := QApplication.focusWidget()) not in reached:
        assert part is not None
        reached.append(part)
        QTest.keyClick(part, Qt.Key.Key_Tab)

    inside = [part for part in reached if sheet.page.isAncestorOf(part)]
    content = sheet.page.widget()
    assert content is not None
    # What overlaps in height stands in one row.
    spans = [(part.mapTo(content, QPoint()).y(), part.height()) for part in inside]
    assert all(top + height > before for (before, _), (top, height) in pairwise(spans))
    assert inside[-1] is sheet.page.question.buttons[-1]
    foot = [part for part in (sheet.previous_button, sheet.next_button) if part.isEnabled()]
    assert reached[-len(foot) :] == foot
    sheet.page.question.buttons[0].setFocus()
    QTest.keyClick(sheet.page.question.buttons[0], Qt.Key.Key_Return)
    assert sheet.page.question.chosen == 0


def test_lessons_are_numbered_one_after_the_other_without_gaps_in_their_keys() -> None:
    numbers = [lesson.number for lesson in all_lessons()]

    assert numbers == sorted(set(numbers))
    assert all(SNAKE_CASE.fullmatch(key) for key in LESSONS)


@pytest.mark.parametrize("key", LESSONS)
def test_a_question_has_one_right_answer_among_others(key: str) -> None:
    question = LESSONS[key].question

    assert 2 <= len(question.answers) <= 4
    assert 0 <= question.right < len(question.answers)
    assert len({str(answer) for answer in question.answers}) == len(question.answers)


def test_no_line_ends_within_a_size(sheet: LearnSheet) -> None:
    sheet.show_lesson("convolution")
    text = sheet.page.question.findChild(QLabel, "question_text")

    assert text is not None
    assert "32\u00a0\u00d7\u00a032 with stride 1" in text.text()
    assert "32 \u00d7" not in text.text()


@pytest.mark.parametrize("key", LESSONS)
def test_lesson_opens_within_a_second(sheet: LearnSheet, key: str) -> None:
    if len(LESSONS) > 1:  # Another one than that on show.
        sheet.show_lesson(next(other for other in LESSONS if other != key))
    sheet._pages.pop(key, None)
    watch = Stopwatch()
    sheet._on_chosen(key)
    QApplication.processEvents()
    assert watch.seconds < 1.0
    assert sheet.page.lesson.key == key


@pytest.mark.parametrize("key", LESSONS)
def test_figure_answers_to_keys(
    qtbot: QtBot, sheet: LearnSheet, runner: JobRunner, key: str
) -> None:
    sheet.show_lesson(key)
    settle(qtbot, runner)
    before = description(sheet)
    assert before.strip()

    figure = sheet.page.figure
    usable = [part for part in controls(sheet) if figure.isAncestorOf(part)]
    assert usable
    changed = False
    for part in usable:
        part.setFocus()
        for press in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space):
            QTest.keyClick(part, press)
            settle(qtbot, runner) if not changed else None
            changed = changed or description(sheet) != before
        if changed:
            break
    assert changed


@pytest.mark.parametrize("key", LESSONS)
def test_every_control_is_named_reached_by_tab_and_shows_it(
    qtbot: QtBot, sheet: LearnSheet, runner: JobRunner, key: str
) -> None:
    sheet.show_lesson(key)
    settle(qtbot, runner)
    found = controls(sheet)
    names = [part.objectName() for part in found]
    assert [name for name in names if not SNAKE_CASE.fullmatch(name)] == []
    assert len(names) == len(set(names))

    seen = walk(sheet)

    assert [part.objectName() for part in found if id(part) not in seen.reached] == []
    assert seen.unmarked == []


@pytest.mark.parametrize("key", LESSONS)
def test_lesson_speaks_korean_and_fits(
    qtbot: QtBot, sheet: LearnSheet, runner: JobRunner, themed: QApplication, key: str
) -> None:
    sheet.show_lesson(key)
    settle(qtbot, runner)
    english = told_texts(sheet)
    assert not what_is_wrong(sheet)
    try:
        switch_language(themed, "ko")
        settle(qtbot, runner)
        for message in (*LESSONS[key].idea, LESSONS[key].to_try):
            assert HANGUL.search(text_of(message)), message
        labels = sheet.findChildren(QLabel) + sheet.findChildren(QAbstractButton)
        sentences = [
            part.text()
            for part in labels
            if part.isVisible() and part.text().count(" ") > 3 and part.text()[:1].isalpha()
        ]
        assert [text for text in sentences if not HANGUL.search(text)] == []
        sheet.resize(sheet.minimumSize())
        settle(qtbot, runner)
        assert not what_is_wrong(sheet)
    finally:
        switch_language(themed, "en")
    settle(qtbot, runner)
    sheet.resize(1200, 860)
    # Scroll bars come and go; they say nothing.
    assert [told for told in told_texts(sheet) if told[2]] == [told for told in english if told[2]]


def test_answer_is_judged_explained_and_remembered(
    qtbot: QtBot, sheet: LearnSheet, session: Session, runner: JobRunner
) -> None:
    card, lesson = sheet.page.question, sheet.page.lesson
    wrong = (lesson.question.right + 1) % len(card.buttons)
    card.buttons[wrong].click()
    words = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "Not quite." in words
    assert str(lesson.question.why) in words
    assert "answered" not in told_of(sheet, 0)

    card.buttons[lesson.question.right].click()

    assert "Right." in [label.text() for label in card.findChildren(QLabel)]
    assert "answered" in told_of(sheet, 0)
    again = LearnSheet(Bench(session, runner))
    qtbot.addWidget(again)
    assert again.page.question.chosen == lesson.question.right
    assert "answered" in told_of(again, 0)


def told_of(sheet: LearnSheet, row: int) -> str:
    return str(sheet.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole))


def test_last_lesson_is_shown_again(
    qtbot: QtBot, sheet: LearnSheet, session: Session, runner: JobRunner
) -> None:
    last = list(LESSONS)[-1]
    sheet.show_lesson(last)

    again = LearnSheet(Bench(session, runner))
    qtbot.addWidget(again)

    assert again.page.lesson.key == last
    assert not again.next_button.isEnabled()


def test_what_another_version_remembered_is_no_obstacle(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    preferences.set_last_lesson("gone")
    preferences.set_lesson_answer("gone", 1)
    preferences.set_lesson_answer(next(iter(LESSONS)), 99)

    sheet = LearnSheet(Bench(session, runner))
    qtbot.addWidget(sheet)

    assert sheet.page.lesson.number == 1
    assert sheet.page.question.chosen is None


def test_buttons_walk_through_the_lessons(sheet: LearnSheet) -> None:
    assert not sheet.previous_button.isEnabled()
    for number, lesson in enumerate(all_lessons(), 1):
        assert sheet.page.lesson is lesson or sheet.page.lesson == lesson
        assert sheet.findChild(QLabel, "lesson_place").text() == (  # type: ignore[union-attr]  # by name
            f"Lesson {number} of {len(LESSONS)}"
        )
        sheet.next_button.click()
    assert not sheet.next_button.isEnabled()


def test_window_opens_the_lessons_by_key_and_button(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    window = _window(session, runner)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    button = window.findChild(QAbstractButton, "learn_button")
    assert button is not None
    button.click()
    sheet = window._sheets["learn"]
    assert isinstance(sheet, LearnSheet)
    assert sheet.isVisible()
    sheet.close()

    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert sheet.isVisible()


def _window(session: Session, runner: JobRunner) -> MainWindow:
    from tlgui.ui.window.main_window import MainWindow

    return MainWindow(session, runner)
