"""The menu of the open project: undo, recent ones, save elsewhere, find moved pictures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tlgui.ui.work.session import Session

_RECENT_SHOWN = 10


class ProjectMenu(QMenu):
    """Says only what can be done now: it is filled when it opens.

    Signals:
        project_chosen: with a recent ``Project``.
        table_requested: the user wants to open a table of labels.
        columns_requested: the user wants to say again which column of the table is which.
        samples_requested: the user wants to see which samples there are.
        save_as_requested: the user wants the project in another place.
        relink_requested: the user says that the pictures were moved.
        edits_requested: the user wants to see all edits.
        export_edits_requested: the user wants the edits as a file.
        import_edits_requested: the user wants to take in edits from a file.
        map_requested: the user wants the map of the pictures.
        close_requested: the user wants to begin anew.
    """

    project_chosen = Signal(object)
    table_requested = Signal()
    columns_requested = Signal()
    samples_requested = Signal()
    save_as_requested = Signal()
    relink_requested = Signal()
    edits_requested = Signal()
    export_edits_requested = Signal()
    import_edits_requested = Signal()
    map_requested = Signal()
    close_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_menu")
        self._session = session
        self._undo = self._add("undo_action", session.undo.undo)
        self._redo = self._add("redo_action", session.undo.redo)
        self.addSeparator()
        self._recent = QMenu(self)
        self._recent.setObjectName("recent_menu")
        self.addMenu(self._recent)
        self._table = self._add("open_table_action", self.table_requested.emit)
        self._columns = self._add("table_columns_action", self.columns_requested.emit)
        self._samples = self._add("samples_action", self.samples_requested.emit)
        self._save_as = self._add("save_project_as_action", self.save_as_requested.emit)
        self._relink = self._add("relink_action", self.relink_requested.emit)
        self.addSeparator()
        self._map = self._add("map_action", self.map_requested.emit)
        self._edits = self._add("edits_action", self.edits_requested.emit)
        self._export = self._add("export_edits_action", self.export_edits_requested.emit)
        self._import = self._add("import_edits_action", self.import_edits_requested.emit)
        self.addSeparator()
        self._close = self._add("close_project_action", self.close_requested.emit)
        self.aboutToShow.connect(self._tell)
        self.aboutToShow.connect(self._list_recent)
        live(self, self._tell)

    def _add(self, name: str, slot: Callable[[], object]) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.triggered.connect(lambda: slot())
        self.addAction(action)
        return action

    def _tell(self) -> None:
        project = self._session.project
        undo, is_open = self._session.undo, project is not None
        what, again = undo.undoText(), undo.redoText()
        self._undo.setText(
            (self.tr("Undo {what}").format(what=what) if what else self.tr("Undo"))
            + _keys("Ctrl+Z")
        )
        self._redo.setText(
            (self.tr("Redo {what}").format(what=again) if again else self.tr("Redo"))
            + _keys("Ctrl+Shift+Z")
        )
        self._undo.setEnabled(undo.canUndo())
        self._redo.setEnabled(undo.canRedo())
        self._recent.setTitle(self.tr("Open recent"))
        self._table.setText(self.tr("Open a table…") + _keys("Ctrl+Shift+O"))
        self._columns.setText(self.tr("Columns of the table…"))
        self._columns.setVisible(project is not None and project.columns is not None)
        self._samples.setText(self.tr("Samples…"))
        self._save_as.setText(self.tr("Save project as…"))
        self._relink.setText(self.tr("The pictures were moved…"))
        self._close.setText(self.tr("Close project"))
        self._map.setText(self.tr("Map of pictures") + _keys("Ctrl+Shift+M"))
        self._map.setEnabled(self._session.index is not None)
        self._edits.setText(self.tr("Edits…"))
        self._export.setText(self.tr("Export edits…"))
        self._import.setText(self.tr("Import edits…"))
        for action in (self._save_as, self._relink, self._import, self._close):
            action.setEnabled(is_open)
        for action in (self._edits, self._export):
            action.setEnabled(project is not None and os.path.isfile(project.edits_file))

    def _list_recent(self) -> None:
        from tlgui.engine.project import recent_projects

        self._recent.clear()
        mine = self._session.project
        for project in recent_projects()[:_RECENT_SHOWN]:
            if mine is not None and project.folder == mine.folder:
                continue
            # A single ampersand would underline the letter after it.
            text = f"{one_line(project.name)}   {one_line(str(project.dataset_root.parent))}"
            action = self._recent.addAction(text.replace("&", "&&"))
            action.triggered.connect(
                lambda _checked=False, project=project: self.project_chosen.emit(project)
            )
        self._recent.setEnabled(not self._recent.isEmpty())


def _keys(sequence: str) -> str:
    return "\t" + QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
