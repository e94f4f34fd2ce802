"""A lesson's question: answers to choose from, and the reason once one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import with_whole_sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from tlgui.ui.learn.lesson import Question

_ICON = 16


class QuestionCard(Card):
    """One question; it can be answered again.

    Signals:
        answered: with the place of the answer that was chosen.
    """

    answered = Signal(int)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("A question"), parent)
        self.setObjectName("question_card")
        self._question = question
        self._chosen: int | None = None
        self._text = make_label("", "", "question_text", wrap=True)
        self.body.addWidget(self._text)
        self.buttons = [QPushButton() for _answer in question.answers]
        for place, button in enumerate(self.buttons):
            button.setObjectName(f"answer_{place + 1}")
            button.setProperty("kind", "answer")
            button.setAutoDefault(False)
            button.setIconSize(QSize(_ICON, _ICON))
            button.clicked.connect(lambda _checked=False, place=place: self._on_chosen(place))
            self.body.addWidget(button)
        self._verdict = make_label("", "strong", "answer_verdict")
        self._why = make_label("", "", "answer_why", wrap=True)
        for label in (self._verdict, self._why):
            label.hide()
            self.body.addWidget(label)
        live(self, self._tell)

    @property
    def chosen(self) -> int | None:
        """The place of the answer that was chosen last; None before."""
        return self._chosen

    def choose(self, place: int) -> None:
        """Show the answer at ``place`` as the chosen one."""
        self._chosen = place
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_why"):
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for button in self.buttons:
            # Enter is that of a dialog's button; here the space bar is not the only way.
            if button.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                button.click()
                return
        super().keyPressEvent(event)

    def _on_chosen(self, place: int) -> None:
        self.choose(place)
        self.answered.emit(place)

    def _tell(self) -> None:
        question = self._question
        self._text.setText(with_whole_sizes(text_of(question.text)))
        for place, (button, answer) in enumerate(zip(self.buttons, question.answers, strict=True)):
            words = answer if isinstance(answer, str) else text_of(answer)
            button.setText(words)
            mark = ("circle", "muted")
            said = self.tr("Answer {n}: {answer}")
            if place == self._chosen:
                right = place == question.right
                mark = ("good", "good") if right else ("bad", "bad")
                right_words = self.tr("Answer {n}: {answer}: right")
                said = right_words if right else self.tr("Answer {n}: {answer}: not right")
            said = said.format(n=place + 1, answer=words)
            button.setIcon(theme.icon(*mark, _ICON))
            button.setAccessibleName(said)
        if self._chosen is None:
            return
        right = self._chosen == question.right
        self._verdict.setText(self.tr("Right.") if right else self.tr("Not quite."))
        theme.set_look(self._verdict, role="good" if right else "warning")
        self._why.setText(with_whole_sizes(text_of(question.why)))
        self._verdict.show()
        self._why.show()
