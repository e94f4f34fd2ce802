"""The right classes that the user gave to answers, until they are learned from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from tlgui.engine.project import Project
    from tlgui.ui.work.session import Session

KEPT_AS = "corrections"
"""Under which the project remembers them: what was corrected is found again another day."""


class CorrectionStep(QUndoCommand):
    """Classes given to pictures, or taken from them; pushing it does it."""

    def __init__(
        self,
        text: str,
        put: Callable[[Mapping[Path, str]], object],
        before: Mapping[Path, str],
        after: Mapping[Path, str],
    ) -> None:
        super().__init__(text)
        self._put, self._before, self._after = put, before, after

    def undo(self) -> None:
        self._put(self._before)

    def redo(self) -> None:
        self._put(self._after)


class Corrections(QObject):
    """Class by picture, each a step on the session's stack; the open project keeps them.

    Signals:
        changed: another class was given, or taken back; with the pictures it is about.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._labels: dict[Path, str] = {}
        self._folder: Path | None = None
        # After which steps the stack stood there: the last one is taken back by Z.
        self._places: list[int] = []
        session.project_changed.connect(self._on_project_changed)
        self._on_project_changed(session.project)

    @property
    def labels(self) -> Mapping[Path, str]:
        """The class of each corrected picture, the first corrected first."""
        return self._labels

    def give(self, files: Collection[Path], label: str) -> None:
        """Say what is on ``files``."""
        self._push(self.tr("correct an answer"), dict.fromkeys(files, label))

    def take(self, files: Iterable[Path]) -> None:
        """Take back what was said of ``files``, whenever that was."""
        known = [file for file in files if file in self._labels]
        if known:
            self._push(self.tr("take a correction back"), dict.fromkeys(known, ""))

    def take_back(self) -> bool:
        """Take back the last one; False where other steps came after it, or none is left."""
        stack = self._session.undo
        while self._places and self._places[-1] > stack.index():
            self._places.pop()  # It was undone another way.
        return bool(self._places) and self._session.undo_if_last(self._places.pop())

    def forget(self, files: Iterable[Path]) -> None:
        """Let go of what was learned from: it is an edit of the data set now."""
        self._put(dict.fromkeys(files, ""))

    def _push(self, text: str, after: Mapping[Path, str]) -> None:
        before = {file: self._labels.get(file, "") for file in after}
        if before != after:
            self._session.undo.push(CorrectionStep(text, self._put, before, after))
            self._places.append(self._session.undo.index())

    def _put(self, labels: Mapping[Path, str]) -> None:
        """Give pictures these classes; an empty one is none."""
        for file, label in labels.items():
            if label:
                self._labels[file] = label
            else:
                self._labels.pop(file, None)
        project = self._session.project
        if project is not None:
            kept = {str(file): label for file, label in self._labels.items()}
            self._session.set_project(replace(project, window={**project.window, KEPT_AS: kept}))
        self.changed.emit(list(labels))

    def _on_project_changed(self, project: Project | None) -> None:
        folder = None if project is None else project.folder
        if folder == self._folder:
            return
        self._folder = folder
        self._places = []
        kept = {} if project is None else project.window.get(KEPT_AS, {})
        before = list(self._labels)
        self._labels = (
            {Path(file): label for file, label in kept.items() if isinstance(label, str) and label}
            if isinstance(kept, dict)
            else {}
        )
        self.changed.emit([*before, *self._labels])
