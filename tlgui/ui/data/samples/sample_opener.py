"""Brings the sheet of samples, and opens what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.data.samples.samples_sheet import SamplesSheet
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class SampleOpener(QObject):
    """Has one sheet, made when it is first asked for.

    Signals:
        open_requested: with the folder of a sample that the user waits for.
    """

    open_requested = Signal(object)

    def __init__(
        self, session: Session, runner: JobRunner, message_bar: MessageBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._message_bar = session, runner, message_bar
        self._page = parent
        self._sheet: SamplesSheet | None = None
        self._open_before: DatasetIndex | None = None

    def show_sheet(self) -> None:
        """Show which samples there are, in a window beside the window."""
        if self._sheet is None:
            from tlgui.ui.data.samples.samples_sheet import SamplesSheet

            self._sheet = SamplesSheet(self._runner, self._page)
            self._sheet.ready.connect(self._on_ready)
        self._open_before = self._session.index
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def _on_ready(self, folder: Path) -> None:
        """Open the sample, unless the user has meanwhile turned to something else."""
        if self._session.index is self._open_before:
            self.open_requested.emit(folder)
            return
        self._message_bar.show_message(
            "good",
            lambda: self.tr("The sample {name} is there.").format(name=one_line(folder.name)),
            action=lambda: self.tr("Open it"),
            on_action=lambda: self.open_requested.emit(folder),
        )
