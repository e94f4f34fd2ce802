"""What is read of the open pictures in the background, while the user looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.engine.errors import Message
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.data.data_jobs import Findings
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class Looking(QObject):
    """Reads every open picture once, and finds how many bits they use.

    Attributes:
        findings: of all pictures; None while they are read, or where nothing is open.
        bit_depth: of the training pictures; None where it is not known, or they have 8.

    Signals:
        looked: there are findings.
        measured: another bit depth holds.
        failed: with the error.
    """

    looked = Signal()
    measured = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.findings: Findings | None = None
        self.bit_depth: int | None = None
        self._reading = LatestJob(runner, self)
        self._measuring = LatestJob(runner, self)

    def start(self) -> None:
        """Read the open pictures; training then starts at once."""
        from tlgui.engine.asked import Asked
        from tlgui.engine.training.framing import framing_asked
        from tlgui.ui.data.data_jobs import look_closely

        index, project = self._session.index, self._session.project
        if index is None:
            return
        settings = project.settings if project is not None else {}
        self._reading.start(
            look_closely,
            index,
            self._session.split,
            framing_asked(settings),
            str(Asked.from_json(settings).common["backbone"]),
            title=Message("Reading pictures"),
            background=True,
            succeeded=lambda findings: self._on_looked(index, findings),
            failed=self.failed.emit,
        )

    def go_on(self) -> None:
        """Read them, where another job came in between before all were read."""
        if self.findings is None and self._reading.job is None:
            self.start()

    def forget(self) -> None:
        """Let go of what is read, and of what was found."""
        self._reading.let_go()
        self.findings = None

    def measure(self) -> None:
        """See how many bits the training pictures use; at once, before all are read."""
        from tlgui.ui.data.data_jobs import find_bit_depth

        index, split = self._session.index, self._session.split
        if index is None or split is None:
            self.forget_bit_depth()
            return
        self._measuring.start(
            find_bit_depth,
            index,
            split,
            lane="files",
            succeeded=self._set_bit_depth,
            failed=self.failed.emit,
        )

    def forget_bit_depth(self) -> None:
        """Others are open now."""
        self._measuring.let_go()
        self._set_bit_depth(None)

    def _on_looked(self, index: DatasetIndex, findings: Findings) -> None:
        if index is not self._session.index:
            return
        self.findings = findings
        self._session.unusable = findings.unusable
        self.looked.emit()

    def _set_bit_depth(self, bit_depth: int | None) -> None:
        self.bit_depth = bit_depth
        self.measured.emit()
