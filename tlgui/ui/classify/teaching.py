"""Answers corrected on the Classify page, and the model that learns from them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.engine.data.names import natural_key
from tlgui.engine.errors import Message
from tlgui.ui.classify.corrections import Corrections
from tlgui.ui.classify.learning_jobs import (
    Lesson,
    Taught,
    order_to_label,
    see_whether_more_help,
    teach,
)
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.answers_view import AnswersView
    from tlgui.ui.classify.classify_jobs import PredictorShelf
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.words.live_text import Text
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


MOST_ORDERED = 5_000
"""Pictures, the least sure of the list, among which it is chosen what to label next."""


def _lead(prediction: Prediction) -> float:
    """By how much its best class leads the second."""
    shares = [share for _name, share in prediction.ranked[:2]]
    return shares[0] - (shares[1] if len(shares) > 1 else 0.0)


@dataclass(frozen=True)
class _Told:
    """What is to be told once the list is answered anew.

    Attributes:
        taught: what was done.
        answers: the class of each picture of the list before.
        unknown: those that were like nothing that was learned from.
    """

    taught: Taught
    answers: Mapping[Path, str | None]
    unknown: frozenset[Path]


class Teaching(QObject):
    """Takes corrections, has the run on show learn from them, and tells what that changed.

    Signals:
        changed: corrections, or what is done with them.
        edited: with the edits of the data set that held before, and those that do now.
        train_requested: what was added is to be learned from by a whole training.
    """

    changed = Signal()
    edited = Signal(object, object)
    train_requested = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        shelf: PredictorShelf,
        answers: AnswersView,
        message_bar: MessageBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._shelf = session, shelf
        self._answers, self._message_bar = answers, message_bar
        self._learning = LatestJob(runner, self)
        self._ordering = LatestJob(runner, self)
        self._asking = LatestJob(runner, self)
        self._asked_of: Path | None = None
        self._told: _Told | None = None
        self.corrections = Corrections(session, self)
        self.corrections.changed.connect(self._on_changed)
        answers.class_given.connect(self.corrections.give)
        answers.take_back_requested.connect(self._take_back)
        answers.refused.connect(self._tell_why_not)
        answers.order_requested.connect(self.order)
        answers.strip.learn_requested.connect(self.learn)
        answers.strip.add_requested.connect(lambda: self._teach(None))

    @property
    def is_busy(self) -> bool:
        """Whether something is learned just now."""
        return self._learning.job is not None

    def show_run(self) -> None:
        """Offer the classes of the run on show, where its answers can be corrected."""
        self._offer_classes()
        self._answers.set_corrections(self.corrections.labels, list(self.corrections.labels))
        self._show_state()

    def _offer_classes(self) -> None:
        """The classes of the run and of the data, and those that were named since."""
        run, index = self._session.run, self._session.index
        names = {*run.classes} if run is not None and self._has_data() else set[str]()
        if names and index is not None:
            names |= {*index.classes, *self.corrections.labels.values()}
        self._answers.set_classes(sorted(names, key=natural_key))

    def learns_from(self, run: Run | None, before: Run | None) -> bool:
        """Whether ``run`` is ``before`` after it learned from corrections: the list stays then."""
        if run is None or before is None:
            return False
        facts = run.facts.get("corrections")
        return isinstance(facts, dict) and facts.get("of") == before.folder.name

    def learn(self) -> None:
        """Have the run on show learn from all corrections."""
        run = self._session.run
        if run is not None and self._why_not() is None:
            self._teach(run)

    def order(self) -> None:
        """Find out which pictures of the list to label next."""
        run = self._session.run
        files = [each.file for each in sorted(self._answers.readable, key=_lead)[:MOST_ORDERED]]
        if run is None or not files:
            return
        self._ordering.start(
            order_to_label,
            self._shelf,
            run.folder,
            files,
            frozenset(self.corrections.labels),
            title=Message("Choosing what to label next"),
            succeeded=self._on_ordered,
            failed=lambda error: route_error(error, self._message_bar),
        )

    def _on_ordered(self, files: list[Path]) -> None:
        """Show the order; and, once for each run, whether more pictures help at all."""
        self._answers.set_ranks(files)
        run, index = self._session.run, self._session.index
        if run is None or index is None or run.folder == self._asked_of or not self._has_data():
            return
        if self._why_not() is None:
            self._asked_of = run.folder
            self._asking.start(
                see_whether_more_help,
                run,
                index,
                succeeded=self._tell_whether_more_help,
                failed=lambda _error: None,  # Nobody asked for it.
            )

    def _tell_whether_more_help(self, curve: LearningCurve) -> None:
        if self._message_bar.isVisible():
            return
        told = curve.sentences()
        self._message_bar.show_message(
            "info",
            lambda: self.tr("Do more pictures help?"),
            lambda: " ".join(text_of(each) for each in told),
            action=lambda: self.tr("Curve…"),
            on_action=lambda: self.show_curve(curve),
        )

    def show_curve(self, curve: LearningCurve) -> None:
        """Draw it, in a window beside the window."""
        from tlgui.ui.pictures.curve_sheet import CurveSheet

        CurveSheet(curve, self._answers).show()

    def tell(self) -> None:
        """The list is answered anew: say what learning changed, if that was why."""
        told, self._told = self._told, None
        if told is None:
            return
        given = set(told.taught.lesson.corrected)
        other = [
            prediction
            for prediction in self._answers.model.predictions
            if prediction.file not in given
            and prediction.file in told.answers
            and prediction.label != told.answers[prediction.file]
        ]
        self._say(
            told.taught,
            len(other),
            len(told.answers) - len(given & told.answers.keys()),
            len(told.unknown - given - self._unknown()),
        )

    def _unknown(self) -> frozenset[Path]:
        from tlgui.engine.deploy.predictor import Decision

        found = self._answers.model.predictions
        return frozenset(each.file for each in found if each.decision is Decision.UNKNOWN)

    def _has_data(self) -> bool:
        """Whether there is a data set that corrected pictures can join."""
        project, index, run = self._session.project, self._session.index, self._session.run
        return (
            project is not None
            and index is not None
            and run is not None
            # Its answers are classes of the data set.
            and run.changes is None
            and run.dataset_root == index.root
            and os.path.isdir(index.root)
        )

    def _why_not(self) -> tuple[Text, Text] | None:
        from tlgui.engine.corrections.learning import why_not

        run = self._session.run
        refused = None if run is None else why_not(run)
        if refused is None:
            return None
        reason, hint = refused
        return lambda: text_of(reason), lambda: text_of(hint)

    def _tell_why_not(self) -> None:
        """Say why answers of the run on show cannot be corrected."""
        told = self._why_not() or (
            lambda: self.tr("The pictures that this run learned from are not open."),
            lambda: self.tr("Open their folder on the Data page: corrected ones join them."),
        )
        self._message_bar.show_message("info", *told)

    def _take_back(self) -> None:
        if not self.corrections.take_back():
            self.corrections.take(self._answers.chosen_files)

    def _teach(self, run: Run | None) -> None:
        project = self._session.project
        if project is None or not self.corrections.labels or self.is_busy:
            return
        lesson = Lesson(
            dict(self.corrections.labels),
            project,
            None if run is None else run.folder,
            self._answers.strip.keeps_copies,
        )
        # Nobody waits for what nobody asked for.
        self._asking.let_go()
        self._learning.start(
            teach,
            self._shelf,
            lesson,
            title=Message("Learning from corrections"),
            writes=True,
            succeeded=self._on_taught,
            failed=lambda error: route_error(error, self._message_bar),
            ended=self._show_state,
        )
        self._message_bar.clear()
        self._show_state()

    def _on_taught(self, taught: Taught) -> None:
        answers = {each.file: each.label for each in self._answers.model.predictions}
        # One that was corrected anew meanwhile is still to be learned.
        known = self.corrections.labels
        corrected = taught.lesson.corrected.items()
        self.corrections.forget([file for file, label in corrected if known.get(file) == label])
        if taught.after != taught.before:
            self.edited.emit(taught.before, taught.after)
        self._say(taught, None, len(answers))
        if taught.learned is not None:
            self._told = _Told(taught, answers, self._unknown())
            self._session.set_run(taught.learned.run)

    def _say(self, taught: Taught, other: int | None, of: int, known: int = 0) -> None:
        """Tell what was learned.

        Args:
            taught: what was done.
            other: answers that are others now; None where that is not known yet.
            of: so many others are in the list.
            known: pictures that were unknown, and are no more.
        """
        count, learned = len(taught.lesson.corrected), taught.learned
        if learned is None:
            self._message_bar.show_message(
                "good",
                lambda: self._joined_text(taught),
                lambda: self.tr("The next training learns from them."),
                action=lambda: self.tr("Go to Train"),
                on_action=self.train_requested.emit,
            )
            return
        sentences = learned.sentences()

        def lead() -> str:
            if count == 1:
                return self.tr("Learned from 1 correction.")
            return self.tr("Learned from {n} corrections.").format(n=f"{count:,}")

        def text() -> str:
            told = [text_of(sentence) for sentence in sentences]
            if other and of:
                words = self.tr("{n} of {all} other answers in the list are others now.")
                told.append(words.format(n=f"{other:,}", all=f"{of:,}"))
            elif other is not None and of:
                told.append(self.tr("The other answers in the list are as before."))
            if known:
                words = self.tr(
                    "{n} that were unknown before are like something learned from now: look "
                    "whether they belong to a class."
                )
                told.append(words.format(n=f"{known:,}"))
            return " ".join(told)

        self._message_bar.show_message("good", lead, text)

    def _joined_text(self, taught: Taught) -> str:
        parts = {
            self.tr("{n} added to the data"): taught.added,
            self.tr("{n} relabelled there"): taught.relabelled,
            self.tr("{n} known there already"): taught.known,
        }
        return ", ".join(words.format(n=f"{n:,}") for words, n in parts.items() if n) + "."

    def _on_changed(self, files: Sequence[Path]) -> None:
        self._offer_classes()
        self._answers.set_corrections(self.corrections.labels, files)
        if len(files) == 1:
            self._answers.show_file(files[0])
        self._show_state()

    def _show_state(self) -> None:
        count = len(self.corrections.labels) if self._has_data() else 0
        why_not = self._why_not() if count else None
        self._answers.strip.show_state(count, why_not, busy=self.is_busy)
        self.changed.emit()
