"""What a lesson is: its words, its question, and the figure that shows its idea."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.errors import Message
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@dataclass(frozen=True)
class Bench:
    """What a figure may use.

    Attributes:
        session: knows which pictures are open, and which run.
        runner: for what takes longer than a moment.
    """

    session: Session
    runner: JobRunner


@dataclass(frozen=True)
class Question:
    """One question with answers to choose from.

    Attributes:
        text: the question.
        answers: what can be chosen, each short enough for one line; numbers are plain texts.
        right: the place of the right one, counted from 0.
        why: the reason, read after an answer, whichever it was.
    """

    text: Message
    answers: tuple[Message | str, ...]
    right: int
    why: Message


@dataclass(frozen=True)
class Lesson:
    """One idea on one page.

    Attributes:
        number: its place among the lessons, from 1.
        key: its name in code and settings, snake_case.
        title: what it is about.
        idea: the idea, a paragraph each.
        to_try: what to do with the figure, and what to look out for.
        question: answered once the figure has been moved.
        make_figure: makes the figure. It tells what it shows in its accessible description, and
            imports nothing heavy but in a job.
    """

    number: int
    key: str
    title: Message
    idea: tuple[Message, ...]
    to_try: Message
    question: Question
    make_figure: Callable[[Bench], QWidget]
