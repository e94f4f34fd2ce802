"""Opens a table of labels: asks for its file, and which column is which."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from tlgui.ui.kit.errors import route_error
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.table import TableColumns, TableHead
    from tlgui.ui.data.tables.columns_sheet import ColumnsSheet
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class TableOpener(QObject):
    """Asks only what the table's project does not know.

    Signals:
        open_requested: with the table and its ``TableColumns``, None where they are known.
    """

    open_requested = Signal(object, object)

    def __init__(
        self, session: Session, runner: JobRunner, message_bar: MessageBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._message_bar, self._page = session, message_bar, parent
        self._reading = LatestJob(runner, self)
        self._sheet: ColumnsSheet | None = None

    def choose(self) -> None:
        """Ask for the file of a table."""
        from tlgui.engine.data.records import TABLE_SUFFIXES

        dialog = QFileDialog(self._page, self.tr("Open a table of labels"))
        dialog.setObjectName("open_table_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in TABLE_SUFFIXES)
        dialog.setNameFilter(self.tr("Tables ({patterns})").format(patterns=patterns))
        dialog.fileSelected.connect(lambda chosen: self.open(Path(chosen)))
        dialog.open()

    def open(self, table: Path) -> None:
        """Open ``table``; which column is which is asked where nobody has said it."""
        self._read(table, partial(self._on_read, table))

    def ask_again(self) -> None:
        """Ask which column is which of the table that is open."""
        project = self._session.project
        if project is not None and project.columns is not None:
            table, now = project.dataset_root, project.columns
            self._read(table, lambda head, _kept: self._ask(table, head, now))

    def _read(
        self, table: Path, succeeded: Callable[[TableHead, TableColumns | None], object]
    ) -> None:
        from tlgui.ui.data.data_jobs import read_table_head

        self._reading.start(
            read_table_head,
            table,
            lane="files",
            succeeded=lambda told: succeeded(*told),
            failed=lambda error: route_error(error, self._message_bar),
        )

    def _on_read(self, table: Path, head: TableHead, known: TableColumns | None) -> None:
        if known is None:
            self._ask(table, head, head.columns)
        else:
            self.open_requested.emit(table, None)

    def _ask(self, table: Path, head: TableHead, columns: TableColumns) -> None:
        from tlgui.ui.data.tables.columns_sheet import ColumnsSheet

        if self._sheet is not None:
            self._sheet.close()
        self._sheet = ColumnsSheet(table, head, columns, self._page)
        self._sheet.columns_chosen.connect(self.open_requested)
        self._sheet.finished.connect(self._forget)
        self._sheet.open()

    def _forget(self) -> None:
        self._sheet = None
