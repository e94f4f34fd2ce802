"""The lessons, in a window beside the window: a list at the left, the lesson at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.ui.kit.focus.tab_order import follow_layout
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.learn.lesson_list import LessonList
from tlgui.ui.learn.lesson_page import LessonPage
from tlgui.ui.learn.lessons import all_lessons
from tlgui.ui.look import theme
from tlgui.ui.words import preferences
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from tlgui.ui.learn.lesson import Bench

WIDTH, HEIGHT = 1200, 860
LEAST_WIDTH, LEAST_HEIGHT = 940, 600
_LIST_WIDTH = 284


class LearnSheet(QDialog):
    """All lessons. A page is made when it is first shown; the last one is shown again next time."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("learn_sheet")
        self.setModal(False)
        self._bench = bench
        self.lessons = {lesson.key: lesson for lesson in all_lessons()}
        self._pages: dict[str, LessonPage] = {}
        self._answers = preferences.lesson_answers()
        self.list = LessonList(tuple(self.lessons.values()))
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("lesson_pages")
        side = QFrame()
        side.setObjectName("lesson_side")
        side.setFixedWidth(theme.px(_LIST_WIDTH))
        left = QVBoxLayout(side)
        left.setContentsMargins(12, 20, 12, theme.SPACE_M)
        left.setSpacing(theme.SPACE_M)
        title = make_label(lambda: self.tr("Learn"), "title", "learn_title")
        title.setContentsMargins(theme.SPACE_S, 0, 0, 0)
        left.addWidget(title)
        left.addWidget(self.list, 1)
        self._place = make_label("", "muted", "lesson_place")
        self.previous_button = make_button(lambda: self.tr("Previous"), "previous_lesson_button")
        self.next_button = make_button(lambda: self.tr("Next"), "next_lesson_button", "primary")
        self.previous_button.clicked.connect(lambda: self._go(-1))
        self.next_button.clicked.connect(lambda: self._go(1))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE_L, 0, theme.SPACE_L, theme.SPACE_M)
        foot.setSpacing(theme.SPACE_M)
        foot.addWidget(self._place)
        foot.addStretch()
        foot.addWidget(self.previous_button)
        foot.addWidget(self.next_button)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_S)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addLayout(right, 1)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        for key, place in self._answers.items():
            self._tick(key, place)
        self.list.chosen.connect(self._on_chosen)
        last = preferences.last_lesson()
        self.show_lesson(last if last in self.lessons else next(iter(self.lessons)))
        self.list.setFocus()
        live(self, self._tell)

    @property
    def page(self) -> LessonPage:
        """The lesson on show."""
        page = self._stack.currentWidget()
        assert isinstance(page, LessonPage)
        return page

    def show_lesson(self, key: str) -> None:
        """Go to the lesson ``key``."""
        self.list.set_current(key)

    def _on_chosen(self, key: str) -> None:
        if key not in self._pages:
            page = LessonPage(self.lessons[key], self._bench)
            answer = self._answers.get(key)
            if answer is not None and answer < len(page.question.buttons):
                page.question.choose(answer)
            page.answered.connect(lambda place: self._on_answered(key, place))
            self._pages[key] = page
            self._stack.addWidget(page)
            follow_layout(self)
        self._stack.setCurrentWidget(self._pages[key])
        preferences.set_last_lesson(key)
        self._tell()

    def _on_answered(self, key: str, place: int) -> None:
        self._answers[key] = place
        preferences.set_lesson_answer(key, place)
        self._tick(key, place)

    def _tick(self, key: str, place: int) -> None:
        lesson = self.lessons.get(key)
        self.list.set_done(key, lesson is not None and place == lesson.question.right)

    def _go(self, by: int) -> None:
        self.list.setCurrentRow(self.list.currentRow() + by)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Learn"))
        row, count = self.list.currentRow(), self.list.count()
        self._place.setText(self.tr("Lesson {n} of {count}").format(n=row + 1, count=count))
        self.previous_button.setEnabled(row > 0)
        self.next_button.setEnabled(row < count - 1)
