"""One lesson laid out: the idea, what to try, its figure, and a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.learn.question_card import QuestionCard
from tlgui.ui.look import theme
from tlgui.ui.words.texts import with_whole_sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.errors import Message
    from tlgui.ui.learn.lesson import Bench, Lesson

_LINE_WIDTH = 720
"""Longer lines do not read well."""
_STACK_BELOW = 620


class LessonPage(QScrollArea):
    """A lesson on its page.

    Signals:
        answered: with the place of the answer that was chosen.
    """

    answered = Signal(int)

    def __init__(self, lesson: Lesson, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lesson = lesson
        self.figure = lesson.make_figure(bench)
        self.question = QuestionCard(lesson.question)
        self.question.answered.connect(self.answered)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(theme.SPACE_L, 20, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        title = make_label(lambda: text_of(lesson.title), "title", "lesson_title", wrap=True)
        layout.addWidget(title)
        idea = QWidget()
        paragraphs = QVBoxLayout(idea)
        paragraphs.setContentsMargins(0, 0, 0, 0)
        paragraphs.setSpacing(theme.SPACE_S)
        for paragraph in lesson.idea:
            paragraphs.addWidget(_paragraph(paragraph))
        paragraphs.addStretch()
        to_try = Card(lambda: self.tr("Try this"))
        words = _paragraph(lesson.to_try)
        words.setObjectName("lesson_to_try")
        to_try.body.addWidget(words)
        to_try.body.addStretch()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.SPACE_L)
        self._head.addWidget(idea, 1)
        self._head.addWidget(to_try, 1)
        layout.addLayout(self._head)
        figure = Card()
        figure.body.addWidget(self.figure)
        layout.addWidget(figure, 1)
        layout.addWidget(self.question)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < theme.px(_STACK_BELOW)
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        super().resizeEvent(event)


def _paragraph(text: Message) -> QWidget:
    label = make_label(lambda: with_whole_sizes(text_of(text)), wrap=True)
    label.setMaximumWidth(theme.px(_LINE_WIDTH))
    return label
