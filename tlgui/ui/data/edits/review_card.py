"""Whether pictures want a look, and what edits have made of the folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.review.findings import FindingKind
from tlgui.engine.review.settled import what_was_done
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.records import DatasetIndex, Edited
    from tlgui.engine.review.findings import Finding
    from tlgui.engine.review.labels import Judge
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class ReviewCard(Card):
    """How many findings there are, of which kinds; hidden where there are neither any nor edits.

    Signals:
        review_requested: the user wants to go through them.
        copy_requested: the user wants a corrected copy of the folder.
    """

    review_requested = Signal()
    copy_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("review_card")
        self._session = session
        self._looking = LatestJob(runner, self)
        self._was_put_off = False
        self._heard: Judge | None = None
        self._lead = make_label("", "strong", "review_lead", wrap=True)
        self._text = make_label("", "small", "review_text", wrap=True)
        self._review = make_button(lambda: self.tr("Review…"), "review_button")
        self._review.clicked.connect(self.review_requested)
        self._copy = make_button(lambda: self.tr("Write a corrected copy…"), "clean_copy_button")
        self._copy.clicked.connect(self.copy_requested)
        self._again = make_button(lambda: self.tr("Look again"), "look_again_button")
        self._again.clicked.connect(self._look_again)
        texts = QVBoxLayout()
        texts.setSpacing(theme.SPACE_XS)
        texts.addWidget(self._lead)
        texts.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addLayout(texts, 1)
        row.addWidget(self._again)
        row.addWidget(self._copy)
        row.addWidget(self._review)
        self.body.addLayout(row)
        self._found_with = session.split
        session.findings_changed.connect(self._on_findings)
        session.split_changed.connect(lambda _split: self._tell())
        session.index_changed.connect(self._on_index_changed)
        session.run_changed.connect(self._on_run_changed)
        live(self, self._tell)

    def look(self) -> None:
        """Find what wants a look; where something was found before the last edits, that stays.

        It ends where a training wants to begin, and is begun anew after it.
        """
        from tlgui.engine.asked import Asked
        from tlgui.engine.training.framing import framing_asked
        from tlgui.ui.data.data_jobs import find_doubtful

        index, split = self._session.index, self._session.split
        if index is None or split is None or self._session.findings:
            return
        project = self._session.project
        settings = project.settings if project is not None else {}
        self._was_put_off = False
        self._heard = None
        self._looking.start(
            find_doubtful,
            index,
            split,
            framing_asked(settings),
            str(Asked.from_json(settings).common["backbone"]),
            title=Message("Looking for doubtful pictures"),
            background=True,
            progressed=self._on_progressed,
            succeeded=self._on_found,
            # Only a proposal hangs on it; what is wrong with files is told elsewhere.
            failed=lambda _error: None,
            cancelled=self._put_off,
        )
        self._tell()

    def _on_progressed(self, event: object) -> None:
        from tlgui.engine.review.labels import LabelsJudged

        if isinstance(event, LabelsJudged):
            self._heard = event.judge

    def _on_found(self, findings: tuple[Finding, ...]) -> None:
        # Before the findings, which whoever hears of them tells with it.
        self._session.judge = self._heard
        self._session.set_findings(findings)

    def _put_off(self) -> None:
        self._was_put_off = True
        self._tell()

    def _on_findings(self, findings: tuple[Finding, ...]) -> None:
        self._found_with = self._session.split if findings else None
        self._tell()

    def _on_index_changed(self, _index: DatasetIndex | None) -> None:
        self._looking.let_go()
        self._was_put_off = False
        self._tell()

    def _on_run_changed(self, run: Run | None) -> None:
        if run is not None and self._was_put_off:
            self.look()

    def _look_again(self) -> None:
        self._session.set_findings(())
        self.look()

    def _tell(self) -> None:
        index, findings = self._session.index, self._session.findings
        edited = index is not None and index.edited.changes
        self.setVisible(index is not None and (bool(findings) or edited or self._was_put_off))
        self._review.setVisible(bool(findings))
        # What was found before the last edits, or with another split, may be another thing now.
        other = self._session.found_in is not index or self._found_with != self._session.split
        stale = bool(findings) and other
        self._again.setVisible(self._was_put_off or stale)
        self._copy.setVisible(edited)
        if index is None:
            return
        open_ones = self._open()
        counts = Counter(each.kind for each in open_ones)
        if self._was_put_off:
            self._lead.setText(self.tr("Doubtful pictures were not looked for yet"))
        elif not findings:
            self._lead.setText(self.tr("Labels are as edited"))
        elif not open_ones:
            self._lead.setText(self.tr("All findings were looked at"))
        elif len(open_ones) == 1:
            self._lead.setText(self.tr("1 finding wants a look"))
        else:
            told = self.tr("{n} findings want a look").format(n=f"{len(open_ones):,}")
            self._lead.setText(told)
        found = [
            words.format(n=f"{counts[kind]:,}")
            for kind, words in self._words().items()
            if counts[kind]
        ]
        judge = self._session.judge
        weak = judge is not None and not judge.doubts and bool(findings)
        lines = [found, self._edits(index.edited) if edited else []]
        if judge is not None and weak:
            lines.append([text_of(judge.sentence())])
        self._text.setText("\n".join(" · ".join(line) for line in lines if line))
        self._text.setVisible(any(lines))

    def _open(self) -> list[Finding]:
        """The findings that edits have not settled."""
        project, found_in = self._session.project, self._session.found_in
        if project is None or found_in is None:
            return list(self._session.findings)
        try:
            edits = EditJournal(project.edits_file).edits()
        except BundleError:
            return list(self._session.findings)  # The review itself says what is wrong.
        names = found_in.classes
        labels = {each.path: names[each.class_index] for each in found_in.records}
        return [
            each for each in self._session.findings if what_was_done(each, edits, labels) is None
        ]

    def _edits(self, edited: Edited) -> list[str]:
        counts = {
            self.tr("{n} relabelled"): edited.relabelled,
            self.tr("{n} left out"): edited.excluded,
            self.tr("{n} kept together"): edited.grouped,
            self.tr("{n} added"): edited.added,
        }
        told = [words.format(n=f"{count:,}") for words, count in counts.items() if count]
        return [*told, self.tr("the files stay as they are")]

    def _words(self) -> dict[FindingKind, str]:
        return {
            FindingKind.TWINS_ACROSS_SPLITS: self.tr("twins across splits: {n}"),
            FindingKind.TWINS_ACROSS_CLASSES: self.tr("twins across classes: {n}"),
            FindingKind.TWINS: self.tr("twins: {n}"),
            FindingKind.SUSPECT_LABEL: self.tr("doubtful labels: {n}"),
            FindingKind.OUTLIER: self.tr("unlike their class: {n}"),
            FindingKind.UNREADABLE: self.tr("unreadable: {n}"),
            FindingKind.UNSURE: self.tr("unsure: {n}"),
        }
