"""A card that measures something of a run at a click, and says what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from tlgui.engine.progress import BatchDone
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QDialog, QPushButton, QWidget

    from tlgui.engine.errors import Message
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner


class Findings(Protocol):
    """What was found: it says itself."""

    def sentences(self) -> Iterable[Message]:
        """What the card tells of it."""


Found = TypeVar("Found", bound=Findings)


@dataclass(frozen=True)
class ButtonWords:
    """A button of the card.

    Attributes:
        name: its object name.
        text: what it says.
        spoken: what a screen reader says, where that is another text.
    """

    name: str
    text: Message
    spoken: Message | None = None


def _can_be_measured(_run: Run) -> None:
    return None


def _is_harmless(_found: Findings) -> bool:
    return False


@dataclass(frozen=True)
class Measurement(Generic[Found]):
    """Something to measure of a run: how, and in which words.

    Attributes:
        name: what the object names of the card and of its parts begin with.
        title: that of the card.
        term: the glossary's key of what is explained beside the title.
        question: what the card says before anyone has asked.
        doing: what it says while it measures.
        job: what the status strip says meanwhile.
        start: the button that measures.
        details: the button that opens ``sheet``.
        measure: for a worker: what is found of a run, under a ``control``; raises what it must.
        sheet: of what was found, with its parent, the window with all of it.
        why_not: why nothing can be found of a run; None where it can.
        warns: whether the user is to be warned of what was found.
    """

    name: str
    title: Message
    term: str
    question: Message
    doing: Message
    job: Message
    start: ButtonWords
    details: ButtonWords
    measure: Callable[..., Found]
    sheet: Callable[[Found, QWidget], QDialog]
    why_not: Callable[[Run], Message | None] = _can_be_measured
    warns: Callable[[Found], bool] = _is_harmless


class OnDemandCard(Card):
    """One line and a button; then what was found, and a sheet with all of it.

    Signals:
        failed: with the error, where it cannot be told.
    """

    failed = Signal(object)

    def __init__(
        self, measurement: Measurement[Any], runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        name = measurement.name
        self.setObjectName(f"{name}_card")
        self._measurement = measurement
        self._job = LatestJob(runner, self)
        self._run: Run | None = None
        self._found: Any = None
        self._why_not: Message | None = None
        self._sheet: QDialog | None = None
        self.start_button = _make_button(measurement.start)
        self.start_button.clicked.connect(self.start)
        self.cancel_button = make_button(
            lambda: self.tr("Cancel"), f"{name}_cancel_button", "small"
        )
        self.cancel_button.clicked.connect(self.cancel)
        self.details_button = _make_button(measurement.details)
        self.details_button.clicked.connect(self.show_details)
        self.words = make_label("", "small", f"{name}_words", wrap=True)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_progress")
        self._bar.setTextVisible(False)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_XS)
        title.addWidget(make_label(lambda: text_of(measurement.title), "card-title"))
        title.addWidget(TermButton(measurement.term))
        title.addStretch()
        for button in (self.cancel_button, self.details_button, self.start_button):
            title.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(title)
        self.body.addWidget(self.words)
        self.body.addWidget(self._bar)
        live(self, self._tell)

    @property
    def found(self) -> Any:
        """What was found of the run on show; None where nobody has asked."""
        return self._found

    def show_run(self, run: Run | None, kept: Findings | None = None) -> None:
        """Be about another run, with what is kept of it; what is known of the same one stays."""
        if run is None or self._run is None or run.folder != self._run.folder:
            self._job.let_go()
            self._found = kept
            if self._sheet is not None:
                self._sheet.close()
        self._run = run
        self._why_not = None if run is None else self._measurement.why_not(run)
        self._tell()

    def start(self) -> None:
        """Measure now."""
        if self._run is None or self._why_not is not None or self._job.job is not None:
            return
        self._job.start(
            self._measurement.measure,
            self._run,
            title=self._measurement.job,
            progressed=self._on_progressed,
            succeeded=self._on_found,
            failed=self.failed.emit,
            ended=self._tell,
        )
        self._bar.setRange(0, 0)
        self._tell()

    def cancel(self) -> None:
        """Want to know it no more."""
        self._job.let_go()
        self._tell()

    def show_details(self) -> None:
        """Show all that was found, in a window beside the window."""
        if self._found is None:
            return
        if self._sheet is not None:
            self._sheet.close()
        self._sheet = self._measurement.sheet(self._found, self)
        self._sheet.finished.connect(self._forget_sheet)
        self._sheet.show()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self._bar.setRange(0, event.total)
            self._bar.setValue(event.done)

    def _on_found(self, found: Findings) -> None:
        self._found = found

    def _tell(self) -> None:
        busy, found = self._job.job is not None, self._found
        self._bar.setVisible(busy)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button.setVisible(busy)
        self.details_button.setVisible(found is not None and not busy)
        self.start_button.setVisible(found is None and self._why_not is None and not busy)
        warned = False
        if busy:
            text = text_of(self._measurement.doing)
        elif found is not None:
            text = " ".join(text_of(each) for each in found.sentences())
            warned = self._measurement.warns(found)
        else:
            text = text_of(self._why_not or self._measurement.question)
        self.words.setText(text)
        theme.set_look(self.words, role="warning" if warned else "small")


def _make_button(words: ButtonWords) -> QPushButton:
    spoken = words.spoken or words.text
    return make_button(
        lambda: text_of(words.text), words.name, "small", accessible_name=lambda: text_of(spoken)
    )
