"""What the pages share: the project, the data set, its split, and the run on show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.project import Project
    from tlgui.engine.review.findings import Finding
    from tlgui.engine.review.labels import Judge
    from tlgui.engine.training.run import Run


class Session(QObject):
    """The state that several pages read. Pages change it through the ``set_*`` methods only.

    Attributes:
        project: what belongs to the open folder, or None; set before the index.
        undo: what the user can take back; emptied when another folder is opened.
        index: the folder that is open, or None.
        split: how its pictures are divided; None where no split can be made.
        run: the run that Results and Classify show, or None.
        classified: pictures that the Classify page shows.
        unusable: positions in ``index.records`` of pictures that could not be decoded.
        findings: what in the folder wants a look, in the order of the queue; they stay when the
            folder is listed anew after edits.
        found_in: the index in which they were found.
        judge: how far what doubts labels can be believed; None where nobody looked.

    Signals:
        project_changed: with the new ``Project`` or None.
        index_changed: with the new ``DatasetIndex`` or None; the split is None by then, and so is
            the run, unless only edits have changed.
        split_changed: with the new ``Split`` or None.
        run_changed: with the new ``Run`` or None.
        findings_changed: with the new findings.
        classified_changed: with the number of pictures that the Classify page shows now.
    """

    project_changed = Signal(object)
    index_changed = Signal(object)
    split_changed = Signal(object)
    run_changed = Signal(object)
    findings_changed = Signal(object)
    classified_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo = QUndoStack(self)
        self.project: Project | None = None
        self.index: DatasetIndex | None = None
        self.split: Split | None = None
        self.run: Run | None = None
        self.unusable: frozenset[int] = frozenset()
        self.findings: tuple[Finding, ...] = ()
        self.found_in: DatasetIndex | None = None
        self.judge: Judge | None = None
        self.classified = 0

    @property
    def runs_folder(self) -> Path:
        """Where the runs on the open folder lie. Only where one is open."""
        if self.project is not None:
            return self.project.runs_folder
        from tlgui.engine.project import project_of

        assert self.index is not None
        return project_of(self.index.root).runs_folder

    def undo_if_last(self, place: int) -> bool:
        """Take back the step after which ``undo`` stood at ``place``; False where others came."""
        if self.undo.index() != place:
            return False
        self.undo.undo()
        return True

    def close(self) -> None:
        """Let go what could be undone: it must not be left to Python's search for cycles.

        That destroys a command before the stack that holds it, and the stack then crashes.
        """
        self.undo.clear()

    def set_project(self, project: Project | None) -> None:
        """Take another project, or the same with other contents."""
        if project != self.project:
            self.project = project
            self.project_changed.emit(project)

    def set_index(self, index: DatasetIndex | None, *, as_edited: bool = False) -> None:
        """Show another folder; what belonged to the one before is let go.

        Args:
            index: what was listed.
            as_edited: it is the same folder with other edits: steps, findings and the run stay.
        """
        self.unusable = frozenset()
        self.set_split(None)
        if not as_edited:
            self.set_findings(())
            self.undo.clear()
            self.set_run(None)
        self.index = index
        self.index_changed.emit(index)

    def set_split(self, split: Split | None) -> None:
        if split is not self.split:
            self.split = split
            self.split_changed.emit(split)

    def set_run(self, run: Run | None) -> None:
        if run is not self.run:
            self.run = run
            self.run_changed.emit(run)

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        if not findings:
            self.judge = None
        if findings != self.findings:
            self.findings = findings
            self.found_in = self.index if findings else None
            self.findings_changed.emit(findings)

    def set_classified(self, count: int) -> None:
        if count != self.classified:
            self.classified = count
            self.classified_changed.emit(count)
