"""What the user does to pictures on the map: edits of the project, kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.edits.edit import Edit, EditKind, Edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.edits.journal import EditJournal


class MapEdits:
    """Edits made since the map was opened; those from before are not touched.

    Args:
        journal: of the project.
        labels: (file, class) of the pictures as they were then.
    """

    def __init__(self, journal: EditJournal, labels: Sequence[tuple[str, str]]) -> None:
        self._journal = journal
        self._labels = tuple(labels)
        self.before = tuple(journal.done)

    @property
    def done(self) -> tuple[Edit, ...]:
        """All edits that hold now."""
        return tuple(self._journal.done)

    @property
    def can_take_back(self) -> bool:
        """Whether an edit was made here that holds."""
        return len(self._journal.done) > len(self.before)

    @property
    def can_do_again(self) -> bool:
        """Whether one was taken back, and none made since."""
        return self._journal.can_redo

    def labels(self) -> list[str]:
        """(N) classes as they are now; empty for what is left out."""
        made = Edits.of(self.done[len(self.before) :])
        return [made.labels.get(file, label) for file, label in self._labels]

    def relabel(self, files: Sequence[str], label: str) -> None:
        """Give ``files`` the class ``label``.

        Raises:
            BundleError: it cannot be kept.
        """
        self._journal.add(Edit(EditKind.RELABEL, tuple(files), label))

    def leave_out(self, files: Sequence[str]) -> None:
        """Leave ``files`` out.

        Raises:
            BundleError: it cannot be kept.
        """
        self._journal.add(Edit(EditKind.EXCLUDE, tuple(files)))

    def keep_together(self, files: Sequence[str]) -> None:
        """Keep ``files`` on one side of the split.

        Raises:
            BundleError: it cannot be kept.
        """
        self._journal.add(Edit(EditKind.GROUP, tuple(files)))

    def take_back(self) -> Edit | None:
        """Take back what was done last here; it, or None.

        Raises:
            BundleError: it cannot be kept.
        """
        return self._journal.undo() if self.can_take_back else None

    def do_again(self) -> Edit | None:
        """Do again what was taken back last; it, or None.

        Raises:
            BundleError: it cannot be kept.
        """
        return self._journal.redo()
