"""Whether more pictures would help: asked by a button, told in words, shown as a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.pictures.curve_sheet import CurveSheet
    from tlgui.ui.work.jobs import JobRunner


def find_whether_enough(run: Run, *, control: Control) -> LearningCurve:
    """The learning curve of ``run``, kept with it. For a worker; raises what measuring does."""
    from tlgui.engine.corrections.enough import measure_and_keep
    from tlgui.engine.project import scan_of_run

    return measure_and_keep(run, scan_of_run(run, control), control)


class EnoughCard(Card):
    """One line and a button; then what the curve says, and a sheet that draws it.

    Signals:
        failed: with the error, where it cannot be told.
    """

    failed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("enough_card")
        self._job = LatestJob(runner, self)
        self._run: Run | None = None
        self._curve: LearningCurve | None = None
        self._why_not: Message | None = None
        self._sheet: CurveSheet | None = None
        self.find_button = make_button(
            lambda: self.tr("Find out"),
            "enough_find_button",
            "small",
            accessible_name=lambda: self.tr("Find out whether more pictures would help"),
        )
        self.find_button.clicked.connect(self.find_out)
        self.cancel_button = make_button(lambda: self.tr("Cancel"), "enough_cancel_button", "small")
        self.cancel_button.clicked.connect(self.cancel)
        self.curve_button = make_button(lambda: self.tr("Curve…"), "enough_curve_button", "small")
        self.curve_button.clicked.connect(self.show_curve)
        self.words = make_label("", "small", "enough_words", wrap=True)
        self._bar = QProgressBar()
        self._bar.setObjectName("enough_progress")
        self._bar.setTextVisible(False)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_XS)
        title.addWidget(make_label(lambda: self.tr("More pictures"), "card-title"))
        title.addWidget(TermButton("pictures_curve"))
        title.addStretch()
        for button in (self.cancel_button, self.curve_button, self.find_button):
            title.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(title)
        self.body.addWidget(self.words)
        self.body.addWidget(self._bar)
        live(self, self._tell)

    @property
    def curve(self) -> LearningCurve | None:
        """Of the run on show; None where nobody has asked."""
        return self._curve

    def show_run(self, run: Run | None, curve: LearningCurve | None = None) -> None:
        """Be about another run, with what is kept of it; what is known of the same one stays."""
        if run is not None and self._run is not None and run.folder == self._run.folder:
            self._run = run
        else:
            self._job.let_go()
            self._run, self._curve = run, curve
            if self._sheet is not None:
                self._sheet.close()
        self._why_not = None if self._run is None else _why_not(self._run)
        self._tell()

    def find_out(self) -> None:
        """Find out now: some seconds."""
        if self._run is None or self._why_not is not None or self._job.job is not None:
            return
        self._job.start(
            find_whether_enough,
            self._run,
            title=Message("Learning from parts of the pictures"),
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

    def show_curve(self) -> None:
        """Draw it, in a window beside the window."""
        if self._curve is None:
            return
        from tlgui.ui.pictures.curve_sheet import CurveSheet

        if self._sheet is not None:
            self._sheet.close()
        self._sheet = CurveSheet(self._curve, self)
        self._sheet.finished.connect(self._forget_sheet)
        self._sheet.show()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self._bar.setRange(0, event.total)
            self._bar.setValue(event.done)

    def _on_found(self, curve: LearningCurve) -> None:
        self._curve = curve

    def _tell(self) -> None:
        busy = self._job.job is not None
        self._bar.setVisible(busy)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button.setVisible(busy)
        known = self._curve is not None and not busy
        self.curve_button.setVisible(known)
        self.find_button.setVisible(self._curve is None and self._why_not is None and not busy)
        if busy:
            text = self.tr("Heads learn from growing parts of the training pictures …")
        elif self._curve is not None:
            text = " ".join(text_of(each) for each in self._curve.sentences())
        elif self._why_not is not None:
            text = text_of(self._why_not)
        else:
            text = self.tr(
                "Would twice as many pictures make the model better? Parts of those that there "
                "are tell."
            )
        self.words.setText(text)


def _why_not(run: Run) -> Message | None:
    from tlgui.engine.corrections.enough import why_no_curve

    refused = why_no_curve(run)
    return None if refused is None else refused[0]
