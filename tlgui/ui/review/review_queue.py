"""Which findings were looked at, which is next, and what was done about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.edits.edit import LEFT_OUT, Edit, EditKind
from tlgui.engine.review.findings import FindingKind
from tlgui.engine.review.settled import what_was_done

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tlgui.engine.edits.journal import EditJournal
    from tlgui.engine.review.findings import Finding


class ReviewQueue:
    """Findings, one of which is current. What was done about them is what the edits say.

    So that the way through the queue is found again another day, and taken back with the edits.

    Attributes:
        findings: all of them, in their order.
        journal: of the project.
        place: of the current one among those of the kind on show.
    """

    def __init__(
        self, findings: Sequence[Finding], journal: EditJournal, labels: Mapping[str, str]
    ) -> None:
        """Begin at the first that is open.

        Args:
            findings: what to look at.
            journal: takes the edits.
            labels: class of each picture, as the findings know it.
        """
        self.findings = tuple(findings)
        self.journal = journal
        self._labels = labels
        self._edits = journal.edits()
        self._kind: FindingKind | None = None
        self.place = 0
        self._to_next_open(0)

    @property
    def kind(self) -> FindingKind | None:
        """The kind of findings on show; None for all."""
        return self._kind

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings of the kind on show."""
        return tuple(each for each in self.findings if self._kind in (None, each.kind))

    @property
    def current(self) -> Finding | None:
        """The one to look at; None where there is none of this kind."""
        shown = self.shown
        return shown[self.place] if self.place < len(shown) else None

    def kinds(self) -> dict[FindingKind, int]:
        """How many of each kind are open; kinds that were found only."""
        found = {each.kind for each in self.findings}
        counts = {kind: 0 for kind in FindingKind if kind in found}
        for each in self.findings:
            counts[each.kind] += self.is_open(each)
        return counts

    @property
    def open(self) -> int:
        """How many of all are still to be looked at."""
        return sum(map(self.is_open, self.findings))

    def label_of(self, file: str) -> str:
        """The class of a picture as edited; ``LEFT_OUT`` where it is to be left out."""
        return self._edits.labels.get(file, self._labels.get(file, LEFT_OUT))

    def what_was_done(self, finding: Finding) -> EditKind | None:
        """How ``finding`` was settled; None where it is open."""
        return what_was_done(finding, self._edits, self._labels)

    def is_open(self, finding: Finding) -> bool:
        """Whether ``finding`` is still to be looked at."""
        return self.what_was_done(finding) is None

    def show_kind(self, kind: FindingKind | None) -> None:
        """Show the findings of ``kind`` only, the first open one current."""
        self._kind = kind
        self.place = 0
        self._to_next_open(0)

    def go(self, by: int) -> None:
        """Go on, or back, without deciding; not beyond the ends."""
        self.place = min(max(0, self.place + by), max(0, len(self.shown) - 1))

    def relabel(self, file: str, label: str) -> None:
        """Give ``file`` of the current finding the class ``label``; its own class keeps it.

        Raises:
            BundleError: the edit cannot be written; nothing is changed.
        """
        if label == self.label_of(file):
            self.keep()
        else:
            self._make(Edit(EditKind.RELABEL, (file,), label))

    def exclude(self, file: str) -> None:
        """Leave ``file`` out. Raises as ``relabel`` does."""
        self._make(Edit(EditKind.EXCLUDE, (file,)))

    def keep(self) -> None:
        """Say that the current finding is no fault. Raises as ``relabel`` does."""
        finding = self.current
        if finding is not None:
            self._make(Edit(EditKind.KEEP, finding.files, about=finding.kind.value))

    def group(self) -> None:
        """Keep the pictures of the current finding together. Raises as ``relabel`` does."""
        finding = self.current
        if finding is not None:
            left = tuple(file for file in finding.files if self.label_of(file) != LEFT_OUT)
            if len(left) > 1:
                self._make(Edit(EditKind.GROUP, left))

    def take_back(self) -> Edit | None:
        """Take the last edit back and show what it was about; it, or None.

        Raises:
            BundleError: as for ``relabel``.
        """
        return self._show(self.journal.undo())

    def do_again(self) -> Edit | None:
        """Make the edit again that was taken back last, and go on from it; it, or None.

        Raises:
            BundleError: as for ``relabel``.
        """
        edit = self._show(self.journal.redo())
        if edit is not None:
            self._to_next_open(self.place)
        return edit

    def has_about(self, edit: Edit) -> bool:
        """Whether one of the findings is about a picture that ``edit`` is about."""
        about = set(edit.files)
        return any(not about.isdisjoint(each.files) for each in self.findings)

    def _make(self, edit: Edit) -> None:
        self.journal.add(edit)
        self._edits = self.journal.edits()
        current = self.current
        if current is not None and not self.is_open(current):
            self._to_next_open(self.place)

    def _show(self, edit: Edit | None) -> Edit | None:
        self._edits = self.journal.edits()
        if edit is None:
            return None
        about = set(edit.files)
        for everywhere in (False, True):
            if everywhere:
                self._kind = None
            found = [
                place
                for place, each in enumerate(self.shown)
                if not about.isdisjoint(each.files) and edit.about in ("", each.kind.value)
            ]
            if found:
                # Of several about the same picture, the one on show, or the first.
                self.place = self.place if self.place in found else found[0]
                break
        return edit

    def _to_next_open(self, place: int) -> None:
        """From ``place`` on to the next that is open, or back at the first; else stay."""
        shown = self.shown
        for at in (*range(place, len(shown)), *range(place)):
            if self.is_open(shown[at]):
                self.place = at
                return
