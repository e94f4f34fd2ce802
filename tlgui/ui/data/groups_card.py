"""Pictures that belong together: what names and folders tell of them, and whether that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from tlgui.engine.review.findings import FindingKind
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, live_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.groups import Grouping
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control
    from tlgui.engine.review.findings import Finding
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


TWINS = (
    FindingKind.TWINS_ACROSS_SPLITS,
    FindingKind.TWINS_ACROSS_CLASSES,
    FindingKind.TWINS,
)


def _is_twins(finding: Finding) -> bool:
    return finding.kind in TWINS


class GroupsChange(QUndoCommand):
    """Pictures kept together, or no more; undone, as before."""

    def __init__(self, text: str, take: Callable[[str], object], before: str, after: str) -> None:
        super().__init__(text)
        self._take, self._before, self._after = take, before, after

    def undo(self) -> None:
        self._take(self._before)

    def redo(self) -> None:
        self._take(self._after)


def find_groups(index: DatasetIndex, *, control: Control) -> Grouping | None:
    """What names and folders of ``index`` say belongs together. For a worker."""
    from tlgui.engine.data.groups import propose_groups

    return propose_groups(index, control)


def find_twin_groups(index: DatasetIndex, *, control: Control) -> Grouping | None:
    """Which near twins of ``index`` belong together. For a worker."""
    from tlgui.engine.insight.similar.grouping import propose_twin_groups

    return propose_twin_groups(index, control)


class GroupsCard(Card):
    """Says which pictures belong together, by which evidence; hidden where none are told.

    Signals:
        rule_chosen: with the name of the rule by which they are kept together; empty for none.
    """

    rule_chosen = Signal(str)

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("groups_card")
        self._session = session
        self._looking = LatestJob(runner, self)
        self._found: Grouping | None = None
        self._lead = make_label("", "strong", "groups_lead")
        self._text = make_label("", "small", "groups_text", wrap=True)
        self._keep = QCheckBox()
        self._keep.setObjectName("keep_groups_box")
        live_text(
            self._keep,
            self._keep.setText,
            lambda: self.tr("Keep each group on one side of the split"),
        )
        self._keep.clicked.connect(self._on_clicked)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_XS)
        title.addWidget(self._lead)
        title.addWidget(TermButton("groups"))
        title.addStretch()
        self.body.addLayout(title)
        self.body.addWidget(self._text)
        self.body.addWidget(self._keep)
        self.hide()
        session.index_changed.connect(self._look)
        session.findings_changed.connect(self._on_findings)
        session.project_changed.connect(lambda _project: self._tell())
        live(self, self._tell)
        self._look(session.index)

    def _look(self, index: DatasetIndex | None) -> None:
        self._looking.let_go()
        self._take(None)
        if index is not None:
            self._looking.start(
                find_groups,
                index,
                lane="files",
                succeeded=self._take,
                # Only a proposal hangs on it; what is wrong with files is told elsewhere.
                failed=lambda _error: self._take(None),
            )

    def _on_findings(self, findings: tuple[Finding, ...]) -> None:
        """Every picture was read for the findings: near twins are told without reading again."""
        index = self._session.index
        if index is None or self._found is not None or not any(map(_is_twins, findings)):
            return
        self._looking.start(
            find_twin_groups,
            index,
            lane="files",
            succeeded=self._take,
            failed=lambda _error: self._take(None),
        )

    def _take(self, found: Grouping | None) -> None:
        self._found = found
        self._tell()

    def _on_clicked(self, checked: bool) -> None:
        if self._found is not None:
            self.rule_chosen.emit(self._found.rule.value if checked else "")

    def _tell(self) -> None:
        found, project = self._found, self._session.project
        self.setVisible(found is not None)
        if found is None:
            return
        kept = project is not None and project.groups == found.rule.value
        self._keep.setChecked(kept)
        self._lead.setText(
            self.tr("Pictures that belong together stay together")
            if kept
            else self.tr("Some pictures belong together, frames of a clip say")
        )
        advice = (
            self.tr("No picture is judged by that has others of its group among the lessons.")
            if kept
            else self.tr(
                "Where some of a group are learned from and others judged by, the figures are too "
                "good."
            )
        )
        self._text.setText(f"{text_of(found.sentence())} {advice}")
