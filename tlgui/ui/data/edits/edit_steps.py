"""Edits as steps that are undone and done again on the Data page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.engine.errors import BundleError
from tlgui.ui.kit.errors import route_error
from tlgui.ui.work.value_change import ValueChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.edits.edit import Edit
    from tlgui.ui.data.edits.edits_sheet import EditsSheet
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.session import Session


class EditSteps(QObject):
    """Puts edits on the session's stack of steps.

    Signals:
        wanted: with the edits that are to hold from now on.
    """

    wanted = Signal(object)

    def __init__(self, session: Session, message_bar: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._message_bar, self._page = session, message_bar, parent
        self._sheet: EditsSheet | None = None

    def take(self, before: Sequence[Edit], after: Sequence[Edit]) -> None:
        """Have ``after`` hold in the place of ``before``: one step."""
        text = self.tr("edits of pictures")
        self._session.undo.push(ValueChange(text, self.wanted.emit, before, after))

    def show_sheet(self) -> None:
        """Show all edits, in a window beside the window."""
        from tlgui.ui.data.edits.edits_sheet import EditsSheet

        if self._sheet is None:
            self._sheet = EditsSheet(self._session, self._page)
            self._sheet.taken_back.connect(self.take)
        self._sheet.read()
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def make(self, edit: Edit) -> None:
        """Make one more edit."""
        from tlgui.engine.edits.journal import EditJournal

        project = self._session.project
        if project is None:
            return
        try:
            done = EditJournal(project.edits_file).done
        except BundleError as error:
            route_error(error, self._message_bar)
            return
        self.take(done, (*done, edit))
