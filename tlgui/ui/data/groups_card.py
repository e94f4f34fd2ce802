"""Pictures that belong together: what names and folders tell of them, and whether that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from tlgui.engine.data.groups import across_parts
from tlgui.engine.data.records import Division
from tlgui.engine.review.findings import FindingKind
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
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
        rule_chosen: with the name of the rule by which they are kept together, empty for none;
            and whether parts on disk tear groups apart.
    """

    rule_chosen = Signal(str, bool)

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("groups_card")
        self._session = session
        self._looking = LatestJob(runner, self)
        self._found: Grouping | None = None
        self._known = self._set_aside = 0
        self._lead = make_label("", "strong", "groups_lead")
        self._text = make_label("", "small", "groups_text", wrap=True)
        self._keep = QCheckBox()
        self._keep.setObjectName("keep_groups_box")
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

    @property
    def _torn(self) -> bool:
        """Whether the parts that disk or table have tear groups apart."""
        return self._known > 0

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
        index = self._session.index
        self._known = self._set_aside = 0
        if found is not None and index is not None:
            self._known, self._set_aside = across_parts(index, found.groups)
        self._tell()

    def _on_clicked(self, checked: bool) -> None:
        if self._found is not None:
            self.rule_chosen.emit(self._found.rule.value if checked else "", self._torn)

    def _tell(self) -> None:
        found, project = self._found, self._session.project
        self.setVisible(found is not None)
        if found is None:
            return
        asked = Division() if project is None else project.division
        kept = asked.groups == found.rule.value and (asked.anew or not self._torn)
        self._keep.setText(
            self.tr("Divide anew, each group on one side")
            if self._torn
            else self.tr("Keep each group on one side of the split")
        )
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
        told = [text_of(found.sentence())]
        if self._torn and not asked.anew:
            told.append(
                self.tr(
                    "Of the {all} pictures that are set aside to judge by, {known} have others of "
                    "their group in training."
                ).format(all=f"{self._set_aside:,}", known=f"{self._known:,}")
            )
        self._text.setText(" ".join((*told, advice)))
