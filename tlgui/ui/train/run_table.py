"""The table of runs: opened, renamed in place, deleted, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QMenu, QTableView

from tlgui.engine.training.run_changes import NAME_LIMIT
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.look import theme
from tlgui.ui.train.run_model import COLUMNS, RunModel
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.training.run import Run

ROW_HEIGHT = 32
NAME = COLUMNS.index("name")
NAME_WIDTH_LIMIT = 200


class RunTable(QTableView):
    """Several rows can be chosen, with Ctrl or Shift.

    Signals:
        run_opened: with the ``Run`` of the row that was double-clicked or entered.
        delete_asked: with the list of ``Run`` that the user wants to be rid of.
        chosen: other rows are chosen now.
    """

    run_opened = Signal(object)
    delete_asked = Signal(object)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_table")
        self.runs = RunModel(self)
        self.setModel(self.runs)
        show_rows(self, ROW_HEIGHT, several=True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # The editor of a name fills its cell.
        self.setStyleSheet(f"{self.styleSheet()} QLineEdit {{ min-height: 0; padding: 0 3px; }}")
        header = self.horizontalHeader()
        header.setMaximumSectionSize(theme.px(NAME_WIDTH_LIMIT))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("method"), QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit())
        self.runs.modelReset.connect(self._fit_height)
        live(self, self._tell)

    @property
    def selected(self) -> list[Run]:
        """The runs that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.runs.rows[row].run for row in rows]

    def rename_current(self) -> None:
        """Have the user edit the name of the current run in its place."""
        if self.currentIndex().isValid():
            self.rename(self.currentIndex())

    def rename(self, place: QModelIndex | QPersistentModelIndex) -> None:
        """Have the user edit the name of the run at ``place``, there."""
        index = self.runs.index(place.row(), NAME)
        self.scrollTo(index)
        self.edit(index)
        editor = self.indexWidget(index) or self.viewport().findChild(QLineEdit)
        if isinstance(editor, QLineEdit):
            editor.setObjectName("run_name_editor")
            editor.setAccessibleName(self.tr("Name of the run"))
            editor.setPlaceholderText(str(index.data()))
            editor.setMaxLength(NAME_LIMIT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.currentIndex().isValid():
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_opened(self.currentIndex())
                return
            if key == Qt.Key.Key_F2:
                self.rename_current()
                return
            if event.matches(QKeySequence.StandardKey.Delete) and self.selected:
                self.delete_asked.emit(self.selected)
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.selected:
            return
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """What can be done with the chosen runs."""
        menu = QMenu(self)
        menu.setObjectName("run_menu")
        runs = self.selected
        open_action = menu.addAction(self.tr("Open"))
        open_action.triggered.connect(lambda: self.run_opened.emit(runs[0]))
        rename = menu.addAction(self.tr("Rename"), QKeySequence(Qt.Key.Key_F2))
        rename.triggered.connect(lambda: self.rename(self.selectionModel().selectedRows()[0]))
        folder = menu.addAction(self.tr("Show in the file manager"))
        folder.triggered.connect(lambda: _show_folder(runs[0]))
        for action in (open_action, rename, folder):
            action.setEnabled(len(runs) == 1)
        menu.addSeparator()
        delete = menu.addAction(
            self.tr("Move to trash"), QKeySequence(QKeySequence.StandardKey.Delete)
        )
        delete.triggered.connect(lambda: self.delete_asked.emit(runs))
        return menu

    def _fit_height(self) -> None:
        """Be no higher than the runs are, so that what is below stands right below them."""
        rows = self.verticalHeader().defaultSectionSize() * self.runs.rowCount()
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() else 0
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + rows + below + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _on_opened(self, index: QModelIndex) -> None:
        self.run_opened.emit(self.runs.rows[index.row()].run)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Runs on this folder"))
        self.setAccessibleDescription(
            self.tr("Enter shows a run again, F2 renames it, Delete moves it to the trash.")
        )
        self.runs.tell_all()


def _show_folder(run: Run) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))
