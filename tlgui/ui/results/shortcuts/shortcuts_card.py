"""Looks for shortcuts when it is asked to, and says what was found."""

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

    from tlgui.engine.insight.shortcuts.check import ShortcutCheck
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.results.shortcuts.shortcuts_sheet import ShortcutsSheet
    from tlgui.ui.work.jobs import JobRunner


def look_for_shortcuts(run: Run, *, control: Control) -> ShortcutCheck:
    """What the answers of ``run`` hang on. For a worker; raises what ``check_shortcuts`` does."""
    from tlgui.engine.insight.shortcuts.check import check_shortcuts

    return check_shortcuts(run, control)


class ShortcutsCard(Card):
    """One line and a button; then what was found, and a sheet with all of it.

    Signals:
        failed: with the error, where it cannot be told.
    """

    failed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("shortcuts_card")
        self._job = LatestJob(runner, self)
        self._run: Run | None = None
        self._found: ShortcutCheck | None = None
        self._sheet: ShortcutsSheet | None = None
        self.check_button = make_button(
            lambda: self.tr("Check"),
            "shortcuts_check_button",
            "small",
            accessible_name=lambda: self.tr("Look for shortcuts"),
        )
        self.check_button.clicked.connect(self.check)
        self.cancel_button = make_button(
            lambda: self.tr("Cancel"), "shortcuts_cancel_button", "small"
        )
        self.cancel_button.clicked.connect(self.cancel)
        self.details_button = make_button(
            lambda: self.tr("Details…"), "shortcuts_details_button", "small"
        )
        self.details_button.clicked.connect(self.show_details)
        self.words = make_label("", "small", "shortcuts_words", wrap=True)
        self._bar = QProgressBar()
        self._bar.setObjectName("shortcuts_progress")
        self._bar.setTextVisible(False)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_XS)
        title.addWidget(make_label(lambda: self.tr("Shortcuts"), "card-title"))
        title.addWidget(TermButton("shortcut"))
        title.addStretch()
        for button in (self.cancel_button, self.details_button, self.check_button):
            title.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(title)
        self.body.addWidget(self.words)
        self.body.addWidget(self._bar)
        live(self, self._tell)

    @property
    def found(self) -> ShortcutCheck | None:
        """What the last look told of the run on show."""
        return self._found

    def show_run(self, run: Run | None) -> None:
        """Be about another run; what is known of the same one stays."""
        if run is not None and self._run is not None and run.folder == self._run.folder:
            self._run = run
            return
        self._job.let_go()
        self._run, self._found = run, None
        if self._sheet is not None:
            self._sheet.close()
        self._tell()

    def check(self) -> None:
        """Look now; that takes some ten seconds."""
        if self._run is None or self._job.job is not None:
            return
        self._job.start(
            look_for_shortcuts,
            self._run,
            title=Message("Looking for shortcuts"),
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
        """Show all that was measured, in a window beside the window."""
        if self._found is None:
            return
        from tlgui.ui.results.shortcuts.shortcuts_sheet import ShortcutsSheet

        if self._sheet is not None:
            self._sheet.close()
        self._sheet = ShortcutsSheet(self._found, self)
        self._sheet.finished.connect(self._forget_sheet)
        self._sheet.show()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self._bar.setRange(0, event.total)
            self._bar.setValue(event.done)

    def _on_found(self, found: ShortcutCheck) -> None:
        self._found = found

    def _tell(self) -> None:
        busy = self._job.job is not None
        self._bar.setVisible(busy)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button.setVisible(busy)
        self.details_button.setVisible(self._found is not None and not busy)
        self.check_button.setVisible(self._found is None and not busy)
        role = "small"
        if busy:
            text = self.tr("Parts of the pictures are painted over, and the answers compared …")
        elif self._found is not None:
            text = " ".join(text_of(each) for each in self._found.sentences())
            role = "warning" if self._found.suspects else "small"
        else:
            text = self.tr(
                "Do the answers hang on what is in the pictures, or on a corner, an edge, the "
                "background?"
            )
        self.words.setText(text)
        theme.set_look(self.words, role=role)
